"""Counts what lies in each region of the annotation: the bytes of a volume, the points of a set.

A volume is read plane by plane beside the atlas's slices, so memory holds a plane of each, however
large the volume is when inflated.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from atlasviewer.atlas.annotation import BREGMA_INDEX, SHAPE, SIDE_SPLIT, VOXEL_UM
from atlasviewer.atlas.regions import SIDE_ROWS, VOID
from atlasviewer.atlas.slices import read_slice
from features.data.region_values import ROWS, Floats
from features.data.volumes import open_array

Ints = NDArray[np.int64]
BYTES = 256
PLANES_AT_ONCE = 16
AP, DV, ML = range(3)


def count_bytes(text: str, slices: Path, check: Callable[[], object]) -> tuple[Ints, bytes]:
    """Return how many voxels of each byte lie in each row, int64 (2655, 256), and the bounds.

    Row 0 is void. The bounds are the bytes after the array: two float32 or none. `text` is a
    volume that `check_volume` has passed; `slices` is the atlas's file of slices. `check` is called
    now and then and may raise.
    """
    header, pieces = open_array(text, {"|u1"})
    axis = ML if header.fortran else AP
    counts = np.zeros(ROWS * BYTES, dtype=np.int64)
    stream = _Stream(pieces)
    for first in range(0, SHAPE[axis], PLANES_AT_ONCE):
        check()
        codes = []
        for index in range(first, min(first + PLANES_AT_ONCE, SHAPE[axis])):
            rows = read_rows(slices, axis, index)
            codes.append(rows.ravel() * BYTES + np.frombuffer(stream.take(rows.size), np.uint8))
        counts += np.bincount(np.concatenate(codes), minlength=len(counts))
    return counts.reshape(ROWS, BYTES), stream.rest()


def read_rows(slices: Path, axis: int, index: int) -> Ints:
    """Return the row with side (0…2654) of every voxel of a slice, in the shape that is drawn."""
    rows = read_slice(slices, SHAPE, axis, index).astype(np.int64)
    left = index < SIDE_SPLIT if axis == ML else np.arange(rows.shape[1]) < SIDE_SPLIT
    return np.where((rows > VOID) & left, rows + SIDE_ROWS, rows)


@lru_cache(maxsize=2)
def count_voxels(slices: Path) -> Ints:
    """Return the voxels of each row with side, int64 (2655,); the path holds the file's hash."""
    planes = (read_rows(slices, AP, index).ravel() for index in range(SHAPE[AP]))
    return sum((np.bincount(one, minlength=ROWS) for one in planes), np.zeros(ROWS, np.int64))


def find_rows(voxels: Ints, slices: Path) -> Ints:
    """Return the row with side of each voxel (n, 3), AP, DV, ML: 0 in void, -1 beyond the atlas."""
    inside = ((voxels >= 0) & (voxels < SHAPE)).all(axis=1)
    rows = np.full(len(voxels), -1, dtype=np.int64)
    order = np.flatnonzero(inside)[np.argsort(voxels[inside, AP], kind="stable")]
    planes, starts = np.unique(voxels[order, AP], return_index=True)
    for plane, members in zip(planes.tolist(), np.split(order, starts[1:]), strict=True):
        rows[members] = read_rows(slices, AP, plane)[voxels[members, DV], voxels[members, ML]]
    return rows


def nearest_voxels(xyz: Floats) -> Ints:
    """Return the voxels (n, 3) in AP, DV, ML whose centres are nearest to ML, AP, DV in metres.

    Positions are from bregma; ML points to the right, AP forwards, DV up. A voxel may lie beyond
    the atlas.
    """
    ml, ap, dv = (column / (VOXEL_UM * 1e-6) for column in xyz.T)
    bregma_ml, bregma_ap, bregma_dv = BREGMA_INDEX
    exact = np.stack([bregma_ap - ap, bregma_dv - dv, bregma_ml + ml], axis=1)
    far = 2 * max(SHAPE)
    return np.floor(np.clip(exact, -far, far) + 0.5).astype(np.int64)


def read_floats(text: str) -> Floats:
    """Return a float32 array that `check_points` has passed, as float64 in its own shape."""
    header, pieces = open_array(text, {"<f4"})
    flat = np.frombuffer(b"".join(pieces), "<f4").astype(np.float64)
    return flat.reshape(header.shape, order="F" if header.fortran else "C")


class _Stream:
    """Bytes that come in pieces, taken in other pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = bytearray()

    def take(self, count: int) -> bytes:
        while len(self._held) < count:
            self._held += next(self._pieces)
        taken = bytes(self._held[:count])
        del self._held[:count]
        return taken

    def rest(self) -> bytes:
        return bytes(self._held) + b"".join(self._pieces)
