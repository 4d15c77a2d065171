"""The tree of a bucket: its order matters, and a refusal names every wrong place."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckets.tree import MAX_DEPTH, find_tree_problems, iterate_fnames
from tests import cast
from tests.refusals import assert_refused

TREE = {
    "zeta": {"b (Hz)": "rate", "a": "latency", "10": "ten", "9": "nine"},
    "Élan": "not uploaded yet",
    "alpha": {"empty": {}},
    "rate again": "rate",
}


def nested(depth: int) -> dict[str, Any]:
    tree: dict[str, Any] = {"leaf": "rate"}
    for _ in range(depth - 1):
        tree = {"folder": tree}
    return tree


@pytest.mark.django_db
def test_the_order_of_the_keys_comes_back_as_it_was_given() -> None:
    cast.make_bucket(tree=TREE)
    text = cast.stranger().get("buckets/my_bucket").content
    assert orjson.dumps(TREE) in text


@pytest.mark.django_db
def test_a_patch_replaces_the_tree_whole_and_null_takes_it_away() -> None:
    cast.make_bucket(tree=TREE)
    cast.owner().patch("buckets/my_bucket", {"metadata": {"tree": {"only": "rate"}}})
    assert cast.stranger().get("buckets/my_bucket").json()["metadata"]["tree"] == {"only": "rate"}
    cast.owner().patch("buckets/my_bucket", {"metadata": {"short_desc": "x"}})
    assert cast.stranger().get("buckets/my_bucket").json()["metadata"]["tree"] == {"only": "rate"}
    cast.owner().patch("buckets/my_bucket", {"metadata": {"tree": None}})
    assert cast.stranger().get("buckets/my_bucket").json()["metadata"]["tree"] is None


@pytest.mark.django_db
def test_a_wrong_tree_is_refused_with_every_wrong_place() -> None:
    cast.make_bucket(tree=TREE)
    tree = {"a": 7, "b": {"c": None, "d": ["rate"]}, "e": "x/y", "": "rate", "f": True}
    body = assert_refused(
        cast.owner(),
        lambda who: who.patch("buckets/my_bucket", {"metadata": {"tree": tree}}),
        status=400,
        code="bad_tree",
        says="Invalid tree: ",
    )
    assert [problem["place"] for problem in body["problems"]] == [
        "metadata.tree.a",
        "metadata.tree.e",
        "metadata.tree",
        "metadata.tree.f",
        "metadata.tree.b.c",
        "metadata.tree.b.d",
    ]
    assert body["problems"][0]["message"] == (
        "metadata.tree.a must be the name of a feature or a subtree, not a number."
    )
    assert cast.stranger().get("buckets/my_bucket").json()["metadata"]["tree"] == TREE


@pytest.mark.parametrize("tree", [[], "rate", 7, True])
def test_a_tree_is_an_object(tree: object) -> None:
    (problem,) = find_tree_problems(tree, "metadata.tree")
    assert problem["message"] == "metadata.tree must be an object {label: fname or subtree}."


def test_depth_is_bounded() -> None:
    assert find_tree_problems(nested(MAX_DEPTH), "tree") == []
    (problem,) = find_tree_problems(nested(MAX_DEPTH + 1), "tree")
    assert "is nested deeper than 20 levels" in problem["message"]


def test_the_number_of_entries_is_bounded() -> None:
    (problem,) = find_tree_problems({str(n): "rate" for n in range(20_001)}, "tree")
    assert problem["message"] == "tree has more than 20,000 entries."


@pytest.mark.parametrize("label", ["x" * 301, "", "a\nb", "a\0"])
def test_a_label_is_short_and_can_be_read(label: str) -> None:
    assert len(find_tree_problems({label: "rate"}, "tree")) == 1


def test_features_are_met_in_the_order_in_which_they_are_displayed() -> None:
    assert list(iterate_fnames(TREE)) == [
        (("zeta", "b (Hz)"), "rate"),
        (("zeta", "a"), "latency"),
        (("zeta", "10"), "ten"),
        (("zeta", "9"), "nine"),
        (("Élan",), "not uploaded yet"),
        (("rate again",), "rate"),
    ]


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)


@given(JSON_VALUES)
def test_any_json_is_a_tree_or_has_problems_with_places(value: object) -> None:
    problems = find_tree_problems(value, "tree")
    if problems:
        assert all(problem["place"].startswith("tree") for problem in problems)
    else:
        assert isinstance(value, dict)
        assert all(isinstance(fname, str) for _, fname in iterate_fnames(value))
