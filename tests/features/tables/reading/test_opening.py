"""Files are opened according to their content, with rows counted as in the spreadsheet."""

import codecs
import io
import random

import openpyxl
import pytest

from features.tables import Limits, TableRefused, TableTooLarge, open_table
from features.tables.reading.sheets import DateCell, ErrorCell, Percent, UncountedFormula
from tests.features.tables import builders as b
from tests.features.tables.bad_files import MAIN, package, sheet_xml

TABLE = "name;rate\nNucleus raphé;1,5\n"
ROWS = [["name", "rate"], ["Nucleus raphé", "1,5"]]


def rows_of(data: bytes, filename: str = "t.csv"):
    return open_table(data, filename).sheets[0].rows


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        codecs.BOM_UTF8 + TABLE.encode(),
        TABLE.encode("utf-16"),
        codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"),
        TABLE.replace("é", "e").encode("utf-16-le"),
        TABLE.encode("utf-32"),
        TABLE.encode("latin-1"),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
    ],
    ids=["utf8", "bom", "utf16", "utf16be", "utf16 bare", "utf32", "latin1", "crlf", "cr"],
)
def test_every_encoding_gives_the_same_cells(data):
    assert [[str(cell).replace("é", "e") for cell in row] for row in rows_of(data)] == [
        [cell.replace("é", "e") for cell in row] for row in ROWS
    ]


def test_latin_1_is_said_to_be_a_guess():
    workbook = open_table(TABLE.encode("latin-1"), "t.csv")
    assert workbook.sheets[0].rows[1][0] == "Nucleus raphé"
    assert "read as Latin-1" in workbook.notes[0]


@pytest.mark.parametrize(
    ("content", "separator"),
    [
        ("a,b\n1,2\n", ","),
        ("a\tb\n1\t2\n", "\t"),
        ("a;b\n1,5;2,5\n", ";"),
        ("a|b\n1|2\n", "|"),
        ("Title, with a comma\n\na;b\nx, y;2\nz;3\n", ";"),
        ('"a, b";c\n"d, e";2\n', ";"),
        ("sep=;\na;b\n1;2\n", ";"),
        ("name\tvalue\nArea, part\t1\nOther, part\t2\n", "\t"),
    ],
)
def test_the_separator_is_found(content, separator):
    assert open_table(content.encode(), "t.txt").separator == separator


def test_quotes_inside_quotes_and_separators_and_line_ends_inside_quotes():
    data = b'a,b\n"the ""real"" one, really",1\n"two\nlines",2\n"say "hi" there",3\n'
    assert rows_of(data) == [
        ["a", "b"],
        ['the "real" one, really', "1"],
        ["two\nlines", "2"],
        ['say hi" there"', "3"],
    ]


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows():
    workbook = open_table(b'acronym,rate\nVISp,1\n"MOs,2\nCA1,3\n', "t.csv")
    assert len(workbook.sheets[0].rows) == 4
    assert "never closed" in " ".join(workbook.notes)


def test_blank_lines_count_as_rows():
    assert rows_of(b"title\n\n\na,b\n1,2\n\n\n") == [["title"], [], [], ["a", "b"], ["1", "2"]]


def test_pasted_text_needs_no_name():
    assert open_table(b"acronym\trate\nVISp\t1\n", "").sheets[0].rows[1] == ["VISp", "1"]


def test_a_workbook_gives_typed_cells_where_the_spreadsheet_has_them():
    rows = [["a", None, 1.5], [], [True, "#DIV/0!", " text "], [0.25, 45000, "=1+1"]]
    upload = b.xlsx({"S": rows}, formats={"A4": "0.0%", "B4": "dd/mm/yyyy"}, merges=["A1:B1"])
    sheet = open_table(*upload).sheets[0]
    assert sheet.rows[0] == ["a", None, 1.5]
    assert sheet.rows[1] == []
    assert sheet.rows[2] == [True, ErrorCell("#DIV/0!"), "text"]
    assert sheet.rows[3] == [0.25, DateCell("2023-03-15"), UncountedFormula("=1+1")]
    assert isinstance(sheet.rows[3][0], Percent)
    assert [(m.top, m.left, m.bottom, m.right) for m in sheet.merges] == [(0, 0, 0, 1)]


