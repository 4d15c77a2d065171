"""The pages run from their sources, unbundled, as `make dev` serves them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.panel_page import brain_3d, open_panels
from tests.browser.viewer_page import bar, make_viewer_bucket
from tests.live import Site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    environment = {"DJANGO_SETTINGS_MODULE": "atlasviewer.development.settings"}
    with Site(tmp_path_factory.mktemp("sources"), environment=environment) as live:
        yield live


def test_from_the_brain_through_all_panels_to_the_upload(page: Page, sources: Site) -> None:
    make_viewer_bucket(sources)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(sources.url)))
    open_panels(page, sources, "coronal,top,3d,ontology")
    brain_3d(page)
    expect(page.get_by_test_id("slice-top")).to_have_attribute("data-quality", "smooth")
    expect(page.locator(".ontology [data-lateral]").first).to_be_visible()
    bar(page, "MOs", "left").hover()
    expect(page.get_by_test_id("tooltip")).to_contain_text("MOs")
    page.goto(f"{sources.url}/upload/")
    expect(page.locator("input[type=file]").first).to_be_attached()
    modules = [url for url in asked if url.split("?")[0].endswith((".js", ".mjs"))]
    assert "/static/js/pages/viewer/main.js" in modules
    assert "/static/js/pages/upload/main.js" in modules
    assert any(url.startswith("/packages/three/") for url in modules)
    assert any(url.startswith("/packages/d3-hierarchy/") for url in modules)
    assert not [url for url in asked if "/bundles/" in url]


def test_a_page_listens_for_changes(page: Page, sources: Site) -> None:
    with page.expect_request("**/static/django-browser-reload/reload-listener.js") as listener:
        page.goto(f"{sources.url}/regions/")
    assert listener.value.response().ok
