"""Finds the few triangles visible from outside the whole brain, enough for a first picture."""

from itertools import product

import numpy as np
from scipy import ndimage

from atlasviewer.atlas.annotation import VOXEL_UM
from atlasviewer.atlas.meshes.extraction import BREGMA_AP_UM, BREGMA_DV_UM
from atlasviewer.atlas.meshes.geometry import Mesh
from atlasviewer.atlas.regions import ROOT, VOID, RegionTable

HIDDEN_BRANCHES = ("fiber tracts", "VS")
"""What the 3-D view hides by default: tracts, ventricles, and tissue of no region."""
AROUND = 2
"""Triangles within so many voxels of one that is seen are counted as seen: surfaces are smoothed
and simplified."""
SIGHT_LINES = tuple(way for way in product((-1, 0, 1), repeat=3) if any(way))


def find_seen(labels: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    """Return which voxels of a right half lie near what is met first from outside, bool.

    `labels` touch the midline at ML index 0 and are mirrored there; `hidden` tells by label what
    is looked through. It is looked along the 26 directions to a voxel's neighbours.
    """
    through = hidden[np.concatenate([labels[:, :, ::-1], labels], axis=2)]
    seen = np.zeros(through.shape, dtype=bool)
    for way in SIGHT_LINES:
        seen |= _met_first(through, way)
    near = ndimage.binary_dilation(seen, np.ones((3, 3, 3)), iterations=AROUND)
    return np.ascontiguousarray(near[:, :, labels.shape[2] :])


def hidden_rows(regions: RegionTable) -> np.ndarray:
    """Return by row whether the 3-D view hides a region until it is asked for."""
    hidden = np.zeros(len(regions), dtype=bool)
    hidden[[VOID, ROOT]] = True
    hidden[np.isin(regions.acronym, HIDDEN_BRANCHES)] = True
    # Parents come before their children.
    for row in range(ROOT + 1, len(regions)):
        parent = regions.parent[row]
        hidden[row] |= parent > ROOT and hidden[parent]
    return hidden


def put_skin_first(mesh: Mesh, near: np.ndarray, voxel_um: int) -> tuple[Mesh, int]:
    """Return the mesh with the faces that are seen first, and how many these are.

    `near` is what `find_seen` returned for voxels of `voxel_um`.
    """
    corners = mesh.vertices[mesh.outside]
    places = np.concatenate([corners, corners.mean(axis=1, keepdims=True)], axis=1)
    index = _voxel_of(places, voxel_um, near.shape)
    skin = near[tuple(np.moveaxis(index, -1, 0))].any(axis=1)
    faces = np.concatenate([mesh.outside[skin], mesh.outside[~skin], mesh.cap])
    return Mesh(mesh.vertices, faces, mesh.caps), int(np.count_nonzero(skin))


def _voxel_of(points: np.ndarray, voxel_um: int, shape: tuple[int, ...]) -> np.ndarray:
    """Return the indices (AP, DV, ML) of the voxels that points of meshes lie in."""
    edge = VOXEL_UM / 2
    index = np.stack(
        [
            (BREGMA_AP_UM + edge - points[..., 1]) / voxel_um,
            (BREGMA_DV_UM + edge - points[..., 2]) / voxel_um,
            points[..., 0] / voxel_um,
        ],
        axis=-1,
    )
    return np.clip(np.floor(index).astype(np.int64), 0, np.array(shape) - 1)


def _met_first(through: np.ndarray, way: tuple[int, ...]) -> np.ndarray:
    """Return the voxels that a look from far away along a direction ends at."""
    axis = next(place for place in range(3) if way[place])
    planes = np.moveaxis(through, axis, 0)
    sideways = tuple(step for place, step in enumerate(way) if place != axis)
    met = np.zeros(planes.shape, dtype=bool)
    free = np.ones(planes.shape[1:], dtype=bool)
    for index in range(len(planes))[:: way[axis]]:
        met[index] = free & ~planes[index]
        free = _moved(free & planes[index], sideways)
    return np.moveaxis(met, 0, axis)


def _moved(free: np.ndarray, by: tuple[int, ...]) -> np.ndarray:
    """Return a plane moved by up to one voxel; what comes in from beyond the volume is free."""
    padded = np.pad(free, 1, constant_values=True)
    window = tuple(slice(1 - step, 1 - step + n) for step, n in zip(by, free.shape, strict=True))
    return padded[window]
