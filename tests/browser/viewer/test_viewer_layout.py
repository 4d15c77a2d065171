"""One screen without scrolling; panels are maximised, hidden, sized and remembered."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.viewer_page import (
    BUCKET,
    expect_parameter,
    open_viewer,
    parameter,
)
from tests.live import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer_bucket")]

PANELS = "#panels > .panel"
OVERFLOW = """() => [...document.querySelectorAll('.viewer *')].filter((element) => {
    const style = getComputedStyle(element);
    return element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0
        && style.overflowX === 'visible' && style.display !== 'inline'
        && !element.closest('.visually-hidden, svg, .popup, .colourbar, .edge');
}).map((element) => `${element.tagName}.${element.className} ${element.id}`)"""

HAS_FOCUS = "(element) => element === document.activeElement"
VISIBLE_CORNER = """(element) => {
    const { left, top } = element.getBoundingClientRect();
    return element.parentElement.contains(document.elementFromPoint(left + 60, top + 20));
}"""
TOPS = """() => [...document.querySelector('#viewer').children]
    .filter((part) => part.getClientRects().length > 0)
    .filter((part) => getComputedStyle(part).position !== 'fixed')
    .map((part) => part.getBoundingClientRect())
    .map(({ left, top }) => (innerWidth > 640 ? left : top))"""
"""Where the parts of the page begin, in the order in which they are read: columns, or rows."""


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1440, 900), (1920, 1080)])
def test_a_desktop_shows_everything_without_scrolling_the_page(
    page: Page, site: Site, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_viewer(page, site)
    size = page.evaluate("() => [document.body.scrollWidth, document.body.scrollHeight]")
    assert size == [width, height]
    for name in ("feature-tree", "colorbar", "bar-list", "slice-horizontal", "search"):
        box = page.get_by_test_id(name).bounding_box()
        assert box is not None
        assert box["height"] > 10
        assert box["y"] + box["height"] <= height + 1


SEEN = """(element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return at !== null && element.contains(at);
}"""


@pytest.mark.parametrize(("width", "height"), [(1366, 625), (1280, 760), (720, 450), (390, 844)])
def test_all_controls_of_the_colours_are_whole_on_a_small_screen(
    page: Page, site: Site, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_viewer(page, site, f"buckets={BUCKET}&feature=rates&coronal=1400&auto=1&scale=log")
    if page.locator("#sheets").is_visible():
        page.get_by_test_id("sheet-choose").click()
    for name in ("#colour-controls", "#colour-bar", "#scale-controls"):
        part = page.locator(name)
        part.scroll_into_view_if_needed()
        assert part.evaluate(SEEN), f"{name} is covered"


@pytest.mark.parametrize(("width", "height"), [(1366, 625), (1280, 760), (1920, 1080)])
def test_nothing_of_the_colours_is_cut_off_in_a_window(
    page: Page, site: Site, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_viewer(page, site, f"buckets={BUCKET}&feature=rates&coronal=1400&auto=1&scale=log")
    cut = "() => { const { scrollHeight, clientHeight } = document.querySelector('#choose');"
    assert page.evaluate(f"{cut} return scrollHeight - clientHeight; }}") <= 0
    rows = page.get_by_test_id("bar-list").bounding_box()
    assert rows is not None
    assert rows["height"] > 72


@pytest.mark.parametrize(("width", "height"), [(390, 844), (720, 450)])
def test_on_a_phone_the_brain_comes_first_and_controls_are_sheets(
    page: Page, site: Site, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_viewer(page, site)
    brain = page.get_by_test_id("slice-coronal").bounding_box()
    assert brain is not None
    assert brain["y"] < 160
    assert brain["y"] + brain["height"] < height
    expect(page.get_by_test_id("colormap")).to_be_hidden()
    expect(page.get_by_test_id("mapping")).to_be_hidden()
    page.get_by_test_id("sheet-choose").click()
    expect(page.get_by_test_id("colormap")).to_be_visible()
    assert page.get_by_test_id("slice-coronal").evaluate(VISIBLE_CORNER)
    page.get_by_test_id("sheet-toolbar").click()
    expect(page.get_by_test_id("colormap")).to_be_hidden()
    page.get_by_test_id("mapping").select_option("cosmos")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("mapping")).to_be_hidden()
    expect(page.get_by_test_id("sheet-toolbar")).to_be_focused()
    page.get_by_test_id("sheet-regions").click()
    expect(page.locator("#regions")).to_be_focused()
    assert page.get_by_test_id("search").evaluate(SEEN)


def test_the_regions_are_within_twenty_tab_stops(page: Page, site: Site) -> None:
    open_viewer(page, site)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the regions")).to_be_focused()
    page.keyboard.press("Enter")
    stops = 2
    while stops < 20 and not page.get_by_test_id("bar-list").evaluate(HAS_FOCUS):
        page.keyboard.press("Tab")
        stops += 1
    expect(page.get_by_test_id("bar-list")).to_be_focused()


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_read_follows_what_is_seen(page: Page, site: Site, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    open_viewer(page, site)
    order = page.evaluate(TOPS)
    assert len(order) > 1
    assert order == sorted(order)


@pytest.mark.parametrize("width", [390, 768, 1280, 1920])
def test_nothing_is_wider_than_its_place(page: Page, site: Site, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_viewer(page, site)
    assert page.evaluate("() => document.documentElement.scrollWidth") == width
    assert page.evaluate(OVERFLOW) == []


def test_a_panel_is_maximised_and_restored_by_its_button(page: Page, site: Site) -> None:
    open_viewer(page, site)
    panels = page.locator(PANELS).count()
    assert panels >= 3
    page.get_by_test_id("maximise-sagittal").click()
    expect(page.locator(PANELS)).to_have_count(1)
    expect(page.get_by_test_id("panel-sagittal")).to_be_visible()
    assert parameter(page, "panels") == "sagittal"
    page.get_by_test_id("maximise-sagittal").click()
    expect(page.locator(PANELS)).to_have_count(panels)
    expect_parameter(page, "panels", None)


def test_a_panel_is_maximised_by_double_click_on_its_title_and_by_key(
    page: Page, site: Site
) -> None:
    open_viewer(page, site)
    page.get_by_test_id("panel-coronal").get_by_role("heading").dblclick()
    expect_parameter(page, "panels", "coronal")
    page.keyboard.press("Escape")
    expect_parameter(page, "panels", None)
    page.keyboard.press("3")
    expect_parameter(page, "panels", "horizontal")
    page.keyboard.press("3")
    expect_parameter(page, "panels", None)


def test_panels_are_hidden_by_the_menu_and_cost_nothing(page: Page, site: Site) -> None:
    open_viewer(page, site, f"buckets={BUCKET}&panels=coronal,sagittal,horizontal")
    page.get_by_test_id("panels-menu").click()
    page.get_by_test_id("panel-toggle-horizontal").uncheck()
    expect_parameter(page, "panels", "coronal,sagittal")
    expect(page.get_by_test_id("slice-horizontal")).to_have_count(0)
    page.get_by_test_id("panel-toggle-coronal").uncheck()
    expect(page.get_by_test_id("panel-toggle-sagittal")).to_be_disabled()
    page.keyboard.press("Escape")
    page.get_by_test_id("maximise-sagittal").click()
    expect_parameter(page, "panels", "coronal,sagittal")


def test_the_address_says_which_panels_show_and_a_bare_visit_takes_the_last_choice(
    page: Page, site: Site
) -> None:
    open_viewer(page, site, f"buckets={BUCKET}&panels=coronal,horizontal")
    expect(page.locator(PANELS)).to_have_count(2)
    page.goto(site.url)
    expect(page.locator(PANELS)).to_have_count(2)
    open_viewer(page, site, f"buckets={BUCKET}&panels=coronal,sagittal,horizontal")
    expect(page.locator(PANELS)).to_have_count(3)


def test_edges_between_panels_move_by_mouse_and_keys_and_stay(page: Page, site: Site) -> None:
    open_viewer(page, site, f"buckets={BUCKET}&panels=coronal,sagittal,horizontal")
    edge = page.get_by_test_id("edge-columns-0")
    before = page.get_by_test_id("panel-coronal").bounding_box()
    handle = edge.bounding_box()
    assert before is not None
    assert handle is not None
    page.mouse.move(handle["x"] + 4, handle["y"] + 20)
    page.mouse.down()
    page.mouse.move(handle["x"] - 96, handle["y"] + 20, steps=5)
    page.mouse.up()
    after = page.get_by_test_id("panel-coronal").bounding_box()
    assert after is not None
    assert after["width"] == pytest.approx(before["width"] - 100, abs=4)
    edge.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "() => Math.round(parseFloat(new URLSearchParams(location.search).get('sizes')))"
        " === Number(document.querySelector('[data-testid=edge-columns-0]').ariaValueNow)"
    )
    page.reload()
    page.locator("#panels canvas[data-quality='smooth']").first.wait_for()
    kept = page.get_by_test_id("panel-coronal").bounding_box()
    assert kept is not None
    assert after["width"] < kept["width"] < before["width"]


def test_an_embedded_viewer_has_no_lists(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/?buckets={BUCKET}&embed=1")
    page.locator("#panels canvas[data-quality='smooth']").first.wait_for()
    expect(page.get_by_test_id("feature-tree")).to_be_hidden()
    expect(page.get_by_test_id("slice-coronal")).to_be_visible()


def test_a_printed_page_shows_slices_and_colours_and_no_controls(page: Page, site: Site) -> None:
    open_viewer(page, site)
    page.emulate_media(media="print")
    expect(page.get_by_test_id("slice-coronal")).to_be_visible()
    expect(page.get_by_test_id("colorbar")).to_be_visible()
    expect(page.get_by_test_id("mapping")).to_be_hidden()
    expect(page.get_by_test_id("bar-list")).to_be_hidden()
