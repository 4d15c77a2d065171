"""Names of regions on the slices and the surface: inside their regions, readable, on demand."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.canvases import slice_canvas
from tests.browser.viewer_page import BUCKET, expect_parameter, open_viewer
from tests.live import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer_bucket")]

PLANES = ("coronal", "sagittal", "horizontal")
WRITTEN = "canvas => Boolean(canvas.dataset.names)"
# What the slice itself says of the region at each name: the picture's own answer, not the names'.
POINTED = """(canvas, places) => {
    const box = canvas.getBoundingClientRect();
    return places.map(([x, y]) => {
        const [clientX, clientY] = [box.left + x, box.top + y];
        const move = { clientX, clientY, pointerType: 'mouse', bubbles: true };
        canvas.dispatchEvent(new PointerEvent('pointermove', move));
        return `${canvas.dataset.region}:${canvas.dataset.side}`;
    });
}"""
# Opaque pixels of writing near a place, and their highest contrast with the picture below.
INK = """(names, [x, y]) => {
    const picture = names.parentElement.querySelector('canvas');
    const ratio = names.width / names.clientWidth;
    const box = [(x - 14) * ratio, (y - 6) * ratio, 28 * ratio, 12 * ratio];
    const read = (one) => one.getContext('2d').getImageData(...box).data;
    const [above, below] = [read(names), read(picture)];
    const light = (data, n) => [0.2126, 0.7152, 0.0722].reduce((sum, part, k) => {
        const value = data[n + k] / 255;
        return sum + part * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    }, 0.05);
    let [drawn, most] = [0, 1];
    for (let n = 0; n < above.length; n += 4) {
        if (above[n + 3] < 255) continue;
        drawn += 1;
        const [one, other] = [light(above, n), light(below, n)];
        most = Math.max(most, one / other, other / one);
    }
    return [drawn, most];
}"""


@dataclass(frozen=True)
class Name:
    """A name as the page says where it wrote it, in css px."""

    region: str
    x: float
    y: float


def names_of(canvas: Locator) -> list[Name]:
    """Return the names that are written on a canvas, once they are."""
    handle = canvas.element_handle()
    canvas.page.wait_for_function(WRITTEN, arg=handle)
    found = []
    for text in (canvas.get_attribute("data-names") or "").split(";"):
        region, _, place = text.rpartition("@")
        x, y = place.split(",")
        found.append(Name(region, float(x), float(y)))
    return found


def open_with_names(page: Page, site: Site, query: str = "") -> None:
    open_viewer(page, site, f"buckets={BUCKET}&names=1&panels={','.join(PLANES)}&{query}")


@pytest.mark.parametrize(
    ("query", "some"),
    [
        ("mapping=allen", {"coronal": "CP", "sagittal": "CP", "horizontal": "CP"}),
        ("mapping=beryl", {"coronal": "CP", "sagittal": "CP", "horizontal": "CP"}),
        ("mapping=cosmos", {"coronal": "CNU", "sagittal": "Isocortex", "horizontal": "MB"}),
        ("mapping=beryl&coronalView=3,300,150", {"coronal": "CP"}),
    ],
)
def test_every_name_lies_in_its_region(
    page: Page, site: Site, query: str, some: dict[str, str]
) -> None:
    open_with_names(page, site, f"{query}&coronal=200&horizontal=-4000")
    for plane, expected in some.items():
        names = names_of(page.get_by_test_id(f"names-slice-{plane}"))
        wanted = [name.region for name in names]
        places = [[name.x, name.y] for name in names]
        assert slice_canvas(page, plane).evaluate(POINTED, places) == wanted
        assert len(set(wanted)) == len(wanted)
        assert expected in {region.split(":")[0] for region in wanted}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_are_written_with_contrast_in_light_and_dark(
    page: Page, site: Site, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    open_with_names(page, site, "feature=rates&mapping=beryl&coronal=1400&auto=0")
    canvas = page.get_by_test_id("names-slice-coronal")
    names = names_of(canvas)
    assert {"MOs:left", "MOs:right", "CP:left"} <= {name.region for name in names}
    for name in names:
        drawn, contrast = canvas.evaluate(INK, [name.x, name.y])
        assert drawn > 5, name
        assert contrast > 4.5, name


def test_names_are_a_switch_a_key_and_part_of_the_link(page: Page, site: Site) -> None:
    open_viewer(page, site, f"buckets={BUCKET}&panels={','.join(PLANES)}")
    canvas = page.get_by_test_id("names-slice-coronal")
    expect(canvas).to_have_count(0)
    page.get_by_label("Names", exact=True).check()
    expect_parameter(page, "names", "1")
    assert names_of(canvas)
    page.locator("#panels").focus()
    page.keyboard.press("n")
    expect_parameter(page, "names", None)
    expect(canvas).to_have_attribute("data-names", "")
    blank = "canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)"
    assert canvas.evaluate(f"canvas => !({blank})(canvas).data.some(Boolean)")
    page.keyboard.press("n")
    assert names_of(canvas)


def test_names_follow_the_slice(page: Page, site: Site) -> None:
    open_with_names(page, site, "mapping=beryl")
    canvas = page.get_by_test_id("names-slice-coronal")
    before = names_of(canvas)
    written = canvas.get_attribute("data-names")
    field = page.get_by_test_id("position-coronal")
    field.fill("-6.5")
    field.press("Enter")
    page.wait_for_function(
        "([canvas, before]) => canvas.dataset.names && canvas.dataset.names !== before",
        arg=[canvas.element_handle(), written],
    )
    after = {name.region.split(":")[0] for name in names_of(canvas)}
    assert after != {name.region.split(":")[0] for name in before}
    assert after & {"SIM", "ANcr1", "MRN", "PRNr", "GRN", "CUL4 5"}


def test_the_surface_has_names_too(page: Page, site: Site) -> None:
    open_viewer(page, site, f"buckets={BUCKET}&names=1&panels=top,coronal&mapping=beryl")
    names = names_of(page.get_by_test_id("names-slice-top"))
    regions = [name.region for name in names]
    assert {"MOs:left", "MOs:right", "MOp:left"} <= set(regions)
    places = [[name.x, name.y] for name in names]
    assert slice_canvas(page, "top").evaluate(POINTED, places) == regions


def test_the_code_of_names_is_not_fetched_before_they_are_wanted(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_viewer(page, site, f"buckets={BUCKET}")
    assert not [url for url in asked if "region_names" in url]
    page.get_by_label("Names", exact=True).check()
    names_of(page.get_by_test_id("names-slice-coronal"))
    assert [url for url in asked if "region_names" in url]
