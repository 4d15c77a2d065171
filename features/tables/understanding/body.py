"""The part of a table below its header: blocks of regions side by side, sides, categories."""

from dataclasses import dataclass, field

from features.tables.understanding.keys import Column


@dataclass(frozen=True)
class SideColumn:
    """A column of the grid that says the side of each row.

    ``codes``: text in lower case → left, right or both, as far as the header tells. ``asked``:
    texts whose meaning only a person can tell.
    """

    index: int
    codes: dict[str, str] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Block:
    """One column of regions with the columns of values that belong to it."""

    key: Column
    columns: list[int]
    """Columns of the grid that may hold values, without those that only name the region."""
    companions: list[Column] = field(default_factory=list)
    sides: SideColumn | None = None
    keys: list[str] = field(default_factory=list)
    """Key of each row of data, blank ones filled down where `filled_down` says so."""

    @property
    def side_column(self) -> int | None:
        """The column of the grid that says the side of each row, or None."""
        return None if self.sides is None else self.sides.index


@dataclass(frozen=True)
class Body:
    """The part of a grid below its header."""

    first: int
    """First row of data, in the grid."""
    blocks: list[Block]
    category_columns: list[int] = field(default_factory=list)
    maybe_categories: list[int] = field(default_factory=list)
    """Columns that may tell the rows of one region apart, if only a person can decide."""
    fill: str = ""
    """How blank keys are filled: '', ``merged`` (within merged cells) or ``all``."""
