"""Every layout of design note 5_tables is read, and each choice is explained in words."""

import pytest

from atlasviewer.atlas.regions import load_regions
from tests.features.tables import builders as b

VISP, MOS, CA1, CA3 = 186, 25, 458, 468
LEFT = 1327


def columns(checked):
    return [(f.column, f.fname, f.unit) for f in checked.understood.features]


def test_a_plain_table_gives_names_units_and_missing_values():
    checked = b.run(b.plain(), hemisphere="right")
    understood = checked.understood
    assert (understood.header_row, understood.key_column, understood.key_kind) == (
        1,
        "A",
        "acronym",
    )
    assert columns(checked) == [("B", "firing rate", "Hz"), ("C", "density", "cells/mm3")]
    assert (checked.rows, checked.matched, checked.problems) == (3, 3, [])
    assert b.values(checked)["firing rate"] == {VISP: 1.5, MOS: 0.0}
    assert b.values(checked)["density"] == {VISP: 20.0, MOS: 30.0, CA1: 40.0}


def test_without_a_side_the_hemisphere_must_be_chosen():
    checked = b.run(b.plain())
    assert checked.understood.side is None
    assert checked.needs == ["hemisphere"]
    assert checked.table is None
    assert checked.problems == []


@pytest.mark.parametrize(
    ("side", "rows"),
    [("right", {VISP, MOS}), ("left", {VISP + LEFT, MOS + LEFT})],
)
def test_the_chosen_hemisphere_takes_the_values(side, rows):
    checked = b.run(b.plain(), hemisphere=side)
    assert set(b.values(checked)["firing rate"]) == rows
    assert checked.understood.side == side


def test_both_hemispheres_take_the_same_values():
    rates = b.values(b.run(b.plain(), hemisphere="both"))["firing rate"]
    assert rates == {VISP: 1.5, VISP + LEFT: 1.5, MOS: 0.0, MOS + LEFT: 0.0}


def test_title_lines_above_the_header_are_passed_over():
    checked = b.run(b.title_lines(), hemisphere="left")
    assert checked.understood.header_row == 4
    assert columns(checked) == [("B", "rate", "Hz")]
    assert "counts samples" in checked.understood.left_out["C"]
    assert "Rows above are ignored" in b.why(checked)
    assert checked.table.lines == ((6,), (5,))


@pytest.mark.parametrize("build", [b.two_header_rows, b.two_header_rows_without_merges])
def test_group_labels_go_in_front_of_the_labels_below(build):
    checked = b.run(build(), hemisphere="left", statistics="apart")
    names = [f.fname for f in checked.understood.features]
    assert checked.understood.header_row == 2
    assert len(set(names)) == 4
    assert names[0].startswith("PV")
    assert names[3].startswith("SST")
    assert [f.said_statistic for f in checked.understood.features] == ["mean", "std"] * 2
    assert checked.problems == []
    assert "The labels in row 1 name groups of columns" in b.why(checked)


def test_two_columns_can_be_kept_as_statistics_of_one_feature():
    features = [
        {"column": "B", "fname": "PV"},
        {"column": "C", "fname": "PV", "statistic": "std"},
    ]
    checked = b.run(b.two_header_rows(), hemisphere="right", features=features)
    kept = [(f.fname, f.statistic) for f in checked.table.features]
    assert kept[:2] == [("PV", "mean"), ("PV", "std")]


def test_a_row_of_units_under_the_header_gives_the_units():
    checked = b.run(b.units_under_the_header(), hemisphere="left")
    assert checked.understood.header_row == 1
    assert columns(checked) == [("B", "rate", "Hz"), ("C", "volume", "mm3")]
    assert checked.rows == 2


def test_the_sheet_with_regions_and_numbers_is_chosen_and_the_others_are_named():
    checked = b.run(b.several_sheets(), hemisphere="left")
    assert checked.understood.sheet == "Rates"
    assert "“README”" in b.why(checked)
    assert "1 other sheet holds regions too: “Depths”" in b.why(checked)


