"""The values of a feature as CSV: one row for each mapping, region and side."""

import csv
import io
from typing import Any

from atlasviewer.atlas.regions import MAPPINGS
from features.data.region_values import list_mappings, name_row
from features.tables import safe_text

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
    known = list_mappings(body.get("feature_data") or {})
    mappings = {mapping: known[mapping] for mapping in MAPPINGS if mapping in known}
    statistics = list(
        dict.fromkeys(
            name for data in mappings.values() for values in data.values() for name in values
        )
    )
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*(field["name"] for field in FIELDS), *map(safe_text, statistics)])
    for mapping, data in mappings.items():
        for row in sorted(int(index) for index in data):
            values = data[str(row)]
            numbers = ["" if values.get(name) is None else values[name] for name in statistics]
            number, acronym, name, side = name_row(row)
            writer.writerow([mapping, acronym, name, number, side if row else "", *numbers])
    return list(map(safe_text, statistics)), out.getvalue().encode("utf-8-sig")
