"""Run by `calamine.py` as a separate process: a workbook on stdin, its cells as JSON on stdout.

It imports nothing from the project, so it starts fast, and caps its own memory and time, so that a
malicious file ends this process and nothing else.
"""

import datetime
import io
import json
import resource
import sys
from typing import Any

MEMORY = 300 * 1024 * 1024
SECONDS = 5


def main() -> None:
    """Read stdin; arguments: most rows, columns and area of a sheet, and cells in total."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from python_calamine import PasswordError, load_workbook

    rows, columns, area, cells = map(int, sys.argv[1:5])
    answer: list[dict[str, Any]] | str = []
    try:
        book = load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        sheets: list[dict[str, Any]] = []
        for about in book.sheets_metadata:
            if "Work" not in str(about.typ):
                continue
            sheet = book.get_sheet_by_name(about.name)
            high, wide = sheet.total_height, sheet.total_width
            entry: dict[str, Any] = {
                "name": about.name,
                "hidden": "Hidden" in str(about.visible),
                "size": [high, wide],
                "rows": None,
                "merges": [],
            }
            if high <= rows and wide <= columns and high * wide <= min(area, cells):
                cells -= high * wide
                read = sheet.to_python(skip_empty_area=False)
                entry["rows"] = [[_plain(cell) for cell in row] for row in read]
                entry["merges"] = sheet.merged_cell_ranges or []
            sheets.append(entry)
        answer = sheets
    except PasswordError:
        answer = "encrypted"
    json.dump(answer, sys.stdout)


def _plain(cell: Any) -> Any:
    """Return a cell as JSON: null if blank, a date or duration as an object."""
    if cell == "" or cell is None:
        return None
    if isinstance(cell, datetime.date | datetime.time):
        return {"date": cell.isoformat()}
    if isinstance(cell, datetime.timedelta):
        return {"date": str(cell)}
    return cell


if __name__ == "__main__":
    main()
