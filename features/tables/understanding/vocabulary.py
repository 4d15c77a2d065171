"""Tells which words are likely regions or sides, to find them in a table.

This only counts, to find the column that holds the regions. What a key *means* is decided by
`atlasviewer.atlas.names` alone.
"""

import re
import string
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from atlasviewer.atlas.regions import load_regions
from features.tables.reading.cells import show_cell, unquote
from features.tables.reading.sheets import RawCell

ACRONYM, ID, NAME, MIXED = "acronym", "id", "name", "mixed"
LEFT, RIGHT, BOTH = "left", "right", "both"
IPSI, CONTRA = "ipsi", "contra"

SIDE_WORDS = {
    **dict.fromkeys(["l", "left", "lh", "left hemisphere", "left side"], LEFT),
    **dict.fromkeys(["r", "right", "rh", "right hemisphere", "right side"], RIGHT),
    **dict.fromkeys(["b", "both", "bilateral", "lr", "l+r", "both hemispheres"], BOTH),
    **dict.fromkeys(["i", "ipsi", "ipsilateral"], IPSI),
    **dict.fromkeys(["c", "contra", "contralateral"], CONTRA),
}
"""Cell of a side column, or part of a key, in lower case → side."""
SIDE_HEADERS = {
    *("hemisphere", "hemispheres", "hemi", "side", "sides", "laterality", "lateralisation"),
    *("lateralization", "lr", "leftright", "hemisphereid", "hemisphereside", "brainside"),
    *("sideofbrain", "brainhemisphere", "recordedside", "recordedhemisphere", "sidelr"),
}
"""Folded headers of a column that holds the side."""

WHOLE = re.compile(r"([+-]?\d{1,20})\.0+", re.ASCII)
GLUED, BEFORE, BEHIND = "glued", "before", "behind"
_SIDES = "(?:left|right)(?:[ _-](?:hemisphere|side))?|lh|rh|ipsilateral|contralateral|ipsi|contra"
_FORMS = {
    GLUED: re.compile(r"(?P<side>[lricLR])[_-]?(?P<base>[A-Za-z0-9].*)"),
    BEFORE: re.compile(rf"(?i)(?P<side>{_SIDES}|[lric])(?:[\s_:.-]+)(?P<base>.+)"),
    BEHIND: re.compile(rf"(?i)(?P<base>.*?[\w)])(?:[\s_:,.(\[-]+)(?P<side>{_SIDES}|[lric])[)\]]?"),
}
"""How a key can name its side: iVISp, left VISp or LH_VISp, VISp_L or VISp (left hemisphere)."""

NEXT = "\n"
_LOWER = bytes.maketrans(string.ascii_uppercase.encode(), string.ascii_lowercase.encode())
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum() and chr(code) != NEXT)
_NO_LETTERS = re.compile(r"[^\w\n]+|_+")
_WHOLE_END = re.compile(r"\d\.0+\W*$")
LONG = 200
"""Characters of a text above which only its beginning counts, so that it is never ruled out."""


@dataclass(frozen=True)
class RegionWords:
    """The region table as look-ups from text to row."""

    acronyms: dict[str, int]
    folded: dict[str, int]
    """Folded acronyms and names, as iblatlas and as Allen spell them."""
    folded_acronyms: frozenset[str]
    ids: dict[str, int]
    sorted_ids: list[int]


@cache
def load_words() -> RegionWords:
    """Return the look-ups, built once per process."""
    table = load_regions()
    rows = range(1, len(table))
    acronyms = {str(table.acronym[row]): row for row in rows}
    names = {
        fold(str(names[row])): row for names in (table.official_name, table.name) for row in rows
    }
    folded_acronyms = {fold(acronym): row for acronym, row in acronyms.items()}
    ids = {str(table.id[row]): row for row in rows}
    return RegionWords(
        acronyms,
        {**folded_acronyms, **names},
        frozenset(folded_acronyms),
        ids,
        sorted(int(number) for number in ids),
    )


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return `text` without case, accents, blanks and punctuation."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if letter.isalnum()).casefold()


def key_text(cell: RawCell) -> str:
    """Return a key as text: trimmed, without literal quotes, with single inner blanks.

    An id that pandas wrote as a float, ``385.0``, is ``385``.
    """
    text = " ".join(unquote(show_cell(cell)).split())
    whole = WHOLE.fullmatch(text)
    return whole[1] if whole else text


def category_text(cell: RawCell) -> str:
    """Return a category as text, trimmed."""
    return " ".join(show_cell(cell).split())


