"""Tables from the file to the pixel: right value, right region, right side, or a question."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
import requests
from playwright.sync_api import Page, expect

from atlasviewer.atlas.annotation import SIDE_SPLIT
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from tests.browser.annotation_slices import (
    MISSING,
    MISSING_LINE,
    PLANES,
    READ_PIXELS,
    START,
    Frame,
    cut,
    find_tissue,
    read_built_annotation,
)
from tests.browser.canvases import slice_canvas
from tests.browser.colours.test_colours import magma
from tests.browser.upload_page import UploadPage, make_xlsx
from tests.live import Site
from tests.waiting import SECONDS

pytestmark = pytest.mark.browser

Known = dict[str, dict[tuple[str, str], float]]
"""Feature → (acronym, side) → the value that the table's author means."""
Draws = Callable[[str, Known], None]
Voxels = dict[str, tuple[int, int]]
"""Side → voxel of a slice, right and down."""
EMPTY = {(*MISSING, 255), (*MISSING_LINE, 255)}
PLANE = "coronal"
SLICES = range(100, 460, 10)
CLEAR = 3
"""Voxels around a voxel that must show the same region, as many as RH allows."""


@pytest.fixture
def upload(page: Page, site: Site) -> UploadPage:
    upload = UploadPage(page, site)
    upload.open()
    return upload


@pytest.fixture(scope="module")
def annotation() -> np.ndarray:
    return read_built_annotation()


@pytest.fixture
def assert_true(upload: UploadPage, page: Page, site: Site, annotation: np.ndarray) -> Draws:
    """Publish into a new bucket; what is stored and what is drawn must be the known values."""

    def assert_published(bucket: str, known: Known) -> None:
        upload.expect_left("No problems left")
        upload.go("publish")
        upload.fill_new_bucket(bucket)
        upload.publish().get_by_test_id("open-viewer").click()
        expect(page.locator(".bar").first).to_be_visible()
        assert read_stored(site, bucket) == known
        tissue = find_tissue(annotation)
        for fname, values in known.items():
            slices = choose_slices(annotation, {acronym for acronym, _ in values})
            for index, regions in slices.items():
                open_slice(page, site, f"bucket={bucket}&feature={quote(fname)}", index)
                for acronym, voxels in regions.items():
                    for side, voxel in voxels.items():
                        colour = read_colour(page, tissue, voxel)
                        expected = colours_of(values, acronym, side)
                        assert colour in expected, f"{fname} of {acronym}, {side}: {colour}"

    return assert_published


def read_stored(site: Site, bucket: str) -> Known:
    """Return what the API gives for every feature under Beryl."""
    acronyms = load_regions().acronym
    found: Known = {}
    features = requests.get(f"{site.api}buckets/{bucket}", timeout=SECONDS).json()["features"]
    for fname in features:
        feature = requests.get(f"{site.api}buckets/{bucket}/{quote(fname)}", timeout=SECONDS).json()
        data = feature["feature_data"]["mappings"]["beryl"]["data"]
        found[fname] = {
            (str(acronyms[int(row) % SIDE_ROWS]), "left" if int(row) > SIDE_ROWS else "right"): one[
                "mean"
            ]
            for row, one in data.items()
        }
    return found


def choose_slices(annotation: np.ndarray, acronyms: set[str]) -> dict[int, dict[str, Voxels]]:
    """Return few coronal slices that show all Beryl regions asked for, with a voxel on each side.

    Every voxel lies CLEAR voxels inside its region.
    """
    names = load_regions().acronym[: SIDE_ROWS + 1]
    rows = {acronym: int(np.flatnonzero(names == acronym)[0]) for acronym in acronyms}
    found: dict[int, dict[str, Voxels]] = {}
    for index in SLICES:
        calm = find_calm(cut(annotation, PLANE, index, "beryl"))
        shown = {acronym: voxels_of(calm == row) for acronym, row in rows.items()}
        found[index] = {acronym: both for acronym, both in shown.items() if both is not None}
    chosen: dict[int, dict[str, Voxels]] = {}
    left = set(acronyms)
    while left:
        index = max(found, key=lambda index: len(left & found[index].keys()))
        chosen[index] = {acronym: found[index][acronym] for acronym in left & found[index].keys()}
        assert chosen[index], f"{left} are too small for a pixel well inside them"
        left -= chosen[index].keys()
    return chosen


