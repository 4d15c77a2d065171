"""The viewer looks as in the reference pictures in ``tests/browser/reference``.

Cells of 16 × 16 px are compared by their mean colour, so that another font or another rounding of
an edge passes and a moved, missing or recoloured part does not. After an intended change run
``UPDATE_REFERENCES=1 pytest tests/browser/slices/test_viewer_pictures.py``; look at the pictures.
"""

import os
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.canvases import slice_canvas
from tests.browser.viewer_page import BUCKET, open_viewer
from tests.live import Site
from tests.waiting import let_rest

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer_bucket")]

REFERENCES = Path(__file__).parents[1] / "reference"
CELL = 16
# A cell differs by more than a tenth; the parts of a picture that may.
CELL_TOLERANCE = 0.1
PICTURE_TOLERANCE = 0.03
COLOURS = 96
PANELS = "coronal,sagittal,horizontal"
VIEW = f"buckets={BUCKET}&coronal=1400&auto=0&selected=MOs:LR&missing=plain&panels={PANELS}"


def cells(picture: Image.Image) -> NDArray[np.float64]:
    """Return the mean colour, 0…1, of every cell."""
    width, height = picture.size[0] // CELL * CELL, picture.size[1] // CELL * CELL
    pixels = np.asarray(picture.convert("RGB").crop((0, 0, width, height)), dtype=float) / 255
    return pixels.reshape(height // CELL, CELL, width // CELL, CELL, 3).mean(axis=(1, 3))


def share_that_differs(one: Image.Image, other: Image.Image) -> float:
    """Return the part, 0…1, of cells that differ by more than the tolerance; sizes are equal."""
    assert one.size == other.size
    return float((np.abs(cells(one) - cells(other)).max(axis=2) > CELL_TOLERANCE).mean())


def test_the_comparison_sees_what_moved() -> None:
    picture = Image.new("RGB", (320, 320), "white")
    moved = picture.copy()
    moved.paste("black", (0, 0, 80, 80))
    assert share_that_differs(picture, picture) == 0
    assert share_that_differs(picture, moved) > PICTURE_TOLERANCE


@pytest.mark.parametrize(
    ("width", "height"),
    [(390, 844), (720, 450), (768, 1024), (1280, 760), (1366, 625), (1920, 1080)],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_viewer_looks_as_its_reference(
    page: Page, site: Site, width: int, height: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    open_viewer(page, site, VIEW)
    for plane in ("coronal", "sagittal"):
        slice_canvas(page, plane)
    expect(page.get_by_test_id("selected-regions")).to_be_visible()
    let_rest(page, 300)
    shot = Image.open(BytesIO(page.screenshot(animations="disabled")))
    path = REFERENCES / f"viewer_{width}_{scheme}.png"
    if os.environ.get("UPDATE_REFERENCES"):
        REFERENCES.mkdir(exist_ok=True)
        shot.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    assert share_that_differs(shot, Image.open(path)) < PICTURE_TOLERANCE
