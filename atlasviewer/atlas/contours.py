"""Region borders in a slice as smooth lines, each shared by the two regions it separates.

A border is found, smoothed and simplified once, so neighbours fit without gap or overlap.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

Points = NDArray[np.float64]

STEPS = 12
FARTHEST = 0.35
"""Pixels that a corner may move along x and y. Below a half, no two borders can ever cross."""
TOLERANCE = 0.1
"""Pixels by which the simplified line may leave the smooth one; twice it is less than the distance
of two borders that do not meet, which is 1 - 2 · `FARTHEST` at least."""


@dataclass(frozen=True)
class Arc:
    """A line between two regions, from junction to junction or closed, ends included."""

    points: Points
    """(n, 2) as x, y in pixel edges: pixel i covers i to i + 1."""
    left: int
    """Label to the left when following the line, with y pointing down."""
    right: int
    ends: tuple[int, int]
    """Junctions at which it begins and ends; the same for a closed line."""


def trace_arcs(labels: np.ndarray, straight: int | None = None) -> list[Arc]:
    """Return the borders between unequal labels of a picture, int (height, width).

    Outside the picture counts as label 0. `straight` is a column edge along which borders are not
    smoothed: the line between the hemispheres, which is no anatomical border.
    """
    edges = _find_edges(labels.astype(np.int64))
    corners, ends = np.unique(edges[:, :2], return_inverse=True)
    ends = ends.reshape(-1, 2)
    if not len(ends):
        return []
    width = labels.shape[1] + 1
    grid = np.column_stack([corners % width, corners // width]).astype(np.float64)
    places = _smooth(grid, ends, (edges[:, 2:] == 0).any(axis=1), straight)
    return _simplify(list(_walk(ends, edges[:, 2:], places)))


def rings_of(arcs: list[Arc]) -> dict[int, list[Points]]:
    """Return label → its closed lines, to be filled by the even-odd rule; label 0 is left out."""
    sides: dict[int, dict[int, list[tuple[int, Points]]]] = defaultdict(lambda: defaultdict(list))
    for arc in arcs:
        begin, end = arc.ends
        if arc.left:
            sides[arc.left][begin].append((end, arc.points))
        if arc.right:
            sides[arc.right][end].append((begin, arc.points[::-1]))
    return {label: list(_join(sides[label])) for label in sorted(sides)}


def _find_edges(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the pixel edges between unequal labels: corner, corner, label left, right (n, 4)."""
    padded = np.pad(labels, 1)
    width = labels.shape[1] + 1
    above, below = padded[:-1, 1:-1], padded[1:, 1:-1]
    west, east = padded[1:-1, :-1], padded[1:-1, 1:]
    found = []
    for one, other, step, swap in ((above, below, 1, False), (west, east, width, True)):
        row, column = np.nonzero(one != other)
        corner = row * width + column
        left, right = (other, one) if swap else (one, other)
        found.append(
            np.column_stack([corner, corner + step, left[row, column], right[row, column]])
        )
    return np.concatenate(found)


def _smooth(
    grid: Points, ends: NDArray[np.int64], is_rim: NDArray[np.bool_], straight: int | None
) -> Points:
    """Return the corners moved towards the mean of their neighbours, by at most `FARTHEST`.

    A corner on the rim follows only the rim, so borders that end there make no dent in it.
    """
    on_rim = np.zeros(len(grid), dtype=bool)
    on_rim[ends[is_rim]] = True
    one, other = np.concatenate([ends, ends[:, ::-1]]).T
    counts = np.tile(is_rim, 2) | ~on_rim[one]
    one, other = one[counts], other[counts]
    degree = np.bincount(one, minlength=len(grid))[:, None]
    places = grid
    for _ in range(STEPS):
        sums = [np.bincount(one, places[other, axis], len(grid)) for axis in (0, 1)]
        places = (places + np.column_stack(sums) / degree) / 2
        places = np.clip(places, grid - FARTHEST, grid + FARTHEST)
        if straight is not None:
            on_line = grid[:, 0] == straight
            places[on_line, 0] = straight
    return places


def _walk(ends: NDArray[np.int64], sides: NDArray[np.int64], places: Points) -> Iterator[Arc]:
    """Yield the lines formed by the edges: first those between junctions, then closed ones."""
    order = (np.argsort(ends.ravel(), kind="stable") // 2).tolist()
    last = np.cumsum(np.bincount(ends.ravel())).tolist()
    around = [order[begin:end] for begin, end in zip([0, *last], last, strict=False)]
    pairs, labels = ends.tolist(), sides.tolist()
    used = [False] * len(pairs)

    def follow(start: int, edge: int) -> Arc:
        left, right = labels[edge] if pairs[edge][0] == start else labels[edge][::-1]
        line, at = [start], start
        while True:
            used[edge] = True
            first, second = pairs[edge]
            at = second if first == at else first
            line.append(at)
            if at == start or len(around[at]) != 2:
                return Arc(places[line], left, right, (start, at))
            one, other = around[at]
            edge = other if one == edge else one

    for corner, group in enumerate(around):
        if len(group) != 2:
            yield from (follow(corner, edge) for edge in group if not used[edge])
    for edge, (corner, _) in enumerate(pairs):
        if not used[edge]:
            yield follow(corner, edge)


def _simplify(arcs: list[Arc]) -> list[Arc]:
    """Return the lines with fewer points; a line that would then cross another is kept as it is."""
    lengths = [len(arc.points) for arc in arcs]
    lines = shapely.linestrings(
        np.concatenate([arc.points for arc in arcs]), indices=np.repeat(range(len(arcs)), lengths)
    )
    simple = shapely.simplify(lines, TOLERANCE, preserve_topology=False)
    # A closed line of three points has no inside.
    closed = np.array([arc.ends[0] == arc.ends[1] for arc in arcs])
    whole = (closed & (shapely.get_num_points(simple) < 4)) | ~shapely.is_simple(simple)
    while True:
        simple = np.where(whole, lines, simple)
        crossing = np.unique(shapely.STRtree(simple).query(simple, predicate="crosses")[0])
        if whole[crossing].all():
            break
        whole[crossing] = True
    points, at = shapely.get_coordinates(simple, return_index=True)
    parts = np.split(points, np.flatnonzero(np.diff(at)) + 1)
    return [replace(arc, points=part) for arc, part in zip(arcs, parts, strict=True)]


def _join(starting: dict[int, list[tuple[int, Points]]]) -> Iterator[Points]:
    """Yield the closed lines that lines from junction to junction make, their end left out."""
    for begin in list(starting):
        while starting[begin]:
            at, points = starting[begin].pop()
            parts = [points[:-1]]
            while at != begin:
                at, points = starting[at].pop()
                parts.append(points[:-1])
            yield np.concatenate(parts)
