"""Map a matrix of values to the three parcellations in one pass over all columns."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from atlasviewer.atlas.mapping.placement import (
    ALL_ROWS,
    MappingError,
    check_values,
    place,
    rows_of_keys,
)
from atlasviewer.atlas.mapping.repeats import Gathered, gather
from atlasviewer.atlas.mapping.result import MappedMatrix, MappedValues, Origin
from atlasviewer.atlas.mapping.slots import REGION_SLOTS, Floats, Ints, load_tree
from atlasviewer.atlas.mapping.sweep import sweep
from atlasviewer.atlas.regions import ROOT, SIDE_ROWS, load_regions

BLOCK = 64
"""Columns mapped at a time, so that the working arrays stay in the processor's cache."""


def map_values(
    *,
    values: ArrayLike,
    rows: ArrayLike | None = None,
    leaf: ArrayLike | None = None,
    keys: ArrayLike | None = None,
    hemisphere: str | None = None,
    map_nodes: bool = False,
    given_wins: bool = False,
) -> MappedValues:
    """Return the values on the Allen, Beryl and Cosmos parcellations, each column separately.

    Parameters
    ----------
    values : (n,) or (n, columns); NaN is missing, in that column only; infinity is refused.
    rows : (n,) rows of the region table, 0…2654; or
    keys : (n,) Allen acronyms, or atlas ids whose sign is the side.
    leaf : (n,) which rows mean the leaf part of a region that is node and leaf, as ``TH-lf`` does.
    hemisphere : ``left``, ``right`` or ``both``; None when rows or ids carry their side. Ids carry
        it always, so ``left`` and ``right`` change nothing for them, as in the SDK.
    map_nodes : count values of the 29 regions that are node and leaf for the leaf alone, in every
        column where no leaf part is given.
    given_wins : under Beryl and Cosmos, a value given for a region itself is shown alone; False
        averages it with those given for its parts, as the SDK does.

    Without `given_wins` equal, column by column, to ``iblbrainviewer.mappings.RegionMapper``
    called with the values of that column that are not missing. Raises MappingError.
    """
    if rows is not None and keys is None:
        row_array = np.asarray(rows, dtype=np.int64)
        leaves = np.zeros(len(row_array), bool) if leaf is None else np.asarray(leaf, dtype=bool)
    elif keys is not None and rows is None and leaf is None:
        row_array, leaves = rows_of_keys(keys)
        hemisphere = _hemisphere_of_keys(keys, hemisphere)
    else:
        raise MappingError("rows_or_keys", "Give the regions either as rows or as keys.")
    matrix = check_values(values, len(row_array))
    gathered = gather(place(row_array, leaves, hemisphere), matrix)
    if map_nodes:
        _move_nodes_to_leaves(gathered)
    regions = load_regions()
    return MappedValues(
        allen=_map_to_allen(gathered),
        beryl=_map_inside("beryl", regions.beryl, gathered, given_wins),
        cosmos=_map_inside("cosmos", regions.cosmos, gathered, given_wins),
        gathered=gathered,
        given_wins=given_wins,
    )


def _hemisphere_of_keys(keys: ArrayLike, hemisphere: str | None) -> str | None:
    acronyms = [key for key in list(keys) if isinstance(key, str)]  # type: ignore[arg-type]
    if acronyms and hemisphere is None:
        raise MappingError(
            "hemisphere_missing",
            "Acronyms have no side; choose left, right or both hemispheres.",
        )
    return hemisphere if acronyms or hemisphere == "both" else None


def _move_nodes_to_leaves(gathered: Gathered) -> None:
    """Move values of nodes that are also leaves to the leaf, as ``map_nodes_to_leaves`` does.

    A column in which any leaf part is given (on either side) counts as moved already.
    """
    tree, values = load_tree(), gathered.values
    moved = ~np.isnan(values[:, tree.leaves]).all(axis=(0, 1))
    nodes = values[:, tree.nodes]
    values[:, tree.leaves] = np.where(moved, values[:, tree.leaves], nodes)
    values[:, tree.nodes] = np.where(moved, nodes, np.nan)


