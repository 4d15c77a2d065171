"""The cells of one sheet of an .xlsx, collected from a stream of XML."""

from datetime import datetime, timedelta
from math import isfinite

from features.tables.reading.sheets import (
    DateCell,
    ErrorCell,
    Limits,
    Merge,
    Percent,
    RawCell,
    Sheet,
    UncountedFormula,
    column_index,
    drop_trailing_blanks,
)
from features.tables.reading.xml_parts import MAX_DEPTH, Enough, NestedTooDeepError, local_names

DATE = "date"
PERCENT = "percent"
TAGS = local_names("row", "c", "v", "f", "is", "t", "rPh", "mergeCell")
MAX_MERGES = 50_000
DIGITS = "0123456789"


class SharedString(int):
    """The index of a shared string."""


class SheetReader:
    """Handlers for the XML of a sheet; `finish` returns the sheet.

    ``used`` counts the cells read, for the workbook's limit on cells.
    """

    def __init__(
        self,
        styles: dict[str, str],
        epoch: datetime,
        limits: Limits,
        cells_left: int,
    ) -> None:
        self.strings = 0
        """How many of the workbook's shared strings the cells need."""
        self.styles = styles
        self.epoch = epoch
        self.limits = limits
        self.cells_left = cells_left
        self.used = 0
        self.refused = ""
        self.rows: dict[int, list[RawCell]] = {}
        self.merges: list[Merge] = []
        self.hidden_rows = 0
        self.columns: dict[str, int] = {}
        self.row = 0
        self.line: list[RawCell] = []
        self.column = -1
        self.cell: dict[str, str] | None = None
        self.depth = 0
        self.pieces: list[str] = []
        self.collecting = False
        self.spoken = False
        self.formula: str | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = TAGS.get(tag)
        if name == "v":
            self.collecting = True
        elif name == "c":
            self._refuse_nested(self.cell is not None)
            self.cell = attributes
            self.pieces = []
            self.formula = None
            return
        else:
            self._start_other(name, attributes)
        self.depth += 1
        self._refuse_nested(self.depth > MAX_DEPTH)

    def text(self, piece: str) -> None:
        if self.collecting:
            self.pieces.append(piece)
        elif self.formula is not None:
            self.formula += piece[:100]

    def end(self, tag: str) -> None:
        name = TAGS.get(tag)
        if name == "c":
            self._end_cell()
            self.cell = None
            return
        self.depth -= 1
        if name == "v" or name == "t":
            self.collecting = False
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self.spoken = False

    def _start_other(self, name: str | None, attributes: dict[str, str]) -> None:
        if name == "row":
            number = attributes.get("r")
            self.row = self.row + 1 if number is None else int(number)
            self.line = []
            self.column = -1
            self.hidden_rows += attributes.get("hidden") in ("1", "true")
        elif name == "t":
            self.collecting = not self.spoken
        elif name == "f":
            self.formula = ""
        elif name == "rPh":
            self.spoken = True
        elif name == "mergeCell" and len(self.merges) < MAX_MERGES:
            self._add_merge(attributes.get("ref", ""))

    def _refuse_nested(self, nested: bool) -> None:
        """Refuse endlessly nested elements, each of which costs memory."""
        if nested:
            raise NestedTooDeepError

    def finish(self, name: str, hidden: bool, shared: list[str]) -> Sheet:
        """Return the sheet with its shared strings; without rows if it is over a limit."""
        width = max(map(len, self.rows.values()), default=0)
        if not self.refused and width * max(self.rows, default=0) > self.limits.area:
            self.refused = _say_refused(f"spans more than {self.limits.area:,} places")
        if self.refused:
            return Sheet(name, [], hidden=hidden, refused=f"The sheet “{name}” {self.refused}")
        rows = [self.rows.get(number, []) for number in range(1, max(self.rows, default=0) + 1)]
        rows = [_take_strings(row, shared) for row in rows] if self.strings else rows
        drop_trailing_blanks(rows)
        return Sheet(name, rows, self.merges, hidden, self.hidden_rows)

    def _end_cell(self) -> None:
        cell = self.cell
        if cell is None:
            return
        place = cell.get("r")
        if place is None:
            self.column += 1
        else:
            letters = place.rstrip(DIGITS)
            column = self.columns.get(letters)
            if column is None:
                column = self.columns[letters] = column_index(letters[:4])
            self.column = column
        text = self.pieces[0] if len(self.pieces) == 1 else "".join(self.pieces)
        kind = cell.get("t", "n")
        value = self._read_number(text, cell) if kind == "n" and text else self._read(text, kind)
        if value is not None:
            self._put(value)

    def _put(self, value: RawCell) -> None:
        missing = self.column - len(self.line)
        if missing < 0:
            self.line[self.column] = value
            return
        if self.column >= self.limits.columns:
            self._refuse(f"reaches beyond column {self.limits.columns:,}")
        if missing:
            self.line.extend([None] * missing)
        self.line.append(value)

    def _read(self, text: str, kind: str) -> RawCell:
        if text == "":
            # A formula with an empty string as its result says so by its type.
            counted = self.formula is None or kind == "str"
            return None if counted else UncountedFormula(f"={self.formula}")
        if kind == "s":
            number = int(text)
            if not 0 <= number < self.limits.cells:
                return None
            self.strings = max(self.strings, number + 1)
            return SharedString(number)
        if kind == "b":
            return text == "1"
        if kind == "e":
            return ErrorCell(text[:20])
        if kind == "d":
            return DateCell(text[:40])
        return text.strip()[: self.limits.text] or None

    def _read_number(self, text: str, cell: dict[str, str]) -> RawCell:
        number = float(text)
        style = cell.get("s")
        if style is not None and (meaning := self.styles.get(style)):
            return Percent(number) if meaning == PERCENT else read_date(number, self.epoch)
        return number if isfinite(number) else text.strip()

    def _end_row(self) -> None:
        if not self.line:
            return
        self.used += len(self.line)
        if self.row > self.limits.rows:
            self._refuse(f"reaches down to row {self.row:,}, beyond {self.limits.rows:,}")
        if self.used > self.cells_left:
            self._refuse(f"brings the workbook above {self.limits.cells:,} cells")
        if self.row in self.rows:
            self.used -= len(self.rows[self.row])
        self.rows[self.row] = self.line

    def refuse(self, what: str) -> None:
        """Keep only the reason, nothing else of the sheet."""
        self.refused = _say_refused(what)
        self.rows = {}
        self.strings = 0

    def _refuse(self, what: str) -> None:
        self.refuse(what)
        raise Enough

    def _add_merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        corners = [_read_corner(corner) for corner in (first, last)]
        if all(min(corner) >= 0 for corner in corners):
            (top, left), (bottom, right) = corners
            self.merges.append(Merge(top, left, bottom, right))


def _take_strings(row: list[RawCell], shared: list[str]) -> list[RawCell]:
    """Replace indices of shared strings in a row by the strings."""
    known = len(shared)
    return [
        ((shared[cell] or None) if cell < known else None) if type(cell) is SharedString else cell
        for cell in row
    ]


def _say_refused(what: str) -> str:
    return f"{what}, and was not read; send only the rows and columns that you need."


def read_date(serial: float, epoch: datetime) -> RawCell:
    """Return the date that a spreadsheet shows for a number; the number if it is out of range.

    `serial` is in days since `epoch`.
    """
    try:
        moment = epoch + timedelta(days=serial)
    except OverflowError:
        return serial
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    return DateCell(moment.isoformat(sep=" ").removesuffix(" 00:00:00"))


def _read_corner(place: str) -> tuple[int, int]:
    letters = place.rstrip(DIGITS)
    digits = place[len(letters) :]
    return (int(digits) - 1 if digits else -1), column_index(letters[:4]) if letters else -1
