"""Slow clients do not block others: health and reads are answered meanwhile."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
import requests

from atlasviewer.running.worker import GRACE_SECONDS, PatientSocket
from tests import cast
from tests.live import GLOBAL_KEY, Site
from tests.waiting import SECONDS

DAWDLERS = 24
LARGE = "x" * 6_000_000
Begin = Callable[[socket.socket], None]


@pytest.fixture(scope="module")
def bucket(site: Site) -> str:
    """The address of a bucket with a small feature and a large one."""
    site.manage("check_site", "--identity-only")
    key = {"Authorization": f"Bearer {GLOBAL_KEY}"}
    metadata = {"token": cast.OWNER_TOKEN}
    body = {"uuid": "dawdled", "metadata": metadata}
    assert requests.post(f"{site.api}buckets", json=body, headers=key, timeout=SECONDS).ok
    token = {"Authorization": f"Bearer {cast.OWNER_TOKEN}"}
    for fname, more in (("rate", {}), ("large", {"notes": LARGE})):
        body = {"fname": fname, "feature_data": {**cast.region_data(), **more}}
        address = f"{site.api}buckets/dawdled"
        assert requests.post(address, json=body, headers=token, timeout=SECONDS).ok
    return f"{site.api}buckets/dawdled"


@pytest.fixture
def open_socket(site: Site) -> Iterator[Callable[[], socket.socket]]:
    """A function that connects to the site; what it opened is closed at the end."""
    address = urlsplit(site.url)
    with ExitStack() as opened:

        def connect() -> socket.socket:
            one = opened.enter_context(socket.socket())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.settimeout(20)
            one.connect((address.hostname, address.port))
            return one

        yield connect


def post(path: str, length: int) -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {length}\r\n\r\n"
    ).encode()


SLOW: dict[str, bytes] = {
    "a head without an end": b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    "nothing at all": b"",
    "a body that does not come": post("/api/regions/resolve", 1_000) + b'{"keys": [',
    "a form that does not come": post("/api/tables/check", 1_000_000).replace(
        b"application/json", b"multipart/form-data; boundary=x"
    ),
    "an answer that is not taken": (
        b"GET /api/buckets/dawdled/large HTTP/1.1\r\nHost: localhost\r\n\r\n"
    ),
}


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW.keys())
def test_health_and_reads_answer_while_others_dawdle(
    site: Site, bucket: str, open_socket: Callable[[], socket.socket], sent: bytes
) -> None:
    for _ in range(DAWDLERS):
        open_socket().sendall(sent)
    for address in (f"{site.api}health", f"{bucket}/rate", bucket) * 3:
        # Without keep-alive, so that each request can reach any worker. The bound is not patience:
        # an answer after it may come only because a dawdler was let go.
        answer = requests.get(address, headers={"Connection": "close"}, timeout=GRACE_SECONDS)
        assert answer.status_code == 200


def test_a_head_in_pieces_is_answered(open_socket: Callable[[], socket.socket]) -> None:
    client = open_socket()
    for piece in (b"GET /api/hea", b"lth HTTP/1.1\r\nHost: local", b"host\r\n", b"\r\n"):
        client.sendall(piece)
    assert client.recv(100).startswith(b"HTTP/1.1 200 OK\r\n")


def test_two_requests_in_one_piece_are_both_answered(
    open_socket: Callable[[], socket.socket],
) -> None:
    client = open_socket()
    one = b"GET /api/health HTTP/1.1\r\nHost: localhost\r\n"
    client.sendall(one + b"\r\n" + one + b"Connection: close\r\n\r\n")
    received = b"".join(iter(lambda: client.recv(4096), b""))
    assert received.count(b"HTTP/1.1 200 OK") == 2


def pair(monkeypatch: pytest.MonkeyPatch, seconds: float) -> tuple[PatientSocket, socket.socket]:
    """Return two ends of a connection, on which `seconds` have passed since its request began."""
    near, far = socket.socketpair()
    patient = PatientSocket.take(near)
    patient.begin()
    began = patient._began
    monkeypatch.setattr("atlasviewer.running.worker.time.monotonic", lambda: began + seconds)
    return patient, far


@pytest.mark.parametrize(("seconds", "bytes_sent"), [(5, 1), (16, 40_000), (100, 200_000)])
def test_who_sends_at_some_rate_is_heard(
    monkeypatch: pytest.MonkeyPatch, seconds: float, bytes_sent: int
) -> None:
    near, far = pair(monkeypatch, seconds)
    with near, far:
        far.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        far.sendall(b"x" * bytes_sent)
        received = 0
        while received < bytes_sent:
            received += len(near.recv(1 << 20))
        assert received == bytes_sent


def test_who_trickles_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    near, far = pair(monkeypatch, 100)
    with near, far:
        far.sendall(b"x")
        with pytest.raises(ConnectionResetError):
            near.recv(10)
        with pytest.raises(ConnectionResetError):
            near.sendall(b"x" * 100)


def test_who_stalls_is_let_go() -> None:
    near, far = socket.socketpair()
    patient = PatientSocket.take(near)
    with patient, far:
        patient.begin()
        patient.settimeout(0.01)
        with pytest.raises(ConnectionResetError):
            patient.recv(10)
        with pytest.raises(ConnectionResetError):
            patient.sendall(b"x" * 10_000_000)