def test_a_formula_is_read_as_its_stored_result():
    cells = '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c>'
    cells += '<c r="C1" t="str"><f>"x"</f><v>x</v></c><c r="D1"><f>A1</f></c>'
    sheet = open_table(package(sheet_xml(f'<row r="1">{cells}</row>')), "t.xlsx").sheets[0]
    assert sheet.rows == [[2.0, None, "x", UncountedFormula("=A1")]]


def test_phonetic_hints_are_no_part_of_a_text():
    strings = f'<sst xmlns="{MAIN}"><si><r><t>to</t></r><r><t>kyo</t></r>'
    strings += "<rPh><t>xx</t></rPh></si></sst>"
    rows = '<row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="s"><v>99</v></c></row>'
    data = package(sheet_xml(rows), {"xl/sharedStrings.xml": strings.encode()})
    assert open_table(data, "t.xlsx").sheets[0].rows == [[], [], [None, "tokyo"]]


def test_prefixed_elements_are_read_as_well():
    xml = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>7</x:v></x:c></x:row>'
    data = package(xml + "</x:sheetData></x:worksheet>")
    assert open_table(data, "t.xlsx").sheets[0].rows == [[7.0]]


def test_hidden_sheets_are_read_and_marked():
    upload = b.xlsx({"A": [["x", 1]], "B": [["y", 2]]}, hidden=["B"])
    assert [sheet.hidden for sheet in open_table(*upload).sheets] == [False, True]


def test_dates_of_a_workbook_that_counts_from_1904():
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships"><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>"
    )
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
    more = {"xl/workbook.xml": workbook.encode(), "xl/styles.xml": styles.encode()}
    data = package(sheet_xml('<row><c s="1"><v>0</v></c></row>'), more)
    assert open_table(data, "t.xlsx").sheets[0].rows == [[DateCell("1904-01-01")]]


@pytest.mark.parametrize("seed", range(20))
def test_cells_are_those_that_openpyxl_reads(seed):
    """Random workbooks written by openpyxl, with gaps, are read as its read-only mode does."""
    chance = random.Random(seed)
    kinds = [None, None, 1, -2.5, 1e-12, "word", "ünï", "a<b&c", True, False, "  x ", 123456789012]
    rows = [[chance.choice(kinds) for _ in range(chance.randrange(9))] for _ in range(30)]
    rows.append(["end"])
    upload = b.xlsx({"S": rows})
    book = openpyxl.load_workbook(io.BytesIO(upload.data), read_only=True, data_only=True)
    ours = open_table(*upload).sheets[0].rows
    for number, theirs in enumerate(book["S"].iter_rows(values_only=True)):
        expected = [cell.strip() if isinstance(cell, str) else cell for cell in theirs]
        while expected and expected[-1] is None:
            expected.pop()
        assert ours[number] == expected
    assert len(ours) == len(rows)


def test_a_large_sheet_is_passed_over_when_another_can_be_read():
    rows = [["acronym", "rate"], ["VISp", 1], ["MOs", 2]]
    upload = b.xlsx({"raw": [[at] for at in range(50)], "summary": rows})
    workbook = open_table(*upload, limits=Limits(rows=20))
    assert [len(sheet.rows) for sheet in workbook.sheets] == [0, 3]
    assert "“raw” reaches down to row 21" in workbook.notes[0]


@pytest.mark.parametrize("limits", [Limits(rows=2), Limits(columns=1), Limits(cells=5)])
@pytest.mark.parametrize("build", [b.plain, b.tutorial])
def test_a_table_over_a_limit_is_refused_as_too_large(build, limits):
    with pytest.raises(TableTooLarge) as refused:
        open_table(*build(), limits=limits)
    assert refused.value.status == 413


def test_a_refusal_names_the_file_and_carries_a_code():
    with pytest.raises(TableRefused) as refused:
        open_table(b"%PDF-1.4 ...", "folder/paper.pdf")
    assert refused.value.message.startswith("“paper.pdf” is a PDF")
    assert (refused.value.code, refused.value.status) == ("not_a_table", 400)
