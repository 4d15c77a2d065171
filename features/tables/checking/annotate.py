"""The sheet as it was sent, with an added column of the problems in each row."""

import csv
import io
from itertools import zip_longest
from typing import Any

from openpyxl import Workbook as Book
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill

from features.tables.checking.checking import Checked
from features.tables.problems import Problem
from features.tables.reading.cells import parse_number, show_cell
from features.tables.reading.grid import ROWS
from features.tables.reading.sheets import Percent, RawCell, column_index

HEADER = "problems"
FILL = PatternFill("solid", fgColor="FFF2CC")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""The last four are full-width forms, which some spreadsheet programs read like the first four."""
SHEET_TITLE_LENGTH = 31


def annotate(checked: Checked, kind: str = "xlsx") -> bytes:
    """Return the checked sheet with a column ``problems`` behind it.

    `kind` is ``xlsx`` (wrong cells are coloured) or ``csv`` (UTF-8 with a byte-order mark, so that
    spreadsheet programs read accents). Several sheets stay separate, or follow each other under
    their names in a CSV. No text of the sheet can become a formula.
    """
    parts = [(part, _annotated_rows(part)) for part in checked.parts or [checked]]
    if kind != "csv":
        return _write_xlsx(parts)
    rows: list[list[RawCell]] = []
    for part, own in parts:
        if checked.parts:
            rows.append([part.understood.sheet])
        rows += own
    return _write_csv(rows)


def _annotated_rows(checked: Checked) -> list[list[RawCell]]:
    """Return the rows of a sheet, each followed by its problems."""
    rows = _rows_of(checked)
    header = max(checked.understood.header_row or 1, 1)
    column = _column_for_problems(rows, header)
    sentences = _sentences(checked.problems, header)
    for number, sentence in {header: [HEADER], **sentences}.items():
        row = rows[number - 1] if number <= len(rows) else []
        if number == header:
            sentence = [HEADER, *sentences.get(header, [])]
        row.extend([None] * (column + 1 - len(row)))
        row[column] = " ".join(sentence) if number != header else ": ".join(sentence)
    return rows


def safe_text(text: str) -> str:
    """Return `text` so that no spreadsheet program reads it as a formula.

    An apostrophe is put in front of what begins like a formula, unless it is a plain number.
    """
    risky = text.startswith(FORMULA_STARTS) and len(text) > 1
    return f"'{text}" if risky and parse_number(text, ".") is None else text


def _rows_of(checked: Checked) -> list[list[RawCell]]:
    """Return a copy of the spreadsheet's rows, with corrections."""
    grid = checked.understood.table.grid
    if grid.orientation == ROWS:
        return [list(row) for row in grid.rows]
    return [list(row) for row in zip_longest(*grid.rows)]


def _column_for_problems(rows: list[list[RawCell]], header: int) -> int:
    """Return the column after the last, or that of an earlier “problems” column of ours."""
    width = max((len(row) for row in rows), default=0)
    labels = rows[header - 1] if header <= len(rows) else []
    last = show_cell(labels[-1]) if labels else ""
    if len(labels) == width and last.split(":")[0] == HEADER:
        for row in rows:
            del row[width - 1 :]
        return width - 1
    return width


def _sentences(problems: list[Problem], header: int) -> dict[int, list[str]]:
    """Return row → sentences with suggestions; those about the whole sheet are at the header."""
    sentences: dict[int, list[str]] = {}
    for problem in problems:
        choices = ", ".join(suggestion.acronym for suggestion in problem.suggestions)
        offer = f" Suggested: {choices}." if choices else ""
        sentences.setdefault(problem.row or header, []).append(problem.message + offer)
    return sentences


def _write_csv(rows: list[list[RawCell]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _csv_cell(cell: RawCell) -> str:
    shown = show_cell(cell)
    return shown if isinstance(cell, float) else safe_text(shown)


def _write_xlsx(parts: list[tuple[Checked, list[list[RawCell]]]]) -> bytes:
    book = Book(write_only=True)
    for checked, rows in parts:
        sheet = book.create_sheet(_sheet_title(checked.understood.sheet))
        wrong = {(p.row, column_index(p.column or "")) for p in checked.problems if p.row}
        for number, row in enumerate(rows, start=1):
            places = ((cell, (number, index) in wrong) for index, cell in enumerate(row))
            sheet.append([_xlsx_cell(sheet, cell, is_wrong) for cell, is_wrong in places])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_title(name: str) -> str:
    title = "".join(" " if letter in "[]:*?/\\" else letter for letter in name)
    return title.strip(" '")[:SHEET_TITLE_LENGTH] or "table"


def _xlsx_cell(sheet: Any, value: RawCell, is_wrong: bool) -> Any:
    """Return a cell for openpyxl; text stays text whatever it begins with."""
    if isinstance(value, float | bool) or value is None:
        plain = float(value) if isinstance(value, Percent) else value
        if not is_wrong and not isinstance(value, Percent):
            return plain
        cell = WriteOnlyCell(sheet, plain)
        if isinstance(value, Percent):
            cell.number_format = "0.##%"
    else:
        cell = text_cell(sheet, show_cell(value))
    if is_wrong:
        cell.fill = FILL
    return cell


def text_cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    """Return a cell with `text` as text, without characters that XML cannot hold."""
    cell = WriteOnlyCell(sheet, "".join(c for c in text if c >= " " or c in "\t\n"))
    cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell
