"""From a messy sheet to values on the brain, in a real browser."""

import json
import re
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import requests
from playwright.sync_api import Page, expect

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from tests.browser import tree_page
from tests.browser.canvases import find_region, read_pixel, slice_canvas
from tests.browser.colours.test_colours import magma
from tests.browser.live_buckets import TOKEN, add_feature, make_bucket, region_data, write
from tests.browser.upload_page import MARKUP, MESSY, UploadPage, make_xlsx
from tests.live import GLOBAL_KEY, Site
from tests.waiting import SECONDS

pytestmark = pytest.mark.browser

CLEAN = "acronym\trate (Hz)\tdepth\nMOs5\t3.4\t1\nMOp1\t1.2\t2\nAAA\t0\t3\n"


@pytest.fixture
def upload(page: Page, site: Site) -> UploadPage:
    upload = UploadPage(page, site)
    upload.open()
    return upload


def read_feature(site: Site, bucket: str, fname: str) -> dict:
    return requests.get(f"{site.api}buckets/{bucket}/{fname}", timeout=SECONDS).json()


def mend_messy(upload: UploadPage) -> None:
    """Accept, choose, correct and drop what is wrong in the messy sheet."""
    page = upload.page
    upload.go("check")
    upload.expect_left("5 problems left")
    upload.choose_side("Left")
    page.get_by_test_id("accept-all").click()
    upload.expect_left("3 problems left")
    page.locator("[data-testid=chip][data-acronym='SSp-bfd5']").click()
    page.get_by_role("button", name="Leave row 10 out").click()
    upload.expect_left("1 problem left")
    cell = upload.entry("about 9").get_by_test_id("cell")
    cell.fill("9")
    cell.press("Enter")
    upload.expect_left("No problems left")


def test_a_messy_sheet_is_mended_previewed_published_and_seen(
    upload: UploadPage, page: Page, site: Site
) -> None:
    upload.choose(make_xlsx(MESSY))
    expect(page.get_by_text("The header is row 3")).to_be_visible()
    mend_messy(upload)
    upload.go("publish")
    page.get_by_test_id("preview-mapping").select_option("allen")
    canvas = slice_canvas(page, "horizontal")
    point = find_region(page, canvas, "MOs5", "left")
    assert read_pixel(canvas, point) == magma(3.4, 0.0, 3.4)
    expect(page.get_by_role("tooltip")).to_contain_text("MOs5 · 3.4 Hz")
    assert requests.get(f"{site.api}buckets/journey", timeout=SECONDS).status_code == 404
    upload.fill_new_bucket("journey")
    done = upload.publish()
    expect(done).to_contain_text("2 new")
    token = done.get_by_test_id("token").inner_text()
    assert re.fullmatch(r"[0-9a-f-]{36}", token)
    stored = read_feature(site, "journey", "Firing rate")
    assert stored["unit"] == "Hz"
    left = SIDE_ROWS + int(np.flatnonzero(load_regions().acronym == "MOs")[0])
    assert stored["feature_data"]["mappings"]["beryl"]["data"][str(left)]["mean"] == 3.4
    done.get_by_test_id("open-viewer").click()
    # The viewer opens under the parcellation that shows most values as given: here Allen.
    expect(page.locator(".bar[data-region='MOs5']")).to_be_visible()
    expect(page.locator(".bar[data-region='MOp1']")).to_contain_text("1.2")


def test_the_token_that_is_shown_once_writes_to_the_bucket(
    upload: UploadPage, page: Page, site: Site, tmp_path: Path
) -> None:
    upload.paste(CLEAN)
    upload.go("check")
    upload.choose_side("Right")
    upload.expect_left("No problems left")
    upload.go("publish")
    upload.fill_new_bucket("with_token")
    done = upload.publish()
    with page.expect_download() as download:
        done.get_by_role("button", name="Download custom_features.json").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name == "custom_features.json"
    token = json.loads(saved.read_text())["buckets"]["with_token"]["token"]
    assert token == done.get_by_test_id("token").inner_text()
    header = {"Authorization": f"Bearer {token}"}
    address = f"{site.api}buckets/with_token/depth"
    assert requests.delete(address, headers=header, timeout=SECONDS).status_code == 200


