"""Triangle meshes of one half of the brain: what they are made of, and facts about them."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

CORNERS = ((0, 1), (1, 2), (2, 0))
SHEET_ATTEMPTS = 40


@dataclass(frozen=True)
class Mesh:
    """Triangles of one region's right half, in µm.

    Axes are those of the atlas turned to the middle: x grows to the right from the plane of
    symmetry, y to the front and z upwards from bregma. Corners run counter-clockwise seen from
    outside. The medial cap, which closes a region where the plane cuts it, comes last.
    """

    vertices: np.ndarray
    """Positions, float64, shape (n, 3)."""
    faces: np.ndarray
    """Vertex numbers, int64, shape (m, 3)."""
    caps: int
    """How many of the last faces are the medial cap."""

    @property
    def outside(self) -> np.ndarray:
        """The faces that are not the medial cap."""
        return self.faces[: len(self.faces) - self.caps]

    @property
    def cap(self) -> np.ndarray:
        """The faces of the medial cap."""
        return self.faces[len(self.faces) - self.caps :]


def directed_edges(faces: np.ndarray) -> np.ndarray:
    """Return the edges as each face walks them, shape (3 m, 2); edge k·m + f is of face f."""
    return np.concatenate([faces[:, corners] for corners in CORNERS])


def _edge_keys(faces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a number for each directed edge, and that of the same edge walked back."""
    edges = directed_edges(faces)
    count = int(faces.max(initial=0)) + 1
    return edges[:, 0] * count + edges[:, 1], edges[:, 1] * count + edges[:, 0]


def is_closed(faces: np.ndarray) -> bool:
    """Say whether each edge belongs to exactly two faces, which walk it in opposite directions."""
    forth, back = (np.sort(keys) for keys in _edge_keys(faces))
    once = bool(np.all(np.diff(forth) > 0))
    return len(faces) > 0 and once and np.array_equal(forth, back)


def volume_of(mesh: Mesh) -> float:
    """Return the enclosed volume in µm³; negative when the mesh is inside out."""
    first, second, third = (mesh.vertices[mesh.faces[:, corner]] for corner in range(3))
    return float(np.einsum("ij,ij->", first, np.cross(second, third)) / 6)


def face_areas(vertices: np.ndarray, faces: np.ndarray) -> np.ndarray:
    """Return the area of each face in µm²."""
    first, second, third = (vertices[faces[:, corner]] for corner in range(3))
    return 0.5 * np.linalg.norm(np.cross(second - first, third - first), axis=1)


def sample_faces(vertices: np.ndarray, faces: np.ndarray, spacing: float) -> np.ndarray:
    """Return the vertices and points on the faces, always the same ones.

    A face is cut into n² equal triangles with edges of at most `spacing` µm, whose centres are
    the points; no point of a face is further than 0.58 × `spacing` from one of them.
    """
    corners = vertices[faces]
    longest = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    cuts = np.ceil(longest / spacing).astype(np.int64).clip(1)
    parts = [vertices]
    for n in np.unique(cuts):
        first, second = np.meshgrid(np.arange(n), np.arange(n), indexing="ij")
        upright, turned = first + second < n, first + second < n - 1
        steps = [
            np.stack([f[keep], s[keep]], 1) * 3 + shift
            for f, s, keep, shift in ((first, second, upright, 1), (first, second, turned, 2))
        ]
        two = np.concatenate(steps) / (3 * n)
        weights = np.column_stack([two, 1 - two.sum(axis=1)])
        parts.append(np.einsum("wc,fcx->fwx", weights, corners[cuts == n]).reshape(-1, 3))
    return np.concatenate(parts)


def drop_folds(mesh: Mesh) -> Mesh:
    """Return the mesh without faces that collapsed to a line and pairs that lie back to back."""
    corners = np.sort(mesh.faces, axis=1)
    kept = (corners[:, 1:] != corners[:, :-1]).all(axis=1)
    place = np.unique(corners, axis=0, return_inverse=True)[1].ravel()
    first = mesh.faces.argmin(axis=1)
    turned = np.take_along_axis(mesh.faces, ((first + 1) % 3)[:, None], axis=1)[:, 0]
    forth = turned == corners[:, 1]
    # Of the faces on the same three corners, as many cancel as there are of the rarer direction.
    opposed = np.minimum(*(np.bincount(place, weights=way) for way in (forth, ~forth)))
    for face in np.flatnonzero(kept & (opposed[place] > 0)):
        twins = np.flatnonzero((place == place[face]) & (forth == forth[face]))
        kept[face] = np.searchsorted(twins, face) >= opposed[place[face]]
    return Mesh(mesh.vertices, mesh.faces[kept], int(kept[len(mesh.faces) - mesh.caps :].sum()))


