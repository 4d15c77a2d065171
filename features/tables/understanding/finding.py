"""Finds the table in a workbook: its sheet, its orientation, and the column of regions."""

from dataclasses import dataclass, field, replace

from features.tables.choices import Choices
from features.tables.explanation import Explanation, ask, say
from features.tables.problems import Problem
from features.tables.reading.grid import COLUMNS, ROWS, Grid, lay_out
from features.tables.reading.sheets import RawCell, Sheet, Workbook, column_index
from features.tables.understanding.header import Header, complete_header, find_header
from features.tables.understanding.key_columns import find_starts, order_columns
from features.tables.understanding.keys import Column, find_columns, read_column
from features.tables.understanding.vocabulary import ID, SIDE_WORDS

TURN_ADVANTAGE = 0.3
MANY = 0.5


@dataclass(frozen=True)
class Table:
    """A sheet with the column of its regions; ``key`` is None if none was found."""

    sheet: Sheet
    grid: Grid
    columns: list[Column]
    """All columns of the grid that may hold regions, likeliest first."""
    key: Column | None
    header: Header
    other_sheets: list[str] = field(default_factory=list)
    """Unread sheets with regions and numbers; empty if a person chose this sheet."""

    @property
    def strength(self) -> float:
        """How many rows name a region, plus one if certain; 0 without values beside them."""
        if self.key is None or not self._has_values():
            return 0.0
        return self.key.hits + self.key.score

    def _has_values(self) -> bool:
        first = self.header.row + 1
        return any(
            index != (self.key.index if self.key else -1)
            and self.grid.profile(index, first).numeric
            for index in range(len(self.grid.columns))
        )


def find_table(workbook: Workbook, choices: Choices) -> tuple[Table, Explanation]:
    """Return the table of a workbook, and what was chosen and why.

    The problems say which of the person's choices could not be followed.
    """
    sheets = [sheet for sheet in workbook.sheets if sheet.rows]
    named = [sheet for sheet in sheets if sheet.name == choices.sheet]
    said = Explanation()
    if choices.sheet is not None and not named:
        said += ask(_unknown_choice("sheet", choices.sheet))
    tables = [_read_sheet(sheet, choices) for sheet in named or sheets]
    chosen = _choose(tables)
    others = [table for table in tables if table is not chosen]
    found = _correct_keys(chosen, choices)
    if not named and len(sheets) > 1:
        found = replace(found, other_sheets=[t.sheet.name for t in others if t.strength > 0])
        said += say(_explain_sheet(found, others))
    elif named:
        said += say(f"The sheet “{found.sheet.name}” was chosen by you.")
    said += say(_explain_orientation(found, choices))
    table, doubts = _follow(found, choices)
    return table, said + doubts


def _correct_keys(found: Table, choices: Choices) -> Table:
    """Return a table in which the correction of row 12 is one of the key's cell in row 12."""
    if found.grid.orientation != ROWS or not any(map(str.isdecimal, choices.corrections)):
        return found
    key = _follow(found, choices)[0].key
    if key is None:
        return found
    column = found.grid.label(key.index)
    placed = {
        f"{place}:{column}" if place.isdecimal() else place: cell
        for place, cell in choices.corrections.items()
    }
    grid = lay_out(found.sheet, ROWS, _cell_corrections(placed))
    return _read_grid(found.sheet, grid, choices)


def _read_sheet(sheet: Sheet, choices: Choices) -> Table:
    corrections = _cell_corrections(choices.corrections)
    if choices.orientation is not None:
        return _read_grid(sheet, lay_out(sheet, choices.orientation, corrections), choices)
    upright = _read_grid(sheet, lay_out(sheet, ROWS, corrections), choices)
    turned = _read_grid(sheet, lay_out(sheet, COLUMNS, corrections), choices)
    if turned.key is None or not _can_lie_along_a_row(turned.key):
        return upright
    if upright.key is None:
        return turned
    if upright.key.form and upright.key.rate >= MANY and not turned.key.form:
        return upright  # keys that name their sides are not a header
    if all(key.lower() in SIDE_WORDS for key in upright.key.keys if key):
        return turned  # LH and RH beside a row of regions are sides
    longer = turned.key.hits >= 2 * upright.key.hits
    if not longer and _is_matrix(upright.key, turned.key):
        return upright
    advantage = turned.key.score - upright.key.score
    return turned if advantage > (0.0 if longer else TURN_ADVANTAGE) else upright


