"""Reads .xls, .xlsb and .ods with python-calamine, in a process of capped memory and time."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from features.tables.reading.recognising import WHAT_TO_SEND, Unreadable
from features.tables.reading.sheets import (
    DateCell,
    ErrorCell,
    Limits,
    Merge,
    RawCell,
    Sheet,
    TableTooLarge,
    Workbook,
    drop_trailing_blanks,
)

CHILD = Path(__file__).with_name("calamine_child.py")
PATIENCE = 60
"""Seconds to wait; the process stops itself after 5 s of CPU time."""
ERROR = re.compile(r"#(?:N/A|DIV/0!|NUM!|NAME\?|NULL!|REF!|VALUE!|DATA!|GETTING_DATA)")
UNREADABLE = "is damaged, or too large to read. Save it as .xlsx and send that."


def read_calamine(data: bytes, suffix: str, limits: Limits) -> Workbook:
    """Return the sheets of an .xls, .xlsb or .ods with stored results in place of formulas.

    Percent formats are lost: a cell shown as 35 % is 0.35, and a note says so. Raises `Unreadable`
    for what cannot be read and `TableTooLarge` when every sheet is over a limit.
    """
    bounds = [str(n) for n in (limits.rows, limits.columns, limits.area, limits.cells)]
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(CHILD), *bounds],
            input=data,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
        found = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise Unreadable(UNREADABLE, "damaged") from error
    if found == "encrypted":
        sentence = "is encrypted with a password. Save it without the password and send that."
        raise Unreadable(sentence, "encrypted")
    if not found:
        raise Unreadable(f"has no sheet with cells. {WHAT_TO_SEND}", "not_a_table")
    kind = suffix or "this file"
    note = f"Percent formats are not read from {kind}: a cell shown as 35 % counts as 0.35."
    workbook = Workbook("xlsx", [_sheet(entry, limits) for entry in found], notes=[note])
    if workbook.sheets and all(sheet.refused for sheet in workbook.sheets):
        raise TableTooLarge(
            f"Every sheet {workbook.sheets[0].refused}. Send fewer rows or columns."
        )
    return workbook


def _sheet(entry: dict[str, Any], limits: Limits) -> Sheet:
    if entry["rows"] is None:
        high, wide = entry["size"]
        why = f"has {high:,} rows and {wide:,} columns, more than this site reads"
        return Sheet(entry["name"], [], hidden=entry["hidden"], refused=why)
    rows = [[_cell(cell, limits) for cell in row] for row in entry["rows"]]
    drop_trailing_blanks(rows)
    merges = [Merge(top, left, low, right) for (top, left), (low, right) in entry["merges"]]
    return Sheet(entry["name"], rows, merges, hidden=entry["hidden"])


def _cell(cell: Any, limits: Limits) -> RawCell:
    if isinstance(cell, dict):
        return DateCell(cell["date"])
    if isinstance(cell, bool) or cell is None:
        return cell
    if isinstance(cell, int | float):
        return float(cell)
    text = str(cell).strip()[: limits.text]
    return ErrorCell(text) if ERROR.fullmatch(text) else text or None
