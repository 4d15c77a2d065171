"""Duplicate regions: asked from the start, combined for all or region by region."""

import pytest

from tests.features.tables import builders as b
from tests.features.tables.truth import stored

TABLE = "acronym,count\nACB,1\nACB,2\nPAG,10\nPAG,30\nVISp,5\n"


@pytest.mark.parametrize(
    ("choices", "acb", "pag"),
    [
        ({"repeated": "sum"}, 3.0, 40.0),
        ({"repeated": "sum", "repeated_regions": {"PAG": "first"}}, 3.0, 10.0),
        ({"repeated_regions": {"ACB": "mean", "PAG": "last"}}, 1.5, 30.0),
        ({"repeated": "first"}, 1.0, 10.0),
        ({"repeated": "stop", "repeated_regions": {"ACB": "max", "PAG": "min"}}, 2.0, 10.0),
    ],
)
def test_duplicates_are_combined_as_chosen_for_all_and_for_each_region(choices, acb, pag):
    checked = b.run(b.text(TABLE), hemisphere="left", **choices)
    assert stored(checked) == {
        ("count", "ACB", "left"): acb,
        ("count", "PAG", "left"): pag,
        ("count", "VISp", "left"): 5.0,
    }


def test_a_choice_for_one_region_leaves_the_others_open():
    checked = b.run(b.text(TABLE), hemisphere="left", repeated_regions={"ACB": "sum"})
    assert [(p.code, p.value) for p in checked.problems] == [("repeated_region", "PAG")]


def test_left_and_right_of_a_region_are_no_duplicates():
    table = "acronym,side,count\nACB,left,1\nACB,right,2\nVISp,left,3\n"
    assert stored(b.run(b.text(table))) == {
        ("count", "ACB", "left"): 1.0,
        ("count", "ACB", "right"): 2.0,
        ("count", "VISp", "left"): 3.0,
    }
