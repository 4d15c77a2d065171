"""The guide in a browser: accessible, on every screen, its keys those of the viewer."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.upload_page import find_violations
from tests.live import Site

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1280, 1920])
def test_it_fits_its_screen_and_axe_finds_nothing(
    page: Page, site: Site, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{site.url}/help/#missing")
    assert find_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_contents_stay_beside_the_parts_and_lead_to_them(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/help/")
    contents = page.get_by_role("navigation", name="On this page")
    contents.get_by_role("link", name="Sources and citation").click()
    expect(page.get_by_role("heading", name="Sources and citation")).to_be_in_viewport()
    expect(contents).to_be_in_viewport()


def test_its_keys_are_among_those_that_the_viewer_lists(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/")
    page.locator("#viewer[aria-busy=false]").wait_for()
    page.get_by_test_id("help").click()
    sheet = page.get_by_test_id("shortcuts")
    known = set(sheet.locator("kbd").all_inner_texts())
    sheet.get_by_role("link", name="Help").click()
    told = page.locator(".keys-list kbd").all_inner_texts()
    assert len(told) > 5
    assert set(told) <= known
