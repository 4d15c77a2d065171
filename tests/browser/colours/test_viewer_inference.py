"""Given and inferred values: ink, counts, words, the switch; what a parent stands for."""

from collections import Counter
from typing import Any

import numpy as np
import pytest
import requests
from playwright.sync_api import Locator, Page, expect

from atlasviewer.atlas.mapping import map_values, origin_data, statistics_data
from tests.browser.canvases import Point, find_region, slice_canvas
from tests.browser.live_buckets import add_feature, make_bucket
from tests.browser.viewer_page import bar, bar_order, expect_parameter, open_viewer
from tests.live import Site
from tests.waiting import SECONDS

pytestmark = pytest.mark.browser

BUCKET = "inference"
COLOURS = """(canvas, [x, y, reach]) => {
    const ratio = canvas.width / canvas.clientWidth;
    const side = Math.round(2 * reach * ratio);
    const [left, top] = [Math.round((x - reach) * ratio), Math.round((y - reach) * ratio)];
    const { data } = canvas.getContext('2d').getImageData(left, top, side, side);
    const words = [];
    for (let n = 0; n < data.length; n += 4) words.push(data.slice(n, n + 3).join());
    return words;
}"""
REACH = 6
"""Css pixels around a point that are looked at: two periods of a pattern."""


def map_feature(given: dict[str, float], *, stored: bool) -> dict[str, Any]:
    """Return ``feature_data`` of values given on the left, with or without their origins."""
    mapped = map_values(
        keys=list(given), values=np.array(list(given.values()))[:, None], hemisphere="left"
    )
    data = statistics_data({"mean": mapped}, 0)
    return data | ({"origins": origin_data(mapped, 0)} if stored else {})


@pytest.fixture(scope="module", autouse=True)
def bucket(site: Site) -> str:
    name = make_bucket(site, BUCKET)
    given = {"MOs": 832650.0, "MOp5": 0.25, "CP": 0.4861093750000001, "VISp": -3.0}
    add_feature(site, name, "stored", map_feature(given, stored=True), unit="cells")
    add_feature(site, name, "bare", map_feature(given, stored=False), unit="cells")
    parts = {"MOs5": 1.0, "MOs2/3": 3.0, "VISp5": 2.0, "SSp-m5": 4.0}
    add_feature(site, name, "parts", map_feature(parts, stored=True))
    return name


def open_feature(page: Page, site: Site, query: str) -> Page:
    return open_viewer(page, site, f"bucket={BUCKET}&coronal=1400&auto=0&{query}")


def ink_on(colour: str) -> str:
    """Return the ink of patterns on a colour: towards white, or black on bright ones."""
    parts = [int(part) for part in colour.split(",")]
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (part / 255 for part in parts)
    ]
    dark = float(np.dot(linear, [0.2126, 0.7152, 0.0722])) < 0.3
    mixed = [int(part + ((255 if dark else 0) - part) * 0.55 + 0.5) for part in parts]
    return ",".join(map(str, mixed))


def colours_at(canvas: Locator, acronym: str, page: Page) -> Counter[str]:
    """Return the colours of a square well inside a region on the left, and how often each is."""
    point: Point = find_region(page, canvas, acronym, "left")
    page.mouse.move(5, 5)
    expect(canvas).to_have_attribute("data-region", "")
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    expect(canvas).to_have_attribute("data-quality", "smooth")
    return Counter(canvas.evaluate(COLOURS, [point.x, point.y, REACH]))


@pytest.mark.parametrize("fname", ["stored", "bare"])
def test_dots_are_on_the_spread_region_and_not_on_the_given_one(
    page: Page, site: Site, fname: str
) -> None:
    open_feature(page, site, f"feature={fname}&mapping=allen")
    canvas = slice_canvas(page, "coronal")
    page.get_by_test_id("origin-legend").wait_for()
    for acronym, share in (("CP", 0.0), ("MOs5", 1 / 12)):
        found = colours_at(canvas, acronym, page)
        plain, _ = found.most_common(1)[0]
        assert found[ink_on(plain)] / found.total() == pytest.approx(share, abs=0.02)


def test_the_legend_counts_and_the_words_are_the_same_everywhere(page: Page, site: Site) -> None:
    open_feature(page, site, "feature=stored&mapping=allen")
    legend = page.get_by_test_id("origin-legend")
    expect(legend).to_contain_text("4 given")
    expect(legend).to_contain_text("from the parent")
    find_region(page, slice_canvas(page, "coronal"), "MOs5", "left")
    tip = page.get_by_test_id("tooltip")
    expect(tip).to_contain_text("from the parent MOs")
    expect(tip).to_contain_text("832650 cells")
    expect(bar(page, "MOs5", "left")).to_have_accessible_name(
        "MOs5 , Secondary motor area, layer 5, left: 832650 cells, from the parent MOs"
    )
    bar(page, "MOs5", "left").dblclick()
    card = page.get_by_test_id("region-card")
    expect(card).to_contain_text("from the parent MOs")
    with page.expect_download() as download:
        page.get_by_test_id("download-csv").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0].endswith(",unit,origin")
    found = {line.split(",")[1]: line for line in lines}
    assert found["MOs"].endswith(",832650,cells,given")
    assert found["CP"].endswith(",0.486109375,cells,given")
    assert found["MOs5"].endswith(",832650,cells,from the parent MOs")


