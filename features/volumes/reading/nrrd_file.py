"""Volumes in NRRD, with the header in the same file."""

import io
import math
from pathlib import Path
from typing import Any

import nrrd
import numpy as np

from features.volumes.reading.problem import FileProblem
from features.volumes.reading.volume_file import (
    VolumeFile,
    check_kind,
    inflate,
    map_array,
    starts_of,
)

HEADER_LIMIT = 1 << 16
TYPES = {
    "i1": ("signed char", "int8", "int8_t"),
    "u1": ("uchar", "unsigned char", "uint8", "uint8_t"),
    "i2": ("short", "short int", "signed short", "signed short int", "int16", "int16_t"),
    "u2": ("ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t"),
    "i4": ("int", "signed int", "int32", "int32_t"),
    "u4": ("uint", "unsigned int", "uint32", "uint32_t"),
    "f4": ("float",),
    "f8": ("double",),
}
"""NumPy's type → its names in NRRD."""
SPACES = {
    "right-anterior-superior": "ras",
    "ras": "ras",
    "left-anterior-superior": "las",
    "las": "las",
    "left-posterior-superior": "lps",
    "lps": "lps",
}
UNITS = {
    "um": 1.0,
    "µm": 1.0,
    "micron": 1.0,
    "microns": 1.0,
    "micrometer": 1.0,
    "micrometers": 1.0,
    "mm": 1000.0,
    "millimeter": 1000.0,
    "millimeters": 1000.0,
    "m": 1e6,
}
ENDIAN = {"little": "<", "big": ">"}
GZIP = ("gzip", "gz")


def read_nrrd(path: Path, scratch: Path) -> VolumeFile:
    """Return the volume of an NRRD: raw, left on the disk, or gzip, inflated into `scratch`."""
    with path.open("rb") as handle:
        head = io.BytesIO(handle.read(HEADER_LIMIT))
    header = _read_header(head)
    offset = head.tell()
    if "data file" in header or "datafile" in header:
        raise FileProblem("The NRRD's data are in another file; save header and data as one .nrrd.")
    if any(int(header.get(key, 0)) for key in ("line skip", "lineskip", "byte skip", "byteskip")):
        raise FileProblem("The NRRD skips lines or bytes; save it again without.")
    shape = tuple(int(length) for length in header["sizes"])
    dtype = _dtype_of(header)
    check_kind(dtype, shape)
    encoding = str(header["encoding"]).lower()
    if encoding in GZIP:
        expected = math.prod(shape) * dtype.itemsize
        with path.open("rb") as handle:
            handle.seek(offset)
            path = inflate(handle, scratch / "nrrd", expected, wbits=31)
        offset = 0
    elif encoding != "raw":
        raise FileProblem(f"The NRRD is encoded as “{encoding[:20]}”; raw and gzip are read.")
    array = map_array(path, dtype, shape, offset=offset, fortran=True)
    orientation, voxel_um = _placed(header, len(shape))
    return VolumeFile(array, orientation, voxel_um)


def _read_header(head: io.BytesIO) -> dict[str, Any]:
    try:
        header = dict(nrrd.read_header(head))
    except Exception:  # noqa: BLE001 - pynrrd raises whatever its parsing meets.
        raise FileProblem("The header of the NRRD cannot be read.") from None
    for key in ("sizes", "type", "encoding"):
        if key not in header:
            raise FileProblem(f"The header of the NRRD has no “{key}”.")
    if min((int(length) for length in header["sizes"]), default=0) < 1:
        raise FileProblem("The header of the NRRD says an impossible shape.")
    return header


def _dtype_of(header: dict[str, Any]) -> np.dtype:
    name = str(header["type"]).lower()
    found = next((code for code, names in TYPES.items() if name in names), None)
    if found is None:
        raise FileProblem(
            f"The NRRD holds numbers of type “{name[:20]}”; integers up to 32 bits, float and "
            "double are read."
        )
    if found.endswith("1"):
        return np.dtype(found)
    endian = ENDIAN.get(str(header.get("endian", "")).lower())
    if endian is None:
        raise FileProblem("The header of the NRRD does not say whether it is little or big endian.")
    return np.dtype(endian + found)


def _placed(
    header: dict[str, Any], axes: int
) -> tuple[str | None, tuple[float, float, float] | None]:
    """Return where the axes start, and the edges of a voxel, as far as the header says."""
    directions = header.get("space directions")
    if directions is None or axes != 3:
        return None, None
    vectors = np.asarray(directions, dtype=float)
    towards = SPACES.get(str(header.get("space", "")).lower())
    orientation = starts_of(vectors, towards) if towards else None
    units = {str(unit).lower() for unit in header.get("space units", [])}
    factor = UNITS.get(units.pop()) if len(units) == 1 else None
    if factor is None:
        return orientation, None
    edges = np.linalg.norm(vectors, axis=1) * factor
    return orientation, (float(edges[0]), float(edges[1]), float(edges[2]))
