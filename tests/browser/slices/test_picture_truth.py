"""The colour of a pixel equals that computed from the annotation and the API's values."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import requests
from matplotlib import colormaps
from playwright.sync_api import Page, expect

from atlasviewer.atlas.annotation import SIDE_SPLIT
from atlasviewer.atlas.regions import ROOT, SIDE_ROWS
from tests.browser.annotation_slices import (
    CLEAR,
    MISSING,
    MISSING_LINE,
    PLANES,
    READ_PIXELS,
    REST,
    START,
    Frame,
    cut,
    find_tissue,
    parcellation,
    read_built_annotation,
)
from tests.browser.live_buckets import add_feature, make_bucket
from tests.live import Site
from tests.waiting import SECONDS

pytestmark = pytest.mark.browser

CASES = 30
PIXELS = 5
"""Pixels looked at in each slice of a case."""
FEATURES = ("mixed", "zeros", "negative", "one region", "constant", "with missing", "tiny")


@dataclass(frozen=True)
class Case:
    """One view: what the address says."""

    feature: str
    mapping: str
    scale: str
    cmap: str
    bounds: tuple[float, float] | None
    hemisphere: str
    indices: dict[str, int]

    @property
    def query(self) -> str:
        places = "".join(
            f"&{plane}={START[plane][0] + START[plane][1] * index}"
            for plane, index in self.indices.items()
        )
        span = "" if self.bounds is None else f"&range={self.bounds[0]}..{self.bounds[1]}"
        return (
            f"feature={self.feature}&mapping={self.mapping}&scale={self.scale}&cmap={self.cmap}"
            f"&hemisphere={self.hemisphere}{span}{places}"
        )


def make_values(fname: str, rows: np.ndarray, rng: np.random.Generator) -> dict[str, Any]:
    """Return the values of one feature for the rows of a mapping, as ``data``."""
    normal = rng.normal(size=len(rows)) * 3
    values: list[float | None] = {
        "mixed": np.where(rng.random(len(rows)) < 0.2, 0.0, normal).tolist(),
        "zeros": [0.0] * len(rows),
        "negative": (-np.abs(normal) - 0.1).tolist(),
        "one region": normal.tolist(),
        "constant": [2.5] * len(rows),
        "with missing": normal.tolist(),
        "tiny": (np.abs(normal) * 1e-9).tolist(),
    }[fname]
    if fname == "one region":
        return {str(rows[len(rows) // 3]): {"mean": 1.5}}
    if fname == "with missing":
        values = [None if rng.random() < 0.4 else value for value in values]
    kept = zip(rows.tolist(), values, strict=True)
    return {str(row): {"mean": value} for row, value in kept if row % 7 or fname == "constant"}


@pytest.fixture(scope="module")
def annotation() -> np.ndarray:
    return read_built_annotation()


@pytest.fixture(scope="module")
def tissue(annotation: np.ndarray) -> list[tuple[int, int]]:
    return find_tissue(annotation)


@pytest.fixture(scope="module")
def bucket(site: Site) -> str:
    """A bucket with every kind of feature, other values under each mapping and on each side."""
    name = make_bucket(site, "truth")
    rng = np.random.default_rng(7)
    for fname in FEATURES:
        mappings = {}
        for mapping in ("allen", "beryl", "cosmos"):
            right = np.unique(parcellation(mapping)[1:])
            rows = np.concatenate([right, right + SIDE_ROWS])
            mappings[mapping] = {"data": make_values(fname, rows, rng)}
        # Given values are plain: no pixel is in the ink of a pattern.
        origins = {
            mapping: {"given": [int(row) for row in content["data"]]}
            for mapping, content in mappings.items()
        }
        add_feature(site, name, fname, {"mappings": mappings, "origins": origins}, unit="a.u.")
    return name


def make_cases() -> Iterator[Case]:
    """Yield random views; every feature, mapping, scale and kind of range occurs."""
    rng = random.Random(3)
    for n in range(CASES):
        feature = FEATURES[n % len(FEATURES)]
        bounds = rng.choice([None, None, (-1.0, 2.0), (0.0, 0.0), (0.5, 4.0)])
        yield Case(
            feature=feature,
            mapping=("allen", "beryl", "cosmos")[n % 3],
            scale=("linear", "log", "symlog", "linear")[n % 4],
            cmap=rng.choice(["magma", "viridis", "RdBu", "turbo"]),
            bounds=bounds,
            hemisphere=rng.choice(["given", "given", "left", "right", "both"]),
            indices={
                "coronal": rng.randrange(60, 480),
                "sagittal": rng.randrange(60, 400),
                "horizontal": rng.randrange(60, 260),
            },
        )


def read_shown(site: Site, case: Case) -> np.ndarray:
    """Return the values of rows with side that are to be seen; NaN where there is none."""
    url = f"{site.api}buckets/truth/{case.feature}"
    data = requests.get(url, timeout=SECONDS).json()["feature_data"]
    data = data["mappings"][case.mapping]["data"]
    values = np.full(2 * SIDE_ROWS + 1, np.nan)
    for row, statistics in data.items():
        if statistics["mean"] is not None:
            values[int(row)] = statistics["mean"]
    if case.mapping != "allen":
        values[[ROOT, ROOT + SIDE_ROWS]] = np.nan
    right, left = values[1 : SIDE_ROWS + 1].copy(), values[SIDE_ROWS + 1 :].copy()
    if case.hemisphere == "left":
        values[1 : SIDE_ROWS + 1] = np.nan
    if case.hemisphere == "right":
        values[SIDE_ROWS + 1 :] = np.nan
    if case.hemisphere == "both":
        values[1 : SIDE_ROWS + 1] = np.where(np.isnan(right), left, right)
        values[SIDE_ROWS + 1 :] = np.where(np.isnan(left), right, left)
    return values


def place_in_range(value: float, case: Case, shown: np.ndarray) -> float:
    """Return t in 0…1 of a value, as docs/design/drawing.md says."""
    there = shown[~np.isnan(shown)]
    low, high = case.bounds or (float(there.min()), float(there.max()))
    if case.scale == "log":
        if value <= 0:
            return 0.0
        if low <= 0 < high:
            positive = there[there > 0]
            smallest = float(positive.min()) if positive.size else math.inf
            low = smallest if smallest <= high else high / 1000
        if high <= 0:
            return 1.0
    if value > high or value < low:
        return float(value > high)
    if low == high:
        return 0.5
    if case.scale == "log":
        return math.log(value / low) / math.log(high / low)
    if case.scale == "symlog":
        unit = max(abs(low), abs(high)) * 0.01

        def bend(x: float) -> float:
            return math.copysign(math.log1p(abs(x) / unit), x)

        return (bend(value) - bend(low)) / (bend(high) - bend(low))
    return (value - low) / (high - low)


def colours_of(lateral: int, case: Case, shown: np.ndarray) -> set[tuple[int, ...]]:
    """Return the colours a pixel of a region may have; two where it is hatched."""
    if lateral == 0:
        return {(0, 0, 0, 0)}
    value = shown[lateral]
    if np.isnan(value):
        if lateral in (ROOT, ROOT + SIDE_ROWS):
            return {(*REST, 255)}
        return {(*MISSING, 255), (*MISSING_LINE, 255)}
    t = place_in_range(float(value), case, shown)
    steps = {min(255, math.floor(t * 256 + slack)) for slack in (-1e-9, 1e-9)}
    found = {
        (*(round(part * 255) for part in colormaps[case.cmap](max(0, step))[:3]), 255)
        for step in steps
    }
    return found | {(*MISSING_LINE, 255)} if case.scale == "log" and value <= 0 else found


def choose_pixels(
    picture: np.ndarray, plane: str, index: int, frame: Frame, rng: random.Random
) -> list[tuple[int, int, int]]:
    """Return (x, y, row with side) of device pixels well inside what they show.

    `picture` has the slice's rows without side, down × right.
    """
    found: list[tuple[int, int, int]] = []
    while len(found) < PIXELS:
        x, y = rng.randrange(frame.width), rng.randrange(frame.height)
        column, row = frame.voxel(x, y)
        if not (CLEAR <= column < picture.shape[1] - CLEAR):
            continue
        if not (CLEAR <= row < picture.shape[0] - CLEAR):
            continue
        around = picture[row - CLEAR : row + CLEAR + 1, column - CLEAR : column + CLEAR + 1]
        label = int(around[0, 0])
        ml = index if plane == "sagittal" else column
        if (around != label).any() or abs(ml + 0.5 - SIDE_SPLIT) < CLEAR:
            continue
        if label <= ROOT and rng.random() < 0.8:  # Otherwise most of them would be void and rest.
            continue
        side = SIDE_ROWS if label and ml < SIDE_SPLIT else 0
        found.append((x, y, label + side))
    return found


def kind_of(lateral: int, shown: np.ndarray) -> str:
    if lateral == 0:
        return "void"
    return "missing" if np.isnan(shown[lateral]) else "value"


def test_pixels_have_the_colour_of_their_values(
    page: Page,
    site: Site,
    bucket: str,
    annotation: np.ndarray,
    tissue: list[tuple[int, int]],
) -> None:
    rng = random.Random(5)
    seen: list[str] = []
    for case in make_cases():
        shown = read_shown(site, case)
        page.goto(f"{site.url}/?bucket={bucket}&{case.query}")
        wait_for_values(page, shown)
        for plane, index in case.indices.items():
            canvas = page.get_by_test_id(f"slice-{plane}")
            expect(canvas).to_have_attribute("data-quality", "smooth")
            expect(canvas).to_have_attribute("data-index", str(index))
            width, height = canvas.evaluate("(canvas) => [canvas.width, canvas.height]")
            frame = Frame(width, height, tissue[PLANES[plane][1]], tissue[PLANES[plane][2]])
            picture = cut(annotation, plane, index, case.mapping)
            pixels = choose_pixels(picture, plane, index, frame, rng)
            points = [[x, y] for x, y, _ in pixels]
            drawn = [tuple(colour) for colour in canvas.evaluate(READ_PIXELS, points)]
            for (x, y, lateral), colour in zip(pixels, drawn, strict=True):
                expected = colours_of(lateral, case, shown)
                assert colour in expected, f"{case} {plane} {index} at {x}, {y}: row {lateral}"
                seen.append(kind_of(lateral, shown))
    assert len(seen) == CASES * len(PLANES) * PIXELS
    assert min(seen.count(kind) for kind in ("void", "value", "missing")) > CASES // 2


def wait_for_values(page: Page, shown: np.ndarray) -> None:
    """Wait until the feature is drawn: its bars are there, or nothing has a value."""
    if np.isnan(shown).all():
        expect(page.locator(".bar")).to_have_count(0)
    else:
        expect(page.locator(".bar").first).to_be_attached()
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