def _is_matrix(rows: Column, columns: Column) -> bool:
    """Tell whether regions label both rows and columns, as in a connectivity matrix.

    Section titles, totals and footnotes may be among those of the rows.
    """
    return ID not in (rows.kind, columns.kind) and rows.hits > 1 and rows.rate >= MANY


def _can_lie_along_a_row(key: Column) -> bool:
    """Tell whether a row consists of regions; a text and some numbers that match ids do not."""
    return key.hits >= 2 and (key.kind == ID or key.hits - key.kinds.get(ID, 0) >= 2)


def _read_grid(sheet: Sheet, grid: Grid, choices: Choices) -> Table:
    header_row = choices.header_row - 1 if choices.header_row is not None else None
    columns = order_columns(find_columns(grid, header_row))
    if not columns:
        return Table(sheet, grid, columns, None, Header(-1))
    starts = find_starts(grid, columns[0], columns)
    header = find_header(grid, starts[0], [start.index for start in starts])
    return Table(sheet, grid, columns, starts[0], header)


def _cell_corrections(corrections: dict[str, RawCell]) -> dict[tuple[int, int], RawCell]:
    places = {}
    for place, cell in corrections.items():
        row, _, letters = place.partition(":")
        column = column_index(letters.strip()) if letters else -1
        if row.strip().isdecimal() and 0 <= column < 20_000:
            places[int(row) - 1, column] = cell
    return places


def _choose(tables: list[Table]) -> Table:
    """Return the first table that names at least half as many regions as the best one."""
    most = max(table.strength for table in tables)
    return next(table for table in tables if table.strength >= MANY * most)


def _explain_sheet(table: Table, rest: list[Table]) -> str:
    name = table.sheet.name
    hits = table.key.hits if table.key else 0
    others = table.other_sheets
    empty = [t.sheet.name for t in rest if t.strength == 0]
    sentence = f"The sheet “{name}” was chosen: {hits} of its rows name a region"
    if empty:
        sentence += f", with numbers; not so in {_list(empty)}"
    if others:
        what = "other sheet holds" if len(others) == 1 else "other sheets hold"
        sentence += f"; {len(others)} {what} regions too: {_list(others)}"
    return sentence + "."


def _list(names: list[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"


def _explain_orientation(table: Table, choices: Choices) -> str:
    if choices.orientation is not None:
        return f"The regions are in {choices.orientation}, as you chose."
    if table.grid.orientation == ROWS or table.key is None:
        return ""
    return (
        f"The regions run along row {table.key.index + 1}, so every other row is read as a feature."
    )


def _follow(found: Table, choices: Choices) -> tuple[Table, Explanation]:
    """Return a table with its column of regions and its header where a person put them."""
    table, said = _follow_key_column(found, choices)
    if table.key is None:
        return table, said
    header, doubts = _follow_header(table, table.key, choices)
    return replace(table, header=header), said + doubts


def _follow_key_column(table: Table, choices: Choices) -> tuple[Table, Explanation]:
    if choices.key_column is None:
        return table, Explanation()
    index = table.grid.find_label(choices.key_column)
    header_row = choices.header_row - 1 if choices.header_row is not None else None
    chosen = next((column for column in table.columns if column.index == index), None)
    if chosen is None and index >= 0:
        # If nothing in it is like a region, it is taken as it is below the header found.
        chosen = read_column(table.grid, index, header_row) or read_column(
            table.grid, index, max(table.header.row, 0)
        )
    if chosen is None:
        return table, ask(_unknown_choice("key_column", choices.key_column))
    header = table.header
    if table.key is None or table.key.index != index:
        header = find_header(table.grid, chosen)
    return replace(table, key=chosen, header=header), Explanation()


def _follow_header(table: Table, key: Column, choices: Choices) -> tuple[Header, Explanation]:
    """Return the header where a person put it, and a problem for each row that does not exist."""
    header, said = table.header, Explanation()
    rows = len(table.grid.rows)
    if choices.header_row is not None:
        if choices.header_row <= rows:
            header = complete_header(table.grid, choices.header_row - 1, key.index)
        else:
            said += ask(_unknown_choice("header_row", str(choices.header_row)))
    if choices.group_row is not None:
        if choices.group_row <= rows:
            group_row = choices.group_row - 1 if choices.group_row else None
            header = replace(header, group_row=group_row)
        else:
            said += ask(_unknown_choice("group_row", str(choices.group_row)))
    return header, said


def _unknown_choice(what: str, value: str) -> Problem:
    return Problem(
        None,
        None,
        value,
        "unknown_choice",
        f"There is no {what.replace('_', ' ')} “{value}” in this file. Choose another.",
    )
