"""How long a coronal figure takes on one core once its slice is traced, and how large it is.

Run: ``python benchmarks/bench_figures.py``. Needs the built atlas, no server and no network.
Processor time is measured: other programs on the machine do not count.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atlasviewer.settings")

from atlasviewer.atlas.regions import SIDE_ROWS
from atlasviewer.build.assets import atlas_manifest
from atlasviewer.settings import ATLASVIEWER
from features.figures.compose import Drawn, Source, compose
from features.figures.formats.pdf import write_pdf, write_png
from features.figures.formats.svg import write_svg
from features.figures.options import read_options
from features.figures.shown import read_shown
from features.figures.slices import nearest_slice, trace_slice

REPEATS = 3
LIMIT = 0.3
"""Seconds of one core that a coronal SVG may take warm."""
LARGEST = 300_000


def median_time(action: Callable[[], object]) -> float:
    """Return the median processor time of an action, in seconds."""
    durations = []
    for _ in range(REPEATS):
        started = time.process_time()
        action()
        durations.append(time.process_time() - started)
    return statistics.median(durations)


def main() -> int:
    """Print the table; return 1 when a limit is exceeded."""
    assets = (atlas_manifest() or {})["assets"]
    slices = ATLASVIEWER.atlas_dir / assets["slices"]["file"]
    colormaps = ATLASVIEWER.atlas_dir / assets["colormaps"]["file"]
    rng = np.random.default_rng(0)
    rows = [*range(2, SIDE_ROWS + 1), *range(SIDE_ROWS + 2, 2 * SIDE_ROWS + 1)]
    data = {str(row): {"mean": float(rng.normal())} for row in rows if rng.random() < 0.9}
    mappings = {name: {"data": data} for name in ("allen", "beryl", "cosmos")}
    content = {"feature_data": {"mappings": mappings}, "unit": "sp/s"}
    print(
        f"{'mapping':>8} {'trace':>9} {'SVG':>9} {'limit/SVG':>10} {'PDF':>9} {'PNG':>9} {'kB':>6}"
    )
    good = True
    for mapping in mappings:
        options = read_options({"mapping": mapping, "labels": "1"})

        def trace(mapping: str = mapping) -> object:
            trace_slice.cache_clear()
            return trace_slice(slices, "coronal", nearest_slice("coronal", -1200), mapping)

        def scene(options=options, mapping: str = mapping):
            shown = read_shown(content, options, colormaps)
            traced = trace_slice(slices, "coronal", nearest_slice("coronal", -1200), mapping)
            return compose(
                [Drawn(traced, shown)], shown, options, Source("rate", "Values: made up.")
            )

        drawn = scene()
        traced = median_time(trace)
        svg = median_time(lambda scene=scene: write_svg(scene()))
        pdf = median_time(lambda scene=scene: write_pdf(scene()))
        png = median_time(lambda drawn=drawn: write_png(drawn, 300))
        size = len(write_svg(drawn))
        good = good and svg <= LIMIT and size <= LARGEST
        print(
            f"{mapping:>8} {traced:>7.3f} s {svg:>7.3f} s {LIMIT / svg:>9.1f}× {pdf:>7.3f} s "
            f"{png:>7.3f} s {size / 1000:>6.0f}"
        )
    print(f"SVG within {LIMIT} s of one core and {LARGEST / 1000:.0f} kB: {good}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
