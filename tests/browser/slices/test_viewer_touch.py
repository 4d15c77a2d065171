"""Fingers on a slice, and a screen whose density changes while the page is open."""

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.canvases import slice_canvas
from tests.browser.viewer_page import expect_parameter, parameter
from tests.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer")]

TABLET = {"width": 1180, "height": 820}
PHONE = {"width": 390, "height": 844}
STEPS = 8
PAINTED = """(canvas) => canvas.getContext('2d')
    .getImageData(0, canvas.height / 2, canvas.width, 1).data.some((part) => part > 0)"""
TOP = "document.querySelector('[data-testid=slice-coronal]').getBoundingClientRect().top"
FRAME_MS = 20

Place = tuple[float, float]


class Hand:
    """Fingers on the page, as the browser's own input sees them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.devtools: CDPSession = page.context.new_cdp_session(page)

    def touch(self, kind: str, fingers: list[Place]) -> None:
        points = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(fingers)]
        self.devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        self.page.wait_for_timeout(FRAME_MS)

    def move(self, starts: list[Place], ends: list[Place]) -> None:
        """Put fingers down, move them evenly, and lift them."""
        self.touch("touchStart", starts)
        for step in range(1, STEPS + 1):
            part = step / STEPS
            between = zip(starts, ends, strict=True)
            self.touch(
                "touchMove",
                [(x + (u - x) * part, y + (v - y) * part) for (x, y), (u, v) in between],
            )
        self.touch("touchEnd", [])


@pytest.fixture(params=[TABLET], ids=["tablet"])
def page(request: pytest.FixtureRequest, phone: Page) -> Page:
    phone.set_viewport_size(request.param)
    return phone


on_a_phone = pytest.mark.parametrize("page", [PHONE], ids=["phone"], indirect=True)


@pytest.fixture
def hand(page: Page) -> Hand:
    return Hand(page)


def place_in(canvas: Locator, x: float, y: float) -> Place:
    """Return a place on the page, given in shares of a canvas."""
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    return box["x"] + box["width"] * x, box["y"] + box["height"] * y


def zoom_of(page: Page, plane: str) -> float:
    view = parameter(page, f"{plane}View")
    return 1.0 if view is None else float(view.split(",")[0])


def pinch(hand: Hand, canvas: Locator, wide: float) -> None:
    """Spread two fingers about the middle until they are `wide` shares of the canvas apart."""
    places = [place_in(canvas, 0.5 + share / 2, 0.5) for share in (-0.1, 0.1, -wide, wide)]
    hand.move(places[:2], places[2:])


def test_one_finger_in_a_whole_slice_moves_the_other_two(page: Page, hand: Hand) -> None:
    canvas = slice_canvas(page, "coronal")
    hand.move([place_in(canvas, 0.5, 0.5)], [place_in(canvas, 0.65, 0.35)])
    page.wait_for_function("() => new URLSearchParams(location.search).get('sagittal') > 500")
    assert parameter(page, "horizontal") is not None
    assert parameter(page, "coronal") == "1400"
    assert parameter(page, "selected") is None


def test_two_fingers_enlarge_about_the_middle_between_them_and_select_nothing(
    page: Page, hand: Hand
) -> None:
    canvas = slice_canvas(page, "coronal")
    pinch(hand, canvas, 0.4)
    page.wait_for_function("() => location.search.includes('coronalView=')")
    assert zoom_of(page, "coronal") == pytest.approx(4, rel=0.15)
    assert parameter(page, "selected") is None
    assert parameter(page, "sagittal") is None
    pinch_back = [place_in(canvas, 0.5 + share, 0.5) for share in (-0.3, 0.3, -0.02, 0.02)]
    hand.move(pinch_back[:2], pinch_back[2:])
    expect_parameter(page, "coronalView", None)


def test_one_finger_in_an_enlarged_slice_moves_the_picture(page: Page, hand: Hand) -> None:
    canvas = slice_canvas(page, "coronal")
    pinch(hand, canvas, 0.4)
    page.wait_for_function("() => location.search.includes('coronalView=')")
    before = parameter(page, "coronalView")
    assert before is not None
    hand.move([place_in(canvas, 0.5, 0.5)], [place_in(canvas, 0.3, 0.5)])
    page.wait_for_function("(before) => !location.search.includes(before)", arg=before)
    after = parameter(page, "coronalView")
    assert after is not None
    assert float(after.split(",")[1]) > float(before.split(",")[1])
    assert parameter(page, "sagittal") is None


def test_a_tap_selects(page: Page, hand: Hand) -> None:
    canvas = slice_canvas(page, "coronal")
    place = place_in(canvas, 0.4, 0.35)
    hand.move([place], [place])
    page.wait_for_function("() => location.search.includes('selected=')")


@on_a_phone
def test_on_a_phone_one_finger_scrolls_past_a_slice_and_two_enlarge_it(
    page: Page, hand: Hand
) -> None:
    canvas = slice_canvas(page, "coronal")
    start = place_in(canvas, 0.5, 0.6)
    before = page.evaluate(TOP)
    hand.move([start], [(start[0], start[1] - 120)])
    wait_until(lambda: page.evaluate(TOP) < before - 40)
    assert parameter(page, "horizontal") is None
    pinch(hand, canvas, 0.4)
    page.wait_for_function("() => location.search.includes('coronalView=')")


def test_another_density_redraws_at_its_pixels(page: Page, hand: Hand) -> None:
    canvas = slice_canvas(page, "coronal")
    sizes = "canvas => [canvas.width / canvas.clientWidth, canvas.height / canvas.clientHeight]"
    assert canvas.evaluate(sizes) == pytest.approx([1, 1], abs=0.01)
    # Chromium tells a page of another density only when its window changes with it, as on the way
    # to another screen.
    for width, density in ((1181, 2), (1182, 1.5)):
        metrics = {"width": width, "height": 820, "deviceScaleFactor": density, "mobile": False}
        hand.devtools.send("Emulation.setDeviceMetricsOverride", metrics)
        page.wait_for_function(
            "(wanted) => { const canvas = document.querySelector('[data-testid=slice-coronal]');"
            " return Math.abs(canvas.width / canvas.clientWidth - wanted) < 0.01"
            " && canvas.dataset.quality === 'smooth'; }",
            arg=density,
        )
        painted = canvas.evaluate(PAINTED)
        assert painted
        expect(canvas).to_have_attribute("data-quality", "smooth")
