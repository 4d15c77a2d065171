"""What was understood of a workbook, in data and in words."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from features.tables.blocks import Body, find_body
from features.tables.cells import show_cell
from features.tables.choices import Choices
from features.tables.finding import Table, find_table
from features.tables.header import first_data_row, read_label
from features.tables.keys import Column, is_doubtful_id
from features.tables.problems import Problem
from features.tables.sheets import Workbook
from features.tables.values import FeatureColumn, find_features
from features.tables.vocabulary import CONTRA, ID, IPSI, MIXED, SIDE_WORDS, split_side

COLUMN, KEY, SIGN, PAIRS = "column", "key", "id", "columns"
"""Where the side is read from, when the person did not choose left, right or both."""
SAMPLE_VALUES = 4
PREVIEW_ROWS = 12
PREVIEW_COLUMNS = 40


@dataclass
class Understood:
    """What was understood of a table; every choice is explained in ``why``.

    ``header_row`` is the spreadsheet's (1-based; 0: none, None: nothing found). ``side`` is left,
    right or both where chosen, ``column``, ``key``, ``id`` or ``columns`` where the table itself
    says it, None where a person must. ``doubts`` are problems of the sheet as a whole.
    """

    workbook: Workbook
    table: Table
    body: Body | None
    sheet: str
    header_row: int | None
    key_column: str | None
    key_kind: str | None
    side: str | None
    features: list[FeatureColumn]
    why: list[str]
    doubts: list[Problem]
    left_out: dict[str, str] = field(default_factory=dict)
    needs_hemisphere: bool = False
    """Whether some value has no side yet, so that left, right or both must be chosen."""

    def to_json(self) -> dict[str, Any]:
        """Return what the REST answer holds under ``understood``."""
        return {
            "sheet": self.sheet,
            "header_row": self.header_row,
            "key_column": self.key_column,
            "key_kind": self.key_kind,
            "side": self.side,
            "features": [_feature_json(feature) for feature in self.features],
            "why": self.why,
            "needs_hemisphere": self.needs_hemisphere,
            "orientation": self.table.grid.orientation,
            "layout": "long" if self.body and self.body.category_columns else "wide",
            "group_row": _one_based(self.table.header.group_row),
            "side_column": self._side_column(),
            "category_columns": self._labels(self.body.category_columns if self.body else []),
            "fill_down": self.body.fill if self.body else "",
            "sheets": [_sheet_json(sheet) for sheet in self.workbook.sheets],
            "columns": self._columns_json(),
            "left_out": self.left_out,
            "preview": self._preview(),
        }

    def _labels(self, indices: list[int]) -> list[str]:
        return [self.table.grid.label(index) for index in indices]

    def _side_column(self) -> str | None:
        columns = [b.side_column for b in self.body.blocks] if self.body else []
        return next((self.table.grid.label(index) for index in columns if index is not None), None)

    def _columns_json(self) -> list[dict[str, Any]]:
        """Return each column that holds something: its name, header and first values."""
        grid, first = self.table.grid, self.body.first if self.body else 0
        columns = []
        for index, cells in enumerate(grid.columns):
            values = [show_cell(cell)[:60] for cell in cells[first:] if cell is not None]
            header = read_label(grid, self.table.header, index).text
            if values or header:
                label = grid.label(index)
                sample = values[:SAMPLE_VALUES]
                columns.append({"column": label, "header": header, "values": sample})
        return columns

    def _preview(self) -> list[dict[str, Any]]:
        """Return the first rows of the sheet as it shows them."""
        rows = self.table.sheet.rows[:PREVIEW_ROWS]
        return [
            {"row": number, "cells": [show_cell(cell)[:60] for cell in row[:PREVIEW_COLUMNS]]}
            for number, row in enumerate(rows, 1)
        ]


def understand(workbook: Workbook, choices: Choices | None = None) -> Understood:
    """Return what a workbook says, following `choices` where a person made some.

    Nothing is refused here: what cannot be told is a problem in ``doubts``.
    """
    choices = choices or Choices()
    why = list(workbook.notes)
    table, doubts = find_table(workbook, choices, why)
    placed = _place_key_corrections(table, choices)
    if placed is not choices:
        choices = placed
        why = list(workbook.notes)
        table, doubts = find_table(workbook, choices, why)
    if table.key is None:
        doubts.append(_no_regions(table))
        return Understood(
            workbook, table, None, table.sheet.name, None, None, None, None, [], why, doubts
        )
    first = first_data_row(table.grid, table.header)
    _explain_key(table, table.key, choices, why)
    _explain_header(table, why)
    body = find_body(table, choices, first, why)
    _explain_companions(table, body, why)
    doubts += _doubt_ids(table, body, choices)
    columns = find_features(workbook, table, body, choices, why)
    doubts += columns.problems
    if not columns.features:
        doubts.append(_no_features(table))
    if columns.left_out:
        why.append(_explain_left_out(columns.left_out))
    side, needs = _find_side(body, columns.features, choices, why)
    doubts += _doubt_side(table, body, choices)
    grid = table.grid
    return Understood(
        workbook=workbook,
        table=table,
        body=body,
        sheet=table.sheet.name,
        header_row=table.header.name_row + 1,
        key_column=grid.label(table.key.index),
        key_kind=choices.key_kind or _kind(body),
        side=side,
        features=columns.features,
        why=why,
        doubts=doubts,
        left_out={c: reason for c, reason in columns.left_out.items() if reason != "blank"},
        needs_hemisphere=needs and choices.hemisphere is None,
    )


def _place_key_corrections(table: Table, choices: Choices) -> Choices:
    """Return choices in which the correction of row 12 is one of the key's cell in row 12."""
    key = table.key
    if key is None or not any(place.isdecimal() for place in choices.corrections):
        return choices
    column = table.grid.label(key.index) if table.grid.orientation == "rows" else ""
    placed = {
        f"{place}:{column}" if place.isdecimal() else place: cell
        for place, cell in choices.corrections.items()
    }
    return replace(choices, corrections=placed)


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


