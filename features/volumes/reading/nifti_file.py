"""Volumes in NIfTI, ``.nii`` and ``.nii.gz``."""

import gzip
import io
import logging
import math
from pathlib import Path
from typing import Any, BinaryIO, cast

import nibabel
import numpy as np

from features.volumes.reading.problem import FileProblem
from features.volumes.reading.volume_file import (
    VolumeFile,
    check_kind,
    inflate,
    map_array,
    starts_of,
)

FARTHEST = 1 << 20
"""Bytes before the data: the header and its extensions."""
TOWARDS = "ras"
"""Where the axes of NIfTI's space point."""
UNITS = {"meter": 1e6, "mm": 1000.0, "micron": 1.0}
LONGEST_HEADER = 540
NIFTI_2 = 540
"""Bytes of the header of NIfTI-2, which it begins with."""
GZIP_MAGIC = b"\x1f\x8b"


def read_nifti(path: Path, scratch: Path) -> VolumeFile:
    """Return the volume of a NIfTI, left on the disk, or inflated into `scratch`."""
    with path.open("rb") as handle:
        packed = handle.read(2) == GZIP_MAGIC
    with cast(BinaryIO, gzip.open(path) if packed else path.open("rb")) as start:
        header = _read_header(start)
    shape, dtype = tuple(map(int, header.get_data_shape())), np.dtype(header.get_data_dtype())
    offset = int(header.get_data_offset())
    axes = check_kind(dtype, shape)
    if not 0 <= offset <= FARTHEST:
        raise FileProblem("The header of the NIfTI says an impossible place for its data.")
    if packed:
        expected = math.prod(axes) * dtype.itemsize
        with path.open("rb") as handle:
            path = inflate(handle, scratch / "nifti", expected, wbits=31, skip=offset)
        offset = 0
    array = map_array(path, dtype, shape, offset=offset, fortran=True)
    placed = len([length for length in shape[:3] if length > 1]) == 3
    orientation, voxel_um = _placed(header) if placed else (None, None)
    return VolumeFile(array, orientation, voxel_um, *_scaling(header))


def _read_header(start: BinaryIO) -> Any:
    logging.getLogger("nibabel.global").setLevel(logging.CRITICAL)
    try:
        content = start.read(LONGEST_HEADER)
        size = int.from_bytes(content[:4], "little"), int.from_bytes(content[:4], "big")
        kind = nibabel.Nifti2Header if NIFTI_2 in size else nibabel.Nifti1Header
        header = kind.from_fileobj(io.BytesIO(content))
    except Exception:  # noqa: BLE001 - a damaged header makes nibabel raise many things.
        raise FileProblem("The file is not a NIfTI, or its header is damaged.") from None
    if not bytes(header["magic"]).startswith(b"n+"):
        raise FileProblem("The NIfTI's data are in another file; save it as one .nii or .nii.gz.")
    return header


def _scaling(header: Any) -> tuple[float, float]:
    """Return slope and intercept of the values."""
    try:
        slope, intercept = header.get_slope_inter()
    except nibabel.spatialimages.HeaderDataError:
        slope, intercept = math.nan, math.nan
    found = (1.0 if slope is None else float(slope), 0.0 if intercept is None else float(intercept))
    if not all(map(math.isfinite, found)):
        raise FileProblem("The header of the NIfTI scales its numbers by one that is not finite.")
    return found


def _placed(header: Any) -> tuple[str | None, tuple[float, float, float] | None]:
    """Return where the axes start, and the edges of a voxel, as far as the header says."""
    units = UNITS.get(header.get_xyzt_units()[0])
    edges = [float(edge) for edge in header.get_zooms()[:3]]
    known = units is not None and all(math.isfinite(edge) and edge > 0 for edge in edges)
    voxel_um = (edges[0] * units, edges[1] * units, edges[2] * units) if known and units else None
    if not (int(header["sform_code"]) or int(header["qform_code"])):
        return None, voxel_um
    return starts_of(np.asarray(header.get_best_affine())[:3, :3].T, TOWARDS), voxel_um
