"""Left and right as two columns, a column, part of the key or a sign; never guessed."""

import pytest

from tests.features.tables import builders as b

VISP, MOS = 186, 25
LEFT = 1327
BOTH_SIDES = {VISP + LEFT: 1.0, VISP: 2.0, MOS + LEFT: 3.0, MOS: 4.0}


def test_two_columns_left_and_right_are_one_feature_named_after_the_file():
    checked = b.run(b.left_and_right_columns())
    assert checked.understood.side == "columns"
    assert [f.side for f in checked.understood.features] == ["left", "right"]
    assert b.values(checked) == {"spine density": BOTH_SIDES}
    assert "differ only in left and right" in b.why(checked)


def test_pairs_of_columns_keep_their_name_and_unit():
    checked = b.run(b.left_and_right_of_features())
    assert b.values(checked)["rate"] == BOTH_SIDES
    assert set(b.values(checked)) == {"rate", "depth"}
    assert checked.table.features[0].unit == "Hz"
    assert checked.table.features[0].columns == ("B", "C")


def test_a_column_beside_a_pair_still_needs_a_side():
    upload = b.text("region,left,right,depth\nVISp,1,2,9\nMOs,3,4,9\n")
    assert b.run(upload).needs == ["hemisphere"]
    checked = b.run(upload, hemisphere="both")
    assert b.values(checked)["depth"] == {VISP: 9.0, VISP + LEFT: 9.0, MOS: 9.0, MOS + LEFT: 9.0}


def test_a_lone_letter_at_the_end_of_a_header_is_no_side():
    checked = b.run(b.text("region,dose_L\nVISp,1\nMOs,2\n"))
    assert [f.fname for f in checked.understood.features] == ["dose_L"]
    assert checked.needs == ["hemisphere"]


@pytest.mark.parametrize(
    ("left", "right", "header"),
    [
        ("L", "R", "hemisphere"),
        ("left", "right", "side"),
        ("LH", "RH", "x"),
        ("Left", "Right", "Hemi"),
    ],
)
def test_a_column_of_sides_is_found_and_read(left, right, header):
    checked = b.run(b.side_column(left, right, header))
    assert checked.understood.side == "column"
    assert b.values(checked)["rate"] == BOTH_SIDES


def test_numbers_in_a_column_of_sides_are_asked_and_not_guessed():
    upload = b.side_column("1", "2", "hemisphere")
    checked = b.run(upload)
    assert b.codes(checked)[0] == "side_codes_needed"
    assert checked.table is None
    checked = b.run(upload, side_codes={"1": "left", "2": "right"})
    assert b.values(checked)["rate"] == BOTH_SIDES
    swapped = b.run(upload, side_codes={"1": "right", "2": "left"})
    assert b.values(swapped)["rate"][VISP] == 1.0


def test_an_unknown_side_is_a_problem_on_its_row():
    upload = b.text("region,side,rate\nVISp,left,1\nMOs,middle,2\n")
    checked = b.run(upload)
    assert [(p.row, p.code) for p in checked.problems] == [(3, "side_missing")]
    assert "middle" in checked.problems[0].message


def test_a_side_column_can_be_turned_off():
    checked = b.run(
        b.side_column(), side_column="", layout="wide", hemisphere="left", repeated="mean"
    )
    assert b.values(checked)["rate"] == {VISP + LEFT: 1.5, MOS + LEFT: 3.5}


def test_ipsi_and_contra_are_read_and_their_side_is_asked():
    checked = b.run(b.ipsi_and_contra_prefixes())
    assert checked.understood.side == "key"
    assert b.codes(checked) == ["ipsi_side_needed"]
    assert checked.matched == 6
    assert checked.table is None


@pytest.mark.parametrize(("ipsi", "visp"), [("left", VISP + LEFT), ("right", VISP)])
def test_ipsi_is_the_side_that_was_chosen(ipsi, visp):
    checked = b.run(b.ipsi_and_contra_prefixes(), ipsi_side=ipsi)
    assert b.values(checked)["rate"][visp] == 1.0
    assert len(checked.table.rows) == 6


