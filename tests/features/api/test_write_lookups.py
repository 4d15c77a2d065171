"""A write finds its bucket by name, then locks that same bucket without further look-ups."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from buckets.models import Bucket
from features import services
from features.data import payloads
from features.models import Feature
from tests import cast

pytestmark = pytest.mark.django_db

CONTENT = {"fname": "rate", "feature_data": cast.region_data()}


def count_reads_of_buckets(write: Any) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert write().status_code == 200
    return sum('FROM "buckets_bucket"' in query["sql"] for query in seen.captured_queries)


def test_creating_reads_the_bucket_before_the_body_and_to_hold_it() -> None:
    cast.make_bucket()
    owner = cast.owner()
    assert count_reads_of_buckets(lambda: owner.post("buckets/my_bucket", CONTENT)) == 2


def test_patching_reads_the_bucket_before_the_body_and_to_hold_it() -> None:
    cast.make_bucket()
    cast.make_feature()
    owner = cast.owner()
    patch = {"unit": "Hz"}
    assert count_reads_of_buckets(lambda: owner.patch("buckets/my_bucket/rate", patch)) == 2


def make_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Delete the bucket, and make another of its name and token, while a payload is stored."""
    store = payloads.store_payload

    def meanwhile(body: bytes) -> payloads.Payload:
        Bucket.objects.all().delete()
        cast.make_bucket()
        return store(body)

    monkeypatch.setattr(services.payloads, "store_payload", meanwhile)


def test_a_feature_does_not_go_into_another_bucket_that_took_the_name_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast.make_bucket()
    make_anew(monkeypatch)
    answer = cast.owner().post("buckets/my_bucket", CONTENT)
    assert (answer.status_code, Feature.objects.count()) == (404, 0)


def test_a_token_that_was_changed_meanwhile_writes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bucket = cast.make_bucket()
    store = payloads.store_payload

    def meanwhile(body: bytes) -> payloads.Payload:
        bucket.set_token(cast.OTHER_TOKEN)
        bucket.save()
        return store(body)

    monkeypatch.setattr(services.payloads, "store_payload", meanwhile)
    answer = cast.owner().post("buckets/my_bucket", CONTENT)
    assert (answer.status_code, Feature.objects.count()) == (401, 0)
