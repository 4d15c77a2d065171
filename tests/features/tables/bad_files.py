"""Files that must be refused: hostile, mislabelled, damaged, or without a table in them."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator

from tests.features.tables.builders import Upload, xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
)
WORKBOOK_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEGABYTE = 1024 * 1024
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)

Pieces = Iterator[bytes] | list[bytes]


def sheet_xml(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def cells_xml(rows: int, columns: int = 2) -> Iterator[bytes]:
    """Yield a sheet of numbers that does not compress too well."""
    randomness = random.Random(1)
    rows_of_cells = [
        "".join(f"<c><v>{randomness.random()}</v></c>" for _ in range(columns)) for _ in range(97)
    ]
    yield f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    for start in range(1, rows + 1, 1000):
        numbers = range(start, min(start + 1000, rows + 1))
        yield "".join(f'<row r="{n}">{rows_of_cells[n % 97]}</row>' for n in numbers).encode()
    yield b"</sheetData></worksheet>"


def package(sheet: str | Pieces = "", more: dict[str, bytes | Pieces] | None = None) -> bytes:
    """Return an .xlsx whose only sheet is written as given."""
    out = io.BytesIO()
    parts: dict[str, bytes | Pieces] = {
        "xl/workbook.xml": WORKBOOK.encode(),
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELATIONS.encode(),
        "xl/worksheets/sheet1.xml": sheet.encode() if isinstance(sheet, str) else sheet,
        **(more or {}),
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            with archive.open(name, "w") as part:
                for piece in [content] if isinstance(content, bytes) else content:
                    part.write(piece)
    return out.getvalue()


def archive_of(names: list[str], content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


def zip_bomb() -> bytes:
    return package(bytes(MEGABYTE) for _ in range(300))


def lying_zip_bomb() -> bytes:
    """Return a zip bomb whose directory declares a thousandth of its content."""
    data = bytearray(zip_bomb())
    size, told = struct.pack("<I", 300 * MEGABYTE), struct.pack("<I", 300 * 1024)
    return bytes(data.replace(size, told))


def overlapping_zip() -> bytes:
    """Return an archive in which many entries share the same compressed bytes."""
    data = package(sheet_xml("<row><c><v>1</v></c></row>") + " " * 5000)
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[data.rindex(b"PK\x01\x02") : end]
    name = b"xl/worksheets/sheet1.xml"
    copies = b"".join(entry.replace(name, b"xl/worksheets/s%05d.xml" % at) for at in range(1000))
    directory = data[start:end] + copies
    count = 3 + 1000
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
    return data[:start] + directory + tail


def giant_attribute() -> Iterator[bytes]:
    randomness = random.Random(2)
    yield f'<worksheet xmlns="{MAIN}" x="'.encode()
    for _ in range(20):
        yield randomness.randbytes(MEGABYTE // 2).hex().encode()
    yield b'"></worksheet>'


def nested_elements() -> Iterator[bytes]:
    randomness = random.Random(3)
    yield f'<worksheet xmlns="{MAIN}">'.encode()
    for _ in range(20):
        numbers = randomness.sample(range(10**9), 10_000)
        yield b"".join(b"<c%d>" % number for number in numbers)


def many_strings() -> Iterator[bytes]:
    randomness = random.Random(4)
    yield f'<sst xmlns="{MAIN}">'.encode()
    for _ in range(100):
        numbers = randomness.sample(range(10**9), 10_000)
        yield b"".join(b"<si><t>%d</t></si>" % number for number in numbers)
    yield b"</sst>"


def far_cells() -> str:
    return "".join(f'<row r="{row}"><c r="BXX{row}"><v>1</v></c></row>' for row in range(1, 19_000))


def image() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


def ole(stream: str) -> bytes:
    return OLE + bytes(2000) + stream.encode("utf-16-le") + bytes(2000)


def truncated() -> bytes:
    data = xlsx({"S": [["acronym", "rate"], *[["VISp", at] for at in range(500)]]}).data
    return data[: len(data) // 2]


def corrupted() -> bytes:
    rows = "".join(f"<row><c><v>{at}</v></c></row>" for at in range(5000))
    data = bytearray(package(sheet_xml(rows)))
    middle = data.index(b"sheet1.xml") + 600
    data[middle : middle + 40] = bytes(40)
    return bytes(data)


def million_rows_of_text() -> bytes:
    return b"acronym,rate\n" + b"VISp,1.5\n" * 1_000_000


def macro(name: str = "xl/vbaProject.bin") -> bytes:
    return package(sheet_xml(""), {name: b"\x00program"})


def wide_text() -> bytes:
    return ("acronym," + ",".join(f"f{at}" for at in range(3000)) + "\nVISp,1\n").encode()


def html() -> bytes:
    return b"\n<HTML><body><table><tr><td>VISp</td><td>1</td></tr></table></body></HTML>"


def doctype_in_utf16() -> bytes:
    text = (
        f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}<worksheet xmlns="{MAIN}">&d;</worksheet>'
    )
    return package([text.encode("utf-16")])


BAD_FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    # description: file name, builder, word that the refusal must contain
    "zip bomb": ("t.xlsx", zip_bomb, "unpacks to far more"),
    "zip bomb that lies": ("t.xlsx", lying_zip_bomb, "damaged"),
    "overlapping entries": ("t.xlsx", overlapping_zip, "unpacks to far more"),
    "thousands of entries": ("t.xlsx", lambda: archive_of([f"{n}" for n in range(5000)]), "parts"),
    "nested archives only": ("t.xlsx", lambda: archive_of(["a.zip", "b.zip"]), "archive"),
    "paths out of the archive": (
        "t.xlsx",
        lambda: package("", {"../../etc/x": b"x"}),
        "compressed in",
    ),
    "entity bomb in the workbook": (
        "t.xlsx",
        lambda: package("", {"xl/workbook.xml": (LAUGHS + WORKBOOK).encode()}),
        "overload",
    ),
    "entity bomb in a sheet": ("t.xlsx", lambda: package(LAUGHS + sheet_xml("&d;")), "overload"),
    "entity bomb in the strings": (
        "t.xlsx",
        lambda: package("", {"xl/sharedStrings.xml": f"{LAUGHS}<sst>&d;</sst>".encode()}),
        "overload",
    ),
    "entity bomb in UTF-16": ("t.xlsx", doctype_in_utf16, "overload"),
    "external entity": (
        "t.xlsx",
        lambda: package(
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + sheet_xml("&a;")
        ),
        "overload",
    ),
    "one giant attribute": ("t.xlsx", lambda: package(giant_attribute()), "overload"),
    "elements without end": ("t.xlsx", lambda: package(nested_elements()), "overload"),
    "broken XML": ("t.xlsx", lambda: package("<worksheet><row></worksheet>"), "damaged"),
    "a million strings and rows": (
        "t.xlsx",
        lambda: package(cells_xml(60_000), {"xl/sharedStrings.xml": many_strings()}),
        "20,001",
    ),
    "a million rows": ("t.xlsx", lambda: package(cells_xml(1_000_000, 1)), "20,001"),
    "a million rows of text": ("t.csv", million_rows_of_text, "20,000 rows"),
    "too many cells": ("t.xlsx", lambda: package(cells_xml(3_000, 1_000)), "2,000,000 cells"),
    "a few cells too many": ("t.xlsx", lambda: package(cells_xml(2_010, 1_000)), "2,000,000 cells"),
    "empty elements": (
        "t.xlsx",
        lambda: package(b"<row><c/><c/></row>" * 50_000 for _ in range(60)),
        "2,000,000 cells",
    ),
    "too many columns": ("t.csv", wide_text, "2,000 columns"),
    "far scattered cells": ("t.xlsx", lambda: package(sheet_xml(far_cells())), "cells"),
    "macros": ("t.xlsm", macro, "macros"),
    "macros under another name": ("t.xlsx", macro, "macros"),
    "encrypted workbook": ("t.xlsx", lambda: ole("EncryptionInfo"), "password"),
    "damaged old Excel": ("t.xls", lambda: ole("Workbook"), "damaged"),
    "old Word": ("t.xlsx", lambda: ole("WordDocument"), "old Office"),
    "damaged binary Excel": ("t.xlsb", lambda: archive_of(["xl/workbook.bin"]), "damaged"),
    "Numbers": ("t.numbers", lambda: archive_of(["Index/Document.iwa"]), "Numbers"),
    "Numbers renamed": ("t.xlsx", lambda: archive_of(["Index/Document.iwa"]), "Numbers"),
    "damaged OpenDocument": ("t.ods", lambda: archive_of(["mimetype", "content.xml"]), "damaged"),
    "Word": ("t.docx", lambda: archive_of(["word/document.xml"]), "Word"),
    "a zip of tables": ("t.zip", lambda: archive_of(["a.csv"]), "archive"),
    "image renamed": ("t.xlsx", image, "image"),
    "JPEG renamed": ("t.csv", lambda: b"\xff\xd8\xff\xe0" + bytes(500), "image"),
    "GIF": ("t.gif", lambda: b"GIF89a" + bytes(500), "image"),
    "PDF": ("t.pdf", lambda: b"%PDF-1.7\n" + bytes(500), "PDF"),
    "web page renamed": ("t.xls", html, "web page"),
    "JSON": ("t.json", lambda: b'{"VISp": 1.5}', "JSON"),
    "XML": ("t.xml", lambda: b'<?xml version="1.0"?><Workbook/>', "XML"),
    "Parquet": ("t.parquet", lambda: b"PAR1" + bytes(500) + b"PAR1", "Parquet"),
    "HDF5": ("t.h5", lambda: b"\x89HDF\r\n\x1a\n" + bytes(500), "HDF5"),
    "gzip": ("t.csv.gz", lambda: b"\x1f\x8b\x08" + bytes(500), "archive"),
    "unknown bytes": ("t.csv", lambda: bytes(range(256)) * 40, "neither a workbook nor text"),
    "text named .xlsx": ("t.xlsx", lambda: b"acronym,rate\nVISp,1\n", "not an Excel workbook"),
    "workbook named .csv": ("t.csv", lambda: xlsx({"S": [["a", 1]]}).data, "rename it to .xlsx"),
    "cut short": ("t.xlsx", truncated, "truncated"),
    "changed bytes": ("t.xlsx", corrupted, "damaged"),
    "nothing": ("t.csv", lambda: b"", "empty"),
    "only blanks": ("t.csv", lambda: b" \n\t\n ,,, \n", "only blanks"),
    "workbook without cells": ("t.xlsx", lambda: xlsx({"S": []}).data, "only empty cells"),
    "over 64 MB": ("t.csv", lambda: b"VISp,1\n" * (10 * MEGABYTE), "64 MB"),
}

EMPTY_TABLES: dict[str, Upload] = {
    # These open, and the check says what is missing.
    "header only": Upload(b"acronym,rate\n", "t.csv"),
    "header only in a workbook": xlsx({"S": [["acronym", "rate"]]}),
    "regions without values": Upload(b"acronym,rate\nVISp,\nMOs,\n", "t.csv"),
    "values without regions": Upload(b"a,b\n1.5,2.5\n3.5,4.5\n", "t.csv"),
    "one word": Upload(b"hello", "t.txt"),
}
