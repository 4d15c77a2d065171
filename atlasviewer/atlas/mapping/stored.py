"""Explains where a value of a stored feature comes from.

A feature keeps its values and which of them were given (``origins``), not the table they came from.
So the given values are mapped again. If that reproduces everything that is stored, `explain`
describes it; if not, or if two interpretations differ, only ``origins`` is reported. Nothing is
guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from atlasviewer.atlas.mapping.engine import map_values
from atlasviewer.atlas.mapping.explain import (
    Contributor,
    explain_value,
    find_contributors,
    name_region,
)
from atlasviewer.atlas.mapping.payload import origin_data, present
from atlasviewer.atlas.mapping.placement import ALL_ROWS, MappingError
from atlasviewer.atlas.mapping.result import MappedValues
from atlasviewer.atlas.mapping.shown import drawn_rows
from atlasviewer.atlas.regions import MAPPINGS, ROOT, SIDE_ROWS

Numbers = dict[int, float]
SAME = 1e-9
"""Relative difference up to which two values are the same."""
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, OverflowError)
"""What reading `origins` can raise: anyone with the token can store anything under this key."""


@dataclass(frozen=True)
class Explained:
    """Where one value came from."""

    value: float | None
    origin: str
    """``given``, ``children``, ``spread`` or ``inside`` (see `Origin`), ``unknown``, ``none``."""
    sentence: str
    contributors: tuple[Contributor, ...] = ()
    """The values that contributed to it; empty if unknown."""


@dataclass(frozen=True)
class Given:
    """Values that were given, each (n,), as `map_values` takes them."""

    rows: list[int]
    leaf: list[bool]
    values: list[float]


class StoredValues:
    """One statistic of a stored feature, ready to be explained."""

    def __init__(self, feature_data: dict[str, Any], statistic: str) -> None:
        self.statistic = statistic
        self.numbers = {name: read_numbers(feature_data, name, statistic) for name in MAPPINGS}
        # They are those of the first statistic.
        first = list_statistics(feature_data)[:1] == [statistic]
        self._origins = feature_data.get("origins") if first else None
        self._readings = list(self._read(feature_data))

    def explain(self, mapping: str, row: int) -> Explained:
        """Return where the value of `row` (0…2654) under a mapping came from."""
        value = self.numbers[mapping].get(row)
        if value is None:
            return Explained(None, "none", self._say_why_missing(mapping, row))
        said = {explain_value(one, mapping, row, 0): one for one in self._readings}
        if len(said) != 1:
            return self._repeat_origin(mapping, row, value)
        ((sentence, mapped),) = said.items()
        matrix = mapped[mapping]
        origin = int(matrix.origin[np.searchsorted(matrix.index, row), 0])
        parts = find_contributors(mapped, mapping, row, 0)
        return Explained(value, ORIGINS[origin], sentence, tuple(parts))

    def _read(self, feature_data: dict[str, Any]) -> Iterator[MappedValues]:
        """Yield each interpretation of the given values that reproduces everything stored."""
        try:
            readings = list(read_given(feature_data["origins"], self.numbers))
        except UNREADABLE:
            return
        for given, nodes, wins in product(readings, (False, True), (False, True)):
            try:
                mapped = map_values(
                    rows=given.rows,
                    leaf=given.leaf,
                    values=given.values,
                    map_nodes=nodes,
                    given_wins=wins,
                )
            except (MappingError, *UNREADABLE):
                continue
            if self._is_reproduced(mapped):
                yield mapped

    def _is_reproduced(self, mapped: MappedValues) -> bool:
        for matrix in mapped:
            index, values = present(matrix, 0)
            stored = self.numbers[matrix.mapping]
            if index.tolist() != sorted(stored):
                return False
            expected = [stored[row] for row in index.tolist()]
            if not np.allclose(values, expected, rtol=SAME, atol=0):
                return False
        if self._origins is None:
            return True
        # Features from before hidden values were stored can be read too.
        again = origin_data(mapped, 0)
        return all(again[name] == self._origins[name] for name in MAPPINGS)

    def _repeat_origin(self, mapping: str, row: int, value: float) -> Explained:
        name = name_region(row)
        try:
            origin, source = _find_origin(self._origins or {}, mapping, row)
        except UNREADABLE:
            origin, source = "unknown", 0
        sentence = {
            "given": f"{name} was given.",
            "children": f"{name} is the mean of its subregions that have a value.",
            "inside": f"{name} is the mean of the given regions inside it.",
            "spread": f"{name} takes the value of {name_region(source)}.",
            "unknown": f"{name} has this value in the feature, which does not say whether it was "
            "given or computed.",
        }[origin]
        return Explained(value, origin, sentence)

    def _say_why_missing(self, mapping: str, row: int) -> str:
        name = name_region(row)
        right = row - SIDE_ROWS if row > SIDE_ROWS else row
        if not drawn_rows(mapping)[right]:
            return f"{name} has no value and no voxels of its own in the atlas: it is not drawn."
        other = row - SIDE_ROWS if row > SIDE_ROWS else row + SIDE_ROWS
        if other in self.numbers[mapping]:
            return f"{name} has no value, so it is grey; the other hemisphere has one."
        if not self._readings:
            return f"{name} has no value in this feature, so it is grey."
        around = "a region above or below it" if mapping == "allen" else "a region inside it"
        return f"{name} is grey because neither it nor {around} was given a value."


ORIGINS = ("none", "given", "children", "spread", "inside")
"""The names of `Origin`, in its order."""


def list_statistics(feature_data: dict[str, Any]) -> list[str]:
    """Return the statistics of a feature, in the order in which its regions carry them."""
    found: dict[str, None] = {}
    for mapping in MAPPINGS:
        for values in _data_of(feature_data, mapping).values():
            found.update(dict.fromkeys(values if isinstance(values, dict) else ()))
    return list(found)


def read_numbers(feature_data: dict[str, Any], mapping: str, statistic: str) -> Numbers:
    """Return row (0…2654) → value, of the regions that have one."""
    found = {}
    for row, values in _data_of(feature_data, mapping).items():
        value = values.get(statistic) if isinstance(values, dict) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            found[int(row)] = float(value)
    return found


def read_given(origins: dict[str, Any], numbers: dict[str, Numbers]) -> list[Given]:
    """Return the values that may have been given, judging by what a feature stores.

    There is one answer if the feature stores its hidden values, or if none can be hidden. A region
    that is not drawn and passed a value down may have been given, or be a mean: then there are two.
    """
    shown: Numbers = {}
    for mapping in MAPPINGS:
        for row in origins[mapping].get("given", []):
            if row in numbers[mapping]:
                shown.setdefault(row, numbers[mapping][row])
    hidden = origins.get("hidden")
    if hidden:
        twice = {row for row, leaf in zip(hidden["rows"], hidden["leaf"], strict=True) if leaf}
        told = {row: value for row, value in shown.items() if row not in twice}
        return [
            Given(
                rows=[*told, *hidden["rows"]],
                leaf=[*[False] * len(told), *hidden["leaf"]],
                values=[*told.values(), *hidden["values"]],
            )
        ]
    above: Numbers = {}
    for ancestor, rows in origins["allen"].get("spread", {}).items():
        known = [numbers["allen"][row] for row in rows if row in numbers["allen"]]
        if int(ancestor) not in numbers["allen"] and known:
            above[int(ancestor)] = known[0]
    possible = [shown, {**above, **shown}] if above else [shown]
    return [Given(list(one), [False] * len(one), list(one.values())) for one in possible]


def _find_origin(origins: dict[str, Any], mapping: str, row: int) -> tuple[str, int]:
    """Return the origin that is stored for a row, and the row that a spread value came from."""
    stored = origins.get(mapping, {})
    for name in ("given", "children", "inside"):
        if row in stored.get(name, ()):
            return name, row
    for ancestor, rows in stored.get("spread", {}).items():
        if row in rows and 0 <= int(ancestor) < ALL_ROWS:
            return "spread", int(ancestor)
    return "unknown", ROOT


def _data_of(feature_data: dict[str, Any], mapping: str) -> dict[str, Any]:
    return feature_data.get("mappings", {}).get(mapping, {}).get("data", {})
