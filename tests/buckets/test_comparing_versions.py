"""Two versions of a feature are compared: each given value once, texts, origins."""

from typing import Any

import numpy as np
import pytest

from atlasviewer.atlas.mapping import map_values, origin_data, statistics_data
from features.models import Feature
from tests import cast
from tests.buckets import visitors
from tests.buckets.visitors import text_of

pytestmark = pytest.mark.django_db

RATE = "buckets/my_bucket/rate"
PAGE = "/buckets/my_bucket/features/rate/"


@pytest.fixture(autouse=True)
def feature() -> Feature:
    cast.make_bucket(alias="rates")
    cast.owner().post("buckets/my_bucket", {"fname": "rate", "feature_data": cast.region_data(1)})
    return Feature.objects.get()


def patch(value: float) -> None:
    sent = {"feature_data": cast.region_data(value)}
    assert cast.owner().patch(RATE, sent).status_code == 200


def test_the_page_lists_compares_and_links_versions() -> None:
    patch(2)
    page = visitors.stranger().get(PAGE)
    assert [one["version"] for one in page.context["versions"]] == [2, 1]
    assert page.context["versions"][1]["address"] == (
        "http://testserver/?buckets=my_bucket&bucket=my_bucket&feature=rate&version=1"
    )
    compared = visitors.stranger().get(PAGE, {"from": 1, "to": 2})
    comparison = compared.context["comparison"]
    seen = {
        (one.mapping, one.acronym, one.side, one.before, one.after)
        for one in comparison.contents.shown
    }
    assert seen == {(name, "root", "right", 1, 2) for name in ("Allen", "Beryl", "Cosmos")}
    assert comparison.contents.same == 3


def test_comparing_tells_texts_what_came_and_what_went() -> None:
    data = cast.region_data(1)
    data["mappings"]["allen"]["data"] = {"1328": {"mean": 0.0}, "2": {"mean": 0.0}}
    cast.owner().patch(RATE, {"feature_data": data, "unit": "Hz"})
    comparison = visitors.stranger().get(PAGE, {"from": 1, "to": 2}).context["comparison"]
    assert comparison.texts == [("Unit", "", "Hz")]
    changes = {(one.acronym, one.before, one.after) for one in comparison.contents.shown}
    assert changes == {("root", 1, None), ("grey", None, 0.0)}


def map_left(given: dict[str, float], *, stored: bool = True) -> dict[str, Any]:
    """Return ``feature_data`` of values given on the left, with or without their origins."""
    mapped = map_values(
        keys=list(given), values=np.array(list(given.values()))[:, None], hemisphere="left"
    )
    data = statistics_data({"mean": mapped}, 0)
    return data | ({"origins": origin_data(mapped, 0)} if stored else {})


def compare_uploads(one: dict[str, Any], other: dict[str, Any]) -> Any:
    for data in (one, other):
        assert cast.owner().patch(RATE, {"feature_data": data}).status_code == 200
    return visitors.stranger().get(PAGE, {"from": 2, "to": 3})


def under_allen(answer: Any) -> set[tuple[str, str, float | None, float | None, str]]:
    return {
        (one.acronym, one.side, one.before, one.after, one.origin)
        for one in answer.context["comparison"].contents.shown
        if one.mapping == "Allen"
    }


def test_comparing_counts_each_given_value_once() -> None:
    answer = compare_uploads(
        map_left({"MOs": 1, "VISp5": 2, "VISp6a": 4, "CP": 7}),
        map_left({"MOs": 3, "VISp5": 2, "VISp6a": 6, "CP": 7}),
    )
    assert under_allen(answer) == {
        ("MOs", "left", 1, 3, "given"),
        ("VISp6a", "left", 4, 6, "given"),
    }
    contents = answer.context["comparison"].contents
    assert contents.inferred > 5
    assert f"{contents.inferred} inferred values under Allen differ too" in text_of(answer)


def test_comparing_says_that_a_value_was_inferred_before() -> None:
    answer = compare_uploads(map_left({"MOs": 1}), map_left({"MOs": 1, "MOs5": 9}))
    assert under_allen(answer) == {("MOs5", "left", 1, 9, "from the parent MOs → given")}


def test_comparing_what_the_sdk_stored_leaves_out_parents_that_hold_values() -> None:
    given = {"VISp5": 2.0, "VISp6a": 4.0}
    answer = compare_uploads(
        map_left(given, stored=False), map_left(given | {"VISp6a": 6.0}, stored=False)
    )
    assert under_allen(answer) == {("VISp6a", "left", 4, 6, "origin unknown")}


def test_origins_alone_differ_and_are_said_to() -> None:
    given = {"VISp5": 2.0, "VISp6a": 4.0}
    answer = compare_uploads(map_left(given, stored=False), map_left(given))
    text = text_of(answer)
    assert "differ in which values were given" in text
    assert "No differences" not in text
    assert "Other data differ" not in text


def test_a_feature_is_not_compared_with_itself() -> None:
    answer = visitors.stranger().get(PAGE, {"from": 1, "to": 1})
    assert answer.status_code == 400
