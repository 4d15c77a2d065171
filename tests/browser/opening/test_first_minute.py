"""From an empty site to a picture that is shared: by keyboard alone, by fingers alone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FileChooser, Page, expect

from tests.browser.viewer_page import bar, expect_parameter, open_viewer
from tests.live import Site
from tests.waiting import wait_in

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
STOPS = 60
TABLE = "region,left,right\nMOs,3.5,1.25\nCP,-1,0\nVISp,2,\n"
FOCUS = "(element) => element === document.activeElement"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "rates.csv"
    path.write_text(TABLE)
    return path


def open_empty(page: Page, site: Site) -> None:
    """Open the bare address of a site without the demo bucket."""
    page.route(f"{site.api}buckets/allen_ccf", lambda route: route.fulfill(status=404, body="{}"))
    page.goto(site.url)
    expect(page.locator("#viewer")).to_have_attribute("aria-busy", "false")
    expect(page.get_by_test_id("landing")).to_be_visible()


def tab_to(page: Page, testid: str, key: str = "Tab") -> None:
    """Press Tab, or another key, until an element has the focus."""
    wanted = page.get_by_test_id(testid)
    for _ in range(STOPS):
        if wanted.evaluate(FOCUS):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{testid} is not reached within {STOPS} tab stops")


def expect_shared(page: Page) -> None:
    """The sheet holds a link to this very view and a QR code of it."""
    link = page.get_by_test_id("share-link").input_value()
    assert "cmap=viridis" in link
    assert "bucket=local" in link
    loaded = "(image) => image.complete && image.naturalWidth > 0"
    code = page.get_by_test_id("share-qr").element_handle()
    page.wait_for_function(loaded, arg=code)


def test_an_empty_site_says_where_to_begin_and_shows_an_example(page: Page, site: Site) -> None:
    open_empty(page, site)
    expect(page.get_by_test_id("bucket-failed")).to_have_count(0)
    expect(page.get_by_test_id("tour")).to_be_hidden()
    page.get_by_test_id("landing-example").click()
    expect_parameter(page, "feature", "Region volume (example)")
    expect(page.get_by_test_id("landing")).to_be_hidden()
    expect(bar(page, "CP", "left")).to_contain_text("13.01")
    expect(page.locator(".origins")).to_contain_text("given")
    expect(page.locator(".origins")).not_to_contain_text("from parts")


def test_a_bucket_is_opened_from_the_empty_site(page: Page, site: Site, viewer_bucket: str) -> None:
    open_empty(page, site)
    page.get_by_test_id("landing-open").click()
    expect(page.get_by_test_id("bucket-name")).to_be_focused()
    page.keyboard.type(viewer_bucket)
    page.keyboard.press("Enter")
    expect_parameter(page, "bucket", viewer_bucket)
    expect(page.get_by_test_id("landing")).to_be_hidden()


def test_by_keyboard_alone_a_table_becomes_a_shared_picture(
    page: Page, site: Site, table: Path
) -> None:
    # Caught from the start: on a busy machine a key comes before Chromium has heard of the wait.
    choosers: list[FileChooser] = []
    page.on("filechooser", lambda chooser: choosers.append(chooser))
    open_empty(page, site)
    tab_to(page, "landing-drop")
    page.keyboard.press("Enter")
    wait_in(page, lambda: len(choosers) == 1)
    keep_table(page, choosers[0], table)
    page.keyboard.press("/")
    page.keyboard.type("VISp")
    page.keyboard.press("Enter")
    expect_parameter(page, "selected", "VISp:LR")
    tab_to(page, "colormap", "Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("viridis")
    page.keyboard.press("Enter")
    expect_parameter(page, "cmap", "viridis")
    tab_to(page, "share")
    page.keyboard.press("Enter")
    expect_shared(page)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("share-sheet")).to_be_hidden()


def test_by_fingers_alone_a_table_becomes_a_shared_picture(
    phone: Page, site: Site, table: Path
) -> None:
    open_empty(phone, site)
    with phone.expect_file_chooser() as chosen:
        phone.get_by_test_id("landing-drop").tap()
    keep_table(phone, chosen.value, table)
    phone.get_by_test_id("slice-coronal").tap(position={"x": 150, "y": 90})
    phone.get_by_test_id("sheet-choose").tap()
    phone.get_by_test_id("colormap").tap()
    phone.locator("#colormap-sequential-viridis").tap()
    expect_parameter(phone, "cmap", "viridis")
    phone.get_by_test_id("sheet-choose").tap()
    phone.get_by_test_id("share").tap()
    expect_shared(phone)


def test_a_dropped_table_replaces_no_feature_of_the_same_name(
    page: Page, site: Site, viewer_bucket: str, tmp_path: Path
) -> None:
    open_viewer(page, site, f"buckets={viewer_bucket}")
    field = page.get_by_test_id("local-input")
    value = bar(page, "MOs", "left").locator(".value")
    for number, name in (("3", "“rate”"), ("8", "“rate (2)”")):
        table = tmp_path / "rates.csv"
        table.write_text(f"acronym,rate left,rate right\nMOs,{number},2\nCP,0,3\n")
        field.set_input_files(table)
        expect(page.get_by_test_id("local-report")).to_contain_text(name)
        expect(value).to_have_text(re.compile(rf"{number}\b(?!\.)"))
    page.get_by_test_id("feature-tree").locator("[data-fname='rate']").click()
    expect(value).to_contain_text("3")


def keep_table(page: Page, chooser: FileChooser, table: Path) -> None:
    """Give the table; it is clear, so nothing is asked, and its first feature is shown."""
    chooser.set_files(table)
    expect_parameter(page, "bucket", "local")
    expect(bar(page, "MOs", "left")).to_contain_text("3.5")
    expect(bar(page, "CP", "right")).to_contain_text("0")
