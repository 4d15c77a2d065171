"""What the mapping engine defines where the SDK does not, and what it refuses."""

import numpy as np
import pytest
from iblatlas.regions import BrainRegions

from atlasviewer.atlas.mapping import AGGREGATIONS, MappingError, aggregate, map_values
from atlasviewer.atlas.mapping.engine import parcellation_rows
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions

NAN = np.nan


def row_of(acronym, side="right"):
    row = int(np.flatnonzero(load_regions().acronym == acronym)[0])
    return row + SIDE_ROWS * (side == "left")


def value_at(matrix, row, column=0):
    """Return a value of a mapped matrix, None when the region has none."""
    found = matrix.values[matrix.index == row, column]
    return None if not len(found) or np.isnan(found[0]) else float(found[0])


def test_leaves_without_voxels_rise_to_the_mean_on_their_ancestor():
    mapped = map_values(keys=["AONd", "AONe"], values=[1, 4], hemisphere="left")
    assert mapped.allen.index.tolist() == [row_of("AON", "left")]
    assert value_at(mapped.allen, row_of("AON", "left")) == 2.5


def test_a_node_without_voxels_spreads_except_where_a_value_is_given():
    mapped = map_values(keys=["VENT", "VAL"], values=[1, 3], hemisphere="right")
    assert value_at(mapped.allen, row_of("VAL")) == 3
    assert value_at(mapped.allen, row_of("VM")) == 1
    assert value_at(mapped.allen, row_of("VENT")) is None


def test_zero_is_a_value_and_nan_is_missing_in_its_column_only():
    mapped = map_values(keys=["AAA", "ACB"], values=[[0.0, NAN], [NAN, 2.0]], hemisphere="left")
    aaa, acb = row_of("AAA", "left"), row_of("ACB", "left")
    assert [value_at(mapped.allen, aaa, column) for column in (0, 1)] == [0.0, None]
    assert [value_at(mapped.allen, acb, column) for column in (0, 1)] == [None, 2.0]


def test_a_column_without_any_value_maps_to_nothing():
    mapped = map_values(keys=["AAA"], values=[[NAN]], hemisphere="left")
    assert [len(matrix.index) for matrix in mapped] == [0, 0, 0]


def test_no_region_at_all_maps_to_nothing():
    mapped = map_values(rows=[], values=np.empty((0, 3)))
    assert [matrix.values.shape for matrix in mapped] == [(0, 3)] * 3


def test_both_hemispheres_are_the_left_and_the_right_result_together():
    keys = ["TH", "TH-lf", "VAL", "MOs5", "CB", "grv"]
    values = np.random.default_rng(1).normal(size=(len(keys), 4))
    left, right, both = (
        map_values(keys=keys, values=values, hemisphere=side) for side in ("left", "right", "both")
    )
    for mapping in ("allen", "beryl", "cosmos"):
        rows = np.union1d(left[mapping].index, right[mapping].index)
        assert both[mapping].index.tolist() == rows.tolist()
        for half in (left, right):
            at = np.searchsorted(both[mapping].index, half[mapping].index)
            np.testing.assert_allclose(both[mapping].values[at], half[mapping].values, rtol=1e-15)


def test_positive_ids_can_be_placed_on_both_sides():
    by_ids = map_values(keys=[985, 672], values=[1, 2], hemisphere="both")
    by_acronyms = map_values(keys=["MOp", "CP"], values=[1, 2], hemisphere="both")
    assert by_ids.allen.index.tolist() == by_acronyms.allen.index.tolist()
    assert by_ids.allen.values.tolist() == by_acronyms.allen.values.tolist()


def test_rows_carry_their_side_unless_a_hemisphere_is_chosen():
    row = row_of("AAA")
    as_given = map_values(rows=[row, row + SIDE_ROWS], values=[1, 2])
    assert as_given.allen.index.tolist() == [row, row + SIDE_ROWS]
    moved = map_values(rows=[row], values=[1], hemisphere="left")
    assert moved.allen.index.tolist() == [row + SIDE_ROWS]


def test_a_row_marked_as_leaf_equals_the_acronym_with_its_ending():
    rows = [row_of("TH"), row_of("TH")]
    by_rows = map_values(rows=rows, leaf=[False, True], values=[1, 2], hemisphere="left")
    by_keys = map_values(keys=["TH", "TH-lf"], values=[1, 2], hemisphere="left")
    assert by_rows.allen.values.tolist() == by_keys.allen.values.tolist()
    assert value_at(by_rows.allen, row_of("TH", "left")) == 2


def test_map_nodes_leaves_columns_alone_in_which_a_leaf_part_is_given():
    values = [[1.0, 1.0], [NAN, 5.0]]
    mapped = map_values(keys=["TH", "HY-lf"], values=values, hemisphere="right", map_nodes=True)
    assert value_at(mapped.allen, row_of("VAL"), 0) is None
    assert value_at(mapped.allen, row_of("VAL"), 1) == 1.0


