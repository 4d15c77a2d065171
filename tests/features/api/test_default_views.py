"""The view that a bucket or a feature opens with: set by its owner, checked, readable by all."""

from typing import Any

import pytest

from buckets.models import Bucket
from features.models import Feature
from tests import cast
from tests.buckets import visitors
from tests.refusals import assert_refused

pytestmark = pytest.mark.django_db

BUCKET, RATE = "buckets/my_bucket", "buckets/my_bucket/rate"
VIEW = {"cmap": "RdBu", "reversed": "1", "range": "-1..1", "mapping": "allen", "coronal": "0"}


@pytest.fixture(autouse=True)
def feature() -> Feature:
    cast.make_bucket()
    return cast.make_feature(unit="Hz")


def listing() -> dict[str, Any]:
    return cast.stranger().get(BUCKET).json()


def test_a_feature_tells_its_default_view_in_the_listing_and_keeps_its_version() -> None:
    before = Feature.objects.get().version
    assert cast.owner().patch(RATE, {"default_view": VIEW}).status_code == 200
    assert listing()["features"]["rate"]["default_view"] == VIEW
    assert list(listing()["features"]["rate"]["default_view"]) == list(VIEW)
    assert (Feature.objects.get().version, Feature.objects.get().former.count()) == (before, 0)


def test_without_one_the_listing_is_as_it_was() -> None:
    assert listing()["features"] == {"rate": {"short_desc": None, "unit": "Hz"}}
    assert "default_view" not in listing()["metadata"]


@pytest.mark.parametrize("none", [None, {}])
def test_it_is_taken_away_by_null(none: object) -> None:
    cast.owner().patch(RATE, {"default_view": VIEW})
    cast.owner().patch(RATE, {"default_view": none})
    assert "default_view" not in listing()["features"]["rate"]


def test_it_stays_when_data_or_unit_change_and_may_come_with_them() -> None:
    cast.owner().patch(RATE, {"default_view": VIEW})
    cast.owner().patch(RATE, {"feature_data": cast.region_data(9)})
    assert listing()["features"]["rate"]["default_view"] == VIEW
    cast.owner().patch(RATE, {"unit": "kHz", "default_view": {"scale": "log"}})
    assert listing()["features"]["rate"]["default_view"] == {"scale": "log"}
    assert listing()["features"]["rate"]["unit"] == "kHz"


def test_a_new_feature_may_bring_one() -> None:
    content = {"fname": "new", "feature_data": cast.region_data(), "default_view": VIEW}
    cast.owner().post(BUCKET, content)
    assert listing()["features"]["new"]["default_view"] == VIEW


def test_a_bucket_has_one_among_its_metadata() -> None:
    cast.owner().patch(BUCKET, {"metadata": {"default_view": VIEW}})
    cast.owner().patch(BUCKET, {"metadata": {"short_desc": "text"}})
    assert listing()["metadata"]["default_view"] == VIEW
    cast.owner().patch(BUCKET, {"metadata": {"default_view": None}})
    assert "default_view" not in listing()["metadata"]
    assert Bucket.objects.get().extra == {}


@pytest.mark.parametrize(
    ("view", "says"),
    [
        ("cmap=RdBu", "must be an object"),
        ({"colour": "red"}, "default_view.colour is not part of a default view"),
        ({"cmap": 3}, "default_view.cmap must be text"),
        ({"cmap": "<b>"}, "“<b>” is not the name of a colour map"),
        ({"range": "1..-1"}, "is not a range"),
        ({"range": "nan..1"}, "is not a range"),
        ({"scale": "cubic"}, "is not one of linear"),
        ({"coronal": "far"}, "is not a number"),
        ({"camera": "1,2,3"}, "is not 6 numbers"),
        ({"panels": "coronal,cellar"}, "is not panels"),
        ({"layout": "heap"}, "is not one of columns"),
        ({"sizes": "54,46"}, "is not shares of columns and rows"),
        ({"sizes": "0,100/100"}, "is not shares of columns and rows"),
        ({"stat": "x" * 201}, "is not the name of a statistic"),
    ],
)
@pytest.mark.parametrize("path", [RATE, BUCKET])
def test_what_no_link_could_say_is_refused_whole(path: str, view: object, says: str) -> None:
    sent = {"default_view": view} if path == RATE else {"metadata": {"default_view": view}}
    answer = cast.owner().patch(path, sent)
    assert answer.status_code == 400
    assert says in answer.whole.decode()
    assert Feature.objects.get().default_view is None
    assert Bucket.objects.get().default_view is None


def test_every_wrong_place_is_named() -> None:
    sent = {"default_view": {"cmap": "a b", "scale": "cubic", "mapping": "allen"}}
    answer = assert_refused(
        cast.owner(),
        lambda who: who.patch(RATE, sent),
        status=400,
        code="bad_default_view",
        says="The default view cannot be used",
    )
    places = [problem["place"] for problem in answer["problems"]]
    assert places == ["default_view.cmap", "default_view.scale"]


@pytest.mark.parametrize(("fname", "where"), [("rate", "feature"), (None, "bucket")])
def test_the_page_saves_it_for_who_unlocked_the_bucket(fname: str | None, where: str) -> None:
    client = visitors.unlocked()
    assert client.get("/buckets/my_bucket/view/").json()["may_edit"] is True
    sent = {"fname": fname, "view": VIEW}
    answer = client.post("/buckets/my_bucket/view/", sent, content_type=cast.JSON)
    assert answer.status_code == 200
    stored = {
        "feature": Feature.objects.get().default_view,
        "bucket": Bucket.objects.get().default_view,
    }
    assert stored == {"feature": None, "bucket": None} | {where: VIEW}


def test_a_stranger_is_told_that_they_may_not() -> None:
    assert visitors.stranger().get("/buckets/my_bucket/view/").json()["may_edit"] is False
