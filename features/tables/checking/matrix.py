"""Combines records and columns of values into one matrix, with a line for each region and side."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlasviewer.atlas.mapping import SIDE_BITS, aggregate, spread_sides
from atlasviewer.atlas.regions import SIDE_ROWS
from features.tables.checking.records import Record
from features.tables.understanding.columns import FeatureColumn

LEAF_OFFSET = 2 * SIDE_ROWS + 1
"""Added to a row with side for the leaf part of a region that is both node and leaf."""
MOST_LINES = 1 << 32
STOP = "stop"

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Shorts = NDArray[np.int32]
"""Slots and lines of a column: a table at the limits has millions of them."""


@dataclass(frozen=True)
class TableFeature:
    """A feature as the service stores it, one for each statistic of an fname."""

    fname: str
    statistic: str
    unit: str
    description: str
    columns: tuple[str, ...]
    """The columns of the spreadsheet that it was read from."""


@dataclass(frozen=True)
class CheckedTable:
    """The values of a table without any open problem.

    ``rows`` (n,) int64: rows of `BrainRegions`, 0…2654, left above 1327; unique together with
    ``leaf``. ``leaf`` (n,) bool: whether the leaf part (``TH-lf``) is meant. ``values`` (n,
    features) float64, NaN where missing. ``lines``: the spreadsheet's rows behind each line of the
    matrix, ``4 of mouse 2`` if several sheets are read.
    """

    rows: Ints
    leaf: NDArray[np.bool_]
    values: Floats
    features: tuple[TableFeature, ...]
    lines: tuple[tuple[int | str, ...], ...]
    map_nodes: bool = False
    given_wins: bool = False
    """Whether Beryl and Cosmos show a value given for their region, not the mean of its parts."""


@dataclass(frozen=True)
class Entries:
    """Values of one feature: slots, numbers and lines, all (n,), without missing ones."""

    slots: Shorts
    values: Floats
    lines: Shorts


@dataclass(frozen=True)
class RepeatedSlot:
    """A region (with its side) that has several values in one feature."""

    slot: int
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Places:
    """The records of a block as arrays (n,): slot on the right side, side, line."""

    slots: Shorts
    sides: NDArray[np.int8]
    """Of `SIDE_BITS`: 0 where the row says none."""
    lines: Shorts


def place_records(records: list[Record]) -> Places:
    """Return the places of the records' values, for use by `gather_entries` in each column."""
    rows = np.array([record.row for record in records], dtype=np.int32)
    leaf = np.array([record.leaf for record in records], dtype=np.int32)
    sides = np.array([SIDE_BITS[record.side] for record in records], dtype=np.int8)
    lines = np.array([record.line for record in records], dtype=np.int32)
    return Places(rows + LEAF_OFFSET * leaf, sides, lines)


def gather_entries(
    places: Places, column: FeatureColumn, numbers: Floats, hemisphere: str | None
) -> Entries:
    """Return the values of one column of a block, by region and side.

    `numbers` holds a value for each record; a value for both sides appears twice. A row's own side
    takes precedence over its column's, and that over `hemisphere`.
    """
    otherwise = SIDE_BITS[column.side or hemisphere]
    sides = np.where(places.sides == 0, otherwise, places.sides)
    source, side = spread_sides(np.where(np.isnan(numbers), 0, sides))
    slots = places.slots[source] + side.astype(np.int32) * SIDE_ROWS
    return Entries(slots, numbers[source], places.lines[source])


def join_entries(entries: list[Entries]) -> Entries:
    """Return the entries of several columns as those of one feature, in the order of the lines."""
    if len(entries) == 1 and (np.diff(entries[0].lines) >= 0).all():
        return entries[0]
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


def combine(entries: Entries, way_of: Callable[[int], str]) -> tuple[Shorts, Floats]:
    """Return each slot once, with its values combined into one.

    `way_of` a slot is mean, median, sum, min, max, first or last; it is called for repeats only.
    """
    slots, starts_at, counts = np.unique(entries.slots, return_index=True, return_counts=True)
    values = entries.values[starts_at]
    repeated = np.flatnonzero(counts > 1)
    ways: dict[str, list[int]] = {}
    for at in repeated.tolist():
        ways.setdefault(way_of(int(slots[at])), []).append(at)
    for how, places in ways.items():
        chosen = np.isin(entries.slots, slots[places])
        values[places] = aggregate(
            entries.slots[chosen].astype(np.int64), entries.values[chosen], how
        )[1]
    return slots, values


def assemble(
    features: list[TableFeature],
    entries: list[Entries],
    way_of: Callable[[int], str],
    map_nodes: bool,
    given_wins: bool = False,
) -> CheckedTable:
    """Return the matrix of all features; regions without any value are left out.

    Repeated regions are combined as `way_of` each slot says.
    """
    combined = [combine(entry, way_of) for entry in entries]
    used = _unite(slots for slots, _ in combined)
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
        given_wins=given_wins,
    )


def _unite(arrays: Iterable[Ints] | Iterable[Shorts]) -> Ints:
    """Return the sorted union of many arrays that have most of their values in common."""
    united = np.empty(0, dtype=np.int64)
    last: Ints | Shorts = united
    for array in arrays:
        if not np.array_equal(array, last) and not np.isin(array, united).all():
            united = np.union1d(united, array)
        last = array
    return united


def _lines_of(used: Ints, entries: list[Entries]) -> tuple[tuple[int, ...], ...]:
    # One number for slot and line together: sorting these is ten times faster than sorting pairs.
    joined = _unite(e.slots.astype(np.int64) * MOST_LINES + e.lines for e in entries)
    slots, lines = joined // MOST_LINES, joined % MOST_LINES
    low, high = np.searchsorted(slots, used, "left"), np.searchsorted(slots, used, "right")
    return tuple(tuple(lines[a:b].tolist()) for a, b in zip(low, high, strict=True))
