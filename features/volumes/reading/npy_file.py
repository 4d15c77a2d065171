"""Volumes in NumPy's ``.npy``."""

import math
from pathlib import Path

import numpy as np
from numpy.lib import format as npy_format

from features.volumes.reading.problem import FileProblem
from features.volumes.reading.volume_file import VolumeFile, check_kind, map_array

HEADER_LIMIT = 10_000
READERS = {(1, 0): npy_format.read_array_header_1_0, (2, 0): npy_format.read_array_header_2_0}


def read_npy(path: Path, _: Path) -> VolumeFile:
    """Return the volume of an ``.npy``, left on the disk. It says nothing but its shape."""
    shape, fortran, dtype, offset = read_header(path)
    check_kind(dtype, shape)
    return VolumeFile(map_array(path, dtype, shape, offset=offset, fortran=fortran))


def read_header(path: Path) -> tuple[tuple[int, ...], bool, np.dtype, int]:
    """Return shape, Fortran order, data type and the bytes of the header; raise `FileProblem`."""
    with path.open("rb") as handle:
        try:
            version = npy_format.read_magic(handle)
            read = READERS[version]
        except (ValueError, KeyError):
            raise FileProblem("The file is not a NumPy array (.npy).") from None
        try:
            shape, fortran, dtype = read(handle, max_header_size=HEADER_LIMIT)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError, OverflowError):
            raise FileProblem("The header of the .npy file cannot be read.") from None
        if any(length < 0 for length in shape) or math.prod(shape) > 2**50:
            raise FileProblem("The header of the .npy file says an impossible shape.")
        return shape, fortran, dtype, handle.tell()
