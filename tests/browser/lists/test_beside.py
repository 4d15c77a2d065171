"""Two brains side by side: one scale, crosshair, zoom and pointer; compared in drawn pixels."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.canvases import Point, find_region, read_pixel, slice_canvas
from tests.browser.viewer_page import (
    bar,
    expect_parameter,
    make_bucket,
    open_viewer,
    regions_payload,
)
from tests.live import Site

pytestmark = pytest.mark.browser

BUCKET, OTHERS = "beside", "beside_others"
RATE = {("MOs", "left"): 4.0, ("MOs", "right"): 1.0, ("MOp", "left"): 0.0, ("MOp", "right"): 2.0}
CHOICE = {("MOs", "left"): 1.0, ("MOs", "right"): 4.0, ("MOp", "left"): 8.0, ("MOp", "right"): 0.0}


@pytest.fixture(scope="module")
def query(site: Site) -> str:
    """The link to a rate with a choice of another bucket beside it."""
    make_bucket(site, BUCKET, [payload("rate", RATE)])
    depth = regions_payload("depth", {("MOs", "left"): {"mean": 7.0}}, unit="µm")
    make_bucket(site, OTHERS, [payload("choice", CHOICE), depth])
    return f"buckets={BUCKET},{OTHERS}&bucket={BUCKET}&feature=rate&coronal=1400&auto=0"


def payload(fname: str, values: dict[tuple[str, str], float]) -> dict[str, object]:
    return regions_payload(fname, {region: {"mean": value} for region, value in values.items()})


def second(page: Page, plane: str = "coronal") -> Locator:
    """Return a slice of the second brain, once it shows its refined picture."""
    canvas = page.get_by_test_id("beside").get_by_test_id(f"slice-{plane}")
    expect(canvas).to_have_attribute("data-quality", "smooth")
    return canvas


def first(page: Page, plane: str = "coronal") -> Locator:
    canvas = page.locator("#panels").get_by_test_id(f"slice-{plane}")
    expect(canvas).to_have_attribute("data-quality", "smooth")
    return canvas


def points_of(page: Page, canvas: Locator) -> dict[tuple[str, str], Point]:
    """Return a point well inside each region, and leave the canvas."""
    found = {region: find_region(page, canvas, *region) for region in RATE}
    page.mouse.move(0, 0)
    expect(canvas).to_have_attribute("data-region", "")
    return found


def read_all(canvas: Locator, points: dict[tuple[str, str], Point]) -> dict[tuple[str, str], tuple]:
    return {region: read_pixel(canvas, point) for region, point in points.items()}


def test_both_have_one_scale_crosshair_zoom_and_pointer(page: Page, site: Site, query: str) -> None:
    open_viewer(page, site, f"{query}&compare={OTHERS}/choice")
    page.get_by_test_id("comparison-beside").click()
    expect_parameter(page, "beside", f"{OTHERS}/choice")
    expect(page.get_by_test_id("beside-status")).to_have_text("One colour scale: 0 to 8 sp/s.")
    page.get_by_test_id("drawer-close").click()
    # The brain beside stays when the sheet is closed.
    expect_parameter(page, "compare", None)
    one, other = first(page), second(page)
    boxes = [canvas.bounding_box() for canvas in (one, other)]
    assert boxes[0] is not None and boxes[1] is not None
    assert abs(boxes[0]["width"] - boxes[1]["width"]) <= 1
    assert abs(boxes[0]["height"] - boxes[1]["height"]) <= 1
    assert abs(boxes[0]["y"] - boxes[1]["y"]) <= 1
    points = points_of(page, other)
    here, there = read_all(one, points), read_all(other, points)
    colour_of = {value: here[region] for region, value in RATE.items()}
    for region, value in CHOICE.items():
        if value in colour_of:
            assert there[region] == colour_of[value], region
        else:
            assert there[region] not in colour_of.values()
    assert len({*here.values(), *there.values()}) == len({*RATE.values(), *CHOICE.values()})
    # One pointer: bars, the tooltip with both values, and the outline on the first brain.
    before = one.screenshot()
    find_region(page, other, "MOs", "left")
    expect(bar(page, "MOs", "left")).to_have_attribute("data-hovered", "")
    tooltip = page.get_by_test_id("tooltip")
    for text in ("MOs", "1 sp/s", "rate4 sp/s"):
        expect(tooltip).to_contain_text(text)
    assert one.screenshot() != before
    other.click(position={"x": points["MOp", "right"].x, "y": points["MOp", "right"].y})
    expect_parameter(page, "selected", "MOp:R")
    page.keyboard.press("Escape")
    # One crosshair and one zoom.
    other.focus()
    page.keyboard.press(".")
    expect(one).to_have_attribute("data-index", str(other.get_attribute("data-index")))
    expect_parameter(page, "coronal", "1375")
    page.keyboard.press("+")
    page.wait_for_function("() => new URLSearchParams(location.search).has('coronalView')")
    one, other = first(page), second(page)
    assert read_labels(one) == read_labels(other)


def read_labels(canvas: Locator) -> list[bool]:
    """Return where the brain is drawn, by every eighth pixel."""
    found = canvas.evaluate(
        """(canvas) => {
            const { width, height } = canvas;
            const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
            const count = Math.floor(width * height / 8);
            return Array.from({ length: count }, (_, n) => data[n * 32 + 3] > 0);
        }"""
    )
    assert True in found and False in found
    return list(found)


def test_a_link_opens_both_and_each_may_have_its_own_colours(
    page: Page, site: Site, query: str
) -> None:
    open_viewer(page, site, f"{query}&beside={OTHERS}/choice&panels=coronal&ownScales=1")
    status = page.get_by_test_id("beside-status")
    expect(status).to_have_text("Each has its own colours: equal colours do not mean equal values.")
    expect(page.get_by_test_id("beside-strip")).to_contain_text("8 sp/s")
    one, other = first(page), second(page)
    points = points_of(page, other)
    here, there = read_all(one, points), read_all(other, points)
    # The highest value of each has the highest colour, and the lowest the lowest.
    assert here["MOs", "left"] == there["MOp", "left"]
    assert here["MOp", "left"] == there["MOp", "right"]
    page.get_by_test_id("beside-scales").select_option("one")
    expect(status).to_contain_text("One colour scale: 0 to 8 sp/s")
    expect_parameter(page, "ownScales", None)
    page.wait_for_function(
        "([canvas, x, y, red]) => canvas.getContext('2d').getImageData(x, y, 1, 1).data[0] !== red",
        arg=[
            one.element_handle(),
            int(points["MOs", "left"].x),
            int(points["MOs", "left"].y),
            here["MOs", "left"][0],
        ],
    )
    page.get_by_test_id("beside-swap").click()
    expect_parameter(page, "feature", "choice")
    expect_parameter(page, "beside", f"{BUCKET}/rate")
    expect(page.get_by_test_id("beside-second")).to_have_text("rate")
    swapped = read_when_settled(page, first(page), points)
    assert swapped["MOs", "left"] == read_all(second(page), points)["MOs", "right"]
    page.get_by_test_id("beside-close").click()
    expect(page.get_by_test_id("beside")).to_have_count(0)
    expect_parameter(page, "beside", None)
    page.go_back()
    expect(page.get_by_test_id("beside-second")).to_have_text("rate")


def read_when_settled(
    page: Page, canvas: Locator, points: dict[tuple[str, str], Point]
) -> dict[tuple[str, str], tuple]:
    """Return the colours once both brains show the exchanged features in one scale."""
    expect(page.get_by_test_id("beside-status")).to_contain_text("One colour scale: 0 to 8 sp/s")
    expect(bar(page, "MOp", "left")).to_contain_text("8")
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    return read_all(canvas, points)


def test_units_that_differ_and_what_is_not_there_are_said(
    page: Page, site: Site, query: str
) -> None:
    open_viewer(page, site, f"{query}&beside={OTHERS}/depth")
    expect(page.get_by_test_id("beside-status")).to_contain_text(
        "The units differ (sp/s, µm): equal colours do not mean equal amounts."
    )
    open_viewer(page, site, f"{query}&beside={OTHERS}/none")
    status = page.get_by_test_id("beside-status")
    expect(status).to_contain_text("has no feature “none”")
    expect(page.get_by_role("button", name="Try again").last).to_be_visible()
    slice_first = first(page)
    assert slice_first.is_visible()
    page.get_by_test_id("beside-close").click()
    slice_canvas(page, "coronal")
