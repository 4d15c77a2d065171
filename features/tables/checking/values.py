"""The values of a table by feature, region and side; a problem for each non-numeric cell."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from atlasviewer.atlas.mapping import LARGEST_VALUE
from features.tables.checking.matrix import Entries, Floats, gather_entries, place_records
from features.tables.checking.records import Record, Records
from features.tables.choices import Choices
from features.tables.explanation import Explanation, say
from features.tables.problems import FirstProblems, Problem
from features.tables.reading.cells import UNCLEAR, show_cell
from features.tables.reading.number_columns import read_numbers
from features.tables.reading.patience import look_at_clock
from features.tables.understanding.body import Body
from features.tables.understanding.columns import FeatureColumn
from features.tables.understanding.understanding import Understood
from features.tables.understanding.vocabulary import category_text

Values = dict[tuple[str, str], list[Entries]]
"""(fname, statistic) → the values of its columns."""


class Lines(NamedTuple):
    """The lines below the header from which a block's records come, and the records' shares."""

    offsets: list[int]
    """Each line once, in order."""
    places: np.ndarray
    """For each record, the index of its line."""
    shares: np.ndarray
    """For each record, its share of the line's value."""


@dataclass(frozen=True)
class ReadColumn:
    """The numbers of a column, one for each record of its block, and its words for missing."""

    values: Floats
    missing: Counter[str]


def read_values(
    understood: Understood, body: Body, records: list[Records], choices: Choices
) -> tuple[Values, Explanation]:
    """Return the values of every feature; a problem for each cell that is not a number.

    `records` are those of each block of `body`.
    """
    hemisphere = choices.hemisphere or ("left" if understood.needs_hemisphere else None)
    entries: Values = {}
    places = [place_records(block.found) for block in records]
    lines = [_find_lines(block.found) for block in records]
    read: dict[tuple[int, int], ReadColumn] = {}
    problems = FirstProblems()
    categories = _categories(understood, body)
    for feature in understood.features:
        look_at_clock()
        column = (feature.block, feature.index)
        if column not in read:
            read[column], found, more = _read_column(
                understood, body, feature, lines[feature.block], choices, problems.wants
            )
            problems.add(found, more)
        values = read[column].values
        if feature.category is not None:
            rows = records[feature.block].found
            chosen = np.array([categories[r.offset] == feature.category for r in rows], bool)
            values = np.where(chosen, values, np.nan)
        gathered = gather_entries(places[feature.block], feature, values, hemisphere)
        entries.setdefault((feature.fname, feature.statistic), []).append(gathered)
    said = Explanation(problems=problems.kept, more=problems.more)
    return entries, said + say(_say_missing(sum((c.missing for c in read.values()), Counter())))


def _categories(understood: Understood, body: Body) -> list[tuple[str, ...]]:
    """Return the category of each row below the header; none in a wide table."""
    columns = [understood.table.grid.columns[index] for index in body.category_columns]
    return [
        tuple(map(category_text, cells))
        for cells in zip(*(column[body.first :] for column in columns), strict=True)
    ]


def _find_lines(found: list[Record]) -> Lines:
    offsets, places = np.unique([record.offset for record in found], return_inverse=True)
    return Lines(offsets.tolist(), places, np.array([record.weight for record in found]))


def _read_column(
    understood: Understood,
    body: Body,
    feature: FeatureColumn,
    lines: Lines,
    choices: Choices,
    wants: Callable[[int], bool],
) -> tuple[ReadColumn, list[Problem], int]:
    """Return the numbers of a column in the rows whose region is known, and its problems.

    Those in a row that nobody `wants` are only counted, by the last number.
    """
    grid = understood.table.grid
    column = grid.columns[feature.index]
    offsets, places, shares = lines
    below = column[body.first :]
    cells = below if len(offsets) == len(below) else [below[offset] for offset in offsets]
    rows = [grid.row_of(body.first + offset, feature.index) for offset in offsets]
    explained = next((at for at, row in enumerate(rows) if not wants(row)), len(rows))
    numbers = read_numbers(
        cells, feature.decimal, shown_percent=choices.percent != "fraction", explained=explained
    )
    too_large = np.abs(numbers.values) > LARGEST_VALUE
    for index in np.flatnonzero(too_large):
        numbers.add_problem(int(index), "not_finite", "contains a number too large to draw.")
    problems, more = [], numbers.unexplained
    for problem in numbers.problems:
        if problem.code == "decimal_unclear" and feature.decimal.sign == UNCLEAR:
            continue  # asked once for the whole column
        if problem.index >= explained:
            more += 1
            continue
        place = grid.column_of(body.first + offsets[problem.index], feature.index)
        message = f"“{feature.fname}” {problem.message}"
        shown = show_cell(cells[problem.index])
        problems.append(Problem(rows[problem.index], place, shown, problem.code, message))
    return ReadColumn(numbers.values[places] * shares, numbers.missing), problems, more


def _say_missing(words: Counter[str]) -> str:
    """Return a sentence about cells without a value, or ''."""
    total = words.total()
    if not total:
        return ""
    kinds = ", ".join(f"{word} {count:,}" for word, count in words.most_common(6))
    what = "cell holds" if total == 1 else "cells hold"
    return f"{total:,} {what} no value ({kinds}): missing, which is not zero."
