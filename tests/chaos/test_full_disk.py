"""A full disk: reads are answered, writes refused with 507, and all works again afterwards.

The disk is a small tmpfs where this process may mount one, and in any case a limit on the length
of the files that the server may write.
"""

import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
import requests

from tests.chaos.writing import (
    OWNER,
    assert_whole,
    make_bucket,
    read,
    value_of,
    workers_of,
    write,
)
from tests.live import Site
from tests.waiting import SECONDS

SIZE = "24m"
UNLIMITED = resource.RLIM_INFINITY


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a separate disk."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(tmp_path)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("may not mount a tmpfs here; the limit on files is tested instead")
    yield tmp_path
    subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


def fill(folder: Path) -> Path:
    """Fill a disk to its last byte; return the file that does it."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as handle:
        for size in (1 << 16, 1 << 12, 1):
            with suppress(OSError):
                while True:
                    handle.write(bytes(size))
    return filler


def forget_access(site: Site) -> None:
    """Let the next read of the bucket be recorded."""
    with closing(sqlite3.connect(site.var_dir / "atlasviewer.sqlite3")) as database:
        database.execute("UPDATE buckets_bucket SET accessed_at = '2020-01-01 00:00:00'")
        database.commit()


def assert_reads_work(site: Site) -> None:
    assert set(read(site).json()["features"]) == {"rate 1", "rate 2"}
    assert [value_of(read(site, fname)) for fname in ("rate 1", "rate 2")] == [1, 2]
    health = requests.get(f"{site.api}health", timeout=SECONDS).json()
    assert (health["database"], health["store"]) == (True, True)


def begin(site: Site) -> None:
    make_bucket(site)
    for number in (1, 2):
        write(site, f"rate {number}", number).raise_for_status()
    forget_access(site)


def test_with_a_full_disk_reads_are_answered_and_writes_refused(small_disk: Path) -> None:
    with Site(small_disk) as site:
        begin(site)
        filler = fill(small_disk)
        assert_reads_work(site)
        refused = write(site, "rate 3", 3)
        assert (refused.status_code, refused.json()["code"]) == (507, "out_of_space")
        described = requests.patch(
            f"{site.api}buckets/my_bucket",
            json={"metadata": {"long_desc": "x" * 9000}},
            headers=OWNER,
            timeout=SECONDS,
        )
        assert (described.status_code, described.json()["code"]) == (507, "out_of_space")
        assert_reads_work(site)
        filler.unlink()
        write(site, "rate 3", 3).raise_for_status()
        assert_whole(site, {"rate 1": 1, "rate 2": 2, "rate 3": 3})


def test_a_server_that_may_write_no_more_reads_and_refuses(tmp_path: Path) -> None:
    with Site(tmp_path) as site:
        begin(site)
        workers = workers_of(site)
        assert workers
        for worker in workers:
            resource.prlimit(worker, resource.RLIMIT_FSIZE, (1, UNLIMITED))
        assert_reads_work(site)
        refused = write(site, "rate 3", 3)
        assert (refused.status_code, refused.json()["code"]) == (507, "out_of_space")
        assert_reads_work(site)
        for worker in workers:
            resource.prlimit(worker, resource.RLIMIT_FSIZE, (UNLIMITED, UNLIMITED))
        write(site, "rate 3", 3).raise_for_status()
        assert_whole(site, {"rate 1": 1, "rate 2": 2, "rate 3": 3})
