"""The page of regions in a real browser: folds, walks by keys, finds by any name."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.upload_page import find_violations
from tests.browser.work import count_work
from tests.live import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def tree(page: Page, site: Site) -> Locator:
    page.goto(f"{site.url}/regions/")
    return page.get_by_role("treegrid", name="Regions")


def row(tree: Locator, acronym: str) -> Locator:
    """Return the row of a region, which may be hidden."""
    return tree.locator("tbody tr").filter(has=tree.page.locator(f"th b:text-is('{acronym}')"))


def test_a_region_opens_and_closes_with_its_children(tree: Locator) -> None:
    expect(row(tree, "CTX")).to_be_hidden()
    row(tree, "CH").click()
    expect(row(tree, "CTX")).to_be_visible()
    expect(row(tree, "CH")).to_have_attribute("aria-expanded", "true")
    row(tree, "CH").click()
    expect(row(tree, "CTX")).to_be_hidden()


def test_arrow_keys_walk_open_and_close(tree: Locator, page: Page) -> None:
    row(tree, "CH").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(row(tree, "CTX")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(row(tree, "CH")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(row(tree, "CTX")).to_be_hidden()
    page.keyboard.press("Home")
    expect(row(tree, "root")).to_be_focused()
    page.keyboard.press("End")
    expect(tree.locator("tbody tr:visible").last).to_be_focused()


@pytest.mark.parametrize(
    ("query", "acronym"),
    [
        ("VISp", "VISp"),
        ("385", "VISp"),
        ("primary visual", "VISp"),
        ("striate cortex", "VISp"),
        ("ammons horn", "CA"),
        ("raphe nucleus, dorsal", "DR"),
    ],
)
def test_a_region_is_found_by_any_of_its_names(
    tree: Locator, page: Page, query: str, acronym: str
) -> None:
    page.get_by_test_id("region-search").fill(query)
    expect(row(tree, acronym)).to_be_visible()
    expect(row(tree, acronym)).to_have_attribute("data-match", "")
    expect(row(tree, "root")).to_be_visible()


def test_a_misspelled_name_leads_to_what_may_be_meant(tree: Locator, page: Page) -> None:
    page.get_by_test_id("region-search").fill("SSp-bdf5")
    expect(page.get_by_role("status").first).to_have_text("No region name matches.")
    page.get_by_role("button", name="SSp-bfd5").click()
    expect(row(tree, "SSp-bfd5")).to_be_focused()
    expect(page.get_by_test_id("region-search")).to_have_value("")


def test_after_a_search_the_tree_is_as_it_was(tree: Locator, page: Page) -> None:
    row(tree, "CH").click()
    before = tree.locator("tbody tr:visible").count()
    page.get_by_test_id("region-search").fill("VISp")
    expect(row(tree, "CB")).to_be_hidden()
    page.get_by_test_id("region-search").fill("")
    expect(tree.locator("tbody tr:visible")).to_have_count(before)


def test_all_regions_are_shown_with_few_changes_and_no_forced_layout(
    tree: Locator, page: Page
) -> None:
    expect(row(tree, "root")).to_have_attribute("tabindex", "0")
    work = count_work(page, "() => document.querySelector('#expand').click()")
    expect(tree.locator("tbody tr:visible")).to_have_count(1327)
    assert 1000 < work.changes < 4 * 1327, work
    assert work.layouts <= 2, work


def test_rows_far_below_the_screen_can_be_read_aloud_soon_after(tree: Locator, page: Page) -> None:
    page.locator("#expand").click()
    devtools = page.context.new_cdp_session(page)

    def count_cells() -> int:
        nodes = devtools.send("Accessibility.getFullAXTree")["nodes"]
        return sum(node.get("role", {}).get("value") == "gridcell" for node in nodes)

    expect(tree.locator("tbody tr.settled")).to_have_count(1327)
    assert count_cells() == 1327 * 6


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, site: Site, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{site.url}/regions/")
    page.get_by_test_id("region-search").fill("hippocampus")
    expect(page.locator("#meant")).to_be_visible()
    assert find_violations(page) == []


def test_without_javascript_every_region_shows(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/regions/")
    shown = page.locator("#regions tbody tr:visible").count()
    context.close()
    assert shown == 1327
