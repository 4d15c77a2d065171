"""Twelve kinds of data, each as it first opens: regions that differ are seen to differ.

``UPDATE_PICTURES=1 pytest -m browser tests/browser/slices/test_default_pictures.py`` writes the
pictures that ``docs/design/defaults.md`` shows; look at every one of them.
"""

import os
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from iblbrainviewer.api import make_volume_payload
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from atlasviewer.atlas.regions import load_regions
from tests.browser.canvases import slice_canvas
from tests.browser.viewer_page import make_bucket, open_viewer
from tests.live import BASE_DIR, Site
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

BUCKET = "twelve"
PICTURES = BASE_DIR / "docs/pictures/defaults"
LARGEST = 40_000
SIDE = 1327
POINTS = 12
MIDDLE = (183, 55, 121)
"""The middle of magma: neither the lowest nor the highest."""
PLAIN_TISSUE = (208, 210, 213)
SHAPE = (528, 320, 456)
# The colour in the middle of each region of a slice, by region and side; the median of a grid of
# points is never the ink of an outline or a hatch.
COLOURS = """(canvas) => {
    const box = canvas.getBoundingClientRect();
    const ratio = canvas.width / canvas.clientWidth;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const found = {};
    for (let y = 3; y < box.height; y += 6) {
        for (let x = 3; x < box.width; x += 6) {
            const [clientX, clientY] = [box.left + x, box.top + y];
            const move = { clientX, clientY, pointerType: 'mouse', bubbles: true };
            canvas.dispatchEvent(new PointerEvent('pointermove', move));
            const at = 4 * (Math.floor(y * ratio) * canvas.width + Math.floor(x * ratio));
            const key = `${canvas.dataset.region}:${canvas.dataset.side}`;
            if (canvas.dataset.region) (found[key] ??= []).push([...data.slice(at, at + 3)]);
        }
    }
    canvas.dispatchEvent(new PointerEvent('pointerleave'));
    return found;
}"""
DOTS = """(canvas) => {
    const overlay = canvas.nextElementSibling;
    const { data } = overlay.getContext('2d')
        .getImageData(70, 0, overlay.width - 140, overlay.height - 70);
    const seen = new Set();
    for (let n = 0; n < data.length; n += 4) {
        const [red, green, blue, alpha] = data.slice(n, n + 4);
        if (alpha === 255 && Math.max(red, green, blue) - Math.min(red, green, blue) > 30) {
            seen.add(`${red},${green},${blue}`);
        }
    }
    return seen.size;
}"""


@dataclass(frozen=True)
class Kind:
    """One kind of data, and what its first picture must be."""

    cmap: str
    reason: str
    """What the line below the colour bar says; empty where nothing is suggested."""
    colours: int
    """Colours that tell regions of a slice apart, at least."""
    span: int
    """How far apart the two that differ most are, of 441."""


KINDS = {
    "signed": Kind("RdBu", "zero is in the middle", 20, 250),
    "skewed": Kind("magma", "logarithmic", 10, 150),
    "p-values": Kind("magma", "small ones bright", 8, 150),
    "counts": Kind("magma", "from zero", 10, 100),
    "one-sided": Kind("magma", "", 10, 150),
    "constant": Kind("magma", "", 1, 0),
    "sparse": Kind("magma", "", 2, 80),
    "categories": Kind("tab10", "one colour each", 5, 100),
    "volume": Kind("magma", "left out of the range", 20, 200),
    "points": Kind("magma", "", 5, 0),
    "one region": Kind("magma", "", 1, 0),
    "2654 regions": Kind("magma", "", 8, 150),
}


def beryl_rows() -> list[int]:
    """Return the rows of the Beryl regions with side, right and then left."""
    table = np.asarray(load_regions().beryl)
    right = [int(row) for row in np.unique(table[1:]) if row > 1]
    return [*right, *(row + SIDE for row in right)]


def payload(fname: str, values: dict[int, float], unit: str, mapping: str = "beryl") -> Any:
    data = {str(row): {"mean": float(value)} for row, value in values.items()}
    origins = {mapping: {"given": sorted(values)}}
    feature_data = {"mappings": {mapping: {"data": data}}, "origins": origins}
    return {"fname": fname, "unit": unit, "feature_data": feature_data}


