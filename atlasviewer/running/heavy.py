"""Limits work that takes seconds: few pieces at once, a short queue, and a time limit.

Reading a table or comparing two versions occupies a core and much memory. A process does two of
these at a time; a few more wait for their turn, and further requests are told when to try again.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from atlasviewer.web.errors import Busy, TooLarge

AT_ONCE = 2
WAITING = 6
WAIT_SECONDS = 20
CPU_SECONDS = 4.5
"""With what comes before and after it, a request stays within 5."""
RETRY_SECONDS = 10


class HeavyWork:
    """A gate that admits `at_once` pieces of work while up to `waiting` others queue."""

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
    """The CPU time that a piece of work has used in its thread."""

    def __init__(
        self, limit: float = CPU_SECONDS, advice: str = "send fewer rows at a time"
    ) -> None:
        self._ends = time.thread_time() + limit
        self._advice = advice

    def check(self) -> None:
        """Raise `TooLarge` if the work has used its CPU time."""
        if time.thread_time() > self._ends:
            raise TooLarge(f"This takes too long for one request; {self._advice}.")


def _busy() -> Busy:
    return Busy(
        "This server is busy with other large requests; try again in a few seconds.",
        retry_after=RETRY_SECONDS,
    )


heavy_work = HeavyWork()
"""The gate of this process."""
