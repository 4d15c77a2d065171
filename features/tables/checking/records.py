"""Turns rows of a table into records of region and side, and reports rows that are wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from features.tables.checking.row_sides import RowSides
from features.tables.checking.shares import share_by_volume
from features.tables.choices import Choices
from features.tables.problems import Problem
from features.tables.reading.cells import looks_numeric, show_cell
from features.tables.reading.grid import Grid
from features.tables.reading.number_columns import read_numbers
from features.tables.reading.patience import look_at_clock
from features.tables.understanding.body import Block, Body
from features.tables.understanding.meanings import (
    Meaning,
    describe,
    find_disagreement,
    read_meanings,
)
from features.tables.understanding.totals import find_totals
from features.tables.understanding.understanding import Understood
from features.tables.understanding.vocabulary import (
    GLUED,
    fold,
    key_text,
    load_words,
    split_side,
)


@dataclass(frozen=True)
class Record:
    """One row of data whose region is known."""

    offset: int
    """Rows below the first row of data."""
    line: int
    """Its label in the spreadsheet: the number of its row, or of its column."""
    row: int
    """Row of the region table, 0…1327."""
    leaf: bool
    side: str | None
    """left, right or both; None if the column or the person decides it."""
    key: str
    weight: float = 1.0
    """Share of the row's value that the region gets, if the value is shared by volume."""


@dataclass
class Records:
    """The rows of one block."""

    found: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    rows: int = 0
    """Rows that count: with a region or with values, neither dropped nor skipped."""
    passed: list[str] = field(default_factory=list)
    """Rows skipped: they hold no region and no value, such as section titles and footnotes."""


def read_records(
    understood: Understood,
    block: Block,
    number: int,
    choices: Choices,
    voxels: Sequence[int] | None = None,
) -> Records:
    """Return the rows of a block with their regions and sides, and a problem for each without.

    `voxels` are the voxel counts of regions 0…1327 without their descendants, for values shared by
    volume.
    """
    return _Reader(understood, block, number, choices, voxels).read()


