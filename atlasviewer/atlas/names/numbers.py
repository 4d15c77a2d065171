"""Numbers that are not atlas ids: rounded, cut, reformatted by a spreadsheet, or from elsewhere."""

import re
from functools import cache

import numpy as np

from atlasviewer.atlas.names.readings import Candidate, Found
from atlasviewer.atlas.regions import VOID, load_regions

DEVELOPING_IDS = range(15500, 20000)
"""Where ids of the developing-mouse ontology lie; the adult tree has none between 12,999 and
182,305,688."""
FEWEST_DIGITS = 4
"""Fewest digits from which the beginning of a longer id is recognised."""
LONGEST = 30
"""Numbers with more digits are not compared with ids."""

_WHOLE = re.compile(r"^([+-]?)(\d+)(?:\.0*)?$")
_SCIENTIFIC = re.compile(r"^([+-]?)(\d)(?:[.,](\d+))?[eE]\+?(\d+)$")
_GROUPED = re.compile(r"^([+-]?)\d{1,3}([,.'’  ])\d{3}(?:\2\d{3})*$")
_NUMBER = re.compile(r"^[+-]?\d+[.,]\d+$")


def find_by_number(text: str) -> Found | None:
    """Return what a number that is not an id may have been; None for other text."""
    side = "left" if text.startswith("-") else None
    if (match := _SCIENTIFIC.match(text)) is not None:
        digits = match[2] + (match[3] or "")
        # No id is so long; the exponent is not reliable either.
        length = int(match[4]) + 1 if len(match[4]) <= 3 else LONGEST + 1
        return _rounded(digits, length, side, cut=False)
    if _GROUPED.match(text) is not None:
        number = re.sub(r"\D", "", text)
        if number in _ids():
            return _exactly(number, "is an id written with separators", side)
    if (match := _WHOLE.match(text)) is not None:
        return _whole(match[2].lstrip("0") or "0", side)
    if _NUMBER.match(text) is not None:
        return Found("unknown_id", "is not an atlas id; ids are whole numbers.", sure=False)
    return None


def _whole(number: str, side: str | None) -> Found:
    if number in _ids():
        return _exactly(number, "is an id in another notation", side)
    if len(number) <= 9 and int(number) in DEVELOPING_IDS:
        message = (
            "looks like an id of Allen's developing-mouse ontology, which is not the adult tree; "
            "use the adult acronym or id."
        )
        return Found("foreign_id", message, sure=False)
    return (
        _single_precision(number, side)
        or _rounded_whole(number, side)
        or _cut(number, side)
        or Found("unknown_id", "is not an atlas id of the adult mouse brain.", sure=False)
    )


def _single_precision(number: str, side: str | None) -> Found | None:
    if len(number) not in (8, 9, 10):
        return None
    stored = np.float32(int(number))
    same = [text for text in _ids() if np.float32(int(text)) == stored]
    reason = "is the same number in single precision"
    return _several(same, reason, "was stored in single precision", side)


def _rounded_whole(number: str, side: str | None) -> Found | None:
    digits = number.rstrip("0")
    if len(number) < 6 or len(number) - len(digits) < 2:
        return None
    found = _rounded(digits, len(number), side, cut=True)
    return found if found.candidates else None


def _rounded(digits: str, length: int, side: str | None, *, cut: bool) -> Found:
    """Return the ids of `length` digits that round (or were cut) to the first `digits`."""
    kept = len(digits)
    rounded = [
        text
        for text in _ids()
        if len(text) == length
        and (_round_to(text, kept) == digits or (cut and text.startswith(digits)))
    ]
    if not rounded and len(digits.rstrip("0")) <= length <= LONGEST:
        whole = digits.rstrip("0").ljust(length, "0")
        rounded = [whole] if whole in _ids() else []
    how = "begins with or rounds to" if cut else "rounds to"
    reason = f"{how} {digits}…"
    found = _several(rounded, reason, "is an id rounded by a spreadsheet", side)
    if found is not None:
        return found
    message = "is a number rounded by a spreadsheet; no atlas id starts with these digits."
    return Found("rounded_id", message, sure=False)


def _round_to(text: str, digits: int) -> str:
    """Return the leading digits of a whole number after rounding half up."""
    if digits >= len(text):
        return text
    scale = 10 ** (len(text) - digits)
    return str((int(text) + scale // 2) // scale)


def _cut(number: str, side: str | None) -> Found | None:
    if len(number) < FEWEST_DIGITS:
        return None
    longer = [text for text in _ids() if text.startswith(number)]
    return _several(longer, f"begins with {number}", "is the start of longer ids", side)


def _several(numbers: list[str], reason: str, what: str, side: str | None) -> Found | None:
    if not numbers:
        return None
    candidates = tuple(
        Candidate(_ids()[number], reason, 90.0 - at) for at, number in enumerate(numbers)
    )
    many = "the id it was" if len(numbers) == 1 else f"it; {len(numbers)} ids are possible"
    message = f"{what}; restore {many}."
    return Found("rounded_id", message, candidates, several=len(numbers) > 1, side=side)


def _exactly(number: str, what: str, side: str | None) -> Found:
    name = load_regions().acronym[_ids()[number]]
    candidates = (Candidate(_ids()[number], "has this id", 99.0),)
    return Found("rounded_id", f"{what}: {name}.", candidates, side=side)


@cache
def _ids() -> dict[str, int]:
    return {str(number): row for row, number in enumerate(load_regions().id) if row != VOID}
