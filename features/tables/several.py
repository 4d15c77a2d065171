"""Checks one sheet of a workbook, or several, each read separately and then joined."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from features.tables.checking.checking import Checked, check
from features.tables.checking.feature_names import MAX_FEATURES
from features.tables.checking.matrix import LEAF_OFFSET, CheckedTable
from features.tables.choices import Choices, FeatureChoice
from features.tables.explanation import say
from features.tables.problems import MAX_PROBLEMS, Problem
from features.tables.reading.sheets import Workbook
from features.tables.understanding.columns import FeatureColumn
from features.tables.understanding.header import clean_name
from features.tables.understanding.understanding import Understood, understand

BETWEEN = "!"
"""Separates a sheet from a place in it: ``mouse 1!12:C``."""


def check_workbook(
    workbook: Workbook,
    choices: Choices,
    voxels: Sequence[int] | None = None,
) -> Checked:
    """Return the check of one sheet, or of all that ``choices.sheets`` names."""
    names = list(dict.fromkeys(choices.sheets))
    if len(names) < 2:
        one = replace(choices, sheet=names[0]) if names else choices
        understood = understand(workbook, one)
        checked = check(understood, one, voxels)
        return replace(checked, warnings=[*checked.warnings, *_say_other_sheets(understood)])
    there = {sheet.name for sheet in workbook.sheets if sheet.rows}
    parts = []
    for name in (name for name in names if name in there):
        own = choices_of(choices, name, is_first=name == (choices.sheet or names[0]))
        understood = understand(workbook, own)
        understood = _name_after_sheet(understood, name, choices)
        parts.append(check(understood, own, voxels))
    missing = [_unknown_sheet(name) for name in names if name not in there]
    if not parts:
        checked = check(understand(workbook), voxels=voxels)
        return replace(checked, problems=missing, table=None, all_problems=len(missing))
    return _join(parts, missing)


def choices_of(choices: Choices, name: str, *, is_first: bool) -> Choices:
    """Return the choices for one of several sheets.

    A place ``mouse 1!12:C`` belongs to that sheet; one without a sheet belongs to the first.
    Columns of features without a sheet apply to every sheet, unless a sheet has its own.
    """

    def own(place: str) -> str | None:
        sheet, between, rest = place.rpartition(BETWEEN)
        return rest if (sheet == name if between else is_first) else None

    return replace(
        choices,
        sheet=name,
        sheets=(),
        features=_features_of(choices, name),
        corrections={
            place: cell
            for key, cell in choices.corrections.items()
            if (place := own(key)) is not None
        },
        dropped=frozenset(place for key in choices.dropped if (place := own(key)) is not None),
    )


def _features_of(choices: Choices, name: str) -> tuple[FeatureChoice, ...]:
    """Return the decisions for the columns of a sheet, which override those for every sheet."""
    columns: dict[tuple[str, str | None], FeatureChoice] = {}
    for feature in sorted(choices.features, key=lambda feature: BETWEEN in feature.column):
        sheet, between, column = feature.column.rpartition(BETWEEN)
        if between and sheet != name:
            continue
        place = column, feature.category
        said = {key: value for key, value in asdict(feature).items() if value is not None}
        columns[place] = replace(columns.get(place, feature), **said | {"column": column})
    return tuple(columns.values())


def _name_after_sheet(understood: Understood, name: str, choices: Choices) -> Understood:
    """Return what was understood, with features named after their sheet.

    Its name is put in front of theirs, or replaces the name of a single one.
    """
    chosen = {
        (feature.column, feature.category)
        for feature in choices.features
        if feature.fname is not None and feature.column.startswith(name + BETWEEN)
    }
    features = understood.features
    single = len({feature.fname for feature in features}) == 1
    prefix = clean_name(name)

    def named(feature: FeatureColumn) -> str:
        if (f"{name}{BETWEEN}{feature.column}", feature.category_label) in chosen:
            return feature.fname
        return prefix if single or feature.fname == prefix else f"{prefix} {feature.fname}"

    return replace(understood, features=[replace(one, fname=named(one)) for one in features])


def _join(parts: list[Checked], problems: list[Problem]) -> Checked:
    """Return several checks as one."""
    shown = next((p for p in parts if p.needs), parts[0]).understood
    understood = replace(
        shown,
        sheets_read=[part.understood.sheet for part in parts],
        features=[
            replace(feature, column=f"{part.understood.sheet}{BETWEEN}{feature.column}")
            for part in parts
            for feature in part.understood.features
        ],
        left_out={
            f"{part.understood.sheet}{BETWEEN}{column}": reason
            for part in parts
            for column, reason in part.understood.left_out.items()
        },
        said=say(
            *_join_sentences(
                [(part.understood.sheet, part.understood.said.sentences) for part in parts]
            )
        ),
        needs_hemisphere=any(part.understood.needs_hemisphere for part in parts),
    )
    problems = [*problems, *_find_shared_names(parts)]
    all_problems = len(problems) + sum(part.all_problems for part in parts)
    tables = [part.table for part in parts if part.table is not None]
    ready = not all_problems and len(tables) == len(parts)
    return Checked(
        understood,
        rows=sum(part.rows for part in parts),
        matched=sum(part.matched for part in parts),
        problems=[*problems, *_of_sheets(parts, "problems")][:MAX_PROBLEMS],
        all_problems=all_problems,
        warnings=list(_of_sheets(parts, "warnings")),
        notes=_join_sentences([(part.understood.sheet, part.notes) for part in parts]),
        needs=list(dict.fromkeys(need for part in parts for need in part.needs)),
        table=_join_tables(understood.sheets_read, tables) if ready else None,
        parts=parts,
    )


def _of_sheets(parts: list[Checked], what: str) -> Iterator[Problem]:
    for part in parts:
        for problem in getattr(part, what):
            yield replace(problem, sheet=part.understood.sheet)


def _join_sentences(said: list[tuple[str, Sequence[str]]]) -> list[str]:
    """Return sentences once each; those about some sheets only begin with these sheets."""
    by_sentence: dict[str, list[str]] = {}
    for sheet, sentences in said:
        for sentence in dict.fromkeys(sentences):
            by_sentence.setdefault(sentence, []).append(sheet)
    return [
        sentence if len(sheets) == len(said) else f"{', '.join(sheets)}: {sentence}"
        for sentence, sheets in by_sentence.items()
    ]


def _find_shared_names(parts: list[Checked]) -> list[Problem]:
    """Return a problem for each feature that two sheets would both create, or for too many."""
    problems: list[Problem] = []
    seen: dict[tuple[str, str], str] = {}
    total = sum(len(part.understood.features) for part in parts)
    if total > MAX_FEATURES:
        message = (
            f"The sheets have {total:,} features; at most {MAX_FEATURES:,} can be read at once. "
        )
        return [Problem(None, None, "", "too_many", f"{message}Read fewer sheets.")]
    for part in parts:
        understood = part.understood
        for feature in understood.features:
            sheet = seen.setdefault((feature.fname, feature.statistic), understood.sheet)
            if sheet != understood.sheet:
                grid, row = understood.table.grid, max(understood.table.header.name_row, 0)
                message = f"The sheets “{sheet}” and “{understood.sheet}” would both become the "
                message += f"feature “{feature.fname}”. Rename one of them, or leave it out."
                place = grid.row_of(row, feature.index), grid.column_of(row, feature.index)
                more: dict[str, Any] = {"sheet": understood.sheet}
                problems.append(Problem(*place, feature.fname, "repeated_name", message, **more))
    return problems


def _join_tables(names: list[str], tables: list[CheckedTable]) -> CheckedTable:
    """Return the matrices of several sheets side by side; NaN for regions that a sheet lacks."""
    slots = [table.rows + LEAF_OFFSET * table.leaf for table in tables]
    used = np.unique(np.concatenate(slots))
    features = tuple(feature for table in tables for feature in table.features)
    values = np.full((len(used), len(features)), np.nan)
    lines: list[list[int | str]] = [[] for _ in used]
    column = 0
    for name, own, table in zip(names, slots, tables, strict=True):
        width = len(table.features)
        places = np.searchsorted(used, own)
        values[places, column : column + width] = table.values
        for place, numbers in zip(places.tolist(), table.lines, strict=True):
            lines[place] += [f"{number} of {name}" for number in numbers]
        column += width
    return CheckedTable(
        rows=used % LEAF_OFFSET,
        leaf=used >= LEAF_OFFSET,
        values=values,
        features=features,
        lines=tuple(tuple(found) for found in lines),
        map_nodes=tables[0].map_nodes,
        given_wins=tables[0].given_wins,
    )


def _say_other_sheets(understood: Understood) -> list[Problem]:
    """Return a warning that names the sheets with regions that are not read."""
    others = understood.table.other_sheets
    if not others:
        return []
    shown = ", ".join(f"“{name}”" for name in others[:5]) + (" …" if len(others) > 5 else "")
    what = "other sheet holds" if len(others) == 1 else "other sheets hold"
    message = f"{len(others)} {what} regions too: {shown}. Only “{understood.sheet}” is read. "
    message += "Read all sheets to get a feature from each."
    return [Problem(None, None, "", "other_sheets", message)]


def _unknown_sheet(name: str) -> Problem:
    message = f"This file has no sheet “{name}” with cells. Choose another."
    return Problem(None, None, name, "unknown_choice", message)
