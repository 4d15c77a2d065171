"""axe-core finds nothing wrong with the panels beside the slices, in light and dark."""

import pytest
from playwright.sync_api import Page

from tests.browser.panel_page import brain_3d, open_panels
from tests.browser.viewer.test_viewer_accessibility import AXE, RUN
from tests.live import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("viewer_bucket")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panels_have_no_violation(page: Page, site: Site, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    open_panels(page, site, "top,3d,flatmap,ontology", "&branch=Isocortex")
    brain_3d(page)
    page.get_by_test_id("menu-3d").click()
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
