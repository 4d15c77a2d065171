"""The tests: statistic and two-sided p of every region at once, as scipy computes them.

Each takes values by region and animal with NaN where an animal has none, and leaves those out in
that region alone. A region in which nothing can be computed gets NaN.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from features.animals.describing import Floats, Ints, is_constant

WELCH, STUDENT, MANN_WHITNEY = "welch", "student", "mann_whitney"
PAIRED, ONE_SAMPLE = "paired", "one_sample"
EXACT_UP_TO = 8
"""Animals of the smaller group up to which U without ties gets an exact p, as scipy chooses."""


@dataclass(frozen=True)
class Outcome:
    """Test statistic and two-sided p, each (k,)."""

    statistic: Floats
    p: Floats


def welch(a: Floats, b: Floats) -> Outcome:
    """Welch's t test of `a` (k, animals) against `b`."""
    return _from_stats(a, b, equal_var=False)


def student(a: Floats, b: Floats) -> Outcome:
    """Student's t test, which assumes equal variances."""
    return _from_stats(a, b, equal_var=True)


def mann_whitney(a: Floats, b: Floats) -> Outcome:
    """Mann-Whitney U of `a`: exact without ties up to 8 animals, else the normal approximation."""
    from scipy import stats

    n_a, n_b = _count(a), _count(b)
    ties = _has_ties(np.hstack([a, b]))
    exact = ~ties & (np.minimum(n_a, n_b) <= EXACT_UP_TO)
    statistic, p = np.full(len(a), np.nan), np.full(len(a), np.nan)
    first, second = np.sort(a, axis=1), np.sort(b, axis=1)
    kinds = np.stack([n_a, n_b, exact], axis=1)
    for size_a, size_b, is_exact in np.unique(kinds, axis=0).tolist():
        if size_a == 0 or size_b == 0:
            continue
        rows = (kinds == (size_a, size_b, is_exact)).all(axis=1)
        method = "exact" if is_exact else "asymptotic"
        found = stats.mannwhitneyu(
            first[rows, :size_a], second[rows, :size_b], axis=1, method=method
        )
        statistic[rows], p[rows] = found.statistic, found.pvalue
    return Outcome(statistic, p)


def one_sample(differences: Floats) -> Outcome:
    """Student's t test of `differences` (k, animals) against zero; paired tests come to this."""
    from scipy import special

    n = _count(differences)
    with np.errstate(all="ignore"):
        mean = _mean(differences, n)
        std = _std(differences, mean, n)
        statistic = mean / (std / np.sqrt(n))
        p = 2 * special.stdtr(n - 1.0, -np.abs(statistic))
    return _without(Outcome(statistic, p), (n < 2) | is_constant(differences))


TESTS: dict[str, Callable[[Floats, Floats], Outcome]] = {
    WELCH: welch,
    STUDENT: student,
    MANN_WHITNEY: mann_whitney,
    PAIRED: lambda a, b: one_sample(a - b),
    ONE_SAMPLE: lambda a, b: one_sample(a - b),
}
"""Test → statistic and p of one group against another, or against a column of one value."""


def adjust(p: Floats) -> Floats:
    """Return q (Benjamini-Hochberg) of the regions that have a p; the others keep NaN."""
    from scipy import stats

    q = np.full(len(p), np.nan)
    tested = ~np.isnan(p)
    if tested.any():
        q[tested] = stats.false_discovery_control(p[tested], method="bh")
    return q


def _from_stats(a: Floats, b: Floats, *, equal_var: bool) -> Outcome:
    from scipy import stats

    n_a, n_b = _count(a), _count(b)
    with np.errstate(all="ignore"):
        mean_a, mean_b = _mean(a, n_a), _mean(b, n_b)
        std_a, std_b = _std(a, mean_a, n_a), _std(b, mean_b, n_b)
        found = stats.ttest_ind_from_stats(
            mean_a, std_a, n_a, mean_b, std_b, n_b, equal_var=equal_var
        )
    both_constant = is_constant(a) & is_constant(b)
    return _without(Outcome(found.statistic, found.pvalue), (n_a < 2) | (n_b < 2) | both_constant)


def _without(found: Outcome, where: np.ndarray) -> Outcome:
    return Outcome(
        np.where(where, np.nan, found.statistic),
        np.where(where, np.nan, found.p),
    )


def _count(values: Floats) -> Ints:
    return (~np.isnan(values)).sum(axis=1)


def _mean(values: Floats, n: Ints) -> Floats:
    return np.nansum(values, axis=1) / n


def _std(values: Floats, mean: Floats, n: Ints) -> Floats:
    return np.sqrt(np.nansum((values - mean[:, np.newaxis]) ** 2, axis=1) / (n - 1))


def _has_ties(values: Floats) -> np.ndarray:
    ordered = np.sort(values, axis=1)
    return (np.diff(ordered, axis=1) == 0).any(axis=1)
