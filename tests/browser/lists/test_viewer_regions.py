"""Regions: pointed at, selected, found, listed, described and compared, by mouse and by keys."""

import pytest
from playwright.sync_api import Page, expect

from atlasviewer.atlas.regions import load_regions
from tests.browser.canvases import find_region, read_pixel, slice_canvas
from tests.browser.viewer_page import (
    BUCKET,
    bar,
    bar_order,
    expect_parameter,
    make_bucket,
    open_viewer,
    regions_payload,
)
from tests.live import Site
from tests.waiting import let_rest, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer")]


def click_region(page: Page, acronym: str, side: str, *modifiers: str) -> None:
    canvas = slice_canvas(page, "coronal")
    point = find_region(page, canvas, acronym, side)
    canvas.click(position={"x": point.x, "y": point.y}, modifiers=list(modifiers))  # type: ignore[arg-type]


def test_pointing_in_a_slice_names_the_region_and_marks_its_bar(page: Page) -> None:
    find_region(page, slice_canvas(page, "coronal"), "MOs", "left")
    tip = page.get_by_test_id("tooltip")
    expect(tip).to_contain_text("MOs")
    expect(tip).to_contain_text("3.4 sp/s")
    expect(tip).to_contain_text("Secondary motor area, left")
    expect(tip).to_contain_text("given")
    expect(tip).to_contain_text("std0.5count12")
    expect(bar(page, "MOs", "left")).to_have_attribute("data-hovered", "")
    find_region(page, slice_canvas(page, "coronal"), "MOp", "left")
    expect(tip).to_contain_text("from the parent MO")


def test_pointing_at_a_bar_outlines_the_region_in_the_slices_and_names_it(page: Page) -> None:
    canvas = slice_canvas(page, "coronal")
    before = canvas.evaluate("(canvas) => canvas.toDataURL()")
    bar(page, "MOs", "left").hover()
    expect(page.get_by_test_id("tooltip")).to_contain_text("Secondary motor area, left")
    wait_until(lambda: canvas.evaluate("(canvas) => canvas.toDataURL()") != before)


def test_what_the_mapping_leaves_out_is_named_for_what_it_is(page: Page) -> None:
    canvas = slice_canvas(page, "coronal")
    find_region(page, canvas, "root", "left")
    expect(page.get_by_test_id("tooltip")).to_contain_text("in no Beryl region")


def test_a_click_selects_and_with_a_key_adds_and_escape_clears(page: Page) -> None:
    click_region(page, "MOs", "left")
    expect_parameter(page, "selected", "MOs:L")
    expect(bar(page, "MOs", "left")).to_have_attribute("aria-selected", "true")
    let_rest(page, 500)
    click_region(page, "MOp", "right", "Shift")
    expect_parameter(page, "selected", "MOs:L,MOp:R")
    bar(page, "MOs", "right").click(modifiers=["Control"])
    expect_parameter(page, "selected", "MOs:LR,MOp:R")
    bar(page, "MOp", "right").click()
    expect_parameter(page, "selected", "MOp:R")
    page.keyboard.press("Escape")
    expect_parameter(page, "selected", None)


def test_the_rest_turns_grey_while_something_is_selected(page: Page) -> None:
    canvas = slice_canvas(page, "coronal")
    point = find_region(page, canvas, "MOp", "left")
    red, green, blue, _ = read_pixel(canvas, point)
    assert len({red, green, blue}) == 3
    bar(page, "MOs", "left").click()
    expect_parameter(page, "selected", "MOs:L")
    page.mouse.move(5, 5)
    let_rest(page, 150)
    red, green, blue, _ = read_pixel(canvas, point)
    assert max(red, green, blue) - min(red, green, blue) < 12


def test_selected_regions_are_listed_and_removed(page: Page) -> None:
    bar(page, "MOs", "left").click()
    bar(page, "CP", "left").click(modifiers=["Shift"])
    chips = page.get_by_test_id("selected-regions").get_by_role("listitem")
    expect(chips).to_have_count(2)
    expect(chips.nth(0)).to_contain_text("MOs L")
    expect(chips.nth(1)).to_contain_text("0")
    chips.nth(0).get_by_role("button", name="Remove").click()
    expect_parameter(page, "selected", "CP:L")
    page.get_by_test_id("selection-clear").click()
    expect_parameter(page, "selected", None)


