"""PATCH /api/buckets/<name>."""

from typing import Any

import pytest

from buckets.models import Bucket
from tests import cast
from tests.refusals import assert_refused, assert_said

pytestmark = pytest.mark.django_db

SAID = "Bucket my_bucket successfully patched."


def read_metadata(bucket: str = "my_bucket") -> dict[str, Any]:
    return cast.stranger().get(f"buckets/{bucket}").json()["metadata"]


@pytest.mark.parametrize("path", ["buckets/my_bucket", "buckets/my_bucket/", "buckets/rates"])
def test_keys_that_are_given_replace_and_the_others_stay(path: str) -> None:
    cast.make_bucket(alias="rates", short_desc="old", long_desc="stays", lab="stays", year=1)
    sent = {"metadata": {"short_desc": "new", "year": 2}}
    assert_said(cast.owner(), lambda who: who.patch(path, sent), SAID)
    read = read_metadata()
    assert (read["short_desc"], read["year"]) == ("new", 2)
    assert (read["long_desc"], read["lab"], read["alias"]) == ("stays", "stays", "rates")


def test_null_clears_a_text() -> None:
    cast.make_bucket(short_desc="old")
    cast.owner().patch("buckets/my_bucket", {"metadata": {"short_desc": None}})
    assert read_metadata()["short_desc"] is None


def test_nothing_given_changes_nothing() -> None:
    cast.make_bucket(short_desc="old")
    assert_said(cast.owner(), lambda who: who.patch("buckets/my_bucket", {"metadata": {}}), SAID)
    assert read_metadata()["short_desc"] == "old"


def test_the_sdk_may_send_a_whole_metadata_with_the_same_uuid() -> None:
    cast.make_bucket()
    sent = {"metadata": {"uuid": "my_bucket", "last_access_date": "x", "short_desc": "s"}}
    assert_said(cast.owner(), lambda who: who.patch("buckets/my_bucket", sent), SAID)


def test_the_uuid_cannot_change() -> None:
    cast.make_bucket()
    assert_refused(
        cast.owner(),
        lambda who: who.patch("buckets/my_bucket", {"metadata": {"uuid": "other"}}),
        status=400,
        code="invalid",
        says="metadata.uuid cannot change; create another bucket instead.",
    )


def test_a_new_token_works_at_once_and_the_old_one_no_more() -> None:
    cast.make_bucket()
    sent = {"metadata": {"token": cast.OTHER_TOKEN}}
    assert_said(cast.owner(), lambda who: who.patch("buckets/my_bucket", sent), SAID)
    assert cast.owner().patch("buckets/my_bucket", {"metadata": {}}).status_code == 401
    assert cast.wrong_token().patch("buckets/my_bucket", {"metadata": {}}).status_code == 200


def test_only_the_old_token_sets_a_new_one() -> None:
    cast.make_bucket()
    sent = {"metadata": {"token": cast.OTHER_TOKEN}}
    assert cast.wrong_token().patch("buckets/my_bucket", sent).status_code == 401
    assert cast.key_holder().patch("buckets/my_bucket", sent).status_code == 401
    assert Bucket.objects.get().accepts(cast.OWNER_TOKEN)


def test_an_alias_can_be_set_moved_and_taken_away() -> None:
    cast.make_bucket()
    cast.owner().patch("buckets/my_bucket", {"metadata": {"alias": "one"}})
    cast.owner().patch("buckets/my_bucket", {"metadata": {"alias": "two"}})
    assert cast.stranger().get("buckets/one").status_code == 404
    assert read_metadata("two")["uuid"] == "my_bucket"
    cast.owner().patch("buckets/my_bucket", {"metadata": {"alias": None}})
    assert cast.stranger().get("buckets/two").status_code == 404


def test_an_alias_equal_to_the_own_name_says_nothing() -> None:
    cast.make_bucket()
    sent = {"metadata": {"alias": "my_bucket"}}
    assert_said(cast.owner(), lambda who: who.patch("buckets/my_bucket", sent), SAID)
    assert read_metadata()["alias"] is None


@pytest.mark.parametrize("alias", ["other", "others"])
def test_an_alias_that_is_taken_is_refused(alias: str) -> None:
    cast.make_bucket()
    cast.make_bucket("other", alias="others")
    assert_refused(
        cast.owner(),
        lambda who: who.patch("buckets/my_bucket", {"metadata": {"alias": alias}}),
        status=409,
        code="exists",
        says=f"A bucket called “{alias}” exists already",
    )


@pytest.mark.parametrize("sent", [{}, {"metadata": None}, {"metadata": "x"}, {"metadata": [1]}])
def test_metadata_that_is_no_object_is_refused(sent: dict[str, Any]) -> None:
    cast.make_bucket()
    assert_refused(
        cast.owner(),
        lambda who: who.patch("buckets/my_bucket", sent),
        status=400,
        code="invalid",
        says='metadata must be an object, such as {"short_desc": "…"}.',
    )


def test_unknown_metadata_does_not_grow_without_end_by_many_patches() -> None:
    cast.make_bucket(one="x" * 150_000)
    assert_refused(
        cast.owner(),
        lambda who: who.patch("buckets/my_bucket", {"metadata": {"two": "x" * 150_000}}),
        status=400,
        code="invalid",
        says="the additional keys of metadata exceed 200,000 bytes",
    )
    assert "two" not in read_metadata()


def test_one_wrong_key_leaves_every_other_as_it_was() -> None:
    cast.make_bucket(short_desc="old")
    sent = {"metadata": {"short_desc": "new", "token": cast.OTHER_TOKEN, "tree": 7}}
    assert cast.owner().patch("buckets/my_bucket", sent).status_code == 400
    assert read_metadata()["short_desc"] == "old"
    assert Bucket.objects.get().accepts(cast.OWNER_TOKEN)
