"""The values that a stored feature has by region: which mapping, which statistic, one number each.

The same choices as the viewer's (``static/js/core/values.js``).
"""

import math
import re
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atlasviewer.atlas.regions import NEAREST_MAPPINGS, ROOT, SIDE_ROWS, load_regions

ROWS = 2 * SIDE_ROWS + 1
"""Rows of both sides, void (0) included; those above 1327 are left."""
USUAL_STATISTICS = ("mean", "median", "value", "count")
HISTOGRAM_COUNT = re.compile(r"h_\d+")

Floats = NDArray[np.float64]
Regions = dict[str, Any]
"""Row, as text → statistic → number or None."""


def list_mappings(feature_data: dict[str, Any]) -> dict[str, Regions]:
    """Return the mappings under which a feature has regions."""
    mappings = feature_data.get("mappings") or {}
    found = {name: (of or {}).get("data") for name, of in mappings.items()}
    return {name: regions for name, regions in found.items() if regions}


def choose_mapping(wanted: str, known: Collection[str]) -> str:
    """Return the mapping that is wanted, or the nearest one that there is."""
    return next((name for name in (wanted, *NEAREST_MAPPINGS) if name in known), wanted)


def list_statistics(regions: Regions) -> list[str]:
    """Return the statistics of a mapping's regions, without the counts of their histograms."""
    names = dict.fromkeys(name for statistics in regions.values() for name in statistics)
    return [name for name in names if not HISTOGRAM_COUNT.fullmatch(name)]


def choose_statistic(names: Sequence[str], wanted: str | None) -> str | None:
    """Return the statistic that is wanted, else a usual one, else the first; None of none."""
    return next((name for name in (wanted, *USUAL_STATISTICS, *names) if name in names), None)


def read_values(regions: Regions, mapping: str, statistic: str) -> Floats:
    """Return the value of every row with side (2655,); NaN where it is missing."""
    values = np.full(ROWS, np.nan)
    for index, statistics in regions.items():
        value, row = statistics.get(statistic), int(index)
        if value is not None and math.isfinite(value) and 0 <= row < ROWS:
            values[row] = value
    if mapping != "allen":
        # Root stands there for everything that the parcellation leaves out.
        values[[ROOT, ROOT + SIDE_ROWS]] = np.nan
    return values


def read_unit(content: dict[str, Any], statistic: str) -> str | None:
    """Return the unit of a statistic: the feature's, unless the statistic has one of its own."""
    units = content.get("units") or {}
    return units.get(statistic, content.get("unit")) or None


def name_row(row: int) -> tuple[int, str, str, str]:
    """Return Allen id (negative on the left), acronym, name and side of a row with side."""
    regions = load_regions()
    left = row > SIDE_ROWS
    at = row - SIDE_ROWS if left else row
    number = int(regions.id[at])
    return (
        -number if left else number,
        str(regions.acronym[at]),
        str(regions.official_name[at]),
        "left" if left else "right",
    )
