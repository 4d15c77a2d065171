"""Every parser of uploaded tables handles any input: it understands it or says what is wrong."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlasviewer.atlas.names import resolve
from atlasviewer.web.errors import Invalid
from features.tables import Choices, Limits, TableRefused, TableTooLarge, annotate, check_table
from features.tables.reading.sheets import DEFAULT

BOUNDED = settings(max_examples=150)
OK = b"acronym,rate\nVISp,1\nMOs,2\n"
LONG = 131_073

DIGITS = st.sampled_from(["0", "1", "9", "385", "0" * 200, "9" * 400, "٣", "²", "１"])
NUMBERS = st.builds(
    lambda sign, whole, rest: f"{sign}{whole}{rest}",
    st.sampled_from(["", "-", "--", "+", "−", "-+"]),
    DIGITS,
    st.sampled_from(["", ".0", ".5", ",5", "e9", "e999", "E+99999999999", "%", ",000" * 50]),
)
NAMES = st.sampled_from(["VISp", "MOs", "L VISp", "CA1 (left)", "index", "id", "rate (\0)", "＝1"])
CELLS = NUMBERS | NAMES | st.text(max_size=5)


def take(data: bytes, choices: Any = None) -> list[str]:
    """Return the codes of the problems of a table; a refusal's own code when it is refused."""
    try:
        checked = check_table(data, "t.csv", Choices.from_json(choices))
    except (TableRefused, TableTooLarge) as refusal:
        assert refusal.message.endswith(".")
        return [refusal.code]
    json.dumps(checked.to_json(), allow_nan=False)
    annotate(checked, "csv")
    return [problem.code for problem in checked.problems]


@pytest.mark.parametrize("rows", [b"VISp,1\n", b"x\n", b"\n"])
def test_a_quotation_mark_in_the_first_cell_that_never_closes_is_read_as_a_letter(
    rows: bytes,
) -> None:
    data = b'"acronym,rate\n' + rows * (LONG // len(rows) + 1)
    assert take(data, {"hemisphere": "left"}) != ["damaged"]


@pytest.mark.parametrize("data", [b"," * 50_000, OK + b"1," * 50_000, b"x" * (32 * 2**20 + 1)])
def test_more_text_or_cells_in_a_line_than_any_table_has_is_refused_unread(data: bytes) -> None:
    with pytest.raises(TableTooLarge, match=r"more than 2,000 columns|text of up to 32 MB"):
        check_table(data, "t.csv")


def test_a_line_is_as_long_as_it_likes() -> None:
    wide = b"acronym," + b"r" * 200 + b"," + b",".join([b"1.5"] * 400) + b"\nVISp" + b",2" * 401
    assert "damaged" not in take(wide)


@pytest.mark.parametrize("cell", [b"1" * LONG, b'"' + b"1" * LONG + b'"'])
def test_a_cell_longer_than_can_be_read_is_said_to_be(cell: bytes) -> None:
    with pytest.raises(TableRefused, match="has a cell of more than 131,072 characters"):
        check_table(b"acronym,rate\nVISp," + cell + b"\nMOs,2\n", "t.csv")


@pytest.mark.parametrize("key", ["--385", "-" * 50 + "385", "9" * 400, "9" * 4_000])
@pytest.mark.parametrize("header", ["id", "atlas_id", "acronym", "index"])
def test_a_number_that_is_no_id_is_a_problem_of_its_cell(header: str, key: str) -> None:
    rows = "".join(f"{number},1\n" for number in (385, 993, 997, 8, 567))
    codes = take(f"{header},rate\n{rows}{key},2\n".encode(), {"hemisphere": "left"})
    assert codes
    assert set(codes) <= {"doubtful_key_column", "unknown_id", "unknown_region", "rounded_id"}


def test_a_column_of_long_numbers_beside_the_regions_is_read() -> None:
    data = "\n".join(f"{'9' * 400},{name},1" for name in ("VISp", "MOs", "CA1"))
    assert take(f"index,acronym,rate\n{data}\n".encode(), {"hemisphere": "left"}) is not None


@pytest.mark.parametrize("key", ["1e" + "9" * 200, "1e999999999", "9.9E+88888888", "--385"])
def test_a_key_that_is_no_number_of_this_world_is_unknown(key: str) -> None:
    assert resolve(key).outcome in ("unknown", "ambiguous")


def test_a_number_too_long_to_be_printed_is_unknown() -> None:
    assert resolve(10**5000).outcome == resolve(-(10**5000)).outcome == "unknown"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("unit", "Hz\0"),
        ("unit", "x" * 101),
        ("description", "\0"),
        ("statistic", "a\x01"),
        ("statistic", "s" * 201),
    ],
)
def test_a_text_that_a_bucket_would_not_keep_is_a_problem_before_anything_is_stored(
    text: str, value: str
) -> None:
    choices = {"hemisphere": "left", "features": [{"column": "B", text: value}]}
    assert take(OK, choices) == ["bad_text"]


def test_a_unit_in_the_header_is_checked_as_one_that_is_chosen() -> None:
    data = b"acronym,rate [a\x01b]\nVISp,1\nMOs,2\n"
    assert take(data, {"hemisphere": "left"}) == ["bad_text"]


@BOUNDED
@given(rows=st.lists(st.lists(CELLS, max_size=5), max_size=7), tail=st.binary(max_size=8))
def test_any_cells_are_understood_or_refused(rows: list[list[str]], tail: bytes) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    take(out.getvalue().encode("utf-8", "replace") + tail)


@BOUNDED
@given(pieces=st.lists(st.sampled_from([b'"', b",", b"\n", b"\r", b";", b"VISp", b"1", b"\0"])))
def test_any_arrangement_of_quotes_and_line_ends_is_understood_or_refused(
    pieces: list[bytes],
) -> None:
    take(b"".join(pieces))


SMALL_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | CELLS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
KEYS = [*Choices.__dataclass_fields__, "existing", "nonsense"]
FEATURE = st.dictionaries(
    st.sampled_from(
        ["column", "category", "fname", "unit", "description", "statistic", "side", "skip"]
    ),
    SMALL_JSON | st.sampled_from(["A", "B", "left", "both", "a\0", "x" * 300]),
)


@BOUNDED
@given(
    choices=st.dictionaries(st.sampled_from(KEYS), SMALL_JSON, max_size=4),
    features=st.none() | st.lists(FEATURE, max_size=3),
)
def test_any_choices_are_followed_or_refused(choices: dict[str, Any], features: Any) -> None:
    if features is not None:
        choices["features"] = features
    try:
        take(OK, choices)
    except Invalid as refusal:
        assert refusal.code == "invalid_choices"


@BOUNDED
@given(key=CELLS | st.integers() | st.floats() | st.none() | st.binary(max_size=4) | st.text())
def test_any_key_resolves_to_something(key: object) -> None:
    json.dumps(resolve(key).as_dict(), allow_nan=False)


def test_the_limits_that_these_tests_run_under_are_those_of_a_site() -> None:
    assert Limits() == DEFAULT
