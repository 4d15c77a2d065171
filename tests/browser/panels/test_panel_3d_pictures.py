"""The 3-D view as a picture: saved for print, without specks, smooth, turning by itself."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.panel_page import brain_3d, find_in_3d, open_panels
from tests.browser.panels.test_panel_3d import REST_MS, screenshot
from tests.live import Site
from tests.waiting import let_rest

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer_bucket")]


def save_picture(page: Page, path: Path, width: str, dpi: str, **flags: bool) -> Image.Image:
    """Save the 3-D view with what the dialog offers, and return the file."""
    brain_3d(page)
    page.get_by_test_id("menu-3d").click()
    page.get_by_test_id("save-3d").click()
    page.get_by_test_id("save-3d-width").select_option(width)
    page.get_by_test_id("save-3d-dpi").select_option(dpi)
    for name, wanted in flags.items():
        page.get_by_test_id(f"save-3d-{name}").set_checked(wanted)
    with page.expect_download(timeout=120_000) as download:
        page.get_by_test_id("save-3d-file").click()
    download.value.save_as(path)
    return Image.open(path)


def test_a_saved_picture_is_as_wide_as_asked_and_has_nothing_behind_the_brain(
    page: Page, site: Site, tmp_path: Path
) -> None:
    open_panels(page, site, "coronal,3d", "&missing=plain")
    saved = save_picture(page, tmp_path / "brain.png", "85", "300")
    assert saved.width == round(85 / 25.4 * 300)
    assert saved.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    pixels = np.asarray(saved.convert("RGBA"))
    height, width = pixels.shape[:2]
    assert pixels[0, 0, 3] == 0
    opaque = pixels[..., 3] == 255
    assert opaque[height // 3 : height * 2 // 3, width // 3 : width * 2 // 3].mean() > 0.5
    # Compass at the lower left, colour bar at the lower right.
    assert opaque[-height // 5 :, : width // 6].sum() > 100
    assert opaque[-height // 5 :, -width // 3 :].sum() > 1000


def test_a_picture_without_compass_and_bar_on_the_ground_of_the_page_has_the_brain_alone(
    page: Page, site: Site, tmp_path: Path
) -> None:
    open_panels(page, site, "coronal,3d", "&missing=plain")
    flags = {"transparent": False, "compass": False, "bar": False}
    saved = save_picture(page, tmp_path / "brain.png", "85", "300", **flags)
    pixels = np.asarray(saved.convert("RGBA"))
    height, width = pixels.shape[:2]
    assert (pixels[..., 3] == 255).all()
    corners = (pixels[-height // 12 :, : width // 10], pixels[-height // 12 :, -width // 10 :])
    assert all(len(np.unique(corner.reshape(-1, 4), axis=0)) == 1 for corner in corners)


REGIONS_IN_BLOCK = """async (canvas, [x, y, half]) => {
    const box = canvas.getBoundingClientRect();
    const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
    const found = {};
    for (let down = -half; down <= half; down += 3) {
        for (let right = -half; right <= half; right += 3) {
            const place = { clientX: box.left + x + right, clientY: box.top + y + down };
            canvas.dispatchEvent(new PointerEvent('pointermove', { ...place, bubbles: true }));
            await frame();
            found[canvas.dataset.region] = (found[canvas.dataset.region] ?? 0) + 1;
        }
    }
    return found;
}"""


@pytest.mark.parametrize("acronym", ["MOB", "MOs"])
def test_no_speck_of_a_neighbour_shows_within_a_region_and_its_shade_is_smooth(
    page: Page, site: Site, acronym: str
) -> None:
    open_panels(page, site, "3d", "&missing=plain&outlines=0")
    page.get_by_test_id("look-from").select_option("dorsal")
    point = find_in_3d(page, acronym, "left", half=12)
    canvas = brain_3d(page)
    found = canvas.evaluate(REGIONS_IN_BLOCK, [point.x, point.y, 9])
    assert list(found) == [acronym]
    let_rest(page, REST_MS)
    picture = screenshot(page).astype(int)
    x, y = int(point.x), int(point.y)
    block = picture[y - 9 : y + 10, x - 9 : x + 10]
    steps = np.concatenate([np.abs(np.diff(block, axis=axis)).ravel() for axis in (0, 1)])
    # One step of shade after the other: no crease, no speck.
    assert steps.max() <= 10


def test_the_turntable_turns_until_it_is_touched(page: Page, site: Site) -> None:
    page.emulate_media(reduced_motion="no-preference")
    open_panels(page, site, "3d,coronal")
    canvas = brain_3d(page)
    turn = page.get_by_test_id("turn-3d")
    canvas.focus()
    page.keyboard.press("p")
    expect(turn).to_have_attribute("aria-pressed", "true")
    frames = int(canvas.get_attribute("data-frames") or 0)
    page.wait_for_function(
        "before => Number(document.querySelector('[data-frames]').dataset.frames) > before + 3",
        arg=frames,
    )
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 6, box["y"] + 6)
    expect(turn).to_have_attribute("aria-pressed", "false")
    page.wait_for_function("() => new URL(location.href).searchParams.has('camera')")
    frames = int(brain_3d(page).get_attribute("data-frames") or 0)
    let_rest(page, REST_MS)
    expect(canvas).to_have_attribute("data-frames", str(frames))


def test_where_motion_is_reduced_each_press_turns_the_brain_once(page: Page, site: Site) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_panels(page, site, "3d,coronal")
    brain_3d(page)
    before = screenshot(page)
    page.get_by_test_id("turn-3d").click()
    expect(page.get_by_test_id("turn-3d")).to_have_attribute("aria-pressed", "false")
    page.wait_for_function("() => new URL(location.href).searchParams.has('camera')")
    let_rest(page, REST_MS)
    assert (screenshot(page) != before).any(axis=2).mean() > 0.1
    frames = brain_3d(page).get_attribute("data-frames")
    let_rest(page, REST_MS)
    expect(brain_3d(page)).to_have_attribute("data-frames", str(frames))