def test_a_few_prefixed_keys_among_plain_ones_are_problems_and_not_other_regions():
    upload = b.text("region,rate\nVISp,1\nMOs,2\nCA1,3\nCA3,4\niPL,5\niCP,6\ncSC,7\n")
    checked = b.run(upload, hemisphere="left")
    assert [p.value for p in checked.problems] == ["iPL", "iCP", "cSC"]
    assert checked.matched == 4


@pytest.mark.parametrize(
    "keys",
    [
        ("VISp_L", "VISp_R", "MOs_L", "MOs_R"),
        ("left VISp", "right VISp", "left MOs", "right MOs"),
        ("L-VISp", "R-VISp", "L-MOs", "R-MOs"),
        ("lVISp", "rVISp", "lMOs", "rMOs"),
        ("VISp (left)", "VISp (right)", "MOs (left)", "MOs (right)"),
        ("LH_VISp", "RH_VISp", "LH_MOs", "RH_MOs"),
        ("LH VISp", "RH VISp", "LH MOs", "RH MOs"),
        (
            "VISp (left hemisphere)",
            "VISp (right hemisphere)",
            "MOs (left side)",
            "MOs (right side)",
        ),
    ],
)
def test_sides_in_front_of_and_behind_keys_are_read(keys):
    rows = "".join(f"{key},{value}\n" for value, key in enumerate(keys, start=1))
    checked = b.run(b.text(f"region,rate\n{rows}"))
    assert checked.problems == []
    assert b.values(checked)["rate"] == BOTH_SIDES


def test_a_key_without_a_side_among_sided_ones_is_a_problem():
    upload = b.text("region,rate\nVISp_L,1\nVISp_R,2\nMOs_L,3\nMOs_R,4\nDR,5\n")
    checked = b.run(upload)
    assert [(p.row, p.value, p.code) for p in checked.problems] == [(6, "DR", "side_missing")]
    assert b.run(upload, hemisphere="both").table is not None


def test_the_same_region_on_two_sides_is_no_repeat():
    assert b.run(b.side_column()).problems == []


def test_left_and_right_columns_with_a_second_value_for_a_side_are_a_repeat():
    upload = b.text("region,left,right\nVISp,1,2\nVISp,3,\n", "x.csv")
    checked = b.run(upload)
    assert [(p.row, p.code) for p in checked.problems] == [(3, "repeated_region")]
    assert "(left)" in checked.problems[0].message


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ipsi", "contra"),
        ("rate (ipsi)", "rate (contra)"),
        ("ipsilateral rate", "contralateral rate"),
    ],
)
def test_ipsi_and_contra_in_headers_are_asked_and_then_one_feature(left, right):
    upload = b.text(f"region,{left},{right}\nVISp,1,2\nMOs,3,4\n", "rate.csv")
    checked = b.run(upload)
    assert b.codes(checked) == ["ipsi_side_needed"]
    assert b.values(b.run(upload, ipsi_side="left")) == {"rate": BOTH_SIDES}
    swapped = b.values(b.run(upload, ipsi_side="right"))["rate"]
    assert swapped == {VISP: 1.0, VISP + LEFT: 2.0, MOS: 3.0, MOS + LEFT: 4.0}


def test_the_ipsi_of_a_task_is_no_side_of_the_brain():
    upload = b.text("region,ipsi choice,contra choice\nVISp,1,2\nMOs,3,4\n")
    checked = b.run(upload, hemisphere="right")
    assert b.values(checked) == {
        "ipsi choice": {VISP: 1.0, MOS: 3.0},
        "contra choice": {VISP: 2.0, MOS: 4.0},
    }


def test_a_header_with_dots_asks_for_the_side_of_its_rows():
    rows = "VISp,FALSE,1\nVISp,TRUE,2\nMOs,FALSE,3\nMOs,TRUE,4\n"
    checked = b.run(b.text(f"region,right.hemisphere,rate\n{rows}"))
    assert b.values(checked)["rate"] == BOTH_SIDES
