"""Finds columns that tell the rows of one region apart, such as a cell type or a layer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from features.tables.choices import Choices
from features.tables.explanation import Explanation, ask, say
from features.tables.problems import Problem
from features.tables.reading.cells import show_cell
from features.tables.reading.grid import Grid
from features.tables.reading.patience import look_at_clock
from features.tables.understanding.blocks import ALL, fill_blanks
from features.tables.understanding.body import Block, Body
from features.tables.understanding.finding import Table
from features.tables.understanding.header import read_label
from features.tables.understanding.left_out import BOOKKEEPING, POSITIONS
from features.tables.understanding.vocabulary import category_text, fold

MAX_CATEGORIES = 300
MOSTLY_ONCE = 0.75
"""Above this share of different regions, a repeated one is a mistake, not a long table."""
ROWS_PER_CATEGORY = 1.5
"""A column with fewer rows per different text holds remarks, not categories."""
MOST_COLUMNS = 8
SHOWN = 4


def find_categories(table: Table, body: Body, choices: Choices) -> tuple[Body, Explanation]:
    """Return a body with the columns that tell the rows of one region apart, or may do so."""
    if choices.layout == "wide" or len(body.blocks) > 1:
        return body, Explanation()
    grid, block, said = table.grid, body.blocks[0], Explanation()
    if choices.category_columns:
        found = [grid.find_label(label) for label in choices.category_columns]
        body = replace(body, category_columns=[i for i in found if i in block.columns])
    else:
        body, said = _guess(table, body, choices)
    if not body.category_columns:
        return body, said
    block = body.blocks[0]
    columns = [index for index in block.columns if index not in body.category_columns]
    letters = " and ".join(grid.label(index) for index in body.category_columns)
    reason = "as you chose" if choices.category_columns else "each region occurs once for each"
    said += say(
        f"The table is long: column {letters} distinguishes rows of the same region ({reason}), so "
        f"each of its values becomes a feature."
    )
    return replace(body, blocks=[replace(block, columns=columns)]), said


def _guess(table: Table, body: Body, choices: Choices) -> tuple[Body, Explanation]:
    grid, block = table.grid, body.blocks[0]
    keys, filled = block.keys, 0
    if not body.fill and not grid.merges:
        keys, filled = fill_blanks(keys, 0, len(keys) - 1)
    rows = [row for row, key in enumerate(keys) if key and _holds_more(grid, block, body, row)]
    sure = _tell_apart(grid, block, body.first, keys, rows, sure=True)
    if sure and _tell_apart(grid, block, body.first, keys, rows, sure=False, but=sure):
        return replace(body, maybe_categories=sure), Explanation()
    if sure:
        body = replace(body, category_columns=sure)
        if not filled or choices.fill_down is not None:
            return body, Explanation()
        return replace(body, blocks=[replace(block, keys=keys)], fill=ALL), say(
            f"{filled} rows of column {grid.label(block.key.index)} have a category but no region, "
            f"and take the region above."
        )
    rows = [row for row in rows if block.keys[row]]
    sure = _tell_apart(grid, block, body.first, block.keys, rows, sure=True)
    if sure:
        return replace(body, category_columns=sure), Explanation()
    maybe = _tell_apart(grid, block, body.first, block.keys, rows, sure=False)
    return replace(body, maybe_categories=maybe), Explanation()


def doubt_categories(table: Table, body: Body) -> Explanation:
    """Return the question whether a column that tells rows apart defines separate features."""
    if not body.maybe_categories:
        return Explanation()
    grid, row = table.grid, max(table.header.name_row, 0)
    index = body.maybe_categories[0]
    labels = [grid.label(index) for index in body.maybe_categories]
    named = " and ".join(
        f"{label} (“{read_label(grid, table.header, at).text}”)"
        for label, at in zip(labels, body.maybe_categories, strict=True)
    )
    texts = dict.fromkeys(filter(None, _texts(grid, index, body.first)))
    shown = ", ".join(list(texts)[:SHOWN]) + (" …" if len(texts) > SHOWN else "")
    what = "Column" if grid.orientation == "rows" else "Row"
    return ask(
        Problem(
            grid.row_of(row, index),
            grid.column_of(row, index),
            ", ".join(labels),
            "rows_told_apart",
            f"{what} {named} distinguishes rows of the same region: {shown}. Create a feature for "
            f"each, or treat the rows as duplicates.",
        )
    )


def _holds_more(grid: Grid, block: Block, body: Body, row: int) -> bool:
    """Tell whether a row holds anything besides its key; section titles and footnotes do not."""
    return any(grid.cell(body.first + row, index) is not None for index in block.columns)


def _tell_apart(
    grid: Grid,
    block: Block,
    first: int,
    keys: Sequence[str],
    rows: list[int],
    *,
    sure: bool,
    but: Sequence[int] = (),
) -> list[int]:
    """Return the fewest columns with which no region occurs twice, or none.

    Unless `sure`, whole numbers and columns with blanks are considered too; those in `but` are not.
    """
    side = block.side_column
    sides = _texts(grid, side, first) if side is not None else [""] * len(keys)
    if len({(keys[row], sides[row]) for row in rows}) > MOSTLY_ONCE * len(rows):
        return []
    candidates = {}
    for index in block.columns:
        look_at_clock()
        if index in but or fold(_header_of(grid, index, first)) in BOOKKEEPING | POSITIONS:
            continue
        if not (_is_text(grid, index, first) if sure else _may_tell(grid, index, first)):
            continue
        texts = _texts(grid, index, first)
        filled = [texts[row] for row in rows]
        distinct = len(set(filled))
        shared = distinct * ROWS_PER_CATEGORY <= len(rows) and distinct <= MAX_CATEGORIES
        fits = all(filled) if sure else sum(map(bool, filled)) >= 0.5 * len(filled)
        if fits and shared and distinct > 1:
            candidates[index] = texts
    words = {index: _is_text(grid, index, first) for index in candidates}
    ordered = sorted(
        candidates, key=lambda index: (not words[index], len(set(candidates[index])), index)
    )
    for size in (1,) if but else (1, 2) if sure else (1, 2, 3):
        groups = [
            group
            for group in combinations(ordered[:MOST_COLUMNS], size)
            if _is_each_once(rows, [keys, sides, *(candidates[index] for index in group)])
        ]
        # If a remark tells the rows apart as well, only a person knows which is meant.
        if groups:
            return sorted(groups[0]) if len(groups) == 1 or not sure else []
    return []


def _is_each_once(rows: list[int], columns: list[Sequence[str]]) -> bool:
    """Tell whether no two of `rows` hold the same texts in all `columns`."""
    return len({tuple(texts[row] for texts in columns) for row in rows}) == len(rows)


def _may_tell(grid: Grid, index: int, first: int) -> bool:
    """Tell whether a column holds words or whole numbers; most columns start with a fraction."""
    texts = (category_text(cell) for cell in grid.columns[index][first:])
    numbers = (text for text in texts if text[:1].isdecimal() or text[:1] in tuple("-+.,"))
    return not any("." in text or "," in text for text in numbers)


def _header_of(grid: Grid, index: int, first: int) -> str:
    """Return the nearest text above the first row of data."""
    cells = reversed(grid.columns[index][:first])
    return next((show_cell(cell) for cell in cells if cell is not None), "")


def _texts(grid: Grid, index: int, first: int) -> list[str]:
    return [category_text(cell) for cell in grid.columns[index][first:]]


def _is_text(grid: Grid, index: int, first: int) -> bool:
    filled = [cell for cell in grid.columns[index][first:] if cell is not None]
    starts = Counter([cell[0] for cell in filled if isinstance(cell, str)])
    words = sum(count for start, count in starts.items() if start not in "0123456789-+.,")
    return words > 0.5 * len(filled) and starts.total() == len(filled)
