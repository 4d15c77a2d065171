"""Every slice of the annotation separately, to draw a brain before the whole volume has loaded."""

import os
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from atlasviewer.atlas.labels import find_runs

AXES = ("ap", "dv", "ml")
"""Axes of the volume, in the order of its shape; slices across each form a block of the file."""
LEVEL = 6


def cut(rows: np.ndarray, axis: int, index: int) -> np.ndarray:
    """Return a slice across an axis of a volume (AP, DV, ML), as it is drawn: row by row.

    Across AP (coronal) DV × ML, across DV (horizontal) AP × ML, across ML (sagittal) DV × AP.
    """
    slice_ = rows.take(index, axis)
    return slice_.T if AXES[axis] == "ml" else slice_


def encode_slices(rows: np.ndarray, advance: Callable[[int], object]) -> bytes:
    """Return all slices of a uint16 volume of region rows, shape (AP, DV, ML), each packed alone.

    First a table of places, uint32 little-endian: where each slice begins and, last, where the file
    ends; slices across AP, then across DV, then across ML, each in zlib form. `advance` is called
    with 1 after each.
    """
    packed = []
    for axis, count in enumerate(rows.shape):
        for index in range(count):
            packed.append(zlib.compress(encode_slice(cut(rows, axis, index)), LEVEL))
            advance(1)
    table = np.cumsum([4 * (len(packed) + 1), *map(len, packed)], dtype="<u4")
    return b"".join([table.tobytes(), *packed])


def encode_slice(slice_: np.ndarray) -> bytes:
    """Return a slice as runs of equal label along its lines, all numbers little-endian.

    Per line its first run and, last, the number of runs (uint32); per run the column where it
    begins (uint16); per run its label (uint16). These are the browser's own arrays: nothing has to
    be decoded there.
    """
    runs = find_runs(slice_[None])
    first = np.concatenate([[0], np.cumsum(runs.per_line)])
    arrays = (first.astype("<u4"), runs.start.astype("<u2"), runs.label.astype("<u2"))
    return b"".join(array.tobytes() for array in arrays)


def brain_bounds(rows: np.ndarray) -> list[list[int]]:
    """Return the first and last index along AP, DV and ML that is not void."""
    bounds = []
    for axis in range(rows.ndim):
        filled = np.flatnonzero(rows.any(axis=tuple({0, 1, 2} - {axis})))
        bounds.append([int(filled[0]), int(filled[-1])])
    return bounds


def read_slices(path: Path, shape: tuple[int, int, int], voxel: tuple[int, int, int]) -> bytes:
    """Return the three slices through a voxel [ap, dv, ml]: those across AP, DV and ML, in turn.

    First the bytes of each, uint32 little-endian, then the three (see `encode_slice`). Raises
    IndexError for a voxel outside of `shape`.
    """
    slices = []
    with path.open("rb") as file:
        for axis, (index, count) in enumerate(zip(voxel, shape, strict=True)):
            if not 0 <= index < count:
                raise IndexError(f"There is no slice {index} across {AXES[axis].upper()}.")
            slices.append(zlib.decompress(_packed(file.fileno(), sum(shape[:axis]) + index)))
    return b"".join([np.array([*map(len, slices)], dtype="<u4").tobytes(), *slices])


def _packed(file: int, n: int) -> bytes:
    begin, end = np.frombuffer(os.pread(file, 8, 4 * n), dtype="<u4").tolist()
    return os.pread(file, end - begin, begin)


def read_slice(path: Path, shape: tuple[int, int, int], axis: int, index: int) -> np.ndarray:
    """Return one slice across an axis as `cut` gives it: region rows without side, uint16.

    Raises IndexError for a slice that does not exist.
    """
    if not 0 <= index < shape[axis]:
        raise IndexError(f"There is no slice {index} across {AXES[axis].upper()}.")
    with path.open("rb") as file:
        packed = _packed(file.fileno(), sum(shape[:axis]) + index)
    height, width = [(shape[1], shape[2]), (shape[0], shape[2]), (shape[1], shape[0])][axis]
    return decode_slice(zlib.decompress(packed), height, width)


def decode_slice(content: bytes, height: int, width: int) -> np.ndarray:
    """Return the slice that `encode_slice` encoded as these bytes, uint16 (height, width)."""
    first = np.frombuffer(content, "<u4", height + 1)
    runs = int(first[-1])
    start = np.frombuffer(content, "<u2", runs, first.nbytes).astype(np.int64)
    label = np.frombuffer(content, "<u2", runs, first.nbytes + 2 * runs)
    start += np.repeat(np.arange(height) * width, np.diff(first))
    length = np.diff(start, append=height * width)
    return np.repeat(label, length).reshape(height, width)
