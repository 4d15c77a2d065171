"""The regions of a slice of the atlas under a parcellation, with their borders.

A surface is traced into the same form (`views.surface`): a picture of regions, pixel by pixel.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from atlasviewer.atlas.annotation import BREGMA_INDEX, SHAPE, SIDE_SPLIT, VOXEL_UM
from atlasviewer.atlas.contours import Arc, rings_of, trace_arcs
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from atlasviewer.atlas.slices import read_slice
from features.figures.scene import Points

KEPT = 24
"""Traced slices that a process caches; each takes up to half a megabyte."""


@dataclass(frozen=True)
class Plane:
    """How slices of one kind lie in the volume (AP, DV, ML)."""

    axis: int
    letters: tuple[str, str]
    """What is at the left and at the right edge."""
    name: str
    """The name of its axis."""
    bregma: float
    step: float
    """µm per index."""
    towards: int = 1
    """Of a surface: 1 where depth grows away from the viewer along its axis, else -1."""


_ML, _AP, _DV = BREGMA_INDEX
PLANES = {
    "coronal": Plane(0, ("L", "R"), "AP", _AP, -VOXEL_UM),
    "sagittal": Plane(2, ("A", "P"), "ML", _ML, VOXEL_UM),
    "horizontal": Plane(1, ("L", "R"), "DV", _DV, -VOXEL_UM),
}


@dataclass(frozen=True)
class TracedSlice:
    """A slice in pixels of 25 µm: its regions by row with side, their borders, its position."""

    plane: Plane
    um: float | None
    """Where the slice is, in µm from bregma; None for a surface."""
    rows: NDArray[np.int64]
    """Row with side of every pixel, void 0."""
    depth: NDArray[np.int64]
    """Index of every pixel's voxel along the axis of the plane; of a slice one for all (1, 1)."""
    rings: dict[int, list[Points]]
    arcs: tuple[Arc, ...]

    @property
    def bounds(self) -> tuple[int, int, int, int] | None:
        """Left, top, right and bottom pixel edge of the tissue; None where there is none."""
        down, across = np.flatnonzero(self.rows.any(1)), np.flatnonzero(self.rows.any(0))
        if not len(down):
            return None
        return int(across[0]), int(down[0]), int(across[-1]) + 1, int(down[-1]) + 1


def nearest_slice(axis: str, um: float) -> int:
    """Return the index of the slice nearest to a position in µm from bregma."""
    plane = PLANES[axis]
    return int(min(SHAPE[plane.axis] - 1, max(0, np.floor(plane.bregma + um / plane.step + 0.5))))


@lru_cache(maxsize=KEPT)
def trace_slice(path: Path, axis: str, index: int, mapping: str) -> TracedSlice:
    """Return a slice of the atlas's file of slices, traced; the path holds the file's hash."""
    plane = PLANES[axis]
    labels = read_slice(path, SHAPE, plane.axis, index).astype(np.int64)
    rows = labels if mapping == "allen" else getattr(load_regions(), mapping)[labels]
    if axis == "sagittal":
        is_left, split = np.full(rows.shape[1], index < SIDE_SPLIT), None
    else:
        is_left, split = np.arange(rows.shape[1]) < SIDE_SPLIT, SIDE_SPLIT
    rows = np.where((rows > 0) & is_left, rows + SIDE_ROWS, rows)
    arcs = trace_arcs(rows, split)
    um = (index - plane.bregma) * plane.step
    depth = np.full((1, 1), index)
    return TracedSlice(plane, round(um, 3), rows, depth, rings_of(arcs), tuple(arcs))
