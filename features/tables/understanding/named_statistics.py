"""Finds columns of one measurement and its statistics by name: ``effect mean``, ``effect std``."""

import re
from dataclasses import replace

from features.tables.understanding.columns import FeatureColumn
from features.tables.understanding.header import name_statistic
from features.tables.understanding.vocabulary import fold

_WORD = re.compile(r"[^\s_(),\[\]]+")
Stem = tuple[int, str, str | None]
"""Block, folded name without the statistic, side."""


def find_named(features: list[FeatureColumn]) -> dict[int, int]:
    """Return place → place of the values for columns named like their values: ``effect std``.

    The values are the single column of the same name with ``mean``; nothing is found if two columns
    name the same statistic.
    """
    of: dict[int, int] = {}
    for columns in _group(features).values():
        statistics = [statistic for _, statistic in columns]
        if "mean" not in statistics or len(set(statistics)) < len(statistics):
            continue
        mean = columns[statistics.index("mean")][0]
        of |= {place: mean for place, _ in columns if place != mean}
    return of


def join_named(features: list[FeatureColumn], of: dict[int, int]) -> list[FeatureColumn]:
    """Return features after merging what `find_named` found; names lose their ``mean``."""
    joined = list(features)
    for place in of.values():
        joined[place] = replace(features[place], fname=_split(features[place].fname)[0])
    for place, theirs in of.items():
        statistic = _split(features[place].fname)[1]
        unit = "" if statistic == "count" else features[theirs].unit or features[place].unit
        fname = joined[theirs].fname
        joined[place] = replace(features[place], fname=fname, unit=unit, statistic=statistic)
    return joined


def _group(features: list[FeatureColumn]) -> dict[Stem, list[tuple[int, str]]]:
    """Return the places and statistics of columns that name a statistic, by measurement."""
    groups: dict[Stem, list[tuple[int, str]]] = {}
    for place, feature in enumerate(features):
        name, statistic = _split(feature.fname)
        if name and statistic:
            stem = feature.block, fold(name), feature.side
            groups.setdefault(stem, []).append((place, statistic))
    return groups


def _split(fname: str) -> tuple[str, str]:
    """Return the name and the statistic that its last words name: ``effect`` and ``std``.

    ``count`` after a name is more likely a measurement; only ``n`` is a number of samples.
    """
    for start in [word.start() for word in _WORD.finditer(fname)][1:]:
        statistic = name_statistic(fname[start:])
        if statistic and fold(fname[start:]) != "count":
            return fname[:start].rstrip("_ ,([-"), statistic
    return fname, ""
