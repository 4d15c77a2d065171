"""When buckets were last read: noted in memory, written by a separate thread, dropped on failure.

A read never waits for this and never fails because of it, even if the disk is full or another
process has locked the database.
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
"""Seconds for which notes are gathered before they are written together."""
WAIT = 0.2
"""Longest time in seconds that writing them waits for a lock."""
MOST = 10_000
"""Most buckets noted at a time; others are noted when they are read again."""


def start_timer(work: Callable[[], None]) -> None:
    """Run `work` in a thread after `DELAY`; the thread does not keep the process alive."""
    timer = threading.Timer(DELAY, work)
    timer.daemon = True
    timer.start()


class AccessNotes:
    """The buckets that were read recently and when, until `write` stores this in the database."""

    def __init__(self, start: Callable[[Callable[[], None]], None] = start_timer) -> None:
        self._start = start
        self._lock = threading.Lock()
        self._noted: dict[int, datetime] = {}

    def note(self, pk: int) -> None:
        """Note that a bucket was read now; return at once."""
        with self._lock:
            first = not self._noted
            if len(self._noted) < MOST:
                self._noted[pk] = timezone.now()
        if first:
            self._start(self._write_in_thread)

    def write(self) -> int:
        """Write what was noted; return the number of buckets. On failure the notes are dropped."""
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
