"""The ontology map: mirrored, named, inferred values marked, walked by keys, remembered."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.panel_page import open_panels
from tests.browser.viewer_page import bar, expect_parameter
from tests.live import Site
from tests.waiting import let_rest

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer_bucket")]

# The 29 labels with voxels of their own and children; those in grey matter have two kinds of cells.
NODE_AND_LEAF = ("TH", "HY", "MB", "P", "MY")


def cell(page: Page, acronym: str, side: str) -> Locator:
    """Return the cell of a region."""
    return page.locator(f".ontology [data-region='{acronym}'][data-side='{side}']")


def open_map(page: Page, site: Site, query: str = "") -> Page:
    open_panels(page, site, "coronal,ontology", query)
    expect(page.locator(".ontology [data-lateral]").first).to_be_visible()
    return page


def box_of(found: Locator) -> dict[str, float]:
    box = found.bounding_box()
    assert box is not None
    return dict(box)


def test_the_halves_mirror_each_other(page: Page, site: Site) -> None:
    open_map(page, site)
    middle = box_of(page.get_by_test_id("ontology-map"))
    centre = middle["x"] + middle["width"] / 2
    for acronym in ("MOs", "CP", "VISp"):
        left, right = box_of(cell(page, acronym, "left")), box_of(cell(page, acronym, "right"))
        assert left["x"] + left["width"] < centre < right["x"]
        assert centre - left["x"] == pytest.approx(right["x"] + right["width"] - centre, abs=0.5)
        assert left["y"] == pytest.approx(right["y"], abs=0.1)


def test_values_are_colours_and_names_say_them(page: Page, site: Site) -> None:
    open_map(page, site, "&cmap=gray")
    expect(cell(page, "MOs", "left")).to_have_attribute("fill", "#ffffff")
    expect(cell(page, "MOs", "right")).to_have_attribute("fill", "#000000")
    expect(cell(page, "MOs", "left")).to_have_attribute(
        "aria-label", "MOs, Secondary motor area, left; 3.4 sp/s; given"
    )
    zero = cell(page, "CP", "left")
    expect(zero).to_have_attribute("aria-label", "CP, Caudoputamen, left; 0 sp/s; given")
    missing = cell(page, "VISp", "left")
    expect(missing).to_have_attribute("fill", "url(#hatch-missing-1)")


def test_an_inferred_value_is_marked_and_a_given_one_is_not(page: Page, site: Site) -> None:
    open_map(page, site)
    expect(cell(page, "MOp", "left")).to_have_attribute("data-inferred", "true")
    assert cell(page, "MOs", "left").get_attribute("data-inferred") is None
    expect(page.get_by_test_id("inferred-legend")).to_be_visible()


def test_pointing_is_linked_both_ways_and_a_click_selects(page: Page, site: Site) -> None:
    open_map(page, site)
    cell(page, "MOs", "left").hover()
    expect(bar(page, "MOs", "left")).to_have_attribute("data-hovered", "")
    bar(page, "MOp", "right").hover()
    expect(cell(page, "MOp", "right")).to_have_class("hovered")
    cell(page, "MOs", "left").click()
    expect_parameter(page, "selected", "MOs:L")
    expect(cell(page, "MOs", "left")).to_have_attribute("aria-selected", "true")


def test_a_double_click_enlarges_and_the_trail_leads_back(page: Page, site: Site) -> None:
    open_map(page, site)
    small = box_of(cell(page, "MOs", "left"))["width"]
    cell(page, "MOs", "left").dblclick()
    expect_parameter(page, "branch", "Isocortex")
    expect(cell(page, "CP", "left")).to_have_count(0)
    assert box_of(cell(page, "MOs", "left"))["width"] > small
    page.locator(".trail").get_by_role("button", name="All").click()
    expect_parameter(page, "branch", None)
    expect(cell(page, "CP", "left")).to_be_visible()


def test_a_group_is_announced_with_its_regions_and_how_many_have_a_value(
    page: Page, site: Site
) -> None:
    open_map(page, site)
    page.get_by_test_id("ontology-map").focus()
    for _ in range(4):  # by way of CH, CTX and CTXpl
        page.keyboard.press("ArrowDown")
    announcer = page.locator("#announcer")
    # MOs, MOp and ACAd have values on the left.
    expect(announcer).to_have_text(
        re.compile(r"Isocortex.*left; group of \d+ regions, 3 with a value")
    )
    page.keyboard.press("m")
    expect(announcer).to_have_text(re.compile(r"right; group of \d+ regions, 2 with a value"))


def test_equal_areas_are_equal_and_remembered_by_the_address(page: Page, site: Site) -> None:
    open_map(page, site)
    page.get_by_test_id("ontology-area").select_option("equal")
    expect_parameter(page, "area", "equal")
    let_rest(page, 200)
    sizes = [
        box_of(cell(page, acronym, "left"))
        for acronym in ("MOs", "CP", "SUBv", "IGL")
        if cell(page, acronym, "left").count()
    ]
    areas = [size["width"] * size["height"] for size in sizes]
    assert len(areas) >= 3
    assert max(areas) < 2 * min(areas)


def test_keys_walk_the_tree_and_choose(page: Page, site: Site) -> None:
    open_map(page, site)
    page.get_by_test_id("ontology-map").focus()
    for _ in range(4):  # by way of CH, CTX and CTXpl
        page.keyboard.press("ArrowDown")
    expect(page.locator("#announcer")).to_contain_text("Isocortex")
    page.keyboard.press("Enter")
    expect_parameter(page, "branch", "Isocortex")
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    active = page.get_by_test_id("ontology-map").get_attribute("aria-activedescendant")
    assert active is not None
    reached = page.locator(f"#{active}")
    assert reached.get_attribute("data-side") == "left"
    page.keyboard.press("m")
    other = page.get_by_test_id("ontology-map").get_attribute("aria-activedescendant")
    assert other != active
    page.keyboard.press("Enter")
    acronym = reached.get_attribute("data-region")
    expect_parameter(page, "selected", f"{acronym}:R")
    page.keyboard.press("Backspace")
    expect_parameter(page, "branch", None)


@pytest.mark.parametrize("acronym", NODE_AND_LEAF)
def test_a_label_with_children_has_a_cell_of_its_own(page: Page, site: Site, acronym: str) -> None:
    open_map(page, site, "&mapping=allen")
    expect(cell(page, acronym, "left")).to_have_count(1)
    expect(cell(page, acronym, "right")).to_have_count(1)
