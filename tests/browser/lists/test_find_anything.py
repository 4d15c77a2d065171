"""One search: regions by everyday names, features, buckets, commands; the row comes into view."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.viewer_page import bar, expect_parameter

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer")]


def test_the_palette_finds_regions_features_and_commands(page: Page) -> None:
    page.keyboard.press("Control+k")
    field = page.get_by_test_id("palette")
    expect(field).to_be_focused()
    matches = page.get_by_test_id("palette-matches")
    field.fill("hippocampus")
    expect(matches.get_by_role("option").first).to_contain_text("HIP")
    expect(matches).to_contain_text("HPF")
    field.fill("V1")
    expect(matches.get_by_role("option").first).to_contain_text("VISp")
    field.press("Enter")
    expect_parameter(page, "selected", "VISp:LR")
    expect(page.get_by_test_id("palette-sheet")).to_be_hidden()
    page.keyboard.press("Control+k")
    field.fill("depth")
    expect(matches).to_contain_text("Feature")
    field.press("Enter")
    expect_parameter(page, "feature", "depth")
    page.keyboard.press("Control+k")
    field.fill("explode")
    field.press("Enter")
    expect_parameter(page, "explode", "1")


def test_the_field_of_regions_knows_the_same_names_and_shows_the_row(page: Page) -> None:
    field = page.get_by_test_id("search")
    field.fill("dorsal striatum")
    first = page.get_by_test_id("search-matches").get_by_role("option").first
    expect(first).to_contain_text("CP")
    field.fill("M1")
    expect(first).to_contain_text("MOp")
    field.press("Enter")
    expect(bar(page, "MOp", "left")).to_be_in_viewport()
    expect(bar(page, "MOp", "left")).to_have_attribute("aria-selected", "true")


def test_a_view_is_handed_on_and_its_owner_alone_is_offered_to_make_it_the_default(
    page: Page,
) -> None:
    assert page.title() == "rates · viewer · atlasviewer"
    page.get_by_test_id("share").click()
    sheet = page.get_by_test_id("share-sheet")
    expect(sheet).to_be_visible()
    link = page.get_by_test_id("share-link").input_value()
    assert link.split("?")[0] in page.url
    assert "feature=rates" in link
    assert "embed=1" in page.get_by_test_id("share-embed").input_value()
    drawn = "(image) => image.complete && image.naturalWidth > 0"
    code = page.get_by_test_id("share-qr")
    page.wait_for_function(drawn, arg=code.element_handle())
    expect(page.get_by_test_id("share-owner")).to_be_hidden()
