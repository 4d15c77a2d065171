"""Particulars of the databases that a site may use: waiting for locks, a full disk."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.db import connection

_held: tuple[int, sqlite3.Connection] | None = None


@contextmanager
def short_wait(seconds: float) -> Iterator[None]:
    """Limit how long this thread's connection waits for locks.

    To be entered outside a transaction; restores the former limit at its end.
    """
    milliseconds = int(seconds * 1000)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout")
            before = cursor.fetchone()[0]
            start, end = f"PRAGMA busy_timeout = {milliseconds}", f"PRAGMA busy_timeout = {before}"
        else:
            start, end = f"SET lock_timeout = {milliseconds}", "RESET lock_timeout"
        cursor.execute(start)
        try:
            yield
        finally:
            cursor.execute(end)


def hold_open(sender: Any, connection: Any, **options: Any) -> None:  # noqa: ARG001
    """Keep one connection to SQLite open while this process lives; called for each new connection.

    The last connection to close removes the index of the write-ahead log, which the next reader
    must create again. With a full disk it could not, and nothing would be readable.
    """
    global _held
    if connection.vendor != "sqlite" or connection.is_in_memory_db():
        return
    if _held is not None and _held[0] == os.getpid():
        return
    path = Path(connection.settings_dict["NAME"]).resolve()
    with suppress(sqlite3.Error):  # Whoever opened the connection will notice when using it.
        holder = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        holder.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _held = (os.getpid(), holder)
