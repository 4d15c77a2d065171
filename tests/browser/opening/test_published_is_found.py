"""What was just published is shown, even if the bucket's tree names other features."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import tree_page
from tests.browser.live_buckets import add_feature, make_bucket, region_data
from tests.browser.upload_page import UploadPage
from tests.browser.viewer_page import parameter
from tests.live import Site

pytestmark = pytest.mark.browser

NAME = "with_a_tree"
CLEAN = "acronym\trate (Hz)\tdepth\nMOs5\t3.4\t1\nAAA\t0\t2\n"


def test_the_link_after_publishing_opens_the_new_feature_in_the_folder_of_what_the_tree_leaves_out(
    page: Page, site: Site
) -> None:
    tree_page.unlock(page, site, make_bucket(site, NAME, tree={"Old one": "old"}))
    add_feature(site, NAME, "old", region_data({15: 1.0}))
    page.goto(f"{site.url}/upload/?bucket={NAME}")
    upload = UploadPage(page, site)
    upload.paste(CLEAN)
    upload.go("check")
    upload.choose_side("Left")
    upload.go("publish")
    upload.publish().get_by_test_id("open-viewer").click()
    listed = page.get_by_test_id("feature-tree").get_by_role("treeitem")
    expect(listed).to_have_text(["Old one", "Not in the tree (2)", "rate", "depth"])
    expect(listed.nth(2)).to_have_attribute("aria-current", "true")
    assert parameter(page, "feature") == "rate"

    page.goto(f"{site.url}/?buckets={NAME}&bucket={NAME}")
    expect(listed.nth(0)).to_have_attribute("aria-current", "true")
    folder = page.get_by_role("treeitem", name="Not in the tree (2)")
    expect(folder).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("treeitem", name="depth")).to_be_hidden()
    folder.click()
    page.get_by_role("treeitem", name="depth").click()
    expect(listed.nth(3)).to_have_attribute("aria-current", "true")
