"""The local bucket: the SDK's files in this browser, kept over a reload, sent nowhere."""

import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np
import pytest
from iblbrainviewer.api import FeatureUploader, make_volume_payload, save_payload
from playwright.sync_api import Page, Request, Route, expect

from tests.live import Site
from tests.waiting import let_rest, wait_in

pytestmark = pytest.mark.browser

SHAPE = (528, 320, 456)


@pytest.fixture
def uploader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FeatureUploader:
    """The SDK's own uploader of local files, with a home of its own."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    return FeatureUploader("local")


@pytest.fixture
def rate(uploader: FeatureUploader, tmp_path: Path) -> Path:
    acronyms, values = np.array(["MOp1", "MOs5"]), np.array([1.5, 0.0])
    uploader.local_features("rate", acronyms, values, hemisphere="left", output_dir=tmp_path)
    return tmp_path / "rate.json"


@pytest.fixture
def viewer(page: Page, site: Site) -> Page:
    page.goto(f"{site.url}/?buckets=allen_ccf&mapping=allen&coronal=1400")
    expect(page.get_by_test_id("slice-coronal")).to_have_attribute("data-quality", "smooth")
    return page


def follow(page: Page) -> list[str]:
    """Return a list that collects what the page requests from the server, except static files."""
    asked: list[str] = []

    def note(request: Request) -> None:
        path = urlsplit(request.url).path
        if request.method != "GET" or path.startswith("/api/"):
            asked.append(f"{request.method} {unquote(path)}")

    page.on("request", note)
    return asked


def give(page: Page, *paths: Path) -> None:
    page.get_by_test_id("local-input").set_input_files(list(paths))


def test_files_are_shown_kept_over_a_reload_and_never_sent(
    viewer: Page, rate: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    other.write_text(json.dumps(json.loads(rate.read_text()) | {"fname": "Ρυθμός"}))
    let_rest(viewer, 500)  # Until nothing of the demo bucket is fetched ahead any more.
    asked = follow(viewer)
    give(viewer, rate, other)
    expect(viewer.get_by_test_id("local-report")).to_contain_text("“rate”, “Ρυθμός”")
    expect(viewer.get_by_test_id("bucket-picker")).to_have_value("local")
    expect(viewer.locator(".bar[data-region='MOp1']")).to_have_attribute("data-side", "left")
    tree = viewer.get_by_test_id("feature-tree")
    expect(tree.locator("[data-fname]")).to_have_count(2)
    viewer.reload()
    expect(viewer.get_by_test_id("bucket-picker")).to_have_value("local")
    expect(viewer.locator(".bar[data-region='MOp1']")).to_be_visible()
    assert asked == []


def test_a_file_is_dropped_on_the_page(viewer: Page, rate: Path) -> None:
    transfer = viewer.evaluate_handle(
        """([name, text]) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], name, { type: 'application/json' }));
            return transfer;
        }""",
        [rate.name, rate.read_text()],
    )
    zone = viewer.get_by_test_id("local-drop")
    viewer.dispatch_event("body", "dragenter", {"dataTransfer": transfer})
    expect(zone).to_be_visible()
    viewer.dispatch_event("body", "drop", {"dataTransfer": transfer})
    expect(zone).to_be_hidden()
    expect(viewer.locator(".bar[data-region='MOp1']")).to_be_visible()


def test_a_feature_is_renamed_and_removed(viewer: Page, rate: Path) -> None:
    give(viewer, rate)
    name = viewer.get_by_label("Name of rate")
    name.fill("spikes")
    viewer.get_by_test_id("local-rename").click()
    tree = viewer.get_by_test_id("feature-tree")
    expect(tree.locator("[data-fname=spikes]")).to_be_visible()
    expect(tree.locator("[data-fname=rate]")).to_have_count(0)
    expect(viewer.locator(".bar[data-region='MOp1']")).to_be_visible()
    viewer.get_by_test_id("local-remove").click()
    expect(tree.locator("[data-fname]")).to_have_count(0)
    expect(viewer.locator(".bar")).to_have_count(0)


def test_a_bad_file_is_refused_at_its_places_and_the_good_one_is_kept(
    viewer: Page, rate: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    data = {"mappings": {"beryl": {"data": {"99999": {"mean": 1}, "5": {"mean": "x"}}}}}
    bad.write_text(json.dumps({"fname": "<img src=x onerror=alert(1)>", "feature_data": data}))
    give(viewer, bad, rate)
    report = viewer.get_by_test_id("local-report")
    expect(report).to_contain_text("<img src=x onerror=alert(1)>")
    expect(report).to_contain_text("feature_data.mappings.beryl.data.99999 is not a region")
    expect(report).to_contain_text("feature_data.mappings.beryl.data.5.mean must be a finite")
    expect(viewer.locator(".bar[data-region='MOp1']")).to_be_visible()
    assert viewer.locator("img[src=x]").count() == 0


CLEAR = "acronym,rate left,rate right\nMOp1,1.5,2\nMOs5,0,3\n"
UNCLEAR = "acronym,rate\nVISp,1.5\nmop1,0\nnowhere at all,7\n"


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


@pytest.mark.parametrize("order", ["C", "F"])
def test_a_volume_is_drawn_under_the_outlines_and_tells_its_value(
    viewer: Page, tmp_path: Path, order: str
) -> None:
    volume = np.zeros(SHAPE, dtype=np.float32, order=order)  # type: ignore[call-overload]
    volume[:, :, :228] = 2.0
    volume[:, :, 228:] = -1.0
    save_payload(tmp_path, "volume", make_volume_payload("volume", volume, short_desc="halves"))
    give(viewer, tmp_path / "volume.json")
    expect(viewer.get_by_test_id("range-min")).to_have_value("−1")
    expect(viewer.get_by_test_id("range-max")).to_have_value("2")
    canvas = viewer.get_by_test_id("slice-coronal")
    box = canvas.bounding_box()
    assert box is not None
    left = (box["width"] * 0.35, box["height"] * 0.5)
    right = (box["width"] * 0.65, box["height"] * 0.5)
    read = """(canvas, [x, y]) => [...canvas.getContext('2d')
        .getImageData(Math.floor(x), Math.floor(y), 1, 1).data]"""
    expect(viewer.get_by_test_id("status")).to_be_hidden()
    assert canvas.evaluate(read, list(left)) == [252, 253, 191, 255]
    assert canvas.evaluate(read, list(right)) == [0, 0, 4, 255]
    viewer.mouse.move(box["x"] + left[0], box["y"] + left[1])
    expect(viewer.get_by_test_id("tooltip").locator("b")).to_have_text("2")
    # The list has the mean of each region, highest first.
    viewer.get_by_test_id("bar-list").focus()
    expect(viewer.get_by_text("Mean of the voxels of each region.")).to_be_visible()
    expect(viewer.locator(".bar[data-side='left'] .value").first).to_contain_text("2")
    viewer.keyboard.press("End")
    expect(viewer.locator(".bar[data-side='right'] .value").last).to_contain_text("-1")


def test_local_values_are_taken_home_as_they_came(viewer: Page, rate: Path) -> None:
    give(viewer, rate)
    expect(viewer.locator(".bar[data-region='MOp1']")).to_be_visible()
    with viewer.expect_download() as caught:
        viewer.get_by_test_id("download-json").click()
    saved = json.loads(Path(caught.value.path()).read_text())
    assert saved["feature_data"] == json.loads(rate.read_text())["feature_data"]
    assert caught.value.suggested_filename == "local-rate.json"
