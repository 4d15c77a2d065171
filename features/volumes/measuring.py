"""What is measured of each region: of the voxels of a volume, or of the points that lie in it."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from atlasviewer.atlas.regions import MAPPINGS, ROOT, SIDE_ROWS, load_regions
from atlasviewer.atlas.summary import VOXEL_MM3
from features.data.region_values import ROWS, Floats
from features.data.volumes import BOUNDS
from features.volumes.counting import BYTES, Ints

PERCENTILES = (5, 25, 75, 95)
BINS = 64
"""Bins of a histogram, four bytes of the volume each."""
NOISE = 2.0**-23
"""Part of the range below which a float32 is zero beside its largest value, as in the viewer."""

Table = dict[str, Floats]
"""Statistic → number of each row with side (2655,), NaN where it has none."""


@dataclass(frozen=True)
class Measured:
    """What is measured under one mapping."""

    rows: Ints
    """The regions of the mapping that have voxels in the annotation, with side, sorted (n,)."""
    table: Table
    histogram: dict[str, Any] | None
    """``edges`` (65,), and ``counts`` of voxels by region (n, 64); the last bin holds both ends."""
    unassigned: int
    """Voxels of tissue, or points in tissue, that lie in no region of the mapping."""


def voxel_values(tail: bytes, missing: int | None) -> Floats:
    """Return what each of the 256 bytes stands for; NaN for the one that stands for missing.

    `tail` holds two float32, what 0 and 255 stand for; without them a byte stands for itself.
    """
    low, high = BOUNDS.unpack(tail) if tail else (0.0, 255.0)
    span = high - low
    values = low + span * np.arange(BYTES) / (BYTES - 1)
    values[np.abs(values) < NOISE * abs(span)] = 0.0
    if missing is not None:
        values[missing] = np.nan
    return values


def target_rows(mapping: str) -> Ints:
    """Return the row with side under a mapping of every row with side (2655,); 0 for no region."""
    regions = load_regions()
    table = np.arange(SIDE_ROWS + 1) if mapping == "allen" else getattr(regions, mapping)
    right = np.where(table > ROOT, table, 0)
    return np.concatenate([right, np.where(right[1:] > 0, right[1:] + SIDE_ROWS, 0)])


def measure_volume(counts: Ints, values: Floats) -> dict[str, Measured]:
    """Return what is measured of a volume, by mapping.

    `counts` are voxels by row with side and byte (2655, 256), `values` what each byte stands for.
    Each voxel weighs the same. A region whose voxels are all missing has NaN and `missing` 1.
    """
    return {mapping: _measure_mapping(counts, values, mapping) for mapping in MAPPINGS}


def _measure_mapping(counts: Ints, values: Floats, mapping: str) -> Measured:
    target = target_rows(mapping)
    joint = np.zeros_like(counts)
    np.add.at(joint, target, counts)
    rows = np.flatnonzero(joint.any(axis=1) & (np.arange(ROWS) > 0))
    held = joint[rows]
    voxels = held.sum(axis=1)
    known = np.flatnonzero(~np.isnan(values))
    known = known[np.argsort(values[known], kind="stable")]
    found = describe_counts(held[:, known], values[known])
    found["missing"] = 1 - held[:, known].sum(axis=1) / voxels
    found["voxels"] = voxels.astype(float)
    histogram = None
    if len(known):
        starts = np.arange(0, len(known), BYTES // BINS)
        edges = values[known][[*starts, -1]]
        binned = np.add.reduceat(held[:, known], starts, axis=1)
        histogram = {"edges": edges.tolist(), "counts": binned.tolist()}
    unassigned = int(joint[0].sum() - counts[0].sum())
    return Measured(rows, _spread(rows, found), histogram, unassigned)


def describe_counts(counts: Ints, values: Floats) -> Table:
    """Return the statistics of samples of which each line counts (n, k) the sorted `values` (k,).

    The standard deviation is that of the population; percentiles are interpolated linearly between
    samples, as NumPy's are. A line without samples has NaN.
    """
    number = counts.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = counts @ values / number
        spread = (counts * (values - mean[:, None]) ** 2).sum(axis=1) / number
    reached = np.cumsum(counts, axis=1)
    found: Table = {
        "mean": mean,
        "median": _percentile(reached, values, number, 50),
        "std": np.sqrt(spread),
        "min": _percentile(reached, values, number, 0),
        "max": _percentile(reached, values, number, 100),
    }
    for percent in PERCENTILES:
        found[f"p{percent}"] = _percentile(reached, values, number, percent)
    return found


def _percentile(reached: Ints, values: Floats, number: Ints, percent: float) -> Floats:
    if len(values) == 0:
        return np.full(len(number), np.nan)
    place = percent / 100 * np.maximum(number - 1, 0)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(number - 1, 0))
    low, high = (
        values[np.minimum((reached <= rank[:, None]).sum(axis=1), len(values) - 1)]
        for rank in (below, above)
    )
    return np.where(number > 0, low + (high - low) * (place - below), np.nan)


def measure_points(rows: Ints, values: Floats, voxels: Ints) -> dict[str, Measured]:
    """Return what is measured of points, by mapping.

    `rows` are where they lie, with side (n,), 0 or less for outside; `values` are their values
    (n,); `voxels` are those of each row with side in the annotation (2655,). A region without a
    point has a count and a density of 0, and no mean.
    """
    return {mapping: _measure_points(rows, values, voxels, mapping) for mapping in MAPPINGS}


def _measure_points(rows: Ints, values: Floats, voxels: Ints, mapping: str) -> Measured:
    target = target_rows(mapping)
    size = np.bincount(target, weights=voxels, minlength=ROWS)
    tissue = rows > 0
    placed = target[rows[tissue]]
    count = np.bincount(placed, minlength=ROWS)
    total = np.bincount(placed, weights=values[tissue], minlength=ROWS)
    regions = np.flatnonzero((size > 0) & (np.arange(ROWS) > 0))
    with np.errstate(invalid="ignore", divide="ignore"):
        found = {
            "count": count[regions].astype(float),
            "density": count[regions] / (size[regions] * VOXEL_MM3),
            "mean of values": np.where(count[regions] > 0, total[regions] / count[regions], np.nan),
        }
    return Measured(regions, _spread(regions, found), None, int(count[0]))


def _spread(rows: Ints, columns: Table) -> Table:
    table = {}
    for name, column in columns.items():
        table[name] = np.full(ROWS, np.nan)
        table[name][rows] = column
    return table
