"""Brings records and columns of values into one matrix: a line for each region and side."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlasviewer.atlas.regions import SIDE_ROWS
from features.tables.records import Record
from features.tables.values import FeatureColumn

LEAF_OFFSET = 2 * SIDE_ROWS + 1
"""Added to a signed row for the leaf part of a region that is node and leaf."""
SLOTS = 2 * LEAF_OFFSET
STOP = "stop"

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class TableFeature:
    """A feature as the service stores it; several statistics of one fname are several of these."""

    fname: str
    statistic: str
    unit: str
    description: str
    columns: tuple[str, ...]
    """The columns of the spreadsheet that it was read from."""


@dataclass(frozen=True)
class CheckedTable:
    """The values of a table without any open problem.

    ``rows`` (n,) int64: rows of `BrainRegions`, 0…2654, left above 1327, no two alike together
    with ``leaf``. ``leaf`` (n,) bool: whether the leaf part (``TH-lf``) is meant. ``values``
    (n, features) float64, NaN where missing. ``lines``: the spreadsheet's rows that each line of
    the matrix was read from.
    """

    rows: Ints
    leaf: NDArray[np.bool_]
    values: Floats
    features: tuple[TableFeature, ...]
    lines: tuple[tuple[int, ...], ...]
    map_nodes: bool = False


@dataclass(frozen=True)
class Entries:
    """Values of one feature: slots, numbers and lines, all (n,), without missing ones."""

    slots: Ints
    values: Floats
    lines: Ints


@dataclass(frozen=True)
class RepeatedSlot:
    """A region (with its side) that has several values in one feature."""

    slot: int
    lines: tuple[int, ...]


def gather_entries(
    records: list[Record], column: FeatureColumn, numbers: Floats, hemisphere: str | None
) -> Entries:
    """Return the values of one column of a block, by region and side.

    `numbers` holds a value for each record; a value for both sides appears twice.
    """
    sides = [record.side or column.side or hemisphere for record in records]
    rows = np.array([record.row for record in records], dtype=np.int64)
    slots = rows + LEAF_OFFSET * np.array([record.leaf for record in records], dtype=np.int64)
    lines = np.array([record.line for record in records], dtype=np.int64)
    present = ~np.isnan(numbers)
    parts = []
    for names, shift in ((("right", "both"), 0), (("left", "both"), SIDE_ROWS)):
        chosen = present & np.array([side in names for side in sides], dtype=bool)
        parts.append((slots[chosen] + shift, numbers[chosen], lines[chosen]))
    joined = [np.concatenate(arrays) for arrays in zip(*parts, strict=True)]
    return Entries(*joined)


def join_entries(entries: list[Entries]) -> Entries:
    """Return the entries of several columns as those of one feature, in the order of the lines."""
    slots, values, lines = (
        np.concatenate([getattr(entry, name) for entry in entries])
        for name in ("slots", "values", "lines")
    )
    order = np.argsort(lines, kind="stable")
    return Entries(slots[order], values[order], lines[order])


def find_repeated(entries: Entries) -> list[RepeatedSlot]:
    """Return the regions that have several values in a feature."""
    counts = np.bincount(entries.slots, minlength=1)
    return [
        RepeatedSlot(int(slot), tuple(entries.lines[entries.slots == slot].tolist()))
        for slot in np.flatnonzero(counts > 1)
    ]


def combine(entries: Entries, how: str) -> tuple[Ints, Floats]:
    """Return each slot once with its values brought to one.

    `how` is mean, median, sum, min, max, first or last; it does not matter without repeats.
    """
    slots, starts_at, inverse, counts = np.unique(
        entries.slots, return_index=True, return_inverse=True, return_counts=True
    )
    if len(slots) == len(entries.slots) or how == "first":
        return slots, entries.values[starts_at]
    if how in ("sum", "mean"):
        sums = np.zeros(len(slots))
        np.add.at(sums, inverse, entries.values)
        return slots, sums / counts if how == "mean" else sums
    # Ordered by slot, then by value (or by line for the last).
    by_value = how in ("min", "max", "median")
    keys = (entries.values, inverse) if by_value else (np.arange(len(inverse)), inverse)
    ordered = entries.values[np.lexsort(keys)]
    ends = np.cumsum(counts) - 1
    first = ends - counts + 1
    if how == "median":
        low, high = ordered[first + (counts - 1) // 2], ordered[first + counts // 2]
        return slots, (low + high) / 2
    return slots, ordered[first] if how == "min" else ordered[ends]


def assemble(
    features: list[TableFeature], entries: list[Entries], how: str, map_nodes: bool
) -> CheckedTable:
    """Return the matrix of all features; regions without any value are left out.

    Repeated regions are combined as `how` says.
    """
    combined = [combine(entry, how) for entry in entries]
    used = np.unique(np.concatenate([slots for slots, _ in combined]))
    values = np.full((len(used), len(features)), np.nan)
    for index, (slots, numbers) in enumerate(combined):
        values[np.searchsorted(used, slots), index] = numbers
    return CheckedTable(
        rows=used % LEAF_OFFSET,
        leaf=used >= LEAF_OFFSET,
        values=values,
        features=tuple(features),
        lines=_lines_of(used, entries),
        map_nodes=map_nodes,
    )


def _lines_of(used: Ints, entries: list[Entries]) -> tuple[tuple[int, ...], ...]:
    pairs = np.unique(
        np.concatenate([np.stack([e.slots, e.lines], axis=1) for e in entries]), axis=0
    )
    bounds = (
        np.searchsorted(pairs[:, 0], used, side="left"),
        np.searchsorted(pairs[:, 0], used, side="right"),
    )
    return tuple(tuple(pairs[low:high, 1].tolist()) for low, high in zip(*bounds, strict=True))
