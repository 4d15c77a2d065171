"""The hot path of reads gives the same answers as the views, with one query."""

import gzip
import threading
from typing import Any

import orjson
import pytest
from django.db import connection
from django.http import HttpResponse
from pytest_django import DjangoAssertNumQueries

from buckets.models import Bucket
from features.data.memory import Body, Memory, memory
from features.data.payloads import payload_path, payload_storage, trash_path
from features.models import Feature
from features.reads import fast_reads, reading
from tests import cast

pytestmark = pytest.mark.django_db

FAST = "features.reads.fast_reads.FastReads"
PASSING = (
    "X-Frame-Options",
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Allow",
    "X-Request-ID",
)
PATHS = [
    "buckets/my_bucket",
    "buckets/my_bucket/",
    "buckets/rates",
    "buckets/my_bucket/rate",
    "buckets/rates/rate/",
    "buckets/my_bucket/Taux%20de%20d%C3%A9charge",
    "buckets/my_bucket/tables",
]
HEADERS: list[dict[str, str]] = [
    {},
    {"Accept-Encoding": "gzip"},
    {"If-None-Match": "*"},
    {"If-None-Match": '"other"', "Origin": "https://elsewhere.example"},
]


@pytest.fixture(autouse=True)
def bucket() -> Bucket:
    made = cast.make_bucket(alias="rates", tree={"b": "rate", "a": {"x": "tables"}})
    for fname in ("rate", "Taux de décharge", "tables"):
        cast.make_feature(fname=fname, short_desc="Spikes", unit="Hz")
    return made


def seen(answer: HttpResponse) -> tuple[int, bytes, dict[str, str]]:
    kept = {key: value for key, value in answer.items() if key not in PASSING}
    if answer.status_code == 304:
        kept.pop("Content-Length", None)  # Django's own would say 0, which is not the body's.
    kept["Vary"] = ", ".join(sorted(kept.get("Vary", "").split(", ")))
    return answer.status_code, answer.whole, kept


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("headers", HEADERS)
@pytest.mark.parametrize("path", PATHS)
def test_the_hot_path_and_the_views_give_the_same_answer(
    path: str, headers: dict[str, str], method: str, settings: Any
) -> None:
    cast.stranger().call(method, path, **headers)
    fast = seen(cast.stranger().call(method, path, **headers))
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != FAST]
    memory.clear()
    assert fast == seen(cast.stranger().call(method, path, **headers))


@pytest.mark.parametrize(
    "path", ["buckets/none", "buckets/my_bucket/none", "buckets/%00", "buckets/my_bucket/%00"]
)
def test_what_is_not_there_is_refused_by_the_views(path: str) -> None:
    assert cast.stranger().get(path).status_code == 404


