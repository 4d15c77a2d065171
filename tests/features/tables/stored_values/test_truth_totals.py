"""A row that summarises the others is asked about; the region SUM with its own value is not."""

import pytest

from features.tables.templates import blank_sheet
from tests.features.tables import builders as b
from tests.features.tables.truth import stored

ROWS = "VISp,1,10\nMOs,2,20\nCA1,6,60\n"
TRUTH = {
    ("a", "VISp", "left"): 1.0,
    ("a", "MOs", "left"): 2.0,
    ("a", "CA1", "left"): 6.0,
    ("b", "VISp", "left"): 10.0,
    ("b", "MOs", "left"): 20.0,
    ("b", "CA1", "left"): 60.0,
}


@pytest.mark.parametrize(
    "last", ["Total,9,90", "SUM,9,90", "Sum,9,90", "SUM,3,30", "Mean,3,30", "All regions,9,90"]
)
def test_a_total_is_asked_about_and_left_out_on_request(last):
    upload = b.text(f"region,a,b\n{ROWS}{last}\n")
    asked = b.run(upload, hemisphere="left")
    assert [(p.code, p.row) for p in asked.problems] == [("total_row", 5)]
    assert stored(b.run(upload, hemisphere="left", dropped=["5"])) == TRUTH


def test_the_region_sum_with_values_of_its_own_is_read():
    checked = b.run(b.text(f"region,a,b\n{ROWS}SUM,9,4\n"), hemisphere="left")
    own = {("a", "SUM", "left"): 9.0, ("b", "SUM", "left"): 4.0}
    assert stored(checked) == TRUTH | own


def test_sum_may_be_accepted_as_the_region():
    checked = b.run(
        b.text(f"region,a,b\n{ROWS}SUM,9,90\n"), hemisphere="left", accepted={"SUM": "SUM"}
    )
    assert stored(checked)["a", "SUM", "left"] == 9.0


def test_totals_of_each_side_are_asked_about():
    table = "region,side,a\nVISp,left,1\nVISp,right,5\nMOs,left,2\nMOs,right,7\n"
    asked = b.run(b.text(f"{table}SUM,left,3\nSUM,right,12\n"))
    assert [(p.code, p.row) for p in asked.problems] == [("total_row", 6), ("total_row", 7)]


def test_a_total_along_the_header_of_a_matrix_is_asked_about():
    upload = b.text("mouse,VISp,MOs,CA1,SUM\nm1,1,2,6,9\nm2,10,20,60,90\n")
    asked = b.run(upload, hemisphere="left")
    assert [(p.code, p.column) for p in asked.problems] == [("total_row", "E")]
    answered = stored(b.run(upload, hemisphere="left", dropped=["E"]))
    names = {"a": "m1", "b": "m2"}
    assert answered == {(names[name], *place): value for (name, *place), value in TRUTH.items()}


@pytest.mark.parametrize("which", ["all", "beryl"])
def test_a_total_spelled_region_whose_id_or_name_stands_beside_it_is_that_region(which):
    """Our own blank sheets hold the supramammillary nucleus, SUM."""
    blank = blank_sheet(which, "csv").decode("utf-8-sig").splitlines()
    filled = "\n".join([blank[0], *(f"{line}1.5" for line in blank[1:])])
    checked = b.run(b.text(filled), hemisphere="left")
    assert checked.problems == []
    assert stored(checked)["my feature", "SUM", "left"] == 1.5


def test_a_name_beside_it_that_names_another_region_confirms_no_total():
    rows = "VISp,Primary visual area,1\nMOs,Secondary motor area,2\nSUM,Field CA1,3\n"
    checked = b.run(b.text(f"region,name,a\n{rows}"), hemisphere="left")
    assert [problem.code for problem in checked.problems] == ["total_row"]
