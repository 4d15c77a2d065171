"""What differs between two versions of a feature: texts, and values region by region."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from features.models import Feature, FeatureVersion
from features.payloads import read_body

MOST_ROWS = 200
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

    @property
    def difference(self) -> float | None:
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def size(self) -> float:
        """How much it changed, to put what changed most first; what came or went leads."""
        return math.inf if self.difference is None else abs(self.difference)


@dataclass
class Comparison:
    """The differences between two versions, `before` and `after`."""

    texts: list[tuple[str, str, str]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    same: int = 0
    other_data: bool = False

    @property
    def nothing(self) -> bool:
        return not (self.texts or self.changes or self.other_data)

    @property
    def shown(self) -> list[Change]:
        return self.changes[:MOST_ROWS]

    @property
    def left_out(self) -> int:
        return max(0, len(self.changes) - MOST_ROWS)


def compare(before: Feature | FeatureVersion, after: Feature | FeatureVersion) -> Comparison:
    """Compare two versions; every mapping and statistic, what changed most first."""
    result = Comparison()
    for name, label in TEXTS.items():
        one, other = getattr(before, name) or "", getattr(after, name) or ""
        if one != other:
            result.texts.append((label, one, other))
    if before.payload == after.payload:
        return result
    data = [read_body(version.payload)["feature_data"] for version in (before, after)]
    former, present = (dict(iterate_values(one)) for one in data)
    for key in dict.fromkeys([*former, *present]):
        one, other = former.get(key), present.get(key)
        if one == other:
            result.same += 1
        else:
            result.changes.append(_change(key, one, other))
    result.changes.sort(key=lambda change: -change.size)
    result.other_data = any(
        data[0].get(key) != data[1].get(key) for key in {*data[0], *data[1]} - {"mappings"}
    )
    return result


def iterate_values(data: dict[str, Any]) -> Iterator[tuple[tuple[str, str, int], float]]:
    """Yield ``((mapping, statistic, row), value)`` of every value that is not missing."""
    for mapping, content in data.get("mappings", {}).items():
        for index, statistics in content["data"].items():
            for statistic, value in statistics.items():
                if isinstance(value, int | float):
                    yield (mapping, statistic, int(index)), value


def _change(key: tuple[str, str, int], before: float | None, after: float | None) -> Change:
    mapping, statistic, row = key
    left = row > SIDE_ROWS
    acronym = str(load_regions().acronym[row - SIDE_ROWS if left else row])
    side = "left" if left else "right"
    return Change(mapping.capitalize(), statistic, acronym, side, before, after)
