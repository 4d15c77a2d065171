"""Payloads of an object store are cached on this machine, verified, within a size limit."""

import errno
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from features.data import payloads, store_guard
from features.data.integrity import check_payloads
from features.data.payload_cache import Damaged, PayloadCache
from features.data.payloads import open_packed, payload_path, payload_storage, store_payload
from features.data.store_guard import PAUSE_SECONDS, SLOTS, StoreGuard, StoreUnavailable
from tests import cast
from tests.features.conftest import UseObjects
from tests.waiting import SECONDS

BODY = payloads.make_body(feature_data=cast.region_data(), short_desc=None, unit=None)
LIMIT = 64_000


def name_of(content: bytes) -> str:
    return payload_path(hashlib.sha256(content).hexdigest())


def keep(cache: PayloadCache, content: bytes) -> str:
    name = name_of(content)
    cache.fill(name, [content[:10], content[10:]]).close()
    return name


def read(cache: PayloadCache, name: str) -> bytes | None:
    handle = cache.open(name)
    if handle is None:
        return None
    with handle:
        return handle.read()


@pytest.fixture
def cache(tmp_path: Path) -> PayloadCache:
    return PayloadCache(tmp_path / "cache", LIMIT)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_kept_is_read_again(cache: PayloadCache) -> None:
    content = os.urandom(1000)
    with cache.fill(name_of(content), [content]) as handle:
        assert handle.read() == content
    assert read(cache, name_of(content)) == content
    assert read(cache, name_of(b"other")) is None


def test_bytes_that_are_not_what_their_name_says_are_not_kept(
    cache: PayloadCache, tmp_path: Path
) -> None:
    with pytest.raises(Damaged, match="damaged and are not shown"):
        cache.fill(name_of(b"right"), [b"wrong"])
    assert files(tmp_path) == []


def test_a_payload_that_does_not_arrive_whole_is_not_kept(
    cache: PayloadCache, tmp_path: Path
) -> None:
    def break_off():
        yield b"ri"
        raise StoreUnavailable("away")

    with pytest.raises(StoreUnavailable):
        cache.fill(name_of(b"right"), break_off())
    assert files(tmp_path) == []


def test_the_cache_stays_below_its_limit_and_keeps_what_was_read_last(
    cache: PayloadCache, tmp_path: Path
) -> None:
    contents = [bytes([number]) * 2000 for number in range(100)]
    names = []
    for number, content in enumerate(contents):
        names.append(keep(cache, content))
        os.utime(tmp_path / "cache" / names[-1], (number, number))
        if number == 20:
            assert read(cache, names[0]) == contents[0]
    sizes = [path.stat().st_size for path in files(tmp_path)]
    assert LIMIT / 2 < sum(sizes) <= LIMIT
    assert read(cache, names[-1]) == contents[-1]
    assert read(cache, names[0]) == contents[0]
    assert read(cache, names[1]) is None


