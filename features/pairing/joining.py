"""The values of two stored features, joined region by region."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atlasviewer.atlas.regions import SIDE_ROWS
from atlasviewer.web.errors import Invalid
from features.data.region_values import (
    ROWS,
    Floats,
    Regions,
    choose_mapping,
    choose_statistic,
    list_mappings,
    list_statistics,
    read_unit,
    read_values,
)
from features.history.origins import read_origins

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """The values of one feature under one mapping."""

    name: str
    """The feature's name, for sentences."""
    statistic: str
    unit: str | None
    values: Floats
    """By row with side (2655,); NaN where missing."""
    counts: Bools
    """Which of them count: under Allen, those that were not inferred from others."""
    origins_known: bool


@dataclass(frozen=True)
class Joined:
    """Two columns by region. Rows are with side; those of left against right are the right ones."""

    mapping: str
    first: Column
    second: Column
    rows: Ints
    """Regions with a value in both, in the order of the ontology (n,)."""
    values: Floats
    """The first feature's there (n,)."""
    other_values: Floats
    """The second feature's there (n,)."""
    only_first: Ints
    only_second: Ints
    inferred: int
    """Regions with a value in both that are left out, because one was inferred from others."""
    notes: tuple[str, ...]


def join(
    first: dict[str, Any],
    second: dict[str, Any],
    *,
    names: tuple[str, str],
    mapping: str,
    statistics: tuple[str | None, str | None],
    left_right: bool,
) -> Joined:
    """Return two stored features joined by region.

    `names` are for sentences. A mapping that one of them lacks is replaced by the nearest that
    both have; so is a statistic of the second that was not asked for. Notes say so. Raises
    `Invalid` where nothing stands in.
    """
    contents = (first, second)
    known = [list_mappings(content["feature_data"]) for content in contents]
    both = [name for name in known[0] if name in known[1]]
    chosen = choose_mapping(mapping, both)
    if chosen not in both:
        raise Invalid(
            f"“{names[0]}” and “{names[1]}” have no mapping in common.", code="no_regions"
        )
    notes = []
    if chosen != mapping:
        notes.append(f"No values under {mapping.title()} in both; compared under {chosen.title()}.")
    wanted, other_wanted = statistics
    one = _choose(known[0][chosen], wanted, names[0], "statistic")
    other = _choose(known[1][chosen], other_wanted, names[1], "with_statistic", instead=one)
    if other != one and other_wanted is None:
        notes.append(f"“{names[1]}” has no {one}; its {other} is compared.")
    columns = [
        _read(content, chosen, statistic, name)
        for content, statistic, name in zip(contents, (one, other), names, strict=True)
    ]
    notes += _caveats(chosen, list({column.name: column for column in columns}.values()))
    notes += list(
        dict.fromkeys(
            f"“{name}”: {content['computed']}"
            for name, content in zip(names, contents, strict=True)
            if content.get("computed")
        )
    )
    return _pair(chosen, columns[0], columns[1], notes, left_right=left_right)


def _caveats(mapping: str, columns: list[Column]) -> list[str]:
    """Return what has to be known before the numbers are believed."""
    notes = [
        f"“{column.name}” does not say which Allen values were given: one that was handed down to "
        "subregions counts once for each. Beryl and Cosmos have no such values."
        for column in columns
        if mapping == "allen" and not column.origins_known
    ]
    units = list(dict.fromkeys(column.unit or "no unit" for column in columns))
    if len(units) > 1:
        notes.append(
            f"The units differ ({' and '.join(units)}): differences and ratios mix them, ranks and "
            "z-scores do not."
        )
    return notes


def _choose(
    regions: Regions, wanted: str | None, name: str, parameter: str, instead: str | None = None
) -> str:
    names = list_statistics(regions)
    if wanted is not None and wanted not in names:
        raise Invalid(f"{parameter}: “{name}” has no “{wanted[:40]}”; it has {', '.join(names)}.")
    chosen = choose_statistic(names, wanted or instead)
    if chosen is None:
        raise Invalid(f"“{name}” has no statistic to compare.")
    return chosen


def _read(content: dict[str, Any], mapping: str, statistic: str, name: str) -> Column:
    data = content["feature_data"]
    values = read_values(data["mappings"][mapping]["data"], mapping, statistic)
    values[0] = np.nan  # Void is no region.
    origins = read_origins(data, mapping)
    counts = np.zeros(ROWS, dtype=bool)
    present = np.flatnonzero(~np.isnan(values)).tolist()
    counts[[row for row in present if origins.counts(row)]] = True
    return Column(
        name, statistic, read_unit(content, statistic), values, counts, bool(origins.words)
    )


def _pair(
    mapping: str, first: Column, second: Column, notes: list[str], *, left_right: bool
) -> Joined:
    rows = np.arange(1, SIDE_ROWS + 1 if left_right else ROWS)
    at = rows + SIDE_ROWS if left_right else rows
    one, other = first.values[at], second.values[rows]
    count_one, count_other = first.counts[at], second.counts[rows]
    there = ~np.isnan(one) & ~np.isnan(other)
    paired = there & count_one & count_other
    return Joined(
        mapping=mapping,
        first=first,
        second=second,
        rows=rows[paired],
        values=one[paired],
        other_values=other[paired],
        only_first=rows[count_one & np.isnan(other)],
        only_second=rows[count_other & np.isnan(one)],
        inferred=int((there & ~paired).sum()),
        notes=tuple(notes),
    )