def test_going_back_and_undo_lose_nothing(upload: UploadPage, page: Page) -> None:
    upload.choose(make_xlsx(MESSY))
    page.get_by_label("Name of Firing rate").fill("rate of firing")
    page.get_by_label("Name of Firing rate").press("Tab")
    expect(page.get_by_label("Name of rate of firing")).to_be_visible()
    mend_messy(upload)
    upload.go("file")
    upload.go("columns")
    expect(page.get_by_label("Name of rate of firing")).to_have_value("rate of firing")
    upload.go("check")
    upload.expect_left("No problems left")
    page.get_by_test_id("undo").click()
    upload.expect_left("1 problem left")
    page.get_by_test_id("redo").click()
    upload.expect_left("No problems left")
    page.get_by_text("decisions so far").click()
    page.get_by_role("button", name="Undo: “mop1” is MOp1").click()
    upload.expect_left("1 problem left")


def test_features_that_are_there_are_replaced_skipped_or_renamed(
    upload: UploadPage, page: Page, site: Site
) -> None:
    bucket = make_bucket(site, "conflicts")
    for fname in ("rate", "depth"):
        add_feature(site, bucket, fname, region_data({1: 7.0}), unit="old")
    upload.paste(CLEAN + "\n")
    upload.go("check")
    upload.choose_side("Left")
    upload.expect_left("No problems left")
    upload.go("publish")
    page.get_by_label("A bucket whose token you have").check()
    page.get_by_test_id("bucket-name").fill(bucket)
    page.get_by_test_id("bucket-token").fill(TOKEN)
    expect(page.get_by_text("2 features already exist")).to_be_visible()
    expect(page.get_by_test_id("publish")).to_have_attribute("aria-disabled", "true")
    page.get_by_label("Action for rate").select_option("skip")
    page.get_by_label("Action for depth").select_option("rename")
    page.get_by_label("New name of depth").fill("depth 2")
    page.get_by_label("New name of depth").press("Enter")
    expect(page.get_by_text("One feature already exists")).to_be_visible()
    done = upload.publish()
    expect(done).to_contain_text("1 new, 1 skipped")
    assert read_feature(site, bucket, "rate")["unit"] == "old"
    assert read_feature(site, bucket, "depth 2")["unit"] is None
    expect(done.get_by_test_id("token")).to_have_count(0)


def test_a_wrong_token_is_told_once_at_its_field_and_forgotten_with_another_target(
    upload: UploadPage, page: Page, site: Site
) -> None:
    bucket = make_bucket(site, "guarded")
    upload.paste(CLEAN)
    upload.go("check")
    upload.choose_side("Left")
    upload.expect_left("No problems left")
    upload.go("publish")
    page.get_by_label("A bucket whose token you have").check()
    page.get_by_test_id("bucket-name").fill(bucket)
    page.get_by_test_id("bucket-token").fill("not the token")
    expect(page.get_by_test_id("bucket-status")).to_contain_text("has 0 features")
    page.get_by_test_id("publish").click()
    expect(page.get_by_test_id("bucket-token")).to_be_focused()
    expect(page.get_by_test_id("bucket-token")).to_have_attribute("aria-invalid", "true")
    told = page.get_by_text("does not belong to bucket")
    expect(told).to_have_count(1)
    expect(page.get_by_role("alert").filter(has_text="does not belong")).to_have_count(1)
    assert requests.get(f"{site.api}buckets/{bucket}", timeout=SECONDS).json()["features"] == {}
    page.get_by_label("A new bucket").check()
    expect(told).to_have_count(0)
    page.get_by_label("A bucket whose token you have").check()
    expect(told).to_have_count(0)
    expect(page.get_by_test_id("bucket-token")).to_have_value("")


def test_a_new_bucket_is_proposed_with_key_and_name_and_takes_one_click(
    upload: UploadPage, page: Page, site: Site
) -> None:
    """On a site with the tutorial's key, which everybody knows."""
    upload.choose(
        make_xlsx([["Region", "rate left"], ["VISp", 1], ["MOs", 0]]), "Proposed name!.xlsx"
    )
    upload.go("publish")
    expect(page.get_by_label("A new bucket")).to_be_checked()
    expect(page.get_by_test_id("global-key")).to_have_value(GLOBAL_KEY)
    expect(page.get_by_test_id("new-bucket-name")).to_have_value("Proposed_name")
    expect(page.get_by_test_id("bucket-status")).to_have_text("“Proposed_name” is available.")
    expect(upload.publish()).to_contain_text("Published in “Proposed_name”")
    assert requests.get(f"{site.api}buckets/Proposed_name", timeout=SECONDS).json()[
        "features"
    ].keys() == {"rate left"}


