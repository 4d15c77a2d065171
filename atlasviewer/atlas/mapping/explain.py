"""Explains in a sentence where a mapped value comes from."""

from dataclasses import dataclass

import numpy as np

from atlasviewer.atlas.mapping.engine import parcellation_rows
from atlasviewer.atlas.mapping.repeats import Gathered
from atlasviewer.atlas.mapping.result import MappedValues, Origin
from atlasviewer.atlas.mapping.slots import REGION_SLOTS, Floats, load_tree
from atlasviewer.atlas.mapping.sweep import Swept, sweep
from atlasviewer.atlas.regions import ROOT, SIDE_ROWS, load_regions

NAMED = 6
"""Contributors named in a sentence; further ones are only counted."""


@dataclass(frozen=True)
class Contributor:
    """One value that contributed to another."""

    row: int
    """Row of the region, 0…2654."""
    leaf: bool
    """Whether it was given as the leaf part of a node (``TH-lf``)."""
    value: float
    given: bool
    """Whether it was given; otherwise it is itself a mean of subregions."""


def find_contributors(
    mapped: MappedValues, mapping: str, row: int, column: int
) -> list[Contributor]:
    """Return the values that contributed to that of `row` in `column`, in the order of the tree."""
    kind, _ = _lookup(mapped, mapping, row, column)
    if kind == Origin.NONE:
        return []
    if mapping != "allen":
        parts = _inside(mapped.gathered, mapping, row, column)
        itself = [part for part in parts if part.row == row and not part.leaf]
        return itself if mapped.given_wins and itself else parts
    side = int(row > SIDE_ROWS)
    slot = row - side * SIDE_ROWS
    values = _column(mapped.gathered, side, column)
    swept = _swept(values, slot)
    if kind == Origin.CHILDREN:
        return _children(swept, values, slot, side)
    return [_contributor(swept.climbed, values, int(swept.source[slot, 0]), side)]


def explain_value(mapped: MappedValues, mapping: str, row: int, column: int) -> str:
    """Return one sentence about the value of `row` in `column`."""
    kind, source = _lookup(mapped, mapping, row, column)
    name = name_region(row)
    if kind == Origin.NONE:
        return f"{name} has no value here."
    parts = find_contributors(mapped, mapping, row, column)
    if kind == Origin.GIVEN:
        return f"{name} was given{_how(parts[0])}."
    if kind == Origin.CHILDREN:
        return f"{name} is {_mean_of(parts, 'subregion', 'that has a value', 'that have a value')}."
    if kind == Origin.INSIDE:
        inside = "inside it"
        if row == ROOT:
            inside = f"in no {mapping.title()} region"
        return f"{name} is {_mean_of(parts, 'given region', inside, inside)}."
    cause = _cause(mapped.gathered, row, parts[0], column)
    return f"{name} takes the value of {_acronym(source)}, {cause}."


def _lookup(mapped: MappedValues, mapping: str, row: int, column: int) -> tuple[int, int]:
    matrix = mapped[mapping]
    at = np.searchsorted(matrix.index, row)
    if at == len(matrix.index) or matrix.index[at] != row:
        return Origin.NONE, -1
    return int(matrix.origin[at, column]), int(matrix.source[at, column])


def _cause(gathered: Gathered, row: int, ancestor: Contributor, column: int) -> str:
    """Say where the ancestor whose value `row` takes got it from."""
    if ancestor.given:
        return f"which was given{_how(ancestor)}"
    side = int(row > SIDE_ROWS)
    values = _column(gathered, side, column)
    swept = _swept(values, row - side * SIDE_ROWS)
    parts = _children(swept, values, ancestor.row - side * SIDE_ROWS, side)
    return f"itself {_mean_of(parts, 'subregion', 'that has a value', 'that have a value')}"


def _children(swept: Swept, values: Floats, slot: int, side: int) -> list[Contributor]:
    has = ~np.isnan(swept.climbed[:, 0]) & (load_tree().parent == slot)
    return [_contributor(swept.climbed, values, at, side) for at in np.flatnonzero(has).tolist()]


def _swept(values: Floats, slot: int) -> Swept:
    """Return the pass that decided on a slot: the annotation's, else the flatmap's."""
    tree = load_tree()
    volume = sweep(values, tree.allen)
    return sweep(values, tree.swanson) if np.isnan(volume.shown[slot, 0]) else volume


def _column(gathered: Gathered, side: int, column: int) -> Floats:
    return gathered.values[gathered.sides.index(side), :, [column]].T


def _inside(gathered: Gathered, mapping: str, row: int, column: int) -> list[Contributor]:
    count = load_tree().count
    target = parcellation_rows(getattr(load_regions(), mapping), gathered.sides)
    flat = gathered.values[:, :, column].ravel()
    parts = []
    for at in np.flatnonzero((target == row) & ~np.isnan(flat)).tolist():
        side = gathered.sides[at // count]
        values = _column(gathered, side, column)
        parts.append(_contributor(values, values, at % count, side))
    return parts


def _contributor(climbed: Floats, values: Floats, slot: int, side: int) -> Contributor:
    return Contributor(
        row=int(load_tree().row[slot]) + side * SIDE_ROWS,
        leaf=slot >= REGION_SLOTS,
        value=float(climbed[slot, 0]),
        given=not np.isnan(values[slot, 0]),
    )


def _how(part: Contributor) -> str:
    return f" as {_part_name(part)}, for its own voxels only" if part.leaf else ""


def _mean_of(parts: list[Contributor], noun: str, one: str, several: str) -> str:
    both = len({part.row > SIDE_ROWS for part in parts}) > 1
    names = ", ".join(_part_name(part, with_side=both) for part in parts[:NAMED])
    if len(parts) > NAMED:
        names += f" and {len(parts) - NAMED} more"
    if len(parts) == 1:
        return f"the value of the only {noun} {one}: {names}"
    return f"the mean of {len(parts)} {noun}s {several}: {names}"


def _part_name(part: Contributor, *, with_side: bool = False) -> str:
    name = _acronym(part.row) + ("-lf" if part.leaf else "")
    if with_side:
        name += " (left)" if part.row > SIDE_ROWS else " (right)"
    return name if part.given else f"{name} (a mean itself)"


def _acronym(row: int) -> str:
    return str(load_regions().acronym[row - SIDE_ROWS if row > SIDE_ROWS else row])


def name_region(row: int) -> str:
    """Return the acronym of `row` (0…2654) with its side; the root of a parcellation has none."""
    if row <= ROOT:
        return _acronym(row)
    return f"{_acronym(row)} ({'left' if row > SIDE_ROWS else 'right'})"
