"""A volume in the 3-D view: its maximum projection, in the very colours of the scale."""

import io

import numpy as np
import pytest
from iblbrainviewer.api import make_volume_payload
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.panel_page import brain_3d
from tests.browser.viewer_page import make_bucket
from tests.live import Site
from tests.waiting import let_rest

pytestmark = pytest.mark.browser

BUCKET = "panel-volume"
REST_MS = 1500
SHAPE = (528, 320, 456)
# The ends of magma.
LOWEST, HIGHEST = [0, 0, 4], [252, 253, 191]


@pytest.fixture(scope="module", autouse=True)
def bucket(site: Site) -> str:
    volume = np.zeros(SHAPE, dtype=np.float32)
    # Deep in the left half, in front of bregma; and outside the tissue, where nothing is drawn.
    volume[150:175, 120:150, 130:180] = 0.5
    volume[175:200, 120:150, 130:180] = 1.0
    volume[:40, :40, :40] = 1.0
    make_bucket(site, BUCKET, [make_volume_payload("block", volume)])
    return BUCKET


def places_of(picture: np.ndarray, colour: list[int]) -> np.ndarray:
    """Return where a colour is, [x, y] in css px, shape (n, 2)."""
    return np.argwhere(np.abs(picture - colour).max(axis=2) <= 2)[:, ::-1]


def test_empty_voxels_are_not_in_the_projection(page: Page, site: Site) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{site.url}/?buckets={BUCKET}&coronal=0&panels=3d,coronal")
    expect(page.get_by_test_id("look-reason")).to_contain_text("They are grey.")
    brain_3d(page)
    page.get_by_test_id("look-from").select_option("dorsal")
    let_rest(page, REST_MS)
    shot = Image.open(io.BytesIO(brain_3d(page).screenshot())).convert("RGB")
    picture = np.asarray(shot).astype(int)
    picture = picture[: int(picture.shape[0] * 0.85)]
    # The block alone: its front half has the lowest colour, its rear half the highest.
    front, rear = places_of(picture, LOWEST), places_of(picture, HIGHEST)
    assert 50 < len(front) < 2000
    assert 50 < len(rear) < 2000
    assert front[:, 1].max() <= rear[:, 1].min() + 1


def test_the_projection_shows_what_is_deep_on_its_own_side_and_nothing_outside_the_tissue(
    page: Page, site: Site
) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{site.url}/?buckets={BUCKET}&coronal=0&panels=3d,coronal&auto=0")
    expect(page.get_by_test_id("range-max")).to_have_value("1")
    brain_3d(page)
    page.get_by_test_id("look-from").select_option("dorsal")
    let_rest(page, REST_MS)
    shot = Image.open(io.BytesIO(brain_3d(page).screenshot())).convert("RGB")
    picture = np.asarray(shot).astype(int)
    # The colour bar, at the lower right, has these colours too.
    picture = picture[: int(picture.shape[0] * 0.85)]
    low, high = places_of(picture, LOWEST), places_of(picture, HIGHEST)
    assert len(low) > 2000
    assert len(high) > 50
    left, right = low[:, 0].min(), low[:, 0].max()
    assert high[:, 0].max() < (left + right) / 2
    # In front: above the middle from above.
    assert high[:, 1].mean() < (low[:, 1].min() + low[:, 1].max()) / 2
    assert high[:, 0].min() > left
