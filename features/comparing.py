"""What differs between two versions of a feature: texts, and values region by region."""

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from atlasviewer.heavy import heavy_work
from features.models import Feature, FeatureVersion
from features.payloads import read_body

MOST_ROWS = 200
MOST_BYTES = 8_000_000
"""Bytes of JSON of a version up to which its values are compared; the SDK's features have a
hundredth of them."""
TEXTS = {"short_desc": "Description", "unit": "Unit"}

Values = dict[str, dict[str, Any]]
"""Region index → statistic → value."""


@dataclass(frozen=True)
class Change:
    """A value that differs: None where a version has none."""

    mapping: str
    statistic: str
    acronym: str
    side: str
    before: float | None
    after: float | None

    @property
    def difference(self) -> float | None:
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def size(self) -> float:
        """How much it changed, to put what changed most first; what came or went leads."""
        return math.inf if self.difference is None else abs(self.difference)


@dataclass(frozen=True)
class Contents:
    """How the data of two versions differ."""

    shown: tuple[Change, ...] = ()
    """Those that changed most, at most 200."""
    changed: int = 0
    same: int = 0
    other_data: bool = False
    too_large: bool = False
    """Whether the values were not compared, for there are too many."""


@dataclass
class Comparison:
    """The differences between two versions, `before` and `after`."""

    texts: list[tuple[str, str, str]] = field(default_factory=list)
    contents: Contents = field(default_factory=Contents)

    @property
    def nothing(self) -> bool:
        found = self.contents
        return not (self.texts or found.changed or found.other_data or found.too_large)

    @property
    def left_out(self) -> int:
        return self.contents.changed - len(self.contents.shown)


def compare(before: Feature | FeatureVersion, after: Feature | FeatureVersion) -> Comparison:
    """Compare two versions; every mapping and statistic, what changed most first.

    Two contents are compared once, and only up to `MOST_BYTES`. Raises `Busy`.
    """
    result = Comparison()
    for name, label in TEXTS.items():
        one, other = getattr(before, name) or "", getattr(after, name) or ""
        if one != other:
            result.texts.append((label, one, other))
    if before.payload == after.payload:
        return result
    if max(before.size, after.size) > MOST_BYTES:
        result.contents = Contents(too_large=True)
    else:
        result.contents = compare_payloads(before.payload, after.payload)
    return result


@lru_cache(maxsize=64)
def compare_payloads(before: str, after: str) -> Contents:
    """Compare two stored bodies; a payload is its content, so an answer holds for ever."""
    with heavy_work.turn():
        former, present = (read_body(payload)["feature_data"] for payload in (before, after))
        counts = {"same": 0, "changed": 0}
        changes = _iterate_changes(former.get("mappings", {}), present.get("mappings", {}), counts)
        shown = heapq.nlargest(MOST_ROWS, changes, key=lambda change: change.size)
        other = any(
            former.get(key) != present.get(key) for key in {*former, *present} - {"mappings"}
        )
    return Contents(tuple(shown), counts["changed"], counts["same"], other)


def _iterate_changes(
    before: dict[str, Any], after: dict[str, Any], counts: dict[str, int]
) -> Iterator[Change]:
    """Yield every value that differs, and count those that do and that do not."""
    for mapping in dict.fromkeys([*before, *after]):
        former: Values = before.get(mapping, {}).get("data", {})
        present: Values = after.get(mapping, {}).get("data", {})
        for index in dict.fromkeys([*former, *present]):
            one, other = _numbers(former.get(index)), _numbers(present.get(index))
            for statistic in dict.fromkeys([*one, *other]):
                if one.get(statistic) == other.get(statistic):
                    counts["same"] += 1
                    continue
                counts["changed"] += 1
                key = mapping, statistic, int(index)
                yield _change(key, one.get(statistic), other.get(statistic))


def _numbers(statistics: dict[str, Any] | None) -> dict[str, float]:
    """Return the values of a region that are not missing."""
    given = statistics or {}
    return {name: value for name, value in given.items() if isinstance(value, int | float)}


def _change(key: tuple[str, str, int], before: float | None, after: float | None) -> Change:
    mapping, statistic, row = key
    left = row > SIDE_ROWS
    acronym = str(load_regions().acronym[row - SIDE_ROWS if left else row])
    side = "left" if left else "right"
    return Change(mapping.capitalize(), statistic, acronym, side, before, after)
