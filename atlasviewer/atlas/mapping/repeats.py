"""Regions that are given more than once: found, refused, or combined into one value."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from atlasviewer.atlas.mapping.placement import MappingError, Placement
from atlasviewer.atlas.mapping.slots import REGION_SLOTS, Floats, Ints, load_tree
from atlasviewer.atlas.regions import SIDE_ROWS

AGGREGATIONS = ("mean", "median", "sum", "min", "max", "first", "last")
"""Ways to combine several values into one."""


@dataclass(frozen=True)
class Gathered:
    """The values that were given, one for each region and side."""

    sides: tuple[int, ...]
    """The sides with any value: 0 is right, 1 is left."""
    values: Floats
    """NaN where none, shape (sides, slots, columns)."""


def aggregate(places: Ints, values: Floats, how: str) -> tuple[Ints, Floats]:
    """Return each of the `places` (n,) once, in ascending order, and one value for each.

    `values` (n,) holds no NaN; `how` is one of `AGGREGATIONS`. First and last refer to the order of
    the input.
    """
    found, first_at, inverse, counts = np.unique(
        places, return_index=True, return_inverse=True, return_counts=True
    )
    if how == "first":
        return found, values[first_at]
    if how in ("sum", "mean"):
        sums = np.zeros(len(found))
        np.add.at(sums, inverse, values)
        return found, sums / counts if how == "mean" else sums
    # Ordered by place, then by value; for the last by the order of the input.
    by_value = how in ("min", "max", "median")
    keys = (values, inverse) if by_value else (np.arange(len(inverse)), inverse)
    ordered = values[np.lexsort(keys)]
    ends = np.cumsum(counts) - 1
    starts = ends - counts + 1
    if how == "median":
        low, high = ordered[starts + (counts - 1) // 2], ordered[starts + counts // 2]
        return found, (low + high) / 2
    return found, ordered[starts] if how == "min" else ordered[ends]


def gather(placement: Placement, values: Floats) -> Gathered:
    """Return the values by side and slot.

    Lines of one region may have values in different columns. Raises MappingError
    ``repeated_region`` if a region has several values in one column.
    """
    _refuse_repeats(placement, values)
    sides = tuple(int(side) for side in np.unique(placement.side))
    out = np.full((len(sides), load_tree().count, values.shape[1]), np.nan)
    side_at = np.searchsorted(sides, placement.side)
    out[side_at, placement.slot] = values[placement.source]
    for members in _groups(placement):
        block = values[placement.source[members]]
        given = np.argmax(~np.isnan(block), axis=0)
        where = side_at[members[0]], placement.slot[members[0]]
        out[where] = np.take_along_axis(block, given[np.newaxis], axis=0)[0]
    return Gathered(sides=sides, values=out)


def _groups(placement: Placement) -> Iterator[Ints]:
    """Yield, for every slot that is used more than once, the positions in the placement."""
    key = placement.side * load_tree().count + placement.slot
    order = np.argsort(key, kind="stable")
    _, starts, counts = np.unique(key[order], return_index=True, return_counts=True)
    for start, count in zip(starts[counts > 1], counts[counts > 1], strict=True):
        yield order[start : start + count]


def _refuse_repeats(placement: Placement, values: Floats) -> None:
    repeated = [
        members
        for members in _groups(placement)
        if np.any(np.count_nonzero(~np.isnan(values[placement.source[members]]), axis=0) > 1)
    ]
    if not repeated:
        return
    row = load_tree().row[placement.slot] + placement.side * SIDE_ROWS
    raise MappingError(
        "repeated_region",
        f"{len(repeated)} regions are given more than once; leave one line for each.",
        [
            {
                "position": int(placement.source[at]),
                "row": int(row[at]),
                "leaf": bool(placement.slot[at] >= REGION_SLOTS),
                "code": "repeated_region",
            }
            for members in repeated
            for at in members
        ],
    )
