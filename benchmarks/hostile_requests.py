"""The requests whose cost is measured: hostile bodies for each route, made when they are sent."""

import io
import random
import string
from collections.abc import Callable
from typing import Any

MB = 2**20
Request = Callable[[Any], Any]
Bodies = dict[str, Callable[[], Request]]
"""What makes the body of each request and returns what sends it."""
HOSTILE = [
    *("zip bomb", "overlapping entries", "one giant attribute", "elements without end"),
    *("a million strings and rows", "a million rows", "too many cells", "a few cells too many"),
    *("empty elements", "far scattered cells", "changed bytes"),
]
"""Workbooks of ``tests/features/tables/bad_files.py``."""


def post_json(path: str, body: bytes, claimed: int | None = None) -> Request:
    headers = {} if claimed is None else {"Content-Length": str(claimed)}
    return lambda client: client.post(path, body, content_type="application/json", headers=headers)


def post_form(path: str, body: bytes, claimed: int | None = None) -> Request:
    headers = {} if claimed is None else {"Content-Length": str(claimed)}
    kind = "application/x-www-form-urlencoded"
    return lambda client: client.post(path, body, content_type=kind, headers=headers)


def post_table(path: str, data: bytes, choices: str = "", name: str = "t.csv") -> Request:
    """Return what sends a table, its body read piece by piece as from a connection."""
    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    file = io.BytesIO(data)
    file.name = name
    body = encode_multipart(BOUNDARY, {"file": file, "choices": choices})
    return lambda client: client.request(
        **{
            "PATH_INFO": path,
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": MULTIPART_CONTENT,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
    )


def random_word(length: int = 8) -> str:
    return "".join(random.choices(string.ascii_letters, k=length))


def wide_table(rows: int, cell: Callable[[int, int], str]) -> bytes:
    """Return a table of 1,900 columns of numbers stored as text."""
    from atlasviewer.atlas.regions import ROOT, load_regions

    acronyms = load_regions().acronym[ROOT:]
    lines = [",".join(["acronym", *(f"f{column}" for column in range(1_900))])]
    for row in range(rows):
        lines.append(",".join([acronyms[row], *(cell(row, column) for column in range(1_900))]))
    return "\n".join(lines).encode()


def number_or(row: int, column: int, other: str) -> str:
    """Return a number, or `other` in one row of each column."""
    return other if row == column % 997 else f"{row}.{column:04}"


def text_workbook(strings: int, rows: int, columns: int) -> bytes:
    """Return an .xlsx of cells that point to shared strings, the last of them among them."""
    from tests.features.tables.bad_files import MAIN, package, sheet_xml

    shared = "".join(f"<si><t>{number * 7919 % 999_983}</t></si>" for number in range(strings))
    places = (
        "".join(
            f'<c t="s"><v>{strings - 1 - (row * columns + column) % strings}</v></c>'
            for column in range(columns)
        )
        for row in range(rows)
    )
    sheet = sheet_xml("".join(f"<row>{cells}</row>" for cells in places))
    parts = {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>'.encode()}
    return package(sheet, parts)


HOSTILE_CELLS: dict[str, Callable[[int, int], str]] = {
    "half numbers, half words": lambda row, column: number_or_word(row, column),
    "parted thousands": lambda row, column: f"{1 + row % 9} {100 + column % 900}.{row}",
    "other minus signs": lambda row, column: f"\u2212{row * 7919 + column}.5",
    "words with sides": lambda row, column: f"left {row * 7919 + column}x",
    "regions": lambda row, column: region_at(row + column),
}
"""Cells of which each costs more than a plain number, unless they are looked at together."""


def number_or_word(row: int, column: int) -> str:
    """Return one of as many words as numbers, each of which is a problem."""
    return f"{'<' if (row + column) % 2 else ''}{row * 7919 + column}"


def region_at(place: int) -> str:
    from atlasviewer.atlas.regions import ROOT, load_regions

    return str(load_regions().acronym[ROOT + place % 1_000])


def cell_workbook(rows: int, columns: int, cell: Callable[[int, int], str]) -> bytes:
    """Return an .xlsx with regions in its first column and cells of inline text beside them."""
    from tests.features.tables.bad_files import package, sheet_xml

    def text(value: str) -> str:
        return f'<c t="inlineStr"><is><t>{value.replace("<", "&lt;")}</t></is></c>'

    lines = [["acronym", *(f"f{column}" for column in range(columns))]]
    for row in range(rows):
        lines.append([region_at(row), *(cell(row, column) for column in range(columns))])
    body = "".join(f"<row>{''.join(map(text, line))}</row>" for line in lines)
    return package(sheet_xml(body), {})


CHECK = "/api/tables/check"
LEFT = '{"hemisphere": "left"}'
HUNDRED = ",".join(f"f{number}" for number in range(100))


def list_requests() -> Bodies:
    """Return every request by what is hostile in it; the first is the small one."""
    return {
        "a small table (the unit)": table(lambda: b"acronym,rate\nVISp,1\nMOs,2\n"),
        **list_plain_requests(),
        **list_tables(),
        **list_workbooks(),
        **list_page_requests(),
    }


def lines(head: str, count: int, line: Callable[[int], str]) -> bytes:
    return "\n".join([head, *map(line, range(count))]).encode()


def table(make: Callable[[], bytes], name: str = "t.csv") -> Callable[[], Request]:
    return lambda: post_table(CHECK, make(), LEFT, name)


def resolve(make: Callable[[], bytes]) -> Callable[[], Request]:
    return lambda: post_json("/api/regions/resolve", make())


def list_plain_requests() -> Bodies:
    """Return the requests that are refused before a table is read, or look names up."""
    quoted = (f'"{random_word()}"' for _ in range(2_000))
    return {
        "resolve: 250 MB, claimed": lambda: post_json("/api/regions/resolve", b"{", 250 * MB),
        "resolve: 2 MB of brackets": resolve(lambda: b'{"keys":[' + b"[]," * 690_000 + b"[]]}"),
        "resolve: 2,000 unknown keys": resolve(lambda: f'{{"keys":[{",".join(quoted)}]}}'.encode()),
        "unlock: 100 MB, claimed": lambda: post_form("/unlock/", b"a=1", 100 * MB),
        "unlock: 2 MB in one field": lambda: post_form("/unlock/", b"a=" + b"%41" * 690_000),
        "unlock: 2 MB of fields": lambda: post_form("/unlock/", b"a=1&" * 500_000),
        "create: a file": lambda: post_table("/create/", b"x" * 2_000_000),
        "check: 72 MB, claimed": lambda: post_form(CHECK, b"a=1", 73 * MB),
        "check: 8 MB of text": lambda: lambda client: client.post(CHECK, {"text": "a" * 8_000_000}),
        "check: 8 MB of choices": lambda: (
            lambda client: client.post(
                CHECK, {"text": "a,b", "choices": '{"dropped":[' + "1," * 3_900_000 + "1]}"}
            )
        ),
    }


def list_tables() -> Bodies:
    """Return tables of text at the limits."""
    return {
        "check: 60 MB of one letter": table(lambda: b"x" * 60 * MB),
        "check: 32 MB of one letter": table(lambda: b"x" * 32 * MB),
        "check: 32 MB of line ends": table(lambda: b"\n" * 32 * MB),
        "check: 32 MB of separators": table(lambda: b"," * 32 * MB),
        "check: 32 MB, 1,900 × 1,000 numbers": table(
            lambda: wide_table(1_000, lambda row, column: f"{row}.{column * 7919:012}")[: 32 * MB]
        ),
        "check: 1,900 × 1,000 numbers": table(
            lambda: wide_table(1_000, lambda row, column: f"{row % 50}.{column}")
        ),
        "check: 1,900 × 1,000, one NA each": table(
            lambda: wide_table(1_000, lambda row, column: number_or(row, column, "NA"))
        ),
        "check: 1,900 × 1,000, one “5 %” each": table(
            lambda: wide_table(1_000, lambda row, column: number_or(row, column, "5 %"))
        ),
        "check: 1,900 × 1,000 percentages": table(
            lambda: wide_table(1_000, lambda row, column: f"{row * 7919 + column} %")
        ),
        "check: 1,900 × 1,000 words": table(
            lambda: wide_table(1_000, lambda row, column: f"<{row * 7919 + column}")
        ),
        **{
            f"check: 1,900 × 1,000 {what}": table(lambda cell=cell: wide_table(1_000, cell))
            for what, cell in HOSTILE_CELLS.items()
        },
        "check: 1,900 × 1,000 of one region": table(
            lambda: lines(
                f"acronym,{HUNDRED}" + ",x" * 1_800, 1_000, lambda _: "VISp" + ",1" * 1900
            )
        ),
        "check: 19,990 unknown keys": table(
            lambda: lines("acronym,rate", 19_990, lambda _: f"{random_word()},1")
        ),
        "check: 19,990 rows": table(
            lambda: lines("acronym,rate,note", 19_990, lambda n: f"VISp,{n}.5,text {n}")
        ),
    }


def list_workbooks() -> Bodies:
    """Return workbooks at the limits and beyond."""
    from tests.features.tables.bad_files import BAD_FILES

    return {
        ".xlsx: a million texts, one row": table(lambda: text_workbook(1_000_000, 1, 10), "t.xlsx"),
        ".xlsx: 500,000 texts in as many cells": table(
            lambda: text_workbook(500_000, 500, 1_000), "t.xlsx"
        ),
        ".xlsx: 1,900 × 250 words": table(
            lambda: cell_workbook(250, 1_900, lambda row, column: f"<{row * 7919 + column}"),
            "t.xlsx",
        ),
        **{
            f".xlsx: 1,900 × 250 {what}": table(
                lambda cell=cell: cell_workbook(250, 1_900, cell), "t.xlsx"
            )
            for what, cell in HOSTILE_CELLS.items()
        },
        **{f".xlsx: {name}": table(BAD_FILES[name][1], BAD_FILES[name][0]) for name in HOSTILE},
    }


def list_page_requests() -> Bodies:
    """Return what draws or compares features."""
    page = "/buckets/costs/features/"
    ready = "\n".join(f"{name}" + ",1.5" * 100 for name in ("VISp", "MOs", "CA1"))
    return {
        "preview: 100 features": lambda: post_table(
            "/api/tables/preview", f"acronym,{HUNDRED}\n{ready}".encode(), LEFT
        ),
        "compare: two versions of 7 MB": lambda: (
            lambda client: client.get(f"{page}large/", {"from": 1, "to": 2})
        ),
        "compare: two versions of 27 MB": lambda: (
            lambda client: client.get(f"{page}huge/", {"from": 1, "to": 2})
        ),
    }
