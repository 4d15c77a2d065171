"""The Swanson flatmap: drawn from paths in the real format, or one line says how to get them."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from atlasviewer.atlas.flatmap import convert_paths
from atlasviewer.atlas.regions import load_regions
from tests.browser.panel_page import open_panels
from tests.browser.viewer_page import bar, expect_parameter, make_viewer_bucket
from tests.live import BUILT_ATLAS, Site

pytestmark = pytest.mark.browser


def square(acronym: str, x: int, y: int, *, hole: bool = False) -> dict[str, object]:
    """Return an entry of the file of paths: a square of 800 units, with a square hole if asked."""

    def ring(low: int, size: int) -> dict[str, list[int]]:
        return {
            "x": [x + low, x + low + size, x + low + size, x + low],
            "y": [y + low, y + low, y + low + size, y + low + size],
        }

    row = int(load_regions().acronym.tolist().index(acronym))
    rings = [ring(0, 800), ring(300, 200)] if hole else ring(0, 800)
    return {"thisID": row, "coordsReg": rings, "hole": hole}


@pytest.fixture(scope="module")
def swanson_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose atlas has a small Swanson map: MOs, CP with a hole, VISp, and MO."""
    folder = tmp_path_factory.mktemp("swanson")
    atlas = folder / "var" / "atlas"
    atlas.mkdir(parents=True)
    for path in BUILT_ATLAS.iterdir():
        if path.name != "manifest.json":
            (atlas / path.name).symlink_to(path)
    entries = [
        square("MOs", 500, 200),
        square("CP", 2000, 200, hole=True),
        square("VISp", 3500, 1500),
        square("MO", 5000, 1500),
    ]
    (atlas / "swanson.test.json").write_text(json.dumps(convert_paths(entries)))
    manifest = json.loads((BUILT_ATLAS / "manifest.json").read_text())
    manifest["assets"]["swanson"] = {"file": "swanson.test.json"}
    (atlas / "manifest.json").write_text(json.dumps(manifest))
    with Site(folder, static=True) as live:
        make_viewer_bucket(live)
        yield live


def test_paths_are_drawn_on_both_sides_with_their_values(page: Page, swanson_site: Site) -> None:
    open_panels(page, swanson_site, "coronal,flatmap", "&mapping=allen&cmap=gray")
    shape = page.locator(".flatmap [data-region='MOs']")
    expect(shape).to_have_count(2)
    left = page.locator(".flatmap [data-region='MOs'][data-side='left']")
    right = page.locator(".flatmap [data-region='MOs'][data-side='right']")
    expect(left).to_have_attribute("fill", "#ffffff")
    expect(right).to_have_attribute("fill", "#000000")
    one, other = left.bounding_box(), right.bounding_box()
    assert one is not None
    assert other is not None
    assert one["x"] < other["x"]
    # x of the file runs upwards: MOs with the smallest x lies lowest.
    higher = page.locator(".flatmap [data-region='CP'][data-side='left']").bounding_box()
    assert higher is not None
    assert higher["y"] < one["y"]
    expect(page.locator(".flatmap [data-region='VISp']").first).to_have_attribute(
        "fill", "url(#hatch-missing-1)"
    )


def test_a_parent_on_the_map_has_the_mean_of_its_parts(page: Page, swanson_site: Site) -> None:
    # MO has no value itself; MOs 3.4 and MOp 1.2 on the left have: 2.3 of -1 … 3.5 is step 187.
    open_panels(page, swanson_site, "coronal,flatmap", "&mapping=allen&cmap=gray&range=-1..3.5")
    parent = page.locator(".flatmap [data-region='MO'][data-side='left']")
    expect(parent).to_have_attribute("fill", "#bbbbbb")
    # Its outline and its text say that this value was not given.
    expect(parent).to_have_class("inferred-line")
    expect(page.locator(".flatmap [data-region='MOs'][data-side='left']")).to_have_class("")
    expect(page.get_by_test_id("flatmap-legend")).to_be_visible()
    parent.hover()
    tooltip = page.get_by_test_id("tooltip")
    expect(tooltip).to_contain_text("2.3 sp/s")
    expect(tooltip).to_contain_text("from parts")


def test_under_beryl_a_shape_shows_the_region_it_is_mapped_to(
    page: Page, swanson_site: Site
) -> None:
    open_panels(page, swanson_site, "coronal,flatmap", "&mapping=beryl&cmap=gray")
    left = page.locator(".flatmap [data-region='MOs'][data-side='left']")
    expect(left).to_have_attribute("fill", "#ffffff")


def test_it_is_linked_like_everything_else(page: Page, swanson_site: Site) -> None:
    open_panels(page, swanson_site, "coronal,flatmap")
    shape = page.locator(".flatmap [data-region='MOs'][data-side='left']")
    shape.hover()
    expect(bar(page, "MOs", "left")).to_have_attribute("data-hovered", "")
    shape.click()
    expect_parameter(page, "selected", "MOs:L")
    bar(page, "MOs", "right").hover()
    expect(page.locator(".flatmap [data-region='MOs'][data-side='right']")).to_have_class("hovered")


def test_without_paths_the_map_is_not_offered_and_a_link_to_it_is_explained(
    page: Page, site: Site
) -> None:
    make_viewer_bucket(site)
    manifest = json.loads((site.var_dir / "atlas" / "manifest.json").read_text())
    if "swanson" in manifest["assets"]:
        pytest.skip("This atlas has the real map.")
    open_panels(page, site, "coronal,flatmap")
    expect(page.get_by_test_id("status")).to_contain_text("This site has no flatmap")
    page.get_by_test_id("panels-menu").click()
    expect(page.get_by_test_id("panel-toggle-3d")).to_be_visible()
    expect(page.get_by_test_id("panel-toggle-flatmap")).to_have_count(0)
