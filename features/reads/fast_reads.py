"""The hot path: reads a bucket or a feature with one query and no further work.

A middleware, because sessions, forms and REST framework's request cost several times as much as the
read itself. It answers plain reads; everything else (a refusal, ``?version=``, a listing that is
not in memory) goes through the views, which give the same answers.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase

from atlasviewer.web.errors import Refusal
from atlasviewer.web.refusals import answer_refusal, as_refusal
from buckets.models import ACCESS_RESOLUTION, Bucket
from buckets.services import record_access
from features.data.memory import memory
from features.models import Feature
from features.reads.listing import listing_key, send_listing
from features.reads.reading import REVALIDATE, Stored, accepts_gzip, answer_stored
from features.reads.shared_queries import SharedQueries

PREFIX = "/api/buckets/"
ADDRESS = re.compile(r"/api/buckets/([^/\0]+)(?:/([^/\0]+))?/?")
READS = ("GET", "HEAD")
POLICY = "default-src 'none'; frame-ancestors 'none'"


class Prepared:
    """A query that is compiled to SQL once and run with different parameters each time.

    `build` makes the query from the texts in `places`, none of which may occur elsewhere in it.
    Compiling takes ten times as long as running.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *places: str) -> None:
        self._build = build
        self._places = places
        self._shared: SharedQueries[tuple[Any, ...] | None] = SharedQueries()

    def first(self, *words: str) -> tuple[Any, ...] | None:
        """Return the first row as the database returns it, or None."""
        if connection.vendor == "sqlite":  # Costs less than waiting for another thread.
            return self._ask(*words)
        return self._shared.ask(words, lambda: self._ask(*words))

    def _ask(self, *words: str) -> tuple[Any, ...] | None:
        sql, parameters = self._compiled
        given = dict(zip(self._places, words, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, [given.get(value, value) for value in parameters])
            return cursor.fetchone()

    @cached_property
    def _compiled(self) -> tuple[str, tuple[Any, ...]]:
        return self._build(*self._places)[:1].query.sql_with_params()


FEATURE = Prepared(
    lambda bucket, fname: Feature.objects.of_bucket_named(bucket, fname).values_list(
        "payload", "stored", "size", "bucket_id", "bucket__accessed_at"
    ),
    "<bucket>",
    "<fname>",
)
BUCKET = Prepared(
    lambda bucket: Bucket.objects.named(bucket).values_list("pk", "changed_at", "accessed_at"),
    "<bucket>",
)


class FastReads:
    """Middleware: answers GET and HEAD of a bucket or a feature, or hands the request on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = None
        if request.method in READS and request.path_info.startswith(PREFIX):
            found = _answer_or_refuse(request)
        return found or self.get_response(request)


def _answer_or_refuse(request: HttpRequest) -> HttpResponseBase | None:
    """Return the answer, or a refusal if the database or the store does not respond."""
    try:
        return _answer(request)
    except (Refusal, DatabaseError, OSError) as error:
        refusal = as_refusal(error)
        if refusal is None:
            raise
        return answer_refusal(request, refusal)


def _answer(request: HttpRequest) -> HttpResponseBase | None:
    """Return the answer to a plain read of something that exists, else None."""
    found = ADDRESS.fullmatch(request.path_info)
    if found is None or request.META.get("QUERY_STRING"):
        return None
    try:
        request.get_host()
    except DisallowedHost:
        return None
    bucket, fname = found.groups()
    answer = _answer_feature(request, bucket, fname) if fname else _answer_listing(request, bucket)
    if answer is not None:
        request.fast_route = "api-feature" if fname else "api-bucket"  # type: ignore[attr-defined]
        answer["X-Frame-Options"] = "DENY"
        answer["Content-Security-Policy"] = POLICY
    return answer


def _answer_feature(request: HttpRequest, bucket: str, fname: str) -> HttpResponseBase | None:
    row = FEATURE.first(bucket, fname)
    if row is None:
        return None
    payload, stored, size, pk, accessed = row
    try:
        answer = answer_stored(request, Stored(payload, stored, size))
    except FileNotFoundError:
        return None
    _record(pk, _as_time(accessed))
    answer["Cache-Control"] = REVALIDATE
    return answer


def _answer_listing(request: HttpRequest, bucket: str) -> HttpResponseBase | None:
    row = BUCKET.first(bucket)
    if row is None:
        return None
    pk, changed, accessed = row[0], _as_time(row[1]), _as_time(row[2])
    body = memory.find(listing_key(pk, changed, accessed, accepts_gzip(request)))
    if body is None:
        return None
    _record(pk, accessed)
    return send_listing(request, body)


def _record(pk: int, accessed: datetime) -> None:
    """Record that a bucket was read, unless that was recorded recently."""
    if datetime.now(UTC) - accessed >= ACCESS_RESOLUTION:
        record_access(Bucket(pk=pk, accessed_at=accessed))


def _as_time(value: datetime) -> datetime:
    """Return the time in a row; SQLite returns it without its time zone, UTC."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)
