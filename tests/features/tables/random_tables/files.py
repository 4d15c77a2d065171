"""From rows of cells to the bytes of a file, as spreadsheet programs and scripts write them."""

import csv
import io
from typing import Any

import openpyxl

from tests.features.tables.random_tables.known import Case
from tests.features.tables.random_tables.numbers import write_text

TEXTS = {
    "csv": (",", "dot", "utf-8"),
    "csv with mark": (",", "dot", "utf-8-sig"),
    "csv with thousands": (",", "thousands", "utf-8"),
    "semicolons, decimal commas": (";", "comma", "utf-8"),
    "tsv": ("\t", "dot", "utf-8"),
    "tsv, decimal commas": ("\t", "comma", "utf-8"),
    "tsv in UTF-16": ("\t", "dot", "utf-16"),
}
FORMS = ["xlsx", "xlsx", "xlsx, numbers as text", *TEXTS]


def write_file(case: Case) -> None:
    """Write the rows of a case into a file of a drawn form."""
    form = "xlsx" if case.merges else case.random.choice(FORMS)
    case.kinds["file"] = form
    if form.startswith("xlsx"):
        case.data, case.filename = _write_xlsx(case, as_text="text" in form), "table.xlsx"
        return
    separator, style, encoding = TEXTS[form]
    out = io.StringIO(newline="")
    rows = [[write_text(cell, style) for cell in row] for row in case.rows]
    csv.writer(out, delimiter=separator).writerows(rows)
    case.data = out.getvalue().encode(encoding)
    case.filename = "table.tsv" if form.startswith("tsv") else "table.csv"


def _write_xlsx(case: Case, *, as_text: bool) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    if case.random.random() < 0.15:
        about = book.create_sheet("README", 0)
        about.append(["About this file"])
        about.append(["Contact", "the corresponding author"])
        case.kinds["sheets"] = "README first"
    for row in case.rows:
        sheet.append([_as_cell(cell, as_text) for cell in row])
    for merge in case.merges:
        sheet.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _as_cell(cell: Any, as_text: bool) -> Any:
    return write_text(cell, "dot") if as_text and isinstance(cell, float) else cell
