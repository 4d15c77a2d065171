"""The annotated sheet and the templates can be uploaded again, and contain no formulas."""

import csv
import io

import openpyxl
import pytest

from features.tables import annotate, blank_sheet, open_table, safe_text
from tests.features.tables import builders as b


def read_xlsx(data: bytes):
    return list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows())


def read_csv(data: bytes):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_problems_stand_in_a_column_behind_the_sheet():
    checked = b.run(b.title_lines(), hemisphere="left", corrections={"5:A": "visp", "6:B": "x"})
    rows = read_xlsx(annotate(checked))
    assert [cell.value for cell in rows[3]] == ["Region", "rate (Hz)", "n", "problems"]
    assert "only in capitalisation" in rows[4][3].value
    assert "Suggested: VISp." in rows[4][3].value
    assert "is not a number" in rows[5][3].value
    assert rows[4][0].fill.fgColor.rgb.endswith("FFF2CC")
    assert rows[5][0].fill.fill_type is None


def test_the_csv_holds_the_same():
    checked = b.run(b.wrong_case(), hemisphere="left")
    rows = read_csv(annotate(checked, "csv"))
    assert rows[0] == ["acronym", "rate", "problems"]
    assert "VISp" in rows[1][2]
    assert rows[3][:2] == ["CA1", "3"]


def test_problems_of_the_whole_sheet_stand_at_the_header():
    checked = b.run(b.section_numbers(), hemisphere="left")
    assert read_csv(annotate(checked, "csv"))[0][2].startswith(
        "problems: Column A may contain region ids"
    )


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_annotated_sheet_comes_back_as_the_same_table(kind):
    checked = b.run(b.wrong_case(), hemisphere="left")
    again = b.run(b.Upload(annotate(checked, kind), f"t.{kind}"), hemisphere="left")
    assert b.codes(again) == b.codes(checked)
    assert [f.column for f in again.understood.features] == ["B"]
    third = annotate(again, "csv")
    assert read_csv(third)[0] == ["acronym", "rate", "problems"]


def test_a_turned_sheet_is_annotated_as_it_lies():
    upload = b.text("mouse,VISp,MOs,CA1,CA3\nm1,1,2,3,4\nm2,5,six,7,8\n")
    rows = read_csv(annotate(b.run(upload, hemisphere="left"), "csv"))
    assert rows[1][:5] == ["m1", "1", "2", "3", "4"]
    assert "six" in rows[2][5]


FORMULAS = ["=HYPERLINK(A1)", "+cmd", "-2+3", "@SUM(A1)", "=1", "＝A1", "＋cmd", "－2", "＠SUM(A1)"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_of_a_sheet_becomes_a_formula(text):
    upload = b.text(f"acronym,rate\nVISp,1\nMOs,2\nCA1,3\n{text},4\n")
    checked = b.run(upload, hemisphere="left")
    cell = read_xlsx(annotate(checked))[4][0]
    assert (cell.value, cell.data_type) == (text, "s")
    assert read_csv(annotate(checked, "csv"))[4][0] == f"'{text}"


@pytest.mark.parametrize("text", ["-1.5", "-", "VISp", "", "+3", "a=b"])
def test_harmless_text_stays_as_it_is(text):
    assert safe_text(text) == text


def test_numbers_percentages_and_dates_survive_the_annotation():
    rows = [["acronym", "a", "b"], ["visp", 0.35, 44927], ["MOs", 0.5, 2]]
    upload = b.xlsx({"S": rows}, formats={"B2": "0%", "C2": "yyyy-mm-dd"})
    cells = read_xlsx(annotate(b.run(upload, hemisphere="left")))
    assert (cells[1][1].value, cells[1][1].number_format) == (0.35, "0.##%")
    assert cells[1][2].value == "2023-01-01"
    assert cells[2][2].value == 2


@pytest.mark.parametrize(("which", "count"), [("all", 1327), ("beryl", 306)])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_template_has_a_row_for_each_region(which, count, kind):
    rows = open_table(blank_sheet(which, kind), f"t.{kind}").sheets[0].rows
    assert rows[0] == ["acronym", "id", "name", "my feature"]
    assert len(rows) == count + 1


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_filled_in_template_is_read_without_a_problem(kind):
    data = blank_sheet("beryl", kind)
    filled = {"2:D": 1.5, "5:D": 0}
    checked = b.run(b.Upload(data, f"t.{kind}"), hemisphere="left", corrections=filled)
    assert checked.problems == []
    assert checked.understood.key_column == "A"
    assert sorted(b.values(checked)["my feature"].values()) == [0.0, 1.5]


def test_a_template_with_sides_needs_no_hemisphere():
    data = blank_sheet("all", "xlsx", sides=True)
    checked = b.run(b.Upload(data, "t.xlsx"), corrections={"3:D": 1, "3:E": 2})
    assert checked.needs == []
    assert sorted(b.values(checked)["my feature"].values()) == [1.0, 2.0]


def test_an_empty_template_says_that_there_is_no_value():
    assert b.codes(b.run(b.Upload(blank_sheet(), "t.xlsx"), hemisphere="left")) == ["no_values"]
