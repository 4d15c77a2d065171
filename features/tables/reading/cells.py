"""What a cell holds: a number, nothing, or something that is not a number."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

from features.tables.reading.plain_numbers import (
    MINUSES,
    PLAIN_NUMBER,
    SPACES,
    count_signs,
    find_others,
    find_plain_forms,
)
from features.tables.reading.sheets import DateCell, ErrorCell, Percent, RawCell, UncountedFormula

MISSING_WORDS = {
    *("n/d", "nd", "n.d.", "n.d", "n/a", "na", "n.a.", "n.a", "nan", "null", "none", "missing"),
    *("-", "--", "---", "–", "—", ".", "..", "<na>", "not available", "not determined"),
}
"""Texts that mean a missing value, in lower case. Zero is not among them."""
MISSING_ERRORS = {"#N/A", "#DIV/0!", "#NUM!", "#N/A N/A"}
"""Failed formulas that mean a missing value; others (``#REF!``, ``#NAME?``) mean a broken sheet."""

_NUMBER_START = re.compile(r"[+-]?[.,]?\d")
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
SPACED = re.compile(rf"[+-]?\d{{1,3}}(?:[{SPACES}'’]\d{{3}})+(?:[.,]\d+)?")
COMMA_GROUPS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?(?:[eE][+-]?\d+)?")
DOT_GROUPS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?(?:[eE][+-]?\d+)?")
DECIMAL_COMMA = re.compile(r"[+-]?(?:\d+,\d*|,\d+)(?:[eE][+-]?\d+)?")
ONE_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
PLAIN = re.compile(PLAIN_NUMBER, re.ASCII)
MAX_NUMBER_LENGTH = 40
_EDGES = "\ufeff\u200b"
_QUOTES = "\"'“”‘’`"
_UNSURE = re.compile(
    rf"^(?:[{_QUOTES}#{_EDGES}][^\n]*+|[^\S\n][^\n]*+"
    rf"|[\d+\-.,\u2212\u2010\u2011\u2013][\d+\-.,\u2212\u2010\u2011\u2013eE%{_QUOTES}{SPACES}]*+"
    rf"|[^\n]*[\s{_EDGES}])$",
    re.MULTILINE,
)
"""A line that may be a number, or a word for missing in quotation marks."""

DOT = "."
COMMA = ","
UNCLEAR = "?"


@dataclass
class Profile:
    """How many cells of a column are of each kind; ``texts`` are neither numbers nor missing."""

    blank: int = 0
    missing: int = 0
    numbers: int = 0
    percents: int = 0
    booleans: int = 0
    dates: int = 0
    errors: int = 0
    formulas: int = 0
    number_texts: int = 0
    example: str = ""
    """The first text of a number with a dot or a comma."""
    signs: Counter[str] = field(default_factory=Counter)
    """What ``number_texts`` say of their decimal sign, as of `gather_evidence`."""
    texts: int = 0

    def count_errors(self, errors: Sequence[ErrorCell]) -> None:
        """Count the failed formulas that mean no value, and the others."""
        missing = sum(cell.text in MISSING_ERRORS for cell in errors)
        self.missing += missing
        self.errors += len(errors) - missing

    def count_texts(self, texts: Sequence[str]) -> None:
        """Count what texts are; those that are no plain numbers are looked at once each."""
        others = find_others(texts)
        plain = [text for text in texts if text not in others] if others else texts
        self._count_numbers(plain, count_signs(plain), len(plain))
        if others:
            self._count_others(Counter([text for text in texts if text in others]))

    def _count_others(self, times: Counter[str]) -> None:
        """Count texts that are no plain numbers, given how often each occurs."""
        forms = find_plain_forms(list(times))
        plain = [form for cell, form in forms.items() for _ in range(times[cell])]
        self.percents += sum(times[cell] for cell in forms if cell[-1] == "%")
        words = find_words([cell for cell in times if cell not in forms])
        self.texts += sum(map(times.__getitem__, words))
        numbers: dict[str, str] = {}
        for cell, count in times.items():
            if cell in forms or cell in words:
                continue
            text = clean_number(cell)
            if is_missing_text(text):
                self.missing += count
            elif looks_numeric(text):
                numbers[cell] = text
                self.percents += count * text.endswith("%")
            else:
                self.texts += count
        texts = [text for cell, text in numbers.items() for _ in range(times[cell])]
        signs = count_signs(plain) + gather_evidence(texts)
        ordered = (cell for cell in times if cell in forms or cell in numbers)
        self._count_numbers(map(clean_number, ordered), signs, len(plain) + len(texts))

    def _count_numbers(self, texts: Iterable[str], signs: Counter[str], count: int) -> None:
        self.number_texts += count
        self.signs += signs
        if signs and not self.example:
            self.example = next(text for text in texts if DOT in text or COMMA in text)

    @property
    def numeric(self) -> int:
        """Cells that can be read as numbers."""
        return self.numbers + self.number_texts + self.formulas

    @property
    def filled(self) -> int:
        """Cells that hold something other than a word for missing."""
        return self.numeric + self.booleans + self.dates + self.errors + self.texts


@dataclass(frozen=True)
class Decimal:
    """How numbers stored as text are read: the decimal sign, and whether the other sign certainly
    separates thousands; if not, 1,234 among fractions is a question."""

    sign: str = DOT
    groups: bool = False


def profile_cells(cells: Sequence[RawCell]) -> Profile:
    """Count the kinds of cells in a column."""
    profile = Profile()
    if set(map(type, cells)) == {str}:
        profile.count_texts(cast(Sequence[str], cells))
        return profile
    types = Counter(map(type, cells))
    profile.blank = types.pop(type(None), 0)
    profile.percents = types.pop(Percent, 0)
    profile.numbers = types.pop(float, 0) + profile.percents
    profile.booleans = types.pop(bool, 0)
    profile.dates = types.pop(DateCell, 0)
    profile.formulas = types.pop(UncountedFormula, 0)
    if ErrorCell in types:
        profile.count_errors([cell for cell in cells if isinstance(cell, ErrorCell)])
    if str in types:
        profile.count_texts([cell for cell in cells if type(cell) is str])
    return profile


def find_words(texts: Sequence[str]) -> set[str]:
    """Return texts that are certainly no number and do not mean a missing value: most of them."""
    lines = "\n".join(texts)
    if lines.count("\n") != len(texts) - 1:
        return set()
    missing = {
        text
        for text, lower in zip(texts, lines.casefold().split("\n"), strict=True)
        if lower in MISSING_WORDS
    }
    return set(texts).difference(_UNSURE.findall(lines), missing)


def is_missing_text(text: str) -> bool:
    """Tell whether a text means a missing value."""
    return text.casefold() in MISSING_WORDS or text.upper() in MISSING_ERRORS


def clean_number(text: str) -> str:
    """Return `text` without surrounding blanks and quotes, and with an ordinary minus sign."""
    if len(text) < 2:
        return text
    return unquote(text) if text.isascii() else unquote(text).translate(MINUSES)


def unquote(text: str) -> str:
    """Return `text` without surrounding blanks and literal quotation marks."""
    text = text.strip().strip("\ufeff\u200b")
    while len(text) > 1 and text[0] in "\"'“”‘’`" and text[-1] in "\"'“”‘’`":
        text = text[1:-1].strip()
    return text


def dotted(text: str) -> str:
    """Return a number with a dot instead of its decimal comma."""
    return text.replace(",", ".")


def looks_numeric(text: str) -> bool:
    """Tell whether a cleaned text is a number with either decimal sign."""
    if _NUMBER_START.match(text) is None:
        return False
    return parse_number(text, DOT) is not None or parse_number(text, COMMA) is not None


def parse_number(text: str, decimal: str) -> float | None:
    """Return the number in a cleaned text, or None.

    `decimal` is the decimal sign; the other of dot and comma, blanks and apostrophes may separate
    thousands. A percentage gives the number in front of its sign: ``35 %`` is 35.
    """
    if not text or len(text) > MAX_NUMBER_LENGTH:
        return None
    if text[-1] == "%":
        text = text[:-1].rstrip(SPACES)
    if SPACED.fullmatch(text):
        text = re.sub(rf"[{SPACES}'’]", "", text)
    if decimal == COMMA:
        if DECIMAL_COMMA.fullmatch(text):
            return float(text.replace(",", "."))
        if DOT_GROUPS.fullmatch(text):
            return float(text.replace(".", "").replace(",", "."))
        whole = NUMBER.fullmatch(text) and "." not in text
        return float(text) if whole else None
    if NUMBER.fullmatch(text):
        return float(text)
    if COMMA_GROUPS.fullmatch(text):
        return float(text.replace(",", ""))
    return None


def gather_evidence(texts: Sequence[str]) -> Counter[str]:
    """Count what the texts of a column show of its decimal sign.

    Keys: ``.`` and ``,`` for a certain decimal sign, ``?.`` and ``?,`` for numbers such as 1.234
    and 1,234 that could be a thousand or a fraction, and ``groups`` for certain thousands.
    """
    evidence: Counter[str] = Counter()
    for text in texts:
        text = text.rstrip(f"%{SPACES}")
        dots, commas = text.count("."), text.count(",")
        if dots and commas:
            evidence[DOT if text.rindex(".") > text.rindex(",") else COMMA] += 1
            evidence["groups"] += 1
        elif dots > 1 or commas > 1:
            evidence[COMMA if dots else DOT] += 1
            evidence["groups"] += 1
        elif ONE_GROUP.fullmatch(text):
            evidence["?." if dots else "?,"] += 1
        elif dots or commas:
            evidence[DOT if dots else COMMA] += 1
    return evidence


def decide_decimal(evidence: Counter[str], elsewhere: str, likely: str = "") -> Decimal:
    """Return how the numbers stored as text in a column are to be read.

    `elsewhere` is the decimal sign that the rest of the table shows: a dot, a comma or ''. `likely`
    is the one that the separator of the file suggests: enough to ask, not to decide.
    """
    groups = evidence["groups"] > 0
    if evidence[DOT] or evidence[COMMA]:
        return Decimal(DOT if evidence[DOT] >= evidence[COMMA] else COMMA, groups)
    if evidence["?,"]:
        # 987 beside 1,234 decides nothing: it could as well be beside 1.234.
        sign = elsewhere or UNCLEAR
        return Decimal(sign, groups=sign == DOT)
    if evidence["?."] and (elsewhere or likely) == COMMA:
        return Decimal(UNCLEAR, groups=False)
    return Decimal(DOT, groups=False)


def show_cell(cell: RawCell) -> str:
    """Return a cell as a spreadsheet shows it, at most 200 characters."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Percent):
        return f"{cell * 100:.15g}%"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return (cell if isinstance(cell, str) else cell.text)[:200]
