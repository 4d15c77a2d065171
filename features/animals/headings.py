"""Reads what a table says above its columns of values, or beside the rows of a long table."""

from dataclasses import replace

from features.animals.guess import Heading
from features.animals.words import ANIMAL_HEADERS, GROUP_HEADERS, fold
from features.tables import Choices, Understood
from features.tables.reading.cells import show_cell
from features.tables.reading.grid import Grid
from features.tables.understanding.columns import FeatureColumn
from features.tables.understanding.header import Header, find_side, read_label
from features.tables.understanding.units import split_unit

ROWS_ABOVE = 3
"""Rows above the header that may name groups."""
MOSTLY = 0.8


def read_headings(understood: Understood) -> tuple[list[Heading], list[str]]:
    """Return the headings of the columns of values, and what each of their texts is said to be."""
    body, features = understood.body, understood.features
    if body is None or not features:
        return [], []
    grid, header = understood.table.grid, understood.table.header
    if body.category_columns:
        names = [read_label(grid, header, index).text for index in body.category_columns]
        return [_heading(f, f.category or ()) for f in features], names
    if understood.sheets_read:
        return [_heading(feature, (feature.fname,)) for feature in features], [""]
    lines = _read_lines(understood)
    if not lines:
        return [_heading(feature, (feature.fname,)) for feature in features], [""]
    key = body.blocks[0].key.index
    names = [show_cell(grid.cell(row, key)) if row < body.first else "" for row, _ in lines]
    texts = zip(*(line for _, line in lines), strict=True)
    return [_heading(f, tuple(own)) for f, own in zip(features, texts, strict=True)], names


def find_long_columns(understood: Understood) -> Choices | None:
    """Return the choice of the columns that name group and animal in a long table, if there are.

    The check takes the fewest columns that tell rows of one region apart, the animal alone; its
    group stands in another column, which its header names.
    """
    body, table = understood.body, understood.table
    if body is None or len(body.blocks) != 1 or understood.sheets_read:
        return None
    heads = {
        index: fold(read_label(table.grid, table.header, index).text)
        for index in range(len(table.grid.columns))
        if index != body.blocks[0].key.index
    }
    animals = [index for index, head in heads.items() if head in ANIMAL_HEADERS]
    groups = [index for index, head in heads.items() if head in GROUP_HEADERS]
    if not animals or table.grid.orientation != "rows":
        return None
    labels = [table.grid.label(index) for index in (*groups[:1], animals[0])]
    return Choices(layout="long", category_columns=tuple(labels), statistics="apart")


def _heading(feature: FeatureColumn, texts: tuple[str, ...]) -> Heading:
    return Heading(feature.column, texts, feature.category_label, feature.unit, feature.side)


def _read_lines(understood: Understood) -> list[tuple[int, list[str]]]:
    """Return row → a text for each feature, of the rows above the data that have them."""
    body, header = understood.body, understood.table.header
    if body is None or header.name_row < 0:
        return []
    grid, features = understood.table.grid, understood.features
    lines = []
    for row in range(max(0, header.name_row - ROWS_ABOVE), body.first):
        if row == header.unit_row:
            continue
        if row == header.group_row:
            texts = [read_label(grid, header, f.index).group for f in features]
        else:
            texts = [_own_text(grid, row, f) for f in features]
        if row < header.name_row:
            texts = _fill(texts)
        if row == header.name_row or sum(map(bool, texts)) >= max(2, MOSTLY * len(texts)):
            lines.append((row, texts))
    return _put_names_last(lines, header)


def _fill(texts: list[str]) -> list[str]:
    """Return labels above a header spread to the right, where there are several of them."""
    if not texts[0] or sum(map(bool, texts)) < 2:
        return texts
    filled: list[str] = []
    for text in texts:
        filled.append(text or filled[-1])
    return filled


def _put_names_last(
    lines: list[tuple[int, list[str]]], header: Header
) -> list[tuple[int, list[str]]]:
    """Return lines with the one that tells most columns apart last: it names the animals."""
    if len(lines) < 2:
        return lines
    own = max(lines, key=lambda line: (len(set(line[1])), line[0] == header.name_row))
    return [line for line in lines if line is not own] + [own]


def _own_text(grid: Grid, row: int, feature: FeatureColumn) -> str:
    text = " ".join(show_cell(grid.cell(row, feature.index)).split())
    if feature.side is not None:
        text = find_side(text)[1] or text
    return split_unit(text)[0]


def merge_choices(choices: Choices, long: Choices) -> Choices:
    """Return a person's choices with those of a long table where the person made none."""
    if choices.layout is not None or choices.category_columns:
        return choices
    return replace(choices, layout=long.layout, category_columns=long.category_columns)
