"""A real Chromium, a page that fails the test on any error, and ways to look at canvases."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import live_buckets, tree_page
from tests.browser.profiles import Profile
from tests.browser.viewer_page import make_viewer_bucket, open_viewer
from tests.ensure_chromium import find_chromium
from tests.live import Site
from tests.waiting import MILLISECONDS

PATIENCE = 30_000
"""Milliseconds that a page may take for what is expected of it: a bound, not a measurement."""
expect.set_options(timeout=PATIENCE)
PHONE = {"width": 390, "height": 844}
LAUNCHER = Path(__file__).parent / "chromium.sh"
ADDRESS_BAR = "WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup"
"""Pages behind the address bar: every window loads them, for a quarter of what a test costs."""
SWITCHES = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, or Playwright's own where it has none."""
    with sync_playwright() as playwright:
        program = find_chromium() or playwright.chromium.executable_path
        environment = os.environ | {"CHROMIUM": program, "CHROMIUM_FEATURES_OFF": ADDRESS_BAR}
        chromium = playwright.chromium.launch(
            executable_path=LAUNCHER, args=SWITCHES, env=environment
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[Profile]:
    """The profile with a window of desktop size that tests use in turn."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    context.set_default_timeout(MILLISECONDS)
    yield Profile(context)
    context.close()


@pytest.fixture(scope="session")
def touch_profile(browser: Browser) -> Iterator[Profile]:
    """The profile with a touch screen that tests use in turn."""
    context = browser.new_context(viewport=PHONE, has_touch=True)
    context.set_default_timeout(MILLISECONDS)
    yield Profile(context)
    context.close()


@pytest.fixture
def context(profile: Profile) -> Iterator[BrowserContext]:
    """A profile that keeps nothing of the test before but the files it has fetched."""
    yield profile.context
    profile.empty()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must end without script errors, refused requests to others, or CSP reports."""
    page, errors = watched_page(context)
    yield page
    assert errors == []


@pytest.fixture
def phone(touch_profile: Profile) -> Iterator[Page]:
    """A page as `page`, of the size of a phone and with a touch screen."""
    page, errors = watched_page(touch_profile.context)
    yield page
    touch_profile.empty()
    assert errors == []


def watched_page(context: BrowserContext) -> tuple[Page, list[str]]:
    """Return a new page, and the list that collects its script errors and CSP reports."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None,
    )
    return page, errors


@pytest.fixture
def viewer_bucket(site: Site) -> str:
    """The bucket of `viewer_page`: rates and depths with known values, created once per site."""
    return make_viewer_bucket(site)


@pytest.fixture
def viewer(page: Page, site: Site, viewer_bucket: str) -> Page:
    """The viewer, opened on `viewer_bucket` and drawn."""
    return open_viewer(page, site, f"buckets={viewer_bucket}&coronal=1400&auto=0")


@pytest.fixture
def tree_bucket(site: Site, request: pytest.FixtureRequest) -> str:
    """A bucket for each test of the tree editor: five features, one of them not displayed."""
    name = f"t{abs(hash(request.node.nodeid))}"
    live_buckets.make_bucket(site, name, tree=tree_page.TREE)
    for fname in ("spike_rate", "spike_width", "lfp_phase", "theta", "depth"):
        live_buckets.add_feature(site, name, fname, live_buckets.region_data({15: 1.0}))
    return name


@pytest.fixture
def tree_editor(page: Page, site: Site, tree_bucket: str) -> Page:
    """The editor of the tree of `tree_bucket`, unlocked."""
    tree_page.unlock(page, site, tree_bucket)
    tree_page.open_tree(page, site, tree_bucket)
    return page


@pytest.fixture
def other_editor(browser: Browser, site: Site, tree_bucket: str) -> Iterator[Page]:
    """Another person's editor, opened on the same tree."""
    context = tree_page.new_profile(browser)
    page = context.new_page()
    tree_page.unlock(page, site, tree_bucket)
    tree_page.open_tree(page, site, tree_bucket)
    yield page
    context.close()
