"""PostgreSQL ends at once, as in a crash, and comes back while others write."""

import signal
from pathlib import Path

import requests

from tests.chaos.writing import (
    ROUNDS,
    Writer,
    assert_whole,
    make_bucket,
    read,
    read_works,
)
from tests.live import Site
from tests.waiting import SECONDS, wait_until
from tests.with_postgres import postgres_server


def test_restarts_of_postgres_lose_no_acknowledged_write(tmp_path: Path) -> None:
    with postgres_server(durable=True) as server:
        environment = {"ATLASVIEWER_DATABASE_URL": server.url}
        with Site(tmp_path, environment=environment) as site:
            make_bucket(site)
            with Writer(site, "rate") as writer:
                for _ in range(ROUNDS):
                    writer.wait_for(3)
                    server.stop(signal.SIGQUIT)
                    away = read(site)
                    assert (away.status_code, away.json()["code"]) == (503, "database_unavailable")
                    assert "Retry-After" in away.headers
                    health = requests.get(f"{site.api}health", timeout=SECONDS).json()
                    assert (health["database"], health["store"]) == (False, True)
                    server.start()
                    wait_until(lambda: read_works(site))
                writer.wait_for(3)
            assert set(writer.refusals) <= {503}
            assert_whole(site, writer.acknowledged)
