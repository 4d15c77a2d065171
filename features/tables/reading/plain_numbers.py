"""Reads plain numbers stored as text, a whole column at once."""

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

import numpy as np
import orjson
from numpy.typing import NDArray

PLAIN_NUMBER = r"[+-]?+\d{1,30}+(?:([.,])\d{1,30}+)?+(?:[eE][+-]?+\d{1,4}+)?+"
"""What nearly every number stored as text looks like."""
ANY_SIGN = ".,"
_OTHERS = {
    sign: re.compile(rf"(?:{PLAIN_NUMBER.replace('([.,])', f'[{sign}]')}\n)*+([^\n]*+)\n", re.ASCII)
    for sign in (ANY_SIGN, *ANY_SIGN)
}
"""Any plain numbers, each on its line, and then a line that is none."""
SPACES = "\u00a0\u202f\u2009\u2007 "
MINUSES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-"})
_NO_SPACES = dict.fromkeys(map(ord, f"{SPACES}'’"))
_PERCENT_END = re.compile(rf"(?<=[\d.,{SPACES}])[{SPACES}]*+%$", re.MULTILINE)
_PARTED = re.compile(rf"^[+-]?+\d{{1,3}}(?:[{SPACES}'’]\d{{3}})+(?:[.,]\d+)?$", re.MULTILINE)
_LAST = "no number\n"
_ONE_GROUP = re.compile(r"\n[+-]?+[1-9]\d{0,2}+([.,])\d{3}(?=\n)", re.ASCII)
LONGEST = 40
"""Characters of the longest number that is read without a look at each text."""
NEXT = "\n"
_BARE_ZERO = re.compile(r"-0(?:[eE]|\n|\Z)")
SIGNS = {sign: f"0123456789+-eE{sign}".encode() for sign in ANY_SIGN}


def find_others(texts: Sequence[str], signs: str = ANY_SIGN) -> set[str]:
    """Return the texts that are no plain numbers; those may hold one of the decimal `signs`."""
    lines = NEXT.join([*texts, _LAST])
    if lines.count(NEXT) > len(texts) + 1:
        broken = {text for text in texts if NEXT in text}
        return broken | find_others([text for text in texts if text not in broken], signs)
    return set(_OTHERS[signs].findall(lines)[:-1])


def find_plain_forms(texts: Sequence[str], signs: str = ANY_SIGN) -> dict[str, str]:
    """Return text → plain number, for numbers with a percent sign, parted thousands or both.

    Of ``35 %``, ``1 234.5`` and ``−2``, as `cells.parse_number` reads them; what it reads of other
    texts is not among them. The number may hold one of the decimal `signs`.
    """
    lines = NEXT.join(texts)
    if not texts or lines.count(NEXT) != len(texts) - 1:
        return {}
    plain = _PERCENT_END.sub("", lines.translate(MINUSES))
    plain = _PARTED.sub(_join_thousands, plain)
    forms = dict(zip(texts, plain.split(NEXT), strict=True))
    others = find_others(list(forms.values()), signs)
    return {
        text: form
        for text, form in forms.items()
        if form not in others and 1 < len(text) <= LONGEST
    }


def _join_thousands(match: re.Match[str]) -> str:
    return match[0].translate(_NO_SPACES)


def count_signs(texts: Sequence[str]) -> Counter[str]:
    """Count what plain numbers say of their decimal sign, as `cells.gather_evidence` does."""
    lines = NEXT.join(["", *texts, ""])
    groups = Counter(_ONE_GROUP.findall(lines))
    signs = {sign: lines.count(sign) for sign in ANY_SIGN}
    counted = {f"?{sign}": groups[sign] for sign in ANY_SIGN}
    return +Counter(counted | {sign: signs[sign] - groups[sign] for sign in ANY_SIGN})


def read_plain(texts: Sequence[str], sign: str) -> NDArray[np.float64] | None:
    """Return the numbers of texts with the decimal `sign`; None when a text is anything else.

    ``float`` alone would also read ``1_0``, ``nan`` and digits of other alphabets.
    """
    letters = "".join(texts)
    if not letters.isascii() or letters.encode().translate(None, SIGNS[sign]):
        return None
    if max(map(len, texts), default=0) > LONGEST:
        return None
    try:
        return read_floats(texts, sign)
    except ValueError:
        return None


def read_floats(texts: Sequence[str], sign: str) -> NDArray[np.float64]:
    """Return texts of the letters that numbers with the decimal `sign` have as numbers (n,).

    Raises ValueError for one that is none. A list in JSON is read several times as fast as its
    texts one by one, but JSON has no ``+1``, ``01``, ``.5`` and 1e999, and forgets the sign of -0.
    """
    lines = NEXT.join(texts).replace(sign, ".")
    if lines and not _BARE_ZERO.search(lines):
        with suppress(orjson.JSONDecodeError):
            return np.array(orjson.loads(f"[{lines.replace(NEXT, ',')}]"), dtype=np.float64)
    return np.array([float(text.replace(sign, ".")) for text in texts], dtype=np.float64)
