"""The viewer's figure: the saved file equals the preview, in the colours on the screen."""

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from scipy.ndimage import find_objects, minimum_filter

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from features.figures.slices import PLANES as FIGURE_PLANES
from features.figures.slices import nearest_slice, trace_slice
from tests.browser.annotation_slices import MARGIN, MISSING_LINE, PLANES, READ_PIXELS, Frame
from tests.browser.live_buckets import add_feature, make_bucket
from tests.live import BUILT_ATLAS, Site

pytestmark = pytest.mark.browser

UM = {"coronal": -1200, "sagittal": -1514.0, "horizontal": -3543}
CLEAR = 7
"""Device pixels around a pixel that show the same region: no line and no blend reaches it."""
VIEWS = [
    "mapping=beryl&cmap=viridis&range=-1..2",
    "mapping=allen&scale=symlog&reversed=1&centred=1&selected=CP:R,VISC:LR",
    "mapping=cosmos&scale=log&hemisphere=left&outlines=0&missing=plain",
]


@pytest.fixture(scope="module")
def bucket(site: Site) -> str:
    """A bucket with a feature of values, zeros and gaps that differ between the sides."""
    name = make_bucket(site, "figures")
    rng = np.random.default_rng(11)
    mappings, regions = {}, load_regions()
    for mapping in ("allen", "beryl", "cosmos"):
        right = np.arange(1, SIDE_ROWS + 1) if mapping == "allen" else np.unique(regions.beryl[1:])
        right = np.unique(regions.cosmos[1:]) if mapping == "cosmos" else right
        rows = np.concatenate([right, right + SIDE_ROWS])
        values = np.where(rng.random(len(rows)) < 0.1, 0, rng.normal(size=len(rows)))
        kept = rng.random(len(rows)) < 0.85
        pairs = zip(rows[kept].tolist(), values[kept].tolist(), strict=True)
        mappings[mapping] = {"data": {str(row): {"mean": value} for row, value in pairs}}
    given = {m: {"given": [int(row) for row in of["data"]]} for m, of in mappings.items()}
    add_feature(site, name, "rate", {"mappings": mappings, "origins": given}, unit="sp/s")
    return name


