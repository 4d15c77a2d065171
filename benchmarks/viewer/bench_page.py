"""How fast the viewer's page is, in a real Chromium, each figure beside its limit.

Run: ``python benchmarks/viewer/bench_page.py``. Needs a built atlas and Chromium; starts a site.
A ratio above 1 is a goal that is missed; the command then returns 1.
"""

import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import requests
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from atlasviewer.atlas.regions import SIDE_ROWS
from tests.ensure_chromium import find_chromium
from tests.live import GLOBAL_KEY, Site

TOKEN = "1c1f2e0e-49a8-4c55-8d0f-0b6c9f9a7a10"
BUCKET = "bench"
FEATURES = 6
REPEATS = 7
TICKS = 40
FRAME_MS = 1000 / 60
REFINED_MS = 100
FIRST_BRAIN_FACTOR = 1.5
FIRST_BYTES = 3_000_000
SCRIPT_BYTES = 150_000
SWITCH_FRAMES = 2
PANEL = (560, 400)
"""Css pixels of a slice, at which a tick of its slider is timed."""
SWITCHES = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
PROBE = Path(__file__).with_name("page_probe.js")
FETCH_BOTH = """async ([labels, feature]) => {
    const started = performance.now();
    await Promise.all([
        fetch(labels).then((answer) => answer.arrayBuffer()),
        fetch(feature).then((answer) => answer.json()),
    ]);
    return performance.now() - started;
}"""
ARRIVED = """() => {
    const page = performance.getEntriesByType('navigation');
    const files = performance.getEntriesByType('resource')
        .filter(({ responseEnd }) => responseEnd <= window.probe.firstBrain);
    const sum = (entries, key) => entries.reduce((total, entry) => total + entry[key], 0);
    const scripts = files.filter(({ name }) => name.endsWith('.js'));
    return {
        all: sum([...page, ...files], 'transferSize'), files: files.length,
        scripts: sum(scripts, 'encodedBodySize'),
    };
}"""
MEASURE_TICK = """async (index) => {
    const slider = document.querySelector('[data-testid=slider-coronal]');
    const canvas = document.querySelector('[data-testid=slice-coronal]');
    const cost = await window.probe.measure(() => {
        slider.value = String(index);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
    });
    const started = performance.now();
    while (canvas.dataset.quality !== 'smooth' && performance.now() - started < 1000) {
        await new Promise(requestAnimationFrame);
    }
    return { ...cost, refined: performance.now() - started };
}"""
MEASURE_CLICK = """async (selector) =>
    window.probe.measure(() => document.querySelector(selector).click())"""


@dataclass(frozen=True)
class Figure:
    """One line of the report."""

    name: str
    measured: float
    limit: float
    unit: str

    @property
    def ratio(self) -> float:
        return self.measured / self.limit if self.limit else float(self.measured > 0)

    def __str__(self) -> str:
        return (
            f"{self.name:<58} {self.measured:>11,.1f} {self.limit:>11,.1f} {self.unit:<6} "
            f"{self.ratio:>6.2f}{'' if self.ratio <= 1 else '  MISSED'}"
        )


def fill(site: Site) -> None:
    """Make a bucket of features with a value for every region and side, in all mappings."""
    key = {"Authorization": f"Bearer {GLOBAL_KEY}"}
    made = {"uuid": BUCKET, "metadata": {"token": TOKEN}}
    requests.post(f"{site.api}buckets", json=made, headers=key, timeout=60).raise_for_status()
    rng = np.random.default_rng(1)
    for n in range(FEATURES):
        values = rng.lognormal(size=2 * SIDE_ROWS)
        data = {str(row + 1): {"mean": value} for row, value in enumerate(values.tolist())}
        mappings = {name: {"data": data} for name in ("allen", "beryl", "cosmos")}
        content = {"fname": f"f{n}", "unit": "Hz", "feature_data": {"mappings": mappings}}
        key = {"Authorization": f"Bearer {TOKEN}"}
        answer = requests.post(f"{site.api}buckets/{BUCKET}", json=content, headers=key, timeout=60)
        answer.raise_for_status()


def open_context(browser: Browser, width: int = 1280, height: int = 800) -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_init_script(path=PROBE)
    return context


def address_of(site: Site, query: str = "") -> str:
    return f"{site.url}/?bucket={BUCKET}&feature=f0&mapping=allen{query}"


def first_brain(page: Page) -> float:
    """Return the milliseconds from navigation to the first brain in its values' colours.

    The page is left alone meanwhile: asking it would run a program of the driver's in it.
    """
    for _ in range(40):
        page.wait_for_timeout(1500)
        found = page.evaluate("() => window.probe.firstBrain")
        if found is not None:
            return float(found)
    raise SystemExit("No brain has been drawn for a minute.")


def label_url(page: Page) -> str:
    return page.evaluate(
        "() => JSON.parse(document.getElementById('page').textContent).assets.labels"
    )


def bench_first_brain(browser: Browser, site: Site) -> list[Figure]:
    """Time a first visit against fetching and inflating the same two files, turn about."""
    visits, fetches = [], []
    for _ in range(REPEATS):
        context = open_context(browser)
        page = context.new_page()
        page.goto(address_of(site))
        visits.append(first_brain(page))
        labels = label_url(page)
        context.close()
        context = open_context(browser)
        page = context.new_page()
        page.goto(f"{site.api}health")
        feature = f"/api/buckets/{BUCKET}/f0"
        fetches.append(page.evaluate(FETCH_BOTH, [labels, feature]))
        context.close()
    limit = FIRST_BRAIN_FACTOR * statistics.median(fetches)
    return [Figure("first brain: 1.5 × (fetch + inflate)", statistics.median(visits), limit, "ms")]


