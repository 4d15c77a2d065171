"""A group against another one, region by region: differences, effect sizes, p and q."""

from dataclasses import dataclass

import numpy as np

from features.animals.describing import (
    Bools,
    Floats,
    Ints,
    describe,
    finite,
    is_constant,
    scale,
)
from features.animals.testing import ONE_SAMPLE, PAIRED, TESTS, adjust

NORMAL_95 = 1.959963984540054
"""Half-width of a 95 % interval in standard errors."""


@dataclass(frozen=True)
class Contrast:
    """A group A against B, by region; every array is (k,), NaN where it has no value."""

    difference: Floats
    """Mean of A minus mean of B; of the pairs in a paired design; of A minus the value tested."""
    log2_ratio: Floats
    """Missing unless both means are above zero."""
    g: Floats
    """Hedges' g: the difference in pooled standard deviations, corrected for small samples. Of
    paired and one-sample designs: in standard deviations of the differences."""
    g_low: Floats
    g_high: Floats
    """95 % interval of g (large-sample normal approximation)."""
    statistic: Floats
    """t, or U of Mann-Whitney."""
    p: Floats
    """Two-sided, of the regions tested."""
    q: Floats
    """Benjamini-Hochberg over the regions tested."""
    n: Ints
    """Animals of A with a value; pairs in a paired design."""
    n_against: Ints
    """Animals of B with a value; the pairs again in a paired design; 0 for one sample."""
    too_few: Bools
    """Regions with values that were not tested for want of animals."""
    constant: Bools
    """Regions that were not tested because nothing varies."""

    @property
    def tested(self) -> Bools:
        return ~np.isnan(self.p)


def compare(
    a: Floats,
    b: Floats | None,
    *,
    test: str,
    fewest: int = 3,
    value: float = 0.0,
) -> Contrast:
    """Compare group `a` (k, animals) with `b` (k, others), NaN where an animal has no value.

    `test` is one of `TESTS`. For ``paired``, column i of both is the same animal; a pair counts
    where both have a value. For ``one_sample``, `b` is None and `a` is tested against `value`.
    Regions with fewer than `fewest` animals in a group (at least 2) are not tested.
    """
    if b is None or test == ONE_SAMPLE:
        a, b = a, np.where(np.isnan(a), np.nan, value)
    pairs = test in (PAIRED, ONE_SAMPLE)
    if pairs:
        missing = np.isnan(a) | np.isnan(b)
        a, b = (np.where(missing, np.nan, one) for one in (a, b))
    both, exponent = scale(np.hstack([a, b]))
    scaled_a, scaled_b = both[:, : a.shape[1]], both[:, a.shape[1] :]
    n, n_b = ((~np.isnan(one)).sum(axis=1) for one in (a, b))
    if pairs:
        constant = is_constant(scaled_a - scaled_b, 1.0)
        g, variance = _standardise_pairs(scaled_a - scaled_b)
    else:
        constant = is_constant(scaled_a, 1.0) & is_constant(scaled_b, 1.0)
        g, variance = _standardise_groups(scaled_a, scaled_b)
    few = np.minimum(n, n_b) < max(fewest, 2)
    outcome = TESTS[test](scaled_a, scaled_b)
    untested = few | constant
    p = finite(np.where(untested, np.nan, outcome.p))
    mean_a, mean_b = describe(scaled_a).mean, describe(scaled_b).mean
    with np.errstate(all="ignore"):
        ratio = np.where((mean_a > 0) & (mean_b > 0), mean_a / mean_b, np.nan)
        half = NORMAL_95 * np.sqrt(variance)
        return Contrast(
            difference=finite(np.ldexp(mean_a - mean_b, exponent)),
            log2_ratio=finite(np.log2(ratio)) if test != ONE_SAMPLE else np.full(len(a), np.nan),
            g=np.where(few, np.nan, finite(g)),
            g_low=np.where(few, np.nan, finite(g - half)),
            g_high=np.where(few, np.nan, finite(g + half)),
            statistic=np.where(np.isnan(p), np.nan, outcome.statistic),
            p=p,
            q=adjust(p),
            n=n,
            n_against=n_b if test != ONE_SAMPLE else np.zeros(len(a), dtype=np.int64),
            too_few=few & (n + n_b > 0),
            constant=constant & ~few,
        )


def _standardise_groups(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """Return g of two groups and its variance, as statsmodels' ``effectsize_smd`` does."""
    one, other = describe(a), describe(b)
    n_a, n_b = one.n.astype(float), other.n.astype(float)
    n = n_a + n_b
    with np.errstate(all="ignore"):
        squares = one.std**2 * (n_a - 1) + other.std**2 * (n_b - 1)
        g = (one.mean - other.mean) / np.sqrt(squares / (n - 2)) * (1 - 3 / (4 * n - 9))
        return g, n / (n_a * n_b) + g**2 / (2 * (n - 3.94))


def _standardise_pairs(differences: Floats) -> tuple[Floats, Floats]:
    """Return g of differences and its variance, 1 / n + g² / 2n."""
    found = describe(differences)
    n = found.n.astype(float)
    with np.errstate(all="ignore"):
        g = found.mean / found.std * (1 - 3 / (4 * n - 5))
        return g, 1 / n + g**2 / (2 * n)
