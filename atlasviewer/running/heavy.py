"""Work that costs seconds: only a little of it at once, a short queue before it, and an end.

Reading a table or comparing two versions holds a processor and much memory. A process does two of
these at a time; a few more wait for their turn, and whoever comes then is told when to come back.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from atlasviewer.web.errors import Busy, TooLarge

AT_ONCE = 2
WAITING = 6
WAIT_SECONDS = 20
CPU_SECONDS = 15
RETRY_SECONDS = 10


class HeavyWork:
    """A door that lets `at_once` pieces of work in while up to `waiting` others stand outside."""

    def __init__(
        self, *, at_once: int = AT_ONCE, waiting: int = WAITING, seconds: float = WAIT_SECONDS
    ) -> None:
        self._seconds = seconds
        self._inside = BoundedSemaphore(at_once)
        self._anywhere = BoundedSemaphore(at_once + waiting)

    @contextmanager
    def turn(self) -> Iterator["Clock"]:
        """Wait for a turn, then do the work of the ``with`` block. Raises `Busy`."""
        if not self._anywhere.acquire(blocking=False):
            raise _busy()
        try:
            if not self._inside.acquire(timeout=self._seconds):
                raise _busy()
            try:
                yield Clock()
            finally:
                self._inside.release()
        finally:
            self._anywhere.release()


class Clock:
    """The processor time that a piece of work has taken in its thread."""

    def __init__(self, limit: float = CPU_SECONDS) -> None:
        self._ends = time.thread_time() + limit

    def check(self) -> None:
        """Raise `TooLarge` when the work has taken all that it may."""
        if time.thread_time() > self._ends:
            raise TooLarge("This takes too long for one request; send fewer rows at a time.")


def _busy() -> Busy:
    return Busy(
        "This server is busy with other large requests; try again in a few seconds.",
        retry_after=RETRY_SECONDS,
    )


heavy_work = HeavyWork()
"""The one of this process."""
