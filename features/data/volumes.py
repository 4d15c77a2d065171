"""Checks of the arrays that features carry: volumes and points, base64 of gzip of ``.npy``."""

import ast
import base64
import binascii
import math
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from buckets.names import show_character

VOLUME_SHAPE = (528, 320, 456)
"""AP, DV, ML at 25 µm."""
MAX_POINTS = 5_000_000
NPY_MAGIC = b"\x93NUMPY"
HEADER_LIMIT = 4_096
LONGEST_AXIS = 2**40
CHUNK = 1 << 20
BOUNDS = struct.Struct("<2f")
HEADER_KEYS = {"descr", "fortran_order", "shape"}
NPY_VERSIONS = {(1, 0), (2, 0), (3, 0)}
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=\r\n]")


class ArrayProblem(ValueError):
    """Why an encoded array cannot be used, as the end of a sentence."""


@dataclass(frozen=True)
class ArrayHeader:
    """What the header of an ``.npy`` says: NumPy's ``descr``, shape, order, and its own bytes."""

    descr: str
    shape: tuple[int, ...]
    offset: int
    fortran: bool = False

    @property
    def data_bytes(self) -> int:
        return math.prod(self.shape) * int(self.descr[2:])


def check_volume(text: object) -> None:
    """Raise `ArrayProblem` unless `text` is a volume: uint8 (528, 320, 456) and two float32."""
    header, tail = inflate_array(text, {"|u1"}, max_bytes=math.prod(VOLUME_SHAPE), tail=BOUNDS.size)
    if header.shape != VOLUME_SHAPE:
        raise ArrayProblem(f"has shape {header.shape}; a volume has {VOLUME_SHAPE} (AP, DV, ML)")
    if len(tail) == BOUNDS.size and not all(map(math.isfinite, BOUNDS.unpack(tail))):
        raise ArrayProblem("must end with two finite float32: what 0 and 255 stand for")
    if len(tail) not in (0, BOUNDS.size):
        raise ArrayProblem(f"has {len(tail)} bytes after the array; expected two float32 or none")


def check_points(text: object, *, columns: int | None) -> int:
    """Return the number of points in `text`: float32 of shape (n, columns), or (n,) for None.

    Raises `ArrayProblem` otherwise, also for numbers that are not finite.
    """
    width = columns if columns is not None else 1
    header, _ = inflate_array(text, {"<f4"}, max_bytes=MAX_POINTS * width * 4, finite=True)
    expected = "(n,)" if columns is None else f"(n, {columns})"
    inner = header.shape[1:]
    if len(header.shape) < 1 or inner != (() if columns is None else (columns,)):
        raise ArrayProblem(f"has shape {header.shape}; expected {expected}")
    return header.shape[0]


def inflate_array(
    text: object, descrs: set[str], *, max_bytes: int, tail: int = 0, finite: bool = False
) -> tuple[ArrayHeader, bytes]:
    """Check an encoded array without holding all of it in memory; return its header and its tail.

    Args:
        text: base64 of gzip of an ``.npy``.
        descrs: the data types allowed, as NumPy writes them.
        max_bytes: bound on the data; a header that asks for more is refused before inflating.
        tail: bytes that may follow the data inside the gzip.
        finite: whether float32 data must be finite.
    """
    header, pieces = _open(text, descrs)
    if header.data_bytes > max_bytes:
        raise ArrayProblem(f"has shape {header.shape}, more than the {max_bytes:,} bytes allowed")
    return header, _walk(pieces, header, tail, finite)


def open_array(text: object, descrs: set[str]) -> tuple[ArrayHeader, Iterator[bytes]]:
    """Return the header of a checked array, and its bytes piece by piece: data, then the tail."""
    header, pieces = _open(text, descrs)
    first = next(pieces)
    return header, _chain(first[header.offset :], pieces)


def _open(text: object, descrs: set[str]) -> tuple[ArrayHeader, Iterator[bytes]]:
    """Return the header of an encoded array, and all its bytes; the first piece has the header."""
    pieces = _inflate(_decode(text))
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= HEADER_LIMIT:
            break
    return read_npy_header(head, descrs), _chain(head, pieces)


