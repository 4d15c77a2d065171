"""Payloads of an object store, cached on this machine's disk up to a number of bytes.

A payload is named by the SHA-256 of its bytes, so a copy is never stale, and one whose bytes do not
match its name is not kept. Several processes share the folder.
"""

import hashlib
import os
import secrets
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from atlasviewer.web.errors import Unavailable
from features.data.storage import DRAFT_SUFFIX

HASH_LENGTH = 64
LARGEST_SHARE = 8
"""A payload above an eighth of the cache is not kept: it would evict too many others."""
LOOK_SHARE = 32
"""The folder is scanned each time this process has written 1/32 of the limit."""
FULL, ROOMY = 7 / 8, 3 / 4
"""Above the first share of the limit, the least recently read files are evicted down to the
second."""
SECONDS_SAME = 60
"""Reads within so many seconds count as one: the time of a hot payload is not set at each read."""
OLD_DRAFT = 3600
ARRIVAL_SECONDS = 1.0
"""How long a thread waits for another that fetches the same payload, before it asks itself."""


class Damaged(Unavailable):
    """The object store sent bytes that are not those of the payload."""

    default_code = "payload_damaged"


class PayloadCache:
    """A folder of payloads that holds at most `limit` bytes, as long as few processes share it."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._unseen = limit
        self._lock = threading.Lock()
        self._arriving: dict[str, threading.Event] = {}

    def open(self, name: str) -> BinaryIO | None:
        """Open the copy of a payload; None when there is none."""
        path = self._folder / name
        try:
            handle = path.open("rb")
            if time.time() - os.fstat(handle.fileno()).st_mtime > SECONDS_SAME:
                os.utime(path)
        except FileNotFoundError:
            return None
        return handle

    @contextmanager
    def arriving(self, name: str) -> Iterator[None]:
        """Fetch a payload in the ``with`` block, after another thread that already does.

        It need not have cached the payload: it may have failed, or take longer than we wait.
        """
        with self._lock:
            earlier = self._arriving.get(name)
            mine = threading.Event()
            if earlier is None:
                self._arriving[name] = mine
        if earlier is not None:
            earlier.wait(ARRIVAL_SECONDS)
            yield
            return
        try:
            yield
        finally:
            with self._lock:
                del self._arriving[name]
            mine.set()

    def fill(self, name: str, chunks: Iterable[bytes]) -> BinaryIO:
        """Cache a payload while it arrives, and return it opened at its start.

        Raises `Damaged` if its bytes do not match its name, and OSError if it cannot be written;
        nothing is kept then.
        """
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f"{secrets.token_hex(8)}{DRAFT_SUFFIX}")
        handle = cast(BinaryIO, draft.open("w+b"))
        try:
            size = _write_checked(handle, name, chunks)
            if size * LARGEST_SHARE <= self._limit:
                draft.replace(target)
                self._count(size)
            else:
                draft.unlink()
        except BaseException:
            handle.close()
            draft.unlink(missing_ok=True)
            raise
        handle.seek(0)
        return handle

    def _count(self, size: int) -> None:
        with self._lock:
            self._unseen += size
            if self._unseen * LOOK_SHARE < self._limit:
                return
            self._unseen = 0
        self.make_room()

    def make_room(self) -> None:
        """Remove old drafts and, if the folder is nearly full, the least recently read payloads."""
        found: list[tuple[float, int, Path]] = []
        for path in self._folder.glob("*/*"):
            with suppress(FileNotFoundError):
                status = path.stat()
                if path.suffix != DRAFT_SUFFIX:
                    found.append((status.st_mtime, status.st_size, path))
                elif time.time() - status.st_mtime > OLD_DRAFT:
                    path.unlink()
        total = sum(size for _, size, _ in found)
        if total <= self._limit * FULL:
            return
        for _, size, path in sorted(found):
            if total <= self._limit * ROOMY:
                break
            path.unlink(missing_ok=True)
            total -= size


def _write_checked(handle: BinaryIO, name: str, chunks: Iterable[bytes]) -> int:
    """Write a payload and flush it to the disk; return its length. Raises `Damaged`."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        handle.write(chunk)
    if digest.hexdigest() != name.rpartition("/")[2][:HASH_LENGTH]:
        raise Damaged(
            "The stored values are damaged and are not shown. Tell the maintainer of this site: "
            "“manage.py check_site” names them."
        )
    handle.flush()
    os.fsync(handle.fileno())
    return handle.tell()