class _Reader:
    """Reads the rows of one block."""

    def __init__(
        self,
        understood: Understood,
        block: Block,
        number: int,
        choices: Choices,
        voxels: Sequence[int] | None,
    ) -> None:
        self.understood = understood
        self.voxels = voxels
        self.block = block
        self.choices = choices
        self.grid: Grid = understood.table.grid
        body = understood.body
        assert body is not None  # noqa: S101 (a table without regions has no rows to read)
        self.body: Body = body
        features = {f.index: f for f in understood.features if f.block == number}
        self.features = [features[index] for index in sorted(features)]
        self.values = [self.grid.columns[feature.index] for feature in self.features]
        self.totals: set[int] = set()
        self.sides = RowSides(understood, block, choices)
        self.records = Records()

    def read(self) -> Records:
        splits = {key: self._split(key) for key in set(self.block.keys) if key}
        accepted = self.choices.accepted
        bases = [key if key in accepted else base for key, (_, base) in splits.items()]
        meanings = read_meanings(bases, accepted)
        self.totals = self._find_totals(splits)
        for offset, key in enumerate(self.block.keys):
            look_at_clock()
            row = self.body.first + offset
            if self._is_dropped(row) or self._is_header_again(row, key):
                continue
            if not key:
                self._report_blank(row)
                continue
            side, base = splits[key]
            meaning = meanings[key if key in accepted else base]
            if meaning.row is None and not self._has_values(row):
                self._pass_over(row, key)
                continue
            self.records.rows += 1
            self._add(offset, key, side, meaning)
        return self.records

    def _split(self, key: str) -> tuple[str | None, str]:
        """Return the side that a key names, and the key without it."""
        parts = split_side(key, self.block.key.form) if self.block.key.form else None
        if parts is None:
            return None, key
        words = load_words().acronyms
        if self.block.key.form == GLUED and key in words and parts[1] not in words:
            return None, key
        return parts

    def _find_totals(self, splits: dict[str, tuple[str | None, str]]) -> set[int]:
        """Return the offsets of rows that sum up the others."""
        parts = [splits.get(key, (None, "")) for key in self.block.keys]
        beside = self.block.sides and self.grid.columns[self.block.sides.index][self.body.first :]
        sides = [show_cell(cell) for cell in beside] if beside else [side for side, _ in parts]
        return find_totals(
            [base for _, base in parts],
            sides,
            (
                read_numbers(cells[self.body.first :], feature.decimal).values
                for feature, cells in zip(self.features, self.values, strict=True)
            ),
        )

    def _is_dropped(self, row: int) -> bool:
        return self.grid.number(row) in self.choices.dropped

    def _is_header_again(self, row: int, key: str) -> bool:
        """Tell whether a row repeats the header, as on each page of a printed table.

        A row with a value of its own never does, whatever its key.
        """
        if not key or fold(key) != self.block.key.header or row == self.body.first:
            return False
        header = self.understood.table.header.name_row
        cells = ((cells[row], cells[header] if header >= 0 else None) for cells in self.values)
        if any(cell is not None and show_cell(cell) != show_cell(top) for cell, top in cells):
            return False
        self.records.passed.append(f"{self.grid.number(row)} (the header again)")
        return True

    def _pass_over(self, row: int, text: str) -> None:
        self.records.passed.append(f"{self.grid.number(row)} (“{text[:40]}”)")

    def _has_values(self, row: int) -> bool:
        return any(cells[row] is not None for cells in self.values)

    def _report_blank(self, row: int) -> None:
        filled = [cell for cell in self.grid.rows[row] if cell is not None]
        if len(filled) == 1 and isinstance(filled[0], str) and not looks_numeric(filled[0]):
            self._pass_over(row, filled[0])  # a footnote or a section title
            return
        if not self._has_values(row):
            return
        self.records.rows += 1
        message = "This row has values but no region. Type its region, leave out the row, or let "
        message += "blank cells repeat the region above."
        self._report(row, "", "blank_region", message)

    def _report(self, row: int, value: str, code: str, message: str, **more: object) -> None:
        index = self.block.key.index
        place = self.grid.row_of(row, index), self.grid.column_of(row, index)
        self.records.problems.append(Problem(*place, value, code, message, **more))  # type: ignore[arg-type]

    def _add(self, offset: int, key: str, said: str | None, meaning: Meaning) -> None:
        row = self.body.first + offset
        doubtful = offset in self.totals and key not in self.choices.accepted
        if doubtful and not self._is_confirmed(row, meaning.row):
            self._report_total(row, key)
            return
        if meaning.row is None:
            suggestions = self._suggest_companion(row) + meaning.suggestions
            shares = self._shares(key, meaning)
            if not shares:
                more = {"suggestions": suggestions, "parts": meaning.parts}
                self._report(row, key, meaning.code, meaning.message, **more)
                return
            self._place(row, offset, key, said, meaning, shares)
            return
        if not self._agrees(row, key, meaning):
            return
        self._place(row, offset, key, said, meaning, {meaning.row: 1.0})

    def _report_total(self, row: int, key: str) -> None:
        message = f"“{key[:40]}” looks like a total or mean of the other rows, not a region. "
        message += "Leave out the row, or say which region it is."
        spelled = load_words().acronyms.get(key.upper())
        more = {} if spelled is None else {"suggestions": (describe(spelled, "has this spelling"),)}
        self._report(row, key, "total_row", message, **more)

    def _shares(self, key: str, meaning: Meaning) -> dict[int, float]:
        """Return row → share of the value for a key that names several regions; {} if not said."""
        how = self.choices.composites.get(key)
        if how is None or not meaning.parts:
            return {}
        rows = [load_words().acronyms[acronym] for acronym in meaning.parts]
        if how == "each":
            return dict.fromkeys(rows, 1.0)
        return share_by_volume(rows, self.voxels or [])

    def _place(
        self,
        row: int,
        offset: int,
        key: str,
        said: str | None,
        meaning: Meaning,
        shares: dict[int, float],
    ) -> None:
        """Add a record for each region of a row, or report that its side is missing."""
        side, sentence = self.sides.find(row, key, said or meaning.side)
        if sentence and not self._has_values(row):
            self.records.passed.append(f"{self.grid.number(row)} (“{key[:40]}”)")
            return
        if sentence:
            self._report(row, key, "side_missing", sentence)
            return
        index = self.block.key.index
        line = self.grid.row_of(row, index)
        if self.grid.orientation != "rows":
            line = row + 1
        for region, share in shares.items():
            record = Record(offset, line, region, meaning.leaf, side, key, share)
            self.records.found.append(record)

    def _is_confirmed(self, row: int, region: int | None) -> bool:
        """Whether a name or an id beside the key names the same region, as in our templates."""
        return any(said == region for _, said in self._read_companions(row))

    def _suggest_companion(self, row: int) -> tuple:
        """Return the region named by the name or id beside an unknown key, to be suggested
        first."""
        for kind, said in self._read_companions(row):
            return (describe(said, f"matches the {kind} beside the key"),)
        return ()

    def _read_companions(self, row: int) -> Iterator[tuple[str, int]]:
        """Yield the kind of each cell that names a region beside the key, and that region."""
        for companion in self.block.companions:
            text = key_text(self.grid.cell(row, companion.index))
            meaning = read_meanings([text], {})[text] if text else None
            if meaning is not None and meaning.row is not None:
                yield companion.kind, meaning.row

    def _agrees(self, row: int, key: str, meaning: Meaning) -> bool:
        """Tell whether names and ids beside a key agree with it; report those that do not."""
        if key in self.choices.accepted:
            return True
        assert meaning.row is not None  # noqa: S101 (the caller looked)
        for companion in self.block.companions:
            text = key_text(self.grid.cell(row, companion.index))
            found = find_disagreement(meaning.row, key, text, companion.kind)
            if found is not None:
                code = f"{companion.kind}_disagrees"
                self._report(row, key, code, found.message, suggestions=found.suggestions)
                return False
        if meaning.doubt and not self.block.companions:
            index = self.block.key.index
            place = self.grid.row_of(row, index), self.grid.column_of(row, index)
            warning = Problem(*place, key, "doubtful_meaning", meaning.doubt)
            self.records.warnings.append(warning)
        return True
