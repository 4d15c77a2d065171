"""How the rows of a table carry regions: blocks side by side, sides, merged cells, categories."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations

from features.tables.cells import show_cell
from features.tables.choices import Choices
from features.tables.finding import Table
from features.tables.grid import Grid
from features.tables.keys import Column, find_companions
from features.tables.sheets import RawCell
from features.tables.vocabulary import SIDE_HEADERS, SIDE_WORDS, fold, key_text

MAX_CATEGORIES = 300
MOSTLY_ONCE = 0.75
"""Above this share of different regions a repeated one is a slip, not a long table."""
ROWS_PER_CATEGORY = 1.5
"""A column with fewer rows for each of its texts holds remarks, not categories."""
MERGED, ALL = "merged", "all"


@dataclass
class Block:
    """One column of regions with the columns of values that belong to it."""

    key: Column
    columns: list[int]
    """Columns of the grid that may hold values, companions left out."""
    companions: list[Column] = field(default_factory=list)
    side_column: int | None = None
    keys: list[str] = field(default_factory=list)
    """Key of each row of data, blank ones filled down where `filled_down` says so."""


@dataclass
class Body:
    """The part of a grid below its header."""

    first: int
    """First row of data, in the grid."""
    blocks: list[Block]
    category_columns: list[int] = field(default_factory=list)
    fill: str = ""
    """How blank keys are filled: '', ``merged`` (within merged cells) or ``all``."""


def find_body(table: Table, choices: Choices, first: int, why: list[str]) -> Body:
    """Return how the rows below the header of a table carry regions; `table.key` is not None."""
    grid = table.grid
    blocks = _find_blocks(table)
    body = Body(first, blocks)
    for block in blocks:
        block.side_column = _find_side_column(grid, block, choices, first)
        if block.side_column is not None:
            block.columns.remove(block.side_column)
        block.keys = [key_text(grid.cell(row, block.key.index)) for row in _rows(grid, first)]
    if len(blocks) > 1:
        letters = " and ".join(grid.label(block.key.index) for block in blocks)
        why.append(f"{len(blocks)} tables stand side by side, with their regions in {letters}.")
    _fill_keys(grid, body, choices, why)
    _find_categories(grid, body, choices, why)
    return body


def _rows(grid: Grid, first: int) -> range:
    return range(first, len(grid.rows))


def _find_blocks(table: Table) -> list[Block]:
    key = table.key
    assert key is not None  # noqa: S101 (the caller looked)
    width = len(table.grid.columns)
    starts = [key] + [other for other in table.columns if _starts_block(table, key, other)]
    starts.sort(key=lambda column: column.index)
    if len(starts) == 1:
        companions = find_companions(key, table.columns)
        taken = {key.index, *(companion.index for companion in companions)}
        return [Block(key, [i for i in range(width) if i not in taken], companions)]
    blocks = []
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        last = following.index if following is not None else width
        first = 0 if start is starts[0] else start.index
        near = [c for c in table.columns if first <= c.index < last]
        companions = find_companions(start, near)
        taken = {start.index, *(companion.index for companion in companions)}
        blocks.append(Block(start, [i for i in range(first, last) if i not in taken], companions))
    return blocks


def _starts_block(table: Table, key: Column, other: Column) -> bool:
    """Tell whether another column of regions begins a table of its own beside the first.

    It has the same header or a blank column in front, unlike keys in the same rows, and does not
    merely repeat a few parents.
    """
    if other.index <= key.index or other.kind != key.kind or other.rate < 0.6 or other.hits < 2:
        return False
    if other.uniqueness < 0.9 and other.uniqueness < key.uniqueness:
        return False
    before = table.grid.columns[other.index - 1][table.header.row + 1 :]
    apart = all(cell is None for cell in before)
    if not apart and (other.header != key.header or not key.header):
        return False
    ours = dict(enumerate(key.keys, key.first))
    theirs = dict(enumerate(other.keys, other.first))
    same = sum(ours.get(row) == text for row, text in theirs.items() if text)
    return same < 0.5 * other.filled or apart


def _find_side_column(grid: Grid, block: Block, choices: Choices, first: int) -> int | None:
    if choices.side_column is not None:
        index = grid.find_label(choices.side_column)
        return index if index in block.columns else None
    for index in block.columns:
        cells = grid.columns[index]
        header = next((show_cell(c) for c in reversed(cells[:first]) if c is not None), "")
        if fold(header) in SIDE_HEADERS or _holds_sides(cells[first:]):
            return index
    return None


def _holds_sides(cells: tuple[RawCell, ...]) -> bool:
    """Tell whether two or more cells are filled and every one names a side."""
    filled = 0
    for cell in cells:
        if cell is None:
            continue
        if not isinstance(cell, str) or cell.lower() not in SIDE_WORDS:
            return False
        filled += 1
    return filled > 1


def _fill_keys(grid: Grid, body: Body, choices: Choices, why: list[str]) -> None:
    """Give rows under a merged region cell that cell's region; say how many rows it concerns."""
    if choices.fill_down is False:
        return
    for block in body.blocks:
        filled = 0
        for merge in grid.merges:
            if merge.left <= block.key.index <= merge.right and merge.bottom > merge.top:
                filled += _fill(block.keys, merge.top - body.first, merge.bottom - body.first)
        if filled:
            body.fill = MERGED
            why.append(
                f"{filled} rows have no region of their own but lie under a merged region cell of "
                f"column {grid.label(block.key.index)}, and take its region."
            )
    if choices.fill_down:
        body.fill = ALL
        filled = sum(_fill(block.keys, 0, len(block.keys) - 1) for block in body.blocks)
        why.append(f"{filled} rows without a region take the one above, as you chose.")