@pytest.mark.parametrize("path", ["buckets/my_bucket", "buckets/rates", "buckets/rates/rate"])
def test_a_second_read_takes_one_query_and_opens_nothing(
    path: str, django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = cast.stranger().get(path)

    def refuse(*arguments: object) -> None:
        raise AssertionError("the payload storage was touched")

    monkeypatch.setattr(reading, "open_packed", refuse)
    with django_assert_num_queries(1):
        again = cast.stranger().get(path)
    assert again.whole == first.whole


def test_a_wrong_host_is_refused_as_everywhere() -> None:
    answer = cast.stranger().get("buckets/my_bucket", Host="evil.example")
    assert (answer.status_code, cast.OWNER_TOKEN in answer.whole.decode()) == (400, False)


@pytest.mark.parametrize(
    "change",
    [
        lambda: cast.owner().patch("buckets/my_bucket/rate", {"unit": "kHz"}),
        lambda: cast.owner().patch("buckets/my_bucket", {"metadata": {"tree": None}}),
        lambda: cast.owner().delete("buckets/my_bucket/rate"),
        lambda: cast.make_feature(fname="another"),
    ],
)
def test_a_listing_in_memory_is_never_older_than_the_bucket(change: Any) -> None:
    before = cast.stranger().get("buckets/my_bucket")
    change()
    after = cast.stranger().get("buckets/my_bucket", **{"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    memory.clear()
    assert after.whole == cast.stranger().get("buckets/my_bucket").whole
    assert after.whole != before.whole


def test_a_deleted_bucket_is_gone_though_it_is_in_memory() -> None:
    cast.stranger().get("buckets/my_bucket")
    cast.stranger().get("buckets/my_bucket/rate")
    cast.owner().delete("buckets/my_bucket")
    assert cast.stranger().get("buckets/my_bucket").status_code == 404
    assert cast.stranger().get("buckets/my_bucket/rate").status_code == 404


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plan as SQLite tells it")
@pytest.mark.parametrize(
    ("query", "words"), [(fast_reads.FEATURE, ("b", "f")), (fast_reads.BUCKET, ("b",))]
)
def test_a_read_looks_up_indexes_and_scans_no_table(
    query: fast_reads.Prepared, words: tuple[str, ...]
) -> None:
    sql, parameters = query._compiled
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        plan = [row[3] for row in cursor.fetchall()]
    assert any("USING INDEX" in step for step in plan)
    assert not [step for step in plan if step.startswith("SCAN") or "deleted_at=?" in step]


def test_nginx_is_told_where_a_large_payload_lies(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST", 0)
    changed = settings.ATLASVIEWER.model_copy(update={"payload_redirect": "/payloads/"})
    settings.ATLASVIEWER = changed
    sha256 = Feature.objects.get(fname="rate").payload
    answer = cast.stranger().get("buckets/my_bucket/rate", **{"Accept-Encoding": "gzip"})
    assert answer["X-Accel-Redirect"] == f"/payloads/{sha256[:2]}/{sha256}.json.gz"
    assert (answer.whole, answer["Content-Encoding"]) == (b"", "gzip")
    plain = cast.stranger().get("buckets/my_bucket/rate", **{"Accept-Encoding": "identity"})
    assert orjson.loads(plain.whole)["unit"] == "Hz"
    assert "X-Accel-Redirect" not in plain


def test_a_large_payload_in_the_trash_is_sent_by_the_site_itself(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST", 0)
    changed = settings.ATLASVIEWER.model_copy(update={"payload_redirect": "/payloads/"})
    settings.ATLASVIEWER = changed
    sha256 = Feature.objects.get(fname="rate").payload
    assert payload_storage().move(payload_path(sha256), trash_path(sha256))
    answer = cast.stranger().get("buckets/my_bucket/rate", **{"Accept-Encoding": "gzip"})
    assert "X-Accel-Redirect" not in answer
    assert orjson.loads(gzip.decompress(answer.whole))["unit"] == "Hz"


def test_what_is_large_is_streamed_in_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    small = cast.stranger().get("buckets/my_bucket/rate", **{"Accept-Encoding": "gzip"})
    monkeypatch.setattr(reading, "LARGEST", 0)
    large = cast.stranger().get("buckets/my_bucket/rate", **{"Accept-Encoding": "gzip"})
    assert large.streaming
    assert not small.streaming
    assert (large.whole, large["ETag"]) == (small.whole, small["ETag"])
    assert orjson.loads(gzip.decompress(large.whole))["unit"] == "Hz"


def body(size: int) -> Body:
    return Body(b"x" * size, '"e"', packed=False, size=size)


def test_memory_forgets_what_was_not_read_for_longest() -> None:
    kept = Memory(limit=3 * 1500)
    for name in "abc":
        kept.keep(name, body(1000))
    kept.find("a")
    kept.keep("d", body(1000))
    assert [name for name in "abcd" if kept.find(name)] == ["a", "c", "d"]


def test_memory_does_not_keep_what_is_large() -> None:
    kept = Memory(limit=10 * 2**20)
    assert kept.keep("large", body(2**20 + 1)).size == 2**20 + 1
    assert kept.find("large") is None


def test_memory_is_bounded_with_eight_threads() -> None:
    kept = Memory(limit=20_000)
    threads = [
        threading.Thread(
            target=lambda first: [kept.keep((first, n), body(700)) for n in range(500)],
            args=[first],
        )
        for first in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = [key for first in range(8) for n in range(500) if kept.find(key := (first, n))]
    assert 0 < len(held) <= 20_000 // 1200
