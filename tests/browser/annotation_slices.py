"""The annotation as the site draws it: which voxel each device pixel of a whole slice shows."""

import math
from dataclasses import dataclass

import numpy as np

from atlasviewer.atlas.annotation import find_annotation, read_annotation
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from tests.live import BUILT_ATLAS

CLEAR = 4
"""Voxels around a pixel that must show the same region: no line or blend reaches farther."""
MARGIN = 4
"""Voxels of air around the tissue in a whole slice; docs/design/drawing.md."""
PLANES = {"coronal": (0, 2, 1), "sagittal": (2, 0, 1), "horizontal": (1, 2, 0)}
"""Axis (AP, DV, ML) that a slice moves along, that runs right, that runs down."""
START = {"coronal": (5400, -25), "sagittal": (-5739, 25), "horizontal": (332, -25)}
MISSING = (226, 228, 231)
MISSING_LINE = (178, 182, 189)
REST = (208, 210, 213)
READ_PIXELS = """(canvas, points) => {
    const context = canvas.getContext('2d');
    return points.map(([x, y]) => [...context.getImageData(x, y, 1, 1).data]);
}"""


@dataclass(frozen=True)
class Frame:
    """Where a whole slice lies on its canvas: fitted with its margin, centred."""

    width: int
    height: int
    right: tuple[int, int]
    down: tuple[int, int]

    def voxel(self, x: int, y: int) -> tuple[int, int]:
        """Return the voxel, right and down, that holds the middle of a device pixel."""
        spans = [self.right[1] - self.right[0], self.down[1] - self.down[0]]
        scale = min(self.width / spans[0], self.height / spans[1])
        origin = [
            sum(self.right) / 2 - self.width / scale / 2,
            sum(self.down) / 2 - self.height / scale / 2,
        ]
        return math.floor(origin[0] + (x + 0.5) / scale), math.floor(origin[1] + (y + 0.5) / scale)


def read_built_annotation() -> np.ndarray:
    """Return the annotation as rows without side, AP × DV × ML."""
    return read_annotation(find_annotation(None, BUILT_ATLAS / "source"))


def parcellation(mapping: str) -> np.ndarray:
    """Return row → row under a mapping, rows 0…1327."""
    regions = load_regions()
    rows = np.arange(SIDE_ROWS + 1)
    table = {"allen": rows, "beryl": regions.beryl, "cosmos": regions.cosmos}[mapping]
    return np.asarray(table)[: SIDE_ROWS + 1]


def find_tissue(annotation: np.ndarray) -> list[tuple[int, int]]:
    """Return first and last voxel edge of tissue along AP, DV, ML, with the margin around it."""
    found = []
    for axis in range(3):
        others = tuple(other for other in range(3) if other != axis)
        there = np.flatnonzero((annotation > 0).any(axis=others))
        found.append((int(there[0]) - MARGIN, int(there[-1]) + 1 + MARGIN))
    return found


def cut(annotation: np.ndarray, plane: str, index: int, mapping: str) -> np.ndarray:
    """Return a slice of mapped rows without side, down × right."""
    normal, right, down = PLANES[plane]
    flat = parcellation(mapping)[np.take(annotation, index, axis=normal)]
    return flat.T if right < down else flat
