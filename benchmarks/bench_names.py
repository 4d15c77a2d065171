"""How long resolving keys takes, against the least work that could answer them, in the same run.

Run: ``python benchmarks/bench_names.py``. Needs no server and no network.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from atlasviewer.atlas.names import resolve_many
from atlasviewer.atlas.names.index import clean_key, load_index
from atlasviewer.atlas.names.resolving import _resolve_text
from atlasviewer.atlas.regions import load_regions

REPEATS = 7


def median_time(action: Callable[[], object]) -> float:
    """Return the median seconds of an action that begins with nothing remembered."""
    durations = []
    for _ in range(REPEATS):
        _resolve_text.cache_clear()
        started = time.perf_counter()
        action()
        durations.append(time.perf_counter() - started)
    return statistics.median(durations)


def main() -> None:
    """Print milliseconds for a whole column of keys, and their ratio to the limit."""
    index = load_index()
    names = list(load_regions().official_name)
    known = set(names)
    strange = [f"Some unheard-of nucleus number {n}x" for n in range(50)]
    spellings = list(index.sorted_names)
    cases = [
        (
            f"{len(names):,} exact names, against a look-up in a set",
            lambda: resolve_many(names),
            lambda: [clean_key(name) in known for name in names],
        ),
        (
            f"{len(strange)} unknown names, against one scan of Allen's names",
            lambda: resolve_many(strange),
            lambda: [process.extract(key, spellings, scorer=fuzz.ratio) for key in strange],
        ),
    ]
    resolve_many([*names[:2], strange[0]])
    for title, ours, limit in cases:
        taken, least = median_time(ours), median_time(limit)
        print(f"{title:<62} {taken * 1e3:7.1f} ms   {taken / least:5.2f} × the limit")


if __name__ == "__main__":
    main()
