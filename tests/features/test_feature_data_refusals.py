"""Every refusal of ``feature_data`` names the place that is wrong."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.data.checks import check_feature_data, is_region_index
from features.models import Feature
from tests import cast
from tests.refusals import assert_refused

DATA = "feature_data.mappings.beryl.data"


def regions(data: object, **mapping: Any) -> dict[str, Any]:
    return {"mappings": {"beryl": {"data": data, **mapping}}}


WRONG = [
    (None, "feature_data", "must be an object"),
    ([], "feature_data", "must be an object"),
    ("x", "feature_data", "must be an object"),
    ({}, "feature_data", "has none of “mappings”, “volume” and “volumes”"),
    ({"Mappings": {}}, "feature_data", "has none of"),
    ({"mappings": None}, "feature_data.mappings", "must be an object with “allen”"),
    ({"mappings": {}}, "feature_data.mappings", "must be an object with “allen”"),
    ({"mappings": []}, "feature_data.mappings", "must be an object with “allen”"),
    ({"mappings": {"swanson": {}}}, "feature_data.mappings.swanson", "is no mapping"),
    ({"mappings": {"Allen": {"data": {}}}}, "feature_data.mappings.Allen", "is no mapping"),
    ({"mappings": {"beryl": 3}}, "feature_data.mappings.beryl", "must be an object with “data”"),
    ({"mappings": {"beryl": {}}}, "feature_data.mappings.beryl", "must be an object with “data”"),
    (regions([]), "feature_data.mappings.beryl", "must be an object with “data”"),
    (regions({"99999": {"mean": 1}}), f"{DATA}.99999", "whole number from 0 to 2654"),
    (regions({"2655": {"mean": 1}}), f"{DATA}.2655", "whole number from 0 to 2654"),
    (regions({"-1": {"mean": 1}}), f"{DATA}.-1", "whole number from 0 to 2654"),
    (regions({"01": {"mean": 1}}), f"{DATA}.01", "whole number from 0 to 2654"),
    (regions({"1.0": {"mean": 1}}), f"{DATA}.1.0", "whole number from 0 to 2654"),
    (regions({"": {"mean": 1}}), f"{DATA}.", "whole number from 0 to 2654"),
    (regions({"²": {"mean": 1}}), f"{DATA}.²", "whole number from 0 to 2654"),
    (regions({"MOs": {"mean": 1}}), f"{DATA}.MOs", "whole number from 0 to 2654"),
    (regions({"1": 3}), f"{DATA}.1", "must be an object: statistic → number or null"),
    (regions({"1": None}), f"{DATA}.1", "must be an object: statistic → number or null"),
    (regions({"1": {"mean": "3"}}), f"{DATA}.1.mean", "finite number or null, not '3'"),
    (regions({"1": {"mean": True}}), f"{DATA}.1.mean", "must be a finite number or null"),
    (regions({"1": {"mean": [1]}}), f"{DATA}.1.mean", "must be a finite number or null"),
    (regions({"1": {str(n): 1 for n in range(1001)}}), f"{DATA}.1", "more than 1,000 statistics"),
    (
        regions({}, statistics=[]),
        "feature_data.mappings.beryl.statistics",
        "must be an object: statistic",
    ),
    (
        regions({}, statistics={"mean": 3}),
        "feature_data.mappings.beryl.statistics.mean",
        "must be an object with min, max",
    ),
    (
        regions({}, statistics={"mean": {"max": "x"}}),
        "feature_data.mappings.beryl.statistics.mean.max",
        "must be a finite number or null",
    ),
    (
        regions({}, histogram=[]),
        "feature_data.mappings.beryl.histogram",
        "must be an object with vmin",
    ),
    (
        {**regions({}), "histogram": {"vmin": "0"}},
        "feature_data.histogram.vmin",
        "must be a finite number",
    ),
    (
        {**regions({}), "histogram": {"counts": [1, None]}},
        "feature_data.histogram.counts",
        "must be a list of finite numbers",
    ),
    (
        {**regions({}), "histogram": {"counts": 3}},
        "feature_data.histogram.counts",
        "must be a list of finite numbers",
    ),
    ({**regions({}), "cmap": 3}, "feature_data.cmap", "must be a text"),
    ({"volume": None}, "feature_data.volume", "must be a text: base64"),
    ({"volumes": {}}, "feature_data.volumes", "must be an object: statistic"),
    ({"volumes": {"mean": "x"}}, "feature_data.volumes.mean", "must be an object with “volume”"),
    ({"volumes": {"mean": {"volume": 3}}}, "feature_data.volumes.mean.volume", "must be a text"),
    (
        {"volumes": {str(n): {} for n in range(51)}},
        "feature_data.volumes",
        "has 51 volumes; at most 50 fit",
    ),
    ({**regions({}), "xyz": "x"}, "feature_data.xyz", "needs both “xyz” and “values”"),
    ({**regions({}), "values": "x"}, "feature_data.values", "needs both “xyz” and “values”"),
]


@pytest.mark.parametrize(("data", "place", "says"), WRONG)
def test_a_wrong_place_is_named(data: object, place: str, says: str) -> None:
    (problem,) = check_feature_data(data)
    assert problem["place"] == place
    assert problem["code"] == "bad_feature_data"
    assert problem["message"].startswith(f"{place} ")
    assert says in problem["message"]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_the_api_tells_every_wrong_place_in_text_and_json(method: str) -> None:
    cast.make_bucket()
    cast.make_feature()
    before = Feature.objects.get().payload
    data = regions({"99999": {"mean": 1}, "1": {"mean": "x"}, "2": {"mean": 0}})
    path = "buckets/my_bucket" + ("/rate" if method == "PATCH" else "")
    fname = "rate" if method == "PATCH" else "new"
    body = assert_refused(
        cast.owner(),
        lambda who: who.call(method, path, {"fname": fname, "feature_data": data}),
        status=400,
        code="bad_feature_data",
        says="feature_data.mappings.beryl.data.99999 is no region",
    )
    assert [problem["place"] for problem in body["problems"]] == [f"{DATA}.99999", f"{DATA}.1.mean"]
    assert Feature.objects.get().payload == before


@pytest.mark.django_db
def test_many_problems_are_counted_in_the_text() -> None:
    cast.make_bucket()
    data = regions({f"x{number}": {"mean": 1} for number in range(30)})
    sent = {"fname": "rate", "feature_data": data}
    text = cast.owner().post("buckets/my_bucket", sent).content.decode()
    assert text.splitlines()[0] == (
        "The feature was not stored; correct what follows and send it again."
    )
    assert text.splitlines()[-1] == "… and 20 more."
    assert len(text.splitlines()) == 12


def test_at_most_fifty_problems_are_told() -> None:
    data = regions({f"x{number}": {"mean": "y"} for number in range(3000)})
    assert len(check_feature_data(data)) == 50


def test_a_place_made_of_a_huge_key_is_cut() -> None:
    (problem,) = check_feature_data(regions({"x" * 1_000_000: {"mean": 1}}))
    assert len(problem["message"]) < 400


@pytest.mark.parametrize("index", ["0", "1", "1327", "1328", "2654"])
def test_the_rows_of_both_sides_are_regions(index: str) -> None:
    assert check_feature_data(regions({index: {"mean": 0, "std": None}})) == []


@given(st.integers(-10_000, 10_000))
def test_an_index_is_a_row_of_the_region_table(number: int) -> None:
    assert is_region_index(str(number)) == (0 <= number <= 2654)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "mappings",
                    "allen",
                    "beryl",
                    "data",
                    "1",
                    "2655",
                    "mean",
                    "statistics",
                    "histogram",
                ]
                + ["counts", "vmin", "volume", "volumes", "xyz", "values", "cmap"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=300)
@given(JSON_VALUES)
def test_any_json_gives_problems_with_places_and_no_error(data: object) -> None:
    assert all(problem["place"].startswith("feature_data") for problem in check_feature_data(data))
