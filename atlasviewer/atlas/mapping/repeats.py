"""A region that is given more than once: found, refused, or brought to one value."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from atlasviewer.atlas.mapping.placement import MappingError, Placement, check_values, place
from atlasviewer.atlas.mapping.slots import REGION_SLOTS, Floats, Ints, load_tree
from atlasviewer.atlas.regions import SIDE_ROWS


@dataclass(frozen=True)
class Repeat:
    """One region that has several values in some column."""

    row: int
    """Row of the region, 0…2654."""
    leaf: bool
    """Whether it is the leaf part of a node (``TH-lf``)."""
    positions: tuple[int, ...]
    """Positions in the input, in their order."""


@dataclass(frozen=True)
class Gathered:
    """The values that were given, one for each region and side."""

    sides: tuple[int, ...]
    """The sides that have any: 0 is right, 1 is left."""
    values: Floats
    """NaN where none, shape (sides, slots, columns)."""
    lines: NDArray[np.int32]
    """How many values of the input each was made from, same shape."""
    repeated: str
    """How several were brought to one: a key of `AGGREGATIONS`, or ``refuse``."""


def _mean(block: Floats) -> Floats:
    return _sum(block) / np.maximum(_count(block), 1)


def _sum(block: Floats) -> Floats:
    return np.where(_count(block) > 0, np.nansum(block, axis=0), np.nan)


def _median(block: Floats) -> Floats:
    ordered = np.sort(block, axis=0)  # NaN comes last
    count = np.maximum(_count(block), 1)
    middle = [
        np.take_along_axis(ordered, k[np.newaxis], axis=0)[0]
        for k in ((count - 1) // 2, count // 2)
    ]
    return (middle[0] + middle[1]) / 2


def _first(block: Floats) -> Floats:
    at = np.argmax(~np.isnan(block), axis=0)
    return np.take_along_axis(block, at[np.newaxis], axis=0)[0]


def _last(block: Floats) -> Floats:
    return _first(block[::-1])


def _smallest(block: Floats) -> Floats:
    return np.fmin.reduce(block, axis=0)


def _largest(block: Floats) -> Floats:
    return np.fmax.reduce(block, axis=0)


def _count(block: Floats) -> Ints:
    return np.count_nonzero(~np.isnan(block), axis=0)


AGGREGATIONS: dict[str, Callable[[Floats], Floats]] = {
    "mean": _mean,
    "median": _median,
    "sum": _sum,
    "min": _smallest,
    "max": _largest,
    "first": _first,
    "last": _last,
}
"""Ways to bring several values to one, blind to NaN: (several, columns) → (columns,)."""


def find_repeats(
    rows: ArrayLike,
    *,
    values: ArrayLike | None = None,
    leaf: ArrayLike | None = None,
    hemisphere: str | None = None,
) -> list[Repeat]:
    """Return every region that is given more than once.

    With `values` (n, columns) only those count that have two values in one column: a region
    whose lines complete each other needs no choice. Raises MappingError like `map_values`.
    """
    row_array = np.asarray(rows, dtype=np.int64)
    leaves = np.zeros(len(row_array), bool) if leaf is None else np.asarray(leaf, dtype=bool)
    matrix = np.zeros((len(row_array), 1)) if values is None else check_values(values, len(leaves))
    return list(_repeats(place(row_array, leaves, hemisphere), matrix))


def gather(placement: Placement, values: Floats, repeated: str) -> Gathered:
    """Return the values by side and slot, those of a repeated region brought to one.

    Raises MappingError ``repeated_region`` when `repeated` is ``refuse`` and a region has several
    values in one column, ``no_such_aggregation`` for an unknown `repeated`.
    """
    if repeated != "refuse" and repeated not in AGGREGATIONS:
        known = ", ".join(AGGREGATIONS)
        raise MappingError(
            "no_such_aggregation",
            f"Repeated regions cannot be treated by {repeated!r}; choose refuse or {known}.",
        )
    if repeated == "refuse":
        _refuse_repeats(list(_repeats(placement, values)))
    sides = tuple(int(side) for side in np.unique(placement.side))
    out = np.full((len(sides), load_tree().count, values.shape[1]), np.nan)
    side_at = np.searchsorted(sides, placement.side)
    out[side_at, placement.slot] = values[placement.source]
    lines = (~np.isnan(out)).astype(np.int32)
    combine = _first if repeated == "refuse" else AGGREGATIONS[repeated]
    for members in _groups(placement):
        block = values[placement.source[members]]
        where = side_at[members[0]], placement.slot[members[0]]
        out[where] = combine(block)
        lines[where] = _count(block)
    return Gathered(sides=sides, values=out, lines=lines, repeated=repeated)


def _groups(placement: Placement) -> Iterator[Ints]:
    """Yield, for every slot that is used more than once, the positions in the placement."""
    key = placement.side * load_tree().count + placement.slot
    order = np.argsort(key, kind="stable")
    _, starts, counts = np.unique(key[order], return_index=True, return_counts=True)
    for start, count in zip(starts[counts > 1], counts[counts > 1], strict=True):
        yield order[start : start + count]


def _repeats(placement: Placement, values: Floats) -> Iterator[Repeat]:
    tree = load_tree()
    for members in _groups(placement):
        positions = placement.source[members]
        if np.any(_count(values[positions]) > 1):
            slot, side = placement.slot[members[0]], placement.side[members[0]]
            yield Repeat(
                row=int(tree.row[slot] + side * SIDE_ROWS),
                leaf=bool(slot >= REGION_SLOTS),
                positions=tuple(positions.tolist()),
            )


def _refuse_repeats(repeats: list[Repeat]) -> None:
    if repeats:
        raise MappingError(
            "repeated_region",
            f"{len(repeats)} regions are given more than once; choose what to do with them: "
            f"{', '.join(AGGREGATIONS)}, or leave one line for each.",
            [
                {"position": p, "row": r.row, "leaf": r.leaf, "code": "repeated_region"}
                for r in repeats
                for p in r.positions
            ],
        )
