"""How long mapping a whole table takes, against the SDK's RegionMapper in the same run.

Run: ``python benchmarks/bench_mapping.py``. Needs no server and no network.
"""

import contextlib
import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from iblbrainviewer.mappings import RegionMapper

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from atlasviewer.atlas.mapping import map_values, origin_data, statistics_data
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions

COLUMNS = 300
SDK_COLUMNS = 4
REPEATS = 5
LIMIT = 1.0
"""Seconds that mapping a table of 1,327 regions × 300 columns may take."""


def median_time(action: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the median duration of an action, in seconds."""
    durations = []
    for _ in range(repeats):
        started = time.perf_counter()
        action()
        durations.append(time.perf_counter() - started)
    return statistics.median(durations)


def make_table(missing: float) -> tuple[np.ndarray, np.ndarray]:
    """Return 1,327 keys the SDK accepts and 300 columns with a share of values missing."""
    rng = np.random.default_rng(0)
    values = rng.normal(size=(SIDE_ROWS, COLUMNS))
    values[rng.random(values.shape) < missing] = np.nan
    return load_regions().acronym[:SIDE_ROWS].astype(str), values


def time_sdk(keys: np.ndarray, values: np.ndarray) -> float:
    """Return the seconds RegionMapper needs for one column."""

    def map_one(column: int) -> None:
        has = ~np.isnan(values[:, column])
        with contextlib.redirect_stdout(io.StringIO()):
            RegionMapper(keys[has], values[has, column], hemisphere="left").map_regions()

    durations = [median_time(lambda c=c: map_one(c), 1) for c in range(SDK_COLUMNS)]
    return statistics.median(durations)


def main() -> int:
    """Print the table; return 1 when the limit is exceeded."""
    started = time.perf_counter()
    map_values(keys=["AAA"], values=[1.0], hemisphere="left")
    print(f"first call, tables included: {time.perf_counter() - started:.2f} s\n")
    print(f"1,327 regions × {COLUMNS} columns, three parcellations, origins included")
    print(f"{'missing':>8} {'side':>6} {'ours':>9} {'SDK, one':>9} {'SDK, all':>9} {'ratio':>9}")
    slowest = 0.0
    for missing in (0.0, 0.2):
        keys, values = make_table(missing)
        one = time_sdk(keys, values)
        for side, sides in (("left", 1), ("both", 2)):
            ours = median_time(
                lambda k=keys, v=values, s=side: map_values(keys=k, values=v, hemisphere=s)
            )
            slowest = max(slowest, ours)
            total = one * COLUMNS * sides
            print(
                f"{missing:>8.0%} {side:>6} {ours:>7.3f} s {one:>7.2f} s {total:>7.0f} s "
                f"{total / ours:>8,.0f}×"
            )
    mapped = map_values(keys=keys, values=values, hemisphere="both")
    payloads = median_time(
        lambda: [statistics_data({"mean": mapped}, c) for c in range(COLUMNS)], 3
    )
    origins = median_time(lambda: [origin_data(mapped, c) for c in range(COLUMNS)], 3)
    print(f"\n{COLUMNS} payloads of both sides: {payloads:.2f} s; their origins: {origins:.2f} s")
    print(f"slowest mapping {slowest:.3f} s, limit {LIMIT:.1f} s: {slowest <= LIMIT}")
    return 0 if slowest <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