def _map_to_allen(gathered: Gathered) -> MappedMatrix:
    tree = load_tree()
    columns = gathered.values.shape[2]
    values = np.full((ALL_ROWS, columns), np.nan)
    origin = np.zeros((ALL_ROWS, columns), dtype=np.uint8)
    source = np.full((ALL_ROWS, columns), -1, dtype=np.int16)
    for at, side in enumerate(gathered.sides):
        rows = slice(side * SIDE_ROWS + ROOT, side * SIDE_ROWS + REGION_SLOTS)
        for start in range(0, columns, BLOCK):
            block = slice(start, start + BLOCK)
            shown, slots = drawn_values(gathered.values[at, :, block])
            kind = _origin_of(gathered.values[at, :, block], slots)
            values[rows, block] = shown[ROOT:REGION_SLOTS]
            origin[rows, block] = kind[ROOT:REGION_SLOTS]
            known = (kind == Origin.GIVEN) | (kind == Origin.SPREAD)
            from_row = np.where(known, tree.row[slots] + side * SIDE_ROWS, -1)
            source[rows, block] = from_row[ROOT:REGION_SLOTS]
    return _matrix("allen", np.arange(ALL_ROWS), values, origin, source)


def drawn_values(values: Floats) -> tuple[Floats, Ints]:
    """Return what shows on each slot and the slot it came from (-1), both (slots, columns).

    Regions of the Swanson flatmap are added; where both have a value, the annotation's is used.
    """
    tree = load_tree()
    volume, flatmap = sweep(values, tree.allen), sweep(values, tree.swanson)
    missing = np.isnan(volume.shown)
    return (
        np.where(missing, flatmap.shown, volume.shown),
        np.where(missing, flatmap.source, volume.source),
    )


def _origin_of(values: Floats, slots: Ints) -> NDArray[np.uint8]:
    tree = load_tree()
    own = tree.row[slots] == np.arange(tree.count)[:, np.newaxis]
    was_given = ~np.isnan(np.take_along_axis(values, np.maximum(slots, 0), axis=0))
    kind = np.where(own, np.where(was_given, Origin.GIVEN, Origin.CHILDREN), Origin.SPREAD)
    return np.where(slots < 0, Origin.NONE, kind).astype(np.uint8)


def parcellation_rows(parcellation: Ints, sides: tuple[int, ...]) -> Ints:
    """Return the row each slot has in a parcellation (sides × slots,).

    Regions outside the parcellation count for the root, which iblatlas does not lateralise.
    """
    target = parcellation[load_tree().row]
    return np.concatenate(
        [np.where(target > ROOT, target + side * SIDE_ROWS, target) for side in sides] or [target]
    )


def _map_inside(
    mapping: str, parcellation: Ints, gathered: Gathered, given_wins: bool
) -> MappedMatrix:
    """Return the mean of the values that were given inside each region of a parcellation."""
    tree, sides = load_tree(), gathered.sides
    columns = gathered.values.shape[2]
    flat = gathered.values.reshape(-1, columns)
    used = np.flatnonzero((~np.isnan(flat)).any(axis=1))
    target = parcellation_rows(parcellation, sides)[used] if len(used) else used
    order = np.argsort(target, kind="stable")
    index, starts = np.unique(target[order], return_index=True)
    own_rows = np.concatenate([tree.row + side * SIDE_ROWS for side in sides] or [tree.row])
    is_own = (own_rows[used] == target)[order]
    ordered = flat[used[order]]
    has = ~np.isnan(ordered)
    if given_wins and len(starts):
        # The region itself: its leaf part is one of its parts.
        itself = has & (is_own & (used[order] % tree.count < REGION_SLOTS))[:, np.newaxis]
        wins = np.logical_or.reduceat(itself, starts, axis=0)
        run = np.repeat(np.arange(len(starts)), np.diff([*starts, len(order)]))
        has &= itself | ~wins[run]
    total = _sum_runs(np.where(has, ordered, 0.0), starts)
    count = _sum_runs(has.astype(np.int64), starts)
    own = _sum_runs((has & is_own[:, np.newaxis]).astype(np.int64), starts)
    given = (count == 1) & (own == 1)
    origin = np.where(given, Origin.GIVEN, np.where(count > 0, Origin.INSIDE, Origin.NONE))
    return _matrix(
        mapping,
        index,
        np.where(count > 0, total / np.maximum(count, 1), np.nan),
        origin.astype(np.uint8),
        np.where(given, index[:, np.newaxis], -1).astype(np.int16),
    )


def _sum_runs(array: NDArray, starts: Ints) -> NDArray:
    return np.add.reduceat(array, starts, axis=0) if len(starts) else array[:0]


def _matrix(
    mapping: str,
    index: Ints,
    values: Floats,
    origin: NDArray[np.uint8],
    source: NDArray[np.int16],
) -> MappedMatrix:
    """Return the matrix without regions that have no value in any column."""
    keep = (origin != Origin.NONE).any(axis=1)
    return MappedMatrix(
        mapping=mapping,
        index=index[keep],
        values=values[keep],
        origin=origin[keep],
        source=source[keep],
    )
