"""Opens the file of a volume by the ending of its name."""

from collections.abc import Callable
from pathlib import Path

from features.volumes.reading.npy_file import read_npy
from features.volumes.reading.nrrd_file import read_nrrd
from features.volumes.reading.problem import FileProblem
from features.volumes.reading.volume_file import VolumeFile


def open_volume(path: Path, name: str, scratch: Path) -> VolumeFile:
    """Return the volume of a file, which must stay where it is while it is used.

    `name` is what whoever sent it calls it; `scratch` is a folder for what has to be inflated, up
    to the size that the file's header says. Raises `FileProblem`.
    """
    low = name.lower()
    read = next((read for ending, read in READERS.items() if low.endswith(ending)), None)
    if read is None:
        known = ", ".join(ENDINGS)
        raise FileProblem(f"“{name[-40:]}” is not a file of a volume; the endings are {known}.")
    return read(path, scratch)


def _read_nifti(path: Path, scratch: Path) -> VolumeFile:
    # The libraries are loaded by the first file that needs them, not at the start.
    from features.volumes.reading.nifti_file import read_nifti

    return read_nifti(path, scratch)


def _read_tiff(path: Path, scratch: Path) -> VolumeFile:
    from features.volumes.reading.tiff_file import read_tiff

    return read_tiff(path, scratch)


READERS: dict[str, Callable[[Path, Path], VolumeFile]] = {
    ".npy": read_npy,
    ".nrrd": read_nrrd,
    ".nii": _read_nifti,
    ".nii.gz": _read_nifti,
    ".tif": _read_tiff,
    ".tiff": _read_tiff,
}
ENDINGS = tuple(READERS)
