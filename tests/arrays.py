"""Encoded arrays as the SDK sends them, and broken ones: base64 of gzip of ``.npy``."""

import base64
import gzip
import io
import struct
from functools import cache
from typing import Any

import numpy as np

VOLUME_SHAPE = (528, 320, 456)
VOLUME_BYTES = 528 * 320 * 456
BOUNDS = struct.pack("<2f", 0.0, 1.0)


def encode(content: bytes, *, level: int = 1) -> str:
    """Return base64 of gzip of bytes."""
    return base64.b64encode(gzip.compress(content, level, mtime=0)).decode()


def npy(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def header(fields: str, *, version: tuple[int, int] = (1, 0)) -> bytes:
    """Return the start of an ``.npy`` with `fields` as its header, valid or not."""
    text = fields.encode("latin-1")
    size = struct.pack("<H" if version[0] == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes(version) + size + text


def describe(descr: str = "'|u1'", order: str = "False", shape: str = str(VOLUME_SHAPE)) -> str:
    """Return the fields of a header as they are written."""
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}"


@cache
def volume(*, fortran: bool = False, tail: bytes = BOUNDS) -> str:
    """Return a whole volume of zeros."""
    array = np.zeros(VOLUME_SHAPE, np.uint8, order="F" if fortran else "C")
    return encode(npy(array) + tail)


def points(count: int, **replaced: Any) -> dict[str, Any]:
    """Return ``xyz`` and ``values`` of some points."""
    xyz = np.linspace(-1e-3, 1e-3, 3 * count, dtype=np.float32).reshape(count, 3)
    values = np.arange(count, dtype=np.float32)
    return {"xyz": encode(npy(xyz)), "values": encode(npy(values)), **replaced}
