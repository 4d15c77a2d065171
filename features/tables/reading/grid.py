"""A sheet with its regions in rows, transposed if the file has them in columns."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest
from typing import Any

from features.tables.reading.cells import Profile, profile_cells
from features.tables.reading.patience import look_at_clock
from features.tables.reading.sheets import Merge, RawCell, Sheet, column_index, column_letter

ROWS, COLUMNS = "rows", "columns"


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet, transposed when its regions run along a row.

    Rows and columns are zero-based and those of the grid; `row_of` and `column_of` translate a
    place into the spreadsheet's labels, so that a person finds it.
    """

    rows: list[list[RawCell]]
    merges: list[Merge]
    orientation: str = ROWS

    @cached_property
    def columns(self) -> list[tuple[RawCell, ...]]:
        """The columns, all of the same length."""
        return list(zip_longest(*self.rows))

    @cached_property
    def labels(self) -> dict[Any, Any]:
        """The headers of columns, cached by `header.read_label`."""
        return {}

    @cached_property
    def _profiles(self) -> dict[tuple[int, int], Profile]:
        return {}

    def profile(self, index: int, first: int) -> Profile:
        """Return the kinds of cells of a column from row `first` on; each is counted once."""
        look_at_clock()
        found = self._profiles.get((index, first))
        if found is None:
            found = self._profiles[index, first] = profile_cells(self.columns[index][first:])
        return found

    def cell(self, row: int, column: int) -> RawCell:
        """Return a cell; None outside the grid."""
        if row < 0 or row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]

    def row_of(self, row: int, column: int) -> int:
        """Return the spreadsheet's row number of a place."""
        return row + 1 if self.orientation == ROWS else column + 1

    def column_of(self, row: int, column: int) -> str:
        """Return the spreadsheet's column letters of a place."""
        return column_letter(column if self.orientation == ROWS else row)

    def label(self, column: int) -> str:
        """Return the spreadsheet's name of a line of values: letters, or a row's number."""
        return column_letter(column) if self.orientation == ROWS else str(column + 1)

    def find_label(self, label: str) -> int:
        """Return the grid's column for such a label, or -1."""
        label = label.strip()
        if self.orientation == ROWS:
            column = column_index(label) if label.isascii() and label.isalpha() else -1
        else:
            column = int(label) - 1 if label.isdecimal() else -1
        return column if column < len(self.columns) else -1

    def number(self, row: int) -> str:
        """Return the spreadsheet's name of a record of the grid: a row's number, or letters."""
        return str(row + 1) if self.orientation == ROWS else column_letter(row)


def lay_out(sheet: Sheet, orientation: str, corrections: dict[tuple[int, int], RawCell]) -> Grid:
    """Return a sheet as a grid, with corrected cells put in.

    `corrections` has zero-based (row, column) of the sheet → the new cell.
    """
    rows = sheet.rows
    if corrections:
        rows = [list(row) for row in rows]
        for (row, column), cell in corrections.items():
            if row < len(rows):
                rows[row].extend([None] * (column + 1 - len(rows[row])))
                rows[row][column] = cell
    if orientation == ROWS:
        return Grid(rows, sheet.merges)
    turned = [list(column) for column in zip_longest(*rows)]
    merges = [
        replace(m, top=m.left, left=m.top, bottom=m.right, right=m.bottom) for m in sheet.merges
    ]
    return Grid(turned, merges, COLUMNS)
