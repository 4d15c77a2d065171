"""What a person decides about a table of animals: groups, test, level, contrasts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from atlasviewer.web.errors import Invalid
from features.animals.guess import Animal
from features.animals.levels import GIVEN, LEVELS
from features.animals.testing import TESTS

MOST_ANIMALS = 500
MOST_CONTRASTS = 20
LONGEST = 120


@dataclass(frozen=True)
class Decisions:
    """What a person decided; None and empty keep what was understood."""

    animals: tuple[Animal, ...] = ()
    """Which columns are which animals; wins over the guess."""
    confirmed: bool = False
    """Whether the guess is right as it is."""
    name: str | None = None
    """What was measured: begins the names of the features."""
    level: str = GIVEN
    nested: bool = False
    """Whether regions that lie inside one another may be tested together."""
    test: str | None = None
    fewest: int = 3
    """Animals that each group must have for a region to be tested."""
    value: float = 0.0
    """What one sample is tested against."""
    contrasts: tuple[tuple[str, str | None], ...] | None = None
    """Pairs of group and the group it is compared with; None for the control, () for none."""

    @classmethod
    def from_json(cls, data: object) -> "Decisions":
        """Return decisions from decoded JSON; raise `Invalid` naming every key that is wrong."""
        if data is None:
            return cls()
        if not isinstance(data, dict):
            raise Invalid("animals must be a JSON object.", code="invalid_choices")
        values: dict[str, Any] = {}
        problems = []
        for key in sorted(data):
            try:
                if key not in _READERS:
                    raise ValueError(f"is not one of {', '.join(_READERS)}")
                if data[key] is not None:
                    values[key] = _READERS[key](data[key])
            except ValueError as error:
                place = f"animals.{key}"
                message = f"{place} {error}."
                problems.append({"place": place, "code": "choice", "message": message})
        if problems:
            message = " ".join(problem["message"] for problem in problems)
            raise Invalid(message, code="invalid_choices", problems=problems)
        return cls(**values)


def _text(value: Any) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else None
    if text is None or len(text) > LONGEST:
        raise ValueError(f"must be text of up to {LONGEST} characters")
    return text


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _one_of(*words: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return str(value)

    return read


def _fewest(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 2 <= value <= MOST_ANIMALS:
        raise ValueError(f"must be a whole number from 2 to {MOST_ANIMALS}")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e300:
        raise ValueError("must be a number")
    return float(value)


def _animals(value: Any) -> tuple[Animal, ...]:
    if not isinstance(value, list) or len(value) > MOST_ANIMALS:
        raise ValueError(f"must be a list of up to {MOST_ANIMALS} animals")
    found = [_animal(one) for one in value]
    places = [place for animal in found for place in animal.columns]
    if len(set(places)) < len(places):
        raise ValueError("gives one column to two animals")
    if len({(animal.name, animal.group) for animal in found}) < len(found):
        raise ValueError("names two animals of a group alike")
    return tuple(found)


def _animal(value: Any) -> Animal:
    if not isinstance(value, dict) or not isinstance(value.get("columns"), list):
        raise ValueError("must hold objects with name, group and a list of columns")
    columns = tuple(_column(one) for one in value["columns"])
    if not columns:
        raise ValueError("must give each animal a column")
    return Animal(
        _text(value.get("name", "")) or columns[0][0], _text(value.get("group", "")), columns
    )


def _column(value: Any) -> tuple[str, str | None]:
    """Return a column, and its category in a long table: ``"B"`` or ``["D", "WT | m1"]``."""
    if isinstance(value, str):
        return value.strip(), None
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str):
        column, category = value
        if category is None or isinstance(category, str):
            return column.strip(), category
    raise ValueError("must name columns as “B”, or as [“D”, “category”] in a long table")


def _contrasts(value: Any) -> tuple[tuple[str, str | None], ...]:
    if not isinstance(value, list) or len(value) > MOST_CONTRASTS:
        raise ValueError(f"must be a list of up to {MOST_CONTRASTS} pairs of groups")
    found = []
    for one in value:
        if not isinstance(one, list) or len(one) not in (1, 2):
            raise ValueError("must hold pairs such as [“KO”, “WT”], or [“KO”] for one sample")
        pair = [_text(name) for name in one]
        found.append((pair[0], pair[1] if len(pair) == 2 else None))
    return tuple(found)


_READERS: dict[str, Callable[[Any], Any]] = {
    "animals": _animals,
    "confirmed": _flag,
    "name": _text,
    "level": _one_of(*LEVELS),
    "nested": _flag,
    "test": _one_of(*TESTS),
    "fewest": _fewest,
    "value": _number,
    "contrasts": _contrasts,
}
