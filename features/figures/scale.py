"""From a value to its place on the colour map and back to ticks, as the viewer does it.

The rule is that of ``static/js/core/scales.js`` and ``colour.js``; a test compares both.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal

import numpy as np
from numpy.typing import NDArray

STEPS = 256
LINEAR_PART = 0.01
LOG_SPAN = 1000
SMALL, LARGE = 1e-4, 1e6

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Scale:
    """A range of values and how it is spread over the colours."""

    kind: str
    min: float
    max: float

    @classmethod
    def over(cls, kind: str, low: float, high: float, values: Floats) -> "Scale":
        """Return a scale; a logarithmic one starts at the smallest positive value if necessary."""
        if kind == "log" and low <= 0 < high:
            positive = values[values > 0]
            smallest = float(positive.min()) if len(positive) else math.inf
            low = smallest if smallest <= high else high / LOG_SPAN
        return cls(kind, low, high)

    @property
    def usable(self) -> bool:
        return self.kind != "log" or self.max > 0

    def normalise(self, values: Floats) -> Floats:
        """Return the places of values, 0…1; NaN where a value is missing."""
        with np.errstate(invalid="ignore", divide="ignore"):
            start, end = self._forward(np.array([self.min, self.max]))
            if not self.usable:
                inside = np.ones_like(values)
            elif end == start:
                inside = np.full_like(values, 0.5)
            else:
                inside = np.clip((self._forward(values) - start) / (end - start), 0, 1)
            places = np.where(values > self.max, 1.0, np.where(values < self.min, 0.0, inside))
        places = np.where(self.without_place(values), 0.0, places)
        return np.where(np.isnan(values), np.nan, places)

    def steps(self, values: Floats) -> NDArray[np.int64]:
        """Return the entries of the colour map, 0…255; -1 where a value is missing."""
        places = self.normalise(values)
        found = np.minimum(STEPS - 1, np.floor(np.nan_to_num(places) * STEPS))
        return np.where(np.isnan(places), -1, found).astype(np.int64)

    def without_place(self, values: Floats) -> NDArray[np.bool_]:
        """Return which values have no place on the scale: zero and less on a logarithmic one."""
        return (values <= 0) if self.kind == "log" else np.zeros(values.shape, dtype=bool)

    def ticks(self, count: int) -> list[float]:
        """Return about `count` round values from the lower to the upper end."""
        if not self.usable or self.max == self.min:
            return [self.min]
        if self.kind == "log":
            return _log_ticks(self.min, self.max, count)
        if self.kind == "symlog":
            return _symlog_ticks(self.min, self.max, self._unit, count)
        return linear_ticks(self.min, self.max, count)

    @property
    def _unit(self) -> float:
        return max(abs(self.min), abs(self.max)) * LINEAR_PART or 1.0

    def _forward(self, values: Floats) -> Floats:
        transforms: dict[str, Callable[[], Floats]] = {
            "linear": lambda: values,
            "log": lambda: np.log10(values),
            "symlog": lambda: np.sign(values) * np.log1p(np.abs(values) / self._unit),
            "root4": lambda: ((values - self.min) / ((self.max - self.min) or 1)) ** 0.25,
        }
        return transforms[self.kind]()


def linear_ticks(low: float, high: float, count: int) -> list[float]:
    """Return round values 1, 2 or 5 times a power of ten apart, from `low` to `high`."""
    step = round_step((high - low) / max(1, count))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return [round(n * step, decimals) + 0.0 for n in range(first, last + 1)]


def round_step(rough: float) -> float:
    """Return the smallest 1, 2 or 5 times a power of ten that is not less than `rough` (> 0)."""
    power = 10.0 ** math.floor(math.log10(rough))
    fits = (factor for factor in (1, 2, 5) if factor * power >= rough * (1 - 1e-9))
    return next(fits, 10) * power


def _log_ticks(low: float, high: float, count: int) -> list[float]:
    decades = math.log10(high / low)
    if decades < 1:
        return linear_ticks(low, high, count)
    mantissas = (1, 2, 5) if decades < count / 2 else (1,)
    stride = max(1, math.ceil(decades / count))
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    found = [
        tick
        for power in powers
        if power % stride == 0
        for tick in (float(f"{mantissa}e{power}") for mantissa in mantissas)
        if low * (1 - 1e-12) <= tick <= high * (1 + 1e-12)
    ]
    return found if len(found) > 1 else linear_ticks(low, high, count)


def _symlog_ticks(low: float, high: float, threshold: float, count: int) -> list[float]:
    each = max(1, count // (2 if low < 0 < high else 1))
    upper = _log_ticks(threshold, high, each)[-each:] if high > threshold else []
    lower = _log_ticks(threshold, -low, each)[-each:] if low < -threshold else []
    ticks = [*(-tick for tick in reversed(lower)), 0.0, *upper]
    inside = [tick for tick in ticks if low <= tick <= high]
    return inside if len(inside) > 1 else linear_ticks(low, high, count)


def write_number(value: float, digits: int = 4) -> str:
    """Return a number as the viewer writes it: no trailing zeros, whole numbers whole."""
    if value == 0:
        return "0"
    rounded = _round(value, digits)
    size = abs(rounded)
    whole = value == int(value) and abs(value) < 2**53
    if whole and (size < LARGE or rounded != value):
        return str(int(value))
    if size >= LARGE or size < SMALL:
        mantissa, _, power = f"{rounded:.{digits - 1}e}".partition("e")
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        return f"{mantissa}e{int(power)}"
    shown = rounded if size < 10**digits else math.floor(value + 0.5)
    return str(int(shown)) if shown == int(shown) else repr(shown)


def _round(value: float, digits: int) -> float:
    """Return a number with so many significant digits, halves away from zero as JavaScript does."""
    exact = Decimal(value)
    step = Decimal(1).scaleb(exact.adjusted() - digits + 1)
    return float(exact.quantize(step, ROUND_HALF_UP, Context(prec=MAX_PREC)))


def write_ticks(ticks: list[float]) -> list[str]:
    """Return the labels of ticks with as many digits as it takes to tell them apart."""
    for digits in range(2, 12):
        texts = [write_number(tick, digits) for tick in ticks]
        near = zip(ticks, texts, strict=True)
        if all(abs(float(text) - tick) <= 1e-9 * abs(tick) for tick, text in near):
            return texts
    return [write_number(tick, 12) for tick in ticks]
