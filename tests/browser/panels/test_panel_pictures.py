"""The panels look as in the reference pictures in ``tests/browser/reference``.

Compared and renewed as in `test_viewer_pictures`.
"""

import os
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.panel_page import brain_3d, open_panels
from tests.browser.slices.test_viewer_pictures import (
    COLOURS,
    PICTURE_TOLERANCE,
    REFERENCES,
    share_that_differs,
)
from tests.live import Site
from tests.waiting import let_rest

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer_bucket")]

REST_MS = 1000
VIEWS = {
    "surface_3d": ("top,3d", "&missing=plain&explode=0.4"),
    "ontology_3d": ("coronal,ontology,3d", "&selected=MOs:LR&branch=Isocortex"),
}


@pytest.mark.parametrize("name", sorted(VIEWS))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panels_look_as_their_reference(page: Page, site: Site, name: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    panels, query = VIEWS[name]
    open_panels(page, site, panels, query)
    brain_3d(page)
    let_rest(page, REST_MS)
    shot = Image.open(BytesIO(page.locator("#panels").screenshot(animations="disabled")))
    path = REFERENCES / f"panels_{name}_{scheme}.png"
    if os.environ.get("UPDATE_REFERENCES"):
        shot.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    assert share_that_differs(shot, Image.open(path)) < PICTURE_TOLERANCE
