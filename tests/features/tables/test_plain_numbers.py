"""A column of plain numbers read at once equals its cells read one by one."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.tables.reading import cells, number_columns
from features.tables.reading.plain_numbers import as_plain_lines
from features.tables.reading.sheets import ErrorCell, Percent, RawCell

PLAIN = st.from_regex(r"[+-]?[0-9]{1,5}([.,][0-9]{1,4})?([eE][+-]?[0-9]{1,2})?", fullmatch=True)
NOT_PLAIN = ["1.234,5", "NA", "nan", "inf", "1_0", "1\n2", "٣", "5 %", ".", "1.", ".5", "5,", ",5"]
LONG = f"1.{'0' * 25}e{'0' * 20}1"
ODD = st.sampled_from(
    [*NOT_PLAIN, "1e999", "-", "--", "+-5", "−5", "'5'", "1.234", "1,234", "5e", "e5", "0x1", LONG]
    + [None, 0.0, 2.5, True, Percent(0.5), ErrorCell("#N/A"), ErrorCell("#REF!"), "text", "- 5"]
)


@settings(max_examples=1000, deadline=None)
@given(
    st.lists(st.one_of(PLAIN, PLAIN, ODD), min_size=1, max_size=8),
    st.sampled_from(".,?"),
    st.booleans(),
)
def test_at_one_go_and_one_by_one_are_the_same(
    column: list[RawCell], sign: str, groups: bool
) -> None:
    def read() -> tuple[object, ...]:
        numbers = number_columns.read_numbers(column, cells.Decimal(sign, groups))
        profile = cells.profile_cells(column)
        signs = +profile.weigh_signs()
        counted = replace(profile, number_texts=sorted(profile.number_texts), signs=None)
        kept = [str(value) for value in numbers.values], numbers.missing, numbers.problems
        return counted, signs, *kept

    at_one_go = read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells, "as_plain_lines", lambda texts: None)
        patch.setattr(number_columns, "read_plain", lambda texts, sign: None)
        assert read() == at_one_go


@pytest.mark.parametrize("text", [*NOT_PLAIN, "", " 1"])
def test_what_is_no_plain_number_is_read_one_by_one(text: str) -> None:
    assert as_plain_lines(["1.5", text]) is None
    assert as_plain_lines(["1.5", "-2e3", "2,5"]) == "1.5\n-2e3\n2,5\n"
