"""Pages print in the light theme, even if the screen is dark."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvases import slice_canvas
from tests.browser.viewer_page import make_viewer_bucket, open_viewer
from tests.live import Site

pytestmark = pytest.mark.browser

LIGHT_INK, DARK_INK = [61, 67, 77, 255], [213, 218, 225, 255]
DRAWN = """([ink, plane]) => {
    const overlay = document.querySelector(`[data-testid=slice-${plane}]`).nextElementSibling;
    const { data } = overlay.getContext('2d').getImageData(0, 0, overlay.width, overlay.height);
    for (let n = 0; n < data.length; n += 4) {
        if (ink.every((part, k) => data[n + k] === part)) return true;
    }
    return false;
}"""
SCHEME = "getComputedStyle(document.documentElement).colorScheme"
CHOICES = ["system", "dark"]


@pytest.fixture(params=CHOICES)
def dark(request: pytest.FixtureRequest, page: Page, site: Site) -> Page:
    """A dark page: because the system is dark, or because the person chose the theme."""
    chosen = request.param != "system"
    page.emulate_media(color_scheme="light" if chosen else "dark")
    if chosen:
        theme = {"name": "atlasviewer_theme", "value": "%22dark%22", "url": site.url}
        page.context.add_cookies([theme])
    return page


def test_the_viewer_is_drawn_in_light_ink_on_paper_and_in_dark_after(
    dark: Page, site: Site
) -> None:
    make_viewer_bucket(site)
    open_viewer(dark, site)
    slice_canvas(dark, "coronal")
    dark.wait_for_function(DRAWN, arg=[DARK_INK, "coronal"])
    dark.emulate_media(media="print")
    dark.wait_for_function(DRAWN, arg=[LIGHT_INK, "coronal"])
    assert dark.evaluate(SCHEME) == "light"
    dark.emulate_media(media="screen")
    dark.wait_for_function(DRAWN, arg=[DARK_INK, "coronal"])


def test_what_the_printer_gets_is_drawn_anew_before(dark: Page, site: Site) -> None:
    make_viewer_bucket(site)
    open_viewer(dark, site)
    slice_canvas(dark, "coronal")
    dark.evaluate(f"""() => {{
        const drawn = {DRAWN};
        window.matchMedia('print').addEventListener('change', () => {{
            window.printed = drawn([{LIGHT_INK}, 'coronal']);
        }}, {{ once: true }});
    }}""")
    dark.pdf()
    assert dark.evaluate("window.printed") is True
    dark.wait_for_function(DRAWN, arg=[DARK_INK, "coronal"])


def test_every_page_is_light_on_paper(dark: Page, site: Site) -> None:
    dark.goto(f"{site.url}/help/")
    expect(dark.locator("body")).to_have_css("color", "rgb(236, 238, 242)")
    dark.emulate_media(media="print")
    expect(dark.locator("body")).to_have_css("color", "rgb(25, 28, 34)")
