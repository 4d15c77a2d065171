"""The proxy configurations of `deploy/`, in the real nginx and the real Caddy."""

import gzip
import random
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import pytest
import requests

from features.reads.reading import LARGEST
from tests import cast
from tests.deploy.proxies import HOST, Proxy, caddy, nginx
from tests.ensure_proxies import PROGRAMS, find_missing
from tests.live import Site

SLOW = 24
ENVIRONMENT = {
    "ATLASVIEWER_ALLOWED_HOSTS": f"{HOST},localhost,127.0.0.1",
    "ATLASVIEWER_TRUSTED_ORIGINS": f"https://{HOST}",
    "ATLASVIEWER_HTTPS": "true",
}
BEHIND = {"X-Forwarded-Proto": "https"}


def test_both_proxies_are_on_this_machine() -> None:
    assert not find_missing(), "run python -m tests.ensure_proxies"


@pytest.fixture(scope="module", params=PROGRAMS)
def proxy(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxy]:
    """A proxy in front of a live site with one bucket and one feature, sent from its file."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    environment = dict(ENVIRONMENT)
    if request.param == "nginx":
        environment["ATLASVIEWER_PAYLOAD_REDIRECT"] = "/payloads/"
    with ExitStack() as stack:
        site = stack.enter_context(Site(folder, environment=environment, static=True))
        fill(site)
        port = urlsplit(site.url).port
        started = (
            nginx(folder, port, payloads=site.var_dir / "payloads")
            if request.param == "nginx"
            else caddy(folder, port)
        )
        yield stack.enter_context(started)


def large_data() -> dict[str, object]:
    """Values whose compressed form is too large to be kept in memory."""
    numbers = random.Random(1)
    values = {f"s{column}": 0.0 for column in range(60)}
    data = {str(row): {name: numbers.random() for name in values} for row in range(1, 2655)}
    return {"mappings": {"allen": {"data": data}}}


def fill(site: Site) -> None:
    key = {"Authorization": cast.bearer(cast.GLOBAL_KEY), **BEHIND}
    owner = {"Authorization": cast.bearer(cast.OWNER_TOKEN), **BEHIND}
    bucket = {"uuid": "my_bucket", "metadata": {"token": cast.OWNER_TOKEN}}
    assert requests.post(f"{site.api}buckets", json=bucket, headers=key).ok
    for fname, data in (("small", cast.region_data()), ("large", large_data())):
        content = {"fname": fname, "unit": "Hz", "feature_data": data}
        answer = requests.post(f"{site.api}buckets/my_bucket", json=content, headers=owner)
        assert answer.ok, answer.text


@pytest.mark.parametrize("fname", ["small", "large"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_feature_reads_the_same_through_the_proxy(
    proxy: Proxy, fname: str, encoding: str
) -> None:
    headers = {"Accept-Encoding": encoding, "Origin": "https://elsewhere.example"}
    answer = proxy.call("GET", f"/api/buckets/my_bucket/{fname}", headers=headers)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    expected = large_data() if fname == "large" else cast.region_data()
    assert orjson.loads(answer.data)["feature_data"] == expected
    assert answer.headers.get("Content-Encoding", "identity") == encoding
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-cache"
    again = proxy.call(
        "GET",
        f"/api/buckets/my_bucket/{fname}",
        headers={**headers, "If-None-Match": answer.headers["ETag"]},
    )
    assert (again.status, again.data) == (304, b"")


def test_a_large_payload_arrives_as_it_is_stored(proxy: Proxy) -> None:
    answer = proxy.call(
        "GET", "/api/buckets/my_bucket/large", {"Accept-Encoding": "gzip"}, decode=False
    )
    packed = answer.data
    assert len(packed) > LARGEST
    assert int(answer.headers["X-Inflated-Length"]) == len(gzip.decompress(packed))
    assert "X-Accel-Redirect" not in answer.headers


def test_payload_files_have_no_address_of_their_own(proxy: Proxy) -> None:
    assert proxy.call("GET", "/payloads/").status == 404


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/unlock/", 5_000_000, 413),
        ("/api/regions/resolve", 5_000_000, 413),
        ("/api/buckets/my_bucket", 300_000_000, 413),
    ],
)
def test_a_body_over_its_limit_is_refused_before_it_is_read(
    proxy: Proxy, path: str, size: int, status: int
) -> None:
    with proxy.connect() as connection:
        head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {size}\r\n\r\n"
        connection.sendall(head.encode() + b"x" * 1000)
        first = connection.recv(1000).decode()
    assert first.startswith(f"HTTP/1.1 {status} ")


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /api/health HTTP/1.1\r\nHo",
        b"POST /api/buckets/my_bucket HTTP/1.1\r\nHost: brain.example.org\r\n"
        b"Content-Length: 1000000\r\n\r\n{",
    ],
    ids=["silent", "slow head", "slow body"],
)
def test_slow_clients_leave_the_site_answering(proxy: Proxy, sent: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(SLOW):
            stack.enter_context(proxy.connect()).sendall(sent)
        assert proxy.call("GET", "/api/buckets/my_bucket/small").status == 200
        assert proxy.call("GET", "/api/health").status in (200, 503)
