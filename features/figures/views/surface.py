"""The brain from outside: the regions met first from one direction, and the relief over them."""

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter

from atlasviewer.atlas.annotation import SHAPE, SIDE_SPLIT
from atlasviewer.atlas.contours import rings_of, trace_arcs
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from atlasviewer.atlas.topview import decode_projections
from features.figures.slices import Plane, TracedSlice

KEPT = 6
"""Traced surfaces that a process caches; each takes up to three megabytes."""
PLANES = {
    "top": Plane(1, ("L", "R"), "Dorsal surface", 0, 0),
    "bottom": Plane(1, ("L", "R"), "Ventral surface", 0, 0, towards=-1),
    "left": Plane(2, ("A", "P"), "Left surface", 0, 0),
    "right": Plane(2, ("A", "P"), "Right surface", 0, 0, towards=-1),
}
DARKEST = 0.42
WINDOW = 5
SHADES = 32
"""Steps of the relief's darkness; so few are not told apart and make a small file."""


@lru_cache(maxsize=KEPT)
def trace_surface(path: Path, direction: str, mapping: str) -> TracedSlice:
    """Return the surface from the atlas's file of a direction; the path holds the file's hash."""
    plane = PLANES[direction]
    ap, dv, ml = SHAPE
    shape = (ap, ml) if plane.axis == 1 else (dv, ap)
    image = decode_projections(path.read_bytes(), shape)[mapping]
    met = image.row.astype(np.int64)
    rows = met if mapping == "allen" else getattr(load_regions(), mapping)[met]
    if plane.axis == 1:
        is_left, split = np.arange(shape[1]) < SIDE_SPLIT, SIDE_SPLIT
    else:
        is_left, split = np.full(shape[1], direction == "left"), None
    rows = np.where((rows > 0) & is_left, rows + SIDE_ROWS, rows)
    arcs = trace_arcs(rows, split)
    depth = image.depth.astype(np.int64)
    return TracedSlice(plane, None, rows, depth, rings_of(arcs), tuple(arcs))


def shade_relief(surface: TracedSlice) -> NDArray[np.uint8]:
    """Return how dark each pixel of a surface is (height, width), 0 where it faces the viewer.

    The rule is that of ``static/js/panels/surface/shade.js``; a test compares both.
    """
    there = surface.rows > 0
    level = surface.depth.astype(np.float64)
    for _ in range(2):
        level = _blur(level, there)
    across, down = (_slope(level, there, axis) for axis in (1, 0))
    dark = 255 * DARKEST * (1 - 1 / np.sqrt(1 + across**2 + down**2))
    return np.where(there, np.floor(dark + 0.5), 0).astype(np.uint8)


def soften(veil: NDArray[np.uint8], times: int) -> NDArray[np.uint8]:
    """Return a veil enlarged without steps, as RGBA: black with its opacity."""
    from PIL.Image import Resampling, fromarray

    size = (veil.shape[1] * times, veil.shape[0] * times)
    opacity = np.asarray(fromarray(veil).resize(size, Resampling.BICUBIC)).astype(np.int64)
    step = 255 * DARKEST / SHADES
    shade = np.floor(np.floor(opacity / step + 0.5) * step + 0.5)
    return np.concatenate(
        [np.zeros((*shade.shape, 3), np.uint8), shade[..., None].astype(np.uint8)], axis=2
    )


def _blur(level: NDArray[np.float64], there: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return depths averaged over a square window, first along lines, then along columns."""
    for axis in (1, 0):
        total = uniform_filter(np.where(there, level, 0.0), _window(axis), mode="constant")
        share = uniform_filter(there.astype(np.float64), _window(axis), mode="constant")
        level = np.where(there, total / np.where(there, share, 1), 0.0)
    return level


def _window(axis: int) -> tuple[int, int]:
    return (1, WINDOW) if axis == 1 else (WINDOW, 1)


def _slope(level: NDArray[np.float64], there: NDArray[np.bool_], axis: int) -> NDArray[np.float64]:
    """Return by how much depth grows per pixel, between the neighbours that are there."""
    padded = np.pad(level, 1)
    beside = np.pad(there, 1)
    inner = slice(1, -1)
    before = (slice(0, -2), inner) if axis == 0 else (inner, slice(0, -2))
    after = (slice(2, None), inner) if axis == 0 else (inner, slice(2, None))
    low = np.where(beside[before], padded[before], level)
    high = np.where(beside[after], padded[after], level)
    steps = beside[before].astype(np.int64) + beside[after]
    return (high - low) / np.maximum(steps, 1)
