"""The regions of one level: where animals have values, and which regions are tested together."""

from dataclasses import dataclass

import numpy as np

from atlasviewer.atlas.mapping import MappedMatrix, MappedValues, map_values, target_rows
from atlasviewer.atlas.regions import ROOT, SIDE_ROWS, load_regions
from features.animals.describing import Bools, Floats, Ints
from features.tables import CheckedTable

GIVEN, LEAVES, BERYL, COSMOS = "given", "leaves", "beryl", "cosmos"
LEVELS = (GIVEN, LEAVES, BERYL, COSMOS)
LEVEL_NAMES = {
    GIVEN: "the regions given",
    LEAVES: "the given regions without subregions",
    BERYL: "Beryl regions",
    COSMOS: "Cosmos divisions",
}


@dataclass(frozen=True)
class Level:
    """The regions that can be tested, and the animals' values there."""

    name: str
    rows: Ints
    """Rows of the region table with side (k,)."""
    leaf: Bools
    """Which mean the leaf part of a region (k,)."""
    values: Floats
    """(k, animals); NaN where an animal has no value."""
    partial: int = 0
    """Regions in which an animal's mean covers fewer subregions than another animal's."""


@dataclass(frozen=True)
class Spread:
    """The animals' values under one parcellation."""

    index: Ints
    """Rows with a value (k,)."""
    values: Floats
    """(k, animals)."""


def choose_level(table: CheckedTable, mapped: MappedValues, name: str) -> Level:
    """Return the regions of a level. `mapped` has the animals of `table` as its first columns."""
    animals = table.values.shape[1]
    if name in (BERYL, COSMOS):
        matrix = mapped[name]
        keep = (matrix.index != ROOT) & (matrix.index != ROOT + SIDE_ROWS)
        values = matrix.values[keep, :animals]
        has = ~np.isnan(values).all(axis=1)
        rows = matrix.index[keep][has]
        partial = _count_partial(name, table, rows)
        return Level(name, rows, np.zeros(len(rows), bool), values[has], partial)
    keep = np.ones(len(table.rows), bool) if name == GIVEN else is_leaf(table.rows) | table.leaf
    return Level(name, table.rows[keep], table.leaf[keep], table.values[keep])


def is_leaf(rows: Ints) -> Bools:
    """Return which rows with side (n,) have no subregions in the ontology."""
    parents = load_regions().parent
    has_children = np.zeros(SIDE_ROWS + 1, dtype=bool)
    has_children[parents[parents >= 0]] = True
    return ~has_children[_right(rows)]


def find_nested(rows: Ints, leaf: Bools) -> list[tuple[int, int]]:
    """Return pairs of rows with side where the first lies inside the second, on the same side.

    The leaf part of a region lies inside the region.
    """
    parents = load_regions().parent
    left = rows > SIDE_ROWS
    there = {(int(row), bool(part)) for row, part in zip(rows, leaf, strict=True)}
    found = [(row, row) for row, part in sorted(there) if part and (row, False) in there]
    for row, on_left in sorted(set(zip(rows.tolist(), left.tolist(), strict=True))):
        above = int(parents[row - SIDE_ROWS if on_left else row])
        while above > 0:
            outer = above + SIDE_ROWS if on_left else above
            if (outer, False) in there:
                found.append((row, outer))
                break
            above = int(parents[above])
    return found


def spread(matrix: MappedMatrix, union: int, columns: int) -> Spread:
    """Return the values of the first `columns` of a matrix under the places of column `union`.

    `union` has a value wherever any of them has. Under Allen, a region shows only values from the
    place from which `union` has its own: where VISp1 is given for one animal, another's value for
    VISp does not stand in for its missing VISp1.
    """
    values = matrix.values[:, :columns]
    if matrix.mapping == "allen":
        same = (matrix.origin == matrix.origin[:, [union]]) & (
            matrix.source == matrix.source[:, [union]]
        )
        values = np.where(same[:, :columns], values, np.nan)
    return Spread(matrix.index, values)


def map_with_union(values: Floats, rows: Ints, leaf: Bools) -> MappedValues:
    """Map columns (n, columns) with one more: 1 wherever any of them has a value."""
    union = np.where(np.isnan(values).all(axis=1), np.nan, 1.0)
    both = np.column_stack([values, union])
    return map_values(values=both, rows=rows, leaf=leaf)


def _count_partial(name: str, table: CheckedTable, rows: Ints) -> int:
    """Return the number of regions whose subregions are not the same in all animals with any."""
    targets = target_rows(name, table.rows)
    has = ~np.isnan(table.values)
    counts = np.zeros((2 * SIDE_ROWS + 1, has.shape[1]), dtype=np.int64)
    np.add.at(counts, targets, has)
    counts = counts[rows]
    most = counts.max(axis=1, initial=0)[:, np.newaxis]
    return int(((counts > 0) & (counts < most)).any(axis=1).sum())


def _right(rows: Ints) -> Ints:
    return np.where(rows > SIDE_ROWS, rows - SIDE_ROWS, rows)
