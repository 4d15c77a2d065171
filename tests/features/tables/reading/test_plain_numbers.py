"""A column of plain numbers read at once equals its cells read one by one."""

import re
from collections import Counter
from math import isfinite

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.tables.reading import cells, number_columns
from features.tables.reading.cells import Decimal
from features.tables.reading.plain_numbers import find_others
from features.tables.reading.sheets import ErrorCell, Percent, RawCell

PLAIN_FORM = r"[+-]?[0-9]{1,30}(?:[.,][0-9]{1,30})?(?:[eE][+-]?[0-9]{1,4})?"
PLAIN = st.from_regex(r"[+-]?[0-9]{1,5}([.,][0-9]{1,4})?([eE][+-]?[0-9]{1,2})?", fullmatch=True)
GROUPED = st.from_regex(
    r"[+-]?[0-9]{1,3}([ ,.'\u202f][0-9]{3}){1,2}([.,][0-9]{0,3})? ?%?", fullmatch=True
)
NOT_PLAIN = ["1.234,5", "NA", "nan", "inf", "1_0", "1\n2", "٣", "５", "5 %", ".", "1.", ".5", "5,"]
LONG = f"1.{'0' * 25}e{'0' * 20}1"
ODD = st.sampled_from(
    [*NOT_PLAIN, ",5", "1e999", "-", "--", "+-5", "−5", "'5'", "1.234", "1,234", "5e", "e5", "0x1"]
    + [
        LONG,
        "",
        "-0",
        "-0e3",
        "-0.0",
        "+7",
        "007",
        "1" * 31,
        "0" * 30,
        "n/a",
        "N/D",
        "Missing",
        "#N/A",
        "5%",
        "12,5 %",
        "5\n",
        "\ufeff5",
    ]
    + [None, 0.0, 2.5, True, Percent(0.5), ErrorCell("#N/A"), ErrorCell("#REF!"), "text", "- 5"]
)
SOUP = st.text("0123456789.,+-eE% '\n٣５−\u202fNA", min_size=1, max_size=8)
COLUMN = st.lists(st.one_of(PLAIN, PLAIN, PLAIN, GROUPED, ODD, SOUP), min_size=1, max_size=8)
DECIMALS = st.builds(Decimal, st.sampled_from(".,?"), st.booleans())


def read_alone(text: str, decimal: Decimal, shown_percent: bool) -> float | str:
    """Return the number in a text without any short cut, or the code of what is wrong with it."""
    plain = re.fullmatch(PLAIN_FORM, text)
    if plain and not {".", ","} & set(text) - {decimal.sign}:
        number = float(text.replace(",", "."))
        if isfinite(number):
            return number
    clean = cells.clean_number(text)
    parsed = cells.parse_number(clean, decimal.sign)
    other = "," if decimal.sign == "." else "."
    group = re.fullmatch(r"[+-]?[1-9]\d{0,2}[.,]\d{3}[% \u00a0\u202f\u2009\u2007]*", clean)
    if parsed is not None and not decimal.groups and other in clean and group:
        return "decimal_unclear"
    if parsed is not None and isfinite(parsed):
        return parsed / 100 if clean.endswith("%") and not shown_percent else parsed
    return "missing" if cells.is_missing_text(clean) else "wrong"


@settings(max_examples=400, deadline=None)
@given(COLUMN, DECIMALS, st.booleans())
def test_numbers_read_at_one_go_are_those_read_one_by_one(
    column: list[RawCell], decimal: Decimal, shown_percent: bool
) -> None:
    numbers = number_columns.read_numbers(column, decimal, shown_percent=shown_percent)
    codes = {problem.index: problem.code for problem in numbers.problems}
    texts = {index: cell for index, cell in enumerate(column) if isinstance(cell, str)}
    alone = {index: read_alone(cell, decimal, shown_percent) for index, cell in texts.items()}
    found = {
        index: codes[index] if index in codes else float(numbers.values[index]) for index in texts
    }
    for index, expected in alone.items():
        if isinstance(expected, float):
            assert (found[index], np.signbit(found[index])) == (expected, np.signbit(expected))
        elif expected == "missing":
            assert np.isnan(numbers.values[index]) and index not in codes
        else:
            assert np.isnan(numbers.values[index])
            assert (codes[index] == "decimal_unclear") == (expected == "decimal_unclear")
    words = Counter(cells.clean_number(texts[i]) for i, said in alone.items() if said == "missing")
    failed = Counter(cell.text for cell in column if cell == ErrorCell("#N/A"))
    blank = Counter("blank" for cell in column if cell is None)
    assert numbers.missing == words + failed + blank


@settings(max_examples=400, deadline=None)
@given(COLUMN)
def test_a_profile_at_one_go_counts_what_each_cell_counts(column: list[RawCell]) -> None:
    profile = cells.profile_cells(column)
    kinds: Counter[str] = Counter()
    numbers = []
    for cell in filter(lambda cell: isinstance(cell, str), column):
        plain = re.fullmatch(PLAIN_FORM, str(cell))
        text = cell if plain else cells.clean_number(str(cell))
        if plain or not cells.is_missing_text(text) and cells.looks_numeric(text):
            numbers.append(text)
            kinds["percent"] += text.endswith("%")
        else:
            kinds["missing" if cells.is_missing_text(text) else "text"] += 1
    errors = [cell.text for cell in column if isinstance(cell, ErrorCell)]
    assert profile.texts == kinds["text"]
    assert profile.missing == kinds["missing"] + errors.count("#N/A")
    assert profile.errors == errors.count("#REF!")
    assert profile.percents == kinds["percent"] + column.count(Percent(0.5))
    assert profile.number_texts == len(numbers)
    signed = [text for text in numbers if {".", ","} & set(text)]
    assert profile.example in signed or not signed and not profile.example
    assert +profile.signs == +cells.gather_evidence(numbers)


@pytest.mark.parametrize("text", [*NOT_PLAIN, "", " 1", "1\n"])
def test_what_is_no_plain_number_is_found_among_others(text: str) -> None:
    assert find_others(["1.5", text, "-2e3", "2,5", text]) == {text}
    assert find_others(["1.5", "-2e3", "2,5"]) == set()
    assert find_others([]) == set()


def test_a_number_with_the_other_sign_is_no_plain_one() -> None:
    assert find_others(["1.5", "2,5", "3", "NA"], ".") == {"2,5", "NA"}
    assert find_others(["1.5", "2,5", "3", "NA"], ",") == {"1.5", "NA"}