@pytest.mark.parametrize(
    ("typed", "found", "first"),
    [
        ("MOs", "MOs", "Secondary motor area"),
        ("mos", "MOs", "Secondary motor area"),
        ("secondary motor", "MOs", "Secondary motor area"),
        ("993", "MOs", "Secondary motor area"),
        ("-993", "MOs", "Secondary motor area, left"),
        ("Caudoputamen", "CP", "Caudoputamen"),
        ("Anterior cingulate area, layer 2/3", "ACA2/3", "Anterior cingulate area"),
    ],
)
def test_search_finds_acronyms_names_and_ids(
    page: Page, typed: str, found: str, first: str
) -> None:
    box = page.get_by_test_id("search")
    box.fill(typed)
    match = page.get_by_test_id("search-matches").get_by_role("option").first
    expect(match).to_have_attribute("data-region", found)
    expect(match).to_contain_text(first)


def test_search_selects_and_shows_the_region_by_keys_alone(page: Page) -> None:
    page.keyboard.press("/")
    box = page.get_by_test_id("search")
    expect(box).to_be_focused()
    page.keyboard.type("AMB")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect_parameter(page, "selected", "AMB:LR")
    page.wait_for_function("() => new URLSearchParams(location.search).get('coronal') < -6000")
    page.keyboard.type("MOs")
    page.keyboard.press("Shift+Enter")
    expect_parameter(page, "selected", "AMB:LR,MOs:LR")
    page.keyboard.type("qqqq")
    expect(page.get_by_test_id("search-matches")).to_contain_text("No region has such")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("search-matches")).to_be_hidden()


def test_bars_are_sorted_by_value_name_and_anatomy(page: Page) -> None:
    by_value = [
        "MOs left",
        "CP right",
        "MOp left",
        "MOp right",
        "ACAd left",
        "CP left",
        "MOs right",
    ]
    assert bar_order(page) == by_value
    page.get_by_test_id("sort-value").click()
    assert bar_order(page) == by_value[::-1]
    page.get_by_test_id("sort-name").click()
    assert bar_order(page)[0] == "ACAd left"
    assert bar_order(page)[-1].startswith("MOs")
    page.get_by_test_id("sort-anatomy").click()
    assert bar_order(page)[0].startswith("MOp")
    page.reload()
    bar(page, "MOs", "left").wait_for()
    expect(page.get_by_test_id("sort-anatomy")).to_have_attribute("aria-pressed", "true")


def test_bars_are_grouped_on_request(page: Page) -> None:
    page.get_by_test_id("bars-grouped").click()
    headings = page.locator(".bar-group")
    assert headings.all_text_contents() == ["Isocortex 5", "Cerebral nuclei 2"]
    assert bar_order(page)[-2:] == ["CP right", "CP left"]


def test_a_negative_bar_grows_to_the_left_of_zero(page: Page) -> None:
    fill = """(bar) => {
        const { left, width } = bar.querySelector('.fill').style;
        return [left, width];
    }"""
    zero = f"{100 / 4.4:.1f}%"
    assert bar(page, "MOs", "right").evaluate(fill) == ["0%", zero]
    assert bar(page, "MOs", "left").evaluate(fill)[0] == zero
    assert bar(page, "CP", "left").evaluate(fill) == [zero, "0%"]


def test_the_bar_list_is_walked_by_keys(page: Page) -> None:
    bars = page.get_by_test_id("bar-list")
    page.get_by_test_id("search").focus()
    page.keyboard.press("Tab")
    expect(bars).to_be_focused()
    page.keyboard.press("ArrowDown")
    active = bars.get_attribute("aria-activedescendant")
    name = "CP , Caudoputamen, right: 2 sp/s"
    expect(page.locator(f"#{active}")).to_have_accessible_name(name)
    expect(bar(page, "CP", "right")).to_have_attribute("data-hovered", "")
    expect(page.get_by_test_id("tooltip")).to_contain_text("Caudoputamen, right")
    page.keyboard.press("Space")
    expect_parameter(page, "selected", "CP:R")
    page.keyboard.press("End")
    page.keyboard.press("Shift+Space")
    expect_parameter(page, "selected", "CP:R,MOs:R")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("region-card")).to_have_attribute("data-region", "MOs")


