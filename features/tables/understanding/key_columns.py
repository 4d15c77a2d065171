"""Decides which candidate column holds the regions, and finds tables side by side."""

import numpy as np

from features.tables.reading.grid import Grid
from features.tables.reading.patience import look_at_clock
from features.tables.understanding.keys import Column
from features.tables.understanding.vocabulary import ID, load_words

MORE_REGIONS = 2
"""A column that names this many times more regions than a coarser one beside it comes first."""
SURE = 0.8
CHANCE = 0.001
"""Whole numbers headed “id” are ids if they match by chance with less than this probability."""
FEWEST_WORDS = 3
"""Fewer acronyms or names in a column are a header and numbers that match regions by chance."""


def order_columns(columns: list[Column]) -> list[Column]:
    """Return columns likeliest first, by what they name, not by their score alone.

    Numbers that are all the same are never ids of regions. Of two columns the finer one comes
    first, and one whose keys name their side comes before another that names the same regions.
    """
    distinct = {
        column.index: len(np.unique(column.regions[column.regions > 0])) for column in columns
    }
    kept = [c for c in columns if not (c.kind == ID and c.filled > 1 and distinct[c.index] < 2)]
    if not kept:
        return []
    best = kept[0]
    for other in kept[1:]:
        alike = (best.kind == ID) == (other.kind == ID)
        finer = distinct[other.index] >= MORE_REGIONS * distinct[best.index]
        if best.kind == ID and alike:
            named = best.header_kind == ID and other.header_kind != ID
            more = distinct[other.index] > distinct[best.index]
            finer = more and other.rate >= 0.5 and not named
        if alike and (finer and _is_coarse(best, other) or _carries_sides(best, other)):
            best = other
    return [best, *(column for column in kept if column is not best)]


def _is_coarse(best: Column, other: Column) -> bool:
    """Tell whether `best` repeats or leaves blank what `other` names row by row."""
    if best.kind == ID:
        return True
    words = other.hits - other.kinds.get(ID, 0)
    return (other.header_kind != ID and words >= FEWEST_WORDS and other.rate >= SURE) and (
        best.filled * MORE_REGIONS <= other.filled or best.uniqueness < 0.5 < other.uniqueness
    )


def _carries_sides(best: Column, other: Column) -> bool:
    """Tell whether another column names the regions of `best` and also their sides."""
    if best.form or not other.form:
        return False
    shared, same = share_rows(best, other)
    return shared > 0 and same >= 0.5 * shared


def find_starts(grid: Grid, key: Column, columns: list[Column]) -> list[Column]:
    """Return the columns of regions that start tables side by side, including `key`."""
    starts = [key, *(other for other in columns if _starts_block(grid, key, other))]
    return sorted(starts, key=lambda column: column.index)


def _starts_block(grid: Grid, key: Column, other: Column) -> bool:
    """Tell whether another column of regions starts a separate table beside that of `key`.

    There are numbers between the two. The one to the right has the same header or a blank column in
    front; its keys are neither the same in the same rows, nor a few parents that repeat.
    """
    look_at_clock()
    if other is key or other.kind != key.kind or other.rate < 0.6 or other.hits < 2:
        return False
    if other.uniqueness < 0.9 and other.uniqueness < key.uniqueness:
        return False
    left, right = sorted((key, other), key=lambda column: column.index)
    between = range(left.index + 1, right.index)
    if not any(grid.profile(index, left.first).numeric for index in between):
        return False
    first = min(left.first, right.first)
    apart = all(cell is None for cell in grid.columns[right.index - 1][first:])
    if not apart and (other.header != key.header or not key.header):
        return False
    ours = dict(enumerate(key.keys, key.first))
    theirs = dict(enumerate(other.keys, other.first))
    same = sum(ours.get(row) == text for row, text in theirs.items() if text)
    # The same header in the same table counts as much as a blank column between two.
    return same < 0.5 * other.filled or apart


def is_doubtful_id(column: Column, companions: list[Column]) -> str:
    """Return why a column of whole numbers may not hold ids, or '' if it certainly does.

    Section numbers, mouse numbers and graph orders match hundreds of ids, so matches count only if
    the header mentions region ids or a name beside them agrees, and chance is ruled out.
    """
    if column.kind != ID:
        return ""
    share = f"{column.hits} of {column.filled} are also atlas ids"
    if column.header_kind == ID and column.header not in ("id", "ids") and column.rate >= 0.5:
        return ""
    if column.rate < 0.9:
        return f"only {share}"
    if companions:
        return ""
    if column.header in ("id", "ids") and _chance(column) < CHANCE:
        return ""
    said = (
        f"the header “{column.header}” does not say that they are ids"
        if column.header
        else "there is no header"
    )
    return f"{share}, but {said} and no region name is beside them"


def _chance(column: Column) -> float:
    """Return the probability that so many random whole numbers from the same range are all ids."""
    numbers = {abs(int(key)) for key in column.keys if key.removeprefix("-").isdecimal()}
    low, high = min(numbers), max(numbers)
    inside = sum(low <= number <= high for number in load_words().sorted_ids)
    return float((inside / (high - low + 1)) ** len(numbers))


def find_companions(column: Column, columns: list[Column]) -> list[Column]:
    """Return the columns that name the same regions as `column` in most of their common rows."""
    companions = []
    for other in columns:
        if other.index == column.index or other.kind == column.kind:
            continue
        shared, agreeing = share_rows(column, other)
        if shared and agreeing >= 0.5 * shared:
            companions.append(other)
    return companions


def share_rows(column: Column, other: Column) -> tuple[int, int]:
    """Return in how many rows both columns name a region, and in how many of these the same."""
    look_at_clock()
    start = max(column.first, other.first)
    ours, theirs = column.regions[start - column.first :], other.regions[start - other.first :]
    length = min(len(ours), len(theirs))
    ours, theirs = ours[:length], theirs[:length]
    both = (ours > 0) & (theirs > 0)
    return int(both.sum()), int((both & (ours == theirs)).sum())