def separate_sheets(mesh: Mesh) -> Mesh:
    """Return the mesh with a vertex of its own for each sheet, and without unused vertices.

    Simplification can lay two sheets onto one edge, which then has four faces. Faces are paired
    along each edge, one of each direction, and corners stay one vertex only where paired faces
    join them. Where that leaves an edge twice between the same two vertices, pairing the other
    way round separates it. A mesh whose faces walk each edge as often forth as back comes out
    closed; another one is returned as it is.
    """
    forth, back = (np.sort(keys) for keys in _edge_keys(mesh.faces))
    if not np.array_equal(forth, back):
        return mesh
    for attempt in range(SHEET_ATTEMPTS):
        mesh = _join_paired_corners(mesh, attempt)
        if is_closed(mesh.faces):
            break
    return mesh


def _join_paired_corners(mesh: Mesh, attempt: int) -> Mesh:
    total = len(mesh.faces)
    edges = directed_edges(mesh.faces)
    face = np.tile(np.arange(total), 3)
    begin = face * 3 + np.repeat([0, 1, 2], total)
    end = face * 3 + np.repeat([1, 2, 0], total)
    # Turning pairs at two edges of one vertex can undo itself, so each attempt turns other edges.
    mixed = edges.min(axis=1) * 7_919 + edges.max(axis=1) * 104_729
    turned = 1 - 2 * ((mixed * (attempt + 1) // 64 % 2) if attempt else 0)
    # Sorted so, the k-th edge walked forth meets the k-th walked back on the same vertices.
    forth = np.lexsort((face, edges[:, 1], edges[:, 0]))
    back = np.lexsort((turned * face, edges[:, 0], edges[:, 1]))
    forth = forth[edges[forth, 0] < edges[forth, 1]]
    back = back[edges[back, 1] < edges[back, 0]]
    rows = np.concatenate([begin[forth], end[forth]])
    columns = np.concatenate([end[back], begin[back]])
    links = sparse.coo_matrix((np.ones(len(rows), bool), (rows, columns)), (3 * total, 3 * total))
    _, sheet = connected_components(links, directed=False)
    _, first, corner = np.unique(sheet, return_index=True, return_inverse=True)
    vertices = mesh.vertices[mesh.faces.ravel()[first]]
    return Mesh(vertices, corner.reshape(-1, 3), mesh.caps)


def face_components(faces: np.ndarray) -> np.ndarray:
    """Return for each face the number of the connected part it belongs to, int32."""
    count = int(faces.max(initial=0)) + 1
    edges = directed_edges(faces)
    links = sparse.coo_matrix(
        (np.ones(len(edges), bool), (edges[:, 0], edges[:, 1])), (count, count)
    )
    _, part = connected_components(links, directed=False)
    return part[faces[:, 0]]


def join_meshes(meshes: list[Mesh]) -> Mesh:
    """Return one mesh of several parts, their caps last."""
    offsets = np.cumsum([0, *(len(mesh.vertices) for mesh in meshes[:-1])])
    pairs = list(zip(meshes, offsets, strict=True))
    return Mesh(
        np.concatenate([mesh.vertices for mesh in meshes]),
        np.concatenate([m.outside + o for m, o in pairs] + [m.cap + o for m, o in pairs]),
        sum(mesh.caps for mesh in meshes),
    )


def swell(mesh: Mesh, distance: float) -> Mesh:
    """Return the mesh with its outside moved outward by `distance` µm; the midline stays plane."""
    corners = mesh.vertices[mesh.outside]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    total = np.zeros_like(mesh.vertices)
    for corner in range(3):
        np.add.at(total, mesh.outside[:, corner], normals)
    total[mesh.vertices[:, 0] == 0, 0] = 0
    length = np.linalg.norm(total, axis=1, keepdims=True)
    unit = np.divide(total, length, out=np.zeros_like(total), where=length > 0)
    moved = mesh.vertices + distance * unit
    moved[:, 0] = np.maximum(moved[:, 0], 0)
    return Mesh(moved, mesh.faces, mesh.caps)
