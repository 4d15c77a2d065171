"""A column of plain numbers read at one go says what its cells say one by one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.tables.reading import cells, number_columns
from features.tables.reading.plain_numbers import as_plain_lines

PLAIN = st.from_regex(r"[+-]?[0-9]{1,5}(\.[0-9]{1,4})?([eE][+-]?[0-9]{1,2})?", fullmatch=True)
NOT_PLAIN = ["1,5", "1.234,5", "NA", "nan", "inf", "1_0", "1\n2", "٣", "5 %", ".", "1."]
ODD = st.sampled_from([*NOT_PLAIN, "1e999"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PLAIN, min_size=1, max_size=6), st.lists(ODD, max_size=1))
def test_at_one_go_and_one_by_one_are_the_same(plain: list[str], odd: list[str]) -> None:
    texts = [*plain, *odd]

    def read() -> tuple[object, ...]:
        numbers = number_columns.read_numbers(texts, cells.Decimal())
        kept = [str(value) for value in numbers.values], numbers.missing, numbers.problems
        return cells.profile_cells(texts), +cells.gather_evidence(texts), *kept

    at_one_go = read()
    with pytest.MonkeyPatch.context() as patch:
        for module in (cells, number_columns):
            patch.setattr(module, "as_plain_lines", lambda texts: None)
        assert read() == at_one_go


@pytest.mark.parametrize("text", [*NOT_PLAIN, "", " 1"])
def test_what_is_no_plain_number_is_read_one_by_one(text: str) -> None:
    assert as_plain_lines(["1.5", text]) is None
    assert as_plain_lines(["1.5", "-2e3"]) == "1.5\n-2e3\n"
