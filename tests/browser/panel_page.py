"""Looking at the panels beside the slices: opening them, and finding regions in the 3-D view."""

import io

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.canvases import Point
from tests.browser.viewer_page import BUCKET, open_viewer
from tests.live import Site

# Points at a grid of places as a hand would. Each is answered in the next frame, or later on a busy
# machine: a place counts when the answer stays, there and at the corners of the block around it.
FIND_IN_3D = """async (canvas, [acronym, side, places, half]) => {
    const box = canvas.getBoundingClientRect();
    const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
    const isThere = () => canvas.dataset.region === acronym && canvas.dataset.side === side;
    const stays = async (x, y) => {
        const place = { clientX: box.left + x, clientY: box.top + y, bubbles: true };
        for (let turn = 0; turn === 0 || (isThere() && turn < 4); turn++) {
            canvas.dispatchEvent(new PointerEvent('pointermove', place));
            await frame();
        }
        return isThere();
    };
    const corners = [[0, 0], [-half, -half], [half, half], [-half, half], [half, -half]];
    const about = half > 0 ? corners : [[0, 0]];
    const fills = async (x, y) => {
        for (const [right, down] of about) if (!await stays(x + right, y + down)) return false;
        return true;
    };
    for (const [x, y] of places) if (await fills(x, y)) return [x, y];
    return null;
}"""
STEPS_3D = [64, 40, 24]


def open_panels(page: Page, site: Site, panels: str, query: str = "") -> Page:
    """Open the viewer on its test bucket with these panels."""
    return open_viewer(page, site, f"buckets={BUCKET}&coronal=1400&auto=0&panels={panels}{query}")


def brain_3d(page: Page) -> Locator:
    """Return the canvas of the 3-D view, once its refined picture is there."""
    canvas = page.get_by_test_id("brain-3d")
    expect(canvas).to_have_attribute("data-quality", "smooth")
    return canvas


def find_in_3d(
    page: Page, acronym: str, side: str, half: int = 0, among: np.ndarray | None = None
) -> Point:
    """Return a point in a region of the 3-D view, with the real pointer put there.

    The region also fills the corners of the block that reaches `half` pixels to each side. `among`
    says of each pixel, height × width, whether to look there; usually those that are not ground.
    """
    canvas = brain_3d(page)
    if among is None:
        picture = np.asarray(Image.open(io.BytesIO(canvas.screenshot())).convert("RGB"))
        among = (picture != picture[2, 2]).any(axis=2)
    places = [
        [x, y]
        for step in STEPS_3D
        for y in range(step, among.shape[0], step)
        for x in range(step, among.shape[1], step)
        if among[y, x]
    ]
    found = canvas.evaluate(FIND_IN_3D, [acronym, side, places, half])
    assert found is not None, f"{acronym} ({side}) is nowhere to be seen"
    point = Point(*found)
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + point.x, box["y"] + point.y)
    expect(canvas).to_have_attribute("data-region", acronym)
    return point
