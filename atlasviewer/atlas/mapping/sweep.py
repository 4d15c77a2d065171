"""One pass up and one pass down the tree of a side, for all columns at once."""

from dataclasses import dataclass

import numpy as np

from atlasviewer.atlas.mapping.slots import Bools, EndRoads, Floats, Ints, load_tree


@dataclass(frozen=True)
class Swept:
    """What one pass found, every array (slots, columns); rows of leaf parts carry nothing."""

    climbed: Floats
    """Values given, or averaged from children that have one; NaN where neither."""
    shown: Floats
    """`climbed`, else the closest ancestor's; NaN where nothing reaches."""
    source: Ints
    """The slot whose `climbed` value is shown (itself, its leaf part, or an ancestor); -1."""


def sweep(values: Floats, roads: EndRoads) -> Swept:
    """Return values (slots, columns; NaN is missing) as they are shown on the regions of `roads`.

    The rules are those of ``RegionMapper.navigate_regions``, column by column:

    1. Reached are the regions below one that is given; below the closest drawn ancestor instead,
       when the given region lies at the end of a road.
    2. From the bottom up, a reached region without a value takes the mean of its children's.
    3. From the top down, what still has none takes its parent's.
    4. The leaf part of a node (``TH-lf``) shows on the node's own voxels and counts as a child.
    """
    tree = load_tree()
    given = ~np.isnan(values)
    reached = _reach(given, roads)
    climbed = _climb(values, given, reached)
    slots = np.arange(tree.count)[:, np.newaxis]
    shown = climbed.copy()
    source = np.where(np.isnan(climbed), -1, slots)
    for level in tree.levels:
        below = np.isnan(shown[level.slots]) & reached[level.slots]
        shown[level.slots] = np.where(below, shown[level.parents], shown[level.slots])
        source[level.slots] = np.where(below, source[level.parents], source[level.slots])
    own = given[tree.leaves]
    shown[tree.nodes] = np.where(own, values[tree.leaves], shown[tree.nodes])
    source[tree.nodes] = np.where(own, tree.leaves[:, np.newaxis], source[tree.nodes])
    shown[~roads.drawn] = np.nan
    source[~roads.drawn] = -1
    return Swept(climbed=climbed, shown=shown, source=source)


def _reach(given: Bools, roads: EndRoads) -> Bools:
    tree = load_tree()
    reached = given.copy()
    reached[roads.ends] |= np.logical_or.reduceat(given[roads.slots], roads.starts, axis=0)
    for level in tree.levels:
        reached[level.slots] |= reached[level.parents]
    return reached


def _climb(values: Floats, given: Bools, reached: Bools) -> Floats:
    climbed = values.copy()
    for level in reversed(load_tree().levels):
        children = climbed[level.slots]
        has = ~np.isnan(children)
        count = np.add.reduceat(has, level.starts, axis=0, dtype=np.int64)
        total = np.add.reduceat(np.where(has, children, 0.0), level.starts, axis=0)
        takes = reached[level.families] & ~given[level.families] & (count > 0)
        mean = total / np.maximum(count, 1)
        climbed[level.families] = np.where(takes, mean, climbed[level.families])
    return climbed
