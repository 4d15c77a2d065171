"""Looking at a slice as a person does: pointing at regions, reading the colour that is drawn."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

READ_PIXEL = """(canvas, [x, y]) => {
    const ratio = canvas.width / canvas.clientWidth;
    const context = canvas.getContext('2d');
    return [...context.getImageData(Math.floor(x * ratio), Math.floor(y * ratio), 1, 1).data];
}"""
# Points at a grid of places, as a hand would, but in one fast call.
FIND_REGION = """(canvas, [acronym, side, step, margin]) => {
    const box = canvas.getBoundingClientRect();
    const inside = (x, y) => {
        const [clientX, clientY] = [box.left + x, box.top + y];
        const move = { clientX, clientY, pointerType: 'mouse', bubbles: true };
        canvas.dispatchEvent(new PointerEvent('pointermove', move));
        return canvas.dataset.region === acronym && canvas.dataset.side === side;
    };
    const around = [[0, 0], [margin, 0], [-margin, 0], [0, margin], [0, -margin]];
    for (let y = step; y < box.height - step; y += step) {
        for (let x = step; x < box.width - step; x += step) {
            if (around.every(([dx, dy]) => inside(x + dx, y + dy))) return [x, y];
        }
    }
    return null;
}"""
STEP = 6
MARGIN = 4


@dataclass(frozen=True)
class Point:
    """A place on a canvas, in css pixels from its upper left corner."""

    x: float
    y: float


def slice_canvas(page: Page, plane: str) -> Locator:
    """Return the canvas of a slice, once it shows its refined picture."""
    canvas = page.get_by_test_id(f"slice-{plane}")
    expect(canvas).to_have_attribute("data-quality", "smooth")
    return canvas


def read_pixel(canvas: Locator, point: Point) -> tuple[int, int, int, int]:
    """Return the red, green, blue and alpha that are drawn at a point."""
    red, green, blue, alpha = canvas.evaluate(READ_PIXEL, [point.x, point.y])
    return red, green, blue, alpha


def find_region(page: Page, canvas: Locator, acronym: str, side: str) -> Point:
    """Return a point well inside a region, with the real pointer put there; fail without one."""
    found = canvas.evaluate(FIND_REGION, [acronym, side, STEP, MARGIN])
    assert found is not None, f"no {acronym} ({side}) is in this slice"
    point = Point(*found)
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + point.x, box["y"] + point.y)
    expect(canvas).to_have_attribute("data-region", acronym)
    expect(canvas).to_have_attribute("data-side", side)
    return point
