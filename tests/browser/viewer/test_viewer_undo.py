"""Undo and redo in the viewer: each choice, and each gesture as a whole."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.viewer_page import BUCKET, bar, expect_parameter, open_viewer, parameter
from tests.live import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer_bucket")]


def test_choices_are_undone_by_key_and_redone_by_button(page: Page, site: Site) -> None:
    open_viewer(page, site)
    expect(page.get_by_test_id("undo")).to_have_attribute("aria-disabled", "true")
    page.get_by_test_id("mapping").select_option("cosmos")
    page.get_by_test_id("scale").select_option("symlog")
    page.get_by_test_id("panels-menu").click()
    page.get_by_test_id("layout-slices").click()
    page.keyboard.press("Escape")
    for name, wanted in (("panels", None), ("scale", None), ("mapping", None)):
        page.keyboard.press("Control+z")
        expect_parameter(page, name, wanted)
    expect(page.get_by_test_id("mapping")).to_have_value("beryl")
    expect(page.locator("#announcer")).to_have_text("Undone: mapping.")
    expect(page.get_by_test_id("undo")).to_have_attribute("aria-disabled", "true")
    page.get_by_test_id("redo").click()
    expect(page.get_by_test_id("mapping")).to_have_value("cosmos")


def test_a_slider_dragged_far_goes_back_in_one_step(page: Page, site: Site) -> None:
    open_viewer(page, site)
    bar(page, "MOs", "left").click()
    slider = page.get_by_test_id("panel-coronal").locator("input[type=range]")
    box = slider.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.4, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, y, steps=12)
    page.mouse.up()
    page.wait_for_function("() => new URLSearchParams(location.search).get('coronal') !== '1400'")
    page.keyboard.press("Control+z")
    expect_parameter(page, "coronal", "1400")
    assert parameter(page, "selected") == "MOs:L"
    page.keyboard.press("Control+z")
    expect_parameter(page, "selected", None)


def test_undo_goes_back_to_the_feature_with_the_range_that_was_chosen_for_it(
    page: Page, site: Site
) -> None:
    open_viewer(page, site, f"buckets={BUCKET}&feature=rates&auto=0")
    low = page.get_by_test_id("range-min")
    low.fill("1")
    low.press("Enter")
    expect_parameter(page, "range", "1..3.4")
    page.get_by_test_id("feature-tree").get_by_text("Depth").click()
    expect_parameter(page, "feature", "depth")
    page.keyboard.press("Control+z")
    expect_parameter(page, "feature", "rates")
    expect_parameter(page, "range", "1..3.4")
    expect(bar(page, "MOs", "left")).to_contain_text("3.4")


def test_a_field_keeps_its_own_undo(page: Page, site: Site) -> None:
    open_viewer(page, site)
    page.get_by_test_id("mapping").select_option("cosmos")
    search = page.get_by_test_id("search")
    search.click()
    page.keyboard.type("mot")
    page.keyboard.press("Control+z")
    expect(search).not_to_have_value("mot")
    assert parameter(page, "mapping") == "cosmos"
