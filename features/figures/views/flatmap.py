"""The Swanson flatmap, upright, left half on the left, where the site has its paths."""

import json
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atlasviewer.atlas.regions import ROOT, SIDE_ROWS, load_regions
from features.data.region_values import ROWS, Floats
from features.figures.hatching import hatch
from features.figures.options import FigureOptions
from features.figures.scene import Area, Lines, Points, Shape
from features.figures.shown import Pattern, Shown, recolour
from features.figures.style import INK
from features.figures.views.region import name_region

OUTLINE, SEAM, OPACITY = 0.08, 0.04, 0.75
NUMBERS = re.compile(r"-?\d+")

Bounds = tuple[float, float, float, float]
Paths = list[tuple[int, list[Points]]]
"""Row without side and the rings of each path."""


@lru_cache(maxsize=1)
def read_flatmap(path: Path) -> tuple[float, float, Paths]:
    """Return length and width of a half of the map in its own units, and its paths."""
    content = json.loads(path.read_bytes())
    _, _, length, width = content["viewBox"]
    paths = [
        (int(region["row"]), [_ring(ring) for ring in text.split("M")[1:]])
        for region in content["regions"]
        for text in region["paths"]
    ]
    return float(length), float(width), paths


def _ring(text: str) -> Points:
    """Return the corners of ``x,yldx,dy dx,dy…z``: a start, then steps from corner to corner."""
    numbers = np.array(NUMBERS.findall(text), dtype=np.float64).reshape(-1, 2)
    return numbers.cumsum(axis=0)


class Flatmap:
    """The map with the regions of a parcellation, to be drawn in any size."""

    name = "flatmap"
    caption = "Flatmap after Swanson"

    def __init__(self, path: Path, mapping: str) -> None:
        self._length, self._width, self._paths = read_flatmap(path)
        self.aspect = 2 * self._width / self._length
        regions = load_regions()
        table = np.arange(len(regions)) if mapping == "allen" else getattr(regions, mapping)
        self._rows = [int(table[row]) for row, _ in self._paths]
        self.rows = {row + side for row in self._rows for side in (0, SIDE_ROWS)}

    def draw(self, box: Bounds, shown: Shown) -> list[Shape]:
        """Return both halves in the middle of a box (left, top, right, bottom in mm)."""
        left, top, right, bottom = box
        scale = min((right - left) / (2 * self._width), (bottom - top) / self._length)
        left += (right - left) / 2 - scale * self._width
        shapes: list[Shape] = []
        lines: list[Points] = []
        for is_left in (True, False):
            for row, (_, rings) in zip(self._rows, self._paths, strict=True):
                # The file's x runs upwards, its y from the left edge to the middle.
                placed = [
                    np.column_stack(
                        [
                            left + scale * _across(ring[:, 1], self._width, is_left=is_left),
                            top + scale * (self._length - ring[:, 0]),
                        ]
                    )
                    for ring in rings
                ]
                shapes += _draw_region(row + SIDE_ROWS * is_left, placed, shown)
                lines += [np.concatenate([ring, ring[:1]]) for ring in placed]
        return [*shapes, Lines(lines, OUTLINE, INK, OPACITY)]


def _across(y: Floats, width: float, *, is_left: bool) -> Floats:
    return y if is_left else 2 * width - y


def _draw_region(row: int, rings: list[Points], shown: Shown) -> list[Shape]:
    if shown.hidden[row]:
        return []
    area = Area(rings, shown.fill(row), SEAM, *name_region(row, shown))
    kind = Pattern(shown.pattern[row])
    marks = None if kind is Pattern.PLAIN else hatch(rings, kind, shown.ink(row))
    return [area, marks] if marks else [area]


def show_on_flatmap(
    shown: Shown, data: dict[str, Any], options: FigureOptions, rows: set[int]
) -> Shown:
    """Return what the map shows: under Allen, also means of the regions within one without value.

    Each given value counts once: not again where it was handed down to parts, nor as part of
    another mean. The rule is that of ``static/js/panels/flatmap/values.js``.
    """
    if shown.mapping != "allen" or not shown.of_regions:
        return shown
    sources = _sources(data, shown)
    values, kinds = shown.values.copy(), shown.origins.copy()
    for row in sorted(rows):
        if row > ROOT and np.isnan(values[row]):
            mean = _mean_within(row, shown, sources)
            if not np.isnan(mean):
                values[row], kinds[row] = mean, Pattern.PARTS
    return recolour(replace(shown, values=values, origins=kinds), options)


def _sources(data: dict[str, Any], shown: Shown) -> NDArray[np.int64]:
    """Return by row with side the row without, at which a value from a parent was given."""
    own = np.concatenate([[0], np.tile(np.arange(1, SIDE_ROWS + 1), 2)])
    found = own.copy()
    spread = ((data.get("origins") or {}).get("allen") or {}).get("spread") or {}
    for source, rows in spread.items():
        found[rows] = own[int(source)]
    mirror = np.concatenate([[0], np.roll(np.arange(1, ROWS), SIDE_ROWS)])
    # A value shown for the other side comes from where that side's does.
    mirrored = (shown.origins == Pattern.PARENT) & (found == own)
    return np.where(mirrored, found[mirror], found)


def _mean_within(row: int, shown: Shown, sources: NDArray[np.int64]) -> float:
    parents = load_regions().parent
    side = SIDE_ROWS if row > SIDE_ROWS else 0
    within = np.zeros(len(parents), dtype=bool)
    within[row - side] = True
    for below in range(row - side + 1, len(parents)):
        within[below] |= parents[below] >= 0 and within[parents[below]]
    holds = np.zeros(len(parents), dtype=bool)
    given: dict[int, float] = {}
    # From the last row to the first, so that parts come before what holds them.
    for below in np.flatnonzero(within)[::-1].tolist():
        lateral = below + side
        counts = not np.isnan(shown.values[lateral])
        if shown.origins[lateral] == Pattern.PARTS and holds[below]:
            counts = False
        if counts:
            is_handed_down = shown.origins[lateral] == Pattern.PARENT
            source = int(sources[lateral]) if is_handed_down else below
            given[source] = float(shown.values[lateral])
        if counts or holds[below]:
            holds[parents[below]] = True
    return float(np.mean(list(given.values()))) if given else np.nan
