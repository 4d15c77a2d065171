"""Files of volumes: NIfTI, NRRD, TIFF and NumPy with known voxels, and broken ones."""

import gzip
import io
import struct
from pathlib import Path

import nibabel
import nrrd
import numpy as np
import tifffile

from tests import arrays

COARSE = (132, 80, 114)
"""The atlas at 100 µm: AP, DV, ML."""


def asymmetric(dtype: str = "u1", seed: int = 1) -> np.ndarray:
    """Return random voxels of the atlas at 100 µm, which equal none of their mirror images."""
    return np.random.default_rng(seed).integers(0, 256, COARSE).astype(dtype)


def stored(coarse: np.ndarray) -> np.ndarray:
    """Return a volume of 100 µm on the grid of 25 µm."""
    return coarse.repeat(4, 0).repeat(4, 1).repeat(4, 2)


def affine_of(codes: str, edge: float = 0.1) -> np.ndarray:
    """Return a NIfTI affine whose axes point to these letters, as “PIR”."""
    affine = np.zeros((4, 4))
    affine[3] = 0, 0, 0, 1
    for axis, code in enumerate(codes):
        world = next(n for n, pair in enumerate(("LR", "PA", "IS")) if code in pair)
        affine[world, axis] = edge if code in "RAS" else -edge
    affine[:3, 3] = 3, -2, 1
    return affine


def nifti(array: np.ndarray, codes: str = "PIR") -> nibabel.Nifti1Image:
    image = nibabel.Nifti1Image(array, affine_of(codes))
    image.header.set_xyzt_units("mm")
    return image


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def nifti_bytes(array: np.ndarray, codes: str = "PIR") -> bytes:
    return nifti(array, codes).to_bytes()


def nrrd_bytes(array: np.ndarray, **header: object) -> bytes:
    """Return an NRRD, by default in the Allen order; `header` is pynrrd's."""
    out = io.BytesIO()
    nrrd.write(out, array, {"encoding": "raw", **header})
    return out.getvalue()


def tiff_bytes(array: np.ndarray, **more: object) -> bytes:
    out = io.BytesIO()
    tifffile.imwrite(out, array, **more)
    return out.getvalue()


def broken(array: np.ndarray) -> dict[str, tuple[str, bytes, str]]:
    """Return kind → name of the file, its bytes, part of the sentence about it."""
    plain = arrays.npy(array)
    image = nifti_bytes(array)
    packed = gzip.compress(image, 1)
    objects = io.BytesIO()
    np.save(objects, np.array([{}, {}, {}], dtype=object), allow_pickle=True)
    described = arrays.header(arrays.describe(shape="(99999999, 99999999, 99999999)"))
    bomb = gzip.compress(image + bytes(50_000_000), 9)
    text = nrrd_bytes(array)
    head = text[: text.index(b"\n\n") + 2]
    return {
        "empty": ("a.npy", b"", "not a NumPy array"),
        "text as npy": ("a.npy", b"acronym,value\nCA1,3\n" * 50, "not a NumPy array"),
        "pickle as npy": ("a.npy", b"\x80\x04\x95\x05\x00\x00\x00", "not a NumPy array"),
        "object npy": ("a.npy", objects.getvalue(), "Python objects"),
        "structured npy": ("a.npy", arrays.npy(np.zeros((4, 4, 4), "u1,f4")), "numbers of type"),
        "complex npy": ("a.npy", arrays.npy(np.zeros((4, 4, 4), complex)), "numbers of type"),
        "boolean npy": ("a.npy", arrays.npy(array > 3), "true and false"),
        "four axes": ("a.npy", arrays.npy(np.zeros((2, 3, 4, 5))), "shape 2 × 3 × 4 × 5"),
        "two axes": ("a.npy", arrays.npy(np.zeros((80, 114))), "shape 80 × 114"),
        "no voxels": ("a.npy", arrays.npy(np.zeros((0, 80, 114))), "no voxels"),
        "cut short npy": ("a.npy", plain[:-100], "cut short"),
        "too long npy": ("a.npy", plain + b"x", "more bytes"),
        "impossible shape": ("a.npy", described, "impossible shape"),
        "header of code": ("a.npy", arrays.header("__import__('os')"), "cannot be read"),
        "other grid": ("a.npy", arrays.npy(np.zeros((100, 80, 114))), "no grid of the Allen"),
        "all missing": ("a.npy", arrays.npy(np.full(COARSE, np.nan, "f4")), "No voxel"),
        "infinite": ("a.npy", arrays.npy(np.full(COARSE, np.inf, "f4")), "infinite"),
        "too large": ("a.npy", arrays.npy(np.full(COARSE, 1e300)), "too large for 32 bits"),
        "not a NIfTI": ("a.nii", b"x" * 1000, "not a NIfTI"),
        "cut short NIfTI": ("a.nii", image[:-100], "cut short"),
        "cut short gzip": ("a.nii.gz", packed[: len(packed) // 2], "cut short"),
        "gzip bomb": ("a.nii.gz", bomb, "more bytes"),
        "damaged gzip": ("a.nii.gz", packed[:400] + b"\xff" * 400 + packed[800:], "damaged"),
        "colours in a NIfTI": ("a.nii", _colours(), "numbers of type"),
        "oblique NIfTI": ("a.nii", _oblique(array), "oblique"),
        "NIfTI in two files": ("a.nii", image[:344] + b"ni1\0" + image[348:], "in another file"),
        "not an NRRD": ("a.nrrd", b"x" * 1000, "header of the NRRD cannot be read"),
        "cut short NRRD": ("a.nrrd", text[:-100], "cut short"),
        "NRRD in two files": (
            "a.nrrd",
            head[:-1] + b"data file: /etc/passwd\n\n",
            "in another file",
        ),
        "NRRD of 64 bits": ("a.nrrd", nrrd_bytes(array.astype("i8")), "type “int64”"),
        "encoded NRRD": ("a.nrrd", nrrd_bytes(array, encoding="bzip2"), "encoded as “bzip2”"),
        "not a TIFF": ("a.tif", b"II*\0" + b"x" * 100, "not a TIFF"),
        "compressed TIFF": ("a.tif", tiff_bytes(array, compression="zlib"), "compressed"),
        "coloured TIFF": (
            "a.tif",
            tiff_bytes(np.zeros((5, 80, 114, 3), "u1"), photometric="rgb"),
            "shape 5 × 80 × 114 × 3",
        ),
        "cut short TIFF": ("a.tif", tiff_bytes(array)[:500_000], "damaged"),
        "unknown ending": ("a.mat", plain, "not a file of a volume"),
    }


def _colours() -> bytes:
    array = np.zeros(COARSE, [("R", "u1"), ("G", "u1"), ("B", "u1")])
    return nibabel.Nifti1Image(array, affine_of("PIR")).to_bytes()


def _oblique(array: np.ndarray) -> bytes:
    angle = np.radians(10)
    affine = affine_of("RAS")
    affine[:2, :2] = 0.1 * np.array(
        [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    )
    return nibabel.Nifti1Image(array, affine).to_bytes()


def pack_bounds(low: float, high: float) -> bytes:
    return struct.pack("<2f", low, high)