def test_beryl_and_cosmos_rows_of_the_left_are_those_of_iblatlas():
    regions, source = load_regions(), BrainRegions()
    for name in ("beryl", "cosmos"):
        ours = parcellation_rows(getattr(regions, name), (0, 1))
        slots = len(ours) // 2
        expected = source.mappings[f"{name.title()}-lr"]
        assert ours[: SIDE_ROWS + 1].tolist() == expected[: SIDE_ROWS + 1].tolist()
        assert (
            ours[slots + 1 : slots + SIDE_ROWS + 1].tolist() == expected[SIDE_ROWS + 1 :].tolist()
        )


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("mean", 4.0),
        ("median", 2.0),
        ("sum", 12.0),
        ("min", 1.0),
        ("max", 9.0),
        ("first", 9.0),
        ("last", 2.0),
    ],
)
def test_several_values_of_a_place_become_one_as_chosen(how, expected):
    places, values = np.array([7, 4, 7, 7]), np.array([9.0, 5.0, 1.0, 2.0])
    found, numbers = aggregate(places, values, how)
    assert found.tolist() == [4, 7]
    assert numbers.tolist() == [5.0, expected]


def test_the_aggregations_are_those_that_the_test_above_covers():
    assert set(AGGREGATIONS) == {"mean", "median", "sum", "min", "max", "first", "last"}


def test_the_median_of_an_even_number_lies_between_the_middle_two():
    _, numbers = aggregate(np.zeros(4, int), np.array([90.0, 2.0, 1.0, 4.0]), "median")
    assert numbers.tolist() == [3.0]


def test_a_repeated_region_is_refused_by_default_and_every_line_of_it_named():
    with pytest.raises(MappingError) as refused:
        map_values(keys=["AAA", "ACB", "AAA"], values=[1, 2, 3], hemisphere="left")
    assert refused.value.code == "repeated_region"
    assert [problem["position"] for problem in refused.value.problems] == [0, 2]


def test_lines_of_a_region_that_complete_each_other_are_no_repeat():
    mapped = map_values(rows=[row_of("AAA")] * 2, values=[[1.0, NAN], [NAN, 2.0]])
    assert mapped.allen.values.tolist() == [[1.0, 2.0]]


def test_repeats_are_found_by_side_and_by_leaf_part():
    th = row_of("TH")
    rows, leaf = [th, th, th + SIDE_ROWS, th], [False, True, False, False]
    with pytest.raises(MappingError) as refused:
        map_values(rows=rows, leaf=leaf, values=[1, 2, 3, 4])
    assert refused.value.problems == [
        {"position": at, "row": th, "leaf": False, "code": "repeated_region"} for at in (0, 3)
    ]


def test_a_region_given_on_both_sides_is_no_repeat():
    mapped = map_values(keys=[23, -23], values=[1, 2])
    assert value_at(mapped.allen, row_of("AAA")) == 1
    assert value_at(mapped.allen, row_of("AAA", "left")) == 2


@pytest.mark.parametrize(
    ("code", "choices"),
    [
        ("unknown_region", {"keys": ["AAA", "nonsense"], "values": [1, 2], "hemisphere": "left"}),
        ("unknown_region", {"keys": [23, 4999], "values": [1, 2]}),
        ("unknown_region", {"keys": [23.5], "values": [1]}),
        ("hemisphere_missing", {"keys": ["AAA"], "values": [1]}),
        ("no_such_hemisphere", {"keys": ["AAA"], "values": [1], "hemisphere": "top"}),
        ("side_given_twice", {"rows": [1400], "values": [1], "hemisphere": "left"}),
        ("side_given_twice", {"keys": [-23], "values": [1], "hemisphere": "both"}),
        ("no_such_row", {"rows": [2655], "values": [1]}),
        ("no_such_row", {"rows": [-1], "values": [1]}),
        ("not_node_and_leaf", {"rows": [2], "leaf": [True], "values": [1]}),
        ("wrong_shape", {"rows": [2, 3], "values": [1]}),
        ("wrong_shape", {"rows": [2], "values": [[[1]]]}),
        ("value_not_finite", {"rows": [2], "values": [np.inf]}),
        ("value_not_finite", {"rows": [2], "values": [-2e300]}),
        ("rows_or_keys", {"values": [1]}),
        ("rows_or_keys", {"rows": [2], "keys": ["AAA"], "values": [1]}),
    ],
)
def test_what_cannot_be_mapped_is_refused_with_a_code_and_a_sentence(code, choices):
    with pytest.raises(MappingError) as refused:
        map_values(**choices)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


def test_the_input_is_left_as_it_was():
    values = np.array([[1.0], [2.0]])
    map_values(keys=["TH", "HY"], values=values, hemisphere="left", map_nodes=True)
    assert values.tolist() == [[1.0], [2.0]]
