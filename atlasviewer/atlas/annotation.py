"""The Allen annotation at 25 µm: finds the file, verifies it, reads it."""

import hashlib
import shutil
import socket
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import BinaryIO

import nrrd
import numpy as np

from atlasviewer.atlas.regions import load_regions
from atlasviewer.atlas.report import QUIET, Report

ANNOTATION_SHA256 = "c620cbcc562183e4dcd40250d440130501781f74b41de35b1c1bdabace290c42"
FILE_NAME = "annotation_25.nrrd"
SHAPE = (528, 320, 456)
"""Voxels along AP (0 is anterior), DV (0 is dorsal) and ML (0 is left)."""
VOXEL_UM = 25
SIDE_SPLIT = 229
"""First ML index of the right side according to iblatlas (not the plane of symmetry)."""
BREGMA_INDEX = (229.56, 216.0, 13.28)
"""Bregma in voxels, in the order ML, AP, DV, as iblatlas places it."""
CITATION = (
    "Allen Mouse Brain Common Coordinate Framework, annotation of 2017. "
    "© 2015 Allen Institute for Brain Science. "
    "Wang et al. 2020, Cell 181(4), doi:10.1016/j.cell.2020.04.007"
)
TERMS = "https://alleninstitute.org/terms-of-use/"

CONTACT = "download.alleninstitute.org"
WHEEL = "STAIR-tools"
WHEEL_FILE = "STAIR/ABAanno/ccfv3/annotation_25.nrrd"
VARIABLE = "ATLASVIEWER_ANNOTATION"
NRRD_UINT32 = ("unsigned int", "uint", "uint32", "uint32_t")
READ_BYTES = 64 * 1024
SILENCE_S = 30
"""Seconds without data after which a download fails."""


class AnnotationError(Exception):
    """The annotation is missing, or is not the file that the atlas is built from."""


def find_annotation(given: Path | None, cache: Path, report: Report = QUIET) -> Path:
    """Return the path of a verified annotation; download it only if this machine has none.

    `given` is the path in `ATLASVIEWER_ANNOTATION` (None if unset); `cache` is where a downloaded
    file is kept. Raises AnnotationError if a file is wrong or none can be found.
    """
    if given is not None:
        if not given.is_file():
            raise AnnotationError(
                f"No file at {given}, to which {VARIABLE} points. "
                "Correct the variable, or unset it to use the copy that comes with the packages."
            )
        verify_annotation(given, f"Correct {VARIABLE}, or unset it.")
        return given
    if cache.is_file():
        verify_annotation(cache, "Delete it and build again.")
        return cache
    wheel = find_in_wheel()
    if wheel is not None:
        verify_annotation(wheel, f"Reinstall {WHEEL}, or set {VARIABLE} to a correct copy.")
        return wheel
    return download_annotation(cache, report)


def find_in_wheel() -> Path | None:
    """Return the annotation inside the installed STAIR-tools, or None."""
    try:
        listed = files(WHEEL) or []
    except PackageNotFoundError:
        return None
    for entry in listed:
        path = Path(str(entry.locate()))
        if str(entry) == WHEEL_FILE and path.is_file():
            return path
    return None


def verify_annotation(path: Path, remedy: str) -> None:
    """Raise AnnotationError, ending with `remedy`, unless the file has the expected SHA-256."""
    with path.open("rb") as handle:
        found = hashlib.file_digest(handle, "sha256").hexdigest()
    if found != ANNOTATION_SHA256:
        raise AnnotationError(
            f"{path} is not the Allen annotation of 2017 at 25 µm: its SHA-256 should be "
            f"{ANNOTATION_SHA256} and is {found}. {remedy}"
        )


def download_annotation(cache: Path, report: Report = QUIET) -> Path:
    """Download the annotation from the Allen Institute into `cache` and verify it."""
    # Imported here, because the import takes a second and only a download needs it.
    from iblatlas import atlas

    report.say(f"Downloading the annotation from {CONTACT} (4 MB)")
    cache.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".download-", dir=cache.parent) as folder:
        draft = Path(folder) / FILE_NAME
        try:
            with _patience(SILENCE_S):
                atlas._download_atlas_allen(draft)
        except OSError as error:
            raise AnnotationError(
                f"The annotation is not on this machine and could not be downloaded from {CONTACT} "
                f"({error}). Install the package {WHEEL}, which contains it, or set {VARIABLE} to "
                f"a copy of "
                f"{FILE_NAME}."
            ) from error
        verify_annotation(draft, "The download may be incomplete: build again.")
        shutil.move(draft, cache)
    return cache


@contextmanager
def _patience(seconds: float) -> Iterator[None]:
    # The downloader has no timeout; without one, a firewall that drops packets hangs the build.
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(seconds)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


def read_annotation(path: Path, advance: Callable[[int], object] | None = None) -> np.ndarray:
    """Return the annotation as region rows: uint16, shape (528, 320, 456), AP × DV × ML.

    Rows are 0…1327 of `load_regions`, without side. `advance` is called with the number of
    compressed bytes read since its last call. Raises AnnotationError if the file has another shape
    or holds an id of no region.
    """
    with path.open("rb") as handle:
        header = nrrd.read_header(handle)
        sizes = tuple(int(size) for size in header["sizes"])
        form = (sizes, header["type"], header["encoding"], header["endian"])
        if form[0] != SHAPE or form[1] not in NRRD_UINT32 or form[2:] != ("gzip", "little"):
            raise AnnotationError(f"{path} is not a 25 µm annotation: its header says {form}.")
        return _rows_of_planes(_read_planes(handle, advance or _ignore), path)


def _ignore(amount: int) -> None:
    pass


def _read_planes(handle: BinaryIO, advance: Callable[[int], object]) -> Iterator[np.ndarray]:
    """Yield the sagittal planes of ids, DV × AP, in the order of the file: ML is its slow axis."""
    ap, dv, _ = SHAPE
    plane_bytes = ap * dv * 4
    inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    held = bytearray()
    while packed := handle.read(READ_BYTES):
        held += inflate.decompress(packed)
        whole = len(held) // plane_bytes
        for index in range(whole):
            part = bytes(held[index * plane_bytes : (index + 1) * plane_bytes])
            yield np.frombuffer(part, dtype="<u4").reshape(dv, ap)
        del held[: whole * plane_bytes]
        advance(len(packed))


def _rows_of_planes(planes: Iterator[np.ndarray], path: Path) -> np.ndarray:
    """Translate ids to rows plane by plane, so that memory holds two copies, not ten."""
    ids = load_regions().id
    order = np.argsort(ids)
    known = ids[order]
    ap, dv, ml = SHAPE
    rows = np.empty((ml, dv, ap), dtype=np.uint16)
    count = 0
    for count, plane in enumerate(planes, start=1):
        found, place = np.unique(plane, return_inverse=True)
        nearest = np.minimum(np.searchsorted(known, found), len(known) - 1)
        strange = found[known[nearest] != found]
        if strange.size:
            raise AnnotationError(
                f"{path} contains id {strange[0]}, which is not a region of iblatlas."
            )
        rows[count - 1] = order[nearest].astype(np.uint16)[place].reshape(dv, ap)
    if count != ml:
        raise AnnotationError(f"{path} ends after {count} of {ml} sagittal planes.")
    return np.ascontiguousarray(rows.transpose(2, 1, 0))
