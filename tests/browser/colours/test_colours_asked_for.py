"""Colours requested by an address, an older link or a feature are drawn."""

import base64
import json
from typing import Any

import numpy as np
import pytest
from iblbrainviewer.api import make_volume_payload
from matplotlib import colormaps
from playwright.sync_api import Locator, Page, expect

from atlasviewer.atlas.regions import load_regions
from tests.browser.canvases import find_region, read_pixel, slice_canvas
from tests.browser.live_buckets import add_feature, make_bucket, region_data, write
from tests.live import Site

pytestmark = pytest.mark.browser

LEFT = 1327
SHAPE = (528, 320, 456)
WHERE = "coronal=1400"
OLD_CORONAL = 400
"""The slice of 10 µm that lies in the 25 µm slice 1.4 mm in front of bregma."""
DOTS = np.array([[-0.0015, 0.0014, -0.0015], [0.0015, 0.0014, -0.0015]])
"""In metres from bregma, ML, AP, DV: one in each hemisphere."""
PATIENCE = 30_000
"""Milliseconds: a volume of 77 MB is decoded while others use the machine."""
Colour = tuple[int, int, int, int]
AROUND = """(canvas, colour) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    const is = (n) => colour.every((part, k) => Math.abs(data[n * 4 + k] - part) <= 2);
    const found = Array.from({ length: width * height }, (_, n) => n).filter(is);
    const columns = found.map((n) => n % width);
    const rows = found.map((n) => Math.floor(n / width));
    const lights = [];
    for (let y = Math.min(...rows) - 2; y <= Math.max(...rows) + 2; y++) {
        for (let x = Math.min(...columns) - 2; x <= Math.max(...columns) + 2; x++) {
            const [red, green, blue, alpha] = data.slice((y * width + x) * 4);
            if (alpha > 128) lights.push((red + green + blue) / 3);
        }
    }
    return [found.length, Math.min(...lights), Math.max(...lights)];
}"""
"""How many pixels have a colour, and how dark and how light it is within two pixels of them."""


def row(acronym: str, side: str = "left") -> int:
    """Return the row with side of a region."""
    found = load_regions().acronym.tolist().index(acronym)
    return int(found) + (LEFT if side == "left" else 0)


def colour_of(name: str, value: float, low: float, high: float) -> Colour:
    """Return matplotlib's colour of a value, in the step that docs/design/drawing.md gives it."""
    step = min(255, int((value - low) / (high - low) * 256))
    red, green, blue = (round(float(part) * 255) for part in colormaps[name](step)[:3])
    return red, green, blue, 255


@pytest.fixture(scope="module")
def bucket(site: Site) -> str:
    """A bucket with the features that older sites and the SDK write."""
    name = make_bucket(site, "asked-for")
    values = {row("MOs"): 3.0, row("MOs", "right"): 1.0, row("CP"): 0.0, row("CP", "right"): 4.0}
    rates = region_data(values)
    add_feature(site, name, "rates", rates)
    add_feature(site, name, "own map", {**rates, "cmap": "RdBu_r"})
    add_feature(site, name, "no map", {**rates, "cmap": "parula"})
    add_feature(site, name, "allen only", {"mappings": {"allen": rates["mappings"]["allen"]}})
    add_feature(site, name, "histogram", {**rates, "histogram": {"vmin": -4.0, "vmax": 12.0}})
    add_feature(site, name, "constant", region_data(dict.fromkeys(values, 2.5)))
    volume = np.zeros(SHAPE, dtype=np.float32)
    volume[:, :, :228] = 3.0
    bounds = (1.15e-36, 4.0)
    write(site, "POST", f"buckets/{name}", make_volume_payload("volume", volume, min_max=bounds))
    volume = np.zeros(SHAPE, dtype=np.float32)
    volume[160, 72, 169] = 1.0
    dots = make_volume_payload("dots", volume, xyz=DOTS, values=np.array([0.01, 1.0]))
    write(site, "POST", f"buckets/{name}", dots)
    return name


def open_feature(page: Page, site: Site, bucket: str, feature: str, more: str = "") -> Locator:
    """Open a feature and return its coronal slice."""
    page.goto(f"{site.url}/?bucket={bucket}&feature={feature}&{WHERE}{more}")
    return settled(page)


def settled(page: Page) -> Locator:
    """Return the coronal slice once all of the viewer is there."""
    expect(page.locator("#viewer")).to_have_attribute("aria-busy", "false")
    return slice_canvas(page, "coronal")


def drawn_in(page: Page, canvas: Locator, acronym: str, side: str) -> Colour:
    return read_pixel(canvas, find_region(page, canvas, acronym, side))


def open_old(page: Page, site: Site, bucket: str, state: dict[str, Any] | None) -> Locator:
    """Open a link of the older site; without a state, as its "reset view" left it."""
    text = "" if state is None else base64.b64encode(json.dumps(state).encode()).decode()
    page.goto(f"{site.url}/?bucket={bucket}&state={text.replace('=', '%3D')}")
    return settled(page)


