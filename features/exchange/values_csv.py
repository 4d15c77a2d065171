"""The values of a feature as CSV: one row for each mapping, region and side."""

import csv
import io
from typing import Any

from atlasviewer.atlas.regions import MAPPINGS, SIDE_ROWS, load_regions
from features.tables.checking.annotate import safe_text

FIELDS = [
    {"name": "mapping", "type": "string"},
    {"name": "acronym", "type": "string"},
    {"name": "name", "type": "string"},
    {"name": "atlas_id", "type": "integer", "description": "Allen id; negative on the left."},
    {"name": "hemisphere", "type": "string"},
]
"""The columns before the statistics, as a Frictionless schema describes them."""


def write_values(body: dict[str, Any]) -> tuple[list[str], bytes]:
    """Return the names of the statistics and the CSV (UTF-8 with a byte-order mark).

    `body` is a stored feature. A missing value is an empty cell. No name can become a formula.
    """
    mappings = (body.get("feature_data") or {}).get("mappings") or {}
    statistics = list(
        dict.fromkeys(
            name
            for mapping in MAPPINGS
            for values in _data_of(mappings, mapping).values()
            for name in values
        )
    )
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*(field["name"] for field in FIELDS), *map(safe_text, statistics)])
    for mapping in MAPPINGS:
        data = _data_of(mappings, mapping)
        for row in sorted(int(index) for index in data):
            values = data[str(row)]
            numbers = ["" if values.get(name) is None else values[name] for name in statistics]
            writer.writerow([mapping, *_name_row(row), *numbers])
    return list(map(safe_text, statistics)), out.getvalue().encode("utf-8-sig")


def _data_of(mappings: dict[str, Any], mapping: str) -> dict[str, dict[str, Any]]:
    return (mappings.get(mapping) or {}).get("data") or {}


def _name_row(row: int) -> list[object]:
    """Return acronym, name, id and side of a row of the region table with both sides."""
    regions = load_regions()
    left = row > SIDE_ROWS
    right_row = row - SIDE_ROWS if left else row
    number = int(regions.id[right_row])
    side = "left" if left else "right"
    return [
        regions.acronym[right_row],
        regions.official_name[right_row],
        -number if left else number,
        side if row else "",
    ]
