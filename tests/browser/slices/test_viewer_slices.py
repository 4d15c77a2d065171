"""Slices: moved by slider, wheel, keys and typed millimetres; zoomed; linked by crosshairs."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvases import find_region, slice_canvas
from tests.browser.viewer_page import (
    BUCKET,
    bar,
    expect_parameter,
    open_viewer,
    parameter,
)
from tests.live import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer")]


def index_of(page: Page, plane: str) -> int:
    value = page.get_by_test_id(f"slice-{plane}").get_attribute("data-index")
    assert value is not None
    return int(value)


def test_the_slider_moves_its_slice_by_mouse_and_by_keys(page: Page) -> None:
    slider = page.get_by_test_id("slider-coronal")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect_parameter(page, "coronal", "1425")
    expect(slider).to_have_attribute("aria-valuetext", "AP 1.43 mm")
    slider.fill("0")
    expect(page.get_by_test_id("slice-coronal")).to_have_attribute("data-index", "527")


def test_a_typed_position_in_millimetres_moves_the_slice(page: Page) -> None:
    field = page.get_by_test_id("position-coronal")
    field.fill("−1,2")
    field.press("Enter")
    expect_parameter(page, "coronal", None)
    expect(page.get_by_test_id("slice-coronal")).to_have_attribute("data-index", "264")
    expect(field).to_have_value("−1.20")
    field.press("ArrowUp")
    expect(field).to_have_value("−1.18")
    field.fill("nothing")
    field.press("Enter")
    expect(field).to_have_value("−1.18")


def test_the_wheel_steps_through_the_slices(page: Page) -> None:
    canvas = slice_canvas(page, "horizontal")
    before = index_of(page, "horizontal")
    canvas.hover()
    page.mouse.wheel(0, 50)
    expect(canvas).to_have_attribute("data-index", str(before + 1))


def test_dragging_in_a_slice_moves_the_other_two(page: Page) -> None:
    canvas = slice_canvas(page, "coronal")
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.65, box["y"] + box["height"] * 0.4, steps=4)
    page.mouse.up()
    page.wait_for_function("() => new URLSearchParams(location.search).get('sagittal') > 500")
    assert parameter(page, "horizontal") is not None
    assert parameter(page, "coronal") == "1400"
    assert parameter(page, "selected") is None


def test_arrow_keys_on_a_slice_move_the_crosshair_and_name_what_is_under_it(page: Page) -> None:
    canvas = slice_canvas(page, "coronal")
    canvas.focus()
    sagittal, horizontal = index_of(page, "sagittal"), index_of(page, "horizontal")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_test_id("slice-sagittal")).to_have_attribute("data-index", str(sagittal + 1))
    expect(page.get_by_test_id("slice-horizontal")).to_have_attribute(
        "data-index", str(horizontal + 1)
    )
    expect(page.locator("#announcer")).to_contain_text("CP, Caudoputamen, left; 0 sp/s; given")
    expect(bar(page, "CP", "left")).to_have_attribute("data-hovered", "")
    page.keyboard.press("PageDown")
    expect(canvas).to_have_attribute("data-index", "170")


def test_enter_on_a_slice_selects_the_region_under_the_crosshair(page: Page) -> None:
    slice_canvas(page, "coronal").focus()
    page.keyboard.press("Enter")
    expect_parameter(page, "selected", "CP:L")
    page.keyboard.press("Escape")
    expect_parameter(page, "selected", None)


def test_buttons_and_keys_zoom_pan_and_reset(page: Page) -> None:
    page.get_by_test_id("zoom-in-coronal").click()
    page.wait_for_function("() => new URLSearchParams(location.search).get('coronalView') !== null")
    zoomed = parameter(page, "coronalView")
    assert zoomed is not None
    assert zoomed.startswith("1.5,")
    slice_canvas(page, "coronal").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "before => new URLSearchParams(location.search).get('coronalView') !== before", arg=zoomed
    )
    page.keyboard.press("0")
    expect_parameter(page, "coronalView", None)
    page.keyboard.press("+")
    page.wait_for_function("() => new URLSearchParams(location.search).get('coronalView') !== null")
    page.get_by_test_id("zoom-reset-coronal").click()
    expect_parameter(page, "coronalView", None)


def test_a_double_click_resets_the_view_and_selects_nothing(page: Page) -> None:
    page.get_by_test_id("zoom-in-coronal").click()
    canvas = slice_canvas(page, "coronal")
    point = find_region(page, canvas, "MOs", "left")
    canvas.dblclick(position={"x": point.x, "y": point.y})
    expect_parameter(page, "coronalView", None)
    expect_parameter(page, "selected", None)


def test_a_zoomed_view_is_restored_from_the_address(page: Page, site: Site) -> None:
    page.get_by_test_id("zoom-in-sagittal").click()
    page.wait_for_function(
        "() => new URLSearchParams(location.search).get('sagittalView') !== null"
    )
    view = parameter(page, "sagittalView")
    query = f"buckets={BUCKET}&sagittalView={view}"
    open_viewer(page, site, query)
    assert parameter(page, "sagittalView") == view
    page.get_by_test_id("zoom-reset-sagittal").click()
    expect_parameter(page, "sagittalView", None)
