"""The truth of a random table and how it is written: the two sides of every comparison."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from atlasviewer.atlas.regions import SIDE_ROWS

LEFT, RIGHT, BOTH = "left", "right", "both"
VALUE, STATISTIC, BOOKKEEPING = "value", "statistic", "bookkeeping"
"""A value must be stored; a statistic (SD, n) may be; bookkeeping (RGB, order) must not be."""


@dataclass
class Known:
    """The true content of one feature."""

    name: str
    unit: str = ""
    role: str = VALUE
    parts: tuple[str, ...] = ()
    """Texts that the stored name must hold, such as the label of its group and its own."""
    values: dict[int, float] = field(default_factory=dict)
    """Row of `BrainRegions` (left above 1327) → value; without the missing ones."""


@dataclass(frozen=True)
class Entry:
    """One row of values: a region of the table (1…1327) and the side that its row says."""

    region: int
    side: str | None = None


@dataclass
class Column:
    """One column of a table, without the rows above its header."""

    head: Any
    cells: list[Any]
    group: str = ""
    known: Known | None = None
    side: str | None = None
    """The side that the header says."""
    key: bool = False
    """Whether this column holds the regions."""


@dataclass
class Case:
    """A table with its truth. ``asks`` says why a person must be asked; '' if all is clear."""

    random: Random
    kinds: dict[str, str] = field(default_factory=dict)
    """Axis (``layout``, ``keys``, ``sides`` …) → what was drawn for it."""
    known: list[Known] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    hemisphere: str = LEFT
    """The person's answer for the side of values without one."""
    asks: str = ""
    filename: str = ""
    data: bytes = b""


def signed_rows(region: int, side: str) -> list[int]:
    """Return the rows of `BrainRegions` that a region and left, right or both stand for."""
    rows = {LEFT: [region + SIDE_ROWS], RIGHT: [region]}
    return rows.get(side) or rows[LEFT] + rows[RIGHT]


def tell(known: Known, entry: Entry, side: str | None, hemisphere: str, value: float) -> None:
    """Note a value of a feature in the truth: the row's side counts before the column's."""
    for row in signed_rows(entry.region, entry.side or side or hemisphere):
        known.values[row] = value
