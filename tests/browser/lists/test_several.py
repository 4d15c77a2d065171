"""Several features as a grid of the same slice: one scale, compared in drawn pixels."""

import numpy as np
import pytest
from iblbrainviewer.api import make_volume_payload
from playwright.sync_api import Locator, Page, Route, expect

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

BUCKET = "several"
LEFT, RIGHT = ("MOs", "left"), ("MOs", "right")
# Left and right of one region, by feature.
VALUES = {"one": (0.0, 2.0), "two": (2.0, 4.0), "three": (4.0, 8.0), "four": (8.0, 0.0)}


@pytest.fixture(scope="module")
def query(site: Site) -> str:
    """The link to a bucket of four features, left and right of one region."""
    payloads = [
        regions_payload(fname, {LEFT: {"mean": left}, RIGHT: {"mean": right}})
        for fname, (left, right) in VALUES.items()
    ]
    make_bucket(site, BUCKET, payloads)
    return f"buckets={BUCKET}&feature=one&coronal=1400&auto=0"


def open_grid(page: Page, site: Site, query: str) -> None:
    """Open a link to a grid, which hides the panels."""
    page.goto(f"{site.url}/?{query}")
    expect(page.locator("#viewer")).to_have_attribute("aria-busy", "false")


def tile(page: Page, fname: str) -> Locator:
    canvas = page.get_by_test_id(f"tile-{fname}")
    expect(canvas).to_have_attribute("data-quality", "smooth")
    return canvas


def colours_of(page: Page, fname: str, points: list[Point]) -> list[tuple[int, int, int, int]]:
    return [read_pixel(tile(page, fname), point) for point in points]


def find_points(page: Page) -> list[Point]:
    """Return points inside the left and the right region, which are the same on every tile."""
    found = [find_region(page, tile(page, "one"), *region) for region in (LEFT, RIGHT)]
    page.mouse.move(0, 0)
    return found


def test_all_tiles_have_one_scale_and_one_click_opens_a_feature(
    page: Page, site: Site, query: str
) -> None:
    open_viewer(page, site, query)
    page.get_by_test_id("several-open").click()
    expect_parameter(page, "several", "one,two,three,four")
    expect(page.get_by_test_id("several-status")).to_have_text("One colour scale: 0 to 8 sp/s.")
    points = find_points(page)
    drawn = {fname: colours_of(page, fname, points) for fname in VALUES}
    by_value: dict[float, set[tuple[int, ...]]] = {}
    for fname, values in VALUES.items():
        for value, colour in zip(values, drawn[fname], strict=True):
            by_value.setdefault(value, set()).add(colour)
    # Each value has one colour, whichever feature has it, and no two values have the same.
    assert {value: len(colours) for value, colours in by_value.items()} == dict.fromkeys(
        (0.0, 2.0, 4.0, 8.0), 1
    )
    assert len(set().union(*by_value.values())) == 4
    # Pointing at a tile says its own value, and marks the region everywhere.
    find_region(page, tile(page, "three"), *RIGHT)
    expect(page.get_by_test_id("tooltip")).to_contain_text("8 sp/s")
    expect(bar(page, *RIGHT)).to_have_attribute("data-hovered", "")
    page.get_by_role("button", name="three").click()
    expect_parameter(page, "feature", "three")
    expect_parameter(page, "several", None)
    expect(page.get_by_test_id("several")).to_have_count(0)
    slice_canvas(page, "coronal")
    page.go_back()
    expect(page.locator("button.tile[data-fname='one']")).to_have_attribute("aria-current", "true")


def test_colours_of_their_own_and_another_slice_by_keyboard(
    page: Page, site: Site, query: str
) -> None:
    open_grid(page, site, f"{query}&several=one,two&ownScales=1")
    points = find_points(page)
    assert colours_of(page, "one", points) == colours_of(page, "two", points)
    expect(page.locator("button.tile[data-fname='two']")).to_contain_text("2 to 4 sp/s")
    page.get_by_test_id("several-choose").click()
    page.get_by_role("checkbox", name="four").check()
    expect_parameter(page, "several", "one,two,four")
    page.keyboard.press("Escape")
    page.get_by_test_id("several").get_by_test_id("slider-coronal").focus()
    page.keyboard.press("ArrowLeft")
    index = tile(page, "one").get_attribute("data-index")
    expect(tile(page, "four")).to_have_attribute("data-index", str(index))
    page.get_by_test_id("several-plane").select_option("sagittal")
    expect_parameter(page, "severalPlane", "sagittal")
    page.locator("button.tile[data-fname='two']").focus()
    page.keyboard.press("Enter")
    expect_parameter(page, "feature", "two")


def test_what_cannot_be_drawn_says_why_and_what_to_do(page: Page, site: Site, query: str) -> None:
    volume = np.zeros((528, 320, 456), dtype=np.float32)
    volume[216:219, 40:43, 170:173] = 4.0
    rate = regions_payload("rate", {LEFT: {"mean": 1.0}})
    make_bucket(site, "several_volume", [rate, make_volume_payload("depth", volume)])

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/api/buckets/several_volume/rate*", refuse)
    open_grid(
        page, site, "buckets=several_volume&feature=depth&several=rate,depth&coronal=1400&auto=0"
    )
    tiles = page.get_by_test_id("several")
    expect(tiles.locator("button[data-fname='depth']")).to_contain_text("Open it to see it")
    expect(tiles.locator("button[data-fname='rate']")).to_contain_text("cannot be reached")
    page.unroute("**/api/buckets/several_volume/rate*")
    tiles.get_by_role("button", name="Try again", exact=True).click()
    tile(page, "rate")
