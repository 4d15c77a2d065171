"""What the file of a volume holds, whatever its format: an array, and what is said of it."""

import math
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from features.volumes.reading.problem import FileProblem

MOST_VOXELS = 1320 * 800 * 1140
"""Voxels of the atlas at 10 µm, the finest grid that is read."""
CHUNK = 1 << 20
NUMBERS = "uif"
"""Kinds of NumPy's data types that hold a number per voxel."""
LARGEST_ITEM = 8


@dataclass(frozen=True)
class VolumeFile:
    """An array as it lies on disk, and what its file says about it."""

    array: NDArray[np.generic]
    """Three axes, in the file's own order; read from the disk where it is used."""
    orientation: str | None = None
    """Where each axis starts: a or p, s or i, l or r; None if the file does not say."""
    voxel_um: tuple[float, float, float] | None = None
    """Edges of a voxel along each axis; None if the file does not say, or says no unit."""
    slope: float = 1.0
    intercept: float = 0.0
    """Value = slope · number + intercept."""


def check_kind(dtype: np.dtype, shape: tuple[int, ...]) -> tuple[int, int, int]:
    """Return the three axes of an array, without axes of length 1; raise `FileProblem`."""
    if dtype.hasobject:
        raise FileProblem(
            "The file holds Python objects, which are never read; save plain numbers."
        )
    if dtype.kind == "b":
        raise FileProblem("The file holds true and false; save numbers, for example 0 and 1.")
    if dtype.kind not in NUMBERS or dtype.names or dtype.itemsize > LARGEST_ITEM:
        raise FileProblem(
            f"The file holds numbers of type {dtype}; one real number per voxel is read."
        )
    axes = [length for length in shape if length != 1]
    if 0 in shape:
        raise FileProblem("The file holds no voxels.")
    if len(axes) != 3:
        raise FileProblem(
            f"The file has the shape {_show(shape)}; a volume has three axes. Save one volume per "
            "file."
        )
    if math.prod(axes) > MOST_VOXELS:
        raise FileProblem(
            f"The file has the shape {_show(shape)}: more voxels than the atlas has at 10 µm."
        )
    return axes[0], axes[1], axes[2]


def map_array(
    path: Path, dtype: np.dtype, shape: tuple[int, ...], *, offset: int, fortran: bool
) -> NDArray[np.generic]:
    """Return the array that begins at an offset of a file, left on the disk; check its length."""
    axes = check_kind(dtype, shape)
    expected = math.prod(axes) * dtype.itemsize
    there = path.stat().st_size - offset
    if offset < 0 or there < expected:
        raise FileProblem("The file is cut short: it has fewer bytes than its header says.")
    if there > expected:
        raise FileProblem("The file has more bytes than its header says.")
    return np.memmap(path, dtype, "r", offset, axes, "F" if fortran else "C")


def inflate(source: BinaryIO, target: Path, expected: int, *, wbits: int, skip: int = 0) -> Path:
    """Write the bytes of a compressed file to `target`, after `skip`: those `expected`, no more.

    Raises `FileProblem` for a file that is damaged, or inflates to fewer or more bytes.
    """
    if expected > MOST_VOXELS * LARGEST_ITEM:
        raise FileProblem("The header of the file asks for more bytes than any volume has.")
    left = skip + expected
    with target.open("wb") as handle:
        for piece in _inflated(source, wbits):
            if len(piece) > left:
                raise FileProblem("The file has more bytes than its header says.")
            handle.write(piece[max(0, min(len(piece), left - expected)) :])
            left -= len(piece)
    if left:
        raise FileProblem("The file is cut short: it has fewer bytes than its header says.")
    return target


def _inflated(source: BinaryIO, wbits: int) -> Iterator[bytes]:
    """Yield the inflated bytes of gzip or zlib, piece by piece, also of several members."""
    inflater = zlib.decompressobj(wbits=wbits)
    try:
        for packed in iter(lambda: source.read(CHUNK), b""):
            pending = packed
            while pending:
                if inflater.eof:
                    inflater = zlib.decompressobj(wbits=wbits)
                if piece := inflater.decompress(pending, CHUNK):
                    yield piece
                pending = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    except zlib.error:
        raise FileProblem("The file is damaged: its compressed part cannot be inflated.") from None
    if not inflater.eof:
        raise FileProblem("The file is cut short: its compressed part does not end.")


def starts_of(directions: Iterable[Iterable[float]], towards: str) -> str | None:
    """Return where each axis starts, from vectors per axis in a space of three directions.

    `towards` names where that space's axes point: "rps" … None if no vector is given. Raises
    `FileProblem` for axes that are oblique to the space.
    """
    opposite = dict(zip("apsilr", "paisrl", strict=True))
    found = ""
    for vector in directions:
        numbers = np.asarray(list(vector), dtype=float)
        if numbers.shape != (3,) or not np.isfinite(numbers).all() or not numbers.any():
            return None
        main = int(np.abs(numbers).argmax())
        if np.abs(np.delete(numbers, main)).max() > OBLIQUE * abs(numbers[main]):
            raise FileProblem(
                "The axes of the file are oblique to the brain's; resample it into the atlas first."
            )
        letter = towards[main]
        found += opposite[letter] if numbers[main] > 0 else letter
    return found


OBLIQUE = 0.02
"""Largest part of another direction in an axis that counts as straight: about one degree."""


def _show(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape[:8]))
