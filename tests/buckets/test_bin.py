"""The bin: names are free at once; deleted items can be restored until they expire."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from atlasviewer.web.errors import Conflict, Missing, Unauthorised
from buckets.access.permissions import STAFF, Caller
from buckets.models import BIN_DAYS, Bucket
from buckets.services import restore_bucket
from features.data.identity import check_identity
from features.data.sweep import sweep_payloads
from features.history.bin import empty_bin, list_bin, restore_feature
from features.models import Feature, FeatureVersion
from tests import cast

pytestmark = pytest.mark.django_db

RATE = "buckets/my_bucket/rate"


@pytest.fixture(autouse=True)
def bucket() -> Bucket:
    bucket = cast.make_bucket(alias="rates")
    cast.make_feature()
    return bucket


def age(days: float) -> None:
    """Backdate what is in the bin."""
    then = timezone.now() - timedelta(days=days)
    Bucket.everything.in_bin().update(deleted_at=then)
    Feature.everything.in_bin().update(deleted_at=then)


def status(path: str) -> int:
    return cast.stranger().get(path).status_code


def test_a_deleted_feature_is_nowhere_but_in_the_bin(bucket: Bucket) -> None:
    cast.owner().delete(RATE)
    assert (status(RATE), status(f"{RATE}?version=1"), status(f"{RATE}/versions")) == (
        404,
        404,
        404,
    )
    assert cast.stranger().get("buckets/my_bucket").json()["features"] == {}
    assert [feature.fname for feature in list_bin(bucket)] == ["rate"]


def test_a_feature_comes_back_whole_with_its_versions(bucket: Bucket) -> None:
    cast.owner().patch(RATE, {"unit": "Hz"})
    before = [cast.stranger().get(f"{RATE}{query}").whole for query in ("", "?version=1")]
    cast.owner().delete(RATE)
    restore_feature(caller=STAFF, bucket=bucket, pk=list_bin(bucket).get().pk)
    after = [cast.stranger().get(f"{RATE}{query}").whole for query in ("", "?version=1")]
    assert after == before


def test_the_sdk_deletes_and_creates_under_one_name_as_often_as_it_likes(bucket: Bucket) -> None:
    sent = {"fname": "rate", "feature_data": cast.region_data()}
    for _ in range(3):
        assert cast.owner().delete(RATE).status_code == 200
        assert cast.owner().post("buckets/my_bucket", sent).status_code == 200
    assert list_bin(bucket).count() == 3


def test_a_bucket_comes_back_with_what_went_with_it_and_not_with_what_went_before() -> None:
    cast.make_feature(fname="earlier")
    cast.owner().delete("buckets/my_bucket/earlier")
    cast.owner().delete("buckets/my_bucket")
    assert (status("buckets/my_bucket"), status("buckets/rates"), status(RATE)) == (404, 404, 404)
    restored = restore_bucket(caller=STAFF, pk=Bucket.everything.get().pk)
    assert list(cast.stranger().get("buckets/rates").json()["features"]) == ["rate"]
    assert [feature.fname for feature in list_bin(restored)] == ["earlier"]
    assert cast.owner().patch(RATE, {"unit": "Hz"}).status_code == 200


def test_a_bucket_whose_name_was_taken_comes_back_under_another() -> None:
    cast.owner().delete("buckets/my_bucket")
    cast.make_bucket(token=cast.OTHER_TOKEN)
    pk = Bucket.everything.in_bin().get().pk
    with pytest.raises(Conflict, match="The name “my_bucket” is now taken by another bucket"):
        restore_bucket(caller=STAFF, pk=pk)
    restored = restore_bucket(caller=STAFF, pk=pk, name="rates")
    assert (restored.name, restored.alias) == ("rates", None)
    assert status("buckets/rates/rate") == 200


def test_an_alias_that_was_taken_is_given_up() -> None:
    cast.owner().delete("buckets/my_bucket")
    cast.make_bucket("other", alias="rates")
    assert restore_bucket(caller=STAFF, pk=Bucket.everything.in_bin().get().pk).alias is None


def test_only_who_has_the_token_restores(bucket: Bucket) -> None:
    cast.owner().delete("buckets/my_bucket")
    strangers = Caller(unlocked={bucket.pk: "0" * 64})
    with pytest.raises(Unauthorised, match="locked in this browser"):
        restore_bucket(caller=strangers, pk=bucket.pk)
    owner = Caller(unlocked={bucket.pk: bucket.token_digest})
    assert restore_bucket(caller=owner, pk=bucket.pk).name == "my_bucket"


def test_what_is_not_in_the_bin_is_not_restored(bucket: Bucket) -> None:
    with pytest.raises(Missing, match="is not in the bin"):
        restore_bucket(caller=STAFF, pk=bucket.pk)
    with pytest.raises(Missing, match="is not in the bin"):
        restore_feature(caller=STAFF, bucket=bucket, pk=Feature.objects.get().pk)


def test_the_feature_of_another_bucket_is_not_restored_into_this_one() -> None:
    other = cast.make_bucket("other")
    cast.owner().delete(RATE)
    pk = Feature.everything.in_bin().get().pk
    with pytest.raises(Missing, match="is not in the bin"):
        restore_feature(caller=STAFF, bucket=other, pk=pk)


def test_two_live_ones_of_a_name_cannot_be_even_past_the_services(bucket: Bucket) -> None:
    feature = Feature.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Bucket.everything.create(name="my_bucket")
    with pytest.raises(IntegrityError), transaction.atomic():
        feature.pk = None
        feature.save()


def test_the_bin_keeps_thirty_days_and_no_longer() -> None:
    cast.owner().patch(RATE, {"unit": "Hz"})
    cast.owner().delete("buckets/my_bucket")
    age(BIN_DAYS - 0.1)
    assert empty_bin().buckets == 0
    age(BIN_DAYS + 0.1)
    emptied = empty_bin()
    assert (emptied.buckets, emptied.features) == (1, 1)
    counts = [
        rows.count() for rows in (Bucket.everything, Feature.everything, FeatureVersion.objects)
    ]
    assert counts == [0, 0, 0]


def test_only_what_is_in_the_bin_is_removed_and_its_files_with_the_next_sweep(
    bucket: Bucket,
) -> None:
    cast.make_feature(fname="kept", feature_data=cast.region_data(7))
    cast.owner().delete(RATE)
    age(31)
    check_identity()
    assert sweep_payloads(grace=timedelta(0)).moved == 0
    out = StringIO()
    call_command("empty_bin", stdout=out)
    assert out.getvalue() == "Bin: 0 buckets and 1 features permanently removed.\n"
    assert sweep_payloads(grace=timedelta(0)).moved == 1
    assert (status("buckets/my_bucket/kept"), list_bin(bucket).count()) == (200, 0)


def test_no_number_is_given_twice_even_after_the_bin_was_emptied() -> None:
    cast.owner().patch(RATE, {"unit": "Hz"})
    cast.owner().delete("buckets/my_bucket")
    age(31)
    empty_bin()
    cast.make_bucket()
    cast.make_feature()
    cast.make_feature(fname="other")
    assert Feature.objects.get(fname="rate").version == 3
    assert Feature.objects.get(fname="other").version == 1
    assert status(f"{RATE}?version=2") == 410
    cast.owner().delete(RATE)
    age(31)
    empty_bin()
    cast.make_feature()
    assert Feature.objects.get(fname="rate").version == 4


def test_older_than_may_be_chosen() -> None:
    cast.owner().delete(RATE)
    call_command("empty_bin", "--older-than", "0", stdout=StringIO())
    assert not Feature.everything.exists()
