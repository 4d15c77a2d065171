"""The theme chosen in the viewer is that of every page."""

import pytest
from playwright.sync_api import Page

from tests.live import Site

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/upload/", "/regions/", "/buckets/"])
def test_a_theme_chosen_in_the_viewer_holds_on_the_other_pages(
    page: Page, site: Site, path: str
) -> None:
    page.goto(f"{site.url}{path}")
    light = page.evaluate("getComputedStyle(document.body).color")
    page.evaluate("localStorage.setItem('atlasviewer.theme', '\"dark\"')")
    page.goto(f"{site.url}{path}")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).color") != light
