"""Small payloads and listings that were read recently, cached in this process's memory.

Every key stands for exactly one content, so nothing here is ever stale: the key of a payload is its
SHA-256, that of a listing the times when its bucket was last changed and accessed.
"""

import gzip
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache

LIMIT = 64 * 2**20
"""Most bytes that one process keeps."""
LARGEST = 2**20
"""Bytes of a body, compressed or not, above which it is not kept."""
LISTING_LEVEL = 6


@dataclass(frozen=True)
class Body:
    """A JSON body in one form, compressed or not, with its ETag."""

    content: bytes
    etag: str
    packed: bool
    size: int
    """Bytes of the body when inflated."""


class Memory:
    """A cache bounded in bytes, safe to use from several threads."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._bodies: LRUCache[Hashable, Body] = LRUCache(limit, getsizeof=_weigh)
        self._making: dict[Hashable, Future[Body]] = {}
        self._lock = Lock()

    def find(self, key: Hashable) -> Body | None:
        with self._lock:
            return self._bodies.get(key)

    def keep(self, key: Hashable, body: Body) -> Body:
        """Cache a body unless it is large, and return it."""
        if len(body.content) <= LARGEST:
            with self._lock:
                self._bodies[key] = body
        return body

    def find_or_make(self, key: Hashable, make: Callable[[], Body]) -> Body:
        """Return what is cached under `key`; else call `make` and cache what it returns."""
        return self.find(key) or self.keep(key, make())

    def find_or_make_once(self, key: Hashable, make: Callable[[], Body]) -> Body:
        """Do the same for what is costly: who asks while it is being made waits for that one.

        What `make` raises, all of them raise.
        """
        with self._lock:
            kept = self._bodies.get(key)
            if kept is not None:
                return kept
            waiting = self._making.get(key)
            mine: Future[Body] = waiting or self._making.setdefault(key, Future())
        if waiting is not None:
            return waiting.result()
        try:
            body = self.keep(key, make())
        except BaseException as error:
            mine.set_exception(error)
            raise
        else:
            mine.set_result(body)
            return body
        finally:
            with self._lock:
                del self._making[key]

    def clear(self) -> None:
        with self._lock:
            self._bodies.clear()


def _weigh(body: Body) -> int:
    return len(body.content) + 500


def pack(content: bytes, etag: str) -> Body:
    """Return a body compressed, in the same bytes each time."""
    packed = gzip.compress(content, LISTING_LEVEL, mtime=0)
    return Body(packed, etag, packed=True, size=len(content))


memory = Memory()
