"""A writer that continues while a site is broken, and remembers what was acknowledged."""

import itertools
import os
import threading
from pathlib import Path
from types import TracebackType

import requests

from tests import cast
from tests.live import Site
from tests.waiting import SECONDS

ROUNDS = int(os.environ.get("CHAOS_ROUNDS", "2"))
"""How often each thing is broken; ``make chaos`` breaks it more often."""
BUCKET = "my_bucket"
OWNER = {"Authorization": cast.bearer(cast.OWNER_TOKEN), "Accept": cast.JSON}
KEY = {"Authorization": cast.bearer(cast.GLOBAL_KEY)}


def make_bucket(site: Site) -> None:
    """Let the site adopt its store, and create the bucket that is written to."""
    site.manage("check_site", "--identity-only")
    content = {"uuid": BUCKET, "metadata": {"token": cast.OWNER_TOKEN}}
    requests.post(
        f"{site.api}buckets", json=content, headers=KEY, timeout=SECONDS
    ).raise_for_status()


def write(site: Site, fname: str, value: float) -> requests.Response:
    content = {"fname": fname, "feature_data": cast.region_data(value)}
    address = f"{site.api}buckets/{BUCKET}"
    return requests.post(address, json=content, headers=OWNER, timeout=SECONDS)


def read(site: Site, fname: str = "") -> requests.Response:
    address = f"{site.api}buckets/{BUCKET}{'/' if fname else ''}{fname}"
    return requests.get(address, headers={"Accept": cast.JSON}, timeout=SECONDS)


def value_of(answer: requests.Response) -> float:
    return answer.json()["feature_data"]["mappings"]["allen"]["data"]["1"]["mean"]


def read_works(site: Site, fname: str = "") -> bool:
    try:
        return read(site, fname).ok
    except requests.RequestException:
        return False


class Writer:
    """A thread that creates one feature after the other: ``with Writer(site) as writer: …``."""

    def __init__(self, site: Site, name: str) -> None:
        self._site = site
        self._name = name
        self._stop = threading.Event()
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run)
        self.acknowledged: dict[str, float] = {}
        self.refusals: list[int] = []

    def wait_for(self, more: int) -> None:
        """Wait until so many more writes were acknowledged."""
        with self._changed:
            wanted = len(self.acknowledged) + more
            done = self._changed.wait_for(lambda: len(self.acknowledged) >= wanted, SECONDS)
        assert done, f"No more writes were acknowledged; refusals: {self.refusals[-5:]}"

    def __enter__(self) -> "Writer":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        for number in itertools.count(1):
            if self._stop.is_set():
                return
            fname = f"{self._name} {number}"
            try:
                answer = write(self._site, fname, number)
            except requests.RequestException:
                self._stop.wait(0.02)
                continue
            with self._changed:
                if answer.ok:
                    self.acknowledged[fname] = number
                else:
                    self.refusals.append(answer.status_code)
                self._changed.notify_all()


def assert_whole(site: Site, acknowledged: dict[str, float]) -> None:
    """Assert that every acknowledged write is stored with its value, and no feature is broken."""
    assert acknowledged
    listed = set(read(site).json()["features"])
    assert acknowledged.keys() <= listed
    found = {fname: value_of(read(site, fname)) for fname in listed}
    assert found == {fname: float(fname.rpartition(" ")[2]) for fname in listed}
    assert found.items() >= acknowledged.items()
    assert ", 0 wrong" in site.manage("check_site")


def workers_of(site: Site) -> list[int]:
    """Return the worker processes of a site, which its master started."""
    assert site.process is not None
    pid = site.process.pid
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