def _fill(keys: list[str], top: int, bottom: int) -> int:
    """Fill blank keys of rows `top` to `bottom` from the row above; return how many."""
    filled = 0
    for row in range(max(top, 0) + 1, min(bottom, len(keys) - 1) + 1):
        if not keys[row] and keys[row - 1]:
            keys[row] = keys[row - 1]
            filled += 1
    return filled


def _find_categories(grid: Grid, body: Body, choices: Choices, why: list[str]) -> None:
    """Find the columns that tell apart the rows of one region, such as a cell type."""
    if choices.layout == "wide" or len(body.blocks) > 1:
        return
    block = body.blocks[0]
    if choices.category_columns:
        found = [grid.find_label(label) for label in choices.category_columns]
        body.category_columns = [index for index in found if index in block.columns]
    else:
        keys, filled = _filled_copy(grid, block, body)
        body.category_columns = _guess_categories(grid, block, body.first, keys)
        if body.category_columns and filled and choices.fill_down is None:
            block.keys = keys
            body.fill = ALL
            why.append(
                f"{filled} rows of column {grid.label(block.key.index)} are blank but name a "
                "category, and take the region above."
            )
    if not body.category_columns:
        return
    block.columns = [index for index in block.columns if index not in body.category_columns]
    letters = " and ".join(grid.label(index) for index in body.category_columns)
    reason = "as you chose" if choices.category_columns else "each region comes once for each"
    why.append(f"The table is long: column {letters} tells rows of one region apart ({reason}), so")
    why[-1] += " each of its values becomes a feature."


def _filled_copy(grid: Grid, block: Block, body: Body) -> tuple[list[str], int]:
    keys = list(block.keys)
    if body.fill or grid.merges:
        return keys, 0
    return keys, _fill(keys, 0, len(keys) - 1)


def _guess_categories(grid: Grid, block: Block, first: int, keys: list[str]) -> list[int]:
    """Return the fewest text columns with which no region comes twice, or none."""
    side = block.side_column
    sides = _texts(grid, side, first) if side is not None else [""] * len(keys)
    rows = [row for row, key in enumerate(keys) if key]
    if len({(keys[row], sides[row]) for row in rows}) > MOSTLY_ONCE * len(rows):
        return []
    candidates = {}
    for index in block.columns:
        texts = _texts(grid, index, first)
        filled = [texts[row] for row in rows]
        distinct = len(set(filled))
        shared = distinct * ROWS_PER_CATEGORY <= len(rows)
        if all(filled) and distinct <= MAX_CATEGORIES and shared and _is_text(grid, index, first):
            candidates[index] = texts
    ordered = sorted(candidates, key=lambda index: (len(set(candidates[index])), index))
    for size in (1, 2):
        for group in combinations(ordered[:8], size):
            parts = Counter(
                (keys[row], sides[row], *(candidates[index][row] for index in group))
                for row in rows
            )
            if len(parts) == len(rows):
                return sorted(group)
    return []


def _texts(grid: Grid, index: int, first: int) -> list[str]:
    return [category_text(cell) for cell in grid.columns[index][first:]]


def category_text(cell: RawCell) -> str:
    """Return a category as text, trimmed."""
    return " ".join(show_cell(cell).split())


def _is_text(grid: Grid, index: int, first: int) -> bool:
    filled = [cell for cell in grid.columns[index][first:] if cell is not None]
    return sum(isinstance(cell, str) for cell in filled) > 0.9 * len(filled)
