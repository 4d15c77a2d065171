"""Turns a checked table into features as they would be stored: mapped, nothing written."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from atlasviewer.atlas.mapping import (
    MappedValues,
    find_shown,
    map_values,
    origin_data,
    shown_data,
    statistics_data,
)
from atlasviewer.atlas.mapping.shown import Kinds
from features.tables.checking.matrix import CheckedTable, Floats, TableFeature


@dataclass(frozen=True)
class FeatureDraft:
    """A feature that is not stored yet."""

    fname: str
    short_desc: str | None
    unit: str | None
    feature_data: dict[str, Any]

    def as_body(self) -> dict[str, Any]:
        """Return the answer that reading it would give once stored."""
        return {
            "feature_data": self.feature_data,
            "short_desc": self.short_desc,
            "unit": self.unit,
        }


def list_fnames(table: CheckedTable) -> list[str]:
    """Return the names of a table's features, in the order of its columns."""
    return list(dict.fromkeys(feature.fname for feature in table.features))


def draft_features(table: CheckedTable, only: set[str] | None = None) -> Iterator[FeatureDraft]:
    """Yield the features of a table, mapped to Allen, Beryl and Cosmos in one pass per statistic.

    `only` names the features to yield; None yields all. ``feature_data.origins`` says for every
    value of the first statistic whether it was given or inferred, and from what;
    ``feature_data.drawn`` says which given values each parcellation draws, see `shown_data`.
    """
    fnames = [name for name in list_fnames(table) if only is None or name in only]
    columns = _columns_by_statistic(table, fnames)
    mapped = {name: _map(table, chosen) for name, chosen in columns.items()}
    shown = {name: _find_shown(table, columns[name], mapped[name]) for name in columns}
    for at, fname in enumerate(fnames):
        there = {name: mapped[name] for name, chosen in columns.items() if chosen[at] is not None}
        data = statistics_data(there, at)
        data["origins"] = origin_data(next(iter(there.values())), at)
        data["drawn"] = shown_data(shown[next(iter(there))], table.rows, at)
        first = _first_of(table, fname)
        yield FeatureDraft(fname, first.description or None, first.unit or None, data)


def _columns_by_statistic(table: CheckedTable, fnames: list[str]) -> dict[str, list[int | None]]:
    """Return statistic → for each feature its column in the matrix, None where it has none."""
    place = {fname: at for at, fname in enumerate(fnames)}
    columns: dict[str, list[int | None]] = {}
    for column, feature in enumerate(table.features):
        if feature.fname in place:
            chosen = columns.setdefault(feature.statistic, [None] * len(fnames))
            chosen[place[feature.fname]] = column
    return columns


def _map(table: CheckedTable, chosen: list[int | None]) -> MappedValues:
    return map_values(
        values=_values_of(table, chosen),
        rows=table.rows,
        leaf=table.leaf,
        map_nodes=table.map_nodes,
        given_wins=table.given_wins,
    )


def _values_of(table: CheckedTable, chosen: list[int | None]) -> Floats:
    """Return the chosen columns; NaN throughout for a feature without the statistic."""
    values = np.full((len(table.rows), len(chosen)), np.nan)
    there = [at for at, column in enumerate(chosen) if column is not None]
    values[:, there] = table.values[:, [column for column in chosen if column is not None]]
    return values


def _find_shown(
    table: CheckedTable, chosen: list[int | None], mapped: MappedValues
) -> dict[str, Kinds]:
    return find_shown(mapped, table.rows, ~np.isnan(_values_of(table, chosen)))


def _first_of(table: CheckedTable, fname: str) -> TableFeature:
    return next(feature for feature in table.features if feature.fname == fname)
