"""The ontology map: grey matter as a mirrored treemap, left half left and right half right."""

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from features.figures.fonts import text_width
from features.figures.hatching import hatch
from features.figures.options import FigureOptions
from features.figures.scene import Area, Shape, Text
from features.figures.shown import Pattern, Shown
from features.figures.style import INK
from features.figures.tones import luminance
from features.figures.views.region import name_region, short_name
from features.figures.views.treemap import GREY, Bounds, Node, grow_tree, lay_out

PIXEL = 25.4 / 96
"""A css pixel in mm: the map is laid out as on a screen of that many."""
MIDDLE = 10.0
"""Pixels between the halves."""
LARGEST, SMALLEST = 11.5, 7.0
"""Sizes of captions, in pixels."""
LINE_SHARE = 0.72
"""Part of a cell's height that a line of text may take."""
SIDE_MARGIN = 3.0
DARK = 0.3


@lru_cache(maxsize=2)
def read_voxels(path: Path) -> NDArray[np.float64]:
    """Return voxels by row without side, the mean of both, from the atlas's table of regions."""
    table = json.loads(path.read_bytes())
    return (np.array(table["voxels_left"]) + np.array(table["voxels_right"])) / 2


class OntologyMap:
    """The treemap of a parcellation, to be drawn in any size."""

    name = "ontology"
    aspect: float | None = None

    def __init__(self, path: Path, mapping: str, options: FigureOptions) -> None:
        regions = load_regions()
        row_of = {name: n for n, name in enumerate(regions.acronym.tolist())}
        table = np.arange(len(regions)) if mapping == "allen" else getattr(regions, mapping)
        grey = row_of[GREY]
        branch = grey if options.branch is None else row_of[options.branch]
        voxels = read_voxels(path)
        found = grow_tree(voxels, table, branch, options.area)
        self.top = branch if found else grey
        self._root = found or grow_tree(voxels, table, grey, options.area)
        cells = {leaf.row for leaf in self._leaves()}
        self.rows = cells | {row + SIDE_ROWS for row in cells}
        within = "" if self.top == grey else f", {regions.acronym[self.top]}"
        self.caption = f"Ontology{within}, {_SIZES[options.area]}"

    def _leaves(self) -> list[Node]:
        return list(self._root.leaves()) if self._root else []

    def draw(self, box: Bounds, shown: Shown) -> list[Shape]:
        """Return the cells of both halves in a box (left, top, right, bottom in mm)."""
        left, top, right, bottom = box
        half = ((right - left) / PIXEL - MIDDLE) / 2
        if self._root is None or half <= 0:
            return []
        lay_out(self._root, half, (bottom - top) / PIXEL)
        captions = choose_captions(self._root)
        shapes: list[Shape] = []
        for side in (SIDE_ROWS, 0):
            place = _half_in(box, half, is_left=side > 0)
            shapes += _draw_cells(self._leaves(), side, place, shown)
            shapes += _draw_captions(captions, side, place, shown)
        return shapes


def _half_in(box: Bounds, half: float, *, is_left: bool) -> Callable[[Bounds], Bounds]:
    """Return what turns pixels of a half, `half` wide, into mm; the left one is mirrored."""
    left, top, _, _ = box

    def place(bounds: Bounds) -> Bounds:
        x0, y0, x1, y1 = bounds
        first, last = (
            (half - x1, half - x0) if is_left else (x0 + half + MIDDLE, x1 + half + MIDDLE)
        )
        return left + first * PIXEL, top + y0 * PIXEL, left + last * PIXEL, top + y1 * PIXEL

    return place


def _draw_cells(
    leaves: list[Node], side: int, place: Callable[[Bounds], Bounds], shown: Shown
) -> list[Shape]:
    shapes: list[Shape] = []
    for leaf in leaves:
        row = leaf.row + side
        left, top, right, bottom = place(leaf.bounds)
        if shown.hidden[row]:
            continue
        ring = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
        shapes.append(Area([ring], shown.fill(row), 0.0, *name_region(row, shown)))
        kind = Pattern(shown.pattern[row])
        marks = None if kind is Pattern.PLAIN else hatch([ring], kind, shown.ink(row))
        if marks is not None:
            shapes.append(marks)
    return shapes


def choose_captions(root: Node) -> list[tuple[Node, str, float]]:
    """Return node, text and size (pixels) of what is captioned: each Beryl region once.

    All of its cells where each has room for its own acronym; above Beryl, cells on their own.
    """
    leaves = list(root.leaves())
    whole = load_regions().beryl[root.row] == root.row or len(leaves) == 1
    if not whole:
        return [caption for child in root.children for caption in choose_captions(child)]
    singly = [_caption(leaf) for leaf in leaves]
    if len(leaves) > 1 and None in singly:
        singly = [_caption(root)]
    return [caption for caption in singly if caption is not None]


def _caption(node: Node) -> tuple[Node, str, float] | None:
    text = short_name(node.row)
    left, top, right, bottom = node.bounds
    fits = (right - left - SIDE_MARGIN) / text_width(text, 1)
    size = min(LARGEST, fits, (bottom - top) * LINE_SHARE)
    return None if size < SMALLEST else (node, text, float(np.floor(size * 2) / 2))


def _draw_captions(
    captions: list[tuple[Node, str, float]],
    side: int,
    place: Callable[[Bounds], Bounds],
    shown: Shown,
) -> list[Shape]:
    shapes: list[Shape] = []
    for node, text, pixels in captions:
        left, top, right, bottom = place(node.bounds)
        row = _middle_cell(node).row + side
        dark = not shown.hidden[row] and luminance(shown.rgb[row]) < DARK
        size = pixels * PIXEL
        y = (top + bottom) / 2 + size * 0.35
        ink = "#ffffff" if dark else INK
        shapes.append(Text((left + right) / 2, y, text, size, "middle", ink))
    return shapes


def _middle_cell(node: Node) -> Node:
    """Return the cell nearest to the middle of a node, where its caption lies."""
    left, top, right, bottom = node.bounds
    x, y = (left + right) / 2, (top + bottom) / 2

    def distance(cell: Node) -> float:
        a, b, c, d = cell.bounds
        return float(np.hypot(max(a - x, 0, x - c), max(b - y, 0, y - d)))

    return min(node.leaves(), key=distance)


_SIZES = {"volume": "cells by volume", "equal": "cells of one size"}
