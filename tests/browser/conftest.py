"""A real Chromium, a page that fails the test on any error, and ways to look at canvases."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.viewer_page import make_viewer_bucket, open_viewer
from tests.ensure_chromium import find_chromium
from tests.live import Site

PATIENCE = 30_000
"""Milliseconds that a page may take for what is expected of it: a bound, not a measurement."""
expect.set_options(timeout=PATIENCE)
SWITCHES = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, or Playwright's own where it has none."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile with a desktop's window."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must end without script errors, refused requests to others, or CSP reports."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None,
    )
    yield page
    assert errors == []


@pytest.fixture
def viewer_bucket(site: Site) -> str:
    """The bucket of `viewer_page`: rates and depths with known values, created once per site."""
    return make_viewer_bucket(site)


@pytest.fixture
def viewer(page: Page, site: Site, viewer_bucket: str) -> Page:
    """The viewer, opened on `viewer_bucket` and drawn."""
    return open_viewer(page, site, f"buckets={viewer_bucket}&coronal=1400&auto=0")