def find_calm(picture: np.ndarray) -> np.ndarray:
    """Return the rows of a slice where all of the square around a voxel shows the same; else 0."""
    low, high = np.pad(picture, CLEAR), np.pad(picture, CLEAR)
    for axis in (0, 1):
        low = np.lib.stride_tricks.sliding_window_view(low, 2 * CLEAR + 1, axis).min(-1)
        high = np.lib.stride_tricks.sliding_window_view(high, 2 * CLEAR + 1, axis).max(-1)
    return np.where(low == high, picture, 0)


def voxels_of(inside: np.ndarray) -> Voxels | None:
    """Return a voxel of a region on each side, away from the midline; None without."""
    split = round(SIDE_SPLIT)
    left, right = inside.copy(), inside.copy()
    left[:, split - CLEAR :] = False
    right[:, : split + CLEAR] = False
    if not left.any() or not right.any():
        return None
    return {"left": middle_of(left), "right": middle_of(right)}


def middle_of(mask: np.ndarray) -> tuple[int, int]:
    """Return the voxel (right, down) of a mask that is nearest to its middle."""
    places = np.argwhere(mask)
    nearest = np.abs(places - places.mean(axis=0)).sum(axis=1).argmin()
    down, right = places[nearest].tolist()
    return right, down


def open_slice(page: Page, site: Site, query: str, index: int) -> None:
    first, step = START[PLANE]
    page.goto(f"{site.url}/?{query}&mapping=beryl&auto=0&{PLANE}={first + step * index}")
    expect(page.locator(".bar").first).to_be_attached()
    canvas = slice_canvas(page, PLANE)
    expect(canvas).to_have_attribute("data-index", str(index))
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def read_colour(
    page: Page, tissue: list[tuple[int, int]], voxel: tuple[int, int]
) -> tuple[int, ...]:
    """Return the colour drawn at a device pixel that shows a voxel."""
    canvas = slice_canvas(page, PLANE)
    width, height = canvas.evaluate("(canvas) => [canvas.width, canvas.height]")
    frame = Frame(width, height, tissue[PLANES[PLANE][1]], tissue[PLANES[PLANE][2]])
    x = min(range(width), key=lambda x: abs(frame.voxel(x, 0)[0] - voxel[0]))
    y = min(range(height), key=lambda y: abs(frame.voxel(0, y)[1] - voxel[1]))
    return tuple(canvas.evaluate(READ_PIXELS, [[x, y]])[0])


def colours_of(
    values: dict[tuple[str, str], float], acronym: str, side: str
) -> set[tuple[int, ...]]:
    """Return the colours a region may have: magma's of its value, or the ink of no value."""
    if (acronym, side) not in values:
        return EMPTY
    return {magma(values[acronym, side], min(values.values()), max(values.values()))}


def sided(side: str, values: dict[str, float]) -> dict[tuple[str, str], float]:
    return {(acronym, side): value for acronym, value in values.items()}


def test_lh_and_rh_among_acronyms_are_two_regions_on_the_chosen_side(
    upload: UploadPage, assert_true: Draws
) -> None:
    day1 = {"VISp": 1.0, "LH": 2.0, "MOs": 3.0, "RH": 9.0, "CA1": 0.0, "PAG": 6.5}
    day2 = {"VISp": 5.0, "LH": -4.0, "MOs": 2.0, "RH": 4.0, "CA1": 3.0, "PAG": 1.0}
    header: list[Any] = ["mouse", *day1]
    upload.choose(make_xlsx([header, ["m1", *day1.values()], ["m2", *day2.values()]]))
    upload.go("check")
    upload.expect_left("Only the hemisphere is left to choose")
    upload.choose_side("Left")
    assert_true("truth_acronyms", {"m1": sided("left", day1), "m2": sided("left", day2)})


