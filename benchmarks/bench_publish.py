"""How long a sheet of 1,327 regions × 300 features takes from its bytes to stored features.

Run: ``python benchmarks/bench_publish.py``. Uses a SQLite file and payload files in a temporary
folder; needs no server and no network. The limit of the same run is what the disk does with the
same bytes: each payload written, flushed and renamed by as many threads.
"""

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = tempfile.TemporaryDirectory(prefix="bench_publish_")
os.environ["ATLASVIEWER_VAR_DIR"] = FOLDER.name
os.environ["DJANGO_SETTINGS_MODULE"] = "atlasviewer.settings"
os.environ.pop("ATLASVIEWER_DATABASE_URL", None)
os.environ.pop("ATLASVIEWER_PAYLOAD_URL", None)
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django  # noqa: E402

django.setup()

import numpy as np  # noqa: E402
import openpyxl  # noqa: E402
from django.core.management import call_command  # noqa: E402

from atlasviewer.atlas.mapping import map_values  # noqa: E402
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions  # noqa: E402
from buckets.access.permissions import STAFF  # noqa: E402
from buckets.services import create_bucket  # noqa: E402
from features.tables import Choices, check, open_table, understand  # noqa: E402
from features.tables.drafts import draft_features  # noqa: E402
from features.tables.publishing import STORE_THREADS, publish_table  # noqa: E402

FEATURES = 300
LIMIT = 5.0
"""Seconds that reading, checking, mapping and publishing may take together on two cores."""
CHOICES = Choices.from_json({"hemisphere": "left"})


class Part(NamedTuple):
    """What one part took, in seconds."""

    clock: float
    processors: float


def make_sheet() -> bytes:
    """Return an .xlsx with every region and 300 columns of numbers."""
    rng = np.random.default_rng(0)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("matrix")
    sheet.append(["acronym", *(f"feature {n}" for n in range(FEATURES))])
    for acronym in load_regions().acronym[1 : SIDE_ROWS + 1]:
        sheet.append([str(acronym), *rng.normal(size=FEATURES).tolist()])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def timed(parts: dict[str, Part], name: str, action: Callable[[], Any]) -> Any:
    """Return what an action returns, noting its seconds by the clock and on the processors."""
    started, worked = time.perf_counter(), time.process_time()
    result = action()
    parts[name] = Part(time.perf_counter() - started, time.process_time() - worked)
    return result


def time_disk(bodies: list[bytes]) -> float:
    """Return the seconds in which the disk takes the same bytes, flushed and renamed."""
    folder = Path(FOLDER.name) / "disk"
    folder.mkdir()

    def write(job: tuple[int, bytes]) -> None:
        number, body = job
        draft = folder / f"{number}.part"
        with draft.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(folder / str(number))

    started = time.perf_counter()
    with ThreadPoolExecutor(STORE_THREADS) as pool:
        list(pool.map(write, enumerate(bodies)))
    return time.perf_counter() - started


def main() -> int:
    """Print the parts and the ratio to the disk; return 1 when the limit is exceeded."""
    call_command("migrate", verbosity=0)
    bucket = create_bucket(caller=STAFF, name="bench", metadata={"token": "token of the benchmark"})
    data = make_sheet()
    map_values(keys=["AAA"], values=[1.0], hemisphere="left")  # Tables of the atlas are made once.
    parts: dict[str, Part] = {}
    workbook = timed(parts, "read", lambda: open_table(data, "matrix.xlsx"))
    understood = timed(parts, "understand", lambda: understand(workbook, CHOICES))
    checked = timed(parts, "check", lambda: check(understood, CHOICES))
    table = checked.table
    assert table is not None, [problem.message for problem in checked.problems]
    published = timed(
        parts, "map and publish", lambda: publish_table(caller=STAFF, bucket=bucket, table=table)
    )
    assert len(published.created) == FEATURES
    total = sum(part.clock for part in parts.values())
    busy = sum(part.processors for part in parts.values())
    timed(parts, "mapping alone", lambda: list(draft_features(table)))
    stored = [path for path in (Path(FOLDER.name) / "payloads").rglob("*") if path.is_file()]
    bodies = [path.read_bytes() for path in stored]
    disk = time_disk(bodies)
    print(f"{SIDE_ROWS:,} regions × {FEATURES} features, {len(data) / 1e6:.1f} MB of xlsx")
    print(f"{'':>16} {'clock':>8} {'processors':>11}")
    for name, part in parts.items():
        print(f"{name:>16} {part.clock:6.2f} s {part.processors:9.2f} s")
    print(f"\ntotal {total:.2f} s ({busy:.2f} s on the processors), limit {LIMIT:.1f} s: ", end="")
    print(total <= LIMIT)
    print(f"{len(bodies)} payloads, {sum(map(len, bodies)) / 1e6:.1f} MB stored")
    print(f"the disk takes them in {disk:.2f} s: publishing is {total / disk:.1f} × that")
    return 0 if total <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