def test_what_is_worked_out_says_so(page: Page, site: Site) -> None:
    open_feature(page, site, "feature=bare&mapping=allen")
    expect(page.get_by_test_id("origin-legend")).to_contain_text("(inferred)")
    find_region(page, slice_canvas(page, "coronal"), "MOs5", "left")
    expect(page.get_by_test_id("tooltip")).to_contain_text("from the parent MOs (inferred)")


def test_given_only_hides_the_rest_and_stays_in_the_link(page: Page, site: Site) -> None:
    open_feature(page, site, "feature=stored&mapping=allen")
    page.get_by_test_id("givenOnly").check()
    expect_parameter(page, "givenOnly", "1")
    expect(bar(page, "MOs5", "left")).to_have_count(0)
    expect(bar(page, "MOs", "left")).to_have_count(1)
    page.reload()
    expect(page.get_by_test_id("givenOnly")).to_be_checked()
    bar(page, "CP", "left").wait_for()
    assert {text.split()[0] for text in bar_order(page)} == {"MOs", "MOp5", "CP", "VISp"}


def test_parents_that_the_mapping_added_are_folded_and_do_not_count(page: Page, site: Site) -> None:
    open_feature(page, site, "feature=parts&mapping=allen")
    fold = page.get_by_test_id("bars-fold")
    expect(fold).to_have_text("Show 3 parents added by the mapping (from parts, not drawn)")
    assert len(bar_order(page)) == 4
    page.get_by_test_id("statistics-open").click()
    rows = page.get_by_role("table", name="Summary").get_by_role("row")
    assert rows.nth(1).inner_text() == "All regions\t4\t2.5\t1.291\t2.5\t1\t4"
    page.get_by_test_id("drawer-close").click()
    fold.click()
    assert len(bar_order(page)) == 7
    assert page.locator(".bar.folded").count() == 3


def test_mirroring_does_not_count_twice(page: Page, site: Site) -> None:
    open_feature(page, site, "feature=parts&mapping=allen&hemisphere=both")
    assert len(bar_order(page)) == 8
    page.get_by_test_id("statistics-open").click()
    rows = page.get_by_role("table", name="Summary").get_by_role("row")
    assert rows.nth(1).inner_text().startswith("All regions\t4\t")


def test_a_parent_selected_under_allen_outlines_its_parts_on_its_side(
    page: Page, site: Site
) -> None:
    open_feature(page, site, "feature=stored&mapping=allen")
    canvas = slice_canvas(page, "coronal")
    colour = colours_at(canvas, "MOs5", page).most_common(1)[0][0]
    other = colours_at(canvas, "CP", page).most_common(1)[0][0]
    bar(page, "MOs", "left").click()
    expect_parameter(page, "selected", "MOs:L")
    assert colours_at(canvas, "MOs5", page).most_common(1)[0][0] == colour
    assert colours_at(canvas, "CP", page).most_common(1)[0][0] != other
    bar(page, "MOs", "left").click()
    expect_parameter(page, "selected", None)
    assert colours_at(canvas, "CP", page).most_common(1)[0][0] == other


def test_a_selection_comes_back_after_a_change_of_mapping(page: Page, site: Site) -> None:
    open_feature(page, site, "feature=stored&mapping=allen&selected=MO:L,MOp5:R")
    canvas = slice_canvas(page, "coronal")
    before = colours_at(canvas, "MOs5", page), colours_at(canvas, "CP", page)
    page.get_by_test_id("mapping").select_option("beryl")
    expect_parameter(page, "selected", "MO:L,MOp5:R")
    chips = page.get_by_test_id("selected-regions").get_by_role("listitem")
    expect(chips.nth(0)).to_contain_text("2 regions")
    page.get_by_test_id("mapping").select_option("allen")
    expect_parameter(page, "selected", "MO:L,MOp5:R")
    bar(page, "MOs5", "left").wait_for()
    assert (colours_at(canvas, "MOs5", page), colours_at(canvas, "CP", page)) == before


def test_the_api_still_has_every_bit(site: Site) -> None:
    url = f"{site.api}buckets/{BUCKET}/bare"
    data = requests.get(url, timeout=SECONDS).json()["feature_data"]
    assert 0.4861093750000001 in [
        values["mean"] for values in data["mappings"]["allen"]["data"].values()
    ]
    assert "origins" not in data


def test_the_card_explains_its_values_when_asked(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url) if "/explain" in sent.url else None)
    open_feature(page, site, "feature=parts&mapping=beryl")
    bar(page, "MOs", "left").dblclick()
    why = page.get_by_test_id("card-why")
    expect(why.get_by_text("Where do these values come from?")).to_be_visible()
    assert asked == []
    why.get_by_text("Where do these values come from?").click()
    expect(why.locator(".note")).to_have_text(
        [
            "MOs (left) is the mean of 2 given regions inside it: MOs2/3, MOs5.",
            "MOs (right) has no value, so it is grey; the other hemisphere has one.",
        ]
    )
    page.get_by_test_id("mapping").select_option("allen")
    expect(why.locator(".note").first).to_have_text(
        "MOs (left) is the mean of 2 subregions that have a value: MOs2/3, MOs5."
    )
    assert [url.partition("explain?")[2] for url in asked] == [
        f"region=MOs&mapping={mapping}&statistic=mean" for mapping in ("beryl", "allen")
    ]
