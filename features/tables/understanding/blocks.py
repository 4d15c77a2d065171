"""How the rows of a table carry regions: blocks side by side, sides, merged cells, categories."""

from features.tables.choices import Choices
from features.tables.reading.grid import Grid
from features.tables.reading.patience import look_at_clock
from features.tables.understanding.body import Block, Body, SideColumn
from features.tables.understanding.finding import Table
from features.tables.understanding.header import Header, read_label
from features.tables.understanding.key_columns import find_starts
from features.tables.understanding.keys import find_companions
from features.tables.understanding.sides.side_columns import (
    is_headed,
    is_side_column,
    read_side_column,
)
from features.tables.understanding.vocabulary import key_text

MERGED, ALL = "merged", "all"


def find_body(table: Table, choices: Choices, first: int, why: list[str]) -> Body:
    """Return how the rows below the header of a table carry regions; `table.key` is not None."""
    grid = table.grid
    blocks = _find_blocks(table)
    body = Body(first, blocks)
    for block in blocks:
        block.sides = _find_side_column(grid, table.header, block, choices, first)
        if block.sides is not None:
            block.columns.remove(block.sides.index)
        block.keys = [key_text(grid.cell(row, block.key.index)) for row in _rows(grid, first)]
    if len(blocks) > 1:
        letters = " and ".join(grid.label(block.key.index) for block in blocks)
        why.append(f"{len(blocks)} tables stand side by side, with their regions in {letters}.")
    _fill_keys(grid, body, choices, why)
    return body


def _rows(grid: Grid, first: int) -> range:
    return range(first, len(grid.rows))


def _find_blocks(table: Table) -> list[Block]:
    key = table.key
    assert key is not None  # noqa: S101 (the caller looked)
    width = len(table.grid.columns)
    starts = find_starts(table.grid, key, table.columns)
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


def _find_side_column(
    grid: Grid, header: Header, block: Block, choices: Choices, first: int
) -> SideColumn | None:
    found = []
    # A footnote or the title of a section stands alone in its row.
    rows = [row for row in _rows(grid, first) if sum(c is not None for c in grid.rows[row]) > 1]
    wanted = None if choices.side_column is None else grid.find_label(choices.side_column)
    for index in block.columns if wanted is None else {wanted} & {*block.columns}:
        look_at_clock()
        cells = list(map(grid.columns[index].__getitem__, rows))
        text = read_label(grid, header, index).text
        if wanted is not None or is_side_column(text, cells):
            found.append((not is_headed(text), index, text, cells))
    if not found:
        return None
    _, index, text, cells = min(found, key=lambda item: item[:2])
    return read_side_column(index, text, cells, choices.side_codes)


def _fill_keys(grid: Grid, body: Body, choices: Choices, why: list[str]) -> None:
    """Give rows under a merged region cell that cell's region; say how many rows it concerns."""
    if choices.fill_down is False:
        return
    for block in body.blocks:
        filled = 0
        for merge in grid.merges:
            if merge.left <= block.key.index <= merge.right and merge.bottom > merge.top:
                filled += fill_blanks(block.keys, merge.top - body.first, merge.bottom - body.first)
        if filled:
            body.fill = MERGED
            why.append(
                f"{filled} rows have no region of their own but lie under a merged region cell of "
                f"column {grid.label(block.key.index)}, and take its region."
            )
    if choices.fill_down:
        body.fill = ALL
        filled = sum(fill_blanks(block.keys, 0, len(block.keys) - 1) for block in body.blocks)
        why.append(f"{filled} rows without a region take the one above, as you chose.")


def fill_blanks(keys: list[str], top: int, bottom: int) -> int:
    """Fill blank keys of rows `top` to `bottom` from the row above; return how many."""
    filled = 0
    for row in range(max(top, 0) + 1, min(bottom, len(keys) - 1) + 1):
        if not keys[row] and keys[row - 1]:
            keys[row] = keys[row - 1]
            filled += 1
    return filled
