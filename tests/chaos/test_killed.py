"""Workers and masters killed with SIGKILL while others write: nothing acknowledged is lost."""

import os
import signal
from pathlib import Path

from tests.chaos.writing import (
    ROUNDS,
    Writer,
    assert_whole,
    make_bucket,
    read_works,
    workers_of,
)
from tests.live import Site
from tests.waiting import wait_until


def test_killed_workers_lose_no_acknowledged_write(tmp_path: Path) -> None:
    with Site(tmp_path) as site:
        make_bucket(site)
        with Writer(site, "worker") as writer:
            for _ in range(ROUNDS):
                writer.wait_for(3)
                workers = workers_of(site)
                assert workers
                for worker in workers:
                    os.kill(worker, signal.SIGKILL)
                wait_until(lambda: read_works(site))
            writer.wait_for(3)
        assert_whole(site, writer.acknowledged)


def test_killed_masters_lose_no_acknowledged_write(tmp_path: Path) -> None:
    acknowledged: dict[str, float] = {}
    with Site(tmp_path) as site:
        make_bucket(site)
        for number in range(ROUNDS):
            with Writer(site, f"master {number} round") as writer:
                writer.wait_for(3)
                workers = workers_of(site)
                assert site.process is not None
                site.process.kill()
                site.process.wait()
                for worker in workers:
                    os.kill(worker, signal.SIGKILL)
            acknowledged |= writer.acknowledged
            site.start()
        assert_whole(site, acknowledged)
