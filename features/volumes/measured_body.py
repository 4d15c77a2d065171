"""What is measured of a volume or of points, in the form of a stored feature of regions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from features.data.region_values import Floats
from features.volumes.counting import (
    Ints,
    count_bytes,
    count_voxels,
    find_rows,
    nearest_voxels,
    read_floats,
)
from features.volumes.measuring import (
    Measured,
    Table,
    measure_points,
    measure_volume,
    voxel_values,
)

MOST_OUTSIDE = 1_000
"""Points outside of all regions that are listed one by one; all of them are counted."""
RASTER = 27
"""Voxels that one point fills, at most, in the volume that the SDK makes of points."""
VOLUME_UNITS = {"voxels": "voxels", "missing": "share of the voxels"}
POINT_UNITS = {"count": "points", "density": "points/mm³"}
OF_VOLUME = (
    "Computed from the volume: statistics of the 25 µm voxels of each region in the Allen "
    "annotation of 2017, each voxel with the same weight."
)
OF_POINTS = (
    "Computed from the points: each belongs to the 25 µm voxel of the Allen annotation of 2017 "
    "whose centre is nearest. A count of 0 says that no point lies there, not that anyone looked."
)


def measure_body(
    body: dict[str, Any], name: str | None, slices: Path, check: Callable[[], object]
) -> dict[str, Any]:
    """Return the body of a feature with what is measured of its volume or points, by mapping.

    `name` is that of one of several volumes. A volume that only shows the feature's points, as the
    SDK makes it, is not measured: the points are. `check` is called now and then and may raise.
    """
    data = body["feature_data"]
    encoded = data if name is None else data["volumes"][name]
    counts: Ints | None = None
    tail = b""
    if "volume" in encoded:
        counts, tail = count_bytes(encoded["volume"], slices, check)
    points = _read_points(data)
    if points is not None and (counts is None or _is_raster(counts, len(points[1]))):
        measured, facts = _measure_points(*points, slices)
    else:
        values = voxel_values(tail, encoded.get("missing_byte"))
        measured = measure_volume(np.zeros_like(counts) if counts is None else counts, values)
        facts = {"computed": OF_VOLUME, "units": VOLUME_UNITS}
    names = {
        measure: name_statistic(measure, name) for measure in next(iter(measured.values())).table
    }
    return {
        "feature_data": _as_feature_data(measured, names, data.get("cmap")),
        "short_desc": body.get("short_desc"),
        "unit": body.get("unit"),
        "unassigned": {mapping: one.unassigned for mapping, one in measured.items()},
        "histograms": {mapping: one.histogram for mapping, one in measured.items()},
        "volume": name,
        **facts,
        "units": {names[measure]: unit for measure, unit in facts["units"].items()},
    }


def name_statistic(measure: str, volume: str | None) -> str:
    """Return what a measure of one of several volumes is called: the mean has the volume's name."""
    if volume is None:
        return measure
    return volume if measure == "mean" else f"{measure} of {volume}"


def _read_points(data: dict[str, Any]) -> tuple[Floats, Floats] | None:
    """Return ML, AP, DV in metres from bregma (n, 3) and the values (n,) of a feature's points."""
    if "xyz" not in data:
        return None
    return read_floats(data["xyz"]), read_floats(data["values"])


def _is_raster(counts: Ints, points: int) -> bool:
    """Return whether so few voxels differ from the rest that the volume only shows the points."""
    by_byte = counts.sum(axis=0)
    return int(by_byte.sum() - by_byte.max()) <= RASTER * points


def _measure_points(
    xyz: Floats, values: Floats, slices: Path
) -> tuple[dict[str, Measured], dict[str, Any]]:
    rows = find_rows(nearest_voxels(xyz), slices)
    outside = np.flatnonzero(rows <= 0)
    listed = outside[:MOST_OUTSIDE]
    ml, ap, dv = np.round(xyz[listed].T * 1e6, 3).tolist()
    facts = {
        "computed": OF_POINTS,
        "units": POINT_UNITS,
        "outside": {
            "count": len(outside),
            "point": listed.tolist(),
            "ap_um": ap,
            "dv_um": dv,
            "ml_um": ml,
            "value": values[listed].tolist(),
            "in_atlas": (rows[listed] == 0).tolist(),
        },
    }
    return measure_points(rows, values, count_voxels(slices)), facts


def _as_feature_data(
    measured: dict[str, Measured], names: dict[str, str], cmap: str | None
) -> dict[str, Any]:
    return {
        "mappings": {
            mapping: {"data": _as_stored(one.rows, one.table, names)}
            for mapping, one in measured.items()
        },
        # No region's number is inferred from another's.
        "origins": {mapping: {"given": one.rows.tolist()} for mapping, one in measured.items()},
        **({"cmap": cmap} if cmap else {}),
    }


def _as_stored(rows: Ints, table: Table, names: dict[str, str]) -> dict[str, Any]:
    """Return row, as text → statistic → number or None."""
    columns = {name: table[measure][rows].tolist() for measure, name in names.items()}
    return {
        str(row): {
            name: None if column[n] != column[n] else column[n] for name, column in columns.items()
        }
        for n, row in enumerate(rows.tolist())
    }
