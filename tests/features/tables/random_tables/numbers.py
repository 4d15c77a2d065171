"""Values of features, and how numbers are written into cells."""

from decimal import Decimal
from random import Random
from typing import Any

MISSING = [None, None, None, "NA", "N/A", "n.d.", "-", "nan", "N/D"]


def draw_value(random: Random, kind: str) -> float:
    """Return a value of a feature: a fraction, a count, a signed number or a percentage."""
    if random.random() < 0.05:
        return 0.0
    if kind == "count":
        return float(random.randint(1, 60_000))
    if kind == "signed":
        return round(random.uniform(-5, 5), 4)
    if kind == "small":
        return float(f"{random.uniform(0, 1e-4):.4g}")
    if kind == "percent":
        return round(random.uniform(0, 100), 1)
    return round(random.uniform(0, 900), random.choice([1, 2, 3]))


KINDS = ["fraction", "fraction", "count", "signed", "small", "percent"]


def draw_missing(random: Random) -> Any:
    """Return a cell that says that there is no value."""
    return random.choice(MISSING)


def write_text(number: Any, style: str) -> str:
    """Return a cell as text with a decimal dot or comma, or with thousands parted."""
    if not isinstance(number, float):
        return "" if number is None else str(number)
    text = f"{number:.15g}"
    if style == "comma":
        return text.replace(".", ",")
    if style == "thousands":
        return text if "e" in text else f"{Decimal(text):,}"
    return text