class Traffic:
    """What travels for a page: bytes on the wire by address."""

    def __init__(self, page: Page) -> None:
        self.urls: dict[str, str] = {}
        self.bytes: dict[str, float] = {}
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.on("Network.responseReceived", self._note)
        self.session.on("Network.loadingFinished", self._count)

    def _note(self, event: dict[str, Any]) -> None:
        self.urls[event["requestId"]] = event["response"]["url"]

    def _count(self, event: dict[str, Any]) -> None:
        self.bytes[event["requestId"]] = event["encodedDataLength"]

    def total(self, *, part: str = "") -> float:
        """Return the bytes of everything whose address holds `part`."""
        return sum(
            size
            for request, size in self.bytes.items()
            if request in self.urls and part in self.urls[request]
        )


def bench_traffic(browser: Browser, site: Site) -> list[Figure]:
    context = open_context(browser)
    page = context.new_page()
    page.goto(address_of(site))
    first_brain(page)
    arrived = page.evaluate(ARRIVED)
    page.wait_for_timeout(1500)  # Until what is shown later has come, too.
    page.close()
    page = context.new_page()
    again = Traffic(page)
    page.goto(address_of(site))
    first_brain(page)
    page.wait_for_timeout(500)
    geometry = again.total(part="/atlas/")
    context.close()
    return [
        Figure("bytes until the first brain", arrived["all"] / 1e3, FIRST_BYTES / 1e3, "kB"),
        Figure(
            "JavaScript until the first brain", arrived["scripts"] / 1e3, SCRIPT_BYTES / 1e3, "kB"
        ),
        Figure("geometry of a second visit", geometry / 1e3, 0, "kB"),
    ]


def open_panel_of(browser: Browser, site: Site, size: tuple[int, int]) -> Page:
    """Open the page in a window in which one slice, maximised, has a size in css pixels."""
    width, height = 1280, 800
    for _ in range(3):
        page = open_context(browser, width, height).new_page()
        page.goto(address_of(site, "&panels=coronal"))
        first_brain(page)
        page.wait_for_timeout(800)
        canvas = page.get_by_test_id("slice-coronal")
        found = canvas.evaluate("(canvas) => [canvas.clientWidth, canvas.clientHeight]")
        if found == list(size):
            return page
        page.context.close()
        width, height = width + size[0] - found[0], height + size[1] - found[1]
    raise SystemExit(f"No window gives a slice of {size} css pixels, but of {found}.")


def bench_ticks(browser: Browser, site: Site) -> list[Figure]:
    page = open_panel_of(browser, site, PANEL)
    moved = [page.evaluate(MEASURE_TICK, 150 + 5 * n) for n in range(TICKS)]
    page.context.close()
    costs = sorted(tick["milliseconds"] for tick in moved)
    refined = sorted(tick["refined"] for tick in moved)
    name = f"slider tick at {PANEL[0]} × {PANEL[1]}"
    return [
        Figure(f"{name}, median", costs[TICKS // 2], FRAME_MS, "ms"),
        Figure(f"{name}, slowest but one in twenty", costs[TICKS * 19 // 20], FRAME_MS, "ms"),
        Figure("refined after a tick, median", refined[TICKS // 2], REFINED_MS, "ms"),
    ]


def wait_for_features(page: Page, asked: list[str]) -> None:
    """Wait until all features have been fetched ahead, and the page has nothing more to do."""
    for _ in range(100):
        if len({url for url in asked if f"/{BUCKET}/f" in url}) == FEATURES:
            break
        page.wait_for_timeout(200)
    page.wait_for_timeout(1500)


def bench_recolour(browser: Browser, site: Site) -> list[Figure]:
    context = open_context(browser)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address_of(site))
    first_brain(page)
    wait_for_features(page, asked)
    turns = [page.evaluate(MEASURE_CLICK, "[data-testid=reversed]") for _ in range(TICKS)]
    asked.clear()
    fnames = [f"f{n % FEATURES}" for n in range(1, TICKS + 1)]
    switches = [page.evaluate(MEASURE_CLICK, f"[data-fname={fname}]") for fname in fnames]
    context.close()
    cost = statistics.median(turn["milliseconds"] for turn in turns)
    switch = statistics.median(one["milliseconds"] for one in switches)
    return [
        Figure("recolour of all slices, median", cost, FRAME_MS, "ms"),
        Figure("prefetched switch, requests", sum("/api/" in url for url in asked), 0, ""),
        Figure("prefetched switch, most frames", max(o["frames"] for o in switches), 2, "frames"),
        Figure("prefetched switch, median", switch, SWITCH_FRAMES * FRAME_MS, "ms"),
    ]


def main() -> int:
    """Print the table; return 1 when a goal is missed."""
    with tempfile.TemporaryDirectory() as folder, Site(Path(folder), static=True) as site:
        fill(site)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
            figures = [
                *bench_first_brain(browser, site),
                *bench_traffic(browser, site),
                *bench_ticks(browser, site),
                *bench_recolour(browser, site),
            ]
            version = browser.version
            browser.close()
    print(f"Chromium {version}\n{'':<58} {'measured':>11} {'limit':>11} {'':<6} {'ratio':>6}")
    print("\n".join(map(str, figures)))
    return int(any(figure.ratio > 1 for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
