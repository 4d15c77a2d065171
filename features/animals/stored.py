"""The animals' values beside a stored feature, as JSON or as a table."""

import csv
import io
from typing import Any

import orjson

from atlasviewer.web.errors import Missing
from features.animals.drafting import ANIMALS
from features.data.payloads import read_body
from features.data.region_values import ROWS, name_row
from features.models import Feature, FeatureVersion
from features.tables import safe_text

COLUMNS = ("acronym", "id", "name", "hemisphere", "group", "animal", "value", "unit", "cell")


def read_beside(feature: Feature, stored: Feature | FeatureVersion) -> dict[str, Any]:
    """Return what lies beside a feature: ``{unit, source, rows, leaf, lines, animals, contrast}``.

    Raises `Missing` for a feature without animals, also if it has something else under that key.
    """
    beside = read_body(stored.payload)["feature_data"].get(ANIMALS)
    if not _is_beside(beside):
        raise Missing(
            f"“{feature.fname}” has no values of single animals: it was not published from a table "
            "of animals.",
            code="no_animals",
        )
    return beside


def write_json(feature: Feature, number: int, beside: dict[str, Any]) -> bytes:
    """Return what ``GET …/animals`` answers with."""
    named = [name_row(row) for row in beside["rows"]]
    return orjson.dumps(
        {
            "bucket": feature.bucket.name,
            "fname": feature.fname,
            "version": number,
            "unit": beside.get("unit"),
            "source": beside.get("source"),
            "regions": {
                "row": beside["rows"],
                "id": [one[0] for one in named],
                "region": [one[1] for one in named],
                "side": [one[3] for one in named],
                "leaf": beside["leaf"],
                "lines": beside["lines"],
            },
            "animals": beside["animals"],
            "contrast": beside.get("contrast"),
        }
    )


def write_csv(beside: dict[str, Any]) -> bytes:
    """Return one line for each region and animal that has a value, with its cell in the file.

    UTF-8 with a byte-order mark. It can be uploaded again as a long table.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for at, row in enumerate(beside["rows"]):
        number, acronym, name, side = name_row(row)
        for animal in beside["animals"]:
            value = animal["values"][at]
            if value is None:
                continue
            place = _name_cell(animal["columns"], beside["lines"][at])
            texts = (str(animal["group"]), str(animal["name"]))
            unit = safe_text(str(beside.get("unit") or ""))
            named = (acronym, number, name, side, *map(safe_text, texts))
            writer.writerow([*named, value, unit, safe_text(place)])
    return out.getvalue().encode("utf-8-sig")


def _name_cell(columns: list[Any], lines: list[Any]) -> str:
    """Return ``B12`` for one cell; columns and rows where several gave a value."""
    letters = "+".join(str(one if isinstance(one, str) else one[0]) for one in columns)
    if len(columns) == len(lines) == 1 and letters.isalpha():
        return f"{letters}{lines[0]}"
    return f"{letters}: {', '.join(map(str, lines))}"


def _is_beside(beside: object) -> bool:
    """Tell whether a stored body has animals as we store them; a client may send anything."""
    if not isinstance(beside, dict):
        return False
    rows, animals = beside.get("rows"), beside.get("animals")
    if not isinstance(rows, list) or not isinstance(animals, list):
        return False
    aligned = (beside.get("leaf"), beside.get("lines"), *map(_values_of, animals))
    return (
        all(isinstance(row, int) and 0 < row < ROWS for row in rows)
        and all(isinstance(one, list) and len(one) == len(rows) for one in aligned)
        and all(isinstance(one, list) for one in beside["lines"])
        and all({"name", "group"} <= animal.keys() for animal in animals)
        and all(isinstance(animal.get("columns"), list) for animal in animals)
    )


def _values_of(animal: object) -> object:
    return animal.get("values") if isinstance(animal, dict) else None
