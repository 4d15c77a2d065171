"""The local bucket: the SDK's files in this browser, kept over a reload, sent nowhere."""

import json
from pathlib import Path

import numpy as np
import pytest
from iblbrainviewer.api import FeatureUploader, make_volume_payload, save_payload
from playwright.sync_api import Page, expect

from tests.browser.asking import follow
from tests.live import Site
from tests.waiting import let_rest

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


def test_a_name_being_typed_stays_when_another_file_comes(
    viewer: Page, rate: Path, tmp_path: Path
) -> None:
    give(viewer, rate)
    name = viewer.get_by_label("Name of rate")
    name.fill("spikes")
    other = tmp_path / "other.json"
    other.write_text(json.dumps(json.loads(rate.read_text()) | {"fname": "other"}))
    give(viewer, other)
    expect(viewer.get_by_label("Name of other")).to_be_visible()
    expect(name).to_have_value("spikes")


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
