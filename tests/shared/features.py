"""Features, good and bad, with what is wrong in each: read by the tests of both checks."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests import arrays

FILE = Path(__file__).with_name("features.json")


def expand(value: Any, encoded: Mapping[str, str]) -> Any:
    """Return a value with what the file abbreviates written out.

    “$name” is an encoded array of the file, “$volume” a whole volume; {"$many": [n, value]} is an
    object with the keys 0 … n - 1.
    """
    if isinstance(value, str) and value.startswith("$"):
        return arrays.volume() if value == "$volume" else encoded[value[1:]]
    if isinstance(value, list):
        return [expand(one, encoded) for one in value]
    if not isinstance(value, dict):
        return value
    if "$many" in value:
        count, one = value["$many"]
        return {str(n): expand(one, encoded) for n in range(count)}
    return {key: expand(one, encoded) for key, one in value.items()}


def read_cases() -> list[tuple[str, Any, list[tuple[str, str]]]]:
    """Return (name, feature_data, [(place, message)]) of each case."""
    known = json.loads(FILE.read_text(encoding="utf-8"))
    return [
        (
            case["name"],
            expand(case["feature_data"], known["arrays"]),
            [(place, message) for place, message in case["problems"]],
        )
        for case in known["cases"]
    ]


def read_names() -> list[tuple[Any, str | None]]:
    """Return (name of a feature, the sentence that says what is wrong with it)."""
    known = json.loads(FILE.read_text(encoding="utf-8"))
    return [(case["fname"], case["problem"]) for case in known["names"]]
