"""Many readers and one writer on a live site: every answer is either old or new, never mixed."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests

from tests import cast
from tests.live import Site
from tests.waiting import SECONDS, wait_until
from tests.with_postgres import postgres

READERS = 8
PATCHES = 25
CREATORS = 8
WRITERS = 16
TURNS = 3


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def live(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A live site on each database."""
    folder = tmp_path_factory.mktemp(request.param)
    with ExitStack() as stack:
        environment = {}
        if request.param == "postgres":
            environment["ATLASVIEWER_DATABASE_URL"] = stack.enter_context(postgres())
        site = stack.enter_context(Site(folder, environment=environment))
        headers = {"Authorization": cast.bearer(cast.GLOBAL_KEY)}
        content = {"uuid": "my_bucket", "metadata": {"token": cast.OWNER_TOKEN}}
        assert requests.post(f"{site.api}buckets", json=content, headers=headers).ok
        yield site


def big_data(version: int) -> dict[str, Any]:
    """Values of every region, all of them the number of the version."""
    data = {str(row): {"mean": version} for row in range(2655)}
    return {"mappings": {name: {"data": data} for name in ("allen", "beryl", "cosmos")}}


def owner() -> requests.Session:
    session = requests.Session()
    session.headers["Authorization"] = cast.bearer(cast.OWNER_TOKEN)
    return session


def patch_when_free(session: requests.Session, url: str, change: dict[str, Any]) -> int:
    """Change a feature, as often as it takes while the server is too busy to wait for the lock."""
    answers: list[requests.Response] = []

    def is_answered() -> bool:
        answers.append(session.patch(url, json=change, timeout=SECONDS))
        assert answers[-1].status_code != 503 or answers[-1].headers["Retry-After"]
        return answers[-1].status_code != 503

    wait_until(is_answered)
    return answers[-1].status_code


def read_version(answer: requests.Response) -> int:
    """Return the version that all values of a feature have in common."""
    mappings = answer.json()["feature_data"]["mappings"]
    values = [value["mean"] for mapping in mappings.values() for value in mapping["data"].values()]
    assert len(values) == 3 * 2655
    (version,) = set(values)
    return version


def read_until(stop: threading.Event, url: str, number: int) -> list[int]:
    """Read a feature again and again; half of the readers do without gzip, some ask by ETag."""
    session = requests.Session()
    if number % 2:
        session.headers["Accept-Encoding"] = "identity"
    versions: list[int] = []
    etag = ""
    while not stop.is_set():
        answer = session.get(url, headers={"If-None-Match": etag}, timeout=SECONDS)
        if answer.status_code == 304:
            versions.append(versions[-1])
            continue
        assert answer.status_code == 200, answer.text
        etag = answer.headers["ETag"] if number % 4 == 0 else ""
        versions.append(read_version(answer))
    return versions


def test_eight_readers_of_a_feature_that_is_patched_read_it_whole(live: Site) -> None:
    url = f"{live.api}buckets/my_bucket/rate"
    writer = owner()
    content = {"fname": "rate", "feature_data": big_data(0)}
    assert writer.post(f"{live.api}buckets/my_bucket", json=content).status_code == 200
    stop = threading.Event()
    with ThreadPoolExecutor(READERS) as pool:
        reads = [pool.submit(read_until, stop, url, number) for number in range(READERS)]
        try:
            for version in range(1, PATCHES + 1):
                answer = writer.patch(url, json={"feature_data": big_data(version)})
                assert answer.status_code == 200, answer.text
        finally:
            stop.set()
        seen = [read.result() for read in reads]
    assert min(map(len, seen)) > 0
    assert all(versions == sorted(versions) for versions in seen)
    assert {version for versions in seen for version in versions} <= set(range(PATCHES + 1))
    assert read_version(requests.get(url)) == PATCHES
    assert "Traceback" not in live.log


def test_one_of_many_at_once_makes_a_feature_and_the_others_are_told(live: Site) -> None:
    barrier = threading.Barrier(CREATORS)

    def create(number: int) -> int:
        session = owner()
        content = {"fname": "contested", "feature_data": cast.region_data(number)}
        barrier.wait()
        return session.post(f"{live.api}buckets/my_bucket", json=content).status_code

    with ThreadPoolExecutor(CREATORS) as pool:
        statuses = sorted(pool.map(create, range(CREATORS)))
    assert statuses == [200] + [409] * (CREATORS - 1)


def test_patches_of_data_and_of_texts_at_once_lose_none_of_them(live: Site) -> None:
    url = f"{live.api}buckets/my_bucket/both"
    content = {"fname": "both", "feature_data": cast.region_data(0)}
    assert owner().post(f"{live.api}buckets/my_bucket", json=content).status_code == 200
    barrier = threading.Barrier(3)

    def patch(change: dict[str, Any]) -> int:
        session = owner()
        barrier.wait()
        return session.patch(url, json=change).status_code

    changes = [{"feature_data": cast.region_data(9)}, {"unit": "Hz"}, {"short_desc": "both"}]
    with ThreadPoolExecutor(len(changes)) as pool:
        assert list(pool.map(patch, changes)) == [200, 200, 200]
    assert requests.get(url).json() == {
        "feature_data": cast.region_data(9),
        "unit": "Hz",
        "short_desc": "both",
    }


def test_sixteen_writers_of_one_feature_are_all_served(live: Site) -> None:
    url = f"{live.api}buckets/my_bucket/busy"
    content = {"fname": "busy", "feature_data": cast.region_data(0)}
    assert owner().post(f"{live.api}buckets/my_bucket", json=content).status_code == 200
    barrier = threading.Barrier(WRITERS)

    def patch(number: int) -> list[int]:
        session = owner()
        barrier.wait()
        changes = [{"feature_data": cast.region_data(number * 10 + turn)} for turn in range(TURNS)]
        return [patch_when_free(session, url, change) for change in changes]

    with ThreadPoolExecutor(WRITERS) as pool:
        statuses = [status for each in pool.map(patch, range(WRITERS)) for status in each]
    assert statuses == [200] * WRITERS * TURNS
    newest = requests.get(f"{url}/versions").json()["versions"][0]
    assert newest["version"] == 1 + WRITERS * TURNS


def test_a_request_over_the_limit_is_told_so_by_the_live_server(tmp_path: Path) -> None:
    """The answer arrives although the server has not read the body."""
    with Site(tmp_path, environment={"ATLASVIEWER_MAX_UPLOAD_MB": "1"}) as site:
        headers = {"Authorization": cast.bearer(cast.GLOBAL_KEY)}
        answers = [
            requests.post(f"{site.api}buckets", data=b"x" * size, headers=headers, timeout=SECONDS)
            for size in (1_100_000, 20_000_000)
        ]
    assert [answer.status_code for answer in answers] == [413, 413]
    assert answers[0].text == "The request is larger than the 1 MB accepted here."
