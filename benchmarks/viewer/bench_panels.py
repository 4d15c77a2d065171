"""The panels beside the slices against their limits, in a real Chromium on this machine.

Run as ``python benchmarks/viewer/bench_panels.py``; starts its own site. Opening a panel is held
against fetching and decoding its file in the same kind of page, cold against cold (a new profile:
nothing cached, nothing compiled) and warm against warm (everything ran before; the file is still
fetched anew). A panel is open when the values are drawn on its canvas; in 3-D a pixel is read back
first, so that what the GPU owes is counted. Without a GPU that view is drawn by the processor: the
same triangles drawn by a bare WebGL program are the floor, which is printed beside it.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.browser.viewer_page import BUCKET, make_viewer_bucket
from tests.ensure_chromium import find_chromium
from tests.live import Site

FRAME_MS = 1000 / 60
LIMIT = 1.5
PROFILES = 5
ROUNDS = 7
INTENT_MS = 1000
PROBE = Path(__file__).with_name("panel_probe.js")


@dataclass(frozen=True)
class Subject:
    """A panel that is opened: its file, what decodes it, and what tells that it is drawn."""

    name: str
    panel: str
    asset: str
    module: str
    decode: str
    drawn: str

    def ask(self) -> dict[str, str]:
        """Return what the probe is told."""
        return dict(vars(self))


SUBJECTS = (
    Subject(
        "surface",
        "top",
        "projections_top",
        "/static/js/panels/surface/projections.js",
        "decodeProjections",
        "[data-testid=slice-top][data-quality]",
    ),
    Subject(
        "3-D",
        "3d",
        "meshes_light",
        "/static/js/panels/three/mesh_file.js",
        "decodeMeshes",
        "[data-testid=brain-3d][data-frames]",
    ),
)


class Visits:
    """Pages of new profiles on the test bucket, ready for a panel to be opened."""

    def __init__(self, chromium: Browser, site: Site) -> None:
        self.chromium = chromium
        self.site = site

    @contextmanager
    def page(self, panels: str = "coronal,sagittal") -> Iterator[Page]:
        """Yield a page with these panels drawn and at rest."""
        context = self.chromium.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.add_init_script("localStorage.setItem('atlasviewer.tour-seen', 'true')")
        page.add_init_script(path=PROBE)
        page.goto(f"{self.site.url}/?buckets={BUCKET}&panels={panels}")
        page.locator("#panels canvas[data-quality='smooth']").first.wait_for()
        page.get_by_test_id("panels-menu").wait_for()
        page.wait_for_timeout(1500)
        yield page
        context.close()

    def cold(self, measure: Callable[[Page], float]) -> float:
        """Return the median of a figure, each from a profile of its own."""
        found = []
        for _ in range(PROFILES):
            with self.page() as page:
                found.append(measure(page))
        return statistics.median(found)


def point_at(page: Page, subject: Subject) -> None:
    """Rest the pointer on the panel's toggle, as a hand does before it clicks."""
    page.get_by_test_id("panels-menu").click()
    page.get_by_test_id(f"panel-toggle-{subject.panel}").hover()
    page.wait_for_timeout(INTENT_MS)


def ask(page: Page, question: str, subject: Subject) -> Any:
    """Return what a function of the probe says of a panel."""
    return page.evaluate(f"subject => window.probe.{question}(subject)", subject.ask())


def print_ratio(words: str, opened: float, fetched: float) -> None:
    """Print a time to open beside its limit."""
    ratio = opened / fetched
    verdict = "" if ratio <= LIMIT else "  OVER THE LIMIT"
    print(f"  {words}: {opened:.0f} ms, {ratio:.2f} × {fetched:.0f} ms (limit {LIMIT}){verdict}")


def report_opening(visits: Visits, subject: Subject) -> None:
    """Print how long a panel takes to open, cold and warm."""

    def prepared(page: Page) -> float:
        point_at(page, subject)
        return float(ask(page, "open", subject))

    fetched = visits.cold(lambda page: float(ask(page, "fetchAndDecode", subject)))
    opened = visits.cold(lambda page: float(ask(page, "open", subject)))
    pointed = visits.cold(prepared)
    with visits.page() as page:
        warm = [float(ask(page, "fetchAndDecode", subject)) for _ in range(ROUNDS)]
        again = [float(ask(page, "open", subject)) for _ in range(ROUNDS + 1)][1:]
    print(f"{subject.name}: opening, against fetching and decoding its file")
    print_ratio("cold, by a click out of the blue", opened, fetched)
    print_ratio("cold, after pointing at its toggle", pointed, fetched)
    print_ratio("warm, opened again", statistics.median(again), statistics.median(warm))


def report_floor(visits: Visits) -> None:
    """Print what a bare WebGL program needs for the triangles of the 3-D view."""
    with visits.page() as page:
        found = ask(page, "floor", SUBJECTS[1])
    for words, milliseconds in found.items():
        print(f"  floor, bare WebGL without three.js: {words}: {milliseconds:.0f} ms")


def report_turning(visits: Visits) -> None:
    """Print how fast the brain turns, whole, apart and in glass; a screen shows 60 a second."""
    kinds = {"whole": "", "apart": "&explode=1", "selection in glass": "&selected=MOs:LR"}
    for words, query in kinds.items():
        with visits.page(f"3d{query}") as page:
            page.locator(SUBJECTS[1].drawn).wait_for()
            milliseconds = float(ask(page, "turning", SUBJECTS[1]))
        print(
            f"3-D: turning, {words}: {milliseconds:.0f} ms a picture, {1000 / milliseconds:.0f}/s"
        )


def report_recolouring(visits: Visits) -> None:
    """Print what a recolour costs in 3-D and on the ontology map."""
    with visits.page() as page:
        texture = page.evaluate("() => window.probe.recolourTexture()")
    print(f"3-D: recolour {texture:.2f} ms, {texture / FRAME_MS:.2f} frames")
    with visits.page("coronal,ontology") as page:
        page.locator(".ontology [data-lateral]").first.wait_for()
        found = page.evaluate("() => window.probe.recolourMap()")
    print(
        f"ontology: {found['changed']} of {found['cells']} cells change; the frame that does it, "
        f"slices and lists with it, takes {found['frame']:.1f} ms, "
        f"{found['frame'] / FRAME_MS:.2f} frames"
    )


def main() -> None:
    """Print a line per figure."""
    print(f"load average at the beginning: {os.getloadavg()[0]:.2f}")
    with (
        tempfile.TemporaryDirectory() as folder,
        Site(Path(folder), static=True) as site,
        sync_playwright() as playwright,
    ):
        make_viewer_bucket(site)
        chromium = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox"]
        )
        visits = Visits(chromium, site)
        for subject in SUBJECTS:
            report_opening(visits, subject)
        report_floor(visits)
        report_turning(visits)
        report_recolouring(visits)
        chromium.close()
    print(f"load average at the end: {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()
