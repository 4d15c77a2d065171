"""The first picture of a feature: colours that fit, slices where the data are."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.canvases import Point, find_region, read_pixel, slice_canvas
from tests.browser.viewer_page import (
    TOKEN,
    expect_parameter,
    make_bucket,
    make_viewer_bucket,
    open_viewer,
    parameter,
    regions_payload,
    send,
)
from tests.live import Site

pytestmark = pytest.mark.browser


def shown(page: Page) -> str:
    return str(page.get_by_test_id("look-reason").inner_text())


def test_signed_values_open_with_zero_in_the_middle_and_one_click_leads_back(
    page: Page, site: Site
) -> None:
    bucket = make_viewer_bucket(site)
    open_viewer(page, site, f"buckets={bucket}&feature=rates&coronal=1400")
    assert "zero is in the middle" in shown(page)
    expect(page.get_by_test_id("range-min")).to_have_value("−3.4")
    expect(page.get_by_test_id("centred")).to_be_checked()
    expect(page.get_by_test_id("colormap")).to_have_text("RdBu")
    canvas = slice_canvas(page, "coronal")
    red, _, blue, _ = read_pixel(canvas, find_region(page, canvas, "MOs", "left"))
    assert red > blue  # 3.4, the highest
    red, _, blue, _ = read_pixel(canvas, find_region(page, canvas, "MOs", "right"))
    assert blue > red  # -1
    page.get_by_test_id("look-plain").click()
    expect(page.get_by_test_id("range-min")).to_have_value("−1")
    expect(page.get_by_test_id("colormap")).to_have_text("magma")
    expect_parameter(page, "auto", "0")
    page.get_by_test_id("look-suggested").click()
    expect(page.get_by_test_id("range-min")).to_have_value("−3.4")
    expect_parameter(page, "auto", None)


def test_a_link_that_names_colours_is_shown_as_it_says(page: Page, site: Site) -> None:
    bucket = make_viewer_bucket(site)
    open_viewer(page, site, f"buckets={bucket}&feature=rates&cmap=viridis")
    expect(page.get_by_test_id("colormap")).to_have_text("viridis")
    expect(page.get_by_test_id("range-min")).to_have_value("−1")
    expect(page.get_by_test_id("centred")).not_to_be_checked()


def test_slices_go_to_where_the_data_are_and_back(page: Page, site: Site) -> None:
    far = regions_payload("far", {("VISp", "left"): {"mean": 1.0}, ("VISl", "left"): {"mean": 2.0}})
    make_bucket(site, "far_away", [far])
    open_viewer(page, site, "buckets=far_away&feature=far")
    expect(page.get_by_test_id("moved")).to_be_visible()
    assert parameter(page, "coronal") is not None
    find_region(page, slice_canvas(page, "coronal"), "VISp", "left")
    page.get_by_test_id("unmove").click()
    expect_parameter(page, "coronal", None)
    expect(page.get_by_test_id("moved")).to_be_hidden()


def test_values_of_one_side_can_be_mirrored(page: Page, site: Site) -> None:
    one = regions_payload("one", {("MOs", "left"): {"mean": 1.0}, ("CP", "left"): {"mean": 2.0}})
    make_bucket(site, "one_sided", [one])
    open_viewer(page, site, "buckets=one_sided&feature=one")
    expect(page.get_by_test_id("one-sided")).to_have_text("Values on the left only.")
    page.get_by_test_id("mirror").click()
    expect_parameter(page, "hemisphere", "both")
    expect(page.get_by_test_id("one-sided")).to_have_text("Values on the left only, mirrored.")
    page.get_by_test_id("unmirror").click()
    expect_parameter(page, "hemisphere", None)


def test_the_view_of_the_owner_opens_for_everybody_and_a_link_goes_before_it(
    page: Page, site: Site
) -> None:
    rate = regions_payload("rate", {("MOs", "left"): {"mean": 1.0}, ("CP", "left"): {"mean": 2.0}})
    rate["default_view"] = {"cmap": "viridis", "range": "0..10", "mapping": "allen"}
    plain = regions_payload("plain", {("MOs", "left"): {"mean": 5.0}})
    make_bucket(site, "owned", [rate, plain])
    view = {"metadata": {"default_view": {"coronal": "1400", "mapping": "cosmos"}}}
    send("PATCH", f"{site.api}buckets/owned", view, TOKEN)
    open_viewer(page, site, "buckets=owned&feature=rate")
    expect(page.get_by_test_id("colormap")).to_have_text("viridis")
    expect(page.get_by_test_id("range-max")).to_have_value("10")
    expect(page.get_by_test_id("mapping")).to_have_value("allen")
    expect_parameter(page, "coronal", "1400")
    page.locator("[data-fname=plain]").click()
    expect(page.get_by_test_id("colormap")).to_have_text("magma")
    expect(page.get_by_test_id("mapping")).to_have_value("cosmos")
    page.go_back()
    expect(page.get_by_test_id("range-max")).to_have_value("10")
    open_viewer(page, site, "buckets=owned&feature=rate&mapping=beryl")
    expect(page.get_by_test_id("mapping")).to_have_value("beryl")
    expect(page.get_by_test_id("colormap")).to_have_text("magma")


def test_the_bare_page_shows_the_atlas_with_the_demo_one_click_away(page: Page, site: Site) -> None:
    page.goto(site.url)
    expect(page.locator("#viewer")).to_have_attribute("aria-busy", "false")
    canvas = slice_canvas(page, "coronal")
    colours = {read_pixel(canvas, point)[:3] for point in spread_over(canvas)}
    assert len(colours) > 5
    vivid = [colour for colour in colours if max(colour) - min(colour) > 40]
    assert len(vivid) > 3
    assert parameter(page, "feature") is None


def spread_over(canvas: Locator) -> list[Point]:
    box = canvas.bounding_box()
    assert box is not None
    places = [(x / 12, y / 12) for x in range(2, 11) for y in range(2, 11)]
    return [Point(box["width"] * x, box["height"] * y) for x, y in places]
