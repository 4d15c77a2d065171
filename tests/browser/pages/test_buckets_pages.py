"""The pages of buckets in a browser: accessible, sharing, embedding, versions, Python lines."""

import os
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import live_buckets
from tests.browser import tree_page as editor
from tests.browser.upload_page import find_violations
from tests.live import GLOBAL_KEY, Site, clean_environment

pytestmark = pytest.mark.browser

NAME = "pages"
SCHEMES = ("light", "dark")
WIDTHS = (390, 768, 1280, 1920)
FEATURE = "spike rate"


@pytest.fixture(scope="module")
def bucket(site: Site) -> str:
    tree = {"Spike": {"rate": FEATURE}, "later": "not_there"}
    live_buckets.make_bucket(site, NAME, tree=tree, short_desc="Shown", long_desc="Two\n\nparts")
    for fname in (FEATURE, "hidden", "deleted"):
        live_buckets.add_feature(site, NAME, fname, live_buckets.region_data({15: 1.0}))
    for value in (2.0, 3.0):
        data = {"feature_data": live_buckets.region_data({15: value})}
        live_buckets.write(site, "PATCH", f"buckets/{NAME}/{FEATURE}", data)
    live_buckets.write(site, "DELETE", f"buckets/{NAME}/deleted")
    return NAME


@pytest.fixture
def owner(page: Page, site: Site, bucket: str) -> Page:
    """A page that has unlocked the bucket."""
    editor.unlock(page, site, bucket)
    return page


PAGES = [
    "/buckets/",
    "/create/",
    "/connect/",
    f"/buckets/{NAME}/",
    f"/buckets/{NAME}/edit/",
    f"/buckets/{NAME}/tree/",
    f"/buckets/{NAME}/features/spike%20rate/?from=1&to=3",
]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation(owner: Page, site: Site, path: str) -> None:
    found = {}
    for scheme in SCHEMES:
        owner.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        owner.goto(f"{site.url}{path}")
        found[scheme] = find_violations(owner)
    assert found == dict.fromkeys(SCHEMES, [])


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_its_screen(owner: Page, site: Site, path: str) -> None:
    wide = {}
    for width in WIDTHS:
        owner.set_viewport_size({"width": width, "height": 844})
        owner.goto(f"{site.url}{path}")
        wide[width] = owner.evaluate("document.documentElement.scrollWidth")
    assert wide == {width: width for width in WIDTHS}


def test_the_link_and_the_lines_are_copied(page: Page, site: Site, bucket: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site.url}/buckets/{bucket}/")
    page.get_by_role("button", name="Copy: link to the viewer").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{site.url}/?buckets={bucket}&bucket={bucket}"
    page.get_by_text("QR code").click()
    code = page.get_by_alt_text("QR code of the link")
    expect(code).to_be_visible()
    assert code.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")


def test_the_button_that_deletes_waits_for_the_name(page: Page, site: Site, bucket: str) -> None:
    editor.unlock(page, site, bucket)
    page.goto(f"{site.url}/buckets/{bucket}/edit/")
    part = page.get_by_role("region", name="Delete the bucket")
    button = part.get_by_role("button", name="Delete the bucket")
    expect(button).to_be_disabled()
    part.get_by_label(f"Type {bucket} to confirm", exact=False).fill("page")
    expect(button).to_be_disabled()
    part.get_by_label(f"Type {bucket} to confirm", exact=False).fill(bucket)
    expect(button).to_be_enabled()


def test_a_link_to_exactly_one_version_shows_it_in_the_viewer(
    page: Page, site: Site, bucket: str
) -> None:
    page.goto(f"{site.url}/buckets/{bucket}/features/spike%20rate/")
    address = page.get_by_role("textbox", name="Link to version 1").input_value()
    with page.expect_request(lambda request: "version=1" in request.url and "/api/" in request.url):
        page.goto(address)
    expect(page.get_by_test_id("bar-list").locator("[data-region]").first).to_contain_text("1")
    expect(page.get_by_test_id("status")).to_contain_text("This is version 1 of “spike rate”")
    page.get_by_test_id("feature-tree").get_by_text("rate", exact=True).click()
    expect(page.get_by_test_id("bar-list").locator("[data-region]").first).to_contain_text("3")
    assert "version=" not in page.url


