"""Mapped values in the form of a feature sent by the SDK."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from atlasviewer.atlas.mapping.placement import ALL_ROWS
from atlasviewer.atlas.mapping.result import MappedMatrix, MappedValues, Origin
from atlasviewer.atlas.mapping.slots import REGION_SLOTS, Floats, load_tree
from atlasviewer.atlas.regions import MAPPINGS, SIDE_ROWS


def statistics_data(statistics: Mapping[str, MappedValues], column: int) -> dict[str, Any]:
    """Return the ``feature_data`` of one column of several statistics, ready for JSON.

    `statistics` by their names (``mean``, ``std``, ``count`` …), each mapped by itself. Equal, key
    for key, to the JSON of ``iblbrainviewer.api.make_features_payload``. A region has the
    statistics with a value for it; a parcellation without any value has no ``statistics``.
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
    {"given": [rows], "inside": [rows]}, "cosmos": …}``, kinds without a row left out. Given values
    that no region shows under Allen are added, where there are any, as ``"hidden": {"rows": [rows],
    "leaf": [whether it is the leaf part], "values": [numbers]}``.
    """
    origins = {matrix.mapping: _origins(matrix, column) for matrix in mapped}
    hidden = _hidden(mapped, column)
    return {**origins, "hidden": hidden} if hidden["rows"] else origins


def _hidden(mapped: MappedValues, column: int) -> dict[str, list[Any]]:
    """Return the given values that the Allen parcellation does not show as given."""
    tree, gathered, allen = load_tree(), mapped.gathered, mapped.allen
    given = np.zeros(ALL_ROWS, dtype=bool)
    given[allen.index[allen.origin[:, column] == Origin.GIVEN]] = True
    found: dict[str, list[Any]] = {"rows": [], "leaf": [], "values": []}
    for at, side in enumerate(gathered.sides):
        values = gathered.values[at, :, column]
        shown = given[tree.row + side * SIDE_ROWS]
        # A region that is given as node and as leaf shows the leaf's value.
        shown[REGION_SLOTS:] = False
        shown[tree.row[REGION_SLOTS:][~np.isnan(values[REGION_SLOTS:])]] = False
        for slot in np.flatnonzero(~np.isnan(values) & ~shown).tolist():
            found["rows"].append(int(tree.row[slot]) + side * SIDE_ROWS)
            found["leaf"].append(slot >= REGION_SLOTS)
            found["values"].append(float(values[slot]))
    return found


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
