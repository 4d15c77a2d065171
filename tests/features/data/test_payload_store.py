"""Payloads are kept once, compressed, under the hash of their bytes, in files and in objects."""

import gzip
import hashlib
import os
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from features.data import payloads
from features.data.payloads import (
    iterate_stored,
    open_packed,
    payload_path,
    read_body,
    store_payload,
)
from features.data.storage import DurableFileStorage, PayloadStorage
from features.models import Feature
from tests import arrays, cast
from tests.features.conftest import UseObjects

BODY = payloads.make_body(feature_data=cast.region_data(), short_desc="é", unit=None)


@pytest.mark.usefixtures("store")
def test_a_payload_is_gzip_under_the_hash_of_its_bytes() -> None:
    payload = store_payload(BODY)
    with open_packed(payload.sha256) as handle:
        packed = handle.read()
    assert hashlib.sha256(packed).hexdigest() == payload.sha256
    assert (payload.stored, payload.size) == (len(packed), len(BODY))
    assert gzip.decompress(packed) == BODY
    # No time in its header: the same body gives the same bytes tomorrow.
    assert packed[4:8] == bytes(4)
    assert read_body(payload.sha256) == orjson.loads(BODY)


@pytest.mark.usefixtures("store")
def test_the_same_body_is_kept_once() -> None:
    assert store_payload(BODY) == store_payload(BODY)
    assert [sha256 for _, sha256, _ in iterate_stored()] == [store_payload(BODY).sha256]


@pytest.mark.usefixtures("store")
def test_an_empty_store_holds_nothing() -> None:
    assert list(iterate_stored()) == []


@pytest.mark.usefixtures("store")
def test_what_is_stored_is_listed_in_order_with_its_time() -> None:
    stored = [store_payload(BODY + bytes([32 + number])) for number in range(5)]
    listed = list(iterate_stored())
    assert [path for path, _, _ in listed] == sorted(payload_path(p.sha256) for p in stored)
    ages = [datetime.now(UTC) - modified for _, _, modified in listed]
    assert max(ages) < timedelta(minutes=1)
    assert min(ages) > timedelta(minutes=-1)


def test_writing_a_payload_again_makes_it_young(store: PayloadStorage) -> None:
    path = payload_path(store_payload(BODY).sha256)
    if isinstance(store, DurableFileStorage):
        os.utime(store.path(path), (0, 0))
    store_payload(BODY)
    age = datetime.now(UTC) - store.get_modified_time(path)
    assert abs(age) < timedelta(minutes=1)


def test_what_is_not_there_is_said_not_to_be(store: PayloadStorage) -> None:
    with pytest.raises(FileNotFoundError):
        open_packed("0" * 64)
    with pytest.raises(FileNotFoundError):
        store.get_modified_time(payload_path("0" * 64))
    store.delete(payload_path("0" * 64))


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_the_api_works_the_same_with_either_store() -> None:
    cast.make_bucket()
    volume = {"volume": arrays.volume(), **arrays.points(1000)}
    sent = {"fname": "rate", "feature_data": volume, "unit": "Hz"}
    owner, path = cast.owner(), "buckets/my_bucket/rate"
    assert owner.post("buckets/my_bucket", sent).status_code == 200

    plain = cast.stranger().get(path)
    packed = cast.stranger().get(path, **{"Accept-Encoding": "gzip"})
    assert orjson.loads(plain.whole)["feature_data"] == volume
    assert gzip.decompress(packed.whole) == plain.whole
    assert (plain["Content-Length"], packed["Content-Length"]) == (
        str(len(plain.whole)),
        str(len(packed.whole)),
    )
    assert packed["Content-Encoding"] == "gzip"

    assert owner.patch(path, {"unit": "kHz"}).status_code == 200
    assert orjson.loads(cast.stranger().get(path).whole) == {
        "feature_data": volume,
        "unit": "kHz",
        "short_desc": None,
    }
    assert owner.delete(path).status_code == 200
    assert not Feature.objects.exists()


def test_objects_are_plain_bytes_that_nobody_inflates_on_the_way(
    use_objects: UseObjects,
) -> None:
    """An object marked as encoded comes back inflated from some stores."""
    objects = use_objects("plain")
    payload = store_payload(BODY)
    key = f"plain/{payload_path(payload.sha256)}"
    found = objects.client.get_object(Bucket=objects.bucket, Key=key)
    assert "ContentEncoding" not in found
    assert found["ContentType"] == "application/gzip"
    assert hashlib.sha256(found["Body"].read()).hexdigest() == payload.sha256


def test_reading_an_object_is_one_request_that_streams(
    use_objects: UseObjects,
) -> None:
    use_objects("streamed", cache_mb=0)
    payload = store_payload(os.urandom(200_000))
    requests: list[str] = []
    events = payloads.payload_storage().connection.meta.client.meta.events
    events.register(
        "request-created.s3", lambda operation_name, **_: requests.append(operation_name)
    )
    with open_packed(payload.sha256) as handle:
        start = handle.read(1000)
        assert handle.file.tell() == 1000
        rest = handle.read()
    assert len(start + rest) == payload.stored
    assert requests == ["GetObject"]


def test_a_site_sees_only_its_own_prefix(
    use_objects: UseObjects,
) -> None:
    use_objects("one")
    store_payload(BODY)
    objects = use_objects("o")
    assert list(iterate_stored()) == []
    objects.client.put_object(Bucket=objects.bucket, Key="o/ab/other.txt", Body=b"x")
    assert [path for path, _, _ in iterate_stored()] == ["ab/other.txt"]


def test_a_store_without_a_prefix_works(
    use_objects: UseObjects,
) -> None:
    use_objects("")
    payload = store_payload(BODY)
    assert payload_path(payload.sha256) in [path for path, _, _ in iterate_stored()]
    assert read_body(payload.sha256) == orjson.loads(BODY)


def test_every_page_of_a_long_listing_is_read(
    use_objects: UseObjects,
) -> None:
    objects = use_objects("many")
    client = payloads.payload_storage().connection.meta.client
    client.meta.events.register(
        "before-parameter-build.s3.ListObjectsV2", lambda params, **_: params.update(MaxKeys=3)
    )
    for number in range(8):
        objects.client.put_object(Bucket=objects.bucket, Key=f"many/ab/{number}", Body=b"")
    assert [path for path, _, _ in iterate_stored()] == [f"ab/{number}" for number in range(8)]
