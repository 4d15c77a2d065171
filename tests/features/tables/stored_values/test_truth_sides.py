"""Sides that a table says are the sides on which its values are stored."""

import pytest

from atlasviewer.atlas.regions import SIDE_ROWS as LEFT
from features.tables.understanding.vocabulary import load_words
from tests.features.tables import builders as b


def row(acronym: str) -> int:
    return load_words().acronyms[acronym]


VISP, MOS, CA1 = row("VISp"), row("MOs"), row("CA1")
BOTH_SIDES = {VISP + LEFT: 1.0, VISP: 2.0, MOS + LEFT: 3.0, MOS: 4.0}


def with_side_column(header: str, left: str, right: str) -> b.Upload:
    rows = f"VISp,{left},1\nVISp,{right},2\nMOs,{left},3\nMOs,{right},4\n"
    return b.text(f"region,{header},rate\n{rows}")


@pytest.mark.parametrize(
    ("header", "left", "right"),
    [
        ("Hemisphere (1=left)", "1", "2"),
        ("*hemisphere (1=left)", "1", "0"),
        ("Side (1: right; 2: left)", "2", "1"),
        ("is_left", "TRUE", "FALSE"),
        ("is_right", "0", "1"),
        ("Brain side", "L", "R"),
    ],
)
def test_a_header_that_explains_its_sides_is_read_unasked(header, left, right):
    # The side that was chosen is for rows that say none.
    checked = b.run(with_side_column(header, left, right), hemisphere="right")
    assert b.values(checked) == {"rate": BOTH_SIDES}


@pytest.mark.parametrize(("left", "right"), [("1", "2"), ("A", "B")])
def test_codes_explained_nowhere_are_asked_once(left, right):
    upload = with_side_column("hemisphere", left, right)
    checked = b.run(upload)
    assert [(p.code, p.value) for p in checked.problems] == [
        ("side_codes_needed", f"{left}, {right}".lower())
    ]
    answered = b.run(upload, side_codes={left: "left", right: "right"})
    assert b.values(answered) == {"rate": BOTH_SIDES}


def test_a_column_headed_side_that_holds_measurements_is_a_feature():
    upload = b.text("region,left side volume,rate\nVISp,1.25,1\nMOs,2.5,2\n")
    assert b.values(b.run(upload, hemisphere="right"))["rate"] == {VISP: 1.0, MOS: 2.0}
    assert b.values(b.run(upload, hemisphere="right"))["left side volume"] == {
        VISP + LEFT: 1.25,
        MOS + LEFT: 2.5,
    }


@pytest.mark.parametrize(
    ("header", "name"),
    [("density_right", "density_right"), ("rate (right)", "rate (right)"),
     ("right signal (fos/mm2)", "right signal")],
)  # fmt: skip
def test_a_lone_right_column_is_right_whatever_is_chosen(header, name):
    checked = b.run(b.text(f"region,{header}\nVISp,1\nMOs,2\n"), hemisphere="left")
    assert b.values(checked) == {name: {VISP: 1.0, MOS: 2.0}}


@pytest.mark.parametrize(
    ("left", "right"), [("(L)", "(R)"), ("[left]", "[right]"), ("[L]", "[R]"), ("(lh)", "(rh)")]
)
def test_sides_in_brackets_are_no_units(left, right):
    header = f"region,area {left},area {right},count {left} (cells/mm3),count {right} (cells/mm3)"
    checked = b.run(b.text(f"{header}\nVISp,1,2,10,20\nMOs,3,4,30,40\n"))
    assert b.values(checked) == {
        "area": BOTH_SIDES,
        "count": {row: 10 * value for row, value in BOTH_SIDES.items()},
    }
    assert [feature.unit for feature in checked.understood.features] == [
        *("", ""),
        *("cells/mm3", "cells/mm3"),
    ]


@pytest.mark.parametrize("header", ["area (L)", "area [R]"])
def test_a_lone_letter_in_brackets_is_asked(header):
    checked = b.run(b.text(f"region,{header}\nVISp,1\nMOs,2\n"), hemisphere="right")
    assert b.codes(checked) == ["column_side_needed"]


def test_a_lone_side_in_square_brackets_is_taken():
    checked = b.run(b.text("region,area [left]\nVISp,1\nMOs,2\n"), hemisphere="right")
    assert list(b.values(checked).values()) == [{VISP + LEFT: 1.0, MOS + LEFT: 2.0}]


def test_a_lone_letter_is_asked():
    upload = b.text("region,depth_L\nVISp,1\nMOs,2\n")
    assert b.codes(b.run(upload, hemisphere="right")) == ["column_side_needed"]
    left = b.run(upload, features=[{"column": "B", "side": "left"}])
    assert b.values(left) == {"depth_L": {VISP + LEFT: 1.0, MOS + LEFT: 2.0}}


def test_left_and_right_of_a_task_are_no_hemispheres():
    upload = b.text("region,left choice,right choice\nVISp,1,2\nMOs,3,4\n")
    assert b.values(b.run(upload, hemisphere="right")) == {
        "left choice": {VISP: 1.0, MOS: 3.0},
        "right choice": {VISP: 2.0, MOS: 4.0},
    }


def test_regions_as_headers_are_no_pair_of_sides():
    upload = b.text("region,LH,RH,CM,PVT\nVISp,1,2,3,4\nMOs,5,6,7,8\nCA1,9,10,11,12\n")
    assert b.values(b.run(upload, hemisphere="left", orientation="rows")) == {
        "LH": {VISP + LEFT: 1.0, MOS + LEFT: 5.0, CA1 + LEFT: 9.0},
        "RH": {VISP + LEFT: 2.0, MOS + LEFT: 6.0, CA1 + LEFT: 10.0},
        "CM": {VISP + LEFT: 3.0, MOS + LEFT: 7.0, CA1 + LEFT: 11.0},
        "PVT": {VISP + LEFT: 4.0, MOS + LEFT: 8.0, CA1 + LEFT: 12.0},
    }


def test_regions_with_sides_as_headers_say_no_side_of_the_rows():
    upload = b.text("region,VISl_L,VISl_R,ACAd_L,ACAd_R\nVISp,1,2,3,4\nMOs,5,6,7,8\nCA1,9,8,7,6\n")
    stored = b.values(b.run(upload, hemisphere="left", orientation="rows"))
    assert stored["VISl_R"] == {VISP + LEFT: 2.0, MOS + LEFT: 6.0, CA1 + LEFT: 8.0}


def test_lh_and_rh_alone_are_a_pair():
    checked = b.run(b.text("region,LH,RH\nVISp,1,2\nMOs,3,4\n", "spines.csv"))
    assert b.values(checked) == {"spines": BOTH_SIDES}
