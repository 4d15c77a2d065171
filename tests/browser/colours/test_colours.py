"""What is drawn on the slices is what the API says, on the side it says."""

import numpy as np
import pytest
import requests
from iblbrainviewer.api import make_features, make_features_payload
from matplotlib import colormaps
from playwright.sync_api import Page

from tests.browser.canvases import find_region, read_pixel, slice_canvas
from tests.live import GLOBAL_KEY, Site

pytestmark = pytest.mark.browser

TOKEN = "7e7b8a34-9b1f-4f3e-8a37-0b3f1d9b6f10"
ACRONYMS = np.array(["MOp1", "MOs5", "AAA", "ACAd2/3"])
VALUES = np.array([1.2, 3.4, 0.0, 0.1])
ANTERIOR = "coronal=1400&auto=0"
MISSING = "MOs"


def magma(value: float, low: float, high: float) -> tuple[int, int, int, int]:
    """Return the colour of a value: step = min(255, floor(256 t)) of the map's 256."""
    step = min(255, int((value - low) / (high - low) * 256))
    red, green, blue = (round(part * 255) for part in colormaps["magma"](step)[:3])
    return red, green, blue, 255


@pytest.fixture(scope="module")
def bucket(site: Site) -> str:
    """A bucket with the tutorial's spike rate on the left."""
    send = {"headers": {"Authorization": f"Bearer {GLOBAL_KEY}"}, "timeout": 30}
    made = {"uuid": "colours", "metadata": {"token": TOKEN}}
    assert requests.post(f"{site.api}buckets", json=made, **send).status_code == 200
    payload = make_features_payload("rate", make_features(ACRONYMS, VALUES, hemisphere="left"))
    send["headers"] = {"Authorization": f"Bearer {TOKEN}"}
    assert requests.post(f"{site.api}buckets/colours", json=payload, **send).status_code == 200
    return "colours"


def test_a_left_value_is_drawn_on_the_left_in_the_colour_of_the_map(
    page: Page, site: Site, bucket: str
) -> None:
    page.goto(f"{site.url}/?buckets={bucket}&mapping=allen&{ANTERIOR}")
    page.locator(".bar[data-region='MOs5']").wait_for()
    canvas = slice_canvas(page, "coronal")
    left = find_region(page, canvas, "MOs5", "left")
    right = find_region(page, canvas, "MOs5", "right")
    box = canvas.bounding_box()
    assert box is not None
    assert left.x < box["width"] / 2 < right.x
    assert read_pixel(canvas, left) == magma(3.4, 0.0, 3.4)
    assert read_pixel(canvas, right) != magma(3.4, 0.0, 3.4)


def test_zero_is_coloured_and_a_region_without_a_value_is_not(
    page: Page, site: Site, bucket: str
) -> None:
    page.goto(f"{site.url}/?buckets={bucket}&mapping=allen&coronal=-350&auto=0")
    page.locator(".bar[data-region='AAA']").wait_for()
    canvas = slice_canvas(page, "coronal")
    zero = find_region(page, canvas, "AAA", "left")
    without = find_region(page, canvas, "AAA", "right")
    assert read_pixel(canvas, zero) == magma(0.0, 0.0, 3.4)
    assert read_pixel(canvas, without) != magma(0.0, 0.0, 3.4)


def test_hovering_names_the_region_and_its_value(page: Page, site: Site, bucket: str) -> None:
    page.goto(f"{site.url}/?buckets={bucket}&mapping=beryl&{ANTERIOR}")
    page.locator(".bar[data-region='MOs']").wait_for()
    canvas = slice_canvas(page, "coronal")
    find_region(page, canvas, "MOs", "left")
    tooltip = page.get_by_role("tooltip")
    said = "MOs\n3.4\nSecondary motor area, left\nfrom parts (inferred)\nAP "
    assert tooltip.inner_text().startswith(said)
    assert page.locator(".bar[data-hovered]").get_attribute("data-region") == "MOs"