def _sheet_json(sheet: Any) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "rows": len(sheet.rows),
        "columns": sheet.width,
        "hidden": sheet.hidden,
        "refused": sheet.refused,
    }


def _explain_key(table: Table, key: Column, choices: Choices, why: list[str]) -> None:
    label = table.grid.label(key.index)
    what = "Column" if table.grid.orientation == "rows" else "Row"
    if choices.key_column is not None:
        why.append(f"{what} {label} holds the regions, as you chose.")
        return
    reasons = [f"{key.hits} of its {key.filled} entries are like {_plural(key.kind)}"]
    if key.header_kind:
        reasons.append(f"its header says “{_header_text(table, key)}”")
    if key.uniqueness > 0.99 and key.filled > 1:
        reasons.append("none comes twice")
    why.append(f"{what} {label} holds the regions: {', '.join(reasons)}.")


def _explain_companions(table: Table, body: Body, why: list[str]) -> None:
    """Say which columns name the same regions, and which could be chosen instead."""
    known = {block.key.index for block in body.blocks}
    for block in body.blocks:
        for companion in block.companions:
            known.add(companion.index)
            why.append(
                f"{_labels(table, [companion])} names the same regions by {companion.kind}; the "
                "two are compared row by row."
            )
    others = [c for c in table.columns if c.index not in known and c.kind != ID]
    if others:
        why.append(f"{_labels(table, others)} could be chosen for the regions instead.")


def _labels(table: Table, columns: list[Column]) -> str:
    what = "Column" if table.grid.orientation == "rows" else "Row"
    return f"{what} {', '.join(table.grid.label(column.index) for column in columns[:5])}"


def _plural(kind: str) -> str:
    return {MIXED: "acronyms, names or ids"}.get(kind, f"{kind}s")


def _header_text(table: Table, key: Column) -> str:
    return read_label(table.grid, table.header, key.index).text or key.header


def _explain_header(table: Table, why: list[str]) -> None:
    header = table.header
    what = "row" if table.grid.orientation == "rows" else "column"
    if header.row < 0:
        why.append("There is no header above the first region, so columns are named by letter.")
        return
    number = table.grid.number(header.name_row)
    sentence = f"The header is {what} {number}, the last before the first region."
    if header.name_row > 0 and header.group_row != header.name_row - 1:
        sentence += " What stands above it is passed over as a title."
    if header.group_row is not None:
        sentence += f" The labels of {what} {table.grid.number(header.group_row)} stand for groups"
        sentence += " of columns and are put in front."
    if header.unit_row is not None:
        sentence += f" {what.capitalize()} {table.grid.number(header.unit_row)} holds the units."
    why.append(sentence)


def _explain_left_out(left_out: dict[str, str]) -> str:
    reasons: dict[str, list[str]] = {}
    for column, reason in left_out.items():
        if reason != "blank":
            reasons.setdefault(reason, []).append(column)
    blank = sum(reason == "blank" for reason in left_out.values())
    parts = [f"{', '.join(cs[:8])}{' …' * (len(cs) > 8)} ({r})" for r, cs in reasons.items()]
    if blank:
        parts.append(f"{blank} without anything in them")
    return f"Columns left out: {'; '.join(parts)}."


