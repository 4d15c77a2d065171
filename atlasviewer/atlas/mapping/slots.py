"""The tree of one side as index arrays, in the order in which values are passed along it.

A *slot* is a place that can hold a given value: the 1328 rows of one side (0 is void) and, after
them, one place for each of the 29 regions that are both node and leaf, for the value of their own
voxels (``TH-lf``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from iblbrainviewer.mappings import read_region_info
from numpy.typing import NDArray

from atlasviewer.atlas.regions import ROOT, SIDE_ROWS, load_regions

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

REGION_SLOTS = SIDE_ROWS + 1


@dataclass(frozen=True)
class Level:
    """The slots at one distance from the root, children of one parent side by side."""

    slots: Ints
    """The slots of this level."""
    parents: Ints
    """The parent of each of them."""
    families: Ints
    """Each parent once."""
    starts: Ints
    """Where each parent's children begin in `slots`."""


@dataclass(frozen=True)
class EndRoads:
    """The regions below the last drawn one, whose values are passed up to it.

    Each region in `slots` has no voxels (or no place on the flatmap); `ends` are the closest
    ancestors that do, one for each group that begins at `starts`.
    """

    slots: Ints
    starts: Ints
    ends: Ints
    drawn: Bools
    """Whether a slot can show a value: it has voxels (or a place on the flatmap). Void cannot."""


@dataclass(frozen=True)
class SlotTree:
    """Everything about the tree that mapping needs, prepared once."""

    count: int
    """Slots of one side: 1328 rows and 29 leaves."""
    parent: Ints
    """Parent slot, -1 for void and root, shape (count,)."""
    levels: tuple[Level, ...]
    """From the root's children downwards."""
    nodes: Ints
    """The 29 rows that are both node and leaf."""
    leaves: Ints
    """Their leaf slots, in the same order."""
    leaf_ids: Ints
    """The ids the SDK gives to those leaves (5000…5028), in the same order."""
    row: Ints
    """The row on which a slot is drawn: itself, or a leaf's node, shape (count,)."""
    allen: EndRoads
    swanson: EndRoads

    def leaf_of_row(self, rows: Ints) -> Ints:
        """Return the leaf slot of each row, -1 for a row that is not node and leaf."""
        found = np.full(REGION_SLOTS, -1, dtype=np.int64)
        found[self.nodes] = self.leaves
        return found[rows]


@cache
def load_tree() -> SlotTree:
    """Return the tree of one side, built once per process."""
    regions = load_regions()
    nodes = np.flatnonzero(regions.node_and_leaf)
    leaves = REGION_SLOTS + np.arange(len(nodes))
    count = REGION_SLOTS + len(nodes)
    parent = np.concatenate([regions.parent, nodes])
    depth = np.concatenate([regions.level, regions.level[nodes] + 1])
    info = read_region_info().set_index("acronyms")
    return SlotTree(
        count=count,
        parent=parent,
        levels=_levels(parent, depth),
        nodes=nodes,
        leaves=leaves,
        leaf_ids=info.loc[regions.acronym[nodes], "node_and_leaf_ids"].to_numpy(dtype=np.int64),
        row=np.concatenate([np.arange(REGION_SLOTS), nodes]),
        allen=_end_roads(info["end_nodes_allen"].dropna().to_dict(), regions.has_voxels, count),
        swanson=_end_roads(info["end_nodes_swanson"].dropna().to_dict(), regions.in_swanson, count),
    )


def _levels(parent: Ints, depth: Ints) -> tuple[Level, ...]:
    """Return the levels below the root; the ontology counts the root as level 0."""
    made = []
    for level in range(1, int(depth.max()) + 1):
        slots = np.flatnonzero((depth == level) & (parent >= ROOT))
        slots = slots[np.argsort(parent[slots], kind="stable")]
        families, starts = np.unique(parent[slots], return_index=True)
        made.append(Level(slots=slots, parents=parent[slots], families=families, starts=starts))
    return tuple(made)


def _end_roads(end_of: dict[str, str], drawn_rows: Bools, count: int) -> EndRoads:
    row_of = {acronym: row for row, acronym in enumerate(load_regions().acronym)}
    pairs: Sequence[tuple[int, int]] = sorted((row_of[e], row_of[r]) for r, e in end_of.items())
    ends_of_slots = np.array([end for end, _ in pairs], dtype=np.int64)
    ends, starts = np.unique(ends_of_slots, return_index=True)
    drawn = np.zeros(count, dtype=bool)
    drawn[:REGION_SLOTS] = drawn_rows
    return EndRoads(
        slots=np.array([slot for _, slot in pairs], dtype=np.int64),
        starts=starts,
        ends=ends,
        drawn=drawn,
    )
