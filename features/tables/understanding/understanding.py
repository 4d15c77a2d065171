"""What was understood of a workbook, as data and in words."""

from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from features.tables.choices import Choices
from features.tables.explanation import Explanation, ask, say
from features.tables.problems import Problem
from features.tables.reading.cells import show_cell
from features.tables.reading.sheets import Sheet, Workbook
from features.tables.understanding.blocks import find_body
from features.tables.understanding.body import Body
from features.tables.understanding.categories import doubt_categories, find_categories
from features.tables.understanding.columns import FeatureColumn, StatisticOf
from features.tables.understanding.finding import Table, find_table
from features.tables.understanding.header import first_data_row, read_label
from features.tables.understanding.key_columns import is_doubtful_id
from features.tables.understanding.keys import Column
from features.tables.understanding.reasons import (
    explain_companions,
    explain_header,
    explain_key,
    explain_left_out,
    explain_statistics,
    header_text,
)
from features.tables.understanding.repeated_names import APART, PAIR
from features.tables.understanding.sides.sides import doubt_side, find_side
from features.tables.understanding.values import find_features
from features.tables.understanding.vocabulary import ID, MIXED

SAMPLE_VALUES = 4
PREVIEW_ROWS = 12
PREVIEW_COLUMNS = 40


@dataclass(frozen=True)
class Understood:
    """What was understood of a table; every choice is explained in ``said``.

    ``header_row`` is the spreadsheet's (1-based; 0: none, None: nothing found). ``side`` is left,
    right or both if chosen, ``column``, ``key``, ``id`` or ``columns`` if the table itself says it,
    None if a person must. The problems of ``said`` are those of the sheet as a whole.
    """

    workbook: Workbook
    table: Table
    sheet: str
    said: Explanation
    body: Body | None = None
    header_row: int | None = None
    key_column: str | None = None
    key_kind: str | None = None
    side: str | None = None
    features: list[FeatureColumn] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    needs_hemisphere: bool = False
    """Whether some value has no side yet, so that left, right or both must be chosen."""
    sheets_read: list[str] = field(default_factory=list)
    """The sheets that are read together; empty for a single sheet."""
    statistics: list[StatisticOf] = field(default_factory=list)
    """Columns that are statistics of others, or could be kept as such."""
    paired: bool = False
    """Whether ``statistics`` are kept as such."""
    paired_by_hand: bool = False
    """Whether a person chose that; else the names of the columns tell."""

    def to_json(self) -> dict[str, Any]:
        """Return what the REST answer holds under ``understood``."""
        return {
            "sheet": self.sheet,
            "header_row": self.header_row,
            "key_column": self.key_column,
            "key_kind": self.key_kind,
            "side": self.side,
            "features": [_feature_json(feature) for feature in self.features],
            "why": list(self.said.sentences),
            "needs_hemisphere": self.needs_hemisphere,
            "orientation": self.table.grid.orientation,
            "layout": "long" if self.body and self.body.category_columns else "wide",
            "group_row": _one_based(self.table.header.group_row),
            "side_column": self._side_column(),
            "category_columns": self._labels(self.body.category_columns if self.body else []),
            "fill_down": self.body.fill if self.body else "",
            "sheets_read": self.sheets_read,
            "other_sheets": self.table.other_sheets,
            "sheets": [_sheet_json(sheet) for sheet in self.workbook.sheets],
            "columns": self._columns_json(),
            "left_out": self.left_out,
            "statistics": self._statistics_json(),
            "preview": self._preview(),
        }

    def _labels(self, indices: list[int]) -> list[str]:
        return [self.table.grid.label(index) for index in indices]

    def _side_column(self) -> str | None:
        columns = [b.side_column for b in self.body.blocks] if self.body else []
        return next((self.table.grid.label(index) for index in columns if index is not None), None)

    def _statistics_json(self) -> dict[str, Any] | None:
        """Return the statistics beside values, kept or offered; None if there are none."""
        if not self.statistics:
            return None
        return {
            "kept": PAIR if self.paired else APART,
            "columns": [asdict(one) for one in self.statistics],
            "sentence": explain_statistics(
                self.statistics, kept=self.paired, by_hand=self.paired_by_hand
            ),
        }

    def _columns_json(self) -> list[dict[str, Any]]:
        """Return each column that is not empty: its name, header and first values."""
        grid, first = self.table.grid, self.body.first if self.body else 0
        columns = []
        for index, cells in enumerate(grid.columns):
            filled = (show_cell(cell)[:60] for cell in cells[first:] if cell is not None)
            values = list(islice(filled, SAMPLE_VALUES))
            header = read_label(grid, self.table.header, index).text
            if values or header:
                label = grid.label(index)
                columns.append({"column": label, "header": header, "values": values})
        return columns

    def _preview(self) -> list[dict[str, Any]]:
        """Return the first rows of the sheet as it shows them."""
        rows = self.table.sheet.rows[:PREVIEW_ROWS]
        return [
            {"row": number, "cells": [show_cell(cell)[:60] for cell in row[:PREVIEW_COLUMNS]]}
            for number, row in enumerate(rows, 1)
        ]


