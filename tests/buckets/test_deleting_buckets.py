"""DELETE /api/buckets/<name>, and writes that coincide with a deletion."""

from collections.abc import Callable

import pytest

from atlasviewer.web.errors import Missing, Unauthorised
from buckets import services
from buckets.access.permissions import STAFF, Caller
from buckets.models import Bucket
from features.history.bin import restore_feature
from features.history.versions import restore_version
from features.models import Feature
from features.services import create_feature, delete_feature, patch_feature, save_default_view
from tests import cast
from tests.refusals import assert_said

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["buckets/my_bucket", "buckets/my_bucket/", "buckets/rates"])
def test_a_bucket_goes_with_all_its_features(path: str) -> None:
    cast.make_bucket(alias="rates")
    cast.make_feature()
    assert_said(
        cast.owner(), lambda who: who.delete(path), "Bucket my_bucket successfully deleted."
    )
    assert not Feature.objects.exists()
    assert cast.stranger().get("buckets/my_bucket").status_code == 404


def test_a_deleted_bucket_can_be_created_again_with_another_token() -> None:
    cast.make_bucket()
    cast.make_feature()
    cast.owner().delete("buckets/my_bucket")
    sent = {"uuid": "my_bucket", "metadata": {"token": cast.OTHER_TOKEN}}
    assert cast.key_holder().post("buckets", sent).status_code == 200
    assert cast.stranger().get("buckets/my_bucket").json()["features"] == {}
    assert cast.owner().delete("buckets/my_bucket").status_code == 401


def patch(bucket: Bucket) -> object:
    return services.patch_bucket(caller=STAFF, bucket=bucket, metadata={"short_desc": "x"})


def delete(bucket: Bucket) -> object:
    return services.delete_bucket(caller=STAFF, bucket=bucket)


@pytest.mark.parametrize("write", [patch, delete])
def test_a_write_that_meets_a_deletion_is_told_so_and_brings_nothing_back(
    write: Callable[[Bucket], object],
) -> None:
    """It is deleted after it was found and before it is locked."""
    found = cast.make_bucket()
    Bucket.objects.filter(pk=found.pk).delete()
    with pytest.raises(Missing, match="There is no bucket “my_bucket” here"):
        write(found)


NOBODY = Caller()
OTHER = Caller(bearer=cast.OTHER_TOKEN)
WRITES: dict[str, Callable[[Caller, Bucket], object]] = {
    "patch_bucket": lambda who, to: services.patch_bucket(caller=who, bucket=to, metadata={}),
    "save_tree": lambda who, to: services.save_tree(caller=who, bucket=to, tree={}, seen=""),
    "delete_bucket": lambda who, to: services.delete_bucket(caller=who, bucket=to),
    "mark_changed": lambda who, to: services.mark_changed(who, to),
    "create_feature": lambda who, to: create_feature(caller=who, bucket=to, content={}),
    "patch_feature": lambda who, to: patch_feature(caller=who, bucket=to, fname="rate", content={}),
    "save_default_view": lambda who, to: save_default_view(
        caller=who, bucket=to, fname="rate", view=None
    ),
    "delete_feature": lambda who, to: delete_feature(caller=who, bucket=to, fname="rate"),
    "restore_feature": lambda who, to: restore_feature(caller=who, bucket=to, pk=1),
    "restore_version": lambda who, to: restore_version(
        caller=who, bucket=to, fname="rate", number=1
    ),
}


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("caller", [NOBODY, OTHER], ids=["nobody", "another token"])
def test_a_service_that_is_given_a_bucket_still_asks_who_writes(write: str, caller: Caller) -> None:
    bucket = cast.make_bucket()
    cast.make_feature()
    before = Bucket.objects.values().get(), Feature.everything.values().get()
    with pytest.raises(Unauthorised):
        WRITES[write](caller, bucket)
    assert (Bucket.objects.values().get(), Feature.everything.values().get()) == before
