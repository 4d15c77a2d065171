"""The features of an analysis as they would be stored: groups, contrasts, the animals beside."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from atlasviewer.atlas.mapping import find_shown, origin_data, shown_data
from atlasviewer.atlas.mapping.result import MappedMatrix, MappedValues, Origin
from atlasviewer.atlas.regions import MAPPINGS
from features.animals.analysing import Analysis, Compared
from features.animals.describing import Floats, describe
from features.animals.levels import map_with_union, spread
from features.animals.reading import animal_json
from features.animals.saying import list_software, list_warnings, say_methods
from features.animals.testing import MANN_WHITNEY, ONE_SAMPLE
from features.tables.drafts import FeatureDraft
from features.tables.understanding.header import clean_name

ANIMALS = "animals"
"""Key of ``feature_data`` under which the animals' values lie beside a feature."""
CORRECTION = "Benjamini-Hochberg"


def list_names(analysis: Analysis) -> list[str]:
    """Return the names of the features: one for each group, two for each contrast."""
    name = analysis.source.name
    groups = [name_group(name, group) for group in analysis.groups]
    contrasts = [
        fname
        for one in analysis.contrasts
        for fname in (name_difference(name, one), name_test(name, one))
    ]
    return [*groups, *contrasts]


def draft_animals(analysis: Analysis, only: set[str]) -> Iterator[FeatureDraft]:
    """Yield the features of an analysis that `only` names."""
    name, unit = analysis.source.name, analysis.source.unit or None
    for at, group in enumerate(analysis.groups):
        if (fname := name_group(name, group)) in only:
            yield FeatureDraft(fname, _describe_group(analysis, group), unit, _group(analysis, at))
    for one in analysis.contrasts:
        methods = say_methods(one)
        if (fname := name_difference(name, one)) in only:
            data = _contrast(analysis, one, {"difference": one.contrast.difference})
            yield FeatureDraft(fname, methods, unit, data)
        if (fname := name_test(name, one)) in only:
            yield FeatureDraft(fname, methods, None, _contrast(analysis, one, _results(one)))


def name_group(name: str, group: str) -> str:
    return clean_name(f"{name} {group}")


def name_difference(name: str, one: Compared) -> str:
    against = f"{one.value:g}" if one.against is None else one.against
    return clean_name(f"{name} {one.group} minus {against}")


def name_test(name: str, one: Compared) -> str:
    against = f"{one.value:g}" if one.against is None else one.against
    return clean_name(f"{name} {one.group} vs {against}")


def _describe_group(analysis: Analysis, group: str) -> str:
    count = len(analysis.groups[group])
    who = f"“{group}”: " if group else ""
    animals = "1 animal" if count == 1 else f"{count} animals"
    return f"{who}{animals}; mean, standard deviation, SEM, n and median of each region."


def _results(one: Compared) -> dict[str, Floats]:
    """Return the statistics of a test by the names under which they are stored."""
    found = one.contrast
    named = {
        "g": found.g,
        "g_low": found.g_low,
        "g_high": found.g_high,
        "log2_ratio": found.log2_ratio,
        "U" if one.test == MANN_WHITNEY else "t": found.statistic,
        "p": found.p,
        "q": found.q,
        "n": np.where(found.n > 0, found.n, np.nan),
    }
    if one.test == ONE_SAMPLE:
        del named["log2_ratio"]
    return named


def _group(analysis: Analysis, at: int) -> dict[str, Any]:
    """Return the ``feature_data`` of a group: statistics over its animals in every region."""
    mapped, table = analysis.mapped, analysis.table
    animals = len(analysis.source.animals)
    places = list(list(analysis.groups.values())[at])
    mappings = {}
    rows: dict[str, set[int]] = {}
    for matrix in mapped:
        found = spread(matrix, mapped.columns - 1, animals)
        statistics = describe(found.values[:, places]).as_statistics()
        mappings[matrix.mapping] = write_mapping(found.index, statistics)
        rows[matrix.mapping] = set(map(int, mappings[matrix.mapping]["data"]))
    column = animals + at
    mean = describe(table.values[:, places]).mean[:, np.newaxis]
    shown = find_shown(_one_column(mapped, column), table.rows, ~np.isnan(mean))
    return {
        "mappings": mappings,
        "origins": keep_rows(origin_data(mapped, column), rows),
        "drawn": shown_data(shown, table.rows, 0),
        ANIMALS: _beside(analysis, places, None),
    }


