"""Problems of a table: where they are, what is wrong and how to fix it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

MAX_PROBLEMS = 5_000
"""Most problems that a check names, by row; the others are counted."""


@dataclass(frozen=True)
class Suggested:
    """A region that may have been meant, and why it is suggested."""

    acronym: str
    id: int
    name: str
    reason: str

    def to_json(self) -> dict[str, Any]:
        """Return the suggestion as the REST answer holds it."""
        return {
            "acronym": self.acronym,
            "id": self.id,
            "name": self.name,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Problem:
    """One wrong or doubtful place.

    ``row`` and ``column`` are as in the spreadsheet (1, 2 … and A, B …), None for a problem of the
    whole sheet. ``code`` is stable; ``message`` is a sentence that says what to do.
    """

    row: int | None
    column: str | None
    value: str
    code: str
    message: str
    suggestions: tuple[Suggested, ...] = field(default=())
    parts: tuple[str, ...] = ()
    """Acronyms of the regions that a key names together; each can get the value, or share it."""

    may_drop: bool = True
    """Whether leaving out its row solves it; False if a region has no other row."""
    sheet: str = ""
    """Its sheet, if several are read together."""

    def to_json(self) -> dict[str, Any]:
        """Return the problem as the REST answer holds it."""
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "code": self.code,
            "message": self.message,
            "suggestions": [suggestion.to_json() for suggestion in self.suggestions],
            "parts": list(self.parts),
            "may_drop": self.may_drop,
            "sheet": self.sheet,
        }


class FirstProblems:
    """The first problems of many cells, in the order of rows; the others are only counted.

    A table of two million cells may have a million problems, which would take a gigabyte.
    """

    def __init__(self) -> None:
        self.more = 0
        self._kept: list[Problem] = []
        self._end: float = float("inf")

    def wants(self, row: int) -> bool:
        """Return whether a problem in this row would be among the first."""
        return row < self._end

    def add(self, found: Sequence[Problem], more: int) -> None:
        """Keep those of the problems that are among the first; count the others, and `more`."""
        self.more += more
        self._kept += found
        if len(self._kept) >= 2 * MAX_PROBLEMS:
            self._kept.sort(key=lambda problem: problem.row or 0)
            self.more += len(self._kept) - MAX_PROBLEMS
            del self._kept[MAX_PROBLEMS:]
            self._end = self._kept[-1].row or 0

    @property
    def kept(self) -> tuple[Problem, ...]:
        """The problems that are named."""
        return tuple(self._kept)
