"""The theme chosen in the viewer applies to every page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.live import Site

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/upload/", "/regions/", "/buckets/"])
def test_a_theme_chosen_in_the_viewer_holds_on_the_other_pages(
    page: Page, site: Site, path: str
) -> None:
    page.goto(f"{site.url}{path}")
    light = page.evaluate("getComputedStyle(document.body).color")
    page.context.add_cookies(
        [{"name": "atlasviewer_theme", "value": "%22dark%22", "url": site.url}]
    )
    page.goto(f"{site.url}{path}")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).color") != light


def test_what_was_chosen_in_the_viewer_is_in_the_page_before_any_program_runs(
    page: Page, site: Site
) -> None:
    page.goto(f"{site.url}/")
    page.get_by_test_id("theme").click()
    page.get_by_test_id("theme").click()
    expect(page.get_by_test_id("theme")).to_have_attribute("aria-label", "Theme: dark")
    answer = page.request.get(f"{site.url}/upload/")
    assert re.search(r'<html lang="en"\s+data-theme="dark">', answer.text())
