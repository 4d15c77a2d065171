"""Back and Forward go through what was chosen, not through every move of a slider."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live_buckets import add_feature, make_bucket, region_data
from tests.live import Site
from tests.waiting import let_rest

pytestmark = pytest.mark.browser

SLICES = 528
"""Coronal ones, counted from the front; the slider's right end is the front."""


@pytest.fixture(scope="module")
def bucket(site: Site) -> str:
    name = make_bucket(site, "history")
    for n, fname in enumerate(("one", "two")):
        add_feature(site, name, fname, region_data({20: float(n), 21: 5.0}))
    return name


@pytest.fixture
def viewer(page: Page, site: Site, bucket: str) -> Page:
    page.goto(f"{site.url}/?bucket={bucket}")
    expect(current(page)).to_have_attribute("data-fname", "one")
    expect(page.get_by_test_id("slice-coronal")).to_have_attribute("data-quality", "smooth")
    return page


def current(page: Page):
    return page.locator("[data-fname][aria-selected=true], [data-fname][aria-current=true]").first


def choose(page: Page, fname: str) -> None:
    page.get_by_test_id("feature-tree").locator(f"[data-fname={fname}]").click()
    expect(current(page)).to_have_attribute("data-fname", fname)


def test_back_undoes_a_choice_and_forward_does_it_again(viewer: Page) -> None:
    choose(viewer, "two")
    viewer.get_by_test_id("mapping").select_option("cosmos")
    viewer.go_back()
    expect(viewer.get_by_test_id("mapping")).to_have_value("beryl")
    expect(current(viewer)).to_have_attribute("data-fname", "two")
    viewer.go_back()
    expect(current(viewer)).to_have_attribute("data-fname", "one")
    viewer.go_forward()
    expect(current(viewer)).to_have_attribute("data-fname", "two")


def test_a_slider_adds_no_entry_and_its_place_is_kept_by_reload(viewer: Page) -> None:
    before = viewer.evaluate("history.length")
    slider = viewer.get_by_test_id("slider-coronal")
    slider.focus()
    for _ in range(30):
        slider.press("ArrowRight")
    index = str(SLICES - 1 - int(slider.input_value()))
    expect(viewer.get_by_test_id("slice-coronal")).to_have_attribute("data-index", index)
    expect(viewer).to_have_url(re.compile("coronal="))
    let_rest(viewer, 400)
    assert viewer.evaluate("history.length") == before
    viewer.reload()
    expect(viewer.get_by_test_id("slice-coronal")).to_have_attribute("data-index", index)


def test_the_entry_before_a_choice_keeps_the_slices_it_had(viewer: Page) -> None:
    slider = viewer.get_by_test_id("slider-coronal")
    slider.focus()
    slider.press("ArrowRight")
    choose(viewer, "two")
    slider.focus()
    for _ in range(10):
        slider.press("ArrowRight")
    let_rest(viewer, 400)
    moved = viewer.get_by_test_id("slice-coronal").get_attribute("data-index")
    viewer.go_back()
    expect(current(viewer)).to_have_attribute("data-fname", "one")
    expect(viewer.get_by_test_id("slice-coronal")).not_to_have_attribute("data-index", str(moved))
    viewer.go_forward()
    expect(viewer.get_by_test_id("slice-coronal")).to_have_attribute("data-index", str(moved))


def test_closing_the_page_a_link_led_to_leads_back_in_one_step(
    page: Page, site: Site, bucket: str
) -> None:
    page.goto(f"{site.url}/regions/")
    page.goto(f"{site.url}/?bucket={bucket}")
    expect(current(page)).to_have_attribute("data-fname", "one")
    let_rest(page, 400)
    page.go_back()
    expect(page).to_have_url(f"{site.url}/regions/")
