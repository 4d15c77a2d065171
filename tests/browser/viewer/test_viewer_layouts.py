"""Layouts are chosen by their pictures, resized by mouse, finger and keys, and kept in the link."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.viewer_page import BUCKET, expect_parameter, open_viewer, parameter
from tests.live import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer_bucket")]

SLICES = "coronal,sagittal,horizontal"
THREE = f"buckets={BUCKET}&panels={SLICES}"
SHOWN = "() => [...document.querySelectorAll('#panels > .panel')].map((one) => one.dataset.panel)"
EMPTY = """() => {
    const grid = document.querySelector('#panels').getBoundingClientRect();
    const boxes = [...document.querySelectorAll('#panels > .panel')]
        .map((panel) => panel.getBoundingClientRect());
    const area = boxes.reduce((sum, { width, height }) => sum + width * height, 0);
    return 1 - area / (grid.width * grid.height);
}"""
"""The share of the grid that no panel covers."""
SAID = """() => Math.round(parseFloat(new URLSearchParams(location.search).get('sizes')))
    === Number(document.querySelector('[data-testid=edge-columns-0]').ariaValueNow)"""
"""Whether the link says how wide the columns are now."""


def choose_layout(page: Page, name: str) -> None:
    page.get_by_test_id("panels-menu").click()
    page.get_by_test_id(f"layout-{name}").click()
    page.keyboard.press("Escape")


def width_of(page: Page, panel: str) -> float:
    box = page.get_by_test_id(f"panel-{panel}").bounding_box()
    assert box is not None
    return box["width"]


@pytest.mark.parametrize(
    ("name", "panels", "layout"),
    [
        ("slices", SLICES, None),
        ("slices-3d", f"{SLICES},3d", None),
        ("flat", "top,ontology", None),
        ("big", f"{SLICES},top", "big"),
        ("classic", f"{SLICES},top,3d,ontology", "rows"),
    ],
)
def test_a_layout_shows_its_panels_without_a_gap_and_a_link_opens_it(
    page: Page, site: Site, name: str, panels: str, layout: str | None
) -> None:
    open_viewer(page, site)
    choose_layout(page, name)
    expect_parameter(page, "panels", panels)
    expect_parameter(page, "layout", layout)
    assert page.evaluate(SHOWN) == panels.split(",")
    assert page.evaluate(EMPTY) < 0.02
    open_viewer(page, site, page.url.partition("?")[2])
    assert page.evaluate(SHOWN) == panels.split(",")
    page.get_by_test_id("panels-menu").click()
    expect(page.get_by_test_id(f"layout-{name}")).to_have_attribute("aria-pressed", "true")


def test_one_big_makes_the_next_panel_big_when_chosen_again(page: Page, site: Site) -> None:
    open_viewer(page, site)
    choose_layout(page, "big")
    assert width_of(page, "coronal") > 1.5 * width_of(page, "sagittal")
    choose_layout(page, "big")
    expect_parameter(page, "panels", "sagittal,coronal,horizontal,top")
    assert width_of(page, "sagittal") > 1.5 * width_of(page, "coronal")
    assert page.evaluate(SHOWN)[0] == "sagittal"


def test_the_3d_view_is_one_click_away_and_one_click_back(page: Page, site: Site) -> None:
    open_viewer(page, site, THREE)
    button = page.get_by_test_id("open-3d")
    button.click()
    expect_parameter(page, "panels", f"{SLICES},3d")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_test_id("panel-3d")).to_be_visible()
    button.click()
    expect_parameter(page, "panels", SLICES)


def test_sizes_are_in_the_link_and_a_drag_is_undone_at_once(page: Page, site: Site) -> None:
    open_viewer(page, site, THREE)
    before = width_of(page, "coronal")
    handle = page.get_by_test_id("edge-columns-0").bounding_box()
    assert handle is not None
    page.mouse.move(handle["x"] + 4, handle["y"] + 20)
    page.mouse.down()
    page.mouse.move(handle["x"] - 96, handle["y"] + 20, steps=5)
    page.mouse.up()
    dragged = width_of(page, "coronal")
    assert dragged == pytest.approx(before - 100, abs=4)
    page.wait_for_function(SAID)
    link = page.url.partition("?")[2]
    page.keyboard.press("Control+z")
    assert width_of(page, "coronal") == pytest.approx(before, abs=1)
    page.keyboard.press("Control+Shift+z")
    assert width_of(page, "coronal") == pytest.approx(dragged, abs=1)
    page.context.clear_cookies()
    open_viewer(page, site, link)
    assert width_of(page, "coronal") == pytest.approx(dragged, abs=2)


@pytest.mark.parametrize(
    ("key", "share"), [("ArrowRight", 56), ("PageUp", 44), ("Home", 15), ("End", 85)]
)
def test_keys_move_an_edge(page: Page, site: Site, key: str, share: int) -> None:
    open_viewer(page, site, THREE)
    edge = page.get_by_test_id("edge-columns-0")
    edge.focus()
    page.keyboard.press(key)
    expect(edge).to_have_attribute("aria-valuenow", str(share))


def test_a_link_whose_sizes_fit_no_grid_opens_with_the_usual_ones(page: Page, site: Site) -> None:
    open_viewer(page, site, f"{THREE}&sizes=20,30,50/100")
    expect(page.get_by_test_id("edge-columns-0")).to_have_attribute("aria-valuenow", "54")


@pytest.fixture
def tablet(phone: Page, site: Site) -> Page:
    phone.set_viewport_size({"width": 1180, "height": 820})
    return open_viewer(phone, site, THREE)


def test_a_finger_drags_an_edge(tablet: Page) -> None:
    before = width_of(tablet, "coronal")
    box = tablet.get_by_test_id("edge-columns-0").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    devtools = tablet.context.new_cdp_session(tablet)
    for kind, at in (
        ("touchStart", 0),
        ("touchMove", -40),
        ("touchMove", -100),
        ("touchEnd", None),
    ):
        points = [] if at is None else [{"x": x + at, "y": y}]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert width_of(tablet, "coronal") == pytest.approx(before - 100, abs=4)
    tablet.wait_for_function(SAID)
    assert (parameter(tablet, "sizes") or "").endswith("/50,50")
