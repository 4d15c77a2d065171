"""Where the values of a stored feature come from, in the viewer's words, and which count."""

from dataclasses import dataclass
from typing import Any

from atlasviewer.atlas.regions import ROOT, SIDE_ROWS, load_regions

UNKNOWN = "origin unknown"
WORDS = {"given": "given", "children": "from parts", "inside": "from parts"}
"""Kind in ``feature_data.origins`` → words."""


@dataclass(frozen=True)
class Origins:
    """The origins of one feature under one mapping, by row with side (1328… is left)."""

    mapping: str
    words: dict[int, str]
    """Rows whose origin the feature records."""
    holding: frozenset[int]
    """Rows without voxels of their own, within which others have values."""

    def describe(self, row: int) -> str:
        return self.words.get(row, UNKNOWN)

    def counts(self, row: int) -> bool:
        """Return whether a value counts: under Allen a given one, and one of unknown origin
        unless it summarises values inside it; under Beryl and Cosmos every one, since each is
        drawn once."""
        if self.mapping != "allen":
            return True
        return self.words[row] == "given" if row in self.words else row not in self.holding


def read_origins(feature_data: dict[str, Any], mapping: str) -> Origins:
    """Return the recorded origins of a feature's values; nothing if the SDK stored it."""
    data = feature_data.get("mappings", {}).get(mapping, {}).get("data", {})
    stored = (feature_data.get("origins") or {}).get(mapping) or {}
    words = {row: text for kind, text in WORDS.items() for row in stored.get(kind, ())}
    for ancestor, rows in (stored.get("spread") or {}).items():
        words |= dict.fromkeys(rows, f"from the parent {_acronym(int(ancestor))}")
    return Origins(mapping, words, _holding({int(index) for index in data}))


def _holding(rows: set[int]) -> frozenset[int]:
    """Return the rows with side above these that have no voxels of their own."""
    regions = load_regions()
    found: set[int] = set()
    for row in rows:
        side = SIDE_ROWS if row > SIDE_ROWS else 0
        above = int(regions.parent[row - side])
        while above >= ROOT and above + side not in found:
            found.add(above + side)
            above = int(regions.parent[above])
    return frozenset(row for row in found if not regions.has_voxels[_row(row)])


def _row(row: int) -> int:
    """Return a row without its side."""
    return row - SIDE_ROWS if row > SIDE_ROWS else row


def _acronym(row: int) -> str:
    return str(load_regions().acronym[_row(row)])
