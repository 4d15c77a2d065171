"""A table dropped on the viewer: on the brain at once when clear, asked about when not."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.asking import follow
from tests.live import Site
from tests.waiting import wait_in

pytestmark = pytest.mark.browser

CLEAR = "acronym,rate left,rate right\nMOp1,1.5,2\nMOs5,0,3\n"
UNCLEAR = "acronym,rate\nVISp,1.5\nmop1,0\nnowhere at all,7\n"


@pytest.fixture
def viewer(page: Page, site: Site) -> Page:
    page.goto(f"{site.url}/?buckets=allen_ccf&mapping=allen&coronal=1400")
    expect(page.get_by_test_id("slice-coronal")).to_have_attribute("data-quality", "smooth")
    return page


def drop_text(page: Page, name: str, text: str) -> None:
    transfer = page.evaluate_handle(
        """([name, text]) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], name));
            return transfer;
        }""",
        [name, text],
    )
    page.dispatch_event("body", "drop", {"dataTransfer": transfer})


def test_a_clear_table_dropped_on_the_viewer_is_on_the_brain_and_in_this_browser_only(
    viewer: Page,
) -> None:
    asked = follow(viewer)
    drop_text(viewer, "rates.csv", CLEAR)
    expect(viewer.get_by_test_id("bucket-picker")).to_have_value("local")
    bar = viewer.locator(".bar[data-region='MOs5'][data-side='right']")
    expect(bar.locator(".value")).to_contain_text("3")
    expect(viewer.locator(".bar[data-region='MOs5'][data-side='left']")).to_contain_text("0")
    expect(viewer.get_by_test_id("local-report")).to_contain_text("Saved in this browser: “rate”")
    assert [line for line in asked if not line.startswith("POST /api/tables/")] == []
    viewer.reload()
    expect(bar).to_be_visible()
    viewer.get_by_test_id("local-publish").click()
    expect(viewer.get_by_role("heading", name="Preview and publish")).to_be_visible()


def test_what_is_unclear_in_a_dropped_table_is_asked_in_the_sheet_at_the_side(
    viewer: Page,
) -> None:
    drop_text(viewer, "rates.csv", UNCLEAR)
    sheet = viewer.get_by_test_id("table-questions")
    keep = viewer.get_by_test_id("table-keep")
    expect(sheet).to_contain_text("1 of 3 rows")
    expect(keep).to_be_disabled()
    sheet.get_by_label("Left").check()
    sheet.locator("[data-question='mop1']").get_by_role("button", name="is MOp1,").click()
    expect(sheet.locator("[data-question='mop1']")).to_have_count(0)
    sheet.get_by_role("button", name="Leave row 4 out").click()
    expect(keep).to_be_enabled()
    keep.click()
    expect(sheet).to_be_hidden()
    expect(viewer.get_by_test_id("bucket-picker")).to_have_value("local")
    bars = viewer.locator(".bar[data-side='left']")
    expect(bars.filter(has_text="MOp1")).to_contain_text("0")


def test_a_decision_made_while_another_is_on_its_way_keeps_both(viewer: Page) -> None:
    held: list[Route] = []
    drop_text(viewer, "rates.csv", UNCLEAR)
    sheet = viewer.get_by_test_id("table-questions")
    expect(sheet).to_contain_text("1 of 3 rows")
    viewer.route("**/api/tables/check", lambda route: held.append(route))
    sheet.get_by_label("Left").check()
    sheet.locator("[data-question='mop1']").get_by_role("button", name="is MOp1,").click()
    sheet.get_by_role("button", name="Leave row 4 out").click()
    wait_in(viewer, lambda: len(held) == 3)
    for route in held:
        route.continue_()
    expect(viewer.get_by_test_id("table-keep")).to_be_enabled()


def test_a_table_left_unclear_goes_on_in_the_upload_with_what_was_decided(viewer: Page) -> None:
    drop_text(viewer, "rates.csv", UNCLEAR)
    sheet = viewer.get_by_test_id("table-questions")
    sheet.get_by_role("button", name="Leave row 4 out").click()
    expect(sheet.locator("[data-question='nowhere at all']")).to_have_count(0)
    sheet.get_by_role("button", name="Correct it in the upload").click()
    expect(viewer.get_by_test_id("step-check")).to_contain_text("1 problem left")


def test_a_file_that_is_no_table_says_so_and_can_be_tried_again(viewer: Page) -> None:
    viewer.route("**/api/tables/check", lambda route: route.abort())
    drop_text(viewer, "rates.csv", CLEAR)
    report = viewer.get_by_test_id("local-report")
    expect(report).to_contain_text("cannot be reached")
    viewer.unroute("**/api/tables/check")
    report.get_by_role("button", name="Try again").click()
    expect(viewer.locator(".bar[data-region='MOs5']").first).to_be_visible()
