"""Finds the column that says left or right, and what its header says about its codes."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from features.tables.reading.cells import show_cell, unquote
from features.tables.reading.sheets import RawCell
from features.tables.understanding.body import SideColumn
from features.tables.understanding.vocabulary import (
    BOTH,
    LEFT,
    RIGHT,
    SIDE_HEADERS,
    SIDE_WORDS,
    fold,
)

SIDE_NOUNS = {"hemisphere", "hemispheres", "hemi", "side", "laterality"}
OTHER_SIDES = ("inject", "implant", "stim", "lesion", "paw", "choice", "lick", "turn", "dominant")
"""Parts of a header about the side of something other than the region."""
MOST_CODES = 6
"""A column of sides holds few different texts; one with more holds measurements."""
LETTERS = {"b", "i", "c"}
"""Letters that mean both, ipsi or contra only if nothing else is written beside them."""
YES, NO = {"true", "yes", "y", "t", "1"}, {"false", "no", "n", "f", "0"}
_SIDE = "left|right|both|bilateral|lh|rh|l|r"
_TOLD = (
    re.compile(rf"(?<!\w)(?P<code>[\w+-]+)\s*(?:=|:|->|→)\s*(?P<side>{_SIDE})(?!\w)", re.I),
    re.compile(rf"(?<!\w)(?P<side>{_SIDE})\s*(?:=|:|->|→)\s*(?P<code>[\w+-]+)(?!\w)", re.I),
)
_ASKS = re.compile(
    r"(?:is|on)?[\s_.-]*(?P<side>left|right)[\s_.-]*(?:hemisphere|side)?\s*\??", re.I
)


def read_side_column(
    index: int, header: str, cells: Sequence[RawCell], chosen: Mapping[str, str]
) -> SideColumn:
    """Return what a column of sides says; `chosen` are the codes that a person explained."""
    said = Counter(_say(header, cells))
    codes = _read_codes(header, said)
    open_texts = [text for text in said if text not in {*codes, *chosen, *SIDE_WORDS}]
    if open_texts:  # beside unknown codes, B and C are more likely codes too
        open_texts += [text for text in said if text in LETTERS and text not in {*codes, *chosen}]
    words = any(text in SIDE_WORDS and text not in LETTERS for text in said)
    # One odd text among sides is a mistake in its row; anything else is a code of the table.
    asked = {t for t in open_texts if not words or said[t] > 1 or t.lstrip("-").isdecimal()}
    return SideColumn(index, codes, frozenset(asked))


def is_side_column(header: str, cells: Sequence[RawCell]) -> bool:
    """Tell whether a column holds sides, by its header and content, or by its words alone."""
    if any(word in header.lower() for word in OTHER_SIDES):
        return False
    headed, asks = is_headed(header), _asks_for_side(header)
    if not headed and not asks and _holds_another_word(header, cells):
        return False
    texts = _say(header, cells)
    said = set(texts)
    if not said:
        return False
    words = sum(text in SIDE_WORDS for text in said)
    if words == len(said):
        return headed or len(texts) > 1
    if asks:
        spelled = not said & {"0", "1"}
        return said <= YES | NO and (spelled or header.lower().lstrip("* ").startswith("is"))
    if not headed:
        return False
    few = len(said) <= MOST_CODES and not any("." in t and not t[0].isalpha() for t in said)
    return words > 0 or few


def _holds_another_word(header: str, cells: Sequence[RawCell]) -> bool:
    """Tell whether a cell holds something other than a side, as the first of most columns does."""
    texts = (show_cell(cell).lower() for cell in cells if cell is not None)
    return any(text not in SIDE_WORDS and fold(text) != fold(header) for text in texts)


def _say(header: str, cells: Sequence[RawCell]) -> list[str]:
    """Return the filled cells in lower case, without repeated headers."""
    texts = [show_cell(cell).lower() for cell in cells if cell is not None]
    return [text for text in texts if fold(text) != fold(header)]


def is_headed(header: str) -> bool:
    """Tell whether a header is that of a column of sides, ignoring brackets at its end."""
    told = {side for pattern in _TOLD for side in pattern.findall(header)}
    plain = re.sub(r"[(\[].*", "", header)
    for pattern in _TOLD:
        plain = pattern.sub("", plain)
    words = [fold(word) for word in re.split(r"[\W_]+", plain) if word]
    if fold(plain) in SIDE_HEADERS or told and (not words or SIDE_NOUNS & set(words)):
        return True
    # Sides that are the name of a measurement ("left side", "hemisphere volume") are no column
    # of sides: the noun must end the header.
    return bool(words) and words[-1] in SIDE_NOUNS and words[0] not in SIDE_WORDS


def _asks_for_side(header: str) -> str:
    """Return left or right for a header such as ``is_left`` or ``right?``, else ''."""
    match = _ASKS.fullmatch(unquote(header).strip("* "))
    return match["side"].lower() if match else ""


def _read_codes(header: str, said: Counter[str]) -> dict[str, str]:
    asked = _asks_for_side(header)
    if asked:
        other = RIGHT if asked == LEFT else LEFT
        known = {**dict.fromkeys(YES, asked), **dict.fromkeys(NO, other)}
        return {text: known[text] for text in said if text in known}
    codes: dict[str, str] = {}
    for pattern in _TOLD:
        for match in pattern.finditer(header):
            side = SIDE_WORDS[match["side"].lower()]
            if match["code"].lower() not in SIDE_WORDS:
                codes.setdefault(match["code"].lower(), side)
    sides = set(codes.values())
    rest = [text for text in said if text not in codes and text not in SIDE_WORDS]
    if len(sides) == 1 and BOTH not in sides and len(rest) == 1:
        codes[rest[0]] = RIGHT if sides == {LEFT} else LEFT
    return codes
