"""Transposes volumes with another order of axes to that of this site: AP, DV, ML.

The three lengths at 25 µm (528, 320, 456) differ, so the shape tells the order of the axes for
certain. Values are never changed: the checks refuse what is not uint8.
"""

import base64
import binascii
import gzip
import io
import math
import zlib
from typing import Any

import numpy as np

from features.data.volumes import (
    BOUNDS,
    HEADER_LIMIT,
    VOLUME_SHAPE,
    ArrayProblem,
    read_npy_header,
)

AXES = ("AP", "DV", "ML")
MOST_BYTES = HEADER_LIMIT + math.prod(VOLUME_SHAPE) + BOUNDS.size


def convert_volumes(data: Any) -> list[str]:
    """Transpose every volume of a ``feature_data`` in place where needed; return a note for
    each."""
    if not isinstance(data, dict):
        return []
    holders = [("volume", data)]
    if isinstance(data.get("volumes"), dict):
        entries = data["volumes"].items()
        holders += [(f"volumes.{name}", entry) for name, entry in entries if _is_holder(entry)]
    notes = []
    for place, holder in holders:
        converted = reorder_volume(holder.get("volume"))
        if converted is not None:
            holder["volume"], axes = converted
            notes.append(f"{place} had the axes {axes}; it has {', '.join(AXES)} now.")
    return notes


def reorder_volume(text: Any) -> tuple[str, str] | None:
    """Return a volume with its axes in order, and the order they had; None if nothing has to be
    done, or if it is no volume at 25 µm (the checks say why)."""
    if not isinstance(text, str):
        return None
    raw = _inflate(text)
    if raw is None:
        return None
    try:
        header = read_npy_header(raw[:HEADER_LIMIT], {"|u1"})
    except ArrayProblem:
        return None
    end = header.offset + header.data_bytes
    if header.shape == VOLUME_SHAPE or sorted(header.shape) != sorted(VOLUME_SHAPE):
        return None
    if len(raw) not in (end, end + BOUNDS.size):
        return None
    volume = np.load(io.BytesIO(raw), allow_pickle=False)
    axes = [VOLUME_SHAPE.index(length) for length in header.shape]
    ordered = np.ascontiguousarray(volume.transpose([axes.index(axis) for axis in range(3)]))
    out = io.BytesIO()
    np.save(out, ordered, allow_pickle=False)
    packed = gzip.compress(out.getvalue() + raw[end:], 6, mtime=0)
    return base64.b64encode(packed).decode(), ", ".join(AXES[axis] for axis in axes)


def _is_holder(entry: Any) -> bool:
    return isinstance(entry, dict) and "volume" in entry


def _inflate(text: str) -> bytes | None:
    """Return what a volume holds, or None if that is no gzip or larger than a volume."""
    try:
        inflater = zlib.decompressobj(wbits=31)
        raw = inflater.decompress(base64.b64decode(text, validate=True), MOST_BYTES + 1)
    except (binascii.Error, ValueError, zlib.error):
        return None
    return raw if inflater.eof and len(raw) <= MOST_BYTES else None