def understand(workbook: Workbook, choices: Choices | None = None) -> Understood:
    """Return what was understood of a workbook, following a person's `choices`.

    Nothing is refused here: what remains unclear is a problem in ``said``.
    """
    choices = choices or Choices()
    table, found = find_table(workbook, choices)
    said = say(*workbook.notes) + found
    if table.key is None:
        said += ask(_no_regions(table))
        return Understood(workbook, table, table.sheet.name, said)
    return _understand_body(workbook, table, table.key, choices, said)


def _understand_body(
    workbook: Workbook, table: Table, key: Column, choices: Choices, said: Explanation
) -> Understood:
    """Return what is below the header of a table whose column of regions is known.

    `said` is the explanation from finding the table.
    """
    said += say(explain_key(table, key, choices), explain_header(table))
    body, blocks = find_body(table, choices, first_data_row(table.grid, table.header))
    body, categories = find_categories(table, body, choices)
    said += blocks + categories + explain_companions(table, body)
    said += _doubt_ids(table, body, choices)
    columns, named = find_features(workbook, table, body, choices)
    said += named
    if not columns.features:
        said += ask(_no_features(table))
    by_hand = choices.statistics == PAIR
    if columns.left_out:
        said += say(explain_left_out(columns.left_out))
    if columns.statistics:
        said += say(explain_statistics(columns.statistics, kept=columns.paired, by_hand=by_hand))
    side, needs, where = find_side(body, columns.features, choices)
    said += where + doubt_side(table, body, choices) + doubt_categories(table, body)
    return Understood(
        workbook,
        table,
        table.sheet.name,
        said,
        body=body,
        header_row=table.header.name_row + 1,
        key_column=table.grid.label(key.index),
        key_kind=choices.key_kind or _kind(body),
        side=side,
        features=columns.features,
        left_out={column: why for column, why in columns.left_out.items() if why != "blank"},
        needs_hemisphere=needs and choices.hemisphere is None,
        statistics=columns.statistics,
        paired=columns.paired,
        paired_by_hand=by_hand,
    )


def _kind(body: Body) -> str:
    kinds = {block.key.kind for block in body.blocks}
    return kinds.pop() if len(kinds) == 1 else MIXED


def _one_based(row: int | None) -> int:
    return 0 if row is None else row + 1


def _feature_json(feature: FeatureColumn) -> dict[str, Any]:
    return {
        "column": feature.column,
        "fname": feature.fname,
        "unit": feature.unit,
        "description": feature.description,
        "statistic": feature.statistic,
        "said_statistic": feature.said_statistic,
        "side": feature.side,
        "category": feature.category_label,
    }


def _sheet_json(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "rows": len(sheet.rows),
        "columns": sheet.width,
        "hidden": sheet.hidden,
        "refused": sheet.refused,
    }


def _no_regions(table: Table) -> Problem:
    return Problem(
        None,
        None,
        table.sheet.name,
        "no_regions",
        "No column of this sheet contains acronyms, names or ids of regions. Choose the column or "
        "another sheet, or start with a template.",
    )


def _no_features(table: Table) -> Problem:
    row = table.header.row
    return Problem(
        row + 1 if row >= 0 else None,
        None,
        "",
        "no_values",
        "No other column contains numbers. Choose the columns to show, or add one value per "
        "region.",
    )


def _doubt_ids(table: Table, body: Body, choices: Choices) -> Explanation:
    """Return a problem for a column of whole numbers that may not be ids."""
    doubts = Explanation()
    if choices.key_kind == ID or choices.key_column is not None:
        return doubts
    for block in body.blocks:
        reason = is_doubtful_id(block.key, block.companions)
        if reason:
            row = max(table.header.row, 0)
            label = table.grid.label(block.key.index)
            problem = Problem(
                table.grid.row_of(row, block.key.index),
                table.grid.column_of(row, block.key.index),
                header_text(table, block.key),
                "doubtful_key_column",
                f"Column {label} may contain region ids, or count or number something else: "
                f"{reason}. Choose it as the id column, or choose another.",
            )
            doubts += ask(problem)
    return doubts