def test_another_sheet_can_be_chosen():
    checked = b.run(b.several_sheets(), hemisphere="right", sheet="Depths")
    assert b.values(checked) == {"depth": {VISP: 10.0, MOS: 20.0}}


def test_merged_region_cells_are_filled_down_and_said_so():
    checked = b.run(b.merged_regions(), hemisphere="right")
    assert b.values(checked) == {"PV": {VISP: 1.0, MOS: 3.0}, "SST": {VISP: 2.0, MOS: 4.0}}
    assert "2 rows without a region are under a merged cell" in b.why(checked)


def test_blank_regions_of_a_long_table_are_filled_down_and_said_so():
    checked = b.run(b.blank_regions_in_a_long_table(), hemisphere="right")
    assert b.values(checked) == {"PV": {VISP: 1.0, MOS: 3.0}, "SST": {VISP: 2.0, MOS: 4.0}}
    assert "2 rows of column A have a category but no region" in b.why(checked)


def test_a_blank_region_with_a_value_is_a_problem_and_not_filled():
    checked = b.run(b.blank_region(), hemisphere="left")
    assert [(p.row, p.column, p.code) for p in checked.problems] == [(3, "A", "blank_region")]
    assert checked.table is None


def test_filling_down_can_be_chosen():
    checked = b.run(b.blank_region(), hemisphere="right", fill_down=True, repeated="mean")
    assert b.values(checked) == {"rate": {VISP: 1.5, MOS: 3.0}}


def test_trailing_blanks_count_for_nothing():
    checked = b.run(b.trailing_blanks(), hemisphere="left")
    assert checked.rows == 2
    assert columns(checked) == [("B", "rate", "")]


def test_blocks_side_by_side_are_read_as_one_table():
    checked = b.run(b.side_by_side_blocks(), hemisphere="right")
    assert b.values(checked) == {"density": {VISP: 1.0, CA1: 3.0, MOS: 2.0, CA3: 4.0}}
    assert checked.rows == 4
    assert "2 tables are side by side, with their regions in A and D" in b.why(checked)


def test_a_long_table_becomes_one_feature_for_each_category():
    checked = b.run(b.long_format(), hemisphere="right")
    assert b.values(checked) == {
        "PV": {VISP: 1.0, MOS: 3.0, CA1: 5.0},
        "SST": {VISP: 2.0, MOS: 4.0},
    }
    assert "The table is long: column B" in b.why(checked)
    assert checked.understood.to_json()["category_columns"] == ["B"]


def test_a_long_table_can_be_read_as_wide():
    checked = b.run(b.long_format(), hemisphere="right", layout="wide", repeated="sum")
    assert b.values(checked) == {"count": {VISP: 3.0, MOS: 7.0, CA1: 5.0}}


def test_a_remark_in_each_row_does_not_make_a_table_long():
    upload = b.text("acronym,remark,rate\nVISp,first,1\nMOs,second,2\nVISp,third,3\nCA1,fourth,4\n")
    checked = b.run(upload, hemisphere="left")
    assert checked.understood.to_json()["layout"] == "wide"
    assert b.codes(checked) == ["repeated_region"]


def test_a_table_without_a_header_is_read_and_names_are_asked_for():
    checked = b.run(b.no_header(), hemisphere="right")
    assert checked.understood.header_row == 0
    assert columns(checked) == [("B", "column B", ""), ("C", "column C", "")]
    assert "There is no header" in b.why(checked)
    assert b.values(checked)["column B"] == {VISP: 1.0, MOS: 3.0}


def test_a_misspelled_first_region_is_data_and_not_header():
    checked = b.run(b.text("Region,rate\nVISx,1\nMOs,2\nCA1,3\n"), hemisphere="left")
    assert checked.understood.header_row == 1
    assert [(p.row, p.value) for p in checked.problems] == [(2, "VISx")]