@lru_cache(maxsize=100_000)
def find_kind(key: str) -> str:
    """Return what a key looks like: an acronym, a name, an id, or ''."""
    words = load_words()
    if key in words.acronyms:
        return ACRONYM
    if key.removeprefix("-") in words.ids:
        return ID
    folded = fold(key)
    # One or two letters are too often a unit, a side or a mouse to count as an inexact acronym.
    if len(folded) < 3 or folded not in words.folded:
        return ""
    return ACRONYM if folded in words.folded_acronyms else NAME


def find_row(key: str) -> int:
    """Return the row of the region that a key looks like, or 0."""
    words = load_words()
    row = words.acronyms.get(key) or words.ids.get(key.removeprefix("-"))
    return row or words.folded.get(fold(key), 0)


def split_side(key: str, form: str) -> tuple[str, str] | None:
    """Return (side, key without it) for a key of a given form, or None.

    The side is left, right, ipsi or contra.
    """
    match = _FORMS[form].fullmatch(key)
    if match is None:
        return None
    # Regular expressions ignore the case of “ſide” too, which is no word for a side.
    side = SIDE_WORDS.get(re.sub("[_-]", " ", match["side"].lower()))
    return (side, match["base"].strip()) if side else None


def find_side_form(keys: list[str]) -> str:
    """Return the form in which most of the keys name a side, or ''.

    A form counts if it explains at least six keys in ten, and more than match without it.
    """
    keys = [key for key in keys if key]
    plain = sum(bool(find_kind(key)) for key in keys)
    best, most = "", max(plain, 0.6 * len(keys) - 0.5)
    for form in _FORMS:
        count = sum(_carries_side(key, form) for key in keys)
        if count > most:
            best, most = form, count
    return best


def _carries_side(key: str, form: str) -> bool:
    parts = split_side(key, form)
    if parts is None:
        return False
    if form == GLUED:
        return parts[1] in load_words().acronyms
    return bool(find_kind(parts[1])) or parts[1] in load_words().acronyms


def fold_all(texts: Sequence[str]) -> list[str]:
    """Return what `vocabulary.fold` returns for each of the texts, all of which are one line."""
    lines = NEXT.join(texts)
    if lines.isascii():
        return lines.encode().translate(_LOWER, _SIGNS).decode().split(NEXT) if texts else []
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKD", lines)).casefold().split(NEXT)


def find_likely(texts: Sequence[str]) -> list[bool]:
    """Return for each text whether it may name a region, with or without a side.

    No text that does is missed; some that do not are among the likely.
    """
    lines = NEXT.join(texts)
    if lines.count(NEXT) != len(texts) - 1:
        return [True] * len(texts)
    folded = fold_all(texts)
    likely = _may_name(set(folded))
    unsure = ".0" in lines or len(max(texts, key=len, default="")) > LONG
    if not likely and not unsure:
        return [False] * len(texts)
    if not unsure:
        return [text in likely for text in folded]
    return [
        text in likely or len(cell) > LONG or _WHOLE_END.search(cell) is not None
        for text, cell in zip(folded, texts, strict=True)
    ]


def has_few_regions(cells: Sequence[RawCell], header: str, share: float) -> bool:
    """Tell whether less than a `share` of the cells can be regions, whatever they are.

    Only texts below a folded `header` are looked at, since they can be ruled out together.
    """
    filled = [cell for cell in cells if cell is not None]
    if set(map(type, filled)) != {str}:
        return False
    texts = cast(list[str], filled)
    again = sum(text in (header, "") for text in fold_all(texts))
    return sum(find_likely(texts)) < share * (len(texts) - again)


def _may_name(folded: set[str]) -> set[str]:
    """Return the folded texts that are a region, or one with a side in front or behind."""
    known = _known()
    likely = folded & known
    in_front, behind = _sides_by_letter(0), _sides_by_letter(-1)
    for letter in in_front.keys() & {text[:1] for text in folded}:
        some = [text for text in folded if text[:1] == letter]
        for side in in_front[letter]:
            cut = len(side)
            likely.update(t for t in some if t[cut:] in known and t.startswith(side))
    for letter in behind.keys() & {text[-1:] for text in folded}:
        some = [text for text in folded if text[-1:] == letter]
        for side in behind[letter]:
            cut = -len(side)
            likely.update(t for t in some if t[:cut] in known and t.endswith(side))
    return likely


@cache
def _known() -> frozenset[str]:
    words = load_words()
    return frozenset([*words.folded, *map(fold, words.acronyms), *words.ids])


@cache
def _sides_by_letter(place: int) -> dict[str, list[str]]:
    """Return the folded words for a side by their first (0) or last (-1) letter."""
    found: dict[str, list[str]] = {}
    for word in sorted({fold(word) for word in SIDE_WORDS}):
        found.setdefault(word[place], []).append(word)
    return found