@pytest.mark.parametrize(
    ("asked", "drawn", "named", "turned"),
    [
        ("cmap=RdBu_r", "RdBu_r", "RdBu", True),
        ("cmap=RdBu&reversed=1", "RdBu_r", "RdBu", True),
        ("cmap=RdBu_r&reversed=1", "RdBu", "RdBu", False),
        ("cmap=CMRmap", "CMRmap", "CMRmap", False),
    ],
)
def test_a_colour_map_of_matplotlib_is_drawn_and_named(
    page: Page, site: Site, bucket: str, asked: str, drawn: str, named: str, turned: bool
) -> None:
    canvas = open_feature(page, site, bucket, "rates", f"&{asked}")
    assert drawn_in(page, canvas, "MOs", "left") == colour_of(drawn, 3.0, 0.0, 4.0)
    assert drawn_in(page, canvas, "CP", "left") == colour_of(drawn, 0.0, 0.0, 4.0)
    expect(page.get_by_test_id("colormap")).to_have_text(named)
    expect(page.get_by_test_id("reversed")).to_be_checked(checked=turned)
    expect(page.get_by_test_id("range-message")).to_be_empty()


def test_a_name_that_is_none_falls_back_and_is_said(page: Page, site: Site, bucket: str) -> None:
    canvas = open_feature(page, site, bucket, "rates", "&cmap=nonsense")
    assert drawn_in(page, canvas, "MOs", "left") == colour_of("magma", 3.0, 0.0, 4.0)
    expect(page.get_by_test_id("colormap")).to_have_text("magma")
    expect(page.get_by_test_id("range-message")).to_have_text(
        "Colour map “nonsense” does not exist; showing “magma”."
    )


def test_a_features_own_colour_map_is_its_default(page: Page, site: Site, bucket: str) -> None:
    canvas = open_feature(page, site, bucket, "own map")
    assert drawn_in(page, canvas, "MOs", "left") == colour_of("RdBu_r", 3.0, 0.0, 4.0)
    expect(page.get_by_test_id("colormap")).to_have_text("RdBu")
    box = page.get_by_test_id("reversed")
    expect(box).to_be_checked()
    box.uncheck()
    expect(page.get_by_test_id("colormap")).to_have_text("RdBu")
    page.wait_for_function("new URLSearchParams(location.search).get('reversed') === '1'")
    assert drawn_in(page, canvas, "MOs", "left") == colour_of("RdBu", 3.0, 0.0, 4.0)
    open_feature(page, site, bucket, "own map", "&cmap=magma")
    assert drawn_in(page, canvas, "MOs", "left") == colour_of("magma", 3.0, 0.0, 4.0)
    open_feature(page, site, bucket, "no map")
    expect(page.get_by_test_id("range-message")).to_contain_text("“parula”")


def test_a_mapping_without_values_gives_way_and_is_said(
    page: Page, site: Site, bucket: str
) -> None:
    canvas = open_feature(page, site, bucket, "allen only", "&mapping=cosmos")
    expect(page.get_by_test_id("mapping")).to_have_value("allen")
    expect(page.get_by_test_id("range-message")).to_have_text(
        "This feature has no values under Cosmos; showing Allen."
    )
    assert drawn_in(page, canvas, "CP", "right") == colour_of("magma", 4.0, 0.0, 4.0)


def test_a_constant_feature_has_one_colour_in_bar_axis_and_region(
    page: Page, site: Site, bucket: str
) -> None:
    canvas = open_feature(page, site, bucket, "constant")
    region = drawn_in(page, canvas, "MOs", "left")
    strip = page.locator("#colour-bar canvas.colours")
    along = strip.evaluate(
        "canvas => [...canvas.getContext('2d').getImageData(0, 0, canvas.width, 1).data]"
    )
    assert {tuple(along[n : n + 4]) for n in range(0, len(along), 4)} == {region}
    fill = page.locator(".bar[data-region='MOs'][data-side='left'] .fill")
    painted = fill.evaluate("fill => getComputedStyle(fill).backgroundColor")
    assert painted == f"rgb({region[0]}, {region[1]}, {region[2]})"
    box = fill.bounding_box()
    assert box is not None
    assert box["width"] > 5


def test_percentages_of_an_older_link_are_of_the_histogram(
    page: Page, site: Site, bucket: str
) -> None:
    old = {"fname": "histogram", "cmapmin": 25, "cmapmax": 50, "coronal": OLD_CORONAL}
    canvas = open_old(page, site, bucket, {**old, "mapping": "beryl", "cmap": "viridis"})
    expect(page.get_by_test_id("range-min")).to_have_value("0")
    expect(page.get_by_test_id("range-max")).to_have_value("4")
    assert drawn_in(page, canvas, "MOs", "left") == colour_of("viridis", 3.0, 0.0, 4.0)
    canvas = open_old(page, site, bucket, {"fname": "histogram", "coronal": OLD_CORONAL})
    expect(page.get_by_test_id("range-max")).to_have_value("12")
    expect(page.get_by_test_id("mapping")).to_have_value("allen")
    assert drawn_in(page, canvas, "CP", "right") == colour_of("magma", 4.0, -4.0, 12.0)


