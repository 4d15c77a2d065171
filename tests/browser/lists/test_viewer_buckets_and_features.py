"""Buckets are opened, closed and reloaded; features are found and chosen, also by keys."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.viewer_page import (
    BUCKET,
    TOKEN,
    bar,
    expect_parameter,
    make_bucket,
    make_viewer_bucket,
    open_viewer,
    parameter,
    regions_payload,
    send,
)
from tests.browser.work import count_work
from tests.live import Site

pytestmark = pytest.mark.browser

MANY = "many"
CHANGING = "changing"


@pytest.fixture(scope="module", autouse=True)
def bucket(site: Site) -> str:
    make_bucket(site, CHANGING, [regions_payload("first", {("MOs", "left"): {"mean": 1.0}})])
    return make_viewer_bucket(site)


@pytest.fixture(scope="module")
def many(site: Site) -> str:
    """A thousand labels for ten features, five levels deep."""
    names = [f"f{n}" for n in range(10)]
    make_bucket(
        site, MANY, [regions_payload(name, {("MOs", "left"): {"mean": 1.0}}) for name in names]
    )
    tree: dict[str, object] = {}
    for n in range(1000):
        parts = (f"lab {n % 2}", f"rig {n // 2 % 5}", f"mouse {n // 10 % 5}", f"day {n // 50}")
        folder = tree
        for part in parts:
            folder = folder.setdefault(part, {})  # type: ignore[assignment]
        folder[f"measure {n:04d}"] = names[n % 10]
    send("PATCH", f"{site.api}buckets/{MANY}", {"metadata": {"tree": tree}}, TOKEN)
    return MANY


def item(page: Page, label: str):
    return page.get_by_role("treeitem", name=label, exact=True)


def test_a_bucket_is_opened_by_name_and_closed(page: Page, site: Site) -> None:
    open_viewer(page, site)
    page.get_by_test_id("bucket-add").click()
    page.keyboard.type("allen_ccf_missing")
    page.keyboard.press("Enter")
    refusal = page.get_by_test_id("bucket-refusal")
    expect(refusal).to_be_visible()
    expect(refusal).to_contain_text("allen_ccf_missing")
    assert parameter(page, "buckets") == BUCKET
    page.get_by_test_id("bucket-name").fill(CHANGING)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("bucket-picker")).to_have_value(CHANGING)
    expect(item(page, "first")).to_have_attribute("aria-current", "true")
    assert parameter(page, "buckets") == f"{BUCKET},{CHANGING}"
    page.get_by_test_id("bucket-remove").click()
    expect(page.get_by_test_id("bucket-picker")).to_have_value(BUCKET)
    page.get_by_test_id("bucket-remove").click()
    expect(page.get_by_test_id("bucket-picker")).to_be_disabled()
    expect(page.get_by_text("No bucket is open. Open one by name")).to_be_visible()


def test_the_picker_chooses_among_the_open_buckets(page: Page, site: Site) -> None:
    open_viewer(page, site, f"buckets={BUCKET},{CHANGING}")
    page.get_by_test_id("bucket-picker").select_option(CHANGING)
    expect(item(page, "first")).to_be_visible()
    expect_parameter(page, "bucket", CHANGING)


def test_an_address_with_an_unknown_bucket_says_so_and_offers_to_try_again(
    page: Page, site: Site
) -> None:
    page.goto(f"{site.url}/?buckets=not_there")
    expect(page.get_by_test_id("bucket-failed")).to_contain_text("not_there")
    make_bucket(site, "not_there", [regions_payload("late", {("MOs", "left"): {"mean": 1.0}})])
    page.get_by_test_id("retry-bucket").click()
    expect(item(page, "late")).to_be_visible()


def test_refresh_shows_what_was_changed_and_keeps_the_view(page: Page, site: Site) -> None:
    open_viewer(page, site, f"buckets={CHANGING}&coronal=1000&cmap=viridis&selected=MOs:L")
    expect(bar(page, "MOs", "left")).to_contain_text("1")
    changed = regions_payload("first", {("MOs", "left"): {"mean": 8.5}})
    send("PATCH", f"{site.api}buckets/{CHANGING}/first", changed, TOKEN)
    added = regions_payload("second", {("MOs", "left"): {"mean": 2.0}})
    send("POST", f"{site.api}buckets/{CHANGING}", added, TOKEN)
    page.get_by_test_id("bucket-refresh").click()
    expect(item(page, "second")).to_be_visible()
    expect(bar(page, "MOs", "left")).to_contain_text("8.5")
    assert parameter(page, "coronal") == "1000"
    assert parameter(page, "cmap") == "viridis"
    assert parameter(page, "selected") == "MOs:L"


def test_a_feature_is_chosen_by_click_and_the_slices_follow(page: Page, site: Site) -> None:
    open_viewer(page, site)
    item(page, "Depth").click()
    expect(bar(page, "MOs", "left")).to_contain_text("7")
    expect(page.get_by_test_id("colorbar-unit")).to_have_text("µm")
    expect_parameter(page, "feature", "depth")


def test_the_tree_is_walked_by_keys(page: Page, site: Site) -> None:
    open_viewer(page, site)
    item(page, "Firing rate").focus()
    page.keyboard.press("ArrowDown")
    expect(item(page, "Histology")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(item(page, "Histology")).to_have_attribute("aria-expanded", "false")
    expect(item(page, "Depth")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(item(page, "Depth")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(item(page, "Histology")).to_be_focused()
    page.keyboard.press("Home")
    expect(item(page, "Ephys")).to_be_focused()
    page.keyboard.type("de")
    expect(item(page, "Depth")).to_be_focused()
    page.keyboard.press("Enter")
    expect_parameter(page, "feature", "depth")
    assert page.locator("[role=treeitem][tabindex='0']").count() == 1


def test_brackets_show_the_feature_before_and_after(page: Page, site: Site) -> None:
    open_viewer(page, site)
    page.keyboard.press("]")
    expect_parameter(page, "feature", "depth")
    page.keyboard.press("[")
    expect_parameter(page, "feature", "rates")


def test_a_description_shows_on_hover_and_on_focus(page: Page, site: Site) -> None:
    open_viewer(page, site)
    tip = page.locator("#feature-tip")
    item(page, "Firing rate").hover()
    expect(tip).to_contain_text("Firing rate of good units")
    expect(tip).to_contain_text("Unit: sp/s")
    page.mouse.move(900, 400)
    expect(tip).to_be_hidden()
    item(page, "Firing rate").focus()
    expect(tip).to_be_visible()
    expect(item(page, "Firing rate")).to_have_attribute("aria-describedby", "feature-tip")


def test_a_thousand_features_in_five_levels_are_filtered_in_one_pass(
    page: Page, site: Site, many: str
) -> None:
    open_viewer(page, site, f"buckets={many}")
    expect(page.locator("[role=treeitem][data-fname]")).to_have_count(1000)
    box = page.get_by_test_id("feature-filter")
    work = count_work(
        page,
        """(text) => {
            const input = document.querySelector('[data-testid=feature-filter]');
            input.value = text;
            input.dispatchEvent(new Event('input', { bubbles: true }));
        }""",
        "measure 0123",
    )
    rows = page.locator("[role=treeitem]").count()
    assert 1000 < work.changes <= 3 * rows, (rows, work)
    assert work.layouts <= 1, work
    visible = page.locator("[role=treeitem]:not([hidden])")
    expect(visible).to_have_count(5)
    assert visible.evaluate_all("items => items.map((item) => item.ariaLevel)") == list("12345")
    page.keyboard.press("f")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect_parameter(page, "feature", "f3")
    box.fill("nothing like it")
    expect(page.get_by_text("No feature matches this filter.")).to_be_visible()
