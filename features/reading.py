"""Reading a feature: one indexed query, then the stored body as it lies on the disk."""

import gzip
from collections.abc import Iterator
from typing import BinaryIO

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.http.response import HttpResponseNotModified
from django.utils.http import content_disposition_header, parse_etags
from rest_framework.request import Request

from buckets.permissions import find_bucket
from buckets.services import record_access
from features.lookup import no_feature
from features.models import Feature, FeatureVersion
from features.payloads import open_packed
from features.versions import find_version, read_number

CHUNK = 1 << 16
JSON = "application/json"
FOR_EVER = "public, max-age=31536000, immutable"
"""Of an explicit version: its number stands for one content and no other."""


def read_feature(request: Request, bucket: str, fname: str) -> HttpResponseBase:
    """Return the answer to reading a feature, or one version of it with ``?version=3``.

    304 when the ETag that was sent still holds; the stored gzip itself when the client accepts
    gzip. A payload is never changed or removed while its row can be read, so what is sent is
    whole: the feature as it was before a patch, or as it is after. Raises `Missing` when it is
    not there and `Gone` for a version that is not kept any more.
    """
    version = request.query_params.get("version")
    feature = _find(bucket, fname)
    record_access(feature.bucket)
    try:
        answer = _answer(request, _choose(feature, version))
    except FileNotFoundError:
        # Patched, and its former payload swept, since the row was read: the row names a new one.
        answer = _answer(request, _choose(_find(bucket, fname), version))
    answer["Cache-Control"] = FOR_EVER if version is not None else "no-cache"
    if request.query_params.get("download") == "1":
        name = f"{bucket}-{fname}.json"
        answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def accepts_gzip(request: Request) -> bool:
    """Return whether the client takes gzip: named, or by ``*``, and not with a weight of zero."""
    weights: dict[str, float] = {}
    for part in request.headers.get("Accept-Encoding", "").lower().split(","):
        coding, _, parameter = part.strip().partition(";")
        weight = parameter.strip().removeprefix("q=")
        try:
            weights[coding.strip()] = float(weight) if weight else 1.0
        except ValueError:
            weights[coding.strip()] = 0.0
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def _find(bucket: str, fname: str) -> Feature:
    feature = Feature.objects.of_bucket_named(bucket, fname).select_related("bucket").first()
    if feature is None:
        raise no_feature(find_bucket(bucket).name, fname)
    return feature


def _choose(feature: Feature, version: str | None) -> Feature | FeatureVersion:
    return feature if version is None else find_version(feature, read_number(version))


def _answer(request: Request, feature: Feature | FeatureVersion) -> HttpResponseBase:
    packed = accepts_gzip(request)
    etag = f'"{feature.payload[:32]}{"-gzip" if packed else ""}"'
    answer = _not_modified(request, etag) or _stream(feature, packed)
    answer["ETag"] = etag
    answer["Vary"] = "Accept-Encoding"
    return answer


def _not_modified(request: Request, etag: str) -> HttpResponse | None:
    given = parse_etags(request.headers.get("If-None-Match", ""))
    matches = {tag.removeprefix("W/") for tag in given}
    return HttpResponseNotModified() if matches & {etag, "*"} else None


def _stream(feature: Feature | FeatureVersion, packed: bool) -> HttpResponseBase:
    handle = open_packed(feature.payload)
    if packed:
        answer = FileResponse(handle, content_type=JSON)
        answer.block_size = CHUNK
        del answer["Content-Disposition"]  # It would tell the name of the file in the storage.
        answer["Content-Encoding"] = "gzip"
        answer["Content-Length"] = str(feature.stored)
        # What arrives in the page is inflated already: this is what its progress counts up to.
        answer["X-Inflated-Length"] = str(feature.size)
        return answer
    streamed = StreamingHttpResponse(_Inflated(handle), content_type=JSON)
    streamed["Content-Length"] = str(feature.size)
    return streamed


class _Inflated:
    """A payload inflated piece by piece; closed by the answer, also when nobody reads it."""

    def __init__(self, handle: BinaryIO) -> None:
        self.close = handle.close
        self._inflated = gzip.GzipFile(fileobj=handle)

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self._inflated.read(CHUNK):
            yield chunk
