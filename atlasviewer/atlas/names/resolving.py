"""Which region does a key mean? An exact answer, or suggestions with reasons; never a guess."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

from atlasviewer.atlas.names.index import (
    Place,
    clean_key,
    doubts_about,
    find_exact,
    fold,
    load_index,
)
from atlasviewer.atlas.names.search import Found, find_candidates
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions

EXACT = "exact"
SUGGESTED = "suggested"
AMBIGUOUS = "ambiguous"
UNKNOWN = "unknown"

CODES = {
    "blank": "The key is empty.",
    "doubtful_meaning": "An Allen acronym that labs often use for another region.",
    "side_conflict": "The key and the side column give different sides.",
    "side_in_key": "The key contains a side in a form that the SDK does not use.",
    "case_differs": "The key differs from an acronym only in capitalisation.",
    "name_folded": "The key matches a name apart from case, accents, spaces or punctuation.",
    "synonym": "Another name that labs use for the region.",
    "finer_than_tree": "The key names a part that the tree does not divide.",
    "composite": "The key names several regions.",
    "layer_divided": "The tree divides the layer further, or joins it with the next.",
    "layer_without_area": "The key names a layer but no area.",
    "ipsi_contra": "An acronym prefixed with i or c, for ipsi- or contralateral.",
    "misspelled": "The key is close to a region's acronym or name.",
    "rounded_id": "An id rounded or truncated by a spreadsheet.",
    "foreign_id": "An id of another ontology, such as the developing mouse's.",
    "unknown_id": "A number that is not an atlas id.",
    "ambiguous": "The key can be read in several ways.",
    "unknown_region": "No region resembles the key.",
}
"""Every code of a resolution, with its meaning; None stands for exact."""

LONGEST_KEY = 300


@dataclass(frozen=True)
class Suggestion:
    """A region that a key may mean."""

    row: int
    """0…1327, without side."""
    acronym: str
    id: int
    name: str
    reason: str
    """The end of a sentence that starts with the acronym, without a full stop."""
    score: float
    """0…100, for the order."""
    side: str | None = None
    """Set if the key names it."""


@dataclass(frozen=True)
class Resolution:
    """What a key means, or may mean."""

    key: str
    """The key as read: trimmed, without quotes."""
    outcome: str
    """``exact`` (may be applied), ``suggested``, ``ambiguous`` or ``unknown``."""
    code: str | None
    """A key of `CODES`; None if exact without any doubt."""
    message: str
    """A sentence for the user; empty if exact without any doubt."""
    row: int | None = None
    """0…1327 if exact, whatever the side."""
    leaf: bool = False
    """Whether the leaf part of the region is meant (``TH-lf``)."""
    side: str | None = None
    """``left`` or ``right`` if the key (negative id, suffix) or the caller says so."""
    kind: str | None = None
    """``acronym``, ``id`` or ``name`` if exact."""
    suggestions: tuple[Suggestion, ...] = ()
    """Best first."""
    parts: tuple[str, ...] = ()
    """Acronyms of the regions that the key names together; empty if it names one region."""

    def as_dict(self) -> dict[str, Any]:
        """Return everything as JSON-ready values, with acronym, id and name of an exact region."""
        found: dict[str, Any] = asdict(self)
        found["suggestions"] = [asdict(suggestion) for suggestion in self.suggestions]
        found["parts"] = list(self.parts)
        regions = load_regions()
        known = self.row is not None
        found["acronym"] = str(regions.acronym[self.row]) if known else None
        found["id"] = int(regions.id[self.row]) if known else None
        found["name"] = str(regions.official_name[self.row]) if known else None
        return found


def resolve(key: object, *, side: str | None = None) -> Resolution:
    """Return which region `key` means.

    `key` is a cell: acronym, atlas id (number or text, negative for left), Allen's or iblatlas'
    name, or the leaf part of a node (``TH-lf``). `side` is what another column says, ``left`` or
    ``right``; a key that says otherwise is ambiguous.

    Only ``exact`` outcomes may be applied without asking: the key then is, letter by letter, an
    acronym, id or name (quotes and outer spaces aside). Even then ``doubtful_meaning`` is set where
    laboratories use the acronym for something else. No key raises an error.
    """
    text = clean_key(key)
    found = _too_long(text) if len(text) > LONGEST_KEY else _resolve_text(text)
    if side is None or found.side == side:
        return found
    if found.side is not None:
        message = f"“{found.key}” is on the {found.side}, but its given side is {side}."
        return replace(found, outcome=AMBIGUOUS, code="side_conflict", message=message, row=None)
    return replace(found, side=side)


def resolve_many(
    keys: Iterable[object], *, sides: Sequence[str | None] | None = None
) -> list[Resolution]:
    """Return what each key means; `sides` is as long as `keys`, or None. Repeats cost nothing."""
    listed = list(keys)
    if sides is None:
        return [resolve(key) for key in listed]
    return [resolve(key, side=side) for key, side in zip(listed, sides, strict=True)]


def check_name_agrees(row: int, name: object) -> bool:
    """Return whether a name given beside a key is that of the region in `row` (0…2654).

    Case, accents, punctuation, encoding and known other names are forgiven; an empty cell agrees.
    """
    text = _SIDE_WORDS.sub("", clean_key(name))
    if not text:
        return True
    regions = load_regions()
    row = row - SIDE_ROWS if row > SIDE_ROWS else row
    folded = fold(text)
    if folded in {fold(regions.name[row]), fold(regions.official_name[row])}:
        return True
    entries = load_index().synonyms.get(folded, ())
    return any(entry.regions == (regions.acronym[row],) for entry in entries)


_SIDE_WORDS = re.compile(r"\s*\((left|right)\)$|^(left|right)\s+", re.IGNORECASE)


_NO_KEY = {"nan", "na", "n/a", "#n/a", "n/d", "none", "null", "-", "–", "—", "?"}


def _too_long(text: str) -> Resolution:
    start = text[:40] + "…"
    message = f"“{start}” is too long ({len(text)} characters) to be the name of a region."
    return Resolution(start, UNKNOWN, "unknown_region", message)


@lru_cache(maxsize=16384)
def _resolve_text(text: str) -> Resolution:
    if not text:
        return Resolution("", UNKNOWN, "blank", "This cell has no region.")
    place = find_exact(text)
    if place is not None:
        return _exact(text, place)
    if text.casefold() in _NO_KEY:
        message = f"“{text}” means that this cell has no region."
        return Resolution(text, UNKNOWN, "blank", message)
    return _as_resolution(text, find_candidates(text))


def _exact(text: str, place: Place) -> Resolution:
    found = Resolution(
        text, EXACT, None, "", place.row, leaf=place.leaf, side=place.side, kind=place.kind
    )
    doubts = doubts_about(place.row) if place.kind == "acronym" and not place.leaf else None
    if doubts is None:
        return found
    regions = load_regions()
    others, meaning = doubts
    names = " or ".join(str(regions.acronym[row]) for row in others)
    message = (
        f"“{text}” is Allen's {regions.official_name[place.row]}; "
        f"if you mean {meaning}, choose {names}."
    )
    suggestions = tuple(
        _suggestion(row, f"if {meaning} is meant", 50.0, place.side) for row in others
    )
    return replace(found, code="doubtful_meaning", message=message, suggestions=suggestions)


def _as_resolution(text: str, found: Found) -> Resolution:
    suggestions = tuple(_suggestion(c.row, c.reason, c.score, found.side) for c in found.candidates)
    if not found.sure:
        outcome = UNKNOWN
    elif found.several:
        outcome = AMBIGUOUS
    else:
        outcome = SUGGESTED
    message = f"“{text}” {found.message}"
    parts = tuple(str(load_regions().acronym[row]) for row in found.parts)
    return Resolution(text, outcome, found.code, message, suggestions=suggestions, parts=parts)


def _suggestion(row: int, reason: str, score: float, side: str | None) -> Suggestion:
    regions = load_regions()
    return Suggestion(
        row=row,
        acronym=str(regions.acronym[row]),
        id=int(regions.id[row]),
        name=str(regions.official_name[row]),
        reason=reason,
        score=round(float(score), 1),
        side=side,
    )
