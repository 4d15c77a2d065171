"""What is said about a contrast: a methods sentence to paste, and where a test does not carry."""

from importlib.metadata import version
from math import comb

import numpy as np

from features.animals.analysing import Compared
from features.animals.levels import BERYL, COSMOS, LEVEL_NAMES
from features.animals.testing import MANN_WHITNEY, ONE_SAMPLE, PAIRED, STUDENT, WELCH

TEST_NAMES = {
    WELCH: "Welch's t test",
    STUDENT: "Student's t test",
    MANN_WHITNEY: "the Mann–Whitney U test",
    PAIRED: "the paired t test",
    ONE_SAMPLE: "the one-sample t test",
}
LIBRARIES = {"SciPy": "scipy", "NumPy": "numpy"}
USUAL_ALPHA = 0.05
FEW = 3


def list_software() -> dict[str, str]:
    """Return library → version of what computes."""
    return {name: version(package) for name, package in LIBRARIES.items()}


def say_methods(one: Compared) -> str:
    """Return the sentences of a methods section about a contrast."""
    tested = int(one.contrast.tested.sum())
    group = f"“{one.group}”" if one.group else "The whole group"
    who = f"{group} (n = {len(one.animals)})"
    if one.test == ONE_SAMPLE:
        who += f" was compared with {one.value:g}"
    elif one.test == PAIRED:
        who = f"{group} was compared with “{one.against}” (n = {len(one.animals)} pairs)"
    else:
        who += f" was compared with “{one.against}” (n = {len(one.others)})"
    software = " and ".join(f"{name} {number}" for name, number in list_software().items())
    nested = ", regions inside one another included" if one.nested else ""
    return (
        f"{who} with {TEST_NAMES[one.test]} (two-sided) in each of {_count_regions(tested)} at the "
        f"level of {LEVEL_NAMES[one.level.name]}{nested} (left and right counted separately; at "
        f"least {one.fewest} {'pairs' if one.test == PAIRED else 'animals per group'}). p values "
        "were corrected by the Benjamini–Hochberg procedure over these "
        f"{_count_tests(tested)} (q). Effect sizes are Hedges' g with 95 % intervals. "
        f"Computed with {software}."
    )


def list_warnings(one: Compared) -> list[str]:
    """Return in words where a test does not carry."""
    contrast = one.contrast
    tested = contrast.tested
    n = contrast.n[tested]
    m = contrast.n_against[tested] if one.test != ONE_SAMPLE else n
    said = []
    if few := int(contrast.too_few.sum()):
        said.append(
            f"Not tested: {_count_regions(few)} with fewer than {one.fewest} "
            f"{'pairs' if one.test == PAIRED else 'animals in a group'}."
        )
    if constant := int(contrast.constant.sum()):
        said.append(f"Not tested: {_count_regions(constant)} in which nothing varies.")
    if not tested.any():
        return [*said, "No region was tested."]
    if tiny := int((np.minimum(n, m) < FEW).sum()):
        said.append(
            f"{_count_regions(tiny)} tested with fewer than {FEW} animals in a group: their "
            "variance is hardly known."
        )
    said += _say_unequal(one, n, m)
    if one.test == MANN_WHITNEY:
        smallest = 2 / comb(int(n.max() + m.max()), int(n.max()))
        if smallest > USUAL_ALPHA:
            said.append(
                f"With so few animals the smallest possible p is {smallest:.2g}: no region can "
                f"come below {USUAL_ALPHA}."
            )
    if one.level.partial:
        said.append(
            f"In {_count_regions(one.level.partial)} at the level of "
            f"{LEVEL_NAMES[one.level.name]}, the means of some animals cover fewer subregions than "
            "those of others."
        )
    if one.level.name in (BERYL, COSMOS):
        said.append(
            "A value is the plain mean of the given subregions, not weighted by their volume."
        )
    return said


def _say_unequal(one: Compared, n: np.ndarray, m: np.ndarray) -> list[str]:
    parts = [
        f"{numbers.min()} to {numbers.max()} of “{name}”"
        for name, numbers in ((one.group, n), (one.against, m))
        if name is not None and numbers.min() < numbers.max()
    ]
    if not parts:
        return []
    if one.test == PAIRED:
        parts = [f"{n.min()} to {n.max()} pairs"]
    return [f"The number of animals differs between regions: {', '.join(parts)}."]


def _count_regions(count: int) -> str:
    return "1 region" if count == 1 else f"{count:,} regions"


def _count_tests(count: int) -> str:
    return "1 test" if count == 1 else f"{count:,} tests"
