"""Looking at the panels beside the slices: opening them, and finding regions in the 3-D view."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.canvases import Point
from tests.browser.viewer_page import BUCKET, open_viewer
from tests.live import Site

# Points at a grid of places as a hand would. Each is answered in the next frame, or later on a busy
# machine: a place counts when the answer stays, there and at the corners of the block around it.
FIND_IN_3D = """async (canvas, [acronym, side, steps, half]) => {
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
    for (const step of steps) for (let y = step; y < box.height; y += step) {
        for (let x = step; x < box.width; x += step) if (await fills(x, y)) return [x, y];
    }
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


def find_in_3d(page: Page, acronym: str, side: str, half: int = 0) -> Point:
    """Return a point in a region of the 3-D view, with the real pointer put there.

    The region also fills the corners of the block that reaches `half` pixels to each side.
    """
    canvas = brain_3d(page)
    found = canvas.evaluate(FIND_IN_3D, [acronym, side, STEPS_3D, half])
    assert found is not None, f"{acronym} ({side}) is nowhere to be seen"
    point = Point(*found)
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + point.x, box["y"] + point.y)
    expect(canvas).to_have_attribute("data-region", acronym)
    return point
