"""Points in the panels beside the slices: on the surface where they lie near it, and in 3-D."""

import io

import numpy as np
import pytest
from iblbrainviewer.api import make_volume_payload
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.panel_page import brain_3d
from tests.browser.viewer_page import make_bucket
from tests.live import Site
from tests.waiting import let_rest, wait_until

pytestmark = pytest.mark.browser

BUCKET = "panel-points"
REST_MS = 1500
SHAPE = (528, 320, 456)
# In metres from bregma, ML, AP, DV: on the left cortex 60 µm below its surface, and deep below.
NEAR, DEEP = (-0.0015, 0.0, -0.00045), (0.0015, 0.0, -0.0035)
# The ends of magma.
LOWEST, HIGHEST = [0, 0, 4], [252, 253, 191]
COUNT = """(canvas, colour) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    let found = 0;
    for (let n = 0; n < data.length; n += 4) {
        if (colour.every((part, k) => Math.abs(data[n + k] - part) <= 2)) found++;
    }
    return found;
}"""


@pytest.fixture(scope="module", autouse=True)
def bucket(site: Site) -> str:
    volume = np.zeros(SHAPE, dtype=np.float32)
    volume[216:219, 40:43, 170:173] = 4.0
    xyz, values = np.array([NEAR, DEEP]), np.array([4.0, 8.0])
    make_bucket(site, BUCKET, [make_volume_payload("dots", volume, xyz=xyz, values=values)])
    return BUCKET


def open_points(page: Page, site: Site, panels: str) -> None:
    page.goto(f"{site.url}/?buckets={BUCKET}&coronal=0&panels={panels}&thickness=200")
    expect(page.get_by_test_id("range-max")).to_have_value("8")


def test_the_surface_shows_the_points_near_it_only(page: Page, site: Site) -> None:
    open_points(page, site, "coronal,top")
    canvas = page.get_by_test_id("slice-top")
    expect(canvas).to_have_attribute("data-quality", "smooth")
    overlay = canvas.locator("xpath=following-sibling::canvas[last()]")
    wait_until(lambda: overlay.evaluate(COUNT, LOWEST) > 10)
    assert overlay.evaluate(COUNT, HIGHEST) == 0
    page.get_by_test_id("thickness").fill("4000")
    page.get_by_test_id("thickness").press("Enter")
    wait_until(lambda: overlay.evaluate(COUNT, HIGHEST) > 10)


def places_of(page: Page, colour: list[int]) -> np.ndarray:
    """Return where a colour is in the 3-D picture, [x, y] in css px, shape (n, 2)."""
    picture = Image.open(io.BytesIO(brain_3d(page).screenshot())).convert("RGB")
    # The colour bar, at the lower right, has all colours of the scale.
    above = np.asarray(picture).astype(int)[: int(picture.height * 0.85)]
    same = np.abs(above - colour).max(axis=2) <= 2
    return np.argwhere(same)[:, ::-1]


def test_3d_shows_all_points_in_glass_and_tells_their_values(page: Page, site: Site) -> None:
    open_points(page, site, "3d,coronal")
    page.get_by_test_id("look-from").select_option("dorsal")
    canvas = brain_3d(page)
    let_rest(page, REST_MS)
    low, high = places_of(page, LOWEST), places_of(page, HIGHEST)
    assert len(low) > 15
    assert len(high) > 15
    # From above, left is on the left.
    assert low[:, 0].max() < high[:, 0].min()
    box = canvas.bounding_box()
    assert box is not None
    x, y = high.mean(axis=0)
    page.mouse.move(box["x"] + x, box["y"] + y)
    expect(page.get_by_test_id("tooltip").locator("b")).to_have_text("8")
    # The region in which it lies is named, however deep.
    expect(page.get_by_test_id("tooltip").locator("strong")).not_to_have_text("root")
    page.mouse.move(1, 1)
    page.get_by_test_id("menu-3d").click()
    page.get_by_test_id("glass-3d").uncheck()
    page.keyboard.press("Escape")
    let_rest(page, REST_MS)
    assert len(places_of(page, HIGHEST)) == 0
