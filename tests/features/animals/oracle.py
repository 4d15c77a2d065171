"""What scipy says about a table of animals, one region at a time, from the cells of the file.

Independent of the project: it reads CSV with the standard library and calls scipy with plain lists.
"""

import csv
import io
import math
import statistics
import warnings
from collections.abc import Sequence
from typing import Any

from scipy import stats

Group = list[float | None]


def read_groups(content: str, groups: dict[str, Sequence[str]]) -> dict[str, dict[str, Group]]:
    """Return region → group → the values of its columns; None for a blank cell."""
    found: dict[str, dict[str, Group]] = {}
    for line in csv.DictReader(io.StringIO(content)):
        found[line["region"]] = {
            group: [float(line[name]) if line[name] else None for name in names]
            for group, names in groups.items()
        }
    return found


def describe(values: Group) -> dict[str, float]:
    there = [value for value in values if value is not None]
    found: dict[str, float] = {}
    if there:
        found = {"n": len(there), "mean": statistics.fmean(there)}
        found["median"] = statistics.median(there)
    if len(there) > 1:
        found["std"] = statistics.stdev(there)
        found["sem"] = found["std"] / math.sqrt(len(there))
    return found


def compare(a: Group, b: Group, test: str, fewest: int, value: float = 0.0) -> dict[str, float]:
    """Return difference, g, its interval, statistic and p of one region; {} if it is not tested."""
    if test == "paired":
        pairs = [(x, y) for x, y in zip(a, b, strict=True) if x is not None and y is not None]
        first, second = [x for x, _ in pairs], [y for _, y in pairs]
    else:
        first, second = ([x for x in one if x is not None] for one in (a, b))
    smaller = len(first) if test == "one_sample" else min(len(first), len(second))
    if smaller < fewest:
        return {}
    if test in ("paired", "one_sample"):
        other = second if test == "paired" else [value] * len(first)
        return _compare_pairs(first, other, test, value)
    if len(set(first)) == 1 and len(set(second)) == 1:
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # One group may be constant.
        if test == "mann_whitney":
            found: Any = stats.mannwhitneyu(first, second)
        else:
            found = stats.ttest_ind(first, second, equal_var=test == "student")
    n, m = len(first), len(second)
    squares = (n - 1) * statistics.variance(first) + (m - 1) * statistics.variance(second)
    difference = statistics.fmean(first) - statistics.fmean(second)
    g = difference / math.sqrt(squares / (n + m - 2)) * (1 - 3 / (4 * (n + m) - 9))
    variance = (n + m) / (n * m) + g**2 / (2 * (n + m - 3.94))
    return _result(difference, g, variance, found)


def _compare_pairs(
    first: list[float], second: list[float], test: str, value: float
) -> dict[str, float]:
    differences = [x - y for x, y in zip(first, second, strict=True)]
    if len(set(differences)) == 1:
        return {}
    n = len(differences)
    found: Any = (
        stats.ttest_rel(first, second) if test == "paired" else stats.ttest_1samp(first, value)
    )
    mean = statistics.fmean(differences)
    g = mean / statistics.stdev(differences) * (1 - 3 / (4 * (n - 1) - 1))
    return _result(mean, g, 1 / n + g**2 / (2 * n), found)


def _result(difference: float, g: float, variance: float, found: Any) -> dict[str, float]:
    half = stats.norm.ppf(0.975) * math.sqrt(variance)
    return {
        "difference": difference,
        "g": g,
        "g_low": g - half,
        "g_high": g + half,
        "statistic": float(found.statistic),
        "p": float(found.pvalue),
    }


def adjust(p: Sequence[float]) -> list[float]:
    """Return q by Benjamini and Hochberg (1995), step by step from the largest p."""
    order = sorted(range(len(p)), key=lambda at: p[at], reverse=True)
    q, smallest = [0.0] * len(p), 1.0
    for done, at in enumerate(order):
        smallest = min(smallest, p[at] * len(p) / (len(p) - done))
        q[at] = smallest
    return q
