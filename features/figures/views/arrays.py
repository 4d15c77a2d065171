"""Volumes and points of a stored feature, as far as the views of a figure show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from atlasviewer.atlas.annotation import BREGMA_INDEX, SHAPE, VOXEL_UM
from atlasviewer.web.errors import Invalid
from features.data.volumes import ArrayProblem, open_array
from features.figures.slices import TracedSlice
from features.volumes.counting import BYTES, read_floats
from features.volumes.measured_body import RASTER
from features.volumes.measuring import voxel_values

MICROMETRES = 1e6
ACROSS = {0: (1, 2), 1: (0, 2), 2: (1, 0)}
"""Axis of view → the axes down and across a picture (0 AP, 1 DV, 2 ML)."""
_ML, _AP, _DV = BREGMA_INDEX
BREGMA = (_AP, _DV, _ML)
STEPS_UM = (-VOXEL_UM, -VOXEL_UM, VOXEL_UM)
"""µm from bregma per index, by axis."""

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Voxels:
    """The bytes of a volume at the pixels of pictures, and what each byte stands for."""

    pictures: list[Bytes]
    """(height, width) each, in the order of the views."""
    values: Floats
    """By byte (256,), in units; NaN for the byte of missing voxels."""


@dataclass(frozen=True)
class PointSet:
    """Points in µm from bregma, (n, 3) as AP, DV, ML, and their values (n,)."""

    places: NDArray[np.float32]
    values: Floats


@dataclass(frozen=True)
class Arrays:
    """What a feature of volumes or points holds of what a figure shows."""

    name: str | None
    """Of the volume, where the feature names it."""
    names: tuple[str, ...]
    voxels: Voxels | None
    points: PointSet | None


def read_arrays(
    data: dict[str, Any], wanted: str | None, pictures: Sequence[TracedSlice]
) -> Arrays:
    """Return the volume that is wanted, else the first, and the points of a ``feature_data``.

    A volume that only shows the feature's points, as the SDK makes it, is left out, as in the
    viewer. Raises `Invalid` for data that cannot be read.
    """
    volumes = data.get("volumes") or {}
    names = tuple(volumes)
    name = wanted if wanted in volumes else next(iter(names), None)
    encoded = data if name is None else volumes[name]
    try:
        points = read_points(data) if "xyz" in data else None
        voxels = None
        if "volume" in encoded:
            most = RASTER * len(points.values) if points else None
            voxels = _read_voxels(encoded, [index_voxels(picture) for picture in pictures], most)
    except ArrayProblem as problem:
        raise Invalid(f"This feature cannot be drawn: its data {problem}.") from None
    return Arrays(name, names, voxels, points)


def index_voxels(picture: TracedSlice) -> tuple[Ints, ...]:
    """Return AP, DV and ML of the voxel of each pixel of a picture, each (height, width)."""
    y, x = (np.asarray(part, dtype=np.int64) for part in np.indices(picture.rows.shape))
    normal = picture.plane.axis
    down, across = ACROSS[normal]
    depth: Ints = picture.depth + np.zeros_like(y)
    places = {down: y, across: x, normal: depth}
    return places[0], places[1], places[2]


def _read_voxels(
    encoded: dict[str, Any], indices: Sequence[tuple[Ints, ...]], most: int | None
) -> Voxels | None:
    """Return the bytes at some voxels, by picture; never holds the whole volume.

    None if the volume has at most `most` voxels that differ from its commonest byte.
    """
    header, pieces = open_array(encoded["volume"], {"|u1"})
    if header.shape != SHAPE:
        raise ArrayProblem(f"has shape {header.shape}; a volume has {SHAPE} (AP, DV, ML)")
    order: Literal["F", "C"] = "F" if header.fortran else "C"
    flat = [np.ravel_multi_index(index, SHAPE, order=order).ravel() for index in indices]
    wanted = np.concatenate(flat)
    sequence = np.argsort(wanted)
    ordered = wanted[sequence]
    found = np.empty(len(wanted), dtype=np.uint8)
    counts = np.zeros(BYTES, dtype=np.int64)
    position, tail = 0, b""
    for piece in pieces:
        here = np.frombuffer(piece, np.uint8)[: max(0, header.data_bytes - position)]
        first, last = np.searchsorted(ordered, [position, position + len(here)])
        found[sequence[first:last]] = here[ordered[first:last] - position]
        if most is not None:
            counts += np.bincount(here, minlength=BYTES)
        tail += piece[len(here) :]
        position += len(here)
    if most is not None and int(counts.sum() - counts.max()) <= most:
        return None
    parts = np.split(found, np.cumsum([len(part) for part in flat])[:-1])
    shaped = [part.reshape(index[0].shape) for part, index in zip(parts, indices, strict=True)]
    return Voxels(shaped, voxel_values(tail, encoded.get("missing_byte")))


def read_points(data: dict[str, Any]) -> PointSet:
    """Return the points of a ``feature_data``, stored as ML, AP, DV in metres from bregma."""
    places = (read_floats(data["xyz"]) * MICROMETRES).astype(np.float32)
    return PointSet(places[:, [1, 2, 0]], read_floats(data["values"]))


def near_picture(points: PointSet, picture: TracedSlice, thickness: float) -> Ints:
    """Return the points within `thickness` µm of a slice or surface, the last drawn on top.

    Those nearest to a slice are on top; on a surface, those nearest to the eye.
    """
    normal = picture.plane.axis
    along = points.places[:, normal].astype(np.float64)
    if picture.um is not None:
        distance = np.abs(along - (picture.depth.item() - BREGMA[normal]) * STEPS_UM[normal])
        near = np.flatnonzero(distance <= thickness)
        return near[np.argsort(-distance[near], kind="stable")]
    down, across = ACROSS[normal]
    y, x = (np.floor(index_of(points, axis) + 0.5).astype(np.int64) for axis in (down, across))
    height, width = picture.rows.shape
    near = np.flatnonzero((y >= 0) & (y < height) & (x >= 0) & (x < width))
    near = near[picture.rows[y[near], x[near]] > 0]
    depth = index_of(points, normal)[near]
    close = np.abs(depth - picture.depth[y[near], x[near]]) * VOXEL_UM <= thickness
    away = depth[close] * picture.plane.towards
    return near[close][np.argsort(-away, kind="stable")]


def index_of(points: PointSet, axis: int) -> Floats:
    """Return the voxel index of points along an axis, with its fraction; whole in the middle."""
    return BREGMA[axis] + points.places[:, axis].astype(np.float64) / STEPS_UM[axis]
