"""Failures that are nobody's mistake: a full disk, a held lock, an unavailable database."""

import errno
import logging

from django.db import Error as DatabaseFailure

from atlasviewer.web.errors import OutOfSpace, Refusal, Unavailable

log = logging.getLogger(__name__)

NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
STORAGE_FAILS = {errno.EROFS, errno.EIO}
SQLITE_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
SQLITE_FAILS = ("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PROTOCOL")
POSTGRES_BUSY = {"55P03", "57014", "40P01", "40001"}
"""Lock not available, statement timeout, deadlock, serialisation failure."""
POSTGRES_AWAY = ("08", "57P", "53300", "25006")
"""Connection failures, shutdown and start, too many connections, read-only standby."""


def as_outage(error: BaseException | None) -> Refusal | None:
    """Log an outage and return its refusal; None for other errors."""
    refusal = _find_outage(error)
    if refusal is not None:
        log.error("%s: %s: %s", refusal.code, type(error).__name__, error)
    return refusal


def _find_outage(error: BaseException | None) -> Refusal | None:
    if isinstance(error, OSError):
        return _from_number(error.errno)
    if isinstance(error, DatabaseFailure):
        cause = error.__cause__
        if name := getattr(cause, "sqlite_errorname", None):
            return _from_sqlite(name)
        if cause is not None and hasattr(cause, "sqlstate"):
            return _from_postgres(cause.sqlstate, type(error).__name__)
    return None


def _from_number(number: int | None) -> Refusal | None:
    if number in NO_SPACE:
        return _no_space()
    if number in STORAGE_FAILS:
        return Unavailable(
            "The site cannot write to its disk; nothing was changed. Tell the maintainer.",
            code="storage_unavailable",
        )
    return None


def _from_sqlite(name: str) -> Refusal | None:
    if name == "SQLITE_FULL":
        return _no_space()
    if name.startswith(SQLITE_BUSY):
        return _busy()
    return _away() if name.startswith(SQLITE_FAILS) else None


def _from_postgres(state: str | None, kind: str) -> Refusal | None:
    if state == "53100":
        return _no_space()
    if state in POSTGRES_BUSY:
        return _busy()
    lost = state is None and kind in ("OperationalError", "InterfaceError")
    return _away() if lost or (state or "").startswith(POSTGRES_AWAY) else None


def _no_space() -> Refusal:
    return OutOfSpace(
        "The site's disk is full; nothing was changed. Tell the maintainer, then try again."
    )


def _busy() -> Refusal:
    return Unavailable(
        "The database is busy with another write; nothing was changed. Try again in a moment.",
        code="busy",
    )


def _away() -> Refusal:
    return Unavailable(
        "The database does not answer; nothing was changed. Try again in a moment.",
        code="database_unavailable",
    )