def open_figure(page: Page, site: Site, bucket: str, query: str) -> None:
    places = "".join(f"&{plane}={um}" for plane, um in UM.items())
    page.goto(f"{site.url}/?bucket={bucket}&feature=rate&{query}{places}")
    expect(page.locator("#viewer")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#panels canvas[data-quality='smooth']").nth(2)).to_be_visible()
    page.get_by_test_id("figure-open").click()


def address_of(page: Page) -> str:
    """Return the address of the figure that is previewed."""
    wanted = page.get_by_test_id("figure-preview").get_attribute("data-wanted")
    return str(page.evaluate("(path) => new URL(path, location.href).href", wanted))


def clear_pixels(plane: str, frame: Frame, mapping: str) -> dict[int, tuple[int, int]]:
    """Return row with side → a device pixel well inside the region."""
    index = nearest_slice(plane, UM[plane])
    rows = trace_slice(next(BUILT_ATLAS.glob("slices.*.bin")), plane, index, mapping).rows
    ys, xs = np.arange(frame.height), np.arange(frame.width)
    right = np.array([frame.voxel(int(x), 0)[0] for x in xs]).clip(0, rows.shape[1] - 1)
    down = np.array([frame.voxel(0, int(y))[1] for y in ys]).clip(0, rows.shape[0] - 1)
    shown = rows[np.ix_(down, right)]
    found = {}
    for row, window in enumerate(find_objects(shown), start=1):
        if window is None:
            continue
        inside = minimum_filter((shown[window] == row).astype(np.uint8), CLEAR, mode="constant")
        places = np.argwhere(inside)
        if len(places):
            y, x = places[len(places) // 2]
            found[row] = (int(x) + window[1].start, int(y) + window[0].start)
    return found


@pytest.mark.parametrize("query", VIEWS)
def test_a_figure_has_the_colours_on_the_screen(
    page: Page, site: Site, bucket: str, query: str
) -> None:
    open_figure(page, site, bucket, query)
    bounds = json.loads((BUILT_ATLAS / "manifest.json").read_text())["assets"]["slices"]["bounds"]
    tissue = [(first - MARGIN, last + 1 + MARGIN) for first, last in bounds]
    mapping = query.partition("mapping=")[2].partition("&")[0]
    compared = 0
    for plane in FIGURE_PLANES:
        show_only(page, f"{plane}:{UM[plane]:g}")
        expect(page.get_by_test_id("figure-status")).to_have_text("")
        svg = page.request.get(address_of(page)).text()
        fills = read_fills(svg)
        canvas = page.get_by_test_id(f"slice-{plane}")
        width, height = canvas.evaluate("(canvas) => [canvas.width, canvas.height]")
        frame = Frame(width, height, tissue[PLANES[plane][1]], tissue[PLANES[plane][2]])
        pixels = clear_pixels(plane, frame, mapping)
        drawn = canvas.evaluate(READ_PIXELS, [list(place) for place in pixels.values()])
        for row, colour in zip(pixels, drawn, strict=True):
            screen = f"#{bytes(colour[:3]).hex()}"
            if screen == f"#{bytes(MISSING_LINE).hex()}":
                continue
            assert fills[row] == screen, f"{plane} {row}: {fills[row]} and {screen}"
            compared += 1
    assert compared > 30


def show_only(page: Page, view: str) -> None:
    """Make a figure of one view."""
    views = page.get_by_test_id("figure-views").locator("li")
    if views.first.get_attribute("data-view") != view:
        page.get_by_test_id("figure-add").select_option(view)
        views.first.get_by_role("button", name="Remove").click()
    expect(views).to_have_count(1)
    expect(views.first).to_have_attribute("data-view", view)


def read_fills(svg: str) -> dict[int, str]:
    """Return row with side → colour in a figure; each region occurs once."""
    acronyms = {name: row for row, name in enumerate(load_regions().acronym.tolist())}
    paths = [p for p in ElementTree.fromstring(svg).iter() if "data-side" in p.attrib]
    fills = {
        acronyms[p.attrib["data-acronym"]]
        + SIDE_ROWS * (p.attrib["data-side"] == "left"): p.attrib["fill"]
        for p in paths
    }
    assert len(fills) == len(paths)
    return fills


def test_what_is_saved_is_what_is_previewed(page: Page, site: Site, bucket: str) -> None:
    open_figure(page, site, bucket, "mapping=cosmos&cmap=cividis")
    page.get_by_test_id("figure-title").fill("Rate & more")
    page.get_by_test_id("figure-width").select_option("double")
    page.get_by_test_id("figure-labels").check()
    expect(page.get_by_test_id("figure-status")).to_have_text("")
    preview = page.get_by_test_id("figure-preview")
    assert preview.evaluate("(image) => image.naturalWidth") > 0
    with page.expect_download() as caught:
        page.get_by_test_id("figure-save").click()
    assert caught.value.suggested_filename == "rate.svg"
    saved = Path(caught.value.path()).read_text()
    assert saved == page.request.get(address_of(page)).text()
    assert 'width="174mm"' in saved
    assert "<title>Rate &amp; more</title>" in saved


def test_a_refusal_is_said_in_the_dialog(page: Page, site: Site, bucket: str) -> None:
    page.route("**/figure.svg?*", lambda route: route.fulfill(status=503, body="Come again."))
    open_figure(page, site, bucket, "mapping=cosmos")
    expect(page.get_by_test_id("figure-status")).to_have_text("Come again.")


def shown_views(page: Page) -> list[str]:
    items = page.get_by_test_id("figure-views").locator("li")
    return [str(view) for view in items.evaluate_all("(all) => all.map((li) => li.dataset.view)")]


def test_a_board_is_put_in_order_undone_and_made_again_from_its_link(
    page: Page, site: Site, bucket: str
) -> None:
    open_figure(page, site, bucket, "mapping=cosmos&cmap=cividis")
    coronal, surface, map_ = "coronal:-1200", "surface:top", "ontology"
    for view in (surface, map_):
        page.get_by_test_id("figure-add").select_option(view)
    assert shown_views(page) == [coronal, surface, map_]
    # By drag, by keys, and back.
    items = page.get_by_test_id("figure-views").locator("li")
    items.nth(2).drag_to(items.nth(0))
    assert shown_views(page) == [map_, coronal, surface]
    items.nth(2).get_by_role("button", name="Move up").focus()
    page.keyboard.press("Enter")
    assert shown_views(page) == [map_, surface, coronal]
    expect(items.nth(1).get_by_role("button", name="Move up")).to_be_focused()
    page.keyboard.press("Control+z")
    assert shown_views(page) == [map_, coronal, surface]
    page.get_by_test_id("figure-redo").click()
    assert shown_views(page) == [map_, surface, coronal]
    page.get_by_test_id("figure-width").select_option("254")
    page.get_by_test_id("figure-clear").check()
    expect(page.get_by_test_id("figure-status")).to_have_text("")
    svg = page.request.get(address_of(page)).text()
    assert 'width="254mm"' in svg
    # Coronal and surface show regions by acronym and side.
    paths = [p for p in ElementTree.fromstring(svg).iter() if "data-side" in p.attrib]
    assert len(paths) > len({(p.attrib["data-acronym"], p.attrib["data-side"]) for p in paths})
    page.wait_for_function("() => location.search.includes('clear')")
    page.goto(page.url)
    expect(page.locator("#viewer")).to_have_attribute("aria-busy", "false")
    expect(page.get_by_test_id("figure-status")).to_have_text("")
    assert shown_views(page) == [map_, surface, coronal]
    assert page.request.get(address_of(page)).text() == svg
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("figure")).to_have_count(0)
    page.wait_for_function("() => !location.search.includes('figure=')")


def test_the_picture_is_copied_to_the_clipboard(page: Page, site: Site, bucket: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    open_figure(page, site, bucket, "mapping=cosmos")
    expect(page.get_by_test_id("figure-status")).to_have_text("")
    page.get_by_test_id("figure-copy").click()
    expect(page.get_by_test_id("figure-status")).to_have_text("The picture is on the clipboard.")
    size = page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            const picture = await createImageBitmap(await item.getType('image/png'));
            return picture.width;
        }"""
    )
    # 85 mm at 300 dpi.
    assert abs(size - 85 / 25.4 * 300) <= 1
