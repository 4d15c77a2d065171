"""The binary form of the meshes, small and quick to decode; see docs/design/meshes.md."""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from atlasviewer.atlas.meshes.geometry import Mesh
from atlasviewer.atlas.meshes.ordering import order_for_packing
from atlasviewer.atlas.meshes.shading import Shade, Shading, plain_shading

MAGIC = b"AVMESH02"
UNIT_UM = 2
HEAD = struct.Struct("<8sI")
ALIGNMENT = 4
LARGEST = 0xFFFF
MIDDLE, HALF_SQUARE = 128, 127
"""Of a byte that holds −1 … 1."""


@dataclass(frozen=True)
class Part:
    """One region, or the shell of the brain (row 0), in a file."""

    row: int
    mesh: Mesh
    centre: tuple[float, float, float]
    """Centre of the labels in µm, on the axes of `Mesh`."""
    skin: int = 0
    """How many of the mesh's first faces are seen of the whole brain from outside."""


def encode_meshes(parts: list[Part], more: dict[str, Any], shade: Shade = plain_shading) -> bytes:
    """Return the file of the given parts, in their order, each lit by `shade`.

    `more` goes into the file's index.

    Positions are rounded to `UNIT_UM`. Raises ValueError when a number does not fit 16 bits.
    """
    ordered = [(part, order_for_packing(part.mesh, part.skin)) for part in parts]
    index = {
        "unit_um": UNIT_UM,
        "vertices": sum(len(mesh.vertices) for _, mesh in ordered),
        "triangles": sum(len(mesh.faces) for _, mesh in ordered),
        **more,
        "parts": [_entry(part, mesh) for part, mesh in ordered],
    }
    text = json.dumps(index, separators=(",", ":")).encode()
    text += b" " * (-(HEAD.size + len(text)) % ALIGNMENT)
    steps = [_position_steps(mesh) for _, mesh in ordered]
    codes = [_corner_codes(mesh.faces) for _, mesh in ordered]
    planes = [_bytes_apart(np.concatenate([step[:, axis] for step in steps])) for axis in range(3)]
    planes.append(_bytes_apart(np.concatenate(codes)))
    planes.append(_shading_bytes([shade(mesh.vertices) for _, mesh in ordered]))
    return HEAD.pack(MAGIC, len(text)) + text + b"".join(planes)


def _entry(part: Part, mesh: Mesh) -> list[Any]:
    """Return what the index tells of a part; of its triangles, first come skin, last caps."""
    counts = [len(mesh.vertices), len(mesh.faces), mesh.caps]
    return [part.row, *counts, rounded(part.centre), part.skin]


def rounded(centre: Sequence[float]) -> list[int]:
    """Return a centre in whole µm, as the index has it."""
    return [round(float(value)) for value in centre]


def _position_steps(mesh: Mesh) -> np.ndarray:
    """Return each vertex's step from the one before, zigzag coded, shape (n, 3)."""
    units = np.round(mesh.vertices / UNIT_UM).astype(np.int64)
    steps = np.diff(units, axis=0, prepend=np.zeros((1, 3), dtype=np.int64))
    return (steps << 1) ^ (steps >> 63)


def _corner_codes(faces: np.ndarray) -> np.ndarray:
    """Return how far each corner lies below the next vertex not used before; 0 is that one."""
    corners = faces.ravel()
    highest = np.maximum.accumulate(corners)
    return np.concatenate([[0], highest[:-1] + 1]) - corners


def _bytes_apart(numbers: np.ndarray) -> bytes:
    """Return all low bytes, then all high ones."""
    if numbers.max(initial=0) > LARGEST:
        raise ValueError(f"{numbers.max()} does not fit 16 bits.")
    return (numbers & 0xFF).astype(np.uint8).tobytes() + (numbers >> 8).astype(np.uint8).tobytes()


def fold_normals(normals: np.ndarray) -> np.ndarray:
    """Return unit vectors as points of the octahedron unfolded to a square, uint8, shape (n, 2).

    The middle of the square, 128, is +z; a vector without length is stored as that.
    """
    flat = normals / np.maximum(np.abs(normals).sum(axis=1, keepdims=True), 1e-9)
    x, y, z = flat.T
    lower = z < 0
    u = np.where(lower, (1 - np.abs(y)) * np.where(x < 0, -1, 1), x)
    v = np.where(lower, (1 - np.abs(x)) * np.where(y < 0, -1, 1), y)
    return (np.round(np.stack([u, v], axis=1) * HALF_SQUARE) + MIDDLE).astype(np.uint8)


def _shading_bytes(shadings: list[Shading]) -> bytes:
    """Return folded normals and what else lights them, as differences from vertex to vertex."""
    folded = np.concatenate([fold_normals(one.normals) for one in shadings])
    hollow = np.concatenate([np.round(one.hollow * HALF_SQUARE) for one in shadings])
    outer = np.concatenate([one.outer for one in shadings])
    planes = (folded[:, 0], folded[:, 1], hollow.astype(np.uint8) * 2 + outer)
    return b"".join(np.diff(plane, prepend=np.uint8(0)).tobytes() for plane in planes)