def make_payloads() -> list[dict[str, Any]]:
    """Return the twelve features, the same each time."""
    rng = np.random.default_rng(12)
    rows = beryl_rows()
    count = len(rows)
    normal = rng.normal(size=count)
    right = [row for row in rows if row <= SIDE]
    acronyms = load_regions().acronym.tolist()
    cortex = [row for row in rows if acronyms[row if row <= SIDE else row - SIDE].startswith("VIS")]

    def of(values: Any) -> dict[int, float]:
        return dict(zip(rows, np.asarray(values, dtype=float).tolist(), strict=True))

    volume = np.zeros(SHAPE, dtype=np.float32)
    ap, dv, ml = np.ogrid[: SHAPE[0], : SHAPE[1], : SHAPE[2]]
    for middle in ((200, 120, 150), (280, 160, 300)):
        distance = sum(
            ((axis - at) / 40.0) ** 2 for axis, at in zip((ap, dv, ml), middle, strict=True)
        )
        volume += np.where(distance < 4, np.exp(-distance), 0).astype(np.float32)
    dots = np.zeros(SHAPE, dtype=np.float32)
    dots[262:266, 150:154, 168:172] = 1.0
    xyz = rng.normal(0, 0.0006, (400, 3)) + np.array([-0.0015, -0.0012, -0.0033])
    return [
        payload("signed", of(normal), "z"),
        payload("skewed", of(np.exp(2 * normal)), "a.u."),
        payload("p-values", of(rng.random(count) ** 4 * 0.9 + 1e-5), "p"),
        payload("counts", of(rng.poisson(40, count)), "cells"),
        payload("one-sided", {row: float(rng.random()) for row in right}, "a.u."),
        payload("constant", of(np.full(count, 2.5)), "a.u."),
        payload("sparse", {row: 1.0 + n for n, row in enumerate(cortex[:6])}, "a.u."),
        payload("categories", of(rng.integers(1, 8, count)), "cluster"),
        make_volume_payload("volume", volume),
        make_volume_payload("points", dots, xyz=xyz, values=rng.random(400)),
        payload("one region", {acronyms.index("VISp") + SIDE: 1.5}, "a.u."),
        payload(
            "2654 regions",
            {row: float(rng.random()) for row in range(1, 2 * SIDE + 1)},
            "a.u.",
            mapping="allen",
        ),
    ]


@pytest.fixture(scope="module")
def bucket(site: Site) -> str:
    make_bucket(site, BUCKET, make_payloads())
    return BUCKET


def colours_of(canvas: Locator) -> set[tuple[int, ...]]:
    """Return the colours, not greys, of the regions that a slice shows at many points."""
    found = canvas.evaluate(COLOURS).values()
    large = [np.array(colours) for colours in found if len(colours) >= POINTS]
    medians = [tuple(int(part) for part in np.median(one, axis=0)) for one in large]
    return {colour for colour in medians if max(colour) - min(colour) > 12}


def keep(page: Page, fname: str) -> None:
    """Write what the panels show as a small picture."""
    shot = Image.open(BytesIO(page.locator("#panels").screenshot(animations="disabled")))
    small = shot.convert("RGB").resize((560, round(560 * shot.height / shot.width)))
    PICTURES.mkdir(parents=True, exist_ok=True)
    small.save(PICTURES / f"{fname.replace(' ', '_')}.webp", quality=72, method=6)


@pytest.mark.parametrize("fname", list(KINDS))
def test_the_first_picture_tells_regions_apart(
    page: Page, site: Site, bucket: str, fname: str
) -> None:
    kind = KINDS[fname]
    open_viewer(page, site, f"buckets={bucket}&feature={fname}")
    expect(page.get_by_test_id("colormap")).to_have_text(kind.cmap)
    expect(page.get_by_test_id("look-reason")).to_contain_text(kind.reason)
    canvas = slice_canvas(page, "coronal")
    if fname == "points":
        wait_until(lambda: int(canvas.evaluate(DOTS)) >= kind.colours)
    elif fname == "volume":
        wait_until(lambda: len(pixel_colours(canvas)) >= kind.colours)
        # Empty voxels, which are most, are plain tissue, as grey as under points.
        found = [tuple(one) for some in canvas.evaluate(COLOURS).values() for one in some]
        assert found.count(PLAIN_TISSUE) > len(found) / 2
    else:
        assert_apart(canvas, kind, fname)
    if os.environ.get("UPDATE_PICTURES"):
        page.mouse.move(0, 0)
        keep(page, fname)
    assert (PICTURES / f"{fname.replace(' ', '_')}.webp").stat().st_size <= LARGEST


def pixel_colours(canvas: Locator) -> set[tuple[int, ...]]:
    found = canvas.evaluate(COLOURS)
    return {tuple(colour) for colours in found.values() for colour in colours}


def assert_apart(canvas: Locator, kind: Kind, fname: str) -> None:
    """Assert that regions with a value have colours, and that these differ."""
    wait_until(lambda: len(colours_of(canvas)) >= kind.colours)
    colours = colours_of(canvas)
    every = np.array(sorted(colours), dtype=float)
    distances = np.linalg.norm(every[:, None] - every[None], axis=2)
    assert distances.max() >= kind.span
    if fname == "signed":
        assert any(red > blue + 80 for red, _, blue in colours)
        assert any(blue > red + 80 for red, _, blue in colours)
    if fname in ("constant", "one region"):
        assert np.abs(every - MIDDLE).max() <= 4, every
