"""Loading, failures, first visit, themes, keys: the states around the picture."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.canvases import find_region, read_pixel, slice_canvas
from tests.browser.viewer_page import (
    BUCKET,
    bar,
    expect_parameter,
    make_bucket,
    make_viewer_bucket,
    open_viewer,
)
from tests.live import Site
from tests.waiting import wait_until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def bucket(site: Site) -> str:
    make_bucket(site, "empty", [])
    return make_viewer_bucket(site)


def fail(route: Route) -> None:
    route.fulfill(status=500, body="")


def test_a_failed_atlas_says_so_in_the_panels_and_can_be_tried_again(
    page: Page, site: Site
) -> None:
    page.route("**/atlas/labels*", fail)
    page.goto(f"{site.url}/?buckets={BUCKET}")
    waiting = page.get_by_test_id("panel-coronal").locator(".waiting")
    expect(waiting).to_contain_text("Server error (status 500)")
    expect(bar(page, "MOs", "left")).to_be_visible()
    page.unroute("**/atlas/labels*")
    waiting.get_by_test_id("retry-atlas").click()
    expect(page.get_by_test_id("slice-coronal")).to_have_attribute("data-quality", "smooth")
    expect(waiting).to_be_hidden()


def test_a_failed_feature_says_so_and_can_be_tried_again(page: Page, site: Site) -> None:
    page.route(f"**/api/buckets/{BUCKET}/depth", fail)
    open_viewer(page, site)
    page.get_by_role("treeitem", name="Depth").click()
    status = page.get_by_test_id("status")
    expect(status).to_contain_text("Server error (status 500)")
    page.unroute(f"**/api/buckets/{BUCKET}/depth")
    page.get_by_test_id("retry-feature").click()
    expect(status).to_be_hidden()
    expect(bar(page, "MOs", "left")).to_contain_text("7")


def test_an_empty_bucket_says_so(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/?buckets=empty")
    expect(page.get_by_text("This bucket has no features yet.")).to_be_visible()
    expect(page.get_by_text("Choose a feature to see its values.", exact=True)).to_be_visible()
    slice_canvas(page, "coronal")


def test_a_parameter_that_cannot_be_read_is_named(page: Page, site: Site) -> None:
    open_viewer(page, site, f"buckets={BUCKET}&scale=cubic")
    expect(page.get_by_test_id("status")).to_contain_text("scale")
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_test_id("status")).to_be_hidden()


def test_the_theme_follows_the_system_until_it_is_chosen_and_is_kept(
    page: Page, site: Site
) -> None:
    open_viewer(page, site)
    background = "() => getComputedStyle(document.querySelector('.panel')).backgroundColor"
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    canvas = slice_canvas(page, "coronal")
    point = find_region(page, canvas, "root", "left")
    assert read_pixel(canvas, point) == (208, 210, 213, 255)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(background) == "rgb(29, 32, 38)"
    wait_until(lambda: read_pixel(canvas, point) == (70, 76, 86, 255))
    page.get_by_test_id("theme").click()
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    page.keyboard.press("t")
    expect(page.get_by_test_id("theme")).to_have_attribute("aria-label", "Theme: dark")
    page.emulate_media(color_scheme="light")
    page.reload()
    slice_canvas(page, "coronal")
    assert page.evaluate(background) == "rgb(29, 32, 38)"


def give_demo(page: Page, site: Site) -> None:
    """Let the bucket of these tests answer for the demo bucket, which this site may not have."""
    page.route(
        f"{site.api}buckets/allen_ccf",
        lambda route: route.continue_(url=f"{site.api}buckets/{BUCKET}"),
    )


def test_the_tour_has_four_steps_on_the_first_bare_visit_and_no_more(
    page: Page, site: Site
) -> None:
    give_demo(page, site)
    page.goto(site.url)
    tour = page.get_by_test_id("tour")
    expect(tour).to_be_visible()
    seen = []
    for _ in range(4):
        seen.append(tour.get_by_role("heading").inner_text())
        page.get_by_test_id("tour-next").click()
    assert seen == ["Choose a feature", "Look around", "Set the colours", "Find and compare"]
    expect(tour).to_be_hidden()
    page.goto(site.url)
    slice_canvas(page, "coronal")
    expect(tour).to_be_hidden()


def test_the_tour_is_skipped_for_good_and_found_again_in_the_help(page: Page, site: Site) -> None:
    give_demo(page, site)
    page.goto(site.url)
    tour = page.get_by_test_id("tour")
    expect(tour).to_be_visible()
    page.keyboard.press("Escape")
    expect(tour).to_be_hidden()
    page.goto(site.url)
    slice_canvas(page, "coronal")
    expect(tour).to_be_hidden()
    page.get_by_test_id("help").click()
    page.get_by_test_id("tour-again").click()
    expect(tour).to_contain_text("1 of 4")


def test_a_link_opens_without_the_tour(page: Page, site: Site) -> None:
    open_viewer(page, site)
    expect(page.get_by_test_id("tour")).to_be_hidden()


def test_a_question_mark_lists_the_keys_and_single_keys_can_be_turned_off(
    page: Page, site: Site
) -> None:
    open_viewer(page, site)
    page.keyboard.press("?")
    keys = page.get_by_test_id("shortcuts")
    expect(keys).to_be_visible()
    expect(keys).to_contain_text("Select the region under the crosshair")
    page.get_by_test_id("shortcuts-enabled").uncheck()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.keyboard.press("r")
    expect(page.get_by_test_id("reversed")).not_to_be_checked()
    page.reload()
    bar(page, "MOs", "left").wait_for()
    page.keyboard.press("r")
    expect(page.get_by_test_id("reversed")).not_to_be_checked()
    page.get_by_test_id("help").click()
    page.get_by_test_id("shortcuts-enabled").check()
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect_parameter(page, "reversed", "1")
    page.keyboard.press("c")
    expect_parameter(page, "centred", "1")
    page.keyboard.press("s")
    expect(page.get_by_test_id("statistics")).to_be_visible()


def test_escape_closes_then_restores_then_clears(page: Page, site: Site) -> None:
    open_viewer(page, site, f"buckets={BUCKET}&selected=MOs:L")
    page.keyboard.press("2")
    page.keyboard.press("s")
    expect(page.get_by_test_id("drawer")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("drawer")).to_be_hidden()
    expect_parameter(page, "panels", "sagittal")
    page.keyboard.press("Escape")
    expect_parameter(page, "panels", None)
    expect_parameter(page, "selected", "MOs:L")
    page.keyboard.press("Escape")
    expect_parameter(page, "selected", None)
