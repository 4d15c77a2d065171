"""How well a mesh follows the labels it stands for."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.spatial import cKDTree

from atlasviewer.atlas.annotation import VOXEL_UM
from atlasviewer.atlas.meshes.extraction import to_micrometres
from atlasviewer.atlas.meshes.geometry import Mesh, sample_faces, volume_of
from atlasviewer.atlas.regions import VOID

SPACING_UM = 40
"""Spacing of the points that sample a mesh; it can add up to 23 µm to a distance."""
CLOSE_UM = VOXEL_UM * (1.5**2 + 0.5**2 + 0.5**2) ** 0.5
"""No point of a voxel, or of one beside it, is further from the voxel's centre: 41.5 µm. Smaller
distances do not matter, so only larger ones are measured."""
WORTH_THREADS = 20_000
"""Smaller queries are faster than starting threads for them."""
GLANCE = 9
"""One border voxel in so many suffices to reject a poor mesh."""


@dataclass(frozen=True)
class Fit:
    """Distances in µm between a mesh and the border voxels of its label, and volumes.

    Smaller distances are reported as `CLOSE_UM`.
    """

    from_mesh: float
    """From the worst point of the mesh to the nearest voxel centre."""
    from_labels: np.ndarray
    """From the centre of each border voxel to the mesh, shape (border voxels,)."""
    volume: float
    """Volume of the mesh as a share of that of the labels."""

    @property
    def distance(self) -> float:
        """The Hausdorff distance."""
        return max(self.from_mesh, float(self.from_labels.max()))


class LabelBorders:
    """The voxels of each label of a right half that touch another label, void or the midline."""

    def __init__(self, half: np.ndarray) -> None:
        """Take the labels at 25 µm, uint16, AP × DV × ML from the midline."""
        self._half = half
        self.voxels = np.bincount(half.ravel(), minlength=1)

    @cached_property
    def _sorted(self) -> tuple[np.ndarray, np.ndarray]:
        """Border voxels ordered by label, and where each label's begin."""
        padded = np.pad(self._half, 1)
        border = np.zeros(self._half.shape, dtype=bool)
        for axis, length in enumerate(self._half.shape):
            for shift in (0, 2):
                window = [slice(1, -1)] * 3
                window[axis] = slice(shift, shift + length)
                border |= padded[tuple(window)] != self._half
        border &= self._half != VOID
        places = np.argwhere(border).astype(np.int16)
        labels = self._half[border]
        begins = np.cumsum(np.bincount(labels, minlength=len(self.voxels)))
        return places[np.argsort(labels, kind="stable")], np.concatenate([[0], begins])

    def places(self, label: int) -> np.ndarray:
        """Return the border voxels of a label as indices of the half, shape (n, 3)."""
        places, begins = self._sorted
        return places[begins[label] : begins[label + 1]].astype(np.int64)

    def volume(self, label: int) -> float:
        """Return the volume of a label in µm³."""
        return float(self.voxels[label]) * VOXEL_UM**3

    def glance(self, label: int, mesh: Mesh) -> np.ndarray:
        """Return the distance to the mesh from some of a label's border voxels, in µm."""
        points = sample_faces(mesh.vertices, mesh.faces, SPACING_UM)
        return _distances(_centres(self.places(label)[::GLANCE]), points)

    def fit(self, label: int, mesh: Mesh) -> Fit:
        """Measure a mesh against its label."""
        centres = _centres(self.places(label))
        points = sample_faces(mesh.vertices, mesh.faces, SPACING_UM)
        return Fit(
            from_mesh=float(_distances(points, centres).max()),
            from_labels=_distances(centres, points),
            volume=volume_of(mesh) / self.volume(label),
        )


def _centres(places: np.ndarray) -> np.ndarray:
    return to_micrometres(places, VOXEL_UM, (0, 0, 0))


def _distances(points: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the distance from each point to the nearest of the others, at least `CLOSE_UM`.

    Either all points or all others have to be centres of voxels. Most points have one of the
    others in their voxel or beside it; only the rest is looked for in a tree, which takes long.
    """
    found = np.full(len(points), CLOSE_UM)
    alone = ~_has_neighbour(points, others)
    if alone.any():
        # With these options, the tree is built in half the time and is as fast for such evenly
        # spaced points.
        tree = cKDTree(others, balanced_tree=False, compact_nodes=False)
        workers = -1 if np.count_nonzero(alone) >= WORTH_THREADS else 1
        found[alone] = np.maximum(tree.query(points[alone], workers=workers)[0], CLOSE_UM)
    return found


def _has_neighbour(points: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Say which points have one of the others in their voxel of 25 µm, or beyond a side of it."""
    voxels = _voxels(points)
    low = voxels.min(axis=0) - 1
    shape = voxels.max(axis=0) - low + 2
    places = _voxels(others) - low
    inside = np.all((places >= 0) & (places < shape), axis=1)
    taken = np.zeros(shape, dtype=bool)
    taken[tuple(places[inside].T)] = True
    at = np.ravel_multi_index(tuple((voxels - low).T), tuple(shape))
    flat = taken.ravel()
    near = flat[at]
    for step in (1, shape[2], shape[1] * shape[2]):
        near |= flat[at + step] | flat[at - step]
    return near


def _voxels(points: np.ndarray) -> np.ndarray:
    """Return a number per axis for the voxel of 25 µm that each point lies in."""
    first_centre = to_micrometres(np.zeros((1, 3)), VOXEL_UM, (0, 0, 0))
    return np.floor((points - first_centre) / VOXEL_UM + 0.5).astype(np.int64)
