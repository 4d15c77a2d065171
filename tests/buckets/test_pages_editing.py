"""Changing a bucket and its features from their pages."""

from typing import Any

import orjson
import pytest
from django.test import Client

from buckets.models import Bucket
from features.models import Feature
from tests import cast
from tests.buckets import visitors
from tests.buckets.visitors import text_of

pytestmark = pytest.mark.django_db

PAGE = "/buckets/my_bucket/"


@pytest.fixture
def owner() -> Client:
    cast.make_bucket(short_desc="before", url="https://example.org", tree={"Rate": "rate"})
    cast.make_feature(short_desc="Spikes", unit="Hz")
    return visitors.unlocked()


def read_rate() -> dict[str, Any]:
    return orjson.loads(cast.stranger().get("buckets/my_bucket/rate").whole)


def test_descriptions_link_and_second_name_are_changed_and_the_rest_stays(owner: Client) -> None:
    form = owner.get(f"{PAGE}edit/").context["form"]
    assert form.initial == {
        "short_desc": "before", "long_desc": None, "url": "https://example.org", "alias": None,
    }  # fmt: skip
    answer = owner.post(f"{PAGE}edit/", {"short_desc": "after", "url": "", "alias": "rates"})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    bucket = Bucket.objects.get()
    assert (bucket.short_desc, bucket.url, bucket.alias) == ("after", None, "rates")
    assert bucket.tree == {"Rate": "rate"}


@pytest.mark.parametrize(
    ("sent", "status", "field", "says"),
    [
        ({"alias": "two words"}, 400, "alias", "character 4 is space"),
        ({"alias": "other"}, 409, "alias", "A bucket called “other” exists already"),
        ({"url": "ftp://example.org"}, 400, "__all__", "must start with http:// or https://"),
        ({"short_desc": "a\x07b"}, 400, "__all__", "control character (U+0007)"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(
    owner: Client, sent: dict[str, str], status: int, field: str, says: str
) -> None:
    cast.make_bucket("other")
    answer = owner.post(f"{PAGE}edit/", sent)
    assert answer.status_code == status
    assert says in str(answer.context["form"].errors[field])
    assert Bucket.objects.get(name="my_bucket").short_desc == "before"


def test_a_features_description_and_unit_are_changed_and_can_be_cleared(owner: Client) -> None:
    path = f"{PAGE}features/rate/"
    owner.post(path, {"short_desc": "Spikes per second", "unit": "1/s"})
    answer = read_rate()
    assert (answer["short_desc"], answer["unit"]) == ("Spikes per second", "1/s")
    owner.post(path, {"short_desc": "Spikes per second", "unit": ""})
    assert read_rate()["unit"] == ""


def test_a_unit_that_is_too_long_is_refused_in_place(owner: Client) -> None:
    answer = owner.post(f"{PAGE}features/rate/", {"unit": "x" * 101})
    assert answer.status_code == 400
    assert "the limit is 100" in text_of(answer)
    assert Feature.objects.get().unit == "Hz"


@pytest.mark.parametrize(
    ("path", "name"), [(f"{PAGE}delete/", "my_bucket"), (f"{PAGE}features/rate/delete/", "rate")]
)
@pytest.mark.parametrize("typed", ["", "Rate", " rate", "my_bucket "])
def test_deleting_needs_the_exact_name(owner: Client, path: str, name: str, typed: str) -> None:
    answer = owner.post(path, {"confirm": typed})
    assert answer.status_code == 400
    assert f"Type {name} to confirm" in text_of(answer)
    assert (Bucket.objects.count(), Feature.objects.count()) == (1, 1)


def test_a_bucket_goes_into_the_bin_and_comes_back_with_its_features(owner: Client) -> None:
    owner.post(f"{PAGE}delete/", {"confirm": "my_bucket"})
    assert owner.get(PAGE).status_code == 404
    listed = owner.get("/buckets/")
    assert [bucket.name for bucket in listed.context["in_bin"]] == ["my_bucket"]
    owner.post("/restore/", {"bucket": Bucket.everything.get().pk})
    assert owner.get(PAGE).context["listing"].count == 1


def test_somebody_with_the_token_restores_a_bucket_from_another_browser(owner: Client) -> None:
    cast.owner().delete("buckets/my_bucket")
    client = visitors.unlocked()
    pk = Bucket.everything.get().pk
    assert client.post("/restore/", {"bucket": pk, "name": "back_again"}).status_code == 302
    assert cast.stranger().get("buckets/back_again/rate").status_code == 200


def test_a_feature_comes_back_from_the_bin_under_another_name(owner: Client) -> None:
    owner.post(f"{PAGE}features/rate/delete/", {"confirm": "rate"})
    cast.make_feature()
    pk = Feature.everything.in_bin().get().pk
    refused = owner.post(f"{PAGE}restore/", {"feature": pk})
    assert refused.status_code == 409
    assert "now has another feature “rate”" in text_of(refused)
    assert owner.post(f"{PAGE}restore/", {"feature": pk, "fname": "rate 1"}).status_code == 302
    assert sorted(Feature.objects.values_list("fname", flat=True)) == ["rate", "rate 1"]


@pytest.mark.parametrize("sent", ["", "x", "0", "٣", "9" * 40])
def test_restoring_what_is_not_in_the_bin_is_refused(owner: Client, sent: str) -> None:
    assert owner.post(f"{PAGE}restore/", {"feature": sent}).status_code == 404
    assert owner.post("/restore/", {"bucket": sent}).status_code == 404
