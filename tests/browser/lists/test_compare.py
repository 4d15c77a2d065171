"""Two features compared in the viewer: one link, one pointer, and the difference on the brain."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from scipy import stats

from features.figures.shown import read_colormaps
from tests.browser.canvases import find_region, read_pixel, slice_canvas
from tests.browser.viewer_page import (
    bar,
    expect_parameter,
    make_bucket,
    open_viewer,
    parameter,
    regions_payload,
    row_of,
)
from tests.live import BUILT_ATLAS, Site

pytestmark = pytest.mark.browser

BUCKET, OTHERS = "compared", "compared_others"
RATE = {
    ("MOs", "left"): 3.0,
    ("MOs", "right"): 1.0,
    ("MOp", "left"): 2.0,
    ("MOp", "right"): 0.0,
    ("CP", "left"): -1.0,
    ("CP", "right"): 4.0,
    ("ACAd", "left"): 5.0,
}
CHOICE = {
    ("MOs", "left"): 1.0,
    ("MOs", "right"): 2.0,
    ("MOp", "left"): 2.0,
    ("MOp", "right"): 3.0,
    ("CP", "left"): 0.0,
    ("CP", "right"): 3.0,
    ("SI", "left"): 2.0,
}
SHARED = [region for region in RATE if region in CHOICE]
DIFFERENCE = {region: RATE[region] - CHOICE[region] for region in SHARED}


@pytest.fixture(scope="module")
def buckets(site: Site) -> str:
    """A bucket with a rate, and another one with a choice that is compared with it."""
    make_bucket(site, BUCKET, [payload("rate", RATE)])
    make_bucket(site, OTHERS, [payload("choice", CHOICE)])
    return f"buckets={BUCKET},{OTHERS}&bucket={BUCKET}&feature=rate&coronal=1400&auto=0"


def payload(fname: str, values: dict[tuple[str, str], float]) -> dict[str, object]:
    return regions_payload(fname, {region: {"mean": value} for region, value in values.items()})


def point_of(page: Page, acronym: str, side: str) -> Locator:
    """Return the point of a region in the plot."""
    letter = "L" if side == "left" else "R"
    return page.locator(f"[data-testid=scatter] circle[aria-label^='{acronym} {letter}:']")


def open_comparison(page: Page, site: Site, query: str, partner: str) -> Page:
    open_viewer(page, site, f"{query}&compare={partner}")
    expect(page.get_by_test_id("comparison-facts")).to_be_visible()
    return page


def test_a_feature_of_another_bucket_is_chosen_and_the_link_holds_it(
    page: Page, site: Site, buckets: str
) -> None:
    open_viewer(page, site, buckets)
    page.get_by_test_id("compare-open").click()
    expect(page.get_by_test_id("comparison-status")).to_contain_text("Choose a feature")
    page.get_by_test_id("comparison-with").select_option(f"{OTHERS}/choice")
    facts = page.get_by_test_id("comparison-facts")
    pairs = [RATE[one] for one in SHARED], [CHOICE[one] for one in SHARED]
    pearson, spearman = stats.pearsonr(*pairs), stats.spearmanr(*pairs)
    low, high = pearson.confidence_interval(0.95)
    for text in (
        "n = 6, left and right counted separately",
        f"r = {pearson.statistic:.3f}, 95 % interval {low:.3f} to {high:.3f}".replace("-", "−"),
        f"ρ = {spearman.statistic:.3f}".replace("-", "−"),
    ):
        expect(facts).to_contain_text(text)
    expect(page.get_by_test_id("only-feature")).to_have_text("1 region only in rateACAd L")
    expect(page.get_by_test_id("only-with")).to_have_text("1 region only in choiceSI L")
    expect(page.get_by_test_id("comparison-dependence")).to_contain_text("independent")
    assert page.locator("[data-testid=scatter] circle").count() == len(SHARED)
    expect_parameter(page, "compare", f"{OTHERS}/choice")
    page.reload()
    expect(facts).to_contain_text("n = 6")
    page.get_by_test_id("drawer-close").click()
    expect_parameter(page, "compare", None)
    page.go_back()
    expect(facts).to_be_visible()


def test_pointing_and_selecting_go_both_ways(page: Page, site: Site, buckets: str) -> None:
    open_comparison(page, site, buckets, f"{OTHERS}/choice")
    point_of(page, "MOp", "right").hover()
    tooltip = page.get_by_test_id("tooltip")
    expect(tooltip).to_contain_text("MOp")
    for name, number in (("rate", "0"), ("choice", "3"), ("difference", "-3")):
        expect(tooltip).to_contain_text(f"{name}{number}")
    expect(bar(page, "MOp", "right")).to_have_attribute("data-hovered", "")
    find_region(page, slice_canvas(page, "coronal"), "MOs", "left")
    expect(point_of(page, "MOs", "left")).to_have_attribute("data-hovered", "")
    bar(page, "CP", "left").click()
    expect(point_of(page, "CP", "left")).to_have_attribute("aria-selected", "true")
    point_of(page, "MOs", "right").click()
    expect_parameter(page, "selected", "MOs:R")
    row = page.locator(f"[data-testid=comparison-table] tr[data-row='{row_of('MOs', 'right')}']")
    expect(row).to_have_attribute("data-selected", "")


def test_the_plot_is_walked_by_keys(page: Page, site: Site, buckets: str) -> None:
    open_comparison(page, site, buckets, f"{OTHERS}/choice")
    page.get_by_test_id("comparison-with").focus()
    # Past “Side by side”.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    scatter = page.get_by_test_id("scatter")
    expect(scatter).to_be_focused()
    # From left to right: choice 0, 1, 2, ….
    expect(point_of(page, "CP", "left")).to_have_attribute("data-active", "")
    page.keyboard.press("ArrowRight")
    active = scatter.get_attribute("aria-activedescendant")
    assert point_of(page, "MOs", "left").get_attribute("id") == active
    expect(page.get_by_test_id("tooltip")).to_contain_text("MOs")
    page.keyboard.press("Enter")
    expect_parameter(page, "selected", "MOs:L")


def test_the_difference_is_on_the_brain_with_zero_in_the_middle(
    page: Page, site: Site, buckets: str
) -> None:
    open_comparison(page, site, buckets, f"{OTHERS}/choice")
    page.get_by_test_id("comparison-difference").click()
    expect_parameter(page, "feature", "rate − choice")
    expect(page.get_by_test_id("bucket-picker")).to_have_value("local")
    expect(page.get_by_test_id("drawer")).to_be_hidden()
    for (acronym, side), value in DIFFERENCE.items():
        if acronym in ("MOs", "MOp"):
            expect(bar(page, acronym, side)).to_contain_text(f"{side}: {value:g} sp/s")
    expect(bar(page, "ACAd", "left")).to_have_count(0)
    colours = read_colormaps(next(BUILT_ATLAS.glob("colormaps.*.json")))["RdBu"][::-1]
    widest = max(abs(value) for value in DIFFERENCE.values())
    canvas = slice_canvas(page, "coronal")
    drawn = {}
    for region in (("MOs", "left"), ("MOs", "right"), ("MOp", "left"), ("MOp", "right")):
        point = find_region(page, canvas, *region)
        page.mouse.move(0, 0)
        expect(canvas).not_to_have_attribute("data-region", region[0])
        drawn[region] = read_pixel(canvas, point)[:3]
    expected = {
        region: tuple(
            colours[min(255, int((DIFFERENCE[region] + widest) / (2 * widest) * 256))].tolist()
        )
        for region in drawn
    }
    assert drawn == expected
    assert parameter(page, "centred") == "1"
    page.go_back()
    expect(page.get_by_test_id("comparison-facts")).to_contain_text("n = 6")


def test_left_against_right_of_one_feature(page: Page, site: Site, buckets: str) -> None:
    open_comparison(page, site, buckets, "left_right")
    expect(page.get_by_test_id("comparison-facts")).to_contain_text("n = 3")
    page.locator("[data-testid=scatter] circle[aria-label^='MOs:']").click()
    expect_parameter(page, "selected", "MOs:LR")
    page.get_by_test_id("comparison-difference").click()
    expect_parameter(page, "feature", "rate left − rate right")
    expect_parameter(page, "hemisphere", "both")
    for side in ("left", "right"):
        expect(bar(page, "MOs", side)).to_contain_text(f"{side}: 2 sp/s")


def test_the_table_is_taken_home(page: Page, site: Site, buckets: str) -> None:
    open_comparison(page, site, buckets, f"{OTHERS}/choice")
    with page.expect_download() as caught:
        page.get_by_test_id("comparison-csv").click()
    assert caught.value.suggested_filename == f"{BUCKET}-rate-compared.csv"
    text = Path(caught.value.path()).read_text(encoding="utf-8-sig")
    lines = list(csv.DictReader(text.splitlines()))
    found = {
        (line["acronym"], line["side"]): float(line["difference"])
        for line in lines
        if line["in"] == "both"
    }
    assert found == DIFFERENCE
    assert len(lines) == len(SHARED) + 2


def test_why_there_is_no_comparison_is_said(page: Page, site: Site, buckets: str) -> None:
    open_viewer(page, site, f"{buckets}&compare={OTHERS}/none")
    expect(page.get_by_test_id("comparison-status")).to_have_text(
        f"Bucket “{OTHERS}” has no feature “none”; check its spelling."
    )
    expect(page.get_by_test_id("scatter")).to_be_hidden()
