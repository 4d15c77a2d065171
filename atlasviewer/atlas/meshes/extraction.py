"""From labels to surfaces: the right half, halved in resolution, and the boundary of each label."""

from dataclasses import dataclass

import numpy as np
import zmesh

from atlasviewer.atlas.annotation import BREGMA_INDEX, VOXEL_UM
from atlasviewer.atlas.regions import VOID

MIDLINE_EDGE = 228
"""First ML index right of the plane of symmetry, which lies between voxels 227 and 228."""
MIDLINE_UM = (MIDLINE_EDGE - 0.5 - BREGMA_INDEX[0]) * VOXEL_UM
"""The plane of symmetry in µm from bregma, right positive: −51.5."""
BREGMA_AP_UM = BREGMA_INDEX[1] * VOXEL_UM
BREGMA_DV_UM = BREGMA_INDEX[2] * VOXEL_UM
ZMESH_OFFSET = 1
"""zmesh places vertices one voxel too high along each axis when it closes the surfaces."""


@dataclass(frozen=True)
class Surfaces:
    """The boundaries of all labels of one volume, which share their vertices."""

    grid: np.ndarray
    """Positions before smoothing in half voxels, int64, shape (n, 3), AP × DV × ML."""
    faces: dict[int, np.ndarray]
    """Label → vertex numbers, int64, shape (m, 3), ordered: outside first, medial cap last."""
    caps: dict[int, int]
    """Label → how many of its last faces are its medial cap."""
    on_void: np.ndarray
    """Whether a vertex lies between a label and void, bool, shape (n,)."""
    on_midline: np.ndarray
    """Whether a vertex lies in the plane of symmetry, bool, shape (n,)."""


def right_half(rows: np.ndarray) -> np.ndarray:
    """Return the labels right of the plane of symmetry, ML index 0 next to it."""
    return rows[:, :, MIDLINE_EDGE:]


def halve_resolution(labels: np.ndarray) -> np.ndarray:
    """Return the volume at half its resolution: each 2 × 2 × 2 block takes its commonest label.

    Of labels equally common the one that comes first in the block wins. A vote follows oblique
    borders where taking one voxel in eight makes steps; all axes must have an even length.
    """
    ap, dv, ml = (length // 2 for length in labels.shape)
    blocks = labels.reshape(ap, 2, dv, 2, ml, 2).transpose(1, 3, 5, 0, 2, 4).reshape(8, -1)
    winner = blocks[0].copy()
    most = np.zeros(len(winner), dtype=np.int8)
    for candidate in blocks:
        votes = np.zeros(len(winner), dtype=np.int8)
        for voter in blocks:
            votes += voter == candidate
        better = votes > most
        winner[better] = candidate[better]
        most = np.maximum(most, votes)
    return winner.reshape(ap, dv, ml)


def extract_surfaces(labels: np.ndarray) -> Surfaces:
    """Return the surface of each label in a volume whose ML index 0 touches the midline."""
    mesher = zmesh.Mesher((1, 1, 1))
    # Vertices lie on whole multiples of half a voxel, from one below index 0 on.
    mesher.mesh(np.ascontiguousarray(labels), close=True)
    found = sorted(int(label) for label in mesher.ids() if label != VOID)
    points, corners = [], []
    for label in found:
        mesh = mesher.get(label, normals=False, reduction_factor=0, max_error=0)
        mesher.erase(label)
        points.append(np.round((mesh.vertices - ZMESH_OFFSET) * 2).astype(np.int64))
        corners.append(mesh.faces.astype(np.int64))
    grid, number = _weld(np.concatenate(points), labels.shape)
    ends = np.cumsum([len(part) for part in points])
    faces, caps = {}, {}
    for label, part, end, own in zip(found, points, ends, corners, strict=True):
        welded = number[end - len(part) : end][own]
        # What closes the volume below ML index 0 is the cap, slanted at its rim until flattened.
        cap = (grid[welded, 2] <= 0).all(axis=1)
        faces[label] = np.concatenate([welded[~cap], welded[cap]])
        caps[label] = int(np.count_nonzero(cap))
    on_midline = grid[:, 2] <= 0
    on_void = _touches_void(grid, labels)
    grid[on_midline, 2] = -1
    return Surfaces(grid, faces, caps, on_void, on_midline)


def _weld(points: np.ndarray, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return the distinct points and, for each given one, its number among them."""
    box = [2 * length + 3 for length in shape]
    keys = np.ravel_multi_index(tuple((points + 1).T), box)
    distinct, number = np.unique(keys, return_inverse=True)
    return np.stack(np.unravel_index(distinct, box), axis=1) - 1, number


def _touches_void(grid: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Say which vertices have void on a side; what lies beyond the midline is not void."""
    padded = np.pad(labels, ((1, 1), (1, 1), (0, 1)))
    low, high = grid // 2, -(-grid // 2)
    sides = []
    for end in (low, high):
        inside = np.maximum(end[:, 2], 0)
        sides.append(padded[end[:, 0] + 1, end[:, 1] + 1, inside] == VOID)
    return sides[0] | sides[1]


def to_micrometres(points: np.ndarray, voxel: int, origin: tuple[int, int, int]) -> np.ndarray:
    """Return positions of `Mesh` of points given as voxel indices (AP, DV, ML) of a half volume.

    `voxel` is the edge in µm; `origin` the index, in voxels of 25 µm of the right half, of the
    first 25 µm voxel in the volume.
    """
    # The centre of a voxel made of several lies between theirs.
    scale = voxel / VOXEL_UM
    fine = (points + 0.5) * scale - 0.5 + np.array(origin)
    return np.stack(
        [
            (fine[:, 2] + 0.5) * VOXEL_UM,
            BREGMA_AP_UM - fine[:, 0] * VOXEL_UM,
            BREGMA_DV_UM - fine[:, 1] * VOXEL_UM,
        ],
        axis=1,
    )