def test_one_payload_does_not_drive_out_all_others(cache: PayloadCache, tmp_path: Path) -> None:
    small = keep(cache, b"small")
    large = os.urandom(LIMIT // 4)
    with cache.fill(name_of(large), [large]) as handle:
        assert handle.read() == large
    assert [path.name for path in files(tmp_path)] == [small.rpartition("/")[2]]


def test_old_drafts_of_killed_processes_go(cache: PayloadCache, tmp_path: Path) -> None:
    keep(cache, b"x")
    folder = tmp_path / "cache" / "ab"
    folder.mkdir(exist_ok=True)
    for name, age in (("old.draft", 0), ("young.draft", None)):
        (folder / name).write_bytes(b"half")
        if age is not None:
            os.utime(folder / name, (age, age))
    cache.make_room()
    assert [path.name for path in folder.glob("*.draft")] == ["young.draft"]


def hang(monkeypatch: pytest.MonkeyPatch, asked: list[str]) -> None:
    """Let the object store stop answering."""

    def time_out(operation_name: str, **rest: object) -> None:
        asked.append(operation_name)
        raise ReadTimeoutError(endpoint_url="http://store")

    client = payload_storage().connection.meta.client
    client.meta.events.register_first("before-call.s3", lambda model, **_: time_out(model.name))


@pytest.mark.django_db
def test_a_store_that_hangs_does_not_stop_reads_of_what_is_kept(
    use_objects: UseObjects, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_objects("hung")
    cast.make_bucket()
    feature = cast.make_feature()
    asked: list[str] = []
    hang(monkeypatch, asked)
    with open_packed(feature.payload) as handle:
        assert hashlib.sha256(handle.read()).hexdigest() == feature.payload
    assert cast.stranger().get("buckets/my_bucket/rate").status_code == 200
    assert asked == []


@pytest.mark.django_db
def test_what_is_not_kept_is_refused_with_a_sentence_and_the_store_is_left_alone(
    use_objects: UseObjects, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_objects("hung too")
    cast.make_bucket()
    feature = cast.make_feature()
    for path in files(tmp_path / "cache"):
        path.unlink()
    asked: list[str] = []
    hang(monkeypatch, asked)
    answers = [cast.stranger().get("buckets/my_bucket/rate") for _ in range(3)]
    new = {"fname": "new", "feature_data": cast.region_data(3)}
    answers.append(cast.owner().post("buckets/my_bucket", new))
    assert [(one.status_code, one["Retry-After"]) for one in answers] == [(503, "5")] * 4
    assert b"payload store does not answer" in answers[0].content
    assert asked == ["GetObject"]
    assert list(feature.bucket.features.values_list("fname", flat=True)) == ["rate"]


def test_a_payload_is_kept_when_it_is_read_and_when_it_is_stored(
    use_objects: UseObjects, tmp_path: Path
) -> None:
    use_objects("kept")
    name = payload_path(store_payload(BODY).sha256).rpartition("/")[2]
    assert [path.name for path in files(tmp_path / "cache")] == [name]
    files(tmp_path / "cache")[0].unlink()
    open_packed(name[:64]).close()
    assert [path.name for path in files(tmp_path / "cache")] == [name]


def test_a_full_disk_does_not_stop_reads_from_the_store(
    use_objects: UseObjects, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    use_objects("full")
    monkeypatch.setattr(PayloadCache, "fill", full)
    payload = store_payload(BODY)
    with open_packed(payload.sha256) as handle:
        assert hashlib.sha256(handle.read()).hexdigest() == payload.sha256
    assert files(tmp_path / "cache") == []


def test_threads_that_want_the_same_payload_at_once_ask_the_store_once(
    use_objects: UseObjects, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As after the start of a server, when hundreds of connections read one feature."""
    monkeypatch.setattr("features.data.payload_cache.ARRIVAL_SECONDS", SECONDS)
    use_objects("herd")
    payload = store_payload(BODY)
    files(tmp_path / "cache")[0].unlink()
    asked: list[str] = []
    starting = Barrier(8)

    def note(model: Any, **rest: object) -> None:
        asked.append(model.name)

    client = payload_storage().connection.meta.client
    client.meta.events.register_first("before-call.s3", note)

    def read_together(_: int) -> str:
        starting.wait(SECONDS)
        with open_packed(payload.sha256) as handle:
            return hashlib.sha256(handle.read()).hexdigest()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read_together, range(8))) == [payload.sha256] * 8
    assert asked == ["GetObject"]


def test_threads_of_a_process_share_one_connection_to_the_store(
    use_objects: UseObjects, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Making one takes 0.2 s of processor time; forty at once would refuse the first reads."""
    use_objects("shared")
    storage = payload_storage()
    storage._connected = (0, None)
    made: list[object] = []
    make = type(storage)._create_session
    monkeypatch.setattr(type(storage), "_create_session", lambda self: made.append(1) or make(self))
    with ThreadPoolExecutor(8) as pool:
        clients = set(pool.map(lambda _: id(storage.connection.meta.client), range(8)))
    assert (len(clients), len(made)) == (1, 1)


@pytest.mark.django_db
def test_what_the_store_lost_is_repaired_from_the_cache(use_objects: UseObjects) -> None:
    objects = use_objects("lost")
    cast.make_bucket()
    feature = cast.make_feature()
    key = f"lost/{payload_path(feature.payload)}"
    objects.client.put_object(Bucket=objects.bucket, Key=key, Body=b"rotten")
    assert [one.repaired for one in check_payloads(repair=True).damages] == [True]
    found = objects.client.get_object(Bucket=objects.bucket, Key=key)["Body"].read()
    assert hashlib.sha256(found).hexdigest() == feature.payload


@pytest.mark.django_db
def test_values_that_the_store_damaged_are_not_shown(
    use_objects: UseObjects, tmp_path: Path
) -> None:
    objects = use_objects("rotten")
    cast.make_bucket()
    feature = cast.make_feature()
    files(tmp_path / "cache")[0].unlink()
    key = f"rotten/{payload_path(feature.payload)}"
    objects.client.put_object(Bucket=objects.bucket, Key=key, Body=b"rotten")
    answer = cast.stranger().get("buckets/my_bucket/rate")
    assert answer.status_code == 503
    assert b"damaged and are not shown" in answer.content


def test_the_store_is_asked_again_after_a_pause() -> None:
    now = [0.0]
    guard = StoreGuard(clock=lambda: now[0])
    with pytest.raises(StoreUnavailable), guard.asking():
        raise ReadTimeoutError(endpoint_url="http://store")
    with pytest.raises(StoreUnavailable), guard.asking():
        pytest.fail("asked")
    now[0] = PAUSE_SECONDS
    with guard.asking():
        pass


def test_only_some_threads_wait_for_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_guard, "SLOT_SECONDS", 0.0)
    guard = StoreGuard()
    turns = [guard.asking() for _ in range(SLOTS)]
    for turn in turns:
        turn.__enter__()
    with pytest.raises(StoreUnavailable), guard.asking():
        pytest.fail("asked")
    turns[0].__exit__(None, None, None)
    with guard.asking():
        pass
