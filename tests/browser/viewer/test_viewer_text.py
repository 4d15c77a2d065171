"""What people type is shown as text everywhere, and the page's policy prevents anything else."""

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.viewer_page import bar, make_bucket, open_viewer, regions_payload
from tests.live import Site
from tests.waiting import SECONDS

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=window.broken=1>"
BUCKET = "hostile"


@pytest.fixture(scope="module", autouse=True)
def bucket(site: Site) -> str:
    numbers = {"mean": 1.0, HOSTILE: 2.0}
    payload = regions_payload(
        f"name {HOSTILE}", {("MOs", "left"): numbers}, unit=HOSTILE[:40], description=HOSTILE
    )
    tree = {f"folder {HOSTILE}": {f"label {HOSTILE}": f"name {HOSTILE}"}}
    make_bucket(site, BUCKET, [payload], tree)
    return BUCKET


def assert_harmless(page: Page) -> None:
    assert page.locator("main img").count() == 0
    assert page.evaluate("() => window.broken") is None


def test_names_units_labels_and_descriptions_are_text(page: Page, site: Site) -> None:
    open_viewer(page, site, f"buckets={BUCKET}")
    expect(page.get_by_role("treeitem").nth(0)).to_contain_text(f"folder {HOSTILE}")
    leaf = page.get_by_role("treeitem").nth(1)
    expect(leaf).to_contain_text(f"label {HOSTILE}")
    leaf.hover()
    expect(page.locator("#feature-tip")).to_contain_text(HOSTILE)
    expect(page.locator("#feature-tip")).to_contain_text(f"name {HOSTILE}")
    expect(page.get_by_test_id("colorbar-unit")).to_have_text(HOSTILE[:40])
    assert HOSTILE in page.get_by_test_id("statistic").inner_text()
    bar(page, "MOs", "left").hover()
    expect(page.get_by_test_id("tooltip")).to_contain_text(f"{HOSTILE}2")
    assert_harmless(page)
    bar(page, "MOs", "left").dblclick()
    expect(page.get_by_test_id("region-card")).to_contain_text(HOSTILE)
    page.get_by_test_id("statistics-open").click()
    expect(page.get_by_test_id("statistics")).to_contain_text(HOSTILE[:40])
    assert_harmless(page)


def test_names_from_the_address_and_from_typing_are_text(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/?buckets={HOSTILE}&selected={HOSTILE}:L&cmap={HOSTILE}&scale={HOSTILE}")
    expect(page.get_by_test_id("bucket-failed")).to_be_visible()
    page.get_by_test_id("bucket-add").click()
    page.get_by_test_id("bucket-name").fill(HOSTILE)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("bucket-refusal")).to_be_visible()
    page.get_by_test_id("search").fill(HOSTILE)
    assert_harmless(page)


def test_the_policy_allows_no_inline_code_and_no_other_host(site: Site) -> None:
    policy = requests.get(site.url, timeout=SECONDS).headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
    assert directives["default-src"] == "'none'"
    assert directives["style-src"] == "'self'"


def test_nothing_is_asked_of_any_other_host(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_viewer(page, site, f"buckets={BUCKET}")
    assert len(asked) > 5
    assert [url for url in asked if not url.startswith((site.url, "data:", "blob:"))] == []
