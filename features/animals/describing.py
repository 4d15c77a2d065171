"""What the animals of a group have in common: mean, std, sem, n and median of each region."""

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SAME = 1e-12
"""Values that differ by less than this share of their largest are all equal."""


@dataclass(frozen=True)
class Described:
    """A group by region, each (k,); NaN where a statistic cannot be had."""

    mean: Floats
    std: Floats
    """Sample standard deviation (divisor n - 1); NaN for fewer than two animals."""
    sem: Floats
    n: Ints
    """Animals with a value. Zero is a value."""
    median: Floats

    def as_statistics(self) -> dict[str, Floats]:
        """Return statistic → values, NaN where no animal has a value."""
        n = np.where(self.n > 0, self.n, np.nan)
        return {
            "mean": self.mean,
            "std": self.std,
            "sem": self.sem,
            "n": n,
            "median": self.median,
        }


def describe(values: Floats) -> Described:
    """Describe a group: `values` (k, animals), NaN where an animal has no value for a region."""
    n = (~np.isnan(values)).sum(axis=1)
    scaled, exponent = scale(values)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)  # Rows without values stay NaN.
        mean = np.nanmean(scaled, axis=1) if values.shape[1] else np.full(len(values), np.nan)
        median = np.nanmedian(scaled, axis=1) if values.shape[1] else mean
        std = np.sqrt(np.nansum((scaled - mean[:, np.newaxis]) ** 2, axis=1) / (n - 1))
        std = np.where(n > 1, np.where(is_constant(scaled), 0.0, std), np.nan)
        columns = (mean, std, std / np.sqrt(n), median)
        found = [finite(np.ldexp(column, exponent)) for column in columns]
    return Described(mean=found[0], std=found[1], sem=found[2], n=n, median=found[3])


def is_constant(values: Floats, size: float | None = None) -> Bools:
    """Return for each region whether all values are equal, but for the noise of arithmetic.

    The noise is that of numbers of `size`, or of the largest value.
    """
    has = ~np.isnan(values)
    highest = np.where(has, values, -np.inf).max(axis=1, initial=-np.inf)
    lowest = np.where(has, values, np.inf).min(axis=1, initial=np.inf)
    with np.errstate(all="ignore"):
        limit = SAME * (np.maximum(np.abs(highest), np.abs(lowest)) if size is None else size)
        return has.any(axis=1) & (highest - lowest <= limit)


def scale(values: Floats) -> tuple[Floats, Ints]:
    """Return values divided by a power of two above their region's largest; its exponent (k,).

    Nothing is rounded by it, and no square overflows.
    """
    largest = np.abs(np.where(np.isnan(values), 0.0, values)).max(axis=1, initial=0.0)
    exponent = np.frexp(largest)[1]
    return np.ldexp(values, -exponent[:, np.newaxis]), exponent


def finite(values: Floats) -> Floats:
    return np.where(np.isfinite(values), values, np.nan)
