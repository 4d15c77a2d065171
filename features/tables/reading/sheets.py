"""An opened file: a workbook of sheets of rows of raw cells, and the limits on it."""

from dataclasses import dataclass, field

from atlasviewer.web.errors import Invalid, TooLarge


class TableRefused(Invalid):
    """A file that is not a readable table; the message says what it is and what to do."""

    default_code = "table_refused"


class TableTooLarge(TooLarge):
    """A file or sheet over a limit; the message says which."""

    default_code = "table_too_large"


@dataclass(frozen=True)
class Limits:
    """Limits beyond which a file is refused."""

    bytes: int = 64 * 1024 * 1024
    """Size of the file as it was sent."""
    inflated_bytes: int = 256 * 1024 * 1024
    """Size of everything in an .xlsx once unpacked; it is read as a stream."""
    ratio: int = 200
    """Ratio of a part's unpacked to its packed size, for parts above one megabyte."""
    entries: int = 2_000
    """Parts in an .xlsx."""
    tags: int = 9_000_000
    """Tags in the XML of the sheets of an .xlsx, counted before any is parsed; four a cell."""
    rows: int = 20_000
    columns: int = 2_000
    area: int = 4_000_000
    """Rows × columns of one sheet."""
    cells: int = 2_000_000
    """Cells of all sheets together: in each row from column A to its last filled cell."""
    text: int = 32_767
    """Characters in one cell (as many as Excel allows)."""


DEFAULT = Limits()


class Percent(float):
    """A number that the spreadsheet shows as a percentage; 0.35 is shown as 35 %."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class DateCell:
    """A cell that holds a date or time, written in ISO form."""

    text: str


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell whose formula failed, for example ``#DIV/0!``."""

    text: str


@dataclass(frozen=True, slots=True)
class UncountedFormula:
    """A formula that was saved without its result."""

    text: str


RawCell = float | bool | str | DateCell | ErrorCell | UncountedFormula | None
"""A cell as the file holds it. Numbers are floats; None is blank; text is stripped, never ''."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells: zero-based rows and columns, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """A sheet; ``rows[i]`` is row ``i + 1`` of the spreadsheet. Rows may differ in length."""

    name: str
    rows: list[list[RawCell]]
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: int = 0
    refused: str = ""
    """Why the sheet was not read (over a limit); empty if it was."""

    @property
    def width(self) -> int:
        """Number of columns up to the last one that is not empty."""
        return max((len(row) for row in self.rows), default=0)

    def cell(self, row: int, column: int) -> RawCell:
        """Return the cell at a zero-based row and column; None outside the sheet."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]


@dataclass
class Workbook:
    """An opened file."""

    kind: str
    """``xlsx`` or ``text``."""
    sheets: list[Sheet]
    separator: str = ""
    """The separator of columns in a text file."""
    notes: list[str] = field(default_factory=list)
    """Sentences about how the file was read: encoding, separator, hidden sheets."""
    filename: str = ""
    """Its name; empty for pasted text."""


def column_letter(column: int) -> str:
    """Return the spreadsheet's letters for a zero-based column: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the zero-based column for a spreadsheet's letters; -1 if they are not letters."""
    index = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return -1
        index = index * 26 + ord(letter) - 64
    return index - 1


def drop_trailing_blanks(rows: list[list[RawCell]]) -> None:
    """Cut the empty cells at the end of each row and the empty rows at the end, in place."""
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