def test_a_misspelled_first_region_under_an_unknown_header_is_data():
    checked = b.run(b.text("where,rate\nVISx,1\nMOs,2\nCA1,3\n"), hemisphere="left")
    assert checked.understood.header_row == 1
    assert [(p.row, p.value) for p in checked.problems] == [(2, "VISx")]


def test_the_header_row_can_be_chosen():
    upload = b.text("acronym,first name\nacronym,second name\nVISp,1\nMOs,2\n")
    checked = b.run(upload, hemisphere="right", header_row=1, dropped=[2])
    assert checked.understood.header_row == 1
    assert list(b.values(checked)) == ["first name"]


def test_a_header_that_comes_again_and_footnotes_are_passed_over_and_said_so():
    upload = b.text("region,rate\nVISp,1\nregion,rate\nMOs,2\n* p < 0.05,\n")
    checked = b.run(upload, hemisphere="right")
    assert b.values(checked) == {"rate": {VISP: 1.0, MOS: 2.0}}
    assert "Skipped" in b.why(checked)
    assert "3 (the header again)" in b.why(checked)
    assert "* p < 0.05" in b.why(checked)


def test_a_column_that_numbers_the_rows_and_text_are_left_out_with_the_reason():
    upload = b.text("Unnamed: 0,acronym,rate,remark\n0,VISp,1,good\n1,MOs,2,bad\n")
    checked = b.run(upload, hemisphere="left")
    assert columns(checked) == [("C", "rate", "")]
    assert checked.understood.left_out == {"A": "it contains row numbers", "D": "it contains text"}


def test_a_column_that_was_left_out_can_be_taken_and_another_skipped():
    upload = b.text("Unnamed: 0,acronym,rate\n0,VISp,1\n1,MOs,2\n")
    features = [{"column": "A", "fname": "order"}, {"column": "C", "skip": True}]
    checked = b.run(upload, hemisphere="right", features=features)
    assert b.values(checked) == {"order": {VISP: 0.0, MOS: 1.0}}


def test_a_sheet_without_any_region_says_what_to_do():
    checked = b.run(b.text("gene,expression\nPvalb,1.5\nSst,2.5\nVip,3.5\n"))
    assert b.codes(checked) == ["no_regions"]
    assert "template" in checked.problems[0].message
    assert checked.table is None


def test_regions_without_any_number_say_what_to_do():
    checked = b.run(b.text("acronym,name\nVISp,Primary visual area\nMOs,Secondary motor area\n"))
    assert b.codes(checked) == ["no_values"]


def test_the_tutorials_four_rows_become_its_three_features():
    checked = b.run(b.tutorial(), hemisphere="left")
    aaa = load_regions().acronym.tolist().index("AAA") + LEFT
    found = b.values(checked)
    assert set(found) == {"feature 1", "feature 2", "feature 3"}
    assert found["feature 1"] == {aaa: 0.0, VISP + LEFT: 1.0, MOS + LEFT: 2.0, CA1 + LEFT: 3.0}
    assert set(found["feature 3"]) == {aaa, MOS + LEFT, CA1 + LEFT}


def test_a_footnote_and_a_title_in_the_column_of_numbers_of_rows_are_no_rows():
    rows = "0,VISp,1\nCortex\n1,MOs,2\nn.d. not determined\n"
    checked = b.run(b.text(f"index,region,rate\n{rows}"), hemisphere="right")
    assert checked.problems == []
    assert b.values(checked) == {"rate": {VISP: 1.0, MOS: 2.0}}
    assert "3 (“Cortex”); 5 (“n.d. not determined”)" in b.why(checked)


def test_a_lone_number_without_a_region_is_still_a_problem():
    checked = b.run(b.text("index,region,rate\n0,VISp,1\n,,7\n1,MOs,2\n"), hemisphere="right")
    assert [(p.row, p.code) for p in checked.problems] == [(3, "blank_region")]
