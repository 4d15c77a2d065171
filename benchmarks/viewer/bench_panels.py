"""The panels beside the slices against their limits, in a real Chromium on this machine.

Run as ``python benchmarks/viewer/bench_panels.py``; starts its own site. Opening a panel is held
against fetching and decoding its file in the same page; without a GPU the first picture of the
3-D view is drawn by the processor, and is told apart.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.browser.viewer_page import BUCKET, make_viewer_bucket
from tests.ensure_chromium import find_chromium
from tests.live import Site

FRAME_MS = 1000 / 60
OPENING = """async ([asset, path, decode, id, ready]) => {
    const page = JSON.parse(document.getElementById('page').textContent);
    const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
    const code = await import(path);
    const fetched = [];
    for (let round = 0; round < 5; round++) {
        const started = performance.now();
        const answer = await fetch(page.assets[asset], { cache: 'reload' });
        const bytes = new Uint8Array(await answer.arrayBuffer());
        code[decode](bytes, page.atlas.assets[asset]);
        fetched.push(performance.now() - started);
    }
    const box = document.querySelector(`[data-testid=panel-toggle-${id}]`);
    const opened = [];
    for (let round = 0; round < 5; round++) {
        if (box.checked) box.click();
        const started = performance.now();
        box.click();
        while (!document.querySelector(ready)) await new Promise(requestAnimationFrame);
        opened.push(performance.now() - started);
    }
    return { fetched: median(fetched), opened: median(opened), first: opened };
}"""
RECOLOURING = """async () => {
    const code = await import('/static/js/viewer/three/region_texture.js');
    const rows = 1328;
    const look = {
        table: { rgba: new Uint32Array(2655).fill(0xff102030), pattern: new Uint8Array(2655) },
        mapping: Uint16Array.from({ length: rows }, (_, row) => row), selected: new Set(),
        hovered: 0, glass: true, fade: [255, 255, 255], hidden: new Uint8Array(rows),
    };
    const bytes = new Uint8Array(64 * 64 * 4);
    const gl = document.createElement('canvas').getContext('webgl2');
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    const times = [];
    for (let round = 0; round < 60; round++) {
        const started = performance.now();
        code.writeRegionTexture(bytes, look);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 64, 64, 0, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
        gl.finish();
        times.push(performance.now() - started);
    }
    return times.sort((a, b) => a - b)[30];
}"""
MAP_RECOLOURING = """async () => {
    const cells = [...document.querySelectorAll('[data-testid=panel-ontology] [data-lateral]')];
    const fills = () => cells.map((cell) => cell.getAttribute('fill')).join();
    const before = fills();
    document.querySelector('[data-testid=reversed]').click();
    const started = performance.now();
    while (fills() === before) await new Promise(requestAnimationFrame);
    return { milliseconds: performance.now() - started, cells: cells.length };
}"""


def open_site(page: Page, site: Site, panels: str) -> None:
    """Open the viewer on the test bucket, its tour skipped."""
    page.add_init_script("localStorage.setItem('atlasviewer.tour-seen', 'true')")
    page.goto(f"{site.url}/?buckets={BUCKET}&panels={panels}")
    page.locator("#panels canvas[data-quality='smooth']").first.wait_for()
    page.wait_for_timeout(1500)


def report_opening(page: Page, name: str, question: list[str]) -> None:
    """Print how long a panel takes to open, as a ratio to fetching and decoding its file."""
    found = page.evaluate(OPENING, question)
    ratio = found["opened"] / found["fetched"]
    print(
        f"{name}: opens in {found['opened']:.0f} ms (first time {found['first'][0]:.0f}), "
        f"fetch and decode {found['fetched']:.0f} ms, ratio {ratio:.2f} (limit 1.5)"
    )


def main() -> None:
    """Print a line per figure."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Site(Path(folder), static=True) as site,
        sync_playwright() as playwright,
    ):
        make_viewer_bucket(site)
        chromium = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox"]
        )
        page = chromium.new_page(viewport={"width": 1280, "height": 800})
        open_site(page, site, "coronal,sagittal")
        module = "/static/js/viewer/topview/projections.js"
        ready = "[data-testid=slice-top][data-quality=smooth]"
        report_opening(
            page, "surface", ["projections_top", module, "decodeProjections", "top", ready]
        )
        module = "/static/js/viewer/three/mesh_file.js"
        ready = "[data-testid=brain-3d][data-frames]"
        report_opening(page, "3-D", ["meshes_light", module, "decodeMeshes", "3d", ready])
        milliseconds = page.evaluate(RECOLOURING)
        print(f"3-D: recolour {milliseconds:.2f} ms, {milliseconds / FRAME_MS:.2f} frames")
        open_site(page, site, "coronal,ontology")
        page.locator(".ontology [data-lateral]").first.wait_for()
        found = page.evaluate(MAP_RECOLOURING)
        print(
            f"ontology: {found['cells']} cells recoloured within "
            f"{found['milliseconds']:.1f} ms, {found['milliseconds'] / FRAME_MS:.2f} frames"
        )
        chromium.close()


if __name__ == "__main__":
    main()
