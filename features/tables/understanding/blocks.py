"""How the rows of a table name regions: blocks side by side, sides, merged cells, categories."""

from dataclasses import replace
from itertools import islice

from features.tables.choices import Choices
from features.tables.explanation import Explanation, say
from features.tables.reading.grid import Grid
from features.tables.reading.patience import look_at_clock
from features.tables.reading.sheets import RawCell
from features.tables.understanding.body import Block, Body, SideColumn
from features.tables.understanding.finding import Table
from features.tables.understanding.header import Header, read_label
from features.tables.understanding.key_columns import find_companions, find_starts
from features.tables.understanding.sides.side_columns import (
    is_headed,
    is_side_column,
    read_side_column,
)
from features.tables.understanding.vocabulary import key_text

MERGED, ALL = "merged", "all"


def find_body(table: Table, choices: Choices, first: int) -> tuple[Body, Explanation]:
    """Return how the rows below the header of a table name regions; `table.key` is not None."""
    grid = table.grid
    blocks = [_read_block(table, block, choices, first) for block in _find_blocks(table)]
    said = Explanation()
    if len(blocks) > 1:
        letters = " and ".join(grid.label(block.key.index) for block in blocks)
        said += say(f"{len(blocks)} tables are side by side, with their regions in {letters}.")
    body, filled = _fill_keys(grid, Body(first, blocks), choices)
    return body, said + filled


def _read_block(table: Table, block: Block, choices: Choices, first: int) -> Block:
    """Return a block with its column of sides and the keys of its rows."""
    grid = table.grid
    sides = _find_side_column(grid, table.header, block, choices, first)
    return replace(
        block,
        sides=sides,
        columns=[index for index in block.columns if sides is None or index != sides.index],
        keys=[key_text(grid.cell(row, block.key.index)) for row in _rows(grid, first)],
    )


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
    rows = [row for row in _rows(grid, first) if not _is_alone(grid.rows[row])]
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


def _is_alone(cells: list[RawCell]) -> bool:
    """Tell whether a row holds one cell at most; most rows have two at their beginning."""
    filled = (cell for cell in cells if cell is not None)
    return len(list(islice(filled, 2))) < 2


def _fill_keys(grid: Grid, body: Body, choices: Choices) -> tuple[Body, Explanation]:
    """Give the rows of a merged region cell that cell's region; say how many rows that affects."""
    if choices.fill_down is False:
        return body, Explanation()
    fill, said = body.fill, Explanation()
    blocks = []
    for block in body.blocks:
        keys, filled = block.keys, 0
        for merge in grid.merges:
            if merge.left <= block.key.index <= merge.right and merge.bottom > merge.top:
                top, bottom = merge.top - body.first, merge.bottom - body.first
                keys, more = fill_blanks(keys, top, bottom)
                filled += more
        if filled:
            fill = MERGED
            said += say(
                f"{filled} rows without a region are under a merged cell of column "
                f"{grid.label(block.key.index)} and take its region."
            )
        blocks.append(replace(block, keys=keys))
    if choices.fill_down:
        fill, filled = ALL, 0
        for at, block in enumerate(blocks):
            keys, more = fill_blanks(block.keys, 0, len(block.keys) - 1)
            blocks[at], filled = replace(block, keys=keys), filled + more
        said += say(f"{filled} rows without a region take the one above, as you chose.")
    return replace(body, blocks=blocks, fill=fill), said


def fill_blanks(keys: list[str], top: int, bottom: int) -> tuple[list[str], int]:
    """Return keys with the blanks in rows `top` to `bottom` filled from above, and their number."""
    keys, filled = list(keys), 0
    for row in range(max(top, 0) + 1, min(bottom, len(keys) - 1) + 1):
        if not keys[row] and keys[row - 1]:
            keys[row] = keys[row - 1]
            filled += 1
    return keys, filled
