"""The differences between two versions of a feature: texts, and values region by region.

Values count as in the viewer: each given value once, inferred values not at all.
"""

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from atlasviewer.running.heavy import heavy_work
from features.data.payloads import read_body
from features.history.origins import Origins, read_origins
from features.models import Feature, FeatureVersion

MOST_ROWS = 200
MOST_BYTES = 8_000_000
"""Bytes of JSON of a version up to which its values are compared; the SDK's features have a
hundredth of them."""
TEXTS = {"short_desc": "Description", "unit": "Unit"}


@dataclass(frozen=True)
class Change:
    """A value that differs: None where a version has none."""

    mapping: str
    statistic: str
    acronym: str
    side: str
    before: float | None
    after: float | None
    origin: str
    """Where the values come from, in the words of the viewer."""

    @property
    def difference(self) -> float | None:
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def size(self) -> float:
        """How much it changed, to sort the largest changes first; values that came or went lead."""
        return math.inf if self.difference is None else abs(self.difference)


@dataclass(frozen=True)
class Contents:
    """How the data of two versions differ."""

    shown: tuple[Change, ...] = ()
    """Those that changed most, at most 200."""
    changed: int = 0
    same: int = 0
    inferred: int = 0
    """Further values that differ, inferred from others in both versions."""
    other_origins: bool = False
    """Whether the given values are recorded in one version only, or are not the same."""
    other_data: bool = False
    too_large: bool = False
    """Whether there are too many values to compare."""


@dataclass
class Comparison:
    """The differences between two versions, `before` and `after`."""

    texts: list[tuple[str, str, str]] = field(default_factory=list)
    contents: Contents = field(default_factory=Contents)

    @property
    def nothing(self) -> bool:
        found = self.contents
        return not self.texts and found in (Contents(), Contents(same=found.same))

    @property
    def left_out(self) -> int:
        return self.contents.changed - len(self.contents.shown)


def compare(before: Feature | FeatureVersion, after: Feature | FeatureVersion) -> Comparison:
    """Compare two versions, every mapping and statistic, the largest changes first.

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
    """Compare two stored bodies; payloads never change, so an answer stays valid."""
    with heavy_work.turn():
        former, present = (read_body(payload)["feature_data"] for payload in (before, after))
        counts = {"same": 0, "changed": 0, "inferred": 0}
        changes = _iterate_changes(former, present, counts)
        shown = heapq.nlargest(MOST_ROWS, changes, key=lambda change: change.size)
        other = any(
            former.get(key) != present.get(key)
            for key in {*former, *present} - {"mappings", "origins"}
        )
        other_origins = former.get("origins") != present.get("origins")
    return Contents(
        tuple(shown),
        changed=counts["changed"],
        same=counts["same"],
        inferred=counts["inferred"],
        other_origins=other_origins,
        other_data=other,
    )


def _iterate_changes(
    before: dict[str, Any], after: dict[str, Any], counts: dict[str, int]
) -> Iterator[Change]:
    """Yield every value that differs, and count values that differ and that do not."""
    data = [feature.get("mappings", {}) for feature in (before, after)]
    for mapping in dict.fromkeys([*data[0], *data[1]]):
        former, present = (one.get(mapping, {}).get("data", {}) for one in data)
        origins = [read_origins(feature, mapping) for feature in (before, after)]
        for index in dict.fromkeys([*former, *present]):
            one, other = _numbers(former.get(index)), _numbers(present.get(index))
            row = int(index)
            counted = any(
                has and told.counts(row) for has, told in zip((one, other), origins, strict=True)
            )
            for statistic in dict.fromkeys([*one, *other]):
                same = one.get(statistic) == other.get(statistic)
                if not counted:
                    counts["inferred"] += not same
                    continue
                counts["same" if same else "changed"] += 1
                if not same:
                    key = mapping, statistic, row
                    words = _words(origins, row, bool(one), bool(other))
                    yield _change(key, one.get(statistic), other.get(statistic), words)


def _words(origins: list[Origins], row: int, before: bool, after: bool) -> str:
    """Return where the values came from: once where it is the same in both versions."""
    there = zip(origins, (before, after), strict=True)
    return " → ".join(dict.fromkeys(one.describe(row) for one, has in there if has))


def _numbers(statistics: dict[str, Any] | None) -> dict[str, float]:
    """Return the values of a region that are not missing."""
    given = statistics or {}
    return {name: value for name, value in given.items() if isinstance(value, int | float)}


def _change(
    key: tuple[str, str, int], before: float | None, after: float | None, origin: str
) -> Change:
    mapping, statistic, row = key
    left = row > SIDE_ROWS
    acronym = str(load_regions().acronym[row - SIDE_ROWS if left else row])
    side = "left" if left else "right"
    return Change(mapping.capitalize(), statistic, acronym, side, before, after, origin)
