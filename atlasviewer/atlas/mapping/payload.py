"""Mapped values in the form in which the SDK sends a feature."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from atlasviewer.atlas.mapping.result import MappedMatrix, MappedValues, Origin
from atlasviewer.atlas.mapping.slots import Floats
from atlasviewer.atlas.regions import MAPPINGS


def statistics_data(statistics: Mapping[str, MappedValues], column: int) -> dict[str, Any]:
    """Return the ``feature_data`` of one column of several statistics, ready for JSON.

    `statistics` by their names (``mean``, ``std``, ``count`` …), each mapped by itself. The same,
    key for key, as ``iblbrainviewer.api.make_features_payload`` makes once it is JSON. A region
    carries the statistics that have a value for it; a parcellation without any value has no
    ``statistics``.
    """
    return {"mappings": {name: _parcellation(name, statistics, column) for name in MAPPINGS}}


def _parcellation(
    name: str, statistics: Mapping[str, MappedValues], column: int
) -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, float]] = {}
    summaries: dict[str, dict[str, float]] = {}
    for statistic, mapped in statistics.items():
        index, values = present(mapped[name], column)
        for row, value in zip(map(str, index.tolist()), values.tolist(), strict=True):
            if row in data:
                data[row][statistic] = value
            else:
                data[row] = {statistic: value}
        if len(values):
            summaries[statistic] = _summary(values)
    return {"data": data, "statistics": summaries}


def _summary(values: Floats) -> dict[str, float]:
    return {
        "min": float(values.min()),
        "max": float(values.max()),
        "mean": float(values.mean()),
        "median": float(np.median(values)),
    }


def present(matrix: MappedMatrix, column: int) -> tuple[np.ndarray, Floats]:
    """Return the rows that have a value in a column, and the values."""
    values = matrix.values[:, column]
    has = ~np.isnan(values)
    return matrix.index[has], values[has]


def origin_data(mapped: MappedValues, column: int) -> dict[str, dict[str, Any]]:
    """Return where the values of one column came from, ready for JSON.

    ``{"allen": {"given": [rows], "children": [rows], "spread": {"<ancestor>": [rows]}}, "beryl":
    {"given": [rows], "inside": [rows]}, "cosmos": …}``, kinds without a row left out.
    """
    return {matrix.mapping: _origins(matrix, column) for matrix in mapped}


def _origins(matrix: MappedMatrix, column: int) -> dict[str, Any]:
    kinds, source = matrix.origin[:, column], matrix.source[:, column]
    found: dict[str, Any] = {}
    for kind in (Origin.GIVEN, Origin.CHILDREN, Origin.INSIDE):
        rows = matrix.index[kinds == kind]
        if len(rows):
            found[kind.name.lower()] = rows.tolist()
    spread = kinds == Origin.SPREAD
    if spread.any():
        rows, ancestors = matrix.index[spread], source[spread]
        found["spread"] = {
            str(ancestor): rows[ancestors == ancestor].tolist()
            for ancestor in np.unique(ancestors).tolist()
        }
    return found
