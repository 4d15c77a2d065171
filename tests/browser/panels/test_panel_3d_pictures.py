"""The 3-D view as a picture: saved for print, without specks, smooth, turning by itself."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.panel_page import brain_3d, find_in_3d, open_panels
from tests.browser.panels.test_panel_3d import REST_MS, screenshot
from tests.live import Site
from tests.waiting import let_rest

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer_bucket")]


def save_picture(page: Page, path: Path, width: str, dpi: str, **flags: bool) -> Image.Image:
    """Save the 3-D view with what the dialog offers, and return the file."""
    brain_3d(page)
    page.get_by_test_id("menu-3d").click()
    page.get_by_test_id("save-3d").click()
    page.get_by_test_id("save-3d-width").select_option(width)
    page.get_by_test_id("save-3d-dpi").select_option(dpi)
    for name, wanted in flags.items():
        page.get_by_test_id(f"save-3d-{name}").set_checked(wanted)
    with page.expect_download(timeout=120_000) as download:
        page.get_by_test_id("save-3d-file").click()
    download.value.save_as(path)
    return Image.open(path)


def test_a_saved_picture_is_as_wide_as_asked_and_has_nothing_behind_the_brain(
    page: Page, site: Site, tmp_path: Path
) -> None:
    open_panels(page, site, "coronal,3d", "&missing=plain")
    saved = save_picture(page, tmp_path / "brain.png", "85", "300")
    assert saved.width == round(85 / 25.4 * 300)
    assert saved.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    pixels = np.asarray(saved.convert("RGBA"))
    height, width = pixels.shape[:2]
    assert pixels[0, 0, 3] == 0
    opaque = pixels[..., 3] == 255
    assert opaque[height // 3 : height * 2 // 3, width // 3 : width * 2 // 3].mean() > 0.5
    # Compass at the lower left, colour bar at the lower right.
    assert opaque[-height // 5 :, : width // 6].sum() > 100
    assert opaque[-height // 5 :, -width // 3 :].sum() > 1000


def test_a_picture_without_compass_and_bar_on_the_ground_of_the_page_has_the_brain_alone(
    page: Page, site: Site, tmp_path: Path
) -> None:
    open_panels(page, site, "coronal,3d", "&missing=plain")
    flags = {"transparent": False, "compass": False, "bar": False}
    saved = save_picture(page, tmp_path / "brain.png", "85", "300", **flags)
    pixels = np.asarray(saved.convert("RGBA"))
    height, width = pixels.shape[:2]
    assert (pixels[..., 3] == 255).all()
    corners = (pixels[-height // 12 :, : width // 10], pixels[-height // 12 :, -width // 10 :])
    assert all(len(np.unique(corner.reshape(-1, 4), axis=0)) == 1 for corner in corners)


REGIONS_IN_BLOCK = """async (canvas, [x, y, half]) => {
    const box = canvas.getBoundingClientRect();
    const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
    const found = {};
    for (let down = -half; down <= half; down += 3) {
        for (let right = -half; right <= half; right += 3) {
            const place = { clientX: box.left + x + right, clientY: box.top + y + down };
            canvas.dispatchEvent(new PointerEvent('pointermove', { ...place, bubbles: true }));
            await frame();
            found[canvas.dataset.region] = (found[canvas.dataset.region] ?? 0) + 1;
        }
    }
    return found;
}"""


@pytest.mark.parametrize("acronym", ["MOB", "MOs"])
def test_no_speck_of_a_neighbour_shows_within_a_region_and_its_shade_is_smooth(
    page: Page, site: Site, acronym: str
) -> None:
    open_panels(page, site, "3d", "&missing=plain&outlines=0")
    page.get_by_test_id("look-from").select_option("dorsal")
    point = find_in_3d(page, acronym, "left", half=12)
    canvas = brain_3d(page)
    found = canvas.evaluate(REGIONS_IN_BLOCK, [point.x, point.y, 9])
    assert list(found) == [acronym]
    let_rest(page, REST_MS)
    picture = screenshot(page).astype(int)
    x, y = int(point.x), int(point.y)
    block = picture[y - 9 : y + 10, x - 9 : x + 10]
    steps = np.concatenate([np.abs(np.diff(block, axis=axis)).ravel() for axis in (0, 1)])
    # One step of shade after the other: no crease, no speck.
    assert steps.max() <= 10


def test_the_turntable_turns_until_it_is_touched(page: Page, site: Site) -> None:
    page.emulate_media(reduced_motion="no-preference")
    open_panels(page, site, "3d,coronal")
    canvas = brain_3d(page)
    turn = page.get_by_test_id("turn-3d")
    canvas.focus()
    page.keyboard.press("p")
    expect(turn).to_have_attribute("aria-pressed", "true")
    frames = int(canvas.get_attribute("data-frames") or 0)
    page.wait_for_function(
        "before => Number(document.querySelector('[data-frames]').dataset.frames) > before + 3",
        arg=frames,
    )
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 6, box["y"] + 6)
    expect(turn).to_have_attribute("aria-pressed", "false")
    page.wait_for_function("() => new URL(location.href).searchParams.has('camera')")
    frames = int(brain_3d(page).get_attribute("data-frames") or 0)
    let_rest(page, REST_MS)
    expect(canvas).to_have_attribute("data-frames", str(frames))


def test_where_motion_is_reduced_each_press_turns_the_brain_once(page: Page, site: Site) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_panels(page, site, "3d,coronal")
    brain_3d(page)
    before = screenshot(page)
    page.get_by_test_id("turn-3d").click()
    expect(page.get_by_test_id("turn-3d")).to_have_attribute("aria-pressed", "false")
    page.wait_for_function("() => new URL(location.href).searchParams.has('camera')")
    let_rest(page, REST_MS)
    assert (screenshot(page) != before).any(axis=2).mean() > 0.1
    frames = brain_3d(page).get_attribute("data-frames")
    let_rest(page, REST_MS)
    expect(brain_3d(page)).to_have_attribute("data-frames", str(frames))


NOTE_PICTURES = """(canvas) => {
    window.pictures = [];
    const note = () => window.pictures.push({
        quality: canvas.dataset.quality, triangles: Number(canvas.dataset.triangles),
        pixels: canvas.width * canvas.height,
    });
    new MutationObserver(note).observe(canvas, { attributeFilter: ['data-frames'] });
}"""
MOST_TRIANGLES, MOST_PIXELS = 60_000, 110_000


def turn_by_pointer(page: Page) -> None:
    box = brain_3d(page).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 10, steps=4)
    page.mouse.up()


def turn_by_keys(page: Page) -> None:
    brain_3d(page).focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")


def turn_by_table(page: Page) -> None:
    page.get_by_test_id("turn-3d").click()
    page.wait_for_function("() => window.pictures.length > 3")
    page.get_by_test_id("turn-3d").click()


def turn_by_finger(page: Page) -> None:
    box = brain_3d(page).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)
    page.touchscreen.tap(box["x"] + 10, box["y"] + 10)  # From now on fingers are the brain's.
    for kind, right in (("touchStart", 0), ("touchMove", 20), ("touchMove", 45)):
        place = {"type": kind, "touchPoints": [{"x": x + right, "y": y}]}
        touch.send("Input.dispatchTouchEvent", place)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize("query", ["", "&explode=1", "&selected=MOs:LR"])
@pytest.mark.parametrize("turn", [turn_by_pointer, turn_by_keys, turn_by_table, turn_by_finger])
def test_while_it_turns_it_is_coarse_and_smooth_again_at_rest(
    browser: Browser, site: Site, turn: Callable[[Page], None], query: str
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, has_touch=True)
    page = open_panels(context.new_page(), site, "3d", query)
    page.emulate_media(reduced_motion="no-preference")
    canvas = brain_3d(page)
    let_rest(page, REST_MS)
    canvas.evaluate(NOTE_PICTURES)
    turn(page)
    page.wait_for_function("() => window.pictures.some(({ quality }) => quality === 'rough')")
    page.wait_for_function("() => window.pictures.at(-1).quality === 'smooth'")
    pictures = page.evaluate("() => window.pictures")
    rough = [one for one in pictures if one["quality"] == "rough"]
    assert max(one["triangles"] for one in rough) <= MOST_TRIANGLES
    assert max(one["pixels"] for one in rough) <= MOST_PIXELS
    last = pictures[-1]
    assert last["triangles"] > 2 * MOST_TRIANGLES
    size = canvas.evaluate("one => one.clientWidth * one.clientHeight")
    assert last["pixels"] == pytest.approx(size, rel=0.01)
    context.close()


SEPARATE = """async ([mapping, tracts]) => {
    const page = JSON.parse(document.getElementById('page').textContent);
    const [{ decodeMeshes }, { boxesOf, explodeOffsets }] = await Promise.all([
        import('/static/js/panels/three/mesh_file.js'),
        import('/static/js/panels/three/explosion.js'),
    ]);
    const answer = await fetch(page.assets.meshes_light);
    const meshes = decodeMeshes(new Uint8Array(await answer.arrayBuffer()));
    const regions = await (await fetch(page.assets.regions)).json();
    const table = mapping === 'allen' ? regions.acronym.map((_, row) => row) : regions[mapping];
    const within = (row, names) => {
        for (let at = row; at > 0; at = regions.parent[at]) {
            if (names.includes(regions.acronym[at])) return true;
        }
        return false;
    };
    const drawn = (row) => tracts || (row !== 1 && !within(row, ['fiber tracts', 'VS']));
    const { offsets } = explodeOffsets(meshes, table, drawn);
    const pieces = new Map();
    for (const [row, { low, high }] of boxesOf(meshes)) {
        if (!drawn(row)) continue;
        const by = (axis) => meshes.unit * offsets[row * 4 + axis];
        const move = (corner) => corner.map((one, axis) => one + by(axis));
        const key = table[row] === 1 ? `alone ${row}` : table[row];
        const piece = pieces.get(key) ?? { low: [1e9, 1e9, 1e9], high: [-1e9, -1e9, -1e9] };
        piece.low = move(low).map((one, axis) => Math.min(one, piece.low[axis]));
        piece.high = move(high).map((one, axis) => Math.max(one, piece.high[axis]));
        pieces.set(key, piece);
    }
    const boxes = [...pieces.values()].flatMap(({ low, high }) => [{ low, high }, {
        low: [-high[0], low[1], low[2]], high: [-low[0], high[1], high[2]],
    }]);
    const meet = (one, other) => [0, 1, 2].every((axis) =>
        one.low[axis] < other.high[axis] && other.low[axis] < one.high[axis]);
    const pairs = boxes.flatMap((one, n) => boxes.slice(n + 1).filter((other) => meet(one, other)));
    return { pieces: pieces.size, meeting: pairs.length };
}"""


@pytest.mark.parametrize("tracts", [False, True])
@pytest.mark.parametrize(("mapping", "fewest"), [("allen", 570), ("beryl", 300), ("cosmos", 10)])
def test_wholly_apart_no_two_boxes_around_regions_meet(
    page: Page, site: Site, mapping: str, fewest: int, tracts: bool
) -> None:
    page.goto(f"{site.url}/")
    found = page.evaluate(SEPARATE, [mapping, tracts])
    assert found["pieces"] >= fewest
    assert found["meeting"] == 0
