"""Problems of a table: where they are, what is wrong and how to fix it."""

from dataclasses import dataclass, field
from typing import Any


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
