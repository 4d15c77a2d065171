"""DELETE /api/buckets/<name>, and writers that meet a deletion."""

from collections.abc import Callable

import pytest

from atlasviewer.web.errors import Missing
from buckets import services
from buckets.access import permissions
from buckets.access.permissions import STAFF, Caller
from buckets.models import Bucket
from features.models import Feature
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


@pytest.fixture
def deleted_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else deletes the bucket after it was found and before it is locked."""
    find = permissions.find_bucket

    def find_then_delete(name: str) -> Bucket:
        bucket = find(name)
        Bucket.objects.filter(pk=bucket.pk).delete()
        return bucket

    monkeypatch.setattr(permissions, "find_bucket", find_then_delete)


def patch(caller: Caller) -> object:
    return services.patch_bucket(caller=caller, name="my_bucket", metadata={"short_desc": "x"})


def delete(caller: Caller) -> object:
    return services.delete_bucket(caller=caller, name="my_bucket")


@pytest.mark.usefixtures("deleted_between")
@pytest.mark.parametrize("write", [patch, delete])
def test_a_write_that_meets_a_deletion_is_told_so_and_brings_nothing_back(
    write: Callable[[Caller], object],
) -> None:
    cast.make_bucket()
    with pytest.raises(Missing, match="There is no bucket “my_bucket” here"):
        write(STAFF)
