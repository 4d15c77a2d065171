"""The tree editor as a person uses it, by mouse and keyboard; the SDK as it reads the outcome."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, FloatRect, Locator, Page, expect

from tests.browser.live_buckets import TOKEN
from tests.live import Site, clean_environment
from tests.waiting import MILLISECONDS, wait_until

READ_TREE = """
import json, sys
from iblbrainviewer import api
api.FEATURES_BASE_URL, api.FEATURES_API_BASE_URL = sys.argv[1], sys.argv[1] + 'api/'
up = api.FeatureUploader(sys.argv[2], token=sys.argv[3])
print(json.dumps(up.get_bucket_metadata()['metadata']['tree']))
"""
TREE: dict[str, Any] = {
    "Spike": {"rate": "spike_rate", "width": "spike_width"},
    "LFP": {"phase": "lfp_phase"},
    "theta": "theta",
}


def read_tree_by_sdk(site: Site, home: Path, bucket: str, token: str = TOKEN) -> list[Any]:
    """Return the tree that the SDK's ``get_bucket_metadata()`` gives, as nested lists of pairs."""
    home.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", READ_TREE, f"{site.url}/", bucket, token],
        env=clean_environment() | {"HOME": str(home), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1], object_pairs_hook=as_lists)


def as_lists(pairs: list[tuple[str, Any]]) -> list[list[Any]]:
    return [list(pair) for pair in pairs]


def new_profile(browser: Browser) -> BrowserContext:
    """Another browser profile, without the cookies of the first."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(MILLISECONDS)
    return context


def unlock(page: Page, site: Site, bucket: str, token: str = TOKEN) -> None:
    page.goto(f"{site.url}/buckets/")
    page.get_by_label("Name", exact=False).fill(bucket)
    page.get_by_label("Token", exact=False).fill(token)
    page.get_by_role("button", name="Unlock", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(bucket)


def open_tree(page: Page, site: Site, bucket: str) -> None:
    page.goto(f"{site.url}/buckets/{bucket}/tree/")
    expect(page.get_by_test_id("tree")).to_be_visible()


def row(page: Page, label: str) -> Locator:
    """The row of the entry with this label."""
    exact = page.locator(".label").get_by_text(label, exact=True)
    return page.get_by_test_id("tree").locator(".row").filter(has=exact)


def shelved(page: Page, fname: str) -> Locator:
    return page.get_by_test_id("hidden").locator(f"[data-fname='{fname}']")


def box_of(locator: Locator) -> FloatRect:
    """Return where an element is; wait for one that is being redrawn."""
    boxes: list[FloatRect] = []

    def find() -> bool:
        box = locator.bounding_box()
        boxes.extend([] if box is None else [box])
        return bool(boxes)

    wait_until(find)
    return boxes[0]


def drag(page: Page, source: Locator, target: Locator, *, down: float) -> None:
    """Drag one row to another; `down` is where on it, 0 its top and 1 its bottom."""
    hold(page, source, target, down=down)
    page.mouse.up()
    expect(page.locator("body.dragging")).to_have_count(0)


def hold(page: Page, source: Locator, target: Locator, *, down: float) -> None:
    """Hold one row over another without letting it go."""
    start, end = box_of(source), box_of(target)
    page.mouse.move(start["x"] + 30, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 36, start["y"] + start["height"] / 2 + 8, steps=4)
    page.mouse.move(end["x"] + 60, end["y"] + end["height"] * down, steps=8)


def expect_preview(page: Page, lines: list[str]) -> None:
    """Wait until the editor says that the viewer will show exactly these lines."""
    shown = page.get_by_test_id("preview").locator("summary, .leaf")
    expect(shown).to_have_text(lines)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#status")).to_have_text("Saved.")


def shape(page: Page) -> list[str]:
    """The whole tree, as “level label”."""
    items = page.get_by_test_id("tree").get_by_role("treeitem")
    return items.evaluate_all(
        "all => all.map(e => `${e.ariaLevel} ${e.querySelector('.label').textContent}`)"
    )


def expect_shape(page: Page, *lines: str) -> None:
    """Wait for these labels and levels: rows move while they are dragged, levels change after."""
    levels, labels = zip(*(line.split(" ", 1) for line in lines), strict=True)
    tree = page.get_by_test_id("tree")
    expect(tree.locator(".label")).to_have_text(list(labels))
    for item, level in zip(tree.get_by_role("treeitem").all(), levels, strict=True):
        expect(item).to_have_attribute("aria-level", level)
    assert shape(page) == list(lines)


def do(page: Page, name: str) -> None:
    page.get_by_role("group", name="Edit the tree").get_by_role(
        "button", name=name, exact=True
    ).click()


def choose(page: Page, label: str) -> None:
    row(page, label).locator(".label").click()


def rename(page: Page, label: str, new: str) -> None:
    row(page, label).locator(".label").dblclick()
    page.keyboard.type(new)
    page.keyboard.press("Enter")
