"""From the page of a bucket to the upload, which then goes into that bucket."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import tree_page
from tests.browser.live_buckets import TOKEN, make_bucket
from tests.browser.upload_page import UploadPage
from tests.live import Site

pytestmark = pytest.mark.browser

CLEAN = "acronym\trate (Hz)\nMOs5\t3.4\nAAA\t0\n"


def go_to_publish(upload: UploadPage) -> None:
    upload.paste(CLEAN)
    upload.go("check")
    upload.choose_side("Left")
    upload.go("publish")


def test_who_unlocked_the_bucket_uploads_into_it_without_a_word_more(
    page: Page, site: Site
) -> None:
    for name in ("into_other", "into_this"):
        tree_page.unlock(page, site, make_bucket(site, name))
    page.goto(f"{site.url}/buckets/into_this/")
    page.get_by_role("link", name="Upload a table", exact=True).click()
    upload = UploadPage(page, site)
    go_to_publish(upload)
    expect(page.get_by_label("A bucket unlocked in this browser")).to_be_checked()
    upload.publish()
    page.goto(f"{site.url}/buckets/into_this/")
    expect(page.get_by_role("link", name="rate", exact=True)).to_be_visible()


def test_who_has_the_token_gives_it_there(page: Page, site: Site) -> None:
    make_bucket(site, "into_mine")
    page.goto(f"{site.url}/buckets/into_mine/")
    page.get_by_role("link", name="upload a table").click()
    upload = UploadPage(page, site)
    go_to_publish(upload)
    expect(page.get_by_test_id("bucket-name")).to_have_value("into_mine")
    expect(page.get_by_test_id("bucket-status")).to_contain_text("has 0 features")
    page.get_by_test_id("bucket-token").fill(TOKEN)
    expect(upload.publish()).to_contain_text("into_mine")


def test_a_bucket_that_is_not_here_is_said_to_be_none(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/upload/?bucket=into_nothing")
    go_to_publish(UploadPage(page, site))
    expect(page.get_by_test_id("bucket-status")).to_contain_text("no bucket")
