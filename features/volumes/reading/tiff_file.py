"""Volumes in TIFF: a stack of uncompressed pages, one plane each."""

import logging
from pathlib import Path
from typing import Any

import numpy as np
import tifffile

from features.volumes.reading.problem import FileProblem
from features.volumes.reading.volume_file import VolumeFile, check_kind

MOST_PAGES = 5_000
LARGEST_DESCRIPTION = 1 << 20


def read_tiff(path: Path, scratch: Path) -> VolumeFile:
    """Return the volume of a TIFF, its planes copied into `scratch`.

    It says nothing of its axes: pages are the first, rows the second, columns the third.
    """
    logging.getLogger("tifffile").setLevel(logging.CRITICAL)
    try:
        with tifffile.TiffFile(path) as file:
            return VolumeFile(_copy(file, scratch / "tiff"))
    except FileProblem:
        raise
    except Exception:  # noqa: BLE001 - a damaged file makes tifffile raise many things.
        raise FileProblem("The file is not a TIFF, or it is damaged.") from None


def _copy(file: Any, target: Path) -> np.ndarray:
    if not file.series:
        raise FileProblem("The file is not a TIFF, or it is damaged.")
    if len(file.series) > 1:
        raise FileProblem(f"The TIFF holds {len(file.series)} images; save one volume per file.")
    series = file.series[0]
    axes = check_kind(np.dtype(series.dtype), tuple(map(int, series.shape)))
    if len(file.pages) > MOST_PAGES:
        raise FileProblem(f"The TIFF has more than {MOST_PAGES:,} pages.")
    pages = [page.aspage() for page in series.pages]
    if any(page.compression != tifffile.COMPRESSION.NONE for page in pages):
        raise FileProblem("The TIFF is compressed; save it uncompressed, or as .nii.gz or .nrrd.")
    plane = axes[1] * axes[2]
    if len(pages) == 1 and series.dataoffset is not None:
        return np.memmap(
            file.filehandle.path, file.byteorder + series.dtype.char, "r", series.dataoffset, axes
        )
    if len(pages) != axes[0] or any(page.size != plane for page in pages):
        raise FileProblem("The pages of the TIFF are not planes of one volume.")
    array = np.memmap(target, series.dtype, "w+", shape=axes)
    for index, page in enumerate(pages):
        array[index] = page.asarray().reshape(axes[1:])
    return array
