"""Says before publishing which values Allen, Beryl and Cosmos draw, and why not the others."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from atlasviewer.atlas.mapping import (
    MappedValues,
    Shown,
    drawn_rows,
    find_contributors,
    find_shown,
    largest_share,
    map_values,
    target_rows,
)
from atlasviewer.atlas.mapping.shown import Kinds
from atlasviewer.atlas.regions import MAPPINGS, ROOT, SIDE_ROWS, load_regions
from features.tables.checking.matrix import CheckedTable

GIVEN_WINS = (
    "Under Beryl and Cosmos, a value given for a region takes precedence over those of its "
    "subregions."
)
"""Added to the description of a feature if a person chose this."""
MOST_LISTED = 100
NAMED = 8


@dataclass(frozen=True)
class Mapped:
    """The table of a sheet under the three parcellations; ``kinds`` come from `find_shown`."""

    sheet: str
    """Its name if several sheets are read together, else ""."""
    table: CheckedTable
    values: MappedValues
    kinds: dict[str, Kinds]


def report_drawn(tables: dict[str, CheckedTable], noun: str = "row") -> dict[str, Any]:
    """Return ``drawn`` of the answer of a check: see ``docs/tables.md``.

    `tables` are keyed by the name of their sheet, "" for a table read alone. Each row of each sheet
    is counted separately.
    """
    sheets = [_map(sheet, table) for sheet, table in tables.items()]
    counts = {
        mapping: _add_up([_count_rows(one, mapping) for one in sheets]) for mapping in MAPPINGS
    }
    not_drawn = [found for one in sheets for found in _list_not_drawn(one, noun)]
    found_changed = [_find_changed(one) for one in sheets]
    changed = [place for places, _ in found_changed for place in places]
    kinds = {name: np.concatenate([one.kinds[name].ravel() for one in sheets]) for name in MAPPINGS}
    return {
        "rows": counts["allen"]["rows"],
        "mapping": largest_share(kinds),
        "mappings": counts,
        "sentences": [_say_counts(mapping, one, noun) for mapping, one in counts.items()],
        "not_drawn": not_drawn[:MOST_LISTED],
        "all_not_drawn": len(not_drawn),
        "changed": [_changed(*place) for place in changed[:MOST_LISTED]],
        "all_changed": sum(count for _, count in found_changed),
        "given_wins": any(table.given_wins for table in tables.values()),
    }


def _map(sheet: str, table: CheckedTable) -> Mapped:
    values = map_values(
        values=table.values,
        rows=table.rows,
        leaf=table.leaf,
        map_nodes=table.map_nodes,
        given_wins=table.given_wins,
    )
    kinds = find_shown(values, table.rows, ~np.isnan(table.values))
    return Mapped(sheet, table, values, kinds)


def _add_up(counts: list[dict[str, int]]) -> dict[str, int]:
    return {key: sum(one[key] for one in counts) for key in counts[0]}


def _count_rows(mapped: Mapped, mapping: str) -> dict[str, int]:
    """Return how many rows of the sheet have a value, are drawn, and are drawn exactly as given."""
    kinds = mapped.kinds[mapping]
    drawn = np.any(kinds >= Shown.LARGER, axis=1).tolist()
    other = np.any(np.isin(kinds, [Shown.NOT_DRAWN, Shown.LARGER]), axis=1).tolist()
    found: dict[str, set[int | str]] = {"all": set(), "drawn": set(), "other": set()}
    for at, lines in enumerate(mapped.table.lines):
        found["all"].update(lines)
        if drawn[at]:
            found["drawn"].update(lines)
        if other[at]:
            found["other"].update(lines)
    as_given = found["drawn"] - found["other"]
    return {"rows": len(found["all"]), "drawn": len(found["drawn"]), "as_given": len(as_given)}


def _say_counts(mapping: str, counts: dict[str, int], noun: str) -> str:
    rows, drawn, as_given = counts["rows"], counts["drawn"], counts["as_given"]
    said = f"{mapping.title()} draws {drawn:,} of {rows:,} {noun}{'' if rows == 1 else 's'}"
    if drawn == 0:
        return f"{said}."
    if as_given == drawn:
        return f"{said}, {'each ' if drawn > 1 else ''}as given."
    return f"{said}: {as_given:,} as given, {drawn - as_given:,} in part or within another region."


def _list_not_drawn(mapped: Mapped, noun: str) -> list[dict[str, Any]]:
    """Return the regions with a value that no voxel shows under some parcellation."""
    found: dict[tuple[str, tuple[tuple[str, str], ...], str], dict[int | str, None]] = {}
    table = mapped.table
    for at in _lines_with(mapped, Shown.NOT_DRAWN):
        missing = {name: kinds[at] == Shown.NOT_DRAWN for name, kinds in mapped.kinds.items()}
        row = int(table.rows[at])
        why = tuple((name, _why(name, row)) for name in MAPPINGS if missing[name].any())
        columns = np.any([missing[name] for name, _ in why], axis=0)
        has = ~np.isnan(table.values[at])
        partly = "" if all(missing[name][has].all() for name, _ in why) else _names(table, columns)
        found.setdefault((_acronym(row), why, partly), {}).update(dict.fromkeys(table.lines[at]))
    return [
        {
            "region": acronym,
            "rows": list(lines),
            "mappings": [name for name, _ in why],
            "message": _of_sheet(mapped) + _say_not_drawn(acronym, why, partly, list(lines), noun),
        }
        | _name_sheet(mapped)
        for (acronym, why, partly), lines in found.items()
    ]


def _lines_with(mapped: Mapped, kind: Shown) -> list[int]:
    there = np.any([(kinds == kind).any(axis=1) for kinds in mapped.kinds.values()], axis=0)
    return np.flatnonzero(there).tolist()


def _why(mapping: str, row: int) -> str:
    """Return why a value of `row` is not drawn, as the words after “Region:”."""
    side_row = row - SIDE_ROWS if row > SIDE_ROWS else row
    if not _has_voxels_below()[side_row]:
        return "it has no voxels in the atlas"
    if mapping == "allen":
        return "its subregions have their own values"
    target = int(target_rows(mapping, np.array([side_row]))[0])
    if target > ROOT:
        return f"the value given for {_acronym(target)} takes precedence"
    return f"it is not in any region of {mapping.title()}"


@cache
def _has_voxels_below() -> np.ndarray:
    """Return for each row of a side whether it, or a region below it, has voxels (1328,)."""
    regions = load_regions()
    found = np.array(regions.has_voxels)
    for row in np.flatnonzero(regions.has_voxels).tolist():
        above = int(regions.parent[row])
        while above >= ROOT and not found[above]:
            found[above] = True
            above = int(regions.parent[above])
    return found


def _say_not_drawn(
    acronym: str, why: tuple[tuple[str, str], ...], partly: str, lines: list[int | str], noun: str
) -> str:
    rows = f"{noun}{'' if len(lines) == 1 else 's'} {', '.join(map(str, lines[:NAMED]))}"
    rows += " …" if len(lines) > NAMED else ""
    reasons: dict[str, list[str]] = {}
    for mapping, reason in why:
        reasons.setdefault(reason, []).append(mapping.title())
    parts = [f"under {_join(names)}: {reason}" for reason, names in reasons.items()]
    if len(reasons) == 1 and len(why) == len(MAPPINGS):
        parts = [f"anywhere: {next(iter(reasons))}"]
    return f"{acronym} ({rows}){partly} is not drawn {'; nor '.join(parts)}."


def _names(table: CheckedTable, columns: np.ndarray) -> str:
    names = [f"“{table.features[at].fname}”" for at in np.flatnonzero(columns).tolist()]
    return f" in {', '.join(names[:NAMED])}{' …' if len(names) > NAMED else ''}"


def _join(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _name_sheet(mapped: Mapped) -> dict[str, str]:
    return {"sheet": mapped.sheet} if mapped.sheet else {}


def _of_sheet(mapped: Mapped) -> str:
    return f"Sheet “{mapped.sheet}”: " if mapped.sheet else ""


Changed = tuple[Mapped, str, int, int, float]
"""Parcellation, line and column of a value given for one of its regions, and the value shown."""


def _find_changed(mapped: Mapped) -> tuple[list[Changed], int]:
    """Return the values given for a region of Beryl or Cosmos that shows another number.

    They are at least as many as are listed, where there are so many; and the number of all.
    """
    table = mapped.table
    side_rows = np.where(table.rows > SIDE_ROWS, table.rows - SIDE_ROWS, table.rows)
    found: list[Changed] = []
    count = 0
    for mapping in ("beryl", "cosmos"):
        drawn = drawn_rows(mapping)[side_rows]
        own = (target_rows(mapping, table.rows) == table.rows) & drawn & ~table.leaf
        lines = np.flatnonzero(own)
        matrix = mapped.values[mapping]
        given = table.values[lines]
        shown = matrix.values[np.searchsorted(matrix.index, table.rows[lines])]
        differs = ~np.isnan(given) & (given != shown)
        count += int(np.count_nonzero(differs))
        first = np.flatnonzero(differs)[:MOST_LISTED]
        for at, column in zip(*np.unravel_index(first, differs.shape), strict=True):
            place = int(lines[at]), int(column), float(shown[at, column])
            found.append((mapped, mapping, *place))
    return found, count


def _changed(mapped: Mapped, mapping: str, at: int, column: int, shown: float) -> dict[str, Any]:
    table = mapped.table
    row, given = int(table.rows[at]), float(table.values[at, column])
    side = "left" if row > SIDE_ROWS else "right"
    parts = find_contributors(mapped.values, mapping, row, column)
    names = [_acronym(part.row) + ("-lf" if part.leaf else "") for part in parts]
    named = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    feature = table.features[column]
    return {
        "mapping": mapping,
        "region": _acronym(row),
        "side": side,
        "feature": feature.fname,
        "statistic": feature.statistic,
        "given": given,
        "shown": shown,
        "message": f"{_of_sheet(mapped)}“{feature.fname}”: your value for {_acronym(row)} "
        f"({side}): {say_number(given)}; shown under {mapping.title()}: {say_number(shown)} "
        f"(mean of {len(names)} given values: {named}).",
        **_name_sheet(mapped),
    }


def say_number(value: float) -> str:
    """Return a number for a sentence: integers in full, others to six digits."""
    whole = value == int(value) and abs(value) < 1e15
    return f"{value:,.0f}" if whole else f"{value:,.6g}"


def _acronym(row: int) -> str:
    return str(load_regions().acronym[row - SIDE_ROWS if row > SIDE_ROWS else row])