def _one_column(mapped: MappedValues, column: int) -> MappedValues:
    def cut(matrix: MappedMatrix) -> MappedMatrix:
        at = slice(column, column + 1)
        return MappedMatrix(
            matrix.mapping,
            matrix.index,
            matrix.values[:, at],
            matrix.origin[:, at],
            matrix.source[:, at],
        )

    return replace(
        mapped, allen=cut(mapped.allen), beryl=cut(mapped.beryl), cosmos=cut(mapped.cosmos)
    )


def _contrast(analysis: Analysis, one: Compared, statistics: dict[str, Floats]) -> dict[str, Any]:
    """Return the ``feature_data`` of a contrast: results only where they were computed.

    Regions inside a tested one show its result under Allen. No result is averaged: Beryl and Cosmos
    show regions that were tested as such.
    """
    level = one.level
    columns = np.column_stack(list(statistics.values()))
    mapped = map_with_union(columns, level.rows, level.leaf)
    union = mapped.columns - 1
    mappings, rows = {}, {}
    for matrix in mapped:
        found = spread(matrix, union, columns.shape[1])
        kinds = matrix.origin[:, union]
        allowed = (kinds == Origin.GIVEN) | ((kinds == Origin.SPREAD) & (matrix.mapping == "allen"))
        values = np.where(allowed[:, np.newaxis], found.values, np.nan)
        named = dict(zip(statistics, values.T, strict=True))
        mappings[matrix.mapping] = write_mapping(found.index, named)
        rows[matrix.mapping] = set(map(int, mappings[matrix.mapping]["data"]))
    origins = keep_rows(origin_data(mapped, union), rows)
    origins.pop("hidden", None)
    places = [*one.animals, *one.others]
    return {
        "mappings": mappings,
        "origins": origins,
        ANIMALS: _beside(analysis, places, one),
    }


def write_mapping(index: np.ndarray, statistics: dict[str, Floats]) -> dict[str, Any]:
    """Return one mapping of a feature: a region has the statistics with a value for it."""
    data: dict[str, dict[str, float]] = {}
    summaries = {}
    for name, values in statistics.items():
        has = ~np.isnan(values)
        for row, value in zip(index[has].tolist(), values[has].tolist(), strict=True):
            data.setdefault(str(row), {})[name] = value
        if has.any():
            summaries[name] = {
                "min": float(values[has].min()),
                "max": float(values[has].max()),
                "mean": float(values[has].mean()),
                "median": float(np.median(values[has])),
            }
    return {"data": data, "statistics": summaries}


def keep_rows(origins: dict[str, Any], rows: dict[str, set[int]]) -> dict[str, Any]:
    """Return origins of those rows only that have a value."""
    kept: dict[str, Any] = {"hidden": origins["hidden"]} if "hidden" in origins else {}
    for mapping in MAPPINGS:
        found: dict[str, Any] = {}
        for kind, listed in origins.get(mapping, {}).items():
            if kind == "spread":
                left = {
                    source: [row for row in of if row in rows[mapping]]
                    for source, of in listed.items()
                }
                listed = {source: of for source, of in left.items() if of}
            else:
                listed = [row for row in listed if row in rows[mapping]]
            if listed:
                found[kind] = listed
        kept[mapping] = found
    return kept


def _beside(analysis: Analysis, places: list[int], one: Compared | None) -> dict[str, Any]:
    """Return the animals' values as they were read, with their columns and rows in the file."""
    table = analysis.table
    has = ~np.isnan(table.values[:, places]).all(axis=1)
    values = table.values[has][:, places]
    animals = analysis.source.animals
    return {
        "unit": analysis.source.unit or None,
        "source": analysis.source.checked.understood.workbook.filename,
        "rows": table.rows[has].tolist(),
        "leaf": table.leaf[has].tolist(),
        "lines": [list(table.lines[at]) for at in np.flatnonzero(has).tolist()],
        "animals": [
            {**animal_json(animals[at]), "values": _listed(values[:, column])}
            for column, at in enumerate(places)
        ],
        "contrast": None if one is None else _describe_contrast(one),
    }


def _describe_contrast(one: Compared) -> dict[str, Any]:
    return {
        "group": one.group,
        "against": one.against,
        "value": one.value if one.against is None else None,
        "test": one.test,
        "level": one.level.name,
        "nested": one.nested,
        "fewest": one.fewest,
        "tested": int(one.contrast.tested.sum()),
        "correction": CORRECTION,
        "methods": say_methods(one),
        "warnings": list_warnings(one),
        "software": list_software(),
    }


def _listed(values: Floats) -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]
