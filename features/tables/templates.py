"""Blank sheets to start from: every region, or only those of the Beryl parcellation."""

import csv
import io

import numpy as np
from openpyxl import Workbook as Book

from atlasviewer.atlas.regions import ROOT, load_regions
from features.tables.checking.annotate import text_cell

ALL, BERYL = "all", "beryl"
COLUMNS = ("acronym", "id", "name", "my feature")
SIDED_COLUMNS = ("acronym", "id", "name", "my feature (left)", "my feature (right)")
WIDTHS = (14, 12, 52, 18, 18)


def blank_sheet(which: str = ALL, kind: str = "xlsx", *, sides: bool = False) -> bytes:
    """Return a sheet with a row for each region and an empty column for values.

    `which` is ``all`` (1,327 regions) or ``beryl``; `kind` is ``xlsx`` or ``csv`` (UTF-8 with a
    byte-order mark). With `sides` there is a column for the left and one for the right. A filled-in
    sheet is understood when it is uploaded; rows that stay empty are skipped.
    """
    table = load_regions()
    header = SIDED_COLUMNS if sides else COLUMNS
    regions = [
        (str(table.acronym[row]), int(table.id[row]), str(table.official_name[row]))
        for row in list_rows(which)
    ]
    return _write_csv(header, regions) if kind == "csv" else _write_xlsx(header, regions)


def list_rows(which: str) -> list[int]:
    """Return the rows (1…1327) of the regions of a template, in the order of the atlas."""
    table = load_regions()
    rows = np.arange(ROOT, len(table))
    if which == BERYL:
        rows = rows[(table.beryl[rows] == rows) & (rows != ROOT)]
    return [int(row) for row in rows]


def _write_csv(header: tuple[str, ...], regions: list[tuple[str, int, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    blanks = [""] * (len(header) - 3)
    writer.writerows([*region, *blanks] for region in regions)
    return text.getvalue().encode("utf-8-sig")


def _write_xlsx(header: tuple[str, ...], regions: list[tuple[str, int, str]]) -> bytes:
    book = Book(write_only=True)
    sheet = book.create_sheet("regions")
    sheet.freeze_panes = "B2"
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([text_cell(sheet, label, bold=True) for label in header])
    for acronym, number, name in regions:
        sheet.append([text_cell(sheet, acronym), number, text_cell(sheet, name)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
