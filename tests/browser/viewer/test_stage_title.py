"""The line above the picture says what is shown, which version, and what is not on it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvases import slice_canvas
from tests.browser.viewer_page import (
    TOKEN,
    expect_parameter,
    make_bucket,
    make_viewer_bucket,
    open_viewer,
    regions_payload,
    row_of,
    send,
)
from tests.live import Site

pytestmark = pytest.mark.browser

LONG = "Firing rate of good units. " * 40


def test_the_title_follows_feature_statistic_and_bucket(page: Page, site: Site) -> None:
    bucket = make_viewer_bucket(site)
    open_viewer(page, site, f"buckets={bucket}&feature=rates&coronal=1400")
    expect(page.get_by_test_id("stage-feature")).to_have_text("Firing rate")
    expect(page.get_by_test_id("stage-source")).to_have_text("mean, in sp/s, from viewer")
    expect(page.get_by_test_id("stage-description")).to_have_text("Firing rate of good units")
    expect(page.get_by_test_id("embed-link")).to_be_hidden()
    page.get_by_test_id("statistic").select_option("std")
    expect(page.get_by_test_id("stage-source")).to_have_text("std, in sp/s, from viewer")
    page.locator("[data-fname=depth]").click()
    expect(page.get_by_test_id("stage-feature")).to_have_text("Depth")
    expect(page.get_by_test_id("stage-source")).to_have_text("in µm, from viewer")
    expect(page.get_by_test_id("stage-description")).to_be_hidden()


def test_a_long_description_is_one_line_until_it_is_opened(page: Page, site: Site) -> None:
    one = regions_payload("one", {("MOs", "left"): {"mean": 1.0}}, description=LONG)
    make_bucket(site, "described", [one])
    open_viewer(page, site, "buckets=described&feature=one")
    line = page.get_by_test_id("stage-description")
    folded = line.bounding_box()
    assert folded is not None
    assert folded["height"] < 32
    line.click()
    expect(line).to_have_attribute("aria-expanded", "true")
    unfolded = line.bounding_box()
    assert unfolded is not None
    assert unfolded["height"] > 60
    line.press("Enter")
    expect(line).to_have_attribute("aria-expanded", "false")


def test_versions_are_told_and_the_newest_is_one_click_away(page: Page, site: Site) -> None:
    make_bucket(site, "versioned", [regions_payload("one", {("MOs", "left"): {"mean": 1.0}})])
    for value in (2.0, 1.0):
        changed = regions_payload("one", {("MOs", "left"): {"mean": value}})
        del changed["fname"]
        send("PATCH", f"{site.api}buckets/versioned/one", changed, TOKEN)
    open_viewer(page, site, "buckets=versioned&feature=one")
    version = page.get_by_test_id("stage-version")
    expect(version).to_contain_text("version 3 of 3 (newest)")
    expect(version).to_contain_text("as version 1")
    expect(page.get_by_test_id("stage-newest")).to_be_hidden()
    open_viewer(page, site, "buckets=versioned&feature=one&version=2")
    expect(version).to_contain_text("version 2 of 3")
    expect(version).not_to_contain_text("newest")
    page.get_by_test_id("stage-newest").click()
    expect_parameter(page, "version", None)
    expect(version).to_contain_text("version 3 of 3 (newest)")


def test_what_a_hemisphere_and_the_range_hide_is_said_and_undone(page: Page, site: Site) -> None:
    bucket = make_viewer_bucket(site)
    query = f"buckets={bucket}&feature=rates&hemisphere=left&range=0..2&coronal=1400"
    open_viewer(page, site, query)
    note = page.get_by_test_id("hidden-note")
    expect(note).to_have_text(
        "3 of 7 values are not on this picture: on the right side, which is switched off. "
        "1 value is beyond the colour range."
    )
    page.get_by_role("button", name="Show both sides").click()
    expect(note).to_have_text("2 values are beyond the colour range.")
    page.get_by_role("button", name="Fit colours").click()
    expect(note).to_be_hidden()


def test_regions_that_the_atlas_cannot_draw_are_named(page: Page, site: Site) -> None:
    # Parts of the cerebellum that this annotation has no voxels of.
    rows = [row_of("MOs5", "left"), row_of("MOs", "left"), row_of("SIM", "right")]
    bare = row_of("retina", "left")
    data = {str(row): {"mean": 1.0 + n} for n, row in enumerate([rows[0], rows[2], bare])}
    origins = {"allen": {"given": [rows[0], rows[2], bare]}}
    payload = {
        "fname": "bare",
        "feature_data": {"mappings": {"allen": {"data": data}}, "origins": origins},
    }
    make_bucket(site, "undrawn", [payload])
    open_viewer(page, site, "buckets=undrawn&feature=bare&mapping=allen")
    expect(page.get_by_test_id("hidden-note")).to_have_text(
        "1 of 3 values are not on this picture: without voxels in the atlas (retina)."
    )


def test_without_a_feature_the_title_says_so(page: Page, site: Site) -> None:
    page.goto(site.url)
    expect(page.locator("#viewer")).to_have_attribute("aria-busy", "false")
    expect(page.get_by_test_id("stage-title")).to_contain_text("no feature chosen")


def test_coordinates_are_read_under_the_pointer_and_copied(page: Page, site: Site) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size({"width": 1700, "height": 900})
    bucket = make_viewer_bucket(site)
    open_viewer(page, site, f"buckets={bucket}&feature=rates&panels=coronal,sagittal,horizontal")
    line = page.get_by_test_id("coordinates")
    expect(line).to_contain_text("AP −1.20, ML −1.51, DV −3.54 mm")
    expect(line).to_contain_text("CCF AP 6600, DV 3875, ML 4225 µm")
    line.click()
    copied = "AP -1.20, ML -1.51, DV -3.54 mm from bregma; CCF AP 6600, DV 3875, ML 4225 µm"
    expect(line).to_have_attribute("data-copied", copied)
    assert page.evaluate("() => navigator.clipboard.readText()") == copied
    # In the horizontal slice, a step to the right is a step in ML; the height is the slice's own.
    page.get_by_test_id("position-horizontal").fill("-4")
    page.get_by_test_id("position-horizontal").press("Enter")
    expect(line).to_contain_text("DV −3.99 mm")
    box = slice_canvas(page, "horizontal").bounding_box()
    assert box is not None
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    page.locator("#panels").focus()
    places = []
    for step in (-40, 40):
        before = line.get_attribute("data-copied") or ""
        page.mouse.move(middle[0] + step, middle[1])
        expect(page.get_by_test_id("tip-place")).to_contain_text("DV −3.99 mm")
        page.keyboard.press("x")
        expect(line).not_to_have_attribute("data-copied", before)
        expect(line).to_have_attribute("data-copied", re.compile("DV -3.99"))
        places.append(re.findall(r"-?\d+\.\d+", str(line.get_attribute("data-copied"))))
    assert places[0][0] == places[1][0]  # AP
    assert float(places[0][1]) == pytest.approx(-float(places[1][1]), abs=0.15)  # ML
    assert float(places[0][1]) < -0.1
