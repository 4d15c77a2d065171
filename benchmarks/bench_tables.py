"""How long opening, understanding and checking tables takes, against openpyxl in the same run.

Run: ``python benchmarks/bench_tables.py``. Needs no server and no network. All numbers are seconds
of processor time on one core, so that other work on the machine does not count.
"""

import csv
import io
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atlasviewer.settings")

from atlasviewer.atlas.regions import ROOT, load_regions
from features.tables import Choices, annotate, check, open_table, understand

REPEATS = 3
LIMIT = 4.0
"""Seconds that reading, understanding and checking 1,327 regions × 300 columns may take."""


def median_time(action: Callable[[], object]) -> float:
    """Return the median processor time of an action, in seconds."""
    durations = []
    for _ in range(REPEATS):
        started = time.process_time()
        action()
        durations.append(time.process_time() - started)
    return statistics.median(durations)


def make_rows(sides: bool, columns: int) -> list[list[object]]:
    """Return a header and a row for each region, or for each region and side."""
    rng = np.random.default_rng(0)
    acronyms = load_regions().acronym[ROOT:]
    header: list[object] = ["acronym", *(["side"] if sides else [])]
    rows: list[list[object]] = [[*header, *(f"feature {at} (Hz)" for at in range(columns))]]
    for side in ("left", "right") if sides else ("",):
        for acronym in acronyms:
            key: list[object] = [acronym, side] if sides else [acronym]
            rows.append(key + rng.normal(size=columns).tolist())
    return rows


def write_xlsx(rows: list[list[object]]) -> bytes:
    """Return the rows as an .xlsx."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("values")
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_csv(rows: list[list[object]], separator: str) -> bytes:
    """Return the rows as text; with semicolons the comma is the decimal sign."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    text = out.getvalue()
    return (text.replace(".", ",") if separator == ";" else text).encode()


def misspell(rows: list[list[object]]) -> list[list[object]]:
    """Return the rows with every region in the wrong case: as many problems as rows."""
    return [rows[0], *([str(row[0]).swapcase(), *row[1:]] for row in rows[1:])]


def read_with_openpyxl(data: bytes) -> int:
    """Read every cell with openpyxl's read-only mode; return how many rows there were."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))


def measure(data: bytes, filename: str, hemisphere: str | None) -> tuple[float, float, float]:
    """Return the seconds for opening, understanding and checking a file."""
    choices = Choices(hemisphere=hemisphere)
    workbook = open_table(data, filename)
    understood = understand(workbook, choices)
    return (
        median_time(lambda: open_table(data, filename)),
        median_time(lambda: understand(workbook, choices)),
        median_time(lambda: check(understood, choices)),
    )


def main() -> int:
    """Print the table; return 1 when the limit is exceeded."""
    single, double = make_rows(False, 300), make_rows(True, 300)
    files = {
        "1,327 × 300 .xlsx": (write_xlsx(single), "t.xlsx", "left"),
        "2,654 × 300 .xlsx, side column": (write_xlsx(double), "t.xlsx", None),
        "1,327 × 300 .csv": (write_csv(single, ","), "t.csv", "left"),
        "1,327 × 300 ; decimal commas": (write_csv(single, ";"), "t.csv", "left"),
        "1,327 × 300 .xlsx, all misspelled": (write_xlsx(misspell(single)), "t.xlsx", "left"),
    }
    print(f"{'file':36} {'MB':>5} {'open':>6} {'underst.':>8} {'check':>6} {'sum':>6}")
    totals = []
    for name, (data, filename, hemisphere) in files.items():
        opened, understood, checked = measure(data, filename, hemisphere)
        totals.append(opened + understood + checked)
        print(
            f"{name:36} {len(data) / 1e6:5.1f} {opened:6.2f} {understood:8.2f} {checked:6.2f} "
            f"{totals[-1]:6.2f}"
        )
    data = files["1,327 × 300 .xlsx"][0]
    reference = median_time(lambda: read_with_openpyxl(data))
    ours = median_time(lambda: open_table(data, "t.xlsx"))
    print(f"openpyxl, read-only, same file: {reference:.2f} s; ours: {ours:.2f} s")
    choices = Choices(hemisphere="left")
    workbook = open_table(data, "t.xlsx")
    checked_table = check(understand(workbook, choices), choices)
    print(f"annotated sheet, .xlsx: {median_time(lambda: annotate(checked_table)):.2f} s")
    print(f"limit for the first: {LIMIT} s; reached: {totals[0]:.2f} s")
    return int(totals[0] > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
