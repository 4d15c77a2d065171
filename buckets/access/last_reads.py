"""When buckets were read: noted in memory, written by a thread of its own, given up on failure.

A read never waits for this and never fails because of it: the disk may be full, or another
process may hold the database.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from atlasviewer.running.databases import short_wait
from buckets.models import Bucket

log = logging.getLogger(__name__)

DELAY = 5.0
"""Seconds that notes are gathered before they are written together."""
WAIT = 0.2
"""Seconds that writing them waits for others at the most."""
MOST = 10_000
"""Buckets that are noted at the most; the others are noted when they are read again."""


def start_timer(work: Callable[[], None]) -> None:
    """Let a thread do some work after `DELAY`; it does not keep its process alive."""
    timer = threading.Timer(DELAY, work)
    timer.daemon = True
    timer.start()


class AccessNotes:
    """The buckets that were read lately and when, until `write` puts them into the database."""

    def __init__(self, start: Callable[[Callable[[], None]], None] = start_timer) -> None:
        self._start = start
        self._lock = threading.Lock()
        self._noted: dict[int, datetime] = {}

    def note(self, pk: int) -> None:
        """Note that a bucket was read now; returns at once."""
        with self._lock:
            first = not self._noted
            if len(self._noted) < MOST:
                self._noted[pk] = timezone.now()
        if first:
            self._start(self._write_in_thread)

    def write(self) -> int:
        """Write what was noted; return how many buckets that were. On failure it is forgotten."""
        with self._lock:
            noted, self._noted = self._noted, {}
        if not noted:
            return 0
        try:
            with short_wait(WAIT), transaction.atomic():
                for pk in sorted(noted):
                    stale = Bucket.objects.filter(pk=pk).not_accessed_lately()
                    stale.update(accessed_at=noted[pk])
        except DatabaseError as error:
            log.warning("Could not record the last access of %d buckets: %s", len(noted), error)
            return 0
        return len(noted)

    def _write_in_thread(self) -> None:
        try:
            self.write()
        finally:
            connection.close()


notes = AccessNotes()
