"""The brain from outside: the picture is the asset's, linked and crossed like slices."""

import base64

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from atlasviewer.atlas.regions import MAPPINGS
from tests.atlas.decoders import decode_projections
from tests.browser.canvases import find_region
from tests.browser.panel_page import open_panels
from tests.browser.viewer_page import bar, expect_parameter, parameter
from tests.live import Site
from tests.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer_bucket")]

DECODE = """async ([direction, mapping]) => {
    const page = JSON.parse(document.getElementById('page').textContent);
    const code = await import('/static/js/panels/surface/projections.js');
    const name = `projections_${direction}`;
    const bytes = new Uint8Array(await (await fetch(page.assets[name])).arrayBuffer());
    const image = code.decodeProjections(bytes, page.atlas.assets[name]).get(mapping);
    const slice = new code.ProjectedVolume(direction, image).slice();
    const pack = (array) => {
        const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
        let text = '';
        for (let at = 0; at < bytes.length; at += 8192) {
            text += String.fromCharCode(...bytes.subarray(at, at + 8192));
        }
        return [array.constructor.name, btoa(text)];
    };
    const [row, depth, data] = [image.row, image.depth, slice.data].map(pack);
    return { row, depth, slice: data, wide: slice.width };
}"""
DTYPES = {"Uint8Array": "u1", "Uint16Array": "<u2", "Int16Array": "<i2", "Float32Array": "<f4"}
PADDING = 4


def unpack(packed: list[str]) -> np.ndarray:
    """Return a typed array that came as its type and base64."""
    kind, text = packed
    return np.frombuffer(base64.b64decode(text), DTYPES[kind])


@pytest.mark.parametrize("direction", ["top", "bottom", "left", "right"])
def test_what_is_drawn_is_the_asset_pixel_by_pixel_before_smoothing(
    page: Page, site: Site, direction: str
) -> None:
    open_panels(page, site, "coronal")
    facts = page.evaluate("() => JSON.parse(document.getElementById('page').textContent)")
    name = f"projections_{direction}"
    layout = facts["atlas"]["assets"][name]
    path = site.var_dir / "atlas" / layout["file"]
    images = decode_projections(path.read_bytes(), layout["height"], layout["width"])
    for mapping in MAPPINGS:
        expected = images[mapping]
        found = page.evaluate(DECODE, [direction, mapping])
        np.testing.assert_array_equal(unpack(found["row"]), expected.row.ravel())
        np.testing.assert_array_equal(unpack(found["depth"]), expected.depth.ravel())
        padded = unpack(found["slice"]).reshape(-1, found["wide"])
        np.testing.assert_array_equal(padded[PADDING:-PADDING, PADDING:-PADDING], expected.row)
        assert padded[:PADDING].max() == 0


def test_a_region_pointed_at_from_above_is_named_and_highlighted(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,top")
    canvas = page.get_by_test_id("slice-top")
    expect(canvas).to_have_attribute("data-quality", "smooth")
    find_region(page, canvas, "MOs", "left")
    expect(bar(page, "MOs", "left")).to_have_attribute("data-hovered", "")
    expect(page.get_by_test_id("tooltip")).to_contain_text("3.4 sp/s")


def test_a_click_from_above_selects_and_a_bar_highlights(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,top")
    canvas = page.get_by_test_id("slice-top")
    expect(canvas).to_have_attribute("data-quality", "smooth")
    before = canvas.screenshot()
    bar(page, "MOs", "right").hover()
    wait_until(lambda: canvas.screenshot() != before)
    point = find_region(page, canvas, "MOs", "right")
    canvas.click(position={"x": point.x, "y": point.y})
    expect_parameter(page, "selected", "MOs:R")


def test_the_left_side_shows_the_left_half_and_the_address_keeps_it(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,top")
    page.get_by_test_id("seen-from").select_option("left")
    expect_parameter(page, "seenFrom", "left")
    canvas = page.get_by_test_id("slice-top")
    expect(canvas).to_have_attribute("aria-label", "Brain, view from the left")
    expect(canvas).to_have_attribute("data-quality", "smooth")
    find_region(page, canvas, "MOs", "left")
    page.get_by_test_id("seen-from").select_option("right")
    expect(canvas).to_have_attribute("aria-label", "Brain, view from the right")
    expect(canvas).to_have_attribute("data-quality", "smooth")
    find_region(page, canvas, "MOs", "right")


def test_a_drag_from_above_moves_the_two_slices_it_crosses(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,horizontal,top")
    canvas = page.get_by_test_id("slice-top")
    expect(canvas).to_have_attribute("data-quality", "smooth")
    box = canvas.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 30, steps=4)
    page.mouse.up()
    page.wait_for_function("() => !location.search.includes('coronal=1400')")
    assert parameter(page, "horizontal") is None
