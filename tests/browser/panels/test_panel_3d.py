"""The brain in 3-D: linked like slices, exploded and reassembled, at no cost while hidden."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, Request, expect

from tests.browser.canvases import find_region, slice_canvas
from tests.browser.panel_page import brain_3d, find_in_3d, open_panels
from tests.browser.viewer_page import (
    bar,
    expect_parameter,
    open_viewer,
    parameter,
)
from tests.live import Site
from tests.waiting import let_rest

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer_bucket")]

REST_MS = 600
WITHOUT_WEBGL = """
    const known = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        return kind === 'webgl2' ? null : known.call(this, kind, ...rest);
    };
"""

NAMELESS_GPU = """
    const context = WebGL2RenderingContext.prototype;
    const known = context.getExtension;
    context.getExtension = function (name) {
        return name === 'WEBGL_debug_renderer_info' ? null : known.call(this, name);
    };
"""


def screenshot(page: Page) -> np.ndarray:
    """Return the 3-D picture as it is on the screen, height × width × 3."""
    page.mouse.move(1, 1)
    picture = Image.open(io.BytesIO(brain_3d(page).screenshot()))
    return np.asarray(picture.convert("RGB"))


def box_size(found: Locator) -> tuple[float, float]:
    """Return width and height in css px."""
    box = found.bounding_box()
    assert box is not None
    return box["width"], box["height"]


def set_explode(page: Page, amount: float) -> None:
    """Move the slider, and wait until the picture is drawn and refined."""
    frames = int(brain_3d(page).get_attribute("data-frames") or 0)
    page.get_by_test_id("explode").fill(str(amount))
    page.wait_for_function(
        "before => document.querySelector('[data-frames]').dataset.frames !== String(before)",
        arg=frames,
    )
    let_rest(page, REST_MS)
    brain_3d(page)


def test_a_region_pointed_at_in_3d_is_highlighted_in_slices_and_bars(
    page: Page, site: Site
) -> None:
    open_panels(page, site, "coronal,3d")
    coronal = slice_canvas(page, "coronal")
    before = coronal.screenshot()
    find_in_3d(page, "MOs", "left")
    expect(bar(page, "MOs", "left")).to_have_attribute("data-hovered", "")
    expect(page.get_by_test_id("tooltip")).to_contain_text("MOs")
    expect(page.get_by_test_id("tooltip")).to_contain_text("3.4 sp/s")
    assert coronal.screenshot() != before


def test_a_region_pointed_at_in_a_slice_or_bar_is_highlighted_in_3d(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,3d")
    before = screenshot(page)
    find_region(page, slice_canvas(page, "coronal"), "MOs", "left")
    let_rest(page, REST_MS)
    by_slice = np.asarray(Image.open(io.BytesIO(brain_3d(page).screenshot())).convert("RGB"))
    assert (by_slice != before).any()
    bar(page, "MOs", "left").hover()
    let_rest(page, REST_MS)
    by_bar = np.asarray(Image.open(io.BytesIO(brain_3d(page).screenshot())).convert("RGB"))
    np.testing.assert_array_equal(by_bar, by_slice)
    np.testing.assert_array_equal(screenshot(page), before)


def test_a_click_selects_and_leaves_the_rest_as_glass(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,3d")
    before = screenshot(page)
    other = find_in_3d(page, "MOp", "left")
    point = find_in_3d(page, "MOs", "left")
    brain_3d(page).click(position={"x": point.x, "y": point.y})
    expect_parameter(page, "selected", "MOs:L")
    let_rest(page, REST_MS)
    alone = screenshot(page)
    # Most of the brain was opaque and is glass now.
    assert (alone != before).any(axis=2).mean() > 0.1
    brain_3d(page).hover(position={"x": other.x, "y": other.y})
    let_rest(page, REST_MS)
    expect(brain_3d(page)).not_to_have_attribute("data-region", "MOp")


def test_taken_apart_and_put_together_it_is_what_it_was(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,3d")
    start = screenshot(page)
    set_explode(page, 1)
    assert parameter(page, "explode") == "1"
    apart = screenshot(page)
    assert (apart != start).any(axis=2).mean() > 0.1
    set_explode(page, 0)
    np.testing.assert_array_equal(screenshot(page), start)


def test_left_is_left_and_right_is_right(page: Page, site: Site) -> None:
    open_panels(page, site, "3d,coronal", "&cmap=gray")
    page.get_by_test_id("look-from").select_option("dorsal")
    brain_3d(page)
    let_rest(page, REST_MS)
    left = find_in_3d(page, "MOs", "left")
    right = find_in_3d(page, "MOs", "right")
    assert left.x < right.x
    picture = screenshot(page)
    # Left has the highest value of all and is white, right the lowest and is black.
    assert picture[int(left.y), int(left.x)].mean() > 120
    assert picture[int(right.y), int(right.x)].mean() < 60


def test_it_is_maximised_and_restored(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,3d")
    small = screenshot(page)
    page.get_by_test_id("maximise-3d").click()
    expect_parameter(page, "panels", "3d")
    let_rest(page, REST_MS)
    assert screenshot(page).shape[1] > small.shape[1]
    page.get_by_test_id("maximise-3d").click()
    expect_parameter(page, "panels", "coronal,3d")
    let_rest(page, REST_MS)
    np.testing.assert_array_equal(screenshot(page), small)


def test_another_colour_map_is_one_small_texture(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,3d")
    canvas = brain_3d(page)
    page.mouse.move(1, 1)
    uploads = int(canvas.get_attribute("data-uploads") or 0)
    page.get_by_label("Reverse").check()
    expect(canvas).to_have_attribute("data-uploads", str(uploads + 1))
    let_rest(page, REST_MS)
    expect(canvas).to_have_attribute("data-uploads", str(uploads + 1))


def test_it_draws_nothing_while_nothing_changes(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,3d")
    let_rest(page, REST_MS)
    frames = brain_3d(page).get_attribute("data-frames")
    let_rest(page, REST_MS)
    expect(brain_3d(page)).to_have_attribute("data-frames", str(frames))


def test_unseen_it_fetches_nothing(page: Page, site: Site) -> None:
    requests: list[str] = []

    def note(request: Request) -> None:
        requests.append(request.url)

    page.on("request", note)
    open_viewer(page, site)
    let_rest(page, REST_MS)
    assert [url for url in requests if "three" in url or "mesh" in url] == []
    page.get_by_test_id("panels-menu").click()
    page.get_by_test_id("panel-toggle-3d").check()
    brain_3d(page)
    assert [url for url in requests if "meshes" in url] != []


def test_the_camera_is_in_the_address_and_opens_as_the_same_picture(
    page: Page, context: BrowserContext, site: Site
) -> None:
    open_panels(page, site, "coronal,3d")
    brain_3d(page).focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("+")
    page.evaluate("() => document.activeElement.blur()")
    let_rest(page, REST_MS)
    assert parameter(page, "camera") is not None
    shown = screenshot(page)
    other = context.new_page()
    other.goto(page.url)
    let_rest(page, REST_MS)
    brain_3d(other)
    let_rest(other, REST_MS)
    np.testing.assert_array_equal(screenshot(other), shown)


def test_a_slice_cuts_it_open(page: Page, site: Site) -> None:
    open_panels(page, site, "coronal,3d")
    whole = screenshot(page)
    page.get_by_test_id("menu-3d").click()
    page.get_by_test_id("clip-coronal").check()
    page.keyboard.press("Escape")
    expect_parameter(page, "clip", "coronal")
    let_rest(page, REST_MS)
    cut = screenshot(page)
    opened = (cut != whole).any(axis=2)
    assert opened.mean() > 0.05
    # Caudoputamen lies deep within: only the cut shows it.
    find_in_3d(page, "CP", "left", among=opened)


def test_without_webgl_there_is_a_sentence_and_a_picture(page: Page, site: Site) -> None:
    page.add_init_script(WITHOUT_WEBGL)
    open_panels(page, site, "coronal,3d")
    place = page.get_by_test_id("no-webgl")
    expect(place).to_contain_text("no WebGL 2")
    picture = place.get_by_role("img", name="The brain in 3-D")
    address = picture.evaluate("image => getComputedStyle(image).backgroundImage")
    # The name with the hash of the file, which may be kept for ever.
    found = re.fullmatch(r'url\("(.+/brain_3d\.[0-9a-f]{12}\.png)"\)', address)
    assert found is not None
    width = page.evaluate(
        """async (address) => {
            const image = new Image();
            image.src = address;
            await image.decode();
            return image.naturalWidth;
        }""",
        found.group(1),
    )
    assert width > 100
    assert min(box_size(picture)) > 100


def test_a_slow_machine_that_does_not_say_so_gets_the_light_level(page: Page, site: Site) -> None:
    levels: list[str] = []
    page.on("request", lambda request: levels.append(request.url))
    page.add_init_script(NAMELESS_GPU)
    open_panels(page, site, "coronal,3d")
    expect(page.get_by_test_id("brain-3d")).to_have_attribute("data-level", "meshes_light")
    asked = [url.rsplit("/", 1)[1].split(".")[0] for url in levels if "/meshes" in url]
    assert asked == ["meshes", "meshes_light"]
    brain_3d(page)


def test_a_finger_scrolls_the_page_until_the_brain_is_tapped(phone: Page, site: Site) -> None:
    open_panels(phone, site, "3d,coronal")
    canvas = brain_3d(phone)
    read = "canvas => getComputedStyle(canvas).touchAction"
    assert canvas.evaluate(read) == "pan-y"
    canvas.tap(position={"x": 12, "y": 60})
    let_rest(phone, REST_MS)
    assert canvas.evaluate(read) == "none"
    phone.get_by_test_id("look-from").tap()
    assert canvas.evaluate(read) == "pan-y"
