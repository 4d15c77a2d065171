"""How the whole brain is lit: as one smooth body, whichever region a vertex belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy import ndimage

from atlasviewer.atlas.annotation import VOXEL_UM
from atlasviewer.atlas.meshes.extraction import BREGMA_AP_UM, BREGMA_DV_UM

MARGIN = 14
"""Voxels around the half volume: nothing outside, its mirror image across the midline."""
NEAR_SIGMA, FAR_SIGMA = 2.0, 8.0
"""Voxels over which tissue is smoothed: for what lies on its surface, and for what lies below."""
STEEP = (0.05, 0.12)
"""Change per voxel from which the near field begins to tell directions, and tells them alone; a
flat surface has 0.2."""
SURFACE = (0.2, 0.75)
"""Shares of tissue around a vertex between which it lies on the surface; flat has 0.5."""
SLIT_SIGMA = 3.0
HOLLOW = (0.46, 0.86)
"""Shares of tissue around it at which a vertex begins to be shaded, and is wholly."""


@dataclass(frozen=True)
class Shading:
    """What lights the vertices of one mesh."""

    normals: np.ndarray
    """Unit vectors on the axes of `Mesh`, float64, shape (n, 3)."""
    hollow: np.ndarray
    """0 on open or inner surface … 1 deep in a slit of the brain's surface, shape (n,)."""
    outer: np.ndarray
    """Whether a vertex lies on the brain's surface, bool, shape (n,)."""


Shade = Callable[[np.ndarray], Shading]
"""What is told of vertices, float64, shape (n, 3), in µm on the axes of `Mesh`."""


def plain_shading(vertices: np.ndarray) -> Shading:
    """Return the shading of a brain nothing is known of: lit from where its vertices lie."""
    return Shading(_unit(vertices), np.zeros(len(vertices)), np.ones(len(vertices), dtype=bool))


class BrainSurface:
    """The surface of all tissue that is shown, as fields that any vertex can ask.

    Neighbouring regions ask the same fields, so the brain is lit without seams, and where their
    simplified borders part, what is seen between them is lit as the surface that is missing.
    """

    def __init__(self, tissue: np.ndarray, voxel_um: int) -> None:
        """Take which voxels of a right half are shown, bool, ML index 0 next to the midline."""
        self._voxel_um = voxel_um
        padded = np.pad(tissue.astype(np.float32), ((MARGIN, MARGIN), (MARGIN, MARGIN), (0, 0)))
        whole = np.concatenate([padded[:, :, MARGIN - 1 :: -1], padded], axis=2)
        whole = np.pad(whole, ((0, 0), (0, 0), (0, MARGIN)))
        self._near = ndimage.gaussian_filter(whole, NEAR_SIGMA, mode="nearest")
        far = ndimage.gaussian_filter(whole, FAR_SIGMA, mode="nearest")
        slit = ndimage.gaussian_filter(whole, SLIT_SIGMA, mode="nearest")
        self._around = (far + slit) / 2
        self._outward = _downhill(self._near), _downhill(far)

    @classmethod
    def of_labels(cls, labels: np.ndarray, hidden: np.ndarray, voxel_um: int) -> Self:
        """Return that of a right half of labels; `hidden` tells by label what is not shown."""
        return cls(~hidden[labels], voxel_um)

    def shade(self, vertices: np.ndarray) -> Shading:
        """Return how vertices of meshes are lit, shape (n, 3), in µm on the axes of `Mesh`."""
        place = self._places(vertices)
        near, far = (
            np.stack([_sample(part, place) for part in outward], axis=1)
            for outward in self._outward
        )
        for outward in (near, far):
            outward[vertices[:, 0] == 0, 0] = 0
        share = _ramp(np.linalg.norm(near, axis=1), STEEP)[:, None]
        density = _sample(self._near, place)
        outer = (density > SURFACE[0]) & (density < SURFACE[1])
        hollow = _ramp(_sample(self._around, place), HOLLOW) * outer
        return Shading(_unit(share * _unit(near) + (1 - share) * _unit(far)), hollow, outer)

    def _places(self, points: np.ndarray) -> np.ndarray:
        """Return the indices in the fields of points of meshes, shape (3, n)."""
        edge = VOXEL_UM / 2
        return np.stack(
            [
                (BREGMA_AP_UM + edge - points[:, 1]) / self._voxel_um - 0.5 + MARGIN,
                (BREGMA_DV_UM + edge - points[:, 2]) / self._voxel_um - 0.5 + MARGIN,
                points[:, 0] / self._voxel_um - 0.5 + MARGIN,
            ]
        )


def _downhill(field: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the way out of the tissue on the axes of `Mesh`; y and z are AP and DV turned."""
    ap, dv, ml = np.gradient(field)
    return -ml, ap, dv


def _sample(field: np.ndarray, place: np.ndarray) -> np.ndarray:
    return ndimage.map_coordinates(field, place, order=1, mode="nearest").astype(np.float64)


def _unit(vectors: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)


def _ramp(values: np.ndarray, ends: tuple[float, float]) -> np.ndarray:
    """Return 0 below the first end, 1 above the second, and a smooth way between."""
    share = np.clip((values - ends[0]) / (ends[1] - ends[0]), 0, 1)
    return share * share * (3 - 2 * share)