def test_the_log_scale_of_an_older_link_is_the_fourth_root(
    page: Page, site: Site, bucket: str
) -> None:
    old = {"fname": "rates", "logScale": True, "mapping": "beryl", "coronal": OLD_CORONAL}
    canvas = open_old(page, site, bucket, old)
    assert drawn_in(page, canvas, "MOs", "right") == colour_of("magma", 0.25**0.25, 0.0, 1.0)
    expect(page.get_by_test_id("scale")).to_have_value("root4")


def test_reset_view_of_the_older_site_opens_as_it_did(page: Page, site: Site, bucket: str) -> None:
    open_old(page, site, bucket, None)
    expect(page.get_by_test_id("status")).to_be_hidden()
    expect(page.get_by_test_id("mapping")).to_have_value("allen")
    places = {"coronal": 264, "sagittal": 220, "horizontal": 160}
    for plane, index in places.items():
        expect(slice_canvas(page, plane)).to_have_attribute("data-index", str(index))


def test_a_volume_starts_at_zero_and_takes_an_older_links_percentages(
    page: Page, site: Site, bucket: str
) -> None:
    canvas = open_feature(page, site, bucket, "volume")
    expect(page.get_by_test_id("range-min")).to_have_value("0")
    expect(page.get_by_test_id("range-max")).to_have_value("4")
    stored = int(3 / 4 * 255) / 255 * 4
    assert drawn_in(page, canvas, "MOs", "left") == colour_of("magma", stored, 0.0, 4.0)
    assert drawn_in(page, canvas, "MOs", "right") == colour_of("magma", 0.0, 0.0, 4.0)
    old = {"fname": "volume", "isVolume": True, "cmapmin": 50, "cmapmax": 100, "mapping": "beryl"}
    canvas = open_old(page, site, bucket, {**old, "coronal": OLD_CORONAL})
    expect(page.get_by_test_id("range-min")).to_have_value("2")
    assert drawn_in(page, canvas, "MOs", "left") == colour_of("magma", stored, 2.0, 4.0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_point_near_zero_of_a_diverging_map_is_seen(
    page: Page, site: Site, bucket: str, theme: str
) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    open_feature(page, site, bucket, "dots", "&cmap=RdBu&range=-1..1&thickness=200")
    expect(page.get_by_test_id("range-max")).to_have_value("1")
    canvas = slice_canvas(page, "coronal")
    overlay = canvas.locator("xpath=following-sibling::canvas[last()]")
    near_zero, darkest, _ = overlay.evaluate(AROUND, list(colour_of("RdBu", 0.01, -1.0, 1.0)))
    blue, _, lightest = overlay.evaluate(AROUND, list(colour_of("RdBu", 1.0, -1.0, 1.0)))
    assert min(near_zero, blue) > 10
    assert darkest < 120, "a white dot has a dark ring, also on a white page"
    assert lightest > 200, "a dark dot has a light ring, also on a dark page"


def test_percentages_of_points_are_of_their_volume(page: Page, site: Site, bucket: str) -> None:
    old = {"fname": "dots", "isVolume": True, "cmapmin": 0, "cmapmax": 50, "mapping": "beryl"}
    open_old(page, site, bucket, {**old, "coronal": OLD_CORONAL})
    expect(page.get_by_test_id("range-min")).to_have_value("0")
    expect(page.get_by_test_id("range-max")).to_have_value("0.5")


@pytest.mark.parametrize(
    ("asked", "place", "said"),
    [
        ("selected=XYZ:L", "status", "This atlas has no region “XYZ”."),
        ("branch=XYZ", "status", "This atlas has no region “XYZ”."),
        ("coronal=99999", "status", "“coronal=99999” is out of range; showing 5400."),
        ("range=nan..1", "status", "“range=nan..1”"),
        ("stat=entropy", "range-message", "This feature has no “entropy”; showing “mean”."),
        ("cmap=rdbu", "range-message", "Colour map “rdbu” does not exist; showing “magma”."),
        ("feature=nowhere", "status", "nowhere"),
        ("version=99", "status", "99"),
    ],
)
def test_what_an_address_asks_for_and_is_not_there_is_said(
    page: Page, site: Site, bucket: str, asked: str, place: str, said: str
) -> None:
    feature = "" if asked.startswith("feature") else "&feature=rates"
    page.goto(f"{site.url}/?bucket={bucket}{feature}&{asked}")
    expect(page.get_by_test_id(place)).to_contain_text(said)
