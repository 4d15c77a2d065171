"""The first picture: three slices alone, before the volume and the rest of the page."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.canvases import find_region, read_pixel
from tests.browser.viewer_page import make_viewer_bucket
from tests.live import BASE_DIR, Site

pytestmark = pytest.mark.browser
SLICES = re.compile(r"/atlas/slices\.")
VOLUME = re.compile(r"/atlas/labels\.")
RATES = re.compile(r"/api/buckets/viewer/rates$")
SHOWN = "buckets=viewer&feature=rates"
OPAQUE = """(canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    .data.some((part, n) => n % 4 === 3 && part > 0)"""
# Delays what feature_fetching.js does when a feature takes too long to load.
FETCHING = (BASE_DIR / "static/js/data/feature_fetching.js").read_text()
SLOW = int(re.findall(r"const SLOW = (\d+);", FETCHING)[0])
HOLD_PATIENCE = f"""
    window.held = [];
    const later = window.setTimeout;
    window.setTimeout = (work, delay, ...rest) => (
        delay === {SLOW} ? window.held.push(work) : later(work, delay, ...rest));
"""
DIVERSE = """(canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set();
    for (let n = 0; n < data.length; n += 4) {
        seen.add((data[n] << 16) | (data[n + 1] << 8) | data[n + 2]);
    }
    return seen.size;
}"""


@pytest.fixture
def held(page: Page, site: Site) -> list[Route]:
    """The requests for the whole volume, held back until released."""
    make_viewer_bucket(site)
    waiting: list[Route] = []
    page.route(VOLUME, lambda route: waiting.append(route))
    return waiting


def open_and_wait(page: Page, site: Site, query: str) -> None:
    page.goto(f"{site.url}/?{query}")
    expect(page.get_by_test_id("slice-coronal")).to_have_attribute("data-quality", "smooth")
    expect(page.get_by_test_id("bar-list")).to_be_visible()


def test_values_are_on_the_brain_and_in_the_lists_before_the_volume_has_come(
    page: Page, site: Site, held: list[Route]
) -> None:
    open_and_wait(page, site, f"{SHOWN}&coronal=1400")
    assert len(held) == 1
    canvas = page.get_by_test_id("slice-coronal")
    point = find_region(page, canvas, "MOs", "left")
    early = read_pixel(canvas, point)
    expect(page.get_by_test_id("tooltip")).to_contain_text("3.4")
    expect(page.locator("#viewer")).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    expect(page.locator("#viewer")).to_have_attribute("aria-busy", "false")
    assert read_pixel(canvas, point) == early
    assert early[3] == 255


def test_a_slice_that_has_not_come_says_so_and_is_drawn_when_it_has(
    page: Page, site: Site, held: list[Route]
) -> None:
    open_and_wait(page, site, SHOWN)
    page.get_by_test_id("position-coronal").fill("1.4")
    page.get_by_test_id("position-coronal").press("Enter")
    panel = page.get_by_test_id("panel-coronal")
    expect(panel.get_by_text("Loading the brain")).to_be_visible()
    expect(page.get_by_test_id("panel-sagittal").get_by_text("Loading the brain")).to_be_hidden()
    held[0].continue_()
    expect(panel.get_by_text("Loading the brain")).to_be_hidden()
    find_region(page, page.get_by_test_id("slice-coronal"), "MOs", "left")


def test_the_volume_alone_is_enough(page: Page, site: Site) -> None:
    make_viewer_bucket(site)
    page.route(SLICES, lambda route: route.abort())
    open_and_wait(page, site, f"{SHOWN}&coronal=1400")
    find_region(page, page.get_by_test_id("slice-coronal"), "MOs", "left")


@pytest.mark.parametrize(
    "query",
    ["", "coronal=1400", "coronal=5400&sagittal=-5739&horizontal=332", "coronal=9e9", "sagittal=x"],
)
def test_the_page_announces_the_slices_that_are_drawn(page: Page, site: Site, query: str) -> None:
    make_viewer_bucket(site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}/?{SHOWN}&{query}")
    announced = page.locator("link[rel=preload][href*='/atlas/slices.']").get_attribute("href")
    expect(page.locator("#viewer")).to_have_attribute("aria-busy", "false")
    assert [url for url in asked if SLICES.search(url)] == [f"{site.url}{announced}"]


def test_no_other_colours_are_shown_while_values_are_on_their_way(page: Page, site: Site) -> None:
    make_viewer_bucket(site)
    waiting: list[Route] = []
    page.route(RATES, lambda route: waiting.append(route))
    page.add_init_script(HOLD_PATIENCE)
    page.goto(f"{site.url}/?{SHOWN}")
    canvas = page.get_by_test_id("slice-coronal")
    canvas.wait_for()
    page.wait_for_function("window.held.length")
    assert not canvas.evaluate(OPAQUE)
    # The brain does not wait for a slow feature: it is drawn in the regions' own colours.
    page.evaluate("window.held.forEach((end) => end())")
    expect(canvas).to_have_attribute("data-quality", "smooth")
    assert canvas.evaluate(DIVERSE) > 20
    expect(page.get_by_test_id("status")).to_contain_text("Loading")
    waiting[0].continue_()
    expect(page.get_by_test_id("status")).to_be_hidden()


def test_a_first_visit_fetches_the_program_in_few_pieces(page: Page, site: Site) -> None:
    make_viewer_bucket(site)
    scripts: list[str] = []
    page.on("request", lambda request: scripts.append(request.url))
    page.goto(f"{site.url}/?{SHOWN}&panels=coronal,sagittal")
    expect(page.locator("#viewer")).to_have_attribute("aria-busy", "false")
    modules = [url for url in scripts if url.endswith(".js") and "/bundles/" in url]
    assert 2 <= len(modules) <= 30
    assert not [url for url in scripts if "/static/js/" in url]
