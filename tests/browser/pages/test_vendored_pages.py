"""Swagger and the admin login, drawn by others: axe-core finds nothing, in light and dark."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.viewer.test_viewer_accessibility import AXE, RUN
from tests.live import Site
from tests.waiting import MILLISECONDS

pytestmark = pytest.mark.browser


def open_page(browser: Browser, address: str, scheme: str) -> Page:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    context.set_default_timeout(MILLISECONDS)
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_api_page_has_no_violation_closed_and_opened(
    browser: Browser, site: Site, scheme: str
) -> None:
    page = open_page(browser, f"{site.url}/api/docs/", scheme)
    operations = page.locator(".opblock-summary-control")
    expect(operations.first).to_be_visible()
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
    operations.first.click()
    expect(page.locator(".opblock-body").first).to_be_visible()
    assert page.evaluate(RUN) == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_admin_login_has_no_violation(browser: Browser, site: Site, scheme: str) -> None:
    page = open_page(browser, f"{site.url}/admin/login/", scheme)
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
    page.context.close()