@pytest.mark.parametrize(("bucket", "right_code"), [("truth_side_2", 2), ("truth_side_0", 0)])
def test_a_side_column_whose_header_tells_its_code_is_read_unasked(
    upload: UploadPage, assert_true: Draws, bucket: str, right_code: int
) -> None:
    left, right = {"MOs": 4.0, "PAG": 0.0, "CA1": 2.0}, {"MOs": 1.0, "PAG": 3.0, "CP": 8.0}
    rows: list[list[Any]] = [["Region", "Hemisphere (1=left)", "rate (Hz)"]]
    rows += [[acronym, 1, value] for acronym, value in left.items()]
    rows += [[acronym, right_code, value] for acronym, value in right.items()]
    upload.choose(make_xlsx(rows))
    upload.go("check")
    assert_true(bucket, {"rate": sided("left", left) | sided("right", right)})


def test_blocks_side_by_side_are_features_named_by_the_labels_above(
    upload: UploadPage, assert_true: Draws
) -> None:
    cells = {"VISp": 100.0, "MOs": 200.0, "CA1": 0.0}
    area = {"MOs": 2.0, "CA1": 3.0, "VISp": 1.0}
    density = {"VISp": 9.0, "MOs": 8.0, "CA1": 7.0}
    rows: list[list[Any]] = [["CELLS", None, None, "AREA", None, None, "DENSITY", None]]
    rows.append(["Region", "m1", None, "Region", "m1", None, "Region", "m1"])
    for one, two, three in zip(cells.items(), area.items(), density.items(), strict=True):
        rows.append([*one, None, *two, None, *three])
    upload.choose(make_xlsx(rows))
    upload.go("check")
    upload.choose_side("Right")
    known = {"CELLS m1": cells, "AREA m1": area, "DENSITY m1": density}
    assert_true("truth_blocks", {name: sided("right", one) for name, one in known.items()})


def test_bulk_takes_no_guess_and_each_duplicate_is_combined_as_chosen(
    upload: UploadPage, page: Page, assert_true: Draws
) -> None:
    upload.paste(
        "Region\tcount\nvisp\t1\nmos\t2\nS1M\t3\nPrimary motor aera\t9\n"
        "ACB\t1\nACB\t5\nPAG\t10\nPAG\t30\nCA1\t0\n"
    )
    upload.go("check")
    upload.choose_side("Left")
    upload.expect_left("6 problems left")
    page.get_by_test_id("accept-all").first.click()
    upload.expect_left("4 problems left")
    upload.entry("Primary motor aera").get_by_test_id("chip").first.click()
    upload.entry("S1M").get_by_test_id("chip").first.click()
    upload.expect_left("2 problems left")
    page.get_by_label("Combine the values of PAG using").select_option("first")
    upload.expect_left("1 problem left")
    page.get_by_label("Combine the values of ACB using").select_option("sum")
    counts = {"VISp": 1, "MOs": 2, "SSp-m": 3, "MOp": 9, "ACB": 6, "PAG": 10, "CA1": 0}
    known = {acronym: float(value) for acronym, value in counts.items()}
    assert_true("truth_answers", {"count": sided("left", known)})


def test_true_and_false_under_is_left_are_sides(upload: UploadPage, assert_true: Draws) -> None:
    left, right = {"MOs": 4.0, "PAG": 0.0}, {"MOs": 1.0, "CA1": 3.0}
    rows: list[list[Any]] = [["region", "is_left", "rate"]]
    rows += [[acronym, True, value] for acronym, value in left.items()]
    rows += [[acronym, False, value] for acronym, value in right.items()]
    upload.choose(make_xlsx(rows))
    upload.go("check")
    assert_true("truth_is_left", {"rate": sided("left", left) | sided("right", right)})


def test_a_lone_column_of_the_right_is_stored_on_the_right(
    upload: UploadPage, assert_true: Draws
) -> None:
    upload.paste("region\tdensity_right\nMOs\t4\nPAG\t0\nCA1\t3\n")
    upload.go("check")
    known = sided("right", {"MOs": 4.0, "PAG": 0.0, "CA1": 3.0})
    assert_true("truth_lone_right", {"density_right": known})
