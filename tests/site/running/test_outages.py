"""A full disk, a held lock, an unavailable database: a sentence and a status, never a bare 500."""

import errno
import os
import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test import Client

from atlasviewer.web.outages import as_outage
from features.models import Feature
from tests import cast
from tests.refusals import assert_refused

PATH = "buckets/my_bucket/rate"


class Answered(sqlite3.OperationalError):
    """What SQLite raises, with the name of its error."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.sqlite_errorname = name


def from_sqlite(name: str) -> Exception:
    return wrapped(Answered(name))


def from_postgres(state: str) -> Exception:
    return wrapped(psycopg.errors.lookup(state)("as the server says"))


def wrapped(cause: Exception) -> Exception:
    """Return an error as Django raises it."""
    error = OperationalError(*cause.args)
    error.__cause__ = cause
    return error


def from_disk(number: int) -> Exception:
    return OSError(number, os.strerror(number))


FULL = (507, "out_of_space", "disk is full")
BUSY = (503, "busy", "busy with another write")
AWAY = (503, "database_unavailable", "does not answer")
READ_ONLY = (503, "storage_unavailable", "cannot write to its disk")
OUTAGES = [
    (from_disk(errno.ENOSPC), FULL),
    (from_disk(errno.EDQUOT), FULL),
    (from_disk(errno.EFBIG), FULL),
    (from_disk(errno.EROFS), READ_ONLY),
    (from_sqlite("SQLITE_FULL"), FULL),
    (from_sqlite("SQLITE_BUSY"), BUSY),
    (from_sqlite("SQLITE_BUSY_SNAPSHOT"), BUSY),
    (from_sqlite("SQLITE_IOERR_SHMSIZE"), AWAY),
    (from_postgres("53100"), FULL),
    (from_postgres("55P03"), BUSY),
    (from_postgres("57014"), BUSY),
    (from_postgres("57P01"), AWAY),
    (wrapped(psycopg.OperationalError("connection refused")), AWAY),
]
IDS = [f"{type(error.__cause__ or error).__name__} {error}"[:60] for error, _ in OUTAGES]


@pytest.mark.django_db
@pytest.mark.parametrize(("error", "expected"), OUTAGES, ids=IDS)
def test_a_write_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, error: Exception, expected: tuple[int, str, str]
) -> None:
    cast.make_bucket()

    def fail(*arguments: Any, **options: Any) -> None:
        raise error

    monkeypatch.setattr(Feature, "save", fail)
    content = {"fname": "rate", "feature_data": cast.region_data()}
    status, code, says = expected
    assert_refused(
        cast.owner(),
        lambda person: person.post("buckets/my_bucket", content),
        status=status,
        code=code,
        says=says,
    )
    answer = cast.owner().post("buckets/my_bucket", content)
    assert answer.get("Retry-After") == ("5" if status == 503 else None)


@pytest.mark.parametrize(
    "error",
    [
        from_sqlite("SQLITE_CORRUPT"),
        from_disk(errno.ENOENT),
        DatabaseError("no such table"),
        ValueError("ours"),
        None,
    ],
    ids=["corrupt", "no such file", "no such table", "another", "none"],
)
def test_a_fault_is_no_outage(error: Exception | None) -> None:
    assert as_outage(error) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "form"),
    [("/api/buckets/b", "text/plain"), ("/b/", "text/html"), ("/", "text/html")],
)
def test_a_failure_before_the_view_is_told_apart_too(
    monkeypatch: pytest.MonkeyPatch, address: str, form: str
) -> None:
    """Sessions are looked up by middleware, whose failures no view sees."""

    def fail(self: object, request: object) -> None:
        raise from_sqlite("SQLITE_BUSY")

    from django.contrib.sessions.middleware import SessionMiddleware

    monkeypatch.setattr(SessionMiddleware, "process_request", fail)
    answer = Client(raise_request_exception=False).get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer["Content-Type"].startswith(form)
    assert b"busy with another write" in answer.content


@pytest.mark.django_db
def test_the_outage_is_logged_with_its_cause(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    as_outage(from_disk(errno.ENOSPC))
    assert "out_of_space: OSError: [Errno 28] No space left on device" in caplog.text


@pytest.mark.django_db
def test_the_settings_of_sqlite_are_in_force() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("of SQLite")
    ask: Callable[[str], Any] = lambda name: cursor.execute(f"PRAGMA {name}").fetchone()[0]  # noqa: E731
    with connection.cursor() as cursor:
        found = {name: ask(name) for name in ("synchronous", "temp_store", "busy_timeout")}
    assert found == {"synchronous": 2, "temp_store": 2, "busy_timeout": 10_000}