def _no_regions(table: Table) -> Problem:
    return Problem(
        None,
        None,
        table.sheet.name,
        "no_regions",
        "No column of this sheet holds acronyms, names or ids of regions. Choose the column, or "
        "another sheet, or begin with a template.",
    )


def _no_features(table: Table) -> Problem:
    row = table.header.row
    return Problem(
        row + 1 if row >= 0 else None,
        None,
        "",
        "no_values",
        "No column beside the regions holds numbers. Choose the columns to show, or add one value "
        "per region.",
    )


def _doubt_ids(table: Table, body: Body, choices: Choices) -> list[Problem]:
    """Return a problem for a column of whole numbers that may be something else than ids."""
    if choices.key_kind == ID or choices.key_column is not None:
        return []
    problems = []
    for block in body.blocks:
        reason = is_doubtful_id(block.key, block.companions)
        if reason:
            row = max(table.header.row, 0)
            label = table.grid.label(block.key.index)
            problems.append(
                Problem(
                    table.grid.row_of(row, block.key.index),
                    table.grid.column_of(row, block.key.index),
                    _header_text(table, block.key),
                    "doubtful_key_column",
                    f"Column {label} may hold ids of regions, but it may count or number something "
                    f"else: {reason}. Choose it as the column of ids, or choose another.",
                )
            )
    return problems


def _find_side(
    body: Body, features: list[FeatureColumn], choices: Choices, why: list[str]
) -> tuple[str | None, bool]:
    """Return where the side is read from, and whether values are left without one."""
    said = _find_said_side(body, features, why)
    if said is not None:
        if choices.hemisphere is not None:
            why.append("So the side that you chose only serves rows that say none.")
        return said, False
    if choices.hemisphere is not None:
        where = "both sides" if choices.hemisphere == "both" else f"the {choices.hemisphere} side"
        why.append(f"Values are put on {where}, as you chose.")
        return choices.hemisphere, True
    why.append("Nothing in the table says left or right, so the side must be chosen.")
    return None, True


def _find_said_side(body: Body, features: list[FeatureColumn], why: list[str]) -> str | None:
    """Return where the table itself says the side of every value; None when it does not."""
    blocks = body.blocks
    if all(block.side_column is not None for block in blocks):
        why.append("The side of each row is read from the column of sides.")
        return COLUMN
    if all(block.key.form for block in blocks):
        example = next((key for key in blocks[0].keys if key), "")
        why.append(f"The side is part of each region's key, as in “{example}”.")
        return KEY
    if any(key.startswith("-") for block in blocks for key in block.keys if key[1:].isdecimal()):
        why.append("Negative ids are left and positive ids right.")
        return SIGN
    return PAIRS if features and all(f.side is not None for f in features) else None


def _doubt_side(table: Table, body: Body, choices: Choices) -> list[Problem]:
    """Return problems for sides that only a person can tell: ipsi and contra, numbers."""
    said: Counter[str] = Counter()
    for block in body.blocks:
        if block.side_column is not None:
            cells = table.grid.columns[block.side_column][body.first :]
            said.update(show_cell(cell).lower() for cell in cells if cell is not None)
        elif block.key.form:
            parts = [split_side(key, block.key.form) for key in block.keys if key]
            said.update(part[0] for part in parts if part)
    problems = []
    relative = {IPSI, CONTRA} & {SIDE_WORDS.get(text, text) for text in said}
    if relative and choices.ipsi_side is None:
        problems.append(_ask_side("ipsi_side_needed", ", ".join(sorted(relative)), IPSI_SENTENCE))
    codes = [t for t in said if t.lstrip("-").isdecimal() and t not in choices.side_codes]
    if codes:
        value = ", ".join(sorted(codes)[:10])
        problems.append(_ask_side("side_codes_needed", value, CODES_SENTENCE.format(value)))
    return problems


IPSI_SENTENCE = (
    "Keys or rows say ipsi and contra, which is relative to the injection or recording. Choose "
    "which hemisphere ipsi is: left or right."
)
CODES_SENTENCE = (
    "The column of sides holds the numbers {}. Say what each means: left, right or both (the Allen "
    "Institute writes 1 for left, 2 for right and 3 for both)."
)


def _ask_side(code: str, value: str, message: str) -> Problem:
    return Problem(None, None, value, code, message)
