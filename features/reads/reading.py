"""Reads a feature: one indexed query, then the body as it is stored."""

import gzip
from collections.abc import Iterator
from functools import lru_cache
from typing import BinaryIO, NamedTuple

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.http.response import HttpResponseNotModified, StreamingHttpResponse
from django.utils.http import content_disposition_header, parse_etags
from rest_framework.request import Request

from atlasviewer.web.errors import Unavailable
from buckets.access.permissions import find_bucket
from buckets.services import record_access
from features.data.memory import LARGEST, Body, memory
from features.data.payloads import open_packed, payload_path, payload_storage
from features.history.versions import find_version, read_number
from features.lookup import no_feature
from features.models import Feature, FeatureVersion

CHUNK = 1 << 16
JSON = "application/json"
REVALIDATE = "no-cache"
FOR_EVER = "public, max-age=31536000, immutable"
"""For an explicit version under the name of its bucket, whose content never changes."""


class Stored(NamedTuple):
    """Which payload to send: its SHA-256, its bytes compressed and uncompressed."""

    payload: str
    stored: int
    size: int


def read_feature(request: Request, bucket: str, fname: str) -> HttpResponseBase:
    """Return the answer to reading a feature, or one version of it with ``?version=3``.

    304 if the ETag sent is still valid; the stored gzip itself if the client accepts gzip. A
    payload is never changed or removed while its row can be read, so the answer is consistent: the
    feature as it was either before a patch or after it. Raises `Missing` if it does not exist and
    `Gone` for a version that is no longer kept.
    """
    version = request.query_params.get("version")
    feature = _find(bucket, fname)
    record_access(feature.bucket)
    try:
        answer = answer_stored(request, _choose(feature, version))
    except FileNotFoundError:
        # Patched since the row was read, and its former payload swept: the row names a new one.
        answer = _answer_again(request, _choose(_find(bucket, fname), version))
    # An alias can move to another bucket; the version numbers under a name never change.
    lasting = version is not None and feature.bucket.name == bucket
    answer["Cache-Control"] = FOR_EVER if lasting else REVALIDATE
    if request.query_params.get("download") == "1":
        name = f"{bucket}-{fname}.json"
        answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def _answer_again(request: Request, stored: Feature | FeatureVersion) -> HttpResponseBase:
    try:
        return answer_stored(request, stored)
    except FileNotFoundError:
        raise Unavailable(
            "The values of this feature are not in the payload store. Tell the maintainer of this "
            "site: “manage.py check_site --repair” looks for a copy.",
            code="payload_missing",
        ) from None


def answer_stored(
    request: Request | HttpRequest, stored: Stored | Feature | FeatureVersion
) -> HttpResponseBase:
    """Return a stored body in the form that the client accepts, or 304.

    Raises FileNotFoundError if the payload was swept since its row was read.
    """
    packed = accepts_gzip(request)
    etag = f'"{stored.payload[:32]}{"-gzip" if packed else ""}"'
    return not_modified(request, etag) or _send(stored, packed, etag)


def send_body(request: Request | HttpRequest, body: Body) -> HttpResponse:
    """Return a body that is in memory, or 304."""
    return not_modified(request, body.etag) or _send_body(body)


def accepts_gzip(request: Request | HttpRequest) -> bool:
    """Return whether the client accepts gzip: by name or by ``*``, with a weight above zero."""
    return _accepts_gzip(request.META.get("HTTP_ACCEPT_ENCODING", ""))


@lru_cache(maxsize=256)
def _accepts_gzip(header: str) -> bool:
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        coding, _, parameter = part.strip().partition(";")
        weight = parameter.strip().removeprefix("q=")
        try:
            weights[coding.strip()] = float(weight) if weight else 1.0
        except ValueError:
            weights[coding.strip()] = 0.0
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def not_modified(request: Request | HttpRequest, etag: str) -> HttpResponse | None:
    """Return 304 if the client already has the body with this ETag, else None."""
    header = request.META.get("HTTP_IF_NONE_MATCH")
    if header is None:
        return None
    if header != etag:
        given = {tag.removeprefix("W/") for tag in parse_etags(header)}
        if not given & {etag, "*"}:
            return None
    answer = HttpResponseNotModified()
    _describe(answer, etag, None)
    return answer


def _find(bucket: str, fname: str) -> Feature:
    feature = Feature.objects.of_bucket_named(bucket, fname).select_related("bucket").first()
    if feature is None:
        raise no_feature(find_bucket(bucket).name, fname)
    return feature


def _choose(feature: Feature, version: str | None) -> Feature | FeatureVersion:
    return feature if version is None else find_version(feature, read_number(version))


def _send(stored: Stored | Feature | FeatureVersion, packed: bool, etag: str) -> HttpResponseBase:
    """Return the body: from memory if it is small, through the proxy, or streamed."""
    if (stored.stored if packed else stored.size) <= LARGEST:
        key = stored.payload, packed
        return _send_body(memory.find_or_make(key, lambda: _load(stored, packed, etag)))
    place = settings.ATLASVIEWER.payload_redirect.rstrip("/")
    if packed and place and payload_storage().exists(payload_path(stored.payload)):
        # A payload swept by mistake is in the trash, where the proxy does not look.
        answer: HttpResponseBase = HttpResponse(content_type=JSON)
        answer["X-Accel-Redirect"] = f"{place}/{payload_path(stored.payload)}"
    elif packed:
        answer = FileResponse(open_packed(stored.payload), content_type=JSON)
        answer.block_size = CHUNK
        del answer["Content-Disposition"]  # It would reveal the file's name in the storage.
        answer["Content-Length"] = str(stored.stored)
    else:
        inflated = _Inflated(open_packed(stored.payload))
        answer = StreamingHttpResponse(inflated, content_type=JSON)
        answer["Content-Length"] = str(stored.size)
    _describe(answer, etag, stored.size if packed else None)
    return answer


def _load(stored: Stored | Feature | FeatureVersion, packed: bool, etag: str) -> Body:
    with open_packed(stored.payload) as handle:
        content = handle.read()
    return Body(content if packed else gzip.decompress(content), etag, packed, stored.size)


def _send_body(body: Body) -> HttpResponse:
    answer = HttpResponse(body.content, content_type=JSON)
    answer["Content-Length"] = str(len(body.content))
    _describe(answer, body.etag, body.size if body.packed else None)
    return answer


def _describe(answer: HttpResponseBase, etag: str, inflated: int | None) -> None:
    """Set the headers that describe the body; `inflated` is the size of a compressed one."""
    answer["ETag"] = etag
    answer["Vary"] = "Accept-Encoding"
    if inflated is not None:
        answer["Content-Encoding"] = "gzip"
        # The browser inflates the body as it arrives; its progress bar counts up to this.
        answer["X-Inflated-Length"] = str(inflated)


class _Inflated:
    """A payload inflated piece by piece; closed with the answer, even if nobody reads it."""

    def __init__(self, handle: BinaryIO) -> None:
        self.close = handle.close
        self._inflated = gzip.GzipFile(fileobj=handle)

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self._inflated.read(CHUNK):
            yield chunk
