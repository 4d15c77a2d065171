"""The time of a read is noted in memory and written later, or dropped."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from buckets.access import last_reads
from buckets.access.last_reads import AccessNotes
from buckets.models import Bucket, BucketQuerySet
from tests import cast

pytestmark = pytest.mark.django_db

HOURS_AGO = timedelta(hours=2)


@pytest.fixture
def bucket() -> Bucket:
    bucket = cast.make_bucket()
    cast.make_feature()
    Bucket.objects.update(accessed_at=timezone.now() - HOURS_AGO)
    return bucket


def age(bucket: Bucket) -> timedelta:
    bucket.refresh_from_db()
    return timezone.now() - bucket.accessed_at


@pytest.mark.parametrize("path", ["buckets/my_bucket", "buckets/my_bucket/rate"])
def test_a_read_writes_nothing_and_is_recorded_later(bucket: Bucket, path: str) -> None:
    with connection.execute_wrapper(refuse_writes):
        assert cast.stranger().get(path).status_code == 200
    assert age(bucket) >= HOURS_AGO
    assert last_reads.notes.write() == 1
    assert age(bucket) < timedelta(minutes=1)


def refuse_writes(execute: Callable, sql: str, *rest: object) -> object:
    assert sql.lstrip().upper().startswith("SELECT"), sql
    return execute(sql, *rest)


def test_many_reads_are_written_together_and_once(bucket: Bucket) -> None:
    started: list[Callable[[], None]] = []
    notes = AccessNotes(start=started.append)
    for _ in range(100):
        notes.note(bucket.pk)
    assert len(started) == 1
    assert notes.write() == 1
    assert notes.write() == 0
    notes.note(bucket.pk)
    assert len(started) == 2


def test_notes_that_cannot_be_written_are_given_up(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    last_reads.notes.note(bucket.pk)

    def locked(*arguments: object, **options: object) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr(BucketQuerySet, "update", locked)
        assert last_reads.notes.write() == 0
    assert last_reads.notes.write() == 0
    assert age(bucket) >= HOURS_AGO


def test_what_others_wrote_since_is_not_overwritten(bucket: Bucket) -> None:
    last_reads.notes.note(bucket.pk)
    now = timezone.now()
    Bucket.objects.update(accessed_at=now)
    last_reads.notes.write()
    bucket.refresh_from_db()
    assert bucket.accessed_at == now


def test_the_thread_that_writes_does_not_keep_its_process_alive(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    timers: list[threading.Timer] = []
    monkeypatch.setattr(threading.Timer, "start", lambda self: timers.append(self))
    last_reads.start_timer(lambda: None)
    assert [timer.daemon for timer in timers] == [True]


@pytest.mark.django_db(transaction=True)
def test_writing_notes_waits_for_a_lock_only_shortly(bucket: Bucket) -> None:
    """The connection's former timeout is restored."""
    asks = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"
    with connection.cursor() as cursor:
        waits = []
        execute = BucketQuerySet.update

        def ask() -> object:
            cursor.execute(asks)
            return cursor.fetchone()[0]

        def look(self: BucketQuerySet, **fields: object) -> int:
            waits.append(ask())
            return execute(self, **fields)

        before = ask()
        last_reads.notes.note(bucket.pk)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(BucketQuerySet, "update", look)
            last_reads.notes.write()
        assert waits == [200 if connection.vendor == "sqlite" else "200ms"]
        assert ask() == before
