"""Another process holds SQLite's write lock: reads are answered, writes refused with 503."""

import sqlite3
from contextlib import closing
from pathlib import Path

import requests

from tests.chaos.writing import SECONDS, assert_whole, make_bucket, read, value_of, write
from tests.live import Site


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
