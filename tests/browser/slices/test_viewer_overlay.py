"""Compass and scale bar lie beside the brain, never on a value."""

import pytest
from playwright.sync_api import Page

from tests.browser.canvases import slice_canvas
from tests.browser.viewer_page import BUCKET, open_viewer
from tests.live import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer_bucket")]

INK = [61, 67, 77, 255]
# How many pixels have the ink of the overlay, and how many of these are on tissue. Text is nearly
# opaque; the picture is transparent where there is no tissue.
COUNT = """(canvas, ink) => {
    const overlay = canvas.nextElementSibling;
    const read = (one) => one.getContext('2d').getImageData(0, 0, one.width, one.height).data;
    const [above, below] = [read(overlay), read(canvas)];
    let drawn = 0;
    let hiding = 0;
    for (let n = 0; n < above.length; n += 4) {
        if (!ink.every((part, k) => above[n + k] === part)) continue;
        drawn++;
        if (below[n + 3] > 0) hiding++;
    }
    return [drawn, hiding];
}"""
PANELS = "coronal,sagittal,horizontal"


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (768, 1024)])
@pytest.mark.parametrize("sagittal", [-200, -1514])
def test_nothing_is_written_on_tissue(
    page: Page, site: Site, size: tuple[int, int], sagittal: int
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    query = f"buckets={BUCKET}&panels={PANELS}&sagittal={sagittal}&coronal=-1200&horizontal=-3543"
    open_viewer(page, site, query)
    for plane in PANELS.split(","):
        drawn, hiding = slice_canvas(page, plane).evaluate(COUNT, INK)
        assert drawn > 100, plane
        assert hiding == 0, plane
