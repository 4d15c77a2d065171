"""The order of triangles and vertices in which differences between neighbours are small."""

from collections import deque

import numpy as np

from atlasviewer.atlas.meshes.geometry import Mesh


def order_for_packing(mesh: Mesh, skin: int = 0) -> Mesh:
    """Return the mesh with faces in walking order and vertices in order of first use.

    The first `skin` faces stay before the others, and the cap stays last.
    """
    groups = mesh.outside[:skin], mesh.outside[skin:], mesh.cap
    faces = np.concatenate([_walk(group) for group in groups])
    used, first = np.unique(faces, return_index=True)
    order = used[np.argsort(first)]
    number = np.empty(len(mesh.vertices), dtype=np.int64)
    number[order] = np.arange(len(order))
    return Mesh(mesh.vertices[order], number[faces], mesh.caps)


def _walk(faces: np.ndarray) -> np.ndarray:
    """Return the faces, each begun at its earliest vertex, so that neighbours follow each other."""
    around: dict[int, list[int]] = {}
    corners = faces.tolist()
    for face, three in enumerate(corners):
        for vertex in three:
            around.setdefault(vertex, []).append(face)
    met: dict[int, int] = {}
    taken = [False] * len(corners)
    order: list[list[int]] = []
    for start in range(len(corners)):
        queue = deque([start])
        while queue:
            face = queue.popleft()
            if taken[face]:
                continue
            taken[face] = True
            three = _begin_earliest(corners[face], met)
            order.append(three)
            for vertex in three:
                met.setdefault(vertex, len(met))
                queue.extend(next_ for next_ in around.pop(vertex, ()) if not taken[next_])
    return np.array(order, dtype=np.int64).reshape(-1, 3)


def _begin_earliest(three: list[int], met: dict[int, int]) -> list[int]:
    """Turn a triangle, keeping its direction, so that its earliest met vertex comes first."""
    unmet = len(met)
    first = min(range(3), key=lambda place: met.get(three[place], unmet))
    return three[first:] + three[:first]
