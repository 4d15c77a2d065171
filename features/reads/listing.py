"""Reading a bucket: its metadata and the names of its features, without opening a payload."""

import hashlib
from collections.abc import Hashable
from datetime import datetime

import orjson
from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request

from buckets.models import Bucket
from features.data.memory import Body, memory, pack
from features.reads.reading import REVALIDATE, accepts_gzip, send_body
from features.services import list_features


def listing_key(pk: int, changed: datetime, accessed: datetime, packed: bool) -> Hashable:
    """Return the key of a listing: every write to a bucket or its features changes `changed`."""
    return "listing", pk, changed, accessed, packed


def answer_listing(request: Request | HttpRequest, bucket: Bucket) -> HttpResponse:
    """Return the listing of a bucket that was found, or 304."""
    packed = accepts_gzip(request)
    key = listing_key(bucket.pk, bucket.changed_at, bucket.accessed_at, packed)
    return send_listing(request, memory.find_or_make(key, lambda: _make(bucket, packed)))


def send_listing(request: Request | HttpRequest, body: Body) -> HttpResponse:
    """Return a listing that is in memory, or 304."""
    answer = send_body(request, body)
    answer["Cache-Control"] = REVALIDATE
    return answer


def _make(bucket: Bucket, packed: bool) -> Body:
    content = orjson.dumps({"features": list_features(bucket), "metadata": bucket.as_metadata()})
    digest = hashlib.sha256(content).hexdigest()[:32]
    if packed:
        return pack(content, f'"{digest}-gzip"')
    return Body(content, f'"{digest}"', packed=False, size=len(content))
