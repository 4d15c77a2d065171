"""Which side each row of a table belongs to, by its key, its column of sides, or a choice."""

from features.tables.choices import Choices
from features.tables.reading.cells import show_cell
from features.tables.reading.sheets import RawCell
from features.tables.understanding.body import Block
from features.tables.understanding.sides.sides import SIGN
from features.tables.understanding.understanding import Understood
from features.tables.understanding.vocabulary import CONTRA, IPSI, LEFT, RIGHT, SIDE_WORDS


class RowSides:
    """Reads the sides of the rows of one block."""

    def __init__(self, understood: Understood, block: Block, choices: Choices) -> None:
        self.grid = understood.table.grid
        self.by_sign = understood.side == SIGN
        self.block = block
        self.choices = choices

    def find(self, row: int, key: str, said: str | None) -> tuple[str | None, str]:
        """Return the side of a row, and a sentence if it must have one and has none.

        `said` is the side that the key names or implies.
        """
        if self.by_sign and key.lstrip("-").isdecimal():
            return (LEFT if key.startswith("-") else RIGHT), ""
        if self.block.sides is not None:
            cell = self.grid.cell(row, self.block.sides.index)
            side = self._side_of_cell(cell)
            if side is None and show_cell(cell).lower() in self.block.sides.asked:
                return None, ""  # asked once for the whole table
            if side is None:
                shown = show_cell(cell)
                return None, (
                    f"The side of this row is “{shown}”, which is neither left, right nor both. "
                    "Correct it or leave out the row."
                )
            return side, ""
        if said is not None:
            return self._absolute(said), ""
        if self.block.key.form and self.choices.hemisphere is None:
            return None, (
                f"“{key}” has no side, unlike the other keys. Add its side, or choose the side of "
                f"such rows."
            )
        return None, ""

    def _side_of_cell(self, cell: RawCell) -> str | None:
        text = show_cell(cell).lower()
        if text in self.choices.side_codes:
            return self.choices.side_codes[text]
        if self.block.sides is not None and text in self.block.sides.codes:
            return self.block.sides.codes[text]
        if cell is None:
            return self.choices.hemisphere
        return self._absolute(SIDE_WORDS.get(text))

    def _absolute(self, side: str | None) -> str | None:
        if side not in (IPSI, CONTRA):
            return side
        ipsi = self.choices.ipsi_side or LEFT
        return ipsi if side == IPSI else {LEFT: RIGHT, RIGHT: LEFT}[ipsi]
