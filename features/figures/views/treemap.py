"""Grey matter as a tree of cells, laid out as squares nearly, in the way of the viewer's map.

The rules are those of ``static/js/panels/ontology/region_tree.js``; a test compares the cells.
Layout: Bruls, Huizing and van Wijk, Squarified Treemaps (2000).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from atlasviewer.atlas.regions import load_regions

GREY = "grey"
POWER = 0.6
"""Area grows with volume to this power, so that small regions stay legible."""
RATIO = 1.2
"""Cells are a little wider than high, as acronyms are."""
GAP_COSMOS, GAP_BERYL, GAP_CELL = 3.0, 1.0, 0.5

Bounds = tuple[float, float, float, float]
"""Left, top, right and bottom."""


@dataclass
class Node:
    """A region of the tree; one without children is a cell."""

    row: int
    weight: float
    children: list["Node"] = field(default_factory=list)
    bounds: Bounds = (0.0, 0.0, 0.0, 0.0)

    def leaves(self) -> Iterator["Node"]:
        """Yield the cells, in the order of the tree."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


def grow_tree(
    voxels: NDArray[np.float64], table: NDArray[np.int64], top: int, area: str
) -> Node | None:
    """Return the tree below a row; None if nothing there has voxels.

    `voxels` is by row without side, `table` has the mapped row of each row. A region with voxels
    of its own and children has a cell of its own among them.
    """
    parents = load_regions().parent
    volume = np.bincount(table, weights=voxels, minlength=len(table))
    below: dict[int, list[int]] = {}
    for row in range(1, len(parents)):
        below.setdefault(int(parents[row]), []).append(row)

    def grow(row: int) -> Node | None:
        weight = 1.0 if area == "equal" else float(volume[row]) ** POWER
        own = [Node(row, weight)] if volume[row] > 0 else []
        children = [node for child in below.get(row, []) if (node := grow(child)) is not None]
        if not children:
            return own[0] if own else None
        parts = [*own, *children]
        return Node(row, sum(part.weight for part in parts), parts)

    return grow(top)


def lay_out(root: Node, width: float, height: float) -> None:
    """Set the bounds of all nodes within width × height."""
    _place(root, (0.0, 0.0, width, height), 0.0, _gap_within)


def _gap_within(row: int) -> float:
    regions = load_regions()
    if regions.beryl[row] > 1:
        return GAP_CELL
    return GAP_BERYL if regions.cosmos[row] > 1 else GAP_COSMOS


def _place(node: Node, room: Bounds, margin: float, gap_of: Callable[[int], float]) -> None:
    """Set the bounds of a node inside its room, then those of what it holds, with gaps between."""
    node.bounds = _shrink(room, margin)
    if node.children:
        half = gap_of(node.row) / 2
        rooms = _tile([child.weight for child in node.children], _shrink(node.bounds, -half))
        for child, part in zip(node.children, rooms, strict=True):
            _place(child, part, half, gap_of)


def _shrink(bounds: Bounds, by: float) -> Bounds:
    left, top, right, bottom = bounds
    left, right = left + by, right - by
    top, bottom = top + by, bottom - by
    if right < left:
        left = right = (left + right) / 2
    if bottom < top:
        top = bottom = (top + bottom) / 2
    return left, top, right, bottom


def _tile(weights: list[float], room: Bounds) -> list[Bounds]:
    """Return a part of the room for each weight, in strips along its shorter side."""
    left, top, right, bottom = room
    rest = sum(weights)
    found: list[Bounds] = []
    while len(found) < len(weights):
        width, height = right - left, bottom - top
        strip = _choose_strip(weights[len(found) :], width, height, rest)
        total = sum(strip)
        share = total / rest if rest else 1.0
        if width < height:
            ends = np.cumsum([0.0, *strip]) / total * width + left
            low, top = top, top + height * share
            found += [(a, low, b, top) for a, b in zip(ends[:-1], ends[1:], strict=True)]
        else:
            ends = np.cumsum([0.0, *strip]) / total * height + top
            low, left = left, left + width * share
            found += [(low, a, left, b) for a, b in zip(ends[:-1], ends[1:], strict=True)]
        rest -= total
    return [tuple(map(float, bounds)) for bounds in found]  # type: ignore[misc]


def _choose_strip(weights: list[float], width: float, height: float, rest: float) -> list[float]:
    """Return the first weights that share a strip: as many as make its cells more nearly square."""
    stretch = max(height / width, width / height) if width and height else 1.0
    strip: list[float] = []
    best = np.inf
    for weight in weights:
        longer = [*strip, weight]
        side = sum(longer) ** 2 * stretch / (rest * RATIO)
        worst = max(max(longer) / side, side / min(longer))
        if worst > best:
            break
        strip, best = longer, worst
    return strip
