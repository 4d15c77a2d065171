"""Regions lie in rows or along a row; a matrix of regions keeps them in rows."""

from tests.features.tables import builders as b

VISP, MOS, CA1, CA3 = 186, 25, 458, 468
LEFT = 1327


def test_regions_in_columns_are_read_along_the_row():
    checked = b.run(b.regions_in_columns(), hemisphere="right")
    assert checked.understood.key_column == "1"
    assert checked.understood.to_json()["orientation"] == "columns"
    features = [(f.column, f.fname, f.unit) for f in checked.understood.features]
    assert features == [("2", "m1", ""), ("3", "m2", "")]
    assert b.values(checked)["m2"] == {VISP: 5.0, MOS: 6.0, CA1: 7.0, CA3: 8.0}
    assert "along row 1" in b.why(checked)


def test_problems_of_a_turned_table_name_the_cell_that_the_spreadsheet_shows():
    upload = b.text("mouse,VISp,MOs,CA1,VISx\nm1,1,2,3,4\nm2,5,six,7,8\n")
    checked = b.run(upload, hemisphere="right")
    places = [(p.row, p.column, p.code) for p in checked.problems]
    assert (3, "C", "not_a_number") in places
    assert (1, "E") in [place[:2] for place in places]


def test_a_column_of_a_turned_table_can_be_dropped_by_its_letter():
    upload = b.text("mouse,VISp,MOs,CA1,FOO\nm1,1,2,3,4\nm2,5,6,7,8\n")
    checked = b.run(upload, hemisphere="right", dropped=["E"])
    assert b.values(checked)["m1"] == {VISP: 1.0, MOS: 2.0, CA1: 3.0}


def test_a_connectivity_matrix_keeps_its_regions_in_rows():
    checked = b.run(b.connectivity_matrix(), hemisphere="right")
    assert checked.understood.key_column == "A"
    assert [f.fname for f in checked.understood.features] == ["VISp", "MOs", "CA1", "CA3"]
    assert b.values(checked)["CA3"] == {VISP: 4.0, MOS: 8.0, CA1: 12.0}


def test_the_orientation_can_be_chosen():
    checked = b.run(b.connectivity_matrix(), hemisphere="right", orientation="columns")
    assert b.values(checked)["MOs"] == {VISP: 5.0, MOS: 6.0, CA1: 7.0, CA3: 8.0}


def test_a_matrix_with_a_misspelled_row_is_not_turned():
    rows = "VISp,1,2,3\nMOx,4,5,6\nCA1,7,8,9\nCA3,1,2,3\n"
    checked = b.run(b.text(f",VISp,MOs,CA1\n{rows}"), hemisphere="left")
    assert checked.understood.key_column == "A"
    assert [(p.row, p.value) for p in checked.problems] == [(3, "MOx")]


def test_a_matrix_keeps_its_regions_in_rows_beside_titles_totals_and_footnotes():
    rows = "VISp,1,2,3,4\nThalamus\nMOs,5,6,7,8\nCA1,9,10,11,12\n* p < 0.05\n"
    checked = b.run(b.text(f",LP,MOs,CA1,CA3\n{rows}"), hemisphere="right")
    assert b.values(checked)["CA3"] == {VISP: 4.0, MOS: 8.0, CA1: 12.0}


def test_rows_called_lh_and_rh_below_a_row_of_regions_are_sides():
    checked = b.run(b.text("region,VISp,MOs,CA1\nLH,1,2,3\nRH,4,5,6\n", "rate.csv"))
    assert b.values(checked)["rate"] == {
        VISP + LEFT: 1.0,
        MOS + LEFT: 2.0,
        CA1 + LEFT: 3.0,
        VISP: 4.0,
        MOS: 5.0,
        CA1: 6.0,
    }
