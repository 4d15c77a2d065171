"""Columns that would become the same feature: statistics of one another, or repeated names."""

import re
from collections import Counter
from dataclasses import replace

from features.tables.understanding.body import Body
from features.tables.understanding.columns import MEAN, FeatureColumn
from features.tables.understanding.finding import Table
from features.tables.understanding.header import clean_name, read_label
from features.tables.understanding.vocabulary import find_row, fold

Slot = tuple[int, str, str, str | None]
PAIR, APART = "pair", "apart"
NUMBER, GROUP = "number", "group"


def do_blocks_continue(body: Body, features: list[FeatureColumn]) -> bool:
    """Tell whether tables side by side are one table in several parts.

    They are if no region occurs in two of them and the same header has the same unit in each.
    """
    seen: set[tuple[int | str, str]] = set()
    for block in body.blocks if len(body.blocks) > 1 else []:
        ours = {(find_row(key) or key, "") for key in block.keys if key}
        if seen & ours:
            return False
        seen |= ours
    units: dict[str, set[str]] = {}
    for feature in features:
        units.setdefault(feature.fname, set()).add(feature.unit)
    return all(len(found) == 1 for found in units.values())


def slot_of(feature: FeatureColumn, continued: bool) -> Slot:
    """Return what only one column may be; the blocks of a continued table count separately."""
    block = feature.block if continued else 0
    return block, feature.fname, feature.statistic, feature.side


def find_statistics(features: list[FeatureColumn]) -> dict[int, int]:
    """Return place → place of the values for SD, SEM, n … beside values.

    A header that repeats that of the values tells which they are; otherwise as many columns of a
    statistic as of values before them are paired in order.
    """
    found: dict[int, int] = {}
    values: list[int] = []
    after_statistics = False
    for place, feature in enumerate(features):
        if not _is_statistic(feature):
            fresh = after_statistics or not _same_block(features, values, place)
            values = [place] if fresh else [*values, place]
            after_statistics = False
            continue
        after_statistics = True
        of = _find_values(features, values, place)
        if of is not None:
            found[place] = of
    return found


def pair_statistics(features: list[FeatureColumn], of: dict[int, int]) -> list[FeatureColumn]:
    """Return features with those that `find_statistics` found as statistics of their values.

    They take the name, unit and side of the values; a number of samples has no unit.
    """
    paired = list(features)
    for place, theirs in of.items():
        statistic, values = features[place].said_statistic, features[theirs]
        unit = "" if statistic == "count" else values.unit
        paired[place] = replace(
            features[place], fname=values.fname, unit=unit, statistic=statistic, side=values.side
        )
    return paired


def _is_statistic(feature: FeatureColumn) -> bool:
    """Tell whether a header names a statistic; ``count`` alone is more likely a measurement."""
    if feature.said_statistic == "count":
        return fold(re.split(r"[\s_]+", feature.fname)[-1]) != "count"
    return feature.said_statistic in ("std", "sem", "var", "min", "max")


def _same_block(features: list[FeatureColumn], values: list[int], place: int) -> bool:
    return not values or features[values[-1]].block == features[place].block


def _find_values(features: list[FeatureColumn], values: list[int], place: int) -> int | None:
    """Return the place of the values of which a column is a statistic, or None."""
    ours = features[place]
    values = [v for v in values if _may_belong(ours, features[v])]
    named = [v for v in values if _stem(features[v].fname) and
             fold(ours.fname).startswith(_stem(features[v].fname))]  # fmt: skip
    if named:
        return max(named, key=lambda v: len(features[v].fname))
    if not values:
        return None
    run = [i for i in range(values[-1] + 1, place + 1)
           if _is_alike(features[i], ours)]  # fmt: skip
    after = place + 1
    while after < len(features) and _is_alike(features[after], ours):
        run.append(after)
        after += 1
    at = run.index(place)
    if len(run) > 1:
        return values[at - len(run)] if len(run) <= len(values) else None
    return values[-1]


def _may_belong(statistic: FeatureColumn, values: FeatureColumn) -> bool:
    """Tell whether both are in one block and, if both name a side, of the same side."""
    sides = {statistic.side, values.side} - {None}
    return statistic.block == values.block and len(sides) < 2


def _is_alike(one: FeatureColumn, other: FeatureColumn) -> bool:
    return (one.said_statistic, one.side) == (other.said_statistic, other.side)


def _stem(fname: str) -> str:
    words = fname.split()
    return fold(" ".join(words[:-1] if words and fold(words[-1]) in ("mean", "average") else words))


def leave_out_counts(features: list[FeatureColumn]) -> list[FeatureColumn]:
    """Return the columns headed ``n`` that are no statistic of another; none if all would go."""
    counts = [
        f for f in features
        if f.statistic == MEAN and f.said_statistic == "count" and f.fname.split()[-1] in ("n", "N")
    ]  # fmt: skip
    return counts if len(counts) < len(features) else []


def tell_apart(
    table: Table, body: Body, features: list[FeatureColumn], how: str
) -> list[FeatureColumn]:
    """Return features with repeated names told apart by a number after or a label in front."""
    continued = do_blocks_continue(body, features)
    slots = [slot_of(feature, continued) for feature in features]
    counts = Counter(slots)
    # All columns of a name change alike, so that left and right of a pair stay one feature.
    names = {slot[1:3] for slot, count in counts.items() if count > 1}
    seen: Counter[Slot] = Counter()
    told = []
    for feature, slot in zip(features, slots, strict=True):
        if slot[1:3] not in names:
            told.append(feature)
            continue
        seen[slot] += 1
        label = _label_above(table, feature.index) if how == GROUP else ""
        fname = f"{label} {feature.fname}" if label else f"{feature.fname} {seen[slot]}"
        told.append(replace(feature, fname=clean_name(fname)))
    if how == GROUP and len({slot_of(f, continued) for f in told}) < len(told):
        return tell_apart(table, body, told, NUMBER)
    return told


def _label_above(table: Table, index: int) -> str:
    """Return the nearest label above a header, its own or to the left of it, that names a group."""
    grid, header = table.grid, table.header
    if read_label(grid, header, index).group:
        return ""
    for row in range(header.name_row - 1, -1, -1):
        labels = [i for i, cell in enumerate(grid.rows[row]) if isinstance(cell, str)]
        if len(labels) > 1:
            left = [i for i in labels if i <= index]
            return clean_name(str(grid.cell(row, left[-1]))) if left else ""
    return ""
