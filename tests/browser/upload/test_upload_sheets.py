"""Several sheets of a workbook: named where they are not read, and read together on request."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.upload_page import UploadPage
from tests.features.tables import builders
from tests.live import Site

pytestmark = pytest.mark.browser

MICE = {
    "mouse 1": [["region", "rate"], ["VISp", 1], ["MOs", 2]],
    "mouse 2": [["region", "rate"], ["Mos", 7], ["CA1", 4], ["VISp", 3]],
    "notes": [["about"], ["nothing"]],
}


def test_two_mice_on_two_sheets_become_two_features(page: Page, site: Site) -> None:
    upload = UploadPage(page, site)
    upload.open()
    upload.choose(builders.xlsx(MICE).data, "mice.xlsx")
    others = page.get_by_test_id("other-sheets")
    expect(others).to_contain_text("1 other sheet holds regions too: “mouse 2”")
    others.get_by_role("button", name="Read all 2 sheets").click()
    expect(others).to_have_count(0)
    expect(page.get_by_label("Name of mouse 2")).to_have_value("mouse 2")
    expect(page.get_by_label("Name of mouse 1")).to_have_value("mouse 1")
    upload.go("check")
    upload.choose_side("Left")
    expect(upload.entry("Mos")).to_contain_text("row 2 of mouse 2")
    page.locator("[data-testid=chip][data-acronym='MOs']").click()
    upload.expect_left("No problems left")
    upload.go("columns")
    page.get_by_label("Sheet", exact=True).select_option("mouse 2")
    expect(page.get_by_label("Name of rate")).to_be_visible()
