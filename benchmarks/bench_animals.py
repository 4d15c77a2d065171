"""How long a table of animals takes to its groups and contrast, against scipy alone.

Run: ``python benchmarks/bench_animals.py``. Needs no server, no database and no network.
40 animals × 1,327 regions × 2 hemispheres; the unit is one pass of scipy over the whole array.
"""

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy import stats

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from features.animals.analysing import analyse
from features.animals.contrasting import compare
from features.animals.decisions import Decisions
from features.animals.drafting import draft_animals, list_names
from features.animals.reading import read_animals
from features.tables import Choices, open_table

EACH = 20
REPEATS = 3
LIMIT_COMPARE = 10.0
"""Passes of scipy that a whole comparison may take: it also gives effect sizes and q."""
LIMIT_WHOLE = 5.0
"""Seconds from the bytes of the file to every number that is stored."""


def median_time(action: Callable[[], object]) -> float:
    """Return the median duration of an action, in seconds."""
    durations = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        action()
        durations.append(time.perf_counter() - started)
    return statistics.median(durations)


def make_values() -> np.ndarray:
    """Return values (2 × 1,327, 40), every tenth missing."""
    rng = np.random.default_rng(15)
    values = rng.normal(10, 2, (2 * SIDE_ROWS, 2 * EACH)).round(3)
    values[rng.random(values.shape) < 0.1] = np.nan
    return values


def write_table(values: np.ndarray) -> bytes:
    """Return the values as CSV with a column for each animal and one for the side."""
    acronyms = load_regions().acronym[1:]
    names = [f"{group}_{number:02}" for group in ("WT", "KO") for number in range(1, EACH + 1)]
    out = io.StringIO()
    out.write(",".join(["region", "hemisphere", *names]) + "\n")
    for at, row in enumerate(values.tolist()):
        side = "left" if at >= SIDE_ROWS else "right"
        cells = ["" if value != value else str(value) for value in row]
        out.write(",".join([acronyms[at % SIDE_ROWS], side, *cells]) + "\n")
    return out.getvalue().encode()


def run_whole(data: bytes, level: str, test: str) -> int:
    """Read, understand, analyse and draft a table; return the number of regions tested."""
    decided = Decisions(confirmed=True, level=level, test=test, name="counts")
    table = read_animals(open_table(data, "counts.csv"), Choices(), decided)
    analysis = analyse(table, decided)
    drafts = list(draft_animals(analysis, set(list_names(analysis))))
    assert len(drafts) == 4
    return int(analysis.contrasts[0].contrast.tested.sum())


def main() -> int:
    """Print the table; return 1 when a limit is exceeded."""
    values = make_values()
    a, b = values[:, :EACH], values[:, EACH:]
    complete = np.where(np.isnan(values), 10.0, values)
    one_pass = median_time(
        lambda: stats.ttest_ind(complete[:, :EACH], complete[:, EACH:], axis=1, equal_var=False)
    )
    omitting = median_time(
        lambda: stats.ttest_ind(a, b, axis=1, equal_var=False, nan_policy="omit")
    )
    print(f"{2 * EACH} animals × {len(values):,} regions with side, 10 % missing\n")
    print(f"scipy, one Welch pass over the complete array: {one_pass * 1000:.1f} ms")
    print(f"scipy, the same with missing values (omit):     {omitting * 1000:.1f} ms\n")
    late = False
    for test in ("welch", "mann_whitney", "paired"):
        ours = median_time(lambda test=test: compare(a, b, test=test))
        late |= test == "welch" and ours > LIMIT_COMPARE * one_pass and ours > omitting
        print(f"{test:>13}: {ours * 1000:>7.1f} ms = {ours / one_pass:>6.1f} × one pass")
    data = write_table(values)
    for level in ("leaves", "beryl"):
        tested = run_whole(data, level, "welch")
        whole = median_time(lambda level=level: run_whole(data, level, "welch"))
        late |= whole > LIMIT_WHOLE
        print(
            f"from file to features, {level}: {whole:.2f} s = {whole / one_pass:,.0f} × one pass "
            f"({tested:,} tests)"
        )
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
