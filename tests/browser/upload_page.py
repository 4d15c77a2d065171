"""The upload's page as a person uses it, and sheets like those that people have."""

import io
from typing import Any

import openpyxl
from playwright.sync_api import Locator, Page, expect

from tests.live import BASE_DIR, GLOBAL_KEY, Site

AXE = BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARKUP = "<img src=x onerror=document.title='bad'>"
MESSY = [
    ["Supplementary Table 1. Firing rates in 12 mice"],
    [],
    ["Region", "Firing rate (Hz)", "Latency (ms)", "comment"],
    ["MOs5", 3.4, 12.0, "ok"],
    ["mop1", 1.2, 15.2, None],
    ["visp", 1.5, "N/A", None],
    ["AAA", 0.0, 11, None],
    ["SSp-bdf5", 0.7, 9.9, None],
    ["CA1", 2.2, "about 9", None],
    [MARKUP, 5, 5, MARKUP],
]


def make_xlsx(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class UploadPage:
    """The page in a real browser."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site

    def open(self) -> None:
        self.page.goto(f"{self.site.url}/upload/")
        expect(self.page.get_by_role("heading", name="Choose a table")).to_be_visible()

    def choose(self, content: bytes, name: str = "table.xlsx") -> None:
        """Choose a file, and wait until it is understood."""
        file = {"name": name, "mimeType": XLSX, "buffer": content}
        self.page.get_by_test_id("file-input").set_input_files([file])
        self.expect_step("columns", "What was understood")

    def paste(self, text: str) -> None:
        self.page.get_by_test_id("paste").fill(text)
        self.page.get_by_role("button", name="Read pasted cells").click()
        self.expect_step("columns", "What was understood")

    def step(self, name: str) -> Locator:
        return self.page.get_by_test_id(f"step-{name}")

    def go(self, name: str) -> None:
        self.step(name).click()
        expect(self.step(name)).to_have_attribute("aria-current", "step")

    def expect_step(self, name: str, title: str) -> None:
        """Expect a step to be shown, marked, and its title to have the focus."""
        expect(self.step(name)).to_have_attribute("aria-current", "step")
        expect(self.page.get_by_role("heading", name=title)).to_be_focused()

    def entry(self, value: str) -> Locator:
        """Return the problem whose cell holds `value`."""
        return self.page.locator(f"[data-testid=entry][data-value={as_css(value)}]")

    def expect_left(self, text: str) -> None:
        expect(self.page.get_by_test_id("summary")).to_contain_text(text)

    def choose_side(self, side: str) -> None:
        self.page.get_by_test_id("hemisphere").get_by_label(side).check()

    def fill_new_bucket(self, name: str) -> None:
        self.page.get_by_label("A new bucket").check()
        self.page.get_by_test_id("new-bucket-name").fill(name)
        self.page.get_by_test_id("global-key").fill(GLOBAL_KEY)
        expect(self.page.get_by_test_id("bucket-status")).to_contain_text("is available")

    def publish(self) -> Locator:
        """Publish, and return what is then reported."""
        self.page.get_by_test_id("publish").click()
        done = self.page.get_by_test_id("done")
        expect(done).to_be_visible()
        return done


def as_css(text: str) -> str:
    """Return text as a string for a selector."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def find_violations(page: Page) -> list[str]:
    """Return what axe-core finds on the page as it is, each with its places."""
    if not page.evaluate("typeof window.axe === 'object'"):
        # Through the debugger, because the page's own policy rightly refuses it.
        page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {', '.join(node['target'][0] for node in one['nodes'][:4])}"
        for one in found["violations"]
    ]
