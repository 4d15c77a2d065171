"""Each way of writing a number, or none, in a cell; zero stays zero and missing stays missing."""

import pytest

from features.tables.reading.cells import (
    COMMA,
    DOT,
    UNCLEAR,
    Decimal,
    decide_decimal,
    gather_evidence,
    parse_number,
)
from features.tables.reading.number_columns import read_numbers
from tests.features.tables import builders as b

VISP, MOS, CA1 = 186, 25, 458


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1.5", DOT, 1.5),
        ("-.5", DOT, -0.5),
        ("1e-3", DOT, 0.001),
        ("+2", DOT, 2.0),
        ("1,234.5", DOT, 1234.5),
        ("1,234,567", DOT, 1234567.0),
        ("1 234,5", COMMA, 1234.5),
        ("1\u202f234.5", DOT, 1234.5),
        ("1'234.5", DOT, 1234.5),
        ("1,5", COMMA, 1.5),
        ("1.234,5", COMMA, 1234.5),
        ("2,5E3", COMMA, 2500.0),
        ("35%", DOT, 35.0),
        ("35 %", DOT, 35.0),
        ("7,5 %", COMMA, 7.5),
        ("0", COMMA, 0.0),
    ],
)
def test_a_number_is_read_under_its_convention(text, decimal, number):
    assert parse_number(text, decimal) == number


@pytest.mark.parametrize(
    ("text", "decimal"),
    [
        ("1,5", DOT),
        ("1.5", COMMA),
        ("1_000", DOT),
        ("0x1F", DOT),
        ("12,34,567", DOT),
        ("1.2.3", DOT),
        ("nan", DOT),
        ("inf", DOT),
        ("", DOT),
        ("1" * 50, DOT),
        ("١٢", DOT),
    ],
)
def test_what_is_no_number_under_a_convention_is_refused(text, decimal):
    # Digits of other scripts are numbers to Python; they may be read as such, never as 0.
    assert parse_number(text, decimal) in (None, 12.0)


@pytest.mark.parametrize(
    ("texts", "elsewhere", "sign"),
    [
        (["1,5", "2"], "", COMMA),
        (["1.5", "2"], "", DOT),
        (["1,234.5", "1,234"], "", DOT),
        (["1.234,5", "1.234"], "", COMMA),
        (["1,234", "1,234,567"], "", DOT),
        (["0,123", "1,234"], "", COMMA),
        (["1,234", "987"], "", UNCLEAR),
        (["1,234", "2,345"], "", UNCLEAR),
        (["1,234", "2,345"], COMMA, COMMA),
        (["1,234", "2,345"], DOT, DOT),
        (["1.234", "2.345"], "", DOT),
        (["1.234", "2.345"], COMMA, UNCLEAR),
        (["12", "13"], COMMA, DOT),
    ],
)
def test_the_decimal_sign_is_decided_by_the_column_then_by_the_table(texts, elsewhere, sign):
    assert decide_decimal(gather_evidence(texts), elsewhere).sign == sign


def test_a_thousand_or_fraction_among_fractions_is_a_question():
    numbers = read_numbers(["1.5", "1,234"], Decimal(DOT, groups=False))
    assert [problem.code for problem in numbers.problems] == ["decimal_unclear"]
    assert "1234 or 1.234" in numbers.problems[0].message


def test_words_for_missing_are_counted_and_are_not_zero():
    checked = b.run(b.messy_cells(), hemisphere="right")
    assert checked.problems == []
    rates = b.values(checked)["rate"]
    assert sorted(rates.values()) == [-2.0, 0.0, 1.5]
    assert "7 cells hold no value" in b.why(checked)
    assert "N/D 1" in b.why(checked)


def test_decimal_commas_and_semicolons_are_read_and_said_so():
    checked = b.run(b.decimal_commas(), hemisphere="right")
    assert b.values(checked) == {
        "rate": {VISP: 1.5, MOS: -0.25, CA1: 3.0},
        "volume": {VISP: 1234.5, MOS: 12.0, CA1: 0.5},
    }
    assert "Columns B, C use a decimal comma" in b.why(checked)
    assert "separated by a semicolon" in b.why(checked)


def test_thousands_separators_are_read_and_said_so():
    checked = b.run(b.thousands(), hemisphere="right")
    assert b.values(checked)["cells"] == {VISP: 1234.0, MOS: 987.0, CA1: 1234567.0}
    assert "Column B uses commas as thousands separators" in b.why(checked)


