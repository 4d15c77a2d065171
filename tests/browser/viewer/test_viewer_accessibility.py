"""axe-core finds nothing wrong with the viewer, in light and dark, in its many states."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.viewer_page import BUCKET, bar, open_viewer
from tests.live import BASE_DIR, Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer_bucket")]

AXE = (BASE_DIR / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RUN = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}"""


def open_card(page: Page) -> None:
    bar(page, "MOs", "left").dblclick()


def open_statistics(page: Page) -> None:
    bar(page, "MOs", "left").click()
    page.get_by_test_id("statistics-open").click()


def open_keys(page: Page) -> None:
    page.keyboard.press("?")


def open_colormaps(page: Page) -> None:
    page.get_by_test_id("colormap").click()


def open_matches(page: Page) -> None:
    page.get_by_test_id("search").fill("motor")


def open_bucket_form(page: Page) -> None:
    page.get_by_test_id("bucket-add").click()
    page.get_by_test_id("bucket-name").fill("no such bucket")
    page.keyboard.press("Enter")
    page.get_by_test_id("bucket-refusal").wait_for()


def open_panel_menu(page: Page) -> None:
    page.get_by_test_id("panels-menu").click()


def group_bars(page: Page) -> None:
    page.get_by_test_id("bars-grouped").click()
    bar(page, "MOs", "left").hover()


def start_tour(page: Page) -> None:
    page.get_by_test_id("help").click()
    page.get_by_test_id("tour-again").click()


def open_comparison(page: Page) -> None:
    page.get_by_test_id("compare-open").click()
    page.get_by_test_id("comparison-with").select_option("left_right")
    page.get_by_test_id("comparison-facts").wait_for()


STATES: list[Callable[[Page], None]] = [
    open_card,
    open_statistics,
    open_keys,
    open_colormaps,
    open_matches,
    open_bucket_form,
    open_panel_menu,
    group_bars,
    start_tour,
    open_comparison,
]


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    return list(page.evaluate(RUN))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_has_no_violation(page: Page, site: Site, scheme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    open_viewer(page, site, f"buckets={BUCKET}&selected=MOs:LR,CP:L&scale=log")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("enter", STATES, ids=lambda state: state.__name__)
def test_no_state_of_the_page_has_a_violation(
    page: Page, site: Site, scheme: str, enter: Callable[[Page], None]
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    open_viewer(page, site)
    enter(page)
    assert violations(page) == []
