"""Answers that take a while to compute: made once for each content, as JSON or as a table."""

import hashlib
from collections.abc import Callable

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from rest_framework.request import Request

from atlasviewer.running.heavy import heavy_work
from buckets.access.permissions import find_bucket
from buckets.services import record_access
from features.data.memory import Body, memory, pack
from features.history.versions import find_version, read_number
from features.lookup import find_feature
from features.models import Feature, FeatureVersion
from features.reads.reading import REVALIDATE, not_modified, send_body

CSV = "text/csv; charset=utf-8"


def name_content(content: object, *, packed: bool = False) -> str:
    """Return the ETag of an answer that depends on `content` alone, without computing it.

    The `repr` of `content` says everything that the answer depends on.
    """
    digest = hashlib.sha256(repr(content).encode()).hexdigest()[:32]
    return f'"{digest}-gzip"' if packed else f'"{digest}"'


def find_stored(
    bucket: str, fname: str, version: str | None
) -> tuple[Feature, Feature | FeatureVersion]:
    """Return a feature, and what is stored of it: now, or in a version. Notes that it was read.

    Raises `Missing`, `Invalid` for a version that is no number, and `Gone`.
    """
    found = find_bucket(bucket)
    feature = find_feature(found, fname)
    record_access(found)
    if version is None:
        return feature, feature
    return feature, find_version(feature, read_number(version))


def compute_once(kind: str, etag: str, write: Callable[[], bytes], *, packed: bool = False) -> Body:
    """Return what `write` returns, in a turn of `heavy_work`, or what is cached of it.

    Who asks while it is being made waits for that one. Raises `Busy` and what `write` raises.
    """

    def make() -> Body:
        with heavy_work.turn():
            content = write()
        if packed:
            return pack(content, etag)
        return Body(content, etag, packed=False, size=len(content))

    return memory.find_or_make_once((kind, etag), make)


def answer_computed(request: Request, etag: str, compute: Callable[[], Body]) -> HttpResponse:
    """Return what `compute` returns, or 304 without computing it."""
    answer = not_modified(request, etag)
    if answer is None:
        answer = send_body(request, compute())
    answer["Cache-Control"] = REVALIDATE
    return answer


def save_as_table(answer: HttpResponse, filename: str) -> HttpResponse:
    """Return an answer of CSV so that a browser saves it as a file of this name."""
    if answer.status_code == 200:
        answer["Content-Type"] = CSV
        answer["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    return answer
