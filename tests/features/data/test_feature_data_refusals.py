"""Every refusal of ``feature_data`` names the wrong place."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckets.names import find_fname_problem
from features.data.checks import check_feature_data, is_region_index
from features.models import Feature
from tests import cast
from tests.refusals import assert_refused
from tests.shared.features import read_cases, read_names

DATA = "feature_data.mappings.beryl.data"


def regions(data: object, **mapping: Any) -> dict[str, Any]:
    return {"mappings": {"beryl": {"data": data, **mapping}}}


CASES = read_cases()


@pytest.mark.parametrize(("name", "data", "problems"), CASES, ids=[name for name, *_ in CASES])
def test_every_wrong_place_is_named(
    name: str, data: object, problems: list[tuple[str, str]]
) -> None:
    found = check_feature_data(data)
    assert [(problem["place"], problem["message"]) for problem in found] == problems
    assert {problem["code"] for problem in found} <= {"bad_feature_data"}


@pytest.mark.parametrize(("fname", "problem"), read_names())
def test_names_of_features_are_refused_with_a_sentence(fname: object, problem: str | None) -> None:
    assert find_fname_problem(fname) == problem


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
        says="feature_data.mappings.beryl.data.99999 is not a region",
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
        "The feature was not stored; correct these problems and send it again."
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
