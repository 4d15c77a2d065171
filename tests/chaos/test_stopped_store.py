"""The object store is stopped with SIGSTOP: it takes connections and answers nothing."""

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

from tests.chaos.writing import (
    ROUNDS,
    assert_whole,
    make_bucket,
    read,
    value_of,
    write,
)
from tests.features.conftest import ObjectStore
from tests.live import Site
from tests.waiting import SECONDS, wait_until

COLD_READERS = 24
"""More than a site has threads for."""


def test_a_stopped_store_stops_no_read_that_the_cache_holds(
    tmp_path: Path, object_store: ObjectStore
) -> None:
    url = f"{object_store.url('stopped')}&connect_timeout=1&read_timeout=1"
    with Site(tmp_path, environment={"ATLASVIEWER_PAYLOAD_URL": url}) as site:
        make_bucket(site)
        acknowledged = {"warm 1": 1.0}
        write(site, "warm 1", 1).raise_for_status()
        cached = set((site.var_dir / "cache" / "payloads").glob("*/*"))
        assert cached
        for number in range(ROUNDS):
            cold = f"cold {number + 2}"
            # A store that has just come back may need more than a second for its first answer.
            wait_until(lambda name=cold, value=number + 2: write(site, name, value).ok)
            acknowledged[cold] = number + 2
            for path in set((site.var_dir / "cache" / "payloads").glob("*/*")) - cached:
                path.unlink()
            object_store.process.send_signal(signal.SIGSTOP)
            try:
                stay_readable(site, cold)
            finally:
                object_store.process.send_signal(signal.SIGCONT)
            wait_until(lambda name=cold: read(site, name).ok)
        wait_until(lambda: is_whole(site, acknowledged))


def is_whole(site: Site, acknowledged: dict[str, float]) -> bool:
    """Assert what `assert_whole` does; False while a read is still refused.

    Each process asks a store that failed no sooner than after `store_guard.PAUSE_SECONDS`; another
    one may have the payload in its memory already.
    """
    try:
        assert_whole(site, acknowledged)
    except KeyError:  # A refused read has no values.
        return False
    return True


def stay_readable(site: Site, cold: str) -> None:
    with ThreadPoolExecutor(COLD_READERS) as readers:
        hung = [readers.submit(read, site, cold) for _ in range(COLD_READERS)]
        warm = [read(site, "warm 1") for _ in range(20)]
        assert [value_of(answer) for answer in warm] == [1] * 20
        health = requests.get(f"{site.api}health", timeout=SECONDS)
        assert health.status_code == 503
        assert (health.json()["database"], health.json()["store"]) == (True, False)
        answers = [one.result() for one in hung]
    refused = write(site, "new 1", 1)
    for answer in (*answers, refused):
        assert (answer.status_code, answer.json()["code"]) == (503, "store_unavailable")
        assert "Retry-After" in answer.headers
    assert "new 1" not in read(site).json()["features"]
