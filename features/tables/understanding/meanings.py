"""What the keys of a table mean, including what a person accepted for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atlasviewer.atlas.names import EXACT, Resolution, Suggestion, check_name_agrees, resolve
from atlasviewer.atlas.regions import VOID, load_regions
from features.tables.problems import Suggested

MOST_LOOKED_UP = 2_000
"""Most different keys that are compared with every region, which takes about 1 ms each."""


@dataclass(frozen=True)
class Meaning:
    """The region that a key means, or why it is not certain.

    ``row`` is 0…1327, None while there is a problem; ``code`` and ``message`` are '' without one. A
    `doubt` does not prevent publishing: the key is exact, but laboratories often mean another
    region.
    """

    row: int | None
    leaf: bool = False
    side: str | None = None
    code: str = ""
    message: str = ""
    suggestions: tuple[Suggested, ...] = ()
    doubt: str = ""
    parts: tuple[str, ...] = ()
    """Acronyms of the regions that the key names together."""


def read_meanings(keys: Iterable[str], accepted: Mapping[str, str]) -> dict[str, Meaning]:
    """Return key → meaning for all different keys; only exact or accepted keys have a row."""
    meanings: dict[str, Meaning] = {}
    unknown = 0
    words = _exact_words()
    for key in keys:
        if key in meanings:
            continue
        if key in accepted:
            meanings[key] = _read_accepted(key, accepted[key])
        elif unknown > MOST_LOOKED_UP and key not in words:
            meanings[key] = _not_looked_up(key)
        else:
            meanings[key] = _as_meaning(resolve(key))
            unknown += meanings[key].row is None
    return meanings


def _exact_words() -> set[str]:
    table = load_regions()
    return {*table.acronym, *table.name, *table.official_name, *map(str, table.id)}


def _as_meaning(found: Resolution) -> Meaning:
    if found.outcome == EXACT and found.row == VOID:
        return Meaning(None, code="not_a_region", message=VOID_SENTENCE)
    if found.outcome == EXACT:
        return Meaning(found.row, found.leaf, found.side, doubt=found.message)
    suggestions = tuple(map(_as_suggested, found.suggestions))
    code = found.code or found.outcome
    return Meaning(
        None, code=code, message=found.message, suggestions=suggestions, parts=found.parts
    )


VOID_SENTENCE = "“void” is outside the brain and is not drawn. Leave out the row."


def _as_suggested(suggestion: Suggestion) -> Suggested:
    return Suggested(suggestion.acronym, suggestion.id, suggestion.name, suggestion.reason)


def _read_accepted(key: str, accepted: str) -> Meaning:
    found = resolve(accepted)
    if found.outcome != EXACT or found.row == VOID:
        message = (
            f"“{accepted}” was accepted for “{key}”, but is not the acronym or id of a region."
        )
        return Meaning(None, code="accepted_unknown", message=f"{message} Choose another.")
    own = resolve(key)
    said = next((s.side for s in own.suggestions if s.row == found.row), None)
    return Meaning(found.row, found.leaf, found.side or own.side or said)


def _not_looked_up(key: str) -> Meaning:
    message = f"“{key[:60]}” is not a region of the Allen tree. There are too many such keys to "
    message += "compare them with the names; check that this is the region column."
    return Meaning(None, code="unknown_region", message=message)


def describe(row: int, reason: str) -> Suggested:
    """Return a region of the table (0…1327) as a suggestion."""
    table = load_regions()
    return Suggested(
        str(table.acronym[row]), int(table.id[row]), str(table.official_name[row]), reason
    )


@dataclass(frozen=True)
class Disagreement:
    """A key and the text beside it that name different regions."""

    message: str
    suggestions: tuple[Suggested, ...]


def find_disagreement(row: int, key: str, text: str, kind: str) -> Disagreement | None:
    """Return how the text beside a key (a name or an id) contradicts it; None if it does not.

    A text that names no region contradicts nothing.
    """
    if not text or (kind == "name" and check_name_agrees(row, text)):
        return None
    found = resolve(text)
    candidates = [found.row] if found.row is not None else [s.row for s in found.suggestions[:1]]
    if not candidates or row in candidates or (found.row is None and found.outcome == "unknown"):
        return None
    here, there = (
        describe(row, "is what the key means"),
        describe(candidates[0], "is beside the key"),
    )
    says = "is that of" if found.row is not None else "resembles that of"
    message = (
        f"“{key}” is {here.name}, but the {kind} beside it, “{text[:80]}”, {says} "
        f"{there.acronym}. Choose the one that is meant."
    )
    return Disagreement(message, (here, there))
