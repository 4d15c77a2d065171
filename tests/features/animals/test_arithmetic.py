"""Every number equals scipy's, computed region by region by an independent script."""

import math
import random
from typing import Any

import numpy as np
import pytest

from features.animals.contrasting import Contrast, compare
from features.animals.describing import describe
from features.animals.testing import MANN_WHITNEY, ONE_SAMPLE, PAIRED, STUDENT, TESTS, WELCH
from tests.features.animals import oracle

NUMBERS = ("difference", "g", "g_low", "g_high", "statistic", "p")
DESIGNS = 1_000
NEAR: dict[str, Any] = {"rel": 1e-9, "abs": 1e-12}


def array(groups: list[oracle.Group]) -> np.ndarray:
    return np.array([[math.nan if x is None else x for x in one] for one in groups], dtype=float)


def assert_equal(found: Contrast, expected: list[dict[str, float]]) -> int:
    """Compare every number of every region; return how many regions were tested."""
    tested = [at for at, one in enumerate(expected) if one]
    assert np.flatnonzero(found.tested).tolist() == tested
    for name in NUMBERS:
        column = getattr(found, name)
        assert column[tested] == pytest.approx([expected[at][name] for at in tested], **NEAR), name
    q = oracle.adjust([expected[at]["p"] for at in tested])
    assert found.q[tested] == pytest.approx(q, **NEAR)
    return len(tested)


def draw(rng: random.Random, size: int) -> oracle.Group:
    """Return the values of a group in one region: with ties, zeros, blanks, at any scale."""
    scale, mean = 10 ** rng.uniform(-6, 6), rng.uniform(-2, 2)
    kind = rng.random()
    values: oracle.Group = []
    for _ in range(size):
        value = rng.gauss(mean, 1) * scale
        value = float(rng.randint(0, 4)) if kind < 0.3 else value
        values.append(None if rng.random() < 0.15 else value)
    return values


def test_a_thousand_random_designs_agree_with_scipy() -> None:
    rng = random.Random(15)
    tested = dict.fromkeys(TESTS, 0)
    for number in range(DESIGNS):
        test = list(TESTS)[number % len(TESTS)]
        n = rng.randint(2, 12)
        m = n if test == PAIRED else rng.randint(2, 12)
        fewest, value = rng.choice([2, 3, 4]), rng.choice([0.0, 1.5])
        a = [draw(rng, n) for _ in range(4)]
        b = [draw(rng, m) for _ in range(4)]
        others = None if test == ONE_SAMPLE else array(b)
        found = compare(array(a), others, test=test, fewest=fewest, value=value)
        expected = [oracle.compare(x, y, test, fewest, value) for x, y in zip(a, b, strict=True)]
        tested[test] += assert_equal(found, expected)
    assert min(tested.values()) > 400


def test_groups_are_described_as_by_the_standard_library() -> None:
    rng = random.Random(3)
    groups = [draw(rng, 7) for _ in range(300)] + [[None] * 7, [0.0] * 7, [None] * 6 + [2.0]]
    found = describe(array(groups)).as_statistics()
    for at, group in enumerate(groups):
        expected = oracle.describe(group)
        mine = {name: float(column[at]) for name, column in found.items()}
        assert {name for name, value in mine.items() if value == value} == expected.keys()
        assert [mine[name] for name in expected] == pytest.approx(list(expected.values()), **NEAR)


def test_a_missing_animal_is_left_out_of_its_pair_alone() -> None:
    a = array([[1.0, 2.0, None, 4.0, 6.0]])
    b = array([[0.5, None, 3.0, 2.0, 1.0]])
    found = compare(a, b, test=PAIRED, fewest=3)
    assert found.n.tolist() == [3]
    assert found.difference.tolist() == pytest.approx([(0.5 + 2 + 5) / 3])


def test_zeros_are_values() -> None:
    found = compare(array([[0.0, 0.0, 0.0]]), array([[1.0, 2.0, 3.0]]), test=WELCH, fewest=3)
    assert (found.n.tolist(), found.difference.tolist()) == ([3], [-2.0])
    assert found.tested.all()
    assert np.isnan(found.log2_ratio).all()


def test_a_region_without_variance_is_not_tested_and_not_counted() -> None:
    a = array([[2.0, 2.0, 2.0], [1.0, 2.0, 3.0]])
    b = array([[5.0, 5.0, 5.0], [2.0, 4.0, 9.0]])
    for test in (WELCH, STUDENT, MANN_WHITNEY):
        found = compare(a, b, test=test, fewest=3)
        assert found.tested.tolist() == [False, True]
        assert found.constant.tolist() == [True, False]
        assert found.q[1] == found.p[1]
        assert found.difference[0] == -3.0


def test_pairs_that_all_differ_alike_are_not_tested() -> None:
    a, b = array([[0.3, 0.4, 0.7]]), array([[0.2, 0.3, 0.6]])
    found = compare(a, b, test=PAIRED, fewest=3)
    assert (found.tested.tolist(), found.constant.tolist()) == ([False], [True])


def test_too_few_animals_are_not_tested() -> None:
    found = compare(array([[1.0, 2.0, None]]), array([[3.0, 4.0, 5.0]]), test=WELCH, fewest=3)
    assert (found.tested.tolist(), found.too_few.tolist()) == ([False], [True])


def test_ties_in_one_region_do_not_change_the_test_of_another() -> None:
    a = array([[1.0, 2.0, 3.0, 4.0], [1.0, 1.0, 2.0, 3.0]])
    b = array([[5.0, 6.0, 7.0, 8.0], [4.0, 5.0, 6.0, 7.0]])
    found = compare(a, b, test=MANN_WHITNEY, fewest=3)
    assert found.p[0] == pytest.approx(2 / 70)
    assert found.p[1] != found.p[0]


def test_the_largest_numbers_do_not_overflow() -> None:
    a, b = array([[1e308, 1.1e308, 1.2e308]]), array([[0.5e308, 0.6e308, 0.65e308]])
    small = compare(a / 1e300, b / 1e300, test=WELCH, fewest=3)
    large = compare(a, b, test=WELCH, fewest=3)
    assert large.p == pytest.approx(small.p)
    assert large.g == pytest.approx(small.g)


def test_the_ratio_is_that_of_the_means() -> None:
    found = compare(array([[4.0, 8.0, 12.0]]), array([[1.0, 2.0, 3.0]]), test=WELCH, fewest=3)
    assert found.log2_ratio.tolist() == [2.0]
