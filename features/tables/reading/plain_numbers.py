"""Whole columns of plain numbers stored as text, read with one look in place of one a cell."""

import re
from collections import Counter
from collections.abc import Sequence

LINES = re.compile(r"(?:[+-]?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,4})?\n)*+", re.ASCII)
ONE_GROUP = re.compile(r"^[+-]?[1-9]\d{0,2}\.\d{3}$", re.MULTILINE | re.ASCII)


def as_plain_lines(texts: Sequence[str]) -> str | None:
    """Return the texts as lines when each is a plain number with or without a dot, else None."""
    lines = "\n".join([*texts, ""])
    return lines if LINES.fullmatch(lines) and lines.count("\n") == len(texts) else None


def count_signs(lines: str) -> Counter[str]:
    """Count what plain lines say of their decimal sign, as `cells.gather_evidence` does."""
    groups = len(ONE_GROUP.findall(lines))
    return +Counter({"?.": groups, ".": lines.count(".") - groups})