def test_a_long_list_keeps_few_bars_in_the_document(page: Page, site: Site) -> None:
    acronyms = load_regions().acronym[2:1300]
    wide = {(str(acronym), "left"): {"mean": float(n)} for n, acronym in enumerate(acronyms)}
    make_bucket(site, "wide", [regions_payload("wide", wide)])
    open_viewer(page, site, "buckets=wide&mapping=allen")
    bars = page.locator(".bar")
    total = int(bars.first.get_attribute("aria-setsize") or 0)
    assert total == 1298
    assert bars.count() < 60
    page.get_by_test_id("bar-list").focus()
    page.keyboard.press("End")
    expect(page.locator(f".bar[aria-posinset='{total}']")).to_be_visible()
    assert bars.count() < 60


def test_the_card_tells_names_parents_children_volume_and_mappings(page: Page) -> None:
    bar(page, "MOs", "left").dblclick()
    card = page.get_by_test_id("region-card")
    expect(card).to_contain_text("Secondary motor area")
    expect(card).to_contain_text("993 right, −993 left")
    expect(card).to_contain_text("6.554 mm³ left, 6.55 mm³ right")
    expect(card).to_contain_text("Isocortex, Isocortex")
    crumbs = card.get_by_role("navigation").get_by_role("listitem").all_inner_texts()
    assert crumbs == ["root", "grey", "CH", "CTX", "CTXpl", "Isocortex", "MO", "MOs"]
    cells = card.get_by_role("row").nth(1).get_by_role("cell").all_inner_texts()
    assert cells == ["3.4", "0.5", "12", "given"]
    children = card.locator(".links").get_by_role("button").all_inner_texts()
    assert children == ["MOs1", "MOs2/3", "MOs5", "MOs6a", "MOs6b"]
    card.get_by_role("button", name="MOs5").click()
    expect(card).to_have_attribute("data-region", "MOs5")
    card.get_by_role("button", name="MO", exact=True).click()
    expect(card).to_have_attribute("data-region", "MO")
    page.get_by_test_id("drawer-close").click()
    expect(card).to_be_hidden()


def test_the_card_adds_its_region_to_the_selection_and_takes_it_out(page: Page) -> None:
    bar(page, "MOs", "left").dblclick()
    chips = page.get_by_test_id("selected-regions").get_by_role("listitem")
    button = page.get_by_test_id("card-select")
    while chips.count() > 0:
        chips.first.get_by_role("button", name="Remove").click()
    expect(button).to_have_text("Add to selection")
    button.focus()
    page.keyboard.press("Enter")
    expect_parameter(page, "selected", "MOs:LR")
    expect(button).to_have_text("Remove from selection")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect_parameter(page, "selected", None)
    expect(button).to_have_text("Add to selection")


def test_the_card_opens_by_the_name_of_a_selected_region_and_closes_by_escape(
    page: Page, site: Site
) -> None:
    open_viewer(page, site, f"buckets={BUCKET}&selected=MOs:L,MOp:L")
    name = page.get_by_test_id("selected-regions").get_by_role("button", name="MOp L")
    name.click()
    expect(page.get_by_test_id("region-card")).to_have_attribute("data-region", "MOp")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("drawer")).to_be_hidden()
    expect(name).to_be_focused()
    expect_parameter(page, "selected", "MOs:L,MOp:L")


def test_statistics_show_the_selection_over_all_regions(page: Page, site: Site) -> None:
    open_viewer(page, site, f"buckets={BUCKET}&selected=MOs:LR,AUDp:L")
    page.get_by_test_id("statistics-open").click()
    sheet = page.get_by_test_id("statistics")
    expect(sheet.locator("circle.dot")).to_have_count(2)
    rows = sheet.get_by_role("table", name="Selected regions").get_by_role("row")
    assert rows.all_inner_texts()[1:] == [
        "MOs L\t3.4\t100 %",
        "MOs R\t-1\t14 %",
        "AUDp L\tno value\t",
    ]
    summary = sheet.get_by_role("table", name="Summary").get_by_role("row")
    assert summary.nth(1).inner_text() == "All regions\t7\t1.029\t1.417\t1.1\t-1\t3.4"
    assert summary.nth(2).inner_text() == "Selected\t2\t1.2\t3.111\t1.2\t-1\t3.4"
    expect(sheet).to_contain_text("Subregions are included: each Beryl region has one value")
    page.get_by_test_id("statistic").select_option("count")
    expect(sheet).to_contain_text("MOs L12")
