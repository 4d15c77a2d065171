"""GET /api/buckets/<name or alias>."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from buckets.access import last_reads
from buckets.models import Bucket
from features.data import payloads
from features.models import Feature, Kind
from tests import cast
from tests.refusals import assert_refused

pytestmark = pytest.mark.django_db


def test_a_bucket_is_read_by_anybody_and_never_tells_its_token() -> None:
    cast.make_bucket(short_desc="Rates", long_desc="All.", url="https://a.org", alias="rates")
    cast.make_feature(fname="b", short_desc="second", unit="Hz")
    cast.make_feature(fname="a")
    answer = cast.stranger().get("buckets/my_bucket")
    assert answer["Content-Type"] == "application/json"
    assert cast.OWNER_TOKEN not in answer.content.decode()
    body = answer.json()
    assert body["features"] == {
        "b": {"short_desc": "second", "unit": "Hz"},
        "a": {"short_desc": None, "unit": None},
    }
    assert list(body["features"]) == ["b", "a"]
    read = datetime.fromisoformat(body["metadata"].pop("last_access_date"))
    assert abs(timezone.now() - read) < timedelta(minutes=1)
    assert body["metadata"] == {
        "uuid": "my_bucket",
        "alias": "rates",
        "url": "https://a.org",
        "tree": None,
        "short_desc": "Rates",
        "long_desc": "All.",
    }


@pytest.mark.parametrize("path", ["buckets/my_bucket/", "buckets/rates", "buckets/rates/"])
def test_an_alias_and_a_trailing_slash_answer_the_same(path: str) -> None:
    cast.make_bucket(alias="rates")
    assert cast.stranger().get(path).json()["metadata"]["uuid"] == "my_bucket"


def test_a_name_goes_before_an_alias_of_the_same_spelling() -> None:
    cast.make_bucket("first", alias="word")
    second = cast.make_bucket("second")
    Bucket.objects.filter(pk=second.pk).update(name="word")
    assert cast.stranger().get("buckets/word").json()["metadata"]["alias"] is None


@pytest.mark.parametrize("name", ["nobody", "MY_BUCKET", "%00", "a%00b", "%FF", "%ED%A0%80"])
def test_a_bucket_that_is_not_here_is_said_to_be_missing(name: str) -> None:
    cast.make_bucket()
    assert_refused(
        cast.stranger(),
        lambda who: who.get(f"buckets/{name}"),
        status=404,
        code="not_found",
        says="There is no bucket “",
    )


def test_reading_needs_no_key_and_minds_no_wrong_one() -> None:
    cast.make_bucket()
    assert cast.wrong_token().get("buckets/my_bucket").status_code == 200


def test_a_listing_costs_the_same_for_two_hundred_features_and_opens_no_payload(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bucket = cast.make_bucket()
    texts = {"payload": "0" * 64, "stored": 1, "size": 1, "kind": Kind.REGIONS}
    Feature.objects.bulk_create(
        Feature(bucket=bucket, fname=f"f{number}", **texts) for number in range(200)
    )

    def refuse(*arguments: object) -> None:
        raise AssertionError("the payload storage was touched")

    monkeypatch.setattr(payloads, "payload_storage", refuse)
    with django_assert_num_queries(3):
        answer = cast.stranger().get("buckets/my_bucket")
    with django_assert_num_queries(1):
        again = cast.stranger().get("buckets/my_bucket")
    assert len(answer.json()["features"]) == 200
    assert again.content == answer.content


def test_the_time_of_the_last_access_is_written_once_an_hour(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    bucket = cast.make_bucket()
    lately = timezone.now() - timedelta(minutes=59)
    Bucket.objects.update(accessed_at=lately)
    cast.stranger().get("buckets/my_bucket")
    with django_assert_num_queries(1):
        cast.stranger().get("buckets/my_bucket")
    bucket.refresh_from_db()
    assert bucket.accessed_at == lately

    Bucket.objects.update(accessed_at=timezone.now() - timedelta(minutes=61))
    cast.stranger().get("buckets/my_bucket")
    last_reads.notes.write()
    bucket.refresh_from_db()
    assert timezone.now() - bucket.accessed_at < timedelta(minutes=1)


def test_reading_a_feature_counts_as_an_access_of_its_bucket() -> None:
    bucket = cast.make_bucket()
    cast.make_feature()
    Bucket.objects.update(accessed_at=timezone.now() - timedelta(hours=2))
    cast.stranger().get("buckets/my_bucket/rate")
    last_reads.notes.write()
    bucket.refresh_from_db()
    assert timezone.now() - bucket.accessed_at < timedelta(minutes=1)
