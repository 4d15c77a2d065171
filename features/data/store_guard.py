"""Keeps an object store that hangs from blocking every thread of a server."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from botocore import exceptions

from atlasviewer.web.errors import Unavailable

SLOTS = 4
"""Threads of a process that may wait for the store at once; gunicorn gives a process eight."""
SLOT_SECONDS = 2.0
"""Seconds that a further thread waits for its turn."""
PAUSE_SECONDS = 5.0
"""Seconds without requests to the store after it did not answer."""


class StoreUnavailable(Unavailable):
    """The object store does not answer."""

    default_code = "store_unavailable"


class StoreGuard:
    """Lets few threads ask the store at once, and none for a while after it did not answer."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._slots = threading.BoundedSemaphore(SLOTS)
        self._closed_until = float("-inf")

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Ask the store for something; raise `StoreUnavailable` if it does not answer.

        Its own errors, such as a missing object, are raised as its client raises them.
        """
        if self._clock() < self._closed_until or not self._slots.acquire(timeout=SLOT_SECONDS):
            raise _unavailable()
        try:
            with self.receiving():
                yield
        finally:
            self._slots.release()

    @contextmanager
    def receiving(self) -> Iterator[None]:
        """Receive what the store has started to send, without waiting for a turn."""
        try:
            yield
        except exceptions.ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] < 500:
                raise
            raise _unavailable() from error
        except (exceptions.HTTPClientError, exceptions.ConnectionError) as error:
            self._closed_until = self._clock() + PAUSE_SECONDS
            raise _unavailable() from error
        except exceptions.BotoCoreError as error:
            raise _unavailable() from error


def _unavailable() -> StoreUnavailable:
    return StoreUnavailable(
        "The payload store does not answer; nothing was changed. Try again in a moment."
    )
