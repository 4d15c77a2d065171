"""Brings a volume onto the atlas's grid of 25 µm, as the SDK's eight bits with two bounds.

Plane by plane along the axis that is slowest in the file: memory holds a few planes and the result.
"""

import base64
import gzip
import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from features.volumes.reading.placing import BRAIN_UM, Placement
from features.volumes.reading.problem import FileProblem
from features.volumes.reading.volume_file import VolumeFile

STORED_UM = 25
SHAPE = tuple(length // STORED_UM for length in BRAIN_UM)
ML = 2
MISSING_BYTE = 0
STEPS = 254
"""Steps between the lowest and the highest value where byte 0 stands for missing."""
BYTES = 255
LEVEL = 6

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Converted:
    """A volume as it is stored."""

    volume: Bytes
    """(528, 320, 456), AP × DV × ML from front, top and left."""
    bounds: tuple[float, float]
    """What 0 and 255 stand for."""
    missing_byte: int | None
    """The byte that stands for missing; None if no voxel is missing."""
    low: float
    high: float
    """The lowest and the highest value on the stored grid."""
    missing: int
    """Voxels without a value."""
    notes: tuple[str, ...]
    """What the conversion costs, in sentences."""


def convert_volume(
    file: VolumeFile,
    placement: Placement,
    scratch: Path,
    *,
    check: Callable[[], object] = lambda: None,
) -> Converted:
    """Return a volume on the atlas's grid. Raises `FileProblem` for values that cannot be shown.

    `scratch` is a folder for the values on that grid; `check` is called after each plane and may
    raise.
    """
    # From the file's slowest axis to its fastest.
    slow_first = sorted(range(3), key=lambda axis: -abs(file.array.strides[axis]))
    along = [placement.order.index(axis) for axis in slow_first]
    shape = [SHAPE[one] for one in along]
    values = np.memmap(scratch / "values", np.float32, "w+", shape=tuple(shape))
    found = _Found()
    source = file.array.transpose(slow_first)
    for index, plane in enumerate(_resample(file, source, along, placement)):
        check()
        found.add(plane)
        values[index] = plane
    if not math.isfinite(found.low):
        raise FileProblem("No voxel of the volume has a value: all are missing (NaN).")
    quantised, bounds, exact = _quantise(values, found)
    turned = quantised.transpose(np.argsort(along))
    turned = turned[tuple(slice(None, None, -1 if one else 1) for one in placement.flipped)]
    return Converted(
        volume=np.ascontiguousarray(turned),
        bounds=bounds,
        missing_byte=MISSING_BYTE if found.missing else None,
        low=found.low,
        high=found.high,
        missing=found.missing,
        notes=tuple(_say_cost(found, exact, placement)),
    )


@dataclass
class _Found:
    low: float = math.inf
    high: float = -math.inf
    missing: int = 0
    whole: bool = True
    """Whether all values are whole numbers from 0 to 255."""

    def add(self, plane: Floats) -> None:
        there = plane[~np.isnan(plane)]
        self.missing += plane.size - there.size
        if not there.size:
            return
        if not np.isfinite(there).all():
            raise FileProblem(
                "The volume holds values that are infinite, or too large for 32 bits; save missing "
                "voxels as NaN."
            )
        self.low = min(self.low, float(there.min()))
        self.high = max(self.high, float(there.max()))
        self.whole = self.whole and bool(
            self.low >= 0 and self.high <= BYTES and (there == np.rint(there)).all()
        )


def _quantise(values: Floats, found: _Found) -> tuple[Bytes, tuple[float, float], bool]:
    """Return bytes, bounds, and whether every byte stands for exactly its value."""
    quantised = np.empty(values.shape, np.uint8)
    if found.whole and not found.missing:
        for index, plane in enumerate(values):
            quantised[index] = plane
        return quantised, (0.0, float(BYTES)), True
    span = found.high - found.low
    first, steps = (1, STEPS) if found.missing else (0, BYTES)
    step = span / steps
    for index, plane in enumerate(values):
        exact = (plane.astype(np.float64) - found.low) / (step or 1.0) + first
        quantised[index] = np.where(np.isnan(plane), MISSING_BYTE, np.rint(exact))
    low = found.low - step if found.missing else found.low
    return quantised, (low, found.high if span else low), span == 0


def _resample(
    file: VolumeFile, source: NDArray[np.generic], along: list[int], placement: Placement
) -> Iterator[Floats]:
    """Yield the planes of the stored grid, across the file's slowest axis, NaN where missing."""
    slow, rows, columns = (
        _weights(length, SHAPE[axis], _offset(axis, length, placement), placement.resolution)
        for length, axis in zip(source.shape, along, strict=True)
    )
    kept: dict[int, tuple[Floats, Floats]] = {}
    for target in range(slow.shape[0]):
        own = slice(slow.indptr[target], slow.indptr[target + 1])
        indices, shares = slow.indices[own].tolist(), slow.data[own].tolist()
        total = np.zeros((rows.shape[0], columns.shape[0]), np.float32)
        weight = np.zeros_like(total)
        for index, share in zip(indices, shares, strict=True):
            if index not in kept:
                kept[index] = _resample_plane(_read_plane(file, source, index), rows, columns)
            values, known = kept[index]
            total += share * values
            weight += share * known
        kept = {index: one for index, one in kept.items() if index == max(indices)}
        with np.errstate(invalid="ignore", divide="ignore"):
            yield np.where(weight > 0, total / weight, np.float32(np.nan))


def _weights(length: int, target: int, offset: int, resolution: int) -> sparse.csr_array:
    """Return which part of each of `target` stored voxels lies in each of `length` of a file.

    The first voxel of the file lies `offset` voxels, in its own resolution, from the atlas's edge.
    """
    edges = (np.arange(length + 1) + offset) * resolution
    first = np.arange(target) * STORED_UM
    parts = [
        np.clip(np.minimum(high, first + STORED_UM) - np.maximum(low, first), 0, None)
        for low, high in zip(edges[:-1], edges[1:], strict=True)
    ]
    return sparse.csr_array(np.stack(parts, axis=1).astype(np.float32) / STORED_UM)


def _offset(axis: int, length: int, placement: Placement) -> int:
    """Return how many voxels lie before the file's first along an axis: a half's place in ML."""
    if axis != ML or placement.half is None:
        return 0
    starts_with = "right" if placement.flipped[ML] else "left"
    return 0 if placement.half == starts_with else length


def _read_plane(file: VolumeFile, source: NDArray[np.generic], index: int) -> Floats:
    with np.errstate(over="ignore"):
        if (file.slope, file.intercept) == (1.0, 0.0):
            return source[index].astype(np.float32)
        return (source[index].astype(np.float64) * file.slope + file.intercept).astype(np.float32)


def _resample_plane(
    plane: Floats, rows: sparse.csr_array, columns: sparse.csr_array
) -> tuple[Floats, Floats]:
    """Return the sum of the values and of the weights of each stored pixel."""
    known = ~np.isnan(plane)
    parts = (np.where(known, plane, 0), known.astype(np.float32))
    with np.errstate(over="ignore", invalid="ignore"):
        values, weights = ((columns @ (rows @ part).T).T for part in parts)
    return values, weights


def encode_volume(converted: Converted) -> dict[str, object]:
    """Return ``feature_data`` of a converted volume, as the SDK writes it."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=LEVEL, mtime=0) as packed:
        np.lib.format.write_array(packed, converted.volume)
        packed.write(np.array(converted.bounds, "<f4").tobytes())
    data: dict[str, object] = {"volume": base64.b64encode(out.getvalue()).decode()}
    if converted.missing_byte is not None:
        data["missing_byte"] = converted.missing_byte
    return data


def _say_cost(found: _Found, exact: bool, placement: Placement) -> Iterator[str]:
    """Yield what the stored volume keeps of the file, in sentences."""
    if placement.resolution < STORED_UM:
        yield (
            f"Voxels of {placement.resolution} µm are averaged into those of {STORED_UM} µm, each "
            "by the part that lies inside; missing ones are left out."
        )
    if placement.resolution > STORED_UM:
        yield (
            f"Each voxel of {placement.resolution} µm is repeated in the voxels of {STORED_UM} µm "
            "that it covers."
        )
    if found.low == found.high:
        yield f"All voxels that have a value have the same: {found.low:g}."
    elif exact:
        yield "Every value is stored exactly."
    else:
        steps = STEPS if found.missing else BYTES
        step = (found.high - found.low) / steps
        yield (
            f"Stored in eight bits: {found.low:g} to {found.high:g} in {steps} steps of "
            f"{step:.3g}; a value is rounded by up to {step / 2:.3g}."
        )
    if found.missing:
        share = found.missing / math.prod(SHAPE)
        yield f"{found.missing:,} voxels ({share:.1%}) are missing."
    if placement.half:
        other = "left" if placement.half == "right" else "right"
        yield f"The {other} hemisphere is missing."
