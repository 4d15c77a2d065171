"""How two columns agree: scipy's numbers, and a sentence where there are none."""

import numpy as np
import pytest
from scipy import stats

from features.pairing.agreement import (
    contrast,
    correlate,
    is_constant,
    moran,
    spearman_interval,
)

NAMES = ("rate", "choice")


def pairs(seed: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return two related columns, with equal values among them."""
    rng = np.random.default_rng(seed)
    values = rng.normal(size=n)
    values = (np.round(values, 1) if seed % 3 == 0 else values) * 10.0 ** rng.integers(-6, 7)
    others = values * rng.normal() + rng.normal(size=n) * np.abs(values).max()
    return values, others


@pytest.mark.parametrize("seed", range(1, 41))
def test_correlations_are_those_of_scipy(seed: int) -> None:
    values, others = pairs(seed, n=4 + seed * 3)
    found = correlate(values, others, NAMES)
    assert found.pearson is not None
    assert found.spearman is not None
    assert found.line is not None
    pearson, spearman = stats.pearsonr(values, others), stats.spearmanr(values, others)
    interval, line = pearson.confidence_interval(0.95), stats.linregress(others, values)
    np.testing.assert_allclose(
        (found.pearson.r, found.pearson.p, found.pearson.low, found.pearson.high),
        (pearson.statistic, pearson.pvalue, interval.low, interval.high),
        rtol=1e-9,
    )
    np.testing.assert_allclose(
        (found.spearman.r, found.spearman.p), (spearman.statistic, spearman.pvalue), rtol=1e-9
    )
    np.testing.assert_allclose(
        (found.line.slope, found.line.intercept), (line.slope, line.intercept), rtol=1e-7
    )
    assert found.n == len(values)
    assert found.reason is None


@pytest.mark.parametrize("seed", range(1, 11))
def test_correlations_are_symmetric(seed: int) -> None:
    values, others = pairs(seed, n=20)
    one, other = correlate(values, others, NAMES), correlate(others, values, NAMES[::-1])
    for first, second in ((one.pearson, other.pearson), (one.spearman, other.spearman)):
        assert first is not None
        assert second is not None
        np.testing.assert_allclose(
            (first.r, first.p, first.low, first.high),
            (second.r, second.p, second.low, second.high),
            rtol=1e-9,
        )


def test_an_interval_of_ranks_is_the_published_one() -> None:
    # Bonett and Wright (2000): tanh(artanh ρ ± 1.96 √((1 + ρ²/2) / (n − 3))).
    low, high = spearman_interval(0.5, 39)
    half = 1.959964 * np.sqrt(1.125 / 36)
    expected = (np.tanh(np.arctanh(0.5) - half), np.tanh(np.arctanh(0.5) + half))
    np.testing.assert_allclose((low, high), expected, rtol=1e-6)
    assert spearman_interval(1.0, 10) == (1.0, 1.0)
    assert spearman_interval(0.5, 3) == (-1.0, 1.0)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_few_pairs_get_a_sentence(n: int) -> None:
    found = correlate(np.arange(n, dtype=float), np.arange(n, dtype=float), NAMES)
    assert (found.pearson, found.spearman, found.line) == (None, None, None)
    assert found.reason is not None
    assert found.reason.startswith(("No regions have", "1 region has", "2 regions have")[n])


@pytest.mark.parametrize("level", [0.0, 7.0, 0.1, -1e300])
def test_a_constant_column_gets_a_sentence(level: float) -> None:
    values = np.full(5, level)
    found = correlate(values, np.arange(5.0), NAMES)
    assert found.pearson is None
    assert found.reason == (
        "All values of “rate” are equal in these regions: there is no correlation."
    )
    both = correlate(values, values, NAMES).reason or ""
    assert "“rate” and “choice”" in both


def test_the_noise_of_arithmetic_is_no_variation() -> None:
    assert is_constant(np.array([0.1 + 0.2, 0.3, 0.3]))
    assert not is_constant(np.array([1000.001, 1000.002, 1000.003]))


def test_values_at_the_ends_of_64_bits_are_correlated_and_never_overflow() -> None:
    values = np.array([1e308, -1e308, 5e307, 0.0])
    found = correlate(values, np.array([1.0, -1.0, 0.5, 0.0]), NAMES)
    assert found.pearson is not None
    assert found.pearson.r == pytest.approx(1)
    contrasts = contrast(values, -values)
    assert np.isnan(contrasts.difference[:2]).all()
    assert contrasts.difference[2] == 1e308
    np.testing.assert_allclose(contrasts.z_difference[3], 2 * (0 - 0.25e308) / values_sd(), rtol=1)


def values_sd() -> float:
    return float(np.std(np.array([1.0, -1.0, 0.5, 0.0]), ddof=1)) * 1e308


def test_contrasts_of_known_pairs() -> None:
    found = contrast(np.array([4.0, 2.0, 2.0, -1.0]), np.array([2.0, 0.0, 8.0, 0.5]))
    assert found.difference.tolist() == [2.0, 2.0, -6.0, -1.5]
    np.testing.assert_array_equal(found.ratio, [2.0, np.nan, 0.25, -2.0])
    np.testing.assert_array_equal(found.log2_ratio, [1.0, np.nan, -2.0, np.nan])
    assert found.rank.tolist() == [1.0, 2.5, 2.5, 4.0]
    assert found.with_rank.tolist() == [2.0, 4.0, 1.0, 3.0]
    assert found.rank_change.tolist() == [1.0, 1.5, -1.5, -1.0]
    z = [stats.zscore(column, ddof=1) for column in ([4, 2, 2, -1], [2, 0, 8, 0.5])]
    np.testing.assert_allclose(found.z_difference, z[0] - z[1])


def test_zero_over_zero_is_missing_and_a_constant_has_no_z_score() -> None:
    found = contrast(np.array([0.0, 3.0]), np.array([0.0, 0.0]))
    assert np.isnan(found.ratio).all()
    assert np.isnan(found.z_difference).all()
    assert found.difference.tolist() == [0.0, 3.0]


def test_moran_equals_its_definition() -> None:
    rng = np.random.default_rng(3)
    values, groups = rng.normal(size=30), rng.integers(0, 5, size=30)
    z = values - values.mean()
    weights = (groups[:, None] == groups[None, :]) & ~np.eye(30, dtype=bool)
    expected = 30 / weights.sum() * (weights * np.outer(z, z)).sum() / (z**2).sum()
    assert moran(values, groups) == pytest.approx(expected)


def test_moran_is_one_for_equal_groups_and_none_where_it_has_no_meaning() -> None:
    assert moran(np.repeat([1.0, 2.0, 5.0], 4), np.repeat([1, 2, 3], 4)) == pytest.approx(1)
    assert moran(np.arange(4.0), np.arange(4)) is None
    assert moran(np.ones(6), np.repeat([1, 2], 3)) is None
