"""Points of local files: drawn on the slices near them, at a distance that one can choose."""

from pathlib import Path

import numpy as np
import pytest
from iblbrainviewer.api import make_volume_payload, save_payload
from playwright.sync_api import Page, expect

from tests.browser.viewer_page import regions_payload
from tests.live import Site
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

SHAPE = (528, 320, 456)
COUNT = """(canvas, colour) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let found = 0;
    for (let n = 0; n < data.length; n += 4) {
        if (colour.every((part, k) => data[n + k] === part)) found++;
    }
    return found;
}"""
LOWEST, HIGHEST = [0, 0, 4, 255], [252, 253, 191, 255]


@pytest.fixture
def viewer(page: Page, site: Site) -> Page:
    page.goto(f"{site.url}/?buckets=allen_ccf&mapping=allen&coronal=1400")
    expect(page.get_by_test_id("slice-coronal")).to_have_attribute("data-quality", "smooth")
    return page


def test_points_are_drawn_on_the_slices_near_them(viewer: Page, tmp_path: Path) -> None:
    # One at AP 1.4 mm, on the coronal slice, and one far behind; the volume shows them as dots,
    # created by `local_dots`.
    xyz = np.array([[-0.0015, 0.0014, -0.003], [0.0015, 0.0014, -0.003], [0.0015, -0.003, -0.003]])
    values = np.array([4.0, 8.0, 6.0])
    volume = np.zeros(SHAPE, dtype=np.float32)
    volume[160:163, 133:136, 170:173] = 4.0
    payload = make_volume_payload("dots", volume, xyz=xyz, values=values)
    save_payload(tmp_path, "dots", payload)
    viewer.get_by_test_id("local-input").set_input_files(tmp_path / "dots.json")
    expect(viewer.get_by_test_id("range-min")).to_have_value("4")
    expect(viewer.get_by_test_id("range-max")).to_have_value("8")
    overlay = viewer.get_by_test_id("slice-coronal").locator("xpath=following-sibling::canvas[1]")
    assert overlay.evaluate(COUNT, LOWEST) > 10
    assert overlay.evaluate(COUNT, HIGHEST) > 10
    assert overlay.evaluate(COUNT, [183, 55, 121, 255]) == 0
    expect(viewer.get_by_text("Number of points in each region")).to_be_visible()
    counted = viewer.locator(".bar .value").all_inner_texts()
    assert sum(int(text.split(":")[-1].split()[0]) for text in counted) == 3


def test_how_far_from_a_slice_points_show_is_chosen_where_there_are_points(
    viewer: Page, tmp_path: Path
) -> None:
    field = viewer.get_by_test_id("thickness")
    save_payload(tmp_path, "rate", regions_payload("rate", {("MOs", "left"): {"mean": 1.0}}))
    viewer.get_by_test_id("local-input").set_input_files(tmp_path / "rate.json")
    expect(viewer.locator(".bar[data-region='MOs']").first).to_be_visible()
    expect(field).to_be_hidden()
    # One on the coronal slice at AP 1.4 mm, one half a millimetre before it.
    xyz = np.array([[-0.0015, 0.0014, -0.003], [0.0015, 0.0019, -0.003]])
    volume = np.zeros(SHAPE, dtype=np.float32)
    volume[160:163, 133:136, 170:173] = 4.0
    payload = make_volume_payload("dots", volume, xyz=xyz, values=np.array([4.0, 8.0]))
    save_payload(tmp_path, "dots", payload)
    viewer.get_by_test_id("local-input").set_input_files(tmp_path / "dots.json")
    expect(field).to_have_value("100")
    overlay = viewer.get_by_test_id("slice-coronal").locator("xpath=following-sibling::canvas[1]")
    assert overlay.evaluate(COUNT, HIGHEST) == 0
    field.fill("600")
    field.press("Enter")
    viewer.wait_for_function("() => location.search.includes('thickness=600')")
    wait_until(lambda: overlay.evaluate(COUNT, HIGHEST) > 10)
    field.fill("many")
    field.press("Enter")
    expect(field).to_have_value("600")
    field.press("ArrowDown")
    expect(field).to_have_value("575")
