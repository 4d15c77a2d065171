"""Reads plain numbers stored as text, a whole column at once."""

import re
from collections import Counter
from collections.abc import Sequence

LINES = re.compile(r"(?:[+-]?\d{1,30}(?:[.,]\d{1,30})?(?:[eE][+-]?\d{1,4})?\n)*+", re.ASCII)
ONE_GROUP = re.compile(r"^[+-]?[1-9]\d{0,2}([.,])\d{3}$", re.MULTILINE | re.ASCII)
STARTS = frozenset("0123456789+-")
"""Characters with which a plain number starts."""
LONGEST = 40
"""Length of the longest number that is read without examining each text."""
SIGNS = {sign: f"0123456789+-eE{sign}".encode() for sign in ".,"}


def as_plain_lines(texts: Sequence[str]) -> str | None:
    """Return the texts as lines if each is a plain number with at most one dot or comma."""
    lines = "\n".join([*texts, ""])
    return lines if LINES.fullmatch(lines) and lines.count("\n") == len(texts) else None


def count_signs(lines: str) -> Counter[str]:
    """Count what plain lines show of their decimal sign, as `cells.gather_evidence` does."""
    groups = Counter(ONE_GROUP.findall(lines))
    signs = Counter({f"?{sign}": groups[sign] for sign in ".,"})
    signs.update({sign: lines.count(sign) - groups[sign] for sign in ".,"})
    return +signs


def read_plain(texts: Sequence[str], sign: str) -> list[float] | None:
    """Return the numbers in texts with the decimal `sign`; None if a text is anything else.

    ``float`` alone would also read ``1_0``, ``nan`` and digits of other alphabets.
    """
    letters = "".join(texts)
    if not letters.isascii() or letters.encode().translate(None, SIGNS[sign]):
        return None
    if max(map(len, texts), default=0) > LONGEST:
        return None
    if sign == ",":
        texts = [text.replace(",", ".") for text in texts]
    try:
        return list(map(float, texts))
    except ValueError:
        return None
