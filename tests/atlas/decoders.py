"""Reads the files of the atlas in Python, as the browser does in JavaScript."""

import json
from typing import Any

import numpy as np

from atlasviewer.atlas.labels import encode_runs, find_runs
from atlasviewer.atlas.meshes.geometry import Mesh
from atlasviewer.atlas.meshes.mesh_file import HEAD, MAGIC, Part
from atlasviewer.atlas.regions import MAPPINGS
from atlasviewer.atlas.topview import Projection


def encode_labels(rows: np.ndarray) -> bytes:
    """Return the encoded runs of a uint16 volume of region rows, shape (AP, DV, ML)."""
    return encode_runs(find_runs(rows))


def decode_labels(content: bytes, shape: tuple[int, int, int]) -> np.ndarray:
    """Return the uint16 volume that `encode_labels` encoded as `content`.

    Raises ValueError unless the content fills a volume of `shape` exactly.
    """
    ap, dv, ml = shape
    lines = ap * dv
    count, rest = divmod(len(content) - lines, 4)
    if count < lines or rest:
        raise ValueError(f"{len(content)} bytes are not a label volume of shape {shape}.")
    octets = np.frombuffer(content, dtype=np.uint8)
    per_line = octets[:lines].astype(np.int64)
    low, high, label_low, label_high = octets[lines:].reshape(4, count).astype(np.uint16)
    if per_line.sum() != count:
        raise ValueError(f"The lines announce {per_line.sum()} runs and {count} are there.")
    length = (low | high << 8).astype(np.int64)
    filled = np.add.reduceat(length, np.cumsum(per_line) - per_line)
    if per_line.min() == 0 or (filled != ml).any():
        raise ValueError(f"A line is not filled by its runs; each has {ml} voxels.")
    return np.repeat(label_low | label_high << 8, length).reshape(shape)


def decode_meshes(content: bytes) -> tuple[list[Part], dict[str, Any]]:
    """Return the parts and the index of a file; raises ValueError when it is not one."""
    magic, length = HEAD.unpack_from(content)
    if magic != MAGIC:
        raise ValueError("This is not a mesh file of this version.")
    index = json.loads(content[HEAD.size : HEAD.size + length])
    vertices, corners = index["vertices"], 3 * index["triangles"]
    octets = np.frombuffer(content, dtype=np.uint8, offset=HEAD.size + length)
    if len(octets) != 9 * vertices + 2 * corners:
        raise ValueError(f"The mesh file is damaged: {len(octets)} bytes follow its index.")
    ends = np.cumsum([0, vertices, vertices, vertices, corners]) * 2
    *axes, codes = (_bytes_together(octets[a:b]) for a, b in zip(ends[:-1], ends[1:], strict=True))
    steps = np.stack(axes, axis=1)
    parts, vertex, corner = [], 0, 0
    shading = np.cumsum(octets[ends[-1] :].reshape(3, vertices), axis=1, dtype=np.uint8)
    for row, points, triangles, caps, centre, skin in index["parts"]:
        positions = np.cumsum(_unzigzag(steps[vertex : vertex + points]), axis=0)
        faces = _corners_of(codes[corner : corner + 3 * triangles]).reshape(-1, 3)
        mesh = Mesh(positions * float(index["unit_um"]), faces, caps)
        parts.append(Part(row, mesh, (centre[0], centre[1], centre[2]), skin))
        vertex, corner = vertex + points, corner + 3 * triangles
    index["normals"] = unfold_normals(shading[:2].T)
    index["hollow"], index["outer"] = (shading[2] >> 1) / 127, shading[2] & 1
    return parts, index


def unfold_normals(folded: np.ndarray) -> np.ndarray:
    """Return the unit vectors that `fold_normals` folded, shape (n, 3)."""
    u, v = ((folded.astype(np.float64) - 128) / 127).T
    z = 1 - np.abs(u) - np.abs(v)
    below = np.maximum(-z, 0)
    x, y = u - np.copysign(below, u), v - np.copysign(below, v)
    found = np.stack([x, y, z], axis=1)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def _corners_of(codes: np.ndarray) -> np.ndarray:
    fresh = codes == 0
    return np.cumsum(fresh) - fresh - codes


def _bytes_together(octets: np.ndarray) -> np.ndarray:
    low, high = octets.reshape(2, -1).astype(np.int64)
    return low | high << 8


def decode_projections(content: bytes, height: int, width: int) -> dict[str, Projection]:
    """Return the images that `encode_projections` encoded as `content`."""
    size = 4 * len(MAPPINGS) * height * width
    if len(content) != size:
        raise ValueError(f"The projections have {len(content)} bytes, not {size}.")
    planes = np.frombuffer(content, dtype=np.uint8).reshape(-1, 2, height, width).astype(np.int64)
    images = planes[:, 0] | planes[:, 1] << 8
    row, depth = images[0], np.cumsum(_unzigzag(images[1]), axis=1)
    found = {MAPPINGS[0]: _as_projection(row, depth)}
    for place, mapping in enumerate(MAPPINGS[1:], start=1):
        rows, depths = (_unzigzag(images[2 * place + part]) for part in (0, 1))
        found[mapping] = _as_projection(row + rows, depth + depths)
    return found


def _unzigzag(codes: np.ndarray) -> np.ndarray:
    return (codes >> 1) ^ -(codes & 1)


def _as_projection(row: np.ndarray, depth: np.ndarray) -> Projection:
    return Projection(*(np.ascontiguousarray(part, dtype=np.uint16) for part in (row, depth)))
