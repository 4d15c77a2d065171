"""A column of values as a feature, and what of a table becomes one."""

from dataclasses import dataclass, field

from features.tables.reading.cells import Decimal

MEAN = "mean"


@dataclass(frozen=True)
class FeatureColumn:
    """One column of values, or the part of a column that belongs to one category."""

    index: int
    """Column of the grid."""
    column: str
    """What the spreadsheet calls it: letters, or a row number where regions run along a row."""
    block: int
    fname: str
    unit: str = ""
    description: str = ""
    statistic: str = MEAN
    side: str | None = None
    """left or right when the column holds one side only."""
    category: tuple[str, ...] | None = None
    decimal: Decimal = field(default_factory=Decimal)
    said_statistic: str = ""
    """The statistic that the header names (``std``), for a person who wants it kept as one."""

    @property
    def category_label(self) -> str | None:
        """The category as choices and answers write it; None in a wide table."""
        return None if self.category is None else " | ".join(self.category)


@dataclass(frozen=True)
class StatisticOf:
    """A column that holds a statistic of the values of another column."""

    column: str
    statistic: str
    of: str
    """The column of the values."""
    fname: str
    """The feature of the values."""


@dataclass(frozen=True)
class Columns:
    """The features found, and what was left out and why."""

    features: list[FeatureColumn]
    left_out: dict[str, str]
    """Column → reason, in words."""
    statistics: list[StatisticOf] = field(default_factory=list)
    """Columns that are statistics of others, or could be kept as such."""
    paired: bool = False
    """Whether they are kept as such: a person chose it, or their names say it."""