def test_commas_that_could_be_either_are_asked_once_for_the_column():
    checked = b.run(b.unclear_commas(), hemisphere="left")
    assert [(p.row, p.column, p.code) for p in checked.problems] == [(1, "B", "decimal_unclear")]
    assert checked.table is None


@pytest.mark.parametrize(("sign", "value"), [(".", 1234.0), (",", 1.234)])
def test_the_decimal_sign_can_be_chosen(sign, value):
    checked = b.run(b.unclear_commas(), hemisphere="right", decimal=sign)
    assert b.values(checked)["cells"][VISP] == value


@pytest.mark.parametrize("build", [b.percentages_as_text, b.percentages_as_format])
def test_percentages_are_read_as_shown_with_their_unit(build):
    checked = b.run(build(), hemisphere="right")
    assert b.values(checked)["share"] == {VISP: 35.0, MOS: 7.0}
    assert checked.table.features[0].unit == "%"
    assert "35 % as 35" in b.why(checked)


@pytest.mark.parametrize("build", [b.percentages_as_text, b.percentages_as_format])
def test_percentages_can_be_read_as_fractions(build):
    checked = b.run(build(), hemisphere="right", percent="fraction")
    assert b.values(checked)["share"] == {VISP: 0.35, MOS: 0.07}
    assert checked.table.features[0].unit == ""


def test_percentages_among_plain_numbers_are_a_problem():
    checked = b.run(b.text("acronym,share\nVISp,35%\nMOs,0.2\n"), hemisphere="left")
    assert b.codes(checked) == ["mixed_percentages"]


def test_a_date_in_a_column_of_numbers_is_a_problem_in_its_cell():
    checked = b.run(b.dates_among_numbers(), hemisphere="left")
    assert [(p.row, p.column, p.code) for p in checked.problems] == [(3, "B", "date")]
    assert checked.problems[0].value == "2023-01-01"


def test_a_formula_without_a_result_is_a_problem_and_not_a_blank():
    checked = b.run(b.formulas_without_results(), hemisphere="left")
    problem = checked.problems[0]
    assert (problem.row, problem.column) == (2, "B")
    assert problem.code == "formula_without_result"
    assert "save it again" in problem.message


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("x", "not_a_number"),
        ("< 0.05", "not_a_number"),
        ("1.5 ± 0.2", "not_a_number"),
        ("12 Hz", "not_a_number"),
        ("inf", "not_finite"),
        ("1e308", "not_finite"),
        ("#REF!", "not_a_number"),
        ("TRUE", "not_a_number"),
    ],
)
def test_what_is_no_number_is_a_problem_in_its_cell(cell, code):
    checked = b.run(b.text(f"acronym,rate\nVISp,{cell}\nMOs,2\nCA1,3\n"), hemisphere="left")
    assert [(p.row, p.column, p.value, p.code) for p in checked.problems] == [(2, "B", cell, code)]
    assert "rate" in checked.problems[0].message


def test_a_boolean_among_numbers_is_a_problem_and_a_column_of_them_is_not():
    rows = [["acronym", "rate", "responds"], ["VISp", True, True], ["MOs", 2, False]]
    checked = b.run(b.xlsx({"S": rows}), hemisphere="right")
    assert [(p.row, p.column, p.value) for p in checked.problems] == [(2, "B", "TRUE")]
    features = [{"column": "B", "skip": True}]
    checked = b.run(b.xlsx({"S": rows}), hemisphere="right", features=features)
    assert b.values(checked)["responds"] == {VISP: 1.0, MOS: 0.0}


def test_a_corrected_cell_is_read_in_place_of_what_stood_there():
    upload = b.text("acronym,rate\nVISp,x\nMOs,2\nCA1,3\n")
    checked = b.run(upload, hemisphere="right", corrections={"2:B": 0})
    assert b.values(checked)["rate"][VISP] == 0.0
    checked = b.run(upload, hemisphere="right", corrections={"2:B": "N/D"})
    assert VISP not in b.values(checked)["rate"]


def test_a_dropped_row_is_left_out():
    upload = b.text("acronym,rate\nVISp,x\nMOs,2\nCA1,3\n")
    checked = b.run(upload, hemisphere="right", dropped=[2])
    assert b.values(checked)["rate"] == {MOS: 2.0, CA1: 3.0}
    assert checked.rows == 2
