"""Readers of the parameters of an address: text in, value out, or a refusal in a sentence."""

import math
import re
from collections.abc import Callable

from atlasviewer.web.errors import Invalid

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def one_of(*words: str) -> Callable[[str, str], str]:
    def read(name: str, text: str) -> str:
        if text not in words:
            raise Invalid(f"{name} is one of {', '.join(words)}, not “{shorten(text)}”.")
        return text

    return read


def flag(name: str, text: str) -> bool:
    if text not in ("0", "1"):
        raise Invalid(f"{name} is 1 or 0, not “{shorten(text)}”.")
    return text == "1"


def number_of(name: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in text:
        raise Invalid(f"{name} is a number, not “{shorten(text)}”.")
    return number


def between(low: float, high: float) -> Callable[[str, str], float]:
    def read(name: str, text: str) -> float:
        number = number_of(name, text)
        if not low <= number <= high:
            raise Invalid(f"{name} is {low:g} to {high:g}, not {number:g}.")
        return number

    return read


def shorten(text: str) -> str:
    """Return the start of a text to quote, without what would break the line."""
    return CONTROL.sub("�", text[:40]) + ("…" if len(text) > 40 else "")
