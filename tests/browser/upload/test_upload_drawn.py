"""The upload says in advance what will be drawn and which values a parcellation changes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.upload_page import UploadPage
from tests.browser.viewer_page import parameter
from tests.live import Site

pytestmark = pytest.mark.browser

LAYERS = (
    "acronym\tcells\nMOp\t47620\nMOp1\t10000\nMOp2/3\t20000\nMOp5\t9000\nMOp6a\t8620\nSSp1\t5\n"
)
CHANGED = "your value for MOp (left): 47,620; shown under Beryl: 19,048 (mean of 5 given values"


def test_the_upload_says_what_is_drawn_and_offers_that_given_values_win(
    page: Page, site: Site
) -> None:
    upload = UploadPage(page, site)
    upload.open()
    upload.paste(LAYERS)
    upload.go("check")
    upload.choose_side("Left")
    said = page.get_by_test_id("drawn")
    check = said.filter(visible=True)
    expect(check).to_contain_text("Beryl draws 5 of 6 rows: 0 as given")
    expect(check).to_contain_text(CHANGED)
    expect(check).to_contain_text("SSp1 (row 7) is not drawn under Allen and Beryl")
    upload.go("publish")
    expect(page.get_by_test_id("preview-mapping")).to_have_value("allen")
    check.get_by_label(
        "Under Beryl and Cosmos, a value given for a region takes precedence"
    ).check()
    expect(check).not_to_contain_text(CHANGED)
    expect(check).to_contain_text("the value given for MOp takes precedence")
    upload.fill_new_bucket("given_wins")
    upload.publish().get_by_test_id("open-viewer").click()
    page.wait_for_url("**feature=cells**")
    assert parameter(page, "mapping") == "allen"
