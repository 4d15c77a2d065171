"""A column of values as a feature, and which columns of a table become features."""

from dataclasses import dataclass, field

from features.tables.reading.cells import Decimal

MEAN = "mean"


@dataclass(frozen=True)
class FeatureColumn:
    """One column of values, or the part of a column that belongs to one category."""

    index: int
    """Column of the grid."""
    column: str
    """Its label in the spreadsheet: letters, or a row number if regions run along a row."""
    block: int
    fname: str
    unit: str = ""
    description: str = ""
    statistic: str = MEAN
    side: str | None = None
    """left or right if the column holds one side only."""
    category: tuple[str, ...] | None = None
    decimal: Decimal = field(default_factory=Decimal)
    said_statistic: str = ""
    """The statistic that the header names (``std``), if a person wants it kept as one."""

    @property
    def category_label(self) -> str | None:
        """The category as written in choices and answers; None in a wide table."""
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
    """The features found, and which columns were left out and why."""

    features: list[FeatureColumn]
    left_out: dict[str, str]
    """Column → reason, in words."""
    statistics: list[StatisticOf] = field(default_factory=list)
    """Columns that are statistics of others, or could be kept as such."""
    paired: bool = False
    """Whether they are kept as such: a person chose so, or their names tell."""