def test_a_bucket_whose_token_was_changed_asks_for_the_new_one(page: Page, site: Site) -> None:
    bucket = make_bucket(site, "changed_since")
    tree_page.unlock(page, site, bucket)
    upload = UploadPage(page, site)
    upload.open()
    upload.choose(make_xlsx([["Region", "rate left"], ["VISp", 1], ["MOs", 0]]))
    upload.go("publish")
    expect(page.get_by_label("A bucket unlocked in this browser")).to_be_checked()
    other = "7f2b8f1e-0000-4000-8000-000000000002"
    write(site, "PATCH", f"buckets/{bucket}", {"metadata": {"token": other}})
    page.get_by_test_id("publish").click()
    expect(page.get_by_label("A bucket whose token you have")).to_be_checked()
    expect(page.get_by_test_id("bucket-name")).to_have_value(bucket)
    expect(page.get_by_test_id("bucket-token")).to_be_focused()
    page.get_by_test_id("bucket-token").fill(other)
    expect(upload.publish()).to_contain_text("1 new")


def test_kept_in_this_browser_nothing_is_sent_to_a_bucket(
    upload: UploadPage, page: Page, site: Site
) -> None:
    writes: list[str] = []
    page.on("request", lambda r: writes.append(r.url) if "/api/buckets" in r.url else None)
    upload.paste(CLEAN)
    upload.go("check")
    upload.choose_side("Left")
    upload.expect_left("No problems left")
    upload.go("publish")
    page.get_by_label("This browser only").check()
    done = upload.publish()
    expect(done).to_contain_text("Saved in this browser: 2 new.")
    assert writes == []
    done.get_by_test_id("open-viewer").click()
    expect(page.locator(".bar[data-region='MOs5']")).to_be_visible()


def test_markup_in_a_sheet_is_text_everywhere(upload: UploadPage, page: Page) -> None:
    rows = [["Region", MARKUP, "rate"], ["VISp", 1, 2], [MARKUP, 3, 4], ["MOs5", 5, MARKUP]]
    upload.choose(make_xlsx(rows), name=f"{MARKUP}.xlsx")
    expect(page.get_by_label(f"Name of {MARKUP}")).to_have_value(MARKUP)
    upload.go("check")
    expect(upload.entry(MARKUP).first).to_contain_text(MARKUP)
    assert page.locator("main img").count() == 0
    assert page.title() == "Upload · atlasviewer"


def test_the_annotated_sheet_holds_the_problems_beside_their_rows(
    upload: UploadPage, page: Page, tmp_path: Path
) -> None:
    upload.choose(make_xlsx(MESSY), name="rates.xlsx")
    upload.go("check")
    with page.expect_download() as download:
        page.get_by_role("button", name="Annotated sheet as Excel").click()
    assert download.value.suggested_filename == "rates with problems.xlsx"
    saved = tmp_path / "annotated.xlsx"
    download.value.save_as(saved)
    sheet = openpyxl.load_workbook(saved).active
    assert sheet is not None
    assert sheet.cell(3, 5).value == "problems"
    assert "MOp1" in str(sheet.cell(5, 5).value)
    assert sheet.cell(4, 5).value is None


def test_a_file_that_is_no_table_is_refused_in_a_sentence(upload: UploadPage, page: Page) -> None:
    picture = {"name": "brain.xlsx", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" * 9}
    page.get_by_test_id("file-input").set_input_files([picture])
    expect(page.get_by_role("alert").filter(has_text="brain.xlsx")).to_be_visible()
    expect(upload.step("columns")).to_be_disabled()


@pytest.mark.parametrize("kind", ["Excel", "CSV"])
def test_a_blank_sheet_that_is_filled_in_is_understood(
    upload: UploadPage, page: Page, tmp_path: Path, kind: str
) -> None:
    page.get_by_label("with one column per side").check()
    with page.expect_download() as download:
        page.get_by_role("link", name=f"Beryl regions only as {kind}").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    if kind == "CSV":
        text = (
            saved.read_text(encoding="utf-8-sig")
            .replace(",,\n", ",1.5,2.5\n")
            .replace(",,\r", ",1.5,2.5\r")
        )
        content = text.encode()
    else:
        book = openpyxl.load_workbook(saved)
        assert book.active is not None
        for row in book.active.iter_rows(min_row=2):
            row[3].value, row[4].value = 1.5, 2.5
        book.save(saved)
        content = saved.read_bytes()
    upload.choose(content, name=saved.name)
    upload.go("check")
    upload.expect_left("No problems left")
