"""Fewer triangles: each region is simplified on its own and comes out closed."""

import fast_simplification
import numpy as np

from atlasviewer.atlas.meshes.geometry import (
    Mesh,
    directed_edges,
    drop_folds,
    face_areas,
    separate_sheets,
)

BUDGET_POWER = 0.75
"""Triangles grow more slowly than area, so that small regions keep their shape."""
GENTLE, ROUGH = 6, 8
"""A gentle pass preserves shape but may stall before the target; then a rough one follows."""
GREAT_REDUCTION = 25
"""A gentle pass that should keep only one triangle in so many always stalls and is skipped."""
SLACK = 1.15
LENGTH_UM = 50
"""Length that is one to fast_simplification: it compares errors with thresholds of its own."""


def share_budget(meshes: dict[int, Mesh], triangles: int, fewest: int) -> dict[int, int]:
    """Return how many triangles each region gets of a total, in proportion to area^0.75."""
    weights = {
        label: float(face_areas(mesh.vertices, mesh.outside).sum()) ** BUDGET_POWER
        for label, mesh in meshes.items()
    }
    unit = triangles / sum(weights.values())
    return {label: max(fewest, int(unit * weight)) for label, weight in weights.items()}


def simplify(mesh: Mesh, target: int) -> Mesh:
    """Return a closed mesh of about `target` triangles outside its cap.

    The surface is simplified open at the midline, where its rim stays in the plane; the cap then
    follows the rim.
    """
    used, faces = np.unique(mesh.outside, return_inverse=True)
    points, faces = mesh.vertices[used] / LENGTH_UM, faces.reshape(-1, 3)
    if target >= len(faces):
        return separate_sheets(mesh)
    gentle = len(faces) < GREAT_REDUCTION * target
    for aggressiveness in (GENTLE, ROUGH) if gentle else (ROUGH,):
        fewer, kept, collapses = fast_simplification.simplify(
            points, faces, target_count=target, agg=aggressiveness, return_collapses=True
        )
        if len(kept) <= SLACK * target:
            break
    kept, moved = kept.astype(np.int64), fewer * LENGTH_UM
    if mesh.caps == 0:
        return separate_sheets(drop_folds(Mesh(moved, kept, 0)))
    _, _, survivor = fast_simplification.replay_simplification(points, faces, collapses)
    number = np.full(len(mesh.vertices), -1, dtype=np.int64)
    number[used] = survivor
    vertices, cap = _follow_rim(mesh, number, moved)
    if len(cap):
        vertices, cap = _simplify_cap(vertices, cap)
    joined = Mesh(vertices, np.concatenate([kept, cap]), len(cap))
    return separate_sheets(drop_folds(joined))


def _follow_rim(mesh: Mesh, number: np.ndarray, fewer: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return all vertices, and the cap's faces with its rim moved to the simplified one."""
    inner = np.unique(mesh.cap[number[mesh.cap] < 0])
    number[inner] = len(fewer) + np.arange(len(inner))
    cap = number[mesh.cap]
    flat = (cap == np.roll(cap, 1, axis=1)).any(axis=1)
    return np.concatenate([fewer, mesh.vertices[inner]]), cap[~flat]


def _simplify_cap(vertices: np.ndarray, cap: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Remove vertices inside the cap; its rim stays as it is."""
    used, faces = np.unique(cap, return_inverse=True)
    faces = faces.reshape(-1, 3)
    points = vertices[used] / LENGTH_UM
    fewer, kept, collapses = fast_simplification.simplify(
        points, faces, target_count=1, agg=7, preserve_border=True, return_collapses=True
    )
    _, _, survivor = fast_simplification.replay_simplification(points, faces, collapses)
    number = len(vertices) + np.arange(len(fewer))
    rim = _border(faces)
    number[survivor[rim]] = used[rim]
    fewer[:, 0] = 0
    return np.concatenate([vertices, fewer * LENGTH_UM]), number[kept]


def _border(faces: np.ndarray) -> np.ndarray:
    """Return the vertices on edges that the faces walk in one direction only."""
    edges = directed_edges(faces)
    count = int(faces.max()) + 1
    forth, back = edges[:, 0] * count + edges[:, 1], edges[:, 1] * count + edges[:, 0]
    return np.unique(edges[~np.isin(forth, back)])
