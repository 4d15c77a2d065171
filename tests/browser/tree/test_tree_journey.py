"""Create, unlock elsewhere, rename, regroup, exclude: the viewer and the SDK show exactly that."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import tree_page as editor
from tests.browser.live_buckets import region_data, write
from tests.live import GLOBAL_KEY, Site
from tests.with_postgres import postgres

pytestmark = pytest.mark.browser

WANTED = [
    ["Spikes", [["mean spike rate (Hz)", "spike_rate"], ["10", "spike_width"]]],
    ["9", "spike_amplitude"],
]
SHOWN = ["Spikes", "mean spike rate (Hz)", "10", "9", "Not in the tree (1)"]
PREVIEWED = [*SHOWN, "lfp_phase"]
"""The preview also contains what its closed folder hides."""
FEATURES = ("spike_rate", "spike_amplitude", "lfp_phase", "spike_width")


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def database_site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A live site on each of the two databases."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        with Site(folder, static=True) as site:
            yield site
        return
    with (
        postgres() as url,
        Site(folder, environment={"ATLASVIEWER_DATABASE_URL": url}, static=True) as site,
    ):
        yield site


def create(page: Page, site: Site, name: str) -> str:
    """Create a bucket as a person does; return the token that is shown once."""
    page.goto(f"{site.url}/create/")
    page.get_by_label("Name", exact=False).fill("my bucket")
    expect(page.get_by_test_id("name-check")).to_contain_text("character 3 is space")
    page.get_by_label("Name", exact=False).fill(name)
    expect(page.get_by_test_id("name-check")).to_have_text(f"“{name}” is available.")
    page.get_by_label("Short description", exact=False).fill("Made in the browser")
    page.get_by_label("Global key", exact=False).fill(GLOBAL_KEY)
    page.get_by_role("button", name="Create the bucket").click()
    token = page.get_by_label(f"Token of {name}").input_value()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == f"{name}-token.txt"
    assert Path(download.value.path()).read_text() == f"{token}\n"
    assert token not in page.url
    return token


def fill(site: Site, name: str, token: str) -> None:
    tree = {"Spike": {"rate": "spike_rate", "phase": "lfp_phase"}, "9": "spike_amplitude"}
    for number, fname in enumerate(FEATURES):
        data = {"fname": fname, "feature_data": region_data({15: number, 1342: 1.5})}
        write(site, "POST", f"buckets/{name}", data, key=token)
    write(site, "PATCH", f"buckets/{name}", {"metadata": {"tree": tree}}, key=token)


def assert_shown_everywhere(page: Page, site: Site, tmp_path: Path, name: str, token: str) -> None:
    """The viewer after a refresh, and the SDK, show the wanted tree in its order."""
    page.get_by_test_id("bucket-refresh").click()
    tree = page.get_by_test_id("feature-tree")
    expect(tree).to_contain_text("mean spike rate (Hz)")
    expect(tree).to_contain_text("Not in the tree (1)")
    lines = [line.strip() for line in tree.inner_text().splitlines() if line.strip()]
    assert lines == SHOWN
    assert editor.read_tree_by_sdk(site, tmp_path / "home", name, token) == WANTED


def test_by_mouse(page: Page, browser: Browser, database_site: Site, tmp_path: Path) -> None:
    site, name = database_site, "by_mouse"
    token = create(page, site, name)
    fill(site, name, token)
    page.goto(f"{site.url}/?buckets={name}&bucket={name}")
    expect(page.get_by_test_id("feature-tree")).to_contain_text("phase")

    elsewhere = editor.new_profile(browser)
    other = elsewhere.new_page()
    other.goto(f"{site.url}/buckets/{name}/")
    expect(other.get_by_role("link", name="Edit the tree")).to_have_count(0)
    editor.unlock(other, site, name, token)
    other.get_by_role("link", name="Edit the tree").click()
    editor.row(other, "Spike").get_by_text("Spike").dblclick()
    other.keyboard.type("Spikes")
    other.keyboard.press("Enter")
    editor.row(other, "rate").get_by_text("rate", exact=True).dblclick()
    other.keyboard.type("mean spike rate (Hz)")
    other.keyboard.press("Enter")
    editor.drag(other, editor.shelved(other, "spike_width"), editor.row(other, "phase"), down=0.9)
    editor.drag(other, editor.row(other, "phase"), other.get_by_test_id("hidden"), down=0.5)
    expect(editor.shelved(other, "lfp_phase")).to_be_visible()
    editor.row(other, "spike_width").get_by_text("spike_width").dblclick()
    other.keyboard.type("10")
    other.keyboard.press("Enter")
    editor.expect_preview(other, PREVIEWED)
    expect(other.locator("#unsaved")).to_have_text("Unsaved changes")
    editor.save(other)
    elsewhere.close()
    assert_shown_everywhere(page, site, tmp_path, name, token)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, name: str) -> None:
    """Walk with Tab until what has the focus has this accessible name or text."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "() => { const e = document.activeElement; return e.getAttribute('aria-label')"
            " ?? (e.labels?.[0]?.textContent ?? e.textContent).trim(); }"
        )
        if focused.startswith(name):
            return
    raise AssertionError(f"Tab does not reach “{name}”.")