def test_a_version_that_is_not_kept_says_so_in_the_viewer(
    page: Page, site: Site, bucket: str
) -> None:
    page.goto(f"{site.url}/?buckets={bucket}&bucket={bucket}&feature=spike%20rate&version=99")
    expect(page.get_by_test_id("status")).to_contain_text("has no version 99 yet")


def test_the_embedded_viewer_shows_in_a_frame_without_columns_and_other_pages_do_not(
    browser: Browser, site: Site, bucket: str, tmp_path: Path
) -> None:
    frames = "".join(
        f'<iframe id="{name}" width="900" height="600" src="{site.url}{path}"></iframe>'
        for name, path in (
            ("viewer", f"/?buckets={bucket}&bucket={bucket}&embed=1"),
            ("bucket", f"/buckets/{bucket}/"),
        )
    )
    (tmp_path / "index.html").write_text(f"<!doctype html>{frames}")
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as elsewhere:
        Thread(target=elsewhere.serve_forever, daemon=True).start()
        page = browser.new_page()  # It reports the frame that is refused.
        page.goto(f"http://127.0.0.1:{elsewhere.server_port}/")
        expect_viewer_only(page, bucket)
        page.close()
        elsewhere.shutdown()


def expect_viewer_only(page: Page, bucket: str) -> None:
    inside = page.frame_locator("#viewer")
    expect(inside.get_by_test_id("slice-coronal")).to_be_visible()
    expect(inside.get_by_test_id("feature-tree")).to_be_hidden()
    expect(inside.get_by_test_id("bar-list")).to_be_hidden()
    expect(inside.get_by_test_id("colorbar")).to_be_visible()
    caption = inside.get_by_test_id("stage-title")
    expect(caption.locator("strong")).to_have_text("rate")  # Its label in the tree.
    expect(caption.locator("strong")).to_have_attribute("title", "Name: spike rate")
    expect(caption).to_contain_text(f"from {bucket}")
    link = caption.get_by_role("link", name="Open in the viewer").get_attribute("href")
    assert link is not None
    assert "embed" not in link
    assert f"bucket={bucket}" in link
    expect(inside.locator(".masthead")).to_be_hidden()
    expect(page.frame_locator("#bucket").get_by_role("heading", name=bucket)).to_have_count(0)


def test_the_lines_of_the_connect_page_make_the_tutorial_run_here(
    page: Page, site: Site, tmp_path: Path
) -> None:
    page.goto(f"{site.url}/connect/")
    lines = [page.locator(f"#{name}").inner_text() for name in ("connect-lines", "first-lines")]
    done = run(tmp_path, "\n".join(lines), typed=f"{GLOBAL_KEY}\n")
    assert done.stdout.splitlines()[-1].endswith("/?buckets=my_bucket&bucket=my_bucket")
    page.goto(done.stdout.splitlines()[-1])
    expect(page.get_by_test_id("feature-tree")).to_contain_text("spike_rate")


def test_the_lines_of_a_bucket_read_and_write_it(
    page: Page, site: Site, bucket: str, tmp_path: Path
) -> None:
    page.goto(f"{site.url}/buckets/{bucket}/")
    assert (
        "['spike rate', 'hidden']" in run(tmp_path, page.locator("#read-lines").inner_text()).stdout
    )
    lines = page.locator("#write-lines").inner_text()
    done = run(tmp_path, lines.replace("PASTE THE TOKEN OF THE BUCKET HERE", live_buckets.TOKEN))
    assert done.stdout.splitlines()[-1] == f"{site.url}/?buckets={bucket}&bucket={bucket}"
    page.reload()
    expect(page.get_by_role("link", name="my_feature")).to_be_visible()
    live_buckets.write(site, "DELETE", f"buckets/{bucket}/my_feature")


def run(home: Path, lines: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run lines of Python as a person with an empty home does."""
    done = subprocess.run(
        [sys.executable, "-c", lines],
        env=clean_environment() | {"HOME": str(home), "PATH": os.environ["PATH"]},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done
