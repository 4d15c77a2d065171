"""How two columns of values agree: correlations, a line, ranks, differences. Plain arithmetic.

Values up to 1e308 are allowed in features, so everything is computed of values divided by their
largest; what a number of 64 bits cannot hold is missing.
"""

import math
import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEWEST = 3
"""Pairs below which nothing is correlated."""
CONFIDENCE = 0.95
SAME = 1e-12
"""Values that differ by less than this share of their largest are all equal."""


@dataclass(frozen=True)
class Correlation:
    """A coefficient, its two-sided p-value and the ends of its 95 % interval."""

    r: float
    p: float
    low: float
    high: float


@dataclass(frozen=True)
class Line:
    """The least-squares line value = slope · other value + intercept."""

    slope: float
    intercept: float


@dataclass(frozen=True)
class Agreement:
    """How n pairs agree; None for what cannot be said, and then `reason` says why."""

    n: int
    pearson: Correlation | None = None
    spearman: Correlation | None = None
    line: Line | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Contrasts:
    """What is different about each pair, each (n,); NaN where it has no value."""

    difference: Floats
    """Value minus other value."""
    ratio: Floats
    """Value over other value; missing where that is zero."""
    log2_ratio: Floats
    """Missing where the ratio is not above zero."""
    z_difference: Floats
    """Difference of the z-scores over all pairs (sample standard deviation)."""
    rank: Floats
    """1 for the highest value; equal values share their mean rank."""
    with_rank: Floats
    rank_change: Floats
    """How many ranks higher the region is than in the other feature."""


def correlate(values: Floats, others: Floats, names: tuple[str, str]) -> Agreement:
    """Return how two columns (n,) without missing values agree; `names` are for sentences."""
    n = len(values)
    if n < FEWEST:
        regions = "1 region has" if n == 1 else f"{n or 'No'} regions have"
        sentence = f"{regions} a value in both: too few for a correlation, which takes {FEWEST}."
        return Agreement(n, reason=sentence)
    constant = [
        f"“{name}”"
        for name, column in zip(names, (values, others), strict=True)
        if is_constant(column)
    ]
    if constant:
        whose = " and ".join(dict.fromkeys(constant))
        sentence = f"All values of {whose} are equal in these regions: there is no correlation."
        return Agreement(n, reason=sentence)
    from scipy import stats

    (one, one_size), (other, other_size) = _scale(values), _scale(others)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # Nearly constant columns: their interval tells.
        pearson = stats.pearsonr(one, other)
        interval = pearson.confidence_interval(CONFIDENCE)
        rho, rho_p = stats.spearmanr(one, other)
        fit = stats.linregress(other, one)
    return Agreement(
        n,
        pearson=Correlation(float(pearson.statistic), float(pearson.pvalue), *map(float, interval)),
        spearman=Correlation(float(rho), float(rho_p), *spearman_interval(float(rho), n)),
        line=_line(float(fit.slope) * (one_size / other_size), float(fit.intercept) * one_size),
    )


def spearman_interval(rho: float, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a rank correlation of n pairs, after Bonett and Wright (2000).

    Fisher's z with a variance of (1 + ρ²/2) / (n − 3).
    """
    if abs(rho) >= 1:
        return rho, rho
    if n <= FEWEST:
        return -1.0, 1.0
    from scipy import stats

    half = float(stats.norm.ppf(0.5 + CONFIDENCE / 2)) * math.sqrt((1 + rho**2 / 2) / (n - 3))
    return math.tanh(math.atanh(rho) - half), math.tanh(math.atanh(rho) + half)


def is_constant(values: Floats) -> bool:
    """Return whether all values are equal, but for the noise of arithmetic."""
    scaled, _ = _scale(values)
    return bool(np.ptp(scaled) <= SAME)


def contrast(values: Floats, others: Floats) -> Contrasts:
    """Return what is different about each pair of two columns (n,) without missing values."""
    if len(values) == 0:
        return Contrasts(*[np.empty(0)] * 7)
    from scipy.stats import rankdata

    rank, with_rank = (np.asarray(rankdata(-column)) for column in (values, others))
    with np.errstate(all="ignore"):
        difference = _finite(values - others)
        ratio = _finite(values / others)
        log2_ratio = np.where(ratio > 0, np.log2(ratio), np.nan)
        z_difference = _finite(_z_scores(values) - _z_scores(others))
    return Contrasts(
        difference=difference,
        ratio=ratio,
        log2_ratio=_finite(log2_ratio),
        z_difference=z_difference,
        rank=rank,
        with_rank=with_rank,
        rank_change=with_rank - rank,
    )


def moran(values: Floats, groups: Ints) -> float | None:
    """Return Moran's I of values (n,) with weight 1 between members of a group (n,), else 0.

    None where no group has two members or all values are equal. Values drawn at random give
    −1 / (n − 1) on average.
    """
    if len(values) < FEWEST or is_constant(values):
        return None
    scaled, _ = _scale(values)
    z = scaled - scaled.mean()
    _, group = np.unique(groups, return_inverse=True)
    sums, squares, sizes = (np.bincount(group, weights=of) for of in (z, z**2, np.ones_like(z)))
    weight = float((sizes * (sizes - 1)).sum())
    if weight == 0:
        return None
    return float(len(z) / weight * (sums**2 - squares).sum() / (z**2).sum())


def _z_scores(values: Floats) -> Floats:
    if len(values) < 2 or is_constant(values):
        return np.full_like(values, np.nan)
    scaled, _ = _scale(values)
    return (scaled - scaled.mean()) / scaled.std(ddof=1)


def _scale(values: Floats) -> tuple[Floats, float]:
    """Return values divided by their largest size, and that size."""
    size = float(np.abs(values).max()) or 1.0
    return values / size, size


def _finite(values: Floats) -> Floats:
    return np.where(np.isfinite(values), values, np.nan)


def _line(slope: float, intercept: float) -> Line | None:
    there = math.isfinite(slope) and math.isfinite(intercept)
    return Line(slope, intercept) if there else None
