"""The control panel: mapping, statistic, colours, range in units, scale, hemispheres, reset."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.canvases import find_region, read_pixel, slice_canvas
from tests.browser.viewer_page import (
    BUCKET,
    bar,
    expect_parameter,
    open_viewer,
    parameter,
)
from tests.browser.work import count_work
from tests.live import Site
from tests.waiting import let_rest, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer")]


def control(page: Page, name: str) -> Locator:
    return page.get_by_test_id(name)


def test_the_mapping_is_chosen(page: Page) -> None:
    control(page, "mapping").select_option("allen")
    expect_parameter(page, "mapping", "allen")
    canvas = slice_canvas(page, "coronal")
    find_region(page, canvas, "MOs5", "left")


def test_the_statistic_is_chosen_among_those_of_the_feature(page: Page) -> None:
    statistic = control(page, "statistic")
    assert statistic.locator("option").all_inner_texts() == ["mean", "std", "count"]
    statistic.select_option("count")
    expect(bar(page, "MOs", "left")).to_contain_text("12")
    expect_parameter(page, "stat", "count")


def test_a_colour_map_is_chosen_by_click_and_by_keys(page: Page) -> None:
    picker = control(page, "colormap")
    picker.click()
    groups = page.get_by_test_id("colormap-list").get_by_role("group")
    assert groups.evaluate_all("groups => groups.map((group) => group.ariaLabel)") == [
        "Sequential",
        "Diverging",
        "Cyclic",
        "Other",
        "Qualitative",
        "The rest of matplotlib",
        "Colour-blind safe",
    ]
    page.get_by_role("option", name="cividis").first.click()
    expect_parameter(page, "cmap", "cividis")
    picker.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("rdb")
    page.keyboard.press("Enter")
    expect_parameter(page, "cmap", "RdBu")
    expect(picker).to_have_text("RdBu")


def test_a_reversed_map_swaps_the_ends(page: Page) -> None:
    canvas = slice_canvas(page, "coronal")
    point = find_region(page, canvas, "MOs", "left")
    before = read_pixel(canvas, point)
    control(page, "reversed").check()
    expect_parameter(page, "reversed", "1")
    find_region(page, canvas, "MOs", "right")
    assert read_pixel(canvas, point) != before


def test_the_range_is_typed_in_units(page: Page) -> None:
    high = control(page, "range-max")
    expect(high).to_have_value("3.4")
    expect(control(page, "range-min")).to_have_value("−1")
    expect(page.get_by_test_id("colorbar-unit")).to_have_text("sp/s")
    high.fill("2,5")
    high.press("Enter")
    expect_parameter(page, "range", "-1..2.5")
    control(page, "range-min").fill("0")
    high.focus()
    expect_parameter(page, "range", "0..2.5")
    control(page, "range-fit").click()
    expect_parameter(page, "range", None)


def test_a_wrong_range_is_refused_in_words(page: Page) -> None:
    low = control(page, "range-min")
    low.fill("9")
    low.press("Enter")
    expect(page.get_by_test_id("range-message")).to_contain_text("must not exceed the upper end")
    expect(low).to_have_attribute("aria-invalid", "true")
    low.fill("many")
    low.press("Enter")
    expect(page.get_by_test_id("range-message")).to_contain_text("Enter a number")
    assert parameter(page, "range") is None


def test_the_handles_are_dragged_and_moved_by_keys(page: Page) -> None:
    handle = page.get_by_test_id("handle-max")
    bar_box = page.get_by_test_id("colorbar").locator(".track").bounding_box()
    knob = handle.bounding_box()
    assert bar_box is not None
    assert knob is not None
    page.mouse.move(knob["x"] + knob["width"] / 2, knob["y"] + 20)
    page.mouse.down()
    page.mouse.move(bar_box["x"] + bar_box["width"] / 2, knob["y"] + 20, steps=5)
    page.mouse.up()
    expect_parameter(page, "range", "-1..1.2")
    expect(handle).to_have_attribute("aria-valuetext", "1.2 sp/s")
    page.keyboard.press("ArrowRight")
    expect(handle).to_have_attribute("aria-valuenow", "1.24")
    page.keyboard.press("End")
    expect_parameter(page, "range", None)


def test_a_log_scale_says_where_it_starts_and_what_it_cannot_show(page: Page) -> None:
    control(page, "scale").select_option("log")
    said = page.get_by_test_id("range-message")
    expect(said).to_contain_text("starts at 0.5")
    expect(said).to_contain_text("2 values are zero or less")
    control(page, "scale").select_option("symlog")
    expect(said).to_be_empty()
    expect_parameter(page, "scale", "symlog")


def test_zero_is_centred_for_diverging_maps(page: Page) -> None:
    control(page, "centred").check()
    expect(control(page, "range-min")).to_have_value("−3.4")
    expect(control(page, "range-max")).to_have_value("3.4")
    page.get_by_test_id("handle-min").focus()
    page.keyboard.press("PageUp")
    expect(page.get_by_test_id("handle-min")).to_have_attribute("aria-valuenow", "-2.72")
    expect(page.get_by_test_id("handle-max")).to_have_attribute("aria-valuenow", "2.72")


def test_hemispheres_are_shown_alone_or_mirrored(page: Page) -> None:
    hemisphere = control(page, "hemisphere")
    hemisphere.select_option("left")
    expect(bar(page, "MOs", "right")).to_have_count(0)
    expect(bar(page, "MOs", "left")).to_have_count(1)
    hemisphere.select_option("both")
    expect(bar(page, "ACAd", "right")).to_contain_text("0.5")
    expect(bar(page, "MOs", "right")).to_contain_text("-1")
    bar(page, "ACAd", "right").hover()
    expect(page.get_by_test_id("tooltip")).to_contain_text("mirrored from the left")


def test_outlines_and_the_missing_style_change_the_picture(page: Page) -> None:
    canvas = slice_canvas(page, "coronal")
    point = find_region(page, canvas, "PIR", "left")
    plain = [226, 228, 231, 255]
    control(page, "missing").select_option("plain")
    wait_until(lambda: list(read_pixel(canvas, point)) == plain)
    control(page, "missing").select_option("hidden")
    wait_until(lambda: list(read_pixel(canvas, point)) != plain)
    let_rest(page, 100)
    count = "(canvas) => canvas.toDataURL().length"
    before = canvas.evaluate(count)
    page.keyboard.press("o")
    expect(control(page, "outlines")).not_to_be_checked()
    wait_until(lambda: canvas.evaluate(count) != before)


def test_the_histogram_shows_the_values_in_view(page: Page) -> None:
    ink = """(canvas) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return data.reduce((sum, part, n) => sum + (n % 4 === 3 && part > 0 ? 1 : 0), 0);
    }"""
    histogram = page.get_by_test_id("histogram")
    assert histogram.evaluate(ink) > 50
    before = histogram.evaluate("(canvas) => canvas.toDataURL()")
    control(page, "hemisphere").select_option("right")
    expect(bar(page, "MOs", "left")).to_have_count(0)
    assert histogram.evaluate("(canvas) => canvas.toDataURL()") != before


def test_reset_brings_everything_back_but_the_feature(page: Page, site: Site) -> None:
    open_viewer(
        page,
        site,
        f"buckets={BUCKET}&feature=depth&mapping=allen&cmap=viridis&reversed=1&range=1..2&scale=log"
        "&hemisphere=left&outlines=0&missing=plain&coronal=2000&selected=MOs:L&panels=coronal",
    )
    control(page, "reset").click()
    page.wait_for_function("() => !location.search.includes('viridis')")
    assert (
        page.evaluate("() => location.search") == f"?buckets={BUCKET}&bucket={BUCKET}&feature=depth"
    )
    expect(control(page, "colormap")).to_have_text("magma")
    expect(control(page, "outlines")).to_be_checked()


def test_other_colours_reach_the_list_without_laying_the_page_out_meanwhile(page: Page) -> None:
    fill = bar(page, "MOs", "left").locator(".fill")
    before = fill.evaluate("(fill) => fill.style.backgroundColor")
    work = count_work(page, "() => document.querySelector('[data-testid=reversed]').click()")
    assert work.changes > 0
    assert work.layouts == 0, work
    assert fill.evaluate("(fill) => fill.style.backgroundColor") != before
