"""Another process holds SQLite's write lock: reads are answered, writes refused with 503."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import requests

from tests.chaos.writing import (
    OWNER,
    assert_whole,
    make_bucket,
    read,
    value_of,
    write,
)
from tests.live import Site
from tests.waiting import SECONDS, wait_until

WRITERS = 200
"""More than the threads of all processes of a site."""


def test_with_a_held_lock_reads_are_answered_and_writes_refused(tmp_path: Path) -> None:
    path = tmp_path / "held.sqlite3"
    environment = {"ATLASVIEWER_DATABASE_URL": f"sqlite:///{path}?timeout=1"}
    with Site(tmp_path, environment=environment) as site:
        make_bucket(site)
        write(site, "rate 1", 1).raise_for_status()
        with closing(sqlite3.connect(path, isolation_level=None)) as holder:
            holder.execute("UPDATE buckets_bucket SET accessed_at = '2020-01-01 00:00:00'")
            holder.execute("BEGIN IMMEDIATE")
            holder.execute("UPDATE buckets_bucket SET short_desc = 'half'")
            assert set(read(site).json()["features"]) == {"rate 1"}
            assert value_of(read(site, "rate 1")) == 1
            health = requests.get(f"{site.api}health", timeout=SECONDS).json()
            assert (health["database"], health["store"]) == (True, True)
            refused = write(site, "rate 2", 2)
            assert (refused.status_code, refused.json()["code"]) == (503, "busy")
            assert int(refused.headers["Retry-After"]) > 0
            assert set(read(site).json()["features"]) == {"rate 1"}
            holder.execute("ROLLBACK")
        write(site, "rate 2", 2).raise_for_status()
        assert read(site).json()["metadata"]["short_desc"] is None
        assert_whole(site, {"rate 1": 1, "rate 2": 2})


def test_however_many_wait_for_a_held_lock_reads_are_answered(tmp_path: Path) -> None:
    path = tmp_path / "held.sqlite3"
    environment = {"ATLASVIEWER_DATABASE_URL": f"sqlite:///{path}?timeout=30"}
    with Site(tmp_path, environment=environment) as site, ThreadPoolExecutor(WRITERS) as writers:
        make_bucket(site)
        for number in (1, 2):
            write(site, f"rate {number}", number).raise_for_status()
        with closing(sqlite3.connect(path, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            sent = [writers.submit(delete, site, "rate 2") for _ in range(WRITERS)]
            # Once one writer is refused, all places for writes are taken.
            wait_until(lambda: any(one.done() for one in sent))
            assert value_of(read(site, "rate 1")) == 1
            assert not all(one.done() for one in sent)
            holder.execute("ROLLBACK")
        answers = [one.result() for one in sent]
    codes = {answer.status_code for answer in answers}
    assert 503 in codes
    assert len([answer for answer in answers if answer.ok]) == 1
    assert codes <= {200, 204, 404, 503}
    assert all("Retry-After" in answer.headers for answer in answers if answer.status_code == 503)


def delete(site: Site, fname: str) -> requests.Response:
    address = f"{site.api}buckets/my_bucket/{fname}"
    return requests.delete(address, headers=OWNER, timeout=SECONDS)
