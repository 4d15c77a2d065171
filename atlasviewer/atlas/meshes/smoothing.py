"""Joint smoothing: all regions share their vertices, so neighbours move together."""

from collections.abc import Callable

import numpy as np
from scipy import sparse

from atlasviewer.atlas.meshes.extraction import Surfaces
from atlasviewer.atlas.meshes.geometry import directed_edges

SHRINK = 0.5
SWELL = -0.53
"""Taubin's two steps: the second undoes the loss of volume of the first (Taubin 1995)."""
CAP_ROUNDS = 20


def smooth_surfaces(
    surfaces: Surfaces,
    iterations: int,
    *,
    held: np.ndarray | None = None,
    advance: Callable[[int], object] = lambda _: None,
) -> np.ndarray:
    """Return smoothed positions in voxels (AP, DV, ML), float64, shape (n, 3).

    Taubin's smoothing on the surfaces without their caps, as if the brain continued mirrored:
    vertices in the plane of symmetry stay in it, and feel each neighbour beside it twice. The
    outer surface of the brain follows only itself, so that it stays smooth where regions meet.
    `held` vertices (bool, shape (n,)) stay. `advance` is called with 1 after each iteration.
    """
    outside = [
        directed_edges(faces[: len(faces) - surfaces.caps[label]])
        for label, faces in surfaces.faces.items()
    ]
    edges = _both_ways(outside, len(surfaces.grid))
    follower, leader = edges.T
    edges = edges[~surfaces.on_void[follower] | surfaces.on_void[leader]]
    follower, leader = edges.T
    mirrored = surfaces.on_midline[follower] & ~surfaces.on_midline[leader]
    average, moves = _averaging(edges, 1 + mirrored.astype(np.float32), len(surfaces.grid))
    still = ~moves if held is None else ~moves | held
    positions = (surfaces.grid / 2).astype(np.float32)
    for _ in range(iterations):
        for factor in (SHRINK, SWELL):
            step = average @ positions
            step -= positions
            step[still] = 0
            step[surfaces.on_midline, 2] = 0
            step *= np.float32(factor)
            positions += step
        advance(1)
    return _relax_caps(surfaces, positions, moves).astype(np.float64)


def _relax_caps(surfaces: Surfaces, positions: np.ndarray, moved: np.ndarray) -> np.ndarray:
    """Spread the inner vertices of the caps evenly between their smoothed rims."""
    caps = [
        directed_edges(faces[len(faces) - surfaces.caps[label] :])
        for label, faces in surfaces.faces.items()
        if surfaces.caps[label]
    ]
    if not caps:
        return positions
    edges = _both_ways(caps, len(positions))
    average, inner = _averaging(edges, np.ones(len(edges), np.float32), len(positions))
    inner &= ~moved
    for _ in range(CAP_ROUNDS):
        positions[inner, :2] = (average @ positions[:, :2])[inner]
    return positions


def _both_ways(parts: list[np.ndarray], count: int) -> np.ndarray:
    """Return each edge of the parts once in both directions, shape (2 e, 2)."""
    edges = np.concatenate(parts)
    keys = np.sort(edges.min(axis=1) * count + edges.max(axis=1))
    keys = keys[np.diff(keys, prepend=-1) > 0]
    once = np.stack([keys // count, keys % count], axis=1)
    return np.concatenate([once, once[:, ::-1]])


def _averaging(
    edges: np.ndarray, weights: np.ndarray, count: int
) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Return the matrix that averages each vertex's neighbours, and which vertices have any."""
    matrix = sparse.csr_matrix((weights, (edges[:, 0], edges[:, 1])), shape=(count, count))
    total = np.asarray(matrix.sum(axis=1)).ravel()
    moves = total > 0
    shares = np.divide(1, total, out=np.zeros(count, np.float32), where=moves)
    return (sparse.diags(shares) @ matrix).tocsr(), moves
