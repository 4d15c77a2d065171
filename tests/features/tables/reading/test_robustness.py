"""Any file is either understood or refused with a sentence; no other error is raised."""

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from features.tables import Choices, TableRefused, TableTooLarge, annotate, check_table
from tests.features.tables import builders as b
from tests.features.tables.bad_files import package

WORDS = [
    *("VISp", "MOs", "CA1", "visp", "iPL", "cm", "VISx", "L VISp", "MOs_R", "Field CA1", "TH-lf"),
    *("acronym", "region", "name", "id", "side", "hemisphere", "left", "right", "L", "1", "2"),
    *("385", "-385", "993", "3.1E+02", "1,5", "1.234", "1,234", "35%", "N/D", "#DIV/0!", "TRUE"),
    *("rate (Hz)", "(Hz)", "Hz", "mean", "SD", "", " ", "=1+1", "é", "日本", "\u202e", "∞", "NaN"),
]
CELLS = st.one_of(st.sampled_from(WORDS), st.text(max_size=6), st.floats().map(str))
TABLES = st.lists(st.lists(CELLS, max_size=6), max_size=9)
LETTERS = st.sampled_from(["A", "B", "C", "Z", "1", "2", "", "é"])
CHOICES = st.fixed_dictionaries(
    {},
    optional={
        "orientation": st.sampled_from(["rows", "columns"]),
        "header_row": st.integers(0, 12),
        "group_row": st.integers(0, 12),
        "key_column": LETTERS,
        "key_kind": st.sampled_from(["acronym", "id", "name", "mixed"]),
        "hemisphere": st.sampled_from(["left", "right", "both"]),
        "side_column": LETTERS,
        "side_codes": st.just({"1": "left", "2": "right"}),
        "ipsi_side": st.sampled_from(["left", "right"]),
        "layout": st.sampled_from(["wide", "long"]),
        "category_columns": st.lists(LETTERS, max_size=2),
        "fill_down": st.booleans(),
        "repeated": st.sampled_from(["mean", "median", "first", "stop"]),
        "decimal": st.sampled_from([".", ","]),
        "percent": st.sampled_from(["shown", "fraction"]),
        "dropped": st.lists(st.integers(0, 12), max_size=3),
        "accepted": st.dictionaries(st.sampled_from(WORDS), st.sampled_from(WORDS), max_size=3),
        "corrections": st.dictionaries(
            st.sampled_from(["1:A", "2:A", "2:B", "3", "9:Z", "x"]), CELLS, max_size=3
        ),
    },
)
WORKBOOK = b.title_lines().data
UNHURRIED = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def open_and_check(data: bytes, filename: str, choices: dict) -> None:
    try:
        checked = check_table(data, filename, Choices.from_json(choices))
    except (TableRefused, TableTooLarge) as refusal:
        assert refusal.message.endswith(".")
        return
    json.dumps(checked.to_json(), allow_nan=False)
    assert (checked.table is None) or not checked.problems
    assert annotate(checked, "csv")
    assert annotate(checked, "xlsx")


@UNHURRIED
@given(rows=TABLES, separator=st.sampled_from([",", ";", "\t"]), choices=CHOICES)
def test_any_text_and_any_choices_are_understood_or_refused(rows, separator, choices):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    open_and_check(out.getvalue().encode("utf-8", "replace"), "t.csv", choices)


@UNHURRIED
@given(data=st.binary(max_size=400), name=st.sampled_from(["t.csv", "t.xlsx", ""]))
def test_any_bytes_are_understood_or_refused(data, name):
    open_and_check(data, name, {})


@UNHURRIED
@given(data=st.data())
def test_a_workbook_with_changed_bytes_is_understood_or_refused(data):
    changed = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(changed) - 1))
        changed[place] = data.draw(st.integers(0, 255))
    open_and_check(bytes(changed), "t.xlsx", {"hemisphere": "left"})


@UNHURRIED
@given(
    pieces=st.lists(
        st.sampled_from(
            [
                *("<row>", '<row r="3">', '<row r="x">', '<row r="-1">', "</row>", "<c>", "</c>"),
                *('<c r="B2">', '<c r="2B" t="s">', '<c t="e">', '<c s="99">', "<v>", "</v>"),
                *("1", "1e999", "VISp", "&lt;", "<f>", "</f>", "<is><t>", "</t></is>", "<x/>"),
                *('<mergeCell ref="A1:B2"/>', '<mergeCell ref="x"/>', "<v>7</v>", "<![CDATA[<]]>"),
            ]
        ),
        max_size=30,
    )
)
def test_any_xml_in_a_sheet_is_understood_or_refused(pieces):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{main}"><sheetData>{"".join(pieces)}</sheetData></worksheet>'
    open_and_check(package(xml), "t.xlsx", {"hemisphere": "left"})


@pytest.mark.parametrize("key", ["x" * 5000, "a" * 299 + " (left)", "(" * 200, "L" + "_" * 300])
def test_long_and_odd_keys_take_no_time(key):
    open_and_check(f"region,rate\nVISp,1\n{key},2\n".encode(), "t.csv", {"hemisphere": "left"})


@pytest.mark.parametrize(
    "cell", ["1" * 30_000, "1," * 10_000, "(" * 30_000, "- " * 10_000, "a (" * 9_000, "x_" * 15_000]
)
def test_long_cells_and_headers_take_no_time(cell):
    data = f'region,"rate {cell}"\nVISp,"{cell}"\nMOs,2\nCA1,3\n'.encode()
    open_and_check(data, "t.csv", {"hemisphere": "left"})
