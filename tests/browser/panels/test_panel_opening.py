"""Opening panels: nothing is fetched early, then everything at once, and only once."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, Request, expect

from tests.browser.panel_page import brain_3d, open_panels
from tests.browser.viewer_page import bar
from tests.live import Site
from tests.waiting import let_rest

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer_bucket")]

# Milliseconds, longer than any timer of the panels.
REST_MS = 700


def note_files(page: Page) -> list[str]:
    """Return a list that collects the names of the files that the page requests."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url.split("?")[0].rsplit("/", 1)[1].split(".")[0])

    page.on("request", note)
    return asked


def toggle(page: Page, panel: str) -> None:
    """Click the panel's box without moving a pointer over it first, like a key."""
    page.get_by_test_id(f"panel-toggle-{panel}").evaluate("box => box.click()")


def test_file_and_libraries_come_with_the_code_and_not_after_it(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,sagittal")
    let_rest(page, REST_MS)
    asked = note_files(page)
    toggle(page, "top")
    expect(page.get_by_test_id("slice-top")).to_have_attribute("data-quality", "smooth")
    assert asked[0] == "projections_top"
    asked.clear()
    toggle(page, "3d")
    brain_3d(page)
    at_once = {name.partition("-")[0] for name in asked[:4]}
    assert {"meshes_light", "three", "panel"} <= at_once


def test_opened_again_a_panel_asks_for_nothing_and_shows_the_same(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,top,3d")
    expect(page.get_by_test_id("slice-top")).to_have_attribute("data-quality", "smooth")
    brain_3d(page)
    let_rest(page, REST_MS)
    before = [page.get_by_test_id(name).screenshot() for name in ("slice-top", "brain-3d")]
    asked = note_files(page)
    for panel in ("top", "3d", "top", "3d"):
        toggle(page, panel)
        let_rest(page, 200)
    expect(page.get_by_test_id("slice-top")).to_have_attribute("data-quality", "smooth")
    brain_3d(page)
    let_rest(page, REST_MS)
    assert [name for name in asked if name != "icon"] == []
    after = [page.get_by_test_id(name).screenshot() for name in ("slice-top", "brain-3d")]
    assert after == before


def test_a_closed_3d_panel_draws_nothing(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,3d")
    canvas = brain_3d(page).element_handle()
    toggle(page, "3d")
    frames = canvas.get_attribute("data-frames")
    page.get_by_label("Reverse").check()
    bar(page, "MOs", "left").hover()
    let_rest(page, REST_MS)
    assert canvas.get_attribute("data-frames") == frames
    assert canvas.evaluate("canvas => canvas.isConnected") is False


def test_the_first_sketch_has_no_holes(page: Page, site: Site) -> None:
    """The first sketch covers all that the whole brain covers, except for coarse edges."""
    open_panels(page, site, "coronal,sagittal", "&missing=plain")
    let_rest(page, REST_MS)
    # The refinement of the first sketch never comes.
    page.evaluate("""() => {
        const known = window.setTimeout;
        const but30 = (act, after, ...rest) => (after === 30 ? 0 : known(act, after, ...rest));
        window.setTimeout = but30;
    }""")
    toggle(page, "3d")
    canvas = page.get_by_test_id("brain-3d")
    expect(canvas).to_have_attribute("data-quality", "rough")
    let_rest(page, REST_MS)
    sketch = count_background(page)
    page.get_by_label("Outlines").uncheck()
    brain_3d(page)
    let_rest(page, REST_MS)
    whole = count_background(page)
    assert abs(sketch - whole) < 0.01


def count_background(page: Page) -> float:
    """Return the part of the 3-D picture that shows the page behind the brain."""
    picture = Image.open(io.BytesIO(page.get_by_test_id("brain-3d").screenshot())).convert("RGB")
    pixels = np.asarray(picture).astype(int)
    return float((np.abs(pixels - pixels[2, 2]).sum(axis=2) < 12).mean())


def test_a_toggle_that_is_rested_on_fetches_what_its_panel_needs(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,sagittal")
    let_rest(page, REST_MS)
    page.get_by_test_id("panels-menu").click()
    asked = note_files(page)
    with page.expect_request("**/projections_top.*"):
        page.get_by_test_id("panel-toggle-top").hover()
    let_rest(page, REST_MS)
    asked.clear()
    page.get_by_test_id("panel-toggle-top").click()
    expect(page.get_by_test_id("slice-top")).to_have_attribute("data-quality", "smooth")
    assert [name for name in asked if name != "icon"] == []


def test_a_toggle_that_is_passed_by_fetches_nothing(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,sagittal")
    let_rest(page, REST_MS)
    asked = note_files(page)
    page.get_by_test_id("panel-toggle-top").evaluate("""(box) => {
        const toggle = box.parentElement;
        toggle.dispatchEvent(new PointerEvent('pointerenter'));
        toggle.dispatchEvent(new PointerEvent('pointerleave'));
    }""")
    let_rest(page, 300)
    assert [name for name in asked if name != "icon"] == []