def read_npy_header(head: bytes, descrs: set[str]) -> ArrayHeader:
    """Return the header of an ``.npy`` from its first bytes; raise `ArrayProblem`.

    Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
    """
    if not head.startswith(NPY_MAGIC) or len(head) < 12:
        raise ArrayProblem("does not contain a NumPy array (.npy) inside its gzip")
    if (head[6], head[7]) not in NPY_VERSIONS:
        raise ArrayProblem("is an .npy file of an unknown version")
    wide = head[6] >= 2
    start = 12 if wide else 10
    length = struct.unpack("<I" if wide else "<H", head[8:start])[0]
    if length > HEADER_LIMIT - start or len(head) < start + length:
        raise ArrayProblem("has an array header that is too long")
    try:
        fields = ast.literal_eval(head[start : start + length].decode("latin-1").strip())
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        raise ArrayProblem("has an array header that cannot be read") from None
    if not isinstance(fields, dict) or set(fields) != HEADER_KEYS:
        raise ArrayProblem("has an array header that cannot be read")
    descr, shape = fields["descr"], fields["shape"]
    if not isinstance(descr, str) or descr not in descrs:
        wanted = " or ".join(sorted(descrs))
        raise ArrayProblem(f"contains numbers of type {str(descr)[:80]!r}; expected {wanted}")
    if not isinstance(fields["fortran_order"], bool):
        raise ArrayProblem("has an array header whose order cannot be read")
    if not isinstance(shape, tuple) or not all(map(_is_length, shape)):
        raise ArrayProblem("has an array header whose shape cannot be read")
    return ArrayHeader(descr, shape, start + length, fields["fortran_order"])


def _is_length(number: object) -> bool:
    """Return whether a number can be the length of an axis; Python refuses to print huge ones."""
    return type(number) is int and 0 <= number <= LONGEST_AXIS


def _walk(pieces: Iterator[bytes], header: ArrayHeader, tail: int, finite: bool) -> bytes:
    """Read to the end, check the length, and return what follows the data."""
    end = header.offset + header.data_bytes
    position, kept = 0, b""
    rest = b""
    for piece in pieces:
        if finite:
            data = rest + piece[max(0, header.offset - position) : max(0, end - position)]
            rest = data[len(data) - len(data) % 4 :]
            _refuse_infinite(data[: len(data) - len(data) % 4])
        if position + len(piece) > end:
            kept += piece[max(0, end - position) :]
        position += len(piece)
        if len(kept) > tail:
            raise ArrayProblem("has more bytes than its shape says")
    if position < end:
        raise ArrayProblem("is truncated: fewer bytes than its shape says")
    return kept


def _refuse_infinite(data: bytes) -> None:
    if not np.isfinite(np.frombuffer(data, "<f4")).all():
        raise ArrayProblem("contains numbers that are not finite")


def _chain(first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from others


def _decode(text: object) -> bytes:
    if not isinstance(text, str):
        raise ArrayProblem("must be text: base64 of gzip of an .npy array")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        wrong = _NOT_BASE64.search(text)
        where = f": {show_character(wrong.group())} is not a base64 character" if wrong else ""
        raise ArrayProblem(f"is not base64{where}") from None


def _inflate(packed: bytes) -> Iterator[bytes]:
    """Yield the inflated bytes of one gzip member piece by piece."""
    inflater = zlib.decompressobj(wbits=31)
    pending = packed
    try:
        while not inflater.eof:
            piece = inflater.decompress(pending, CHUNK)
            pending = inflater.unconsumed_tail
            if not (piece or pending or inflater.eof):
                raise ArrayProblem("is truncated: its gzip does not end")
            yield piece
    except zlib.error:
        raise ArrayProblem("is not gzip, or is damaged") from None
    if inflater.unused_data:
        raise ArrayProblem("has bytes after the end of its gzip")
