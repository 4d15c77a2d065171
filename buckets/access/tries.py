"""Wrong keys and tokens: counted per client and bucket, logged, and refused above a limit.

Counts are in the database, so all servers of a site count together. A client that tried too often
has to wait; other clients, and this client at other buckets, do not.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import orjson
from django.db import DatabaseError
from django.db.models import F
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from atlasviewer.web.clients import client_of
from atlasviewer.web.errors import TooMany
from buckets.models import FailedTry

WINDOW = timedelta(minutes=5)
MOST_TRIES = 10
"""Most wrong tries of one client at one bucket within the window."""
MOST_ANYWHERE = 60
"""Most wrong tries of one client at all buckets together."""
GLOBAL_KEY = "global key"
LOG_IN = "maintainer log-in"
ANYWHERE = ""

log = logging.getLogger("atlasviewer.audit")


class Tries:
    """The wrong tries of one request; counted after it, when nothing can roll them back."""

    def __init__(self, client: str = "", method: str = "") -> None:
        self.client = client
        self.method = method
        self.failed: list[str] = []

    def check(self, target: str) -> None:
        """Raise `TooMany` if this client failed too often at `target` recently."""
        if not self.client:
            return
        now = timezone.now()
        lately = FailedTry.objects.filter(client=self.client, since__gt=now - WINDOW)
        for tried in lately.filter(target__in=[target, ANYWHERE]):
            if tried.count >= (MOST_ANYWHERE if tried.target == ANYWHERE else MOST_TRIES):
                raise _too_many(tried.since + WINDOW - now)

    def fail(self, target: str) -> None:
        """Note that the key or token sent for `target` is wrong."""
        if target not in self.failed:
            self.failed.append(target)

    def record(self) -> None:
        """Log and count what failed; a database error is logged and ignored."""
        for target in self.failed:
            event = {
                "event": "refused",
                "target": target,
                "client": self.client,
                "method": self.method,
            }
            log.warning("%s", orjson.dumps(event).decode())
        if not (self.failed and self.client):
            return
        try:
            for target in (*self.failed, ANYWHERE):
                _count(self.client, target, timezone.now())
        except DatabaseError as error:
            log.warning("Could not count failed attempts: %s", error)


def tries_of(request: HttpRequest) -> Tries:
    """Return the wrong tries of a request, which the middleware counts."""
    found: Tries | None = getattr(request, "tries", None)
    if found is None:
        found = request.tries = Tries(client_of(request), request.method or "")  # type: ignore[attr-defined]
    return found


class CountTries:
    """Middleware: counts failed tries after the request and its transactions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        tries: Tries | None = getattr(request, "tries", None)
        if tries is not None and tries.failed:
            tries.record()
        return answer


def _count(client: str, target: str, now: datetime) -> None:
    FailedTry.objects.filter(since__lte=now - WINDOW).delete()
    FailedTry.objects.bulk_create(
        [FailedTry(client=client, target=target, count=0, since=now)], ignore_conflicts=True
    )
    FailedTry.objects.filter(client=client, target=target).update(count=F("count") + 1)


def _too_many(left: timedelta) -> TooMany:
    seconds = max(1, int(left.total_seconds()))
    minutes = seconds // 60 + 1
    return TooMany(
        f"Too many wrong keys or tokens. Wait {minutes} minutes and try again.",
        retry_after=seconds,
    )