def test_by_keyboard_only(
    page: Page, browser: Browser, database_site: Site, tmp_path: Path
) -> None:
    site, name = database_site, "by_keyboard"
    page.goto(f"{site.url}/create/")
    tab_to(page, "Name")
    page.keyboard.type(name)
    tab_to(page, "Global key")
    page.keyboard.type(GLOBAL_KEY)
    page.keyboard.press("Enter")
    token = page.get_by_label(f"Token of {name}").input_value()
    fill(site, name, token)
    page.goto(f"{site.url}/?buckets={name}&bucket={name}")
    expect(page.get_by_test_id("feature-tree")).to_contain_text("phase")

    elsewhere = editor.new_profile(browser)
    other = elsewhere.new_page()
    other.goto(f"{site.url}/buckets/{name}/")
    tab_to(other, "Token")
    other.keyboard.type(token)
    other.keyboard.press("Enter")
    expect(other.get_by_role("link", name="Edit the tree")).to_be_visible()
    tab_to(other, "Edit the tree")
    other.keyboard.press("Enter")
    expect(other.get_by_test_id("tree")).to_be_visible()
    tab_to(other, "Spike")
    press(other, "Enter")
    other.keyboard.type("Spikes")
    press(other, "Enter", "ArrowDown", "F2")
    other.keyboard.type("mean spike rate (Hz)")
    press(other, "Enter", "ArrowDown", "Delete")
    expect(editor.shelved(other, "lfp_phase")).to_be_visible()
    tab_to(other, "Display lfp_phase")
    press(other, "ArrowDown", "Enter")
    expect(editor.row(other, "spike_width")).to_be_visible()
    press(other, "Shift+Tab")
    expect(other.get_by_role("treeitem", name="spike_width")).to_be_focused()
    press(other, "Enter")
    other.keyboard.type("10")
    press(other, "Enter", "Alt+ArrowDown", "Alt+ArrowDown")  # Out of the folder, and to the end.
    editor.expect_preview(other, ["Spikes", "mean spike rate (Hz)", "9", "10", *PREVIEWED[-2:]])
    press(other, "Alt+ArrowUp", "Alt+ArrowRight")  # Before “9”, and back into the folder.
    editor.expect_preview(other, PREVIEWED)
    press(other, "Control+s")
    expect(other.locator("#status")).to_have_text("Saved.")
    elsewhere.close()
    assert_shown_everywhere(page, site, tmp_path, name, token)


def test_a_feature_added_by_the_api_beside_is_offered(page: Page, database_site: Site) -> None:
    site, name = database_site, "offered"
    token = create(page, site, name)
    fill(site, name, token)
    editor.open_tree(page, site, name)
    assert page.get_by_test_id("hidden").inner_text().split() == ["spike_width", "+"]
