"""Headings of a table, and which of its columns look like which animals."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """What a table says above a column of values, or beside the rows of a category."""

    column: str
    """Its label in the spreadsheet."""
    texts: tuple[str, ...]
    """From the top down; the last is the column's own header."""
    category: str | None = None
    """The category of a long table, as choices write it."""
    unit: str = ""
    side: str | None = None
    """left or right if the column holds one side only."""


@dataclass(frozen=True)
class Animal:
    """One animal in one group, and the columns that hold its values."""

    name: str
    group: str
    """'' if the table names no groups."""
    columns: tuple[tuple[str, str | None], ...]
    """Column and, in a long table, category; several if sides have columns of their own."""


@dataclass(frozen=True)
class Guess:
    """Columns that look like animals, to be confirmed."""

    animals: tuple[Animal, ...]
    sure: bool
    """Whether words name animals or groups. If not, the columns are animals only if told so."""
    paired: bool = False
    """Whether each animal is in every group, as before and after."""
    control: str | None = None
    """The group that others would be compared with."""
    left_out: tuple[str, ...] = ()
    """Columns that are no animals."""
    why: tuple[str, ...] = ()

    @property
    def groups(self) -> dict[str, list[str]]:
        """Group → names of its animals, in the order of the table."""
        found: dict[str, list[str]] = {}
        for animal in self.animals:
            found.setdefault(animal.group, []).append(animal.name)
        return found
