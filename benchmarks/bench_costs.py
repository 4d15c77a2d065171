"""What a stranger's request may cost: each route with hostile bodies, measured in a child process.

Run as ``python benchmarks/bench_costs.py``; words behind it name the requests to send. A process
that is ready forks for each request; the child makes the body, and then its processor time and the
growth of its peak memory are measured. Processor time is compared with that of a small request in
the same run. Memory is no matter of the machine, so its limit is in megabytes; the test client
holds the body two or three times, which counts as well. Exits with 1 when one is over its limit.
"""

import gc
import io
import logging
import os
import random
import resource
import string
import sys
import tempfile
from ast import literal_eval
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from atlasviewer.running.gunicorn import calm_collector

MB = 2**20
MOST_CPU = 600
"""Times the processor time of checking a table of two rows (about 8 ms): 5 s."""
MOST_MEGABYTES = 300
TOKEN = "token of the benchmark"
Request = Callable[[Any], Any]
Bodies = dict[str, Callable[[], Request]]
"""What makes the body of each request and returns what sends it."""
HOSTILE = [
    *("zip bomb", "overlapping entries", "one giant attribute", "elements without end"),
    *("a million strings and rows", "a million rows", "too many cells", "a few cells too many"),
    *("empty elements", "far scattered cells", "changed bytes"),
]
"""Workbooks of ``tests/features/tables/bad_files.py``."""


def set_up(folder: str) -> None:
    """Make a site with two large features in two versions each."""
    os.environ["ATLASVIEWER_VAR_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "atlasviewer.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    call_command("migrate", verbosity=0)
    from buckets.access.permissions import STAFF
    from buckets.services import create_bucket
    from features.services import create_feature, patch_feature

    bucket = create_bucket(caller=STAFF, name="costs", metadata={"token": TOKEN})
    for fname, statistics in (("large", 40), ("huge", 120)):
        for call, value in ((create_feature, 1.5), (patch_feature, 2.5)):
            content = {"feature_data": make_data(statistics, value)}
            more = {"fname": fname} if call is patch_feature else {}
            if call is create_feature:
                content["fname"] = fname
            call(caller=STAFF, bucket=bucket, content=content, **more)


def make_data(statistics: int, value: float) -> dict[str, Any]:
    """Return ``feature_data`` of every region with many statistics."""
    values = {f"statistic_{number}": value + number / 7 for number in range(statistics)}
    data = {"data": {str(row): values for row in range(2655)}}
    return {"mappings": dict.fromkeys(("allen", "beryl", "cosmos"), data)}


def post_json(path: str, body: bytes, claimed: int | None = None) -> Request:
    headers = {} if claimed is None else {"Content-Length": str(claimed)}
    return lambda client: client.post(path, body, content_type="application/json", headers=headers)


def post_form(path: str, body: bytes, claimed: int | None = None) -> Request:
    headers = {} if claimed is None else {"Content-Length": str(claimed)}
    kind = "application/x-www-form-urlencoded"
    return lambda client: client.post(path, body, content_type=kind, headers=headers)


def post_table(path: str, data: bytes, choices: str = "", name: str = "t.csv") -> Request:
    def send(client: Any) -> Any:
        file = io.BytesIO(data)
        file.name = name
        return client.post(path, {"file": file, "choices": choices})

    return send


def random_word(length: int = 8) -> str:
    return "".join(random.choices(string.ascii_letters, k=length))


def wide_table(rows: int, cell: Callable[[int, int], str]) -> bytes:
    """Return a table of 1,900 columns of numbers stored as text."""
    from atlasviewer.atlas.regions import ROOT, load_regions

    acronyms = load_regions().acronym[ROOT:]
    lines = [",".join(["acronym", *(f"f{column}" for column in range(1_900))])]
    for row in range(rows):
        lines.append(",".join([acronyms[row], *(cell(row, column) for column in range(1_900))]))
    return "\n".join(lines).encode()


def text_workbook(strings: int, rows: int, columns: int) -> bytes:
    """Return an .xlsx of cells that point to shared strings, the last of them among them."""
    from tests.features.tables.bad_files import MAIN, package, sheet_xml

    shared = "".join(f"<si><t>{number * 7919 % 999_983}</t></si>" for number in range(strings))
    places = (
        "".join(
            f'<c t="s"><v>{strings - 1 - (row * columns + column) % strings}</v></c>'
            for column in range(columns)
        )
        for row in range(rows)
    )
    sheet = sheet_xml("".join(f"<row>{cells}</row>" for cells in places))
    parts = {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>'.encode()}
    return package(sheet, parts)


def list_requests() -> Bodies:
    """Return every request by what is hostile in it; the first is the small one."""
    from tests.features.tables.bad_files import BAD_FILES

    left = '{"hemisphere": "left"}'
    check, preview = "/api/tables/check", "/api/tables/preview"
    page = "/buckets/costs/features/"

    def lines(head: str, count: int, line: Callable[[int], str]) -> bytes:
        return "\n".join([head, *map(line, range(count))]).encode()

    def table(make: Callable[[], bytes], name: str = "t.csv") -> Callable[[], Request]:
        return lambda: post_table(check, make(), left, name)

    def resolve(make: Callable[[], bytes]) -> Callable[[], Request]:
        return lambda: post_json("/api/regions/resolve", make())

    hundred = ",".join(f"f{number}" for number in range(100))
    ready = "\n".join(f"{name}" + ",1.5" * 100 for name in ("VISp", "MOs", "CA1"))
    quoted = (f'"{random_word()}"' for _ in range(2_000))
    bodies: Bodies = {
        "a small table (the unit)": table(lambda: b"acronym,rate\nVISp,1\nMOs,2\n"),
        "resolve: 250 MB, claimed": lambda: post_json("/api/regions/resolve", b"{", 250 * MB),
        "resolve: 2 MB of brackets": resolve(lambda: b'{"keys":[' + b"[]," * 690_000 + b"[]]}"),
        "resolve: 2,000 unknown keys": resolve(lambda: f'{{"keys":[{",".join(quoted)}]}}'.encode()),
        "unlock: 100 MB, claimed": lambda: post_form("/unlock/", b"a=1", 100 * MB),
        "unlock: 2 MB in one field": lambda: post_form("/unlock/", b"a=" + b"%41" * 690_000),
        "unlock: 2 MB of fields": lambda: post_form("/unlock/", b"a=1&" * 500_000),
        "create: a file": lambda: post_table("/create/", b"x" * 2_000_000),
        "check: 72 MB, claimed": lambda: post_form(check, b"a=1", 73 * MB),
        "check: 8 MB of text": lambda: lambda client: client.post(check, {"text": "a" * 8_000_000}),
        "check: 8 MB of choices": lambda: (
            lambda client: client.post(
                check, {"text": "a,b", "choices": '{"dropped":[' + "1," * 3_900_000 + "1]}"}
            )
        ),
        "check: 60 MB of one letter": table(lambda: b"x" * 60 * MB),
        "check: 32 MB of one letter": table(lambda: b"x" * 32 * MB),
        "check: 32 MB of line ends": table(lambda: b"\n" * 32 * MB),
        "check: 32 MB of separators": table(lambda: b"," * 32 * MB),
        "check: 32 MB, 1,900 × 1,000 numbers": table(
            lambda: wide_table(1_000, lambda row, column: f"{row}.{column * 7919:012}")[: 32 * MB]
        ),
        "check: 1,900 × 1,000 numbers": table(
            lambda: wide_table(1_000, lambda row, column: f"{row % 50}.{column}")
        ),
        "check: 1,900 × 1,000, one NA each": table(
            lambda: wide_table(1_000, lambda row, column: "NA" if row == column % 997 else "1.25")
        ),
        "check: 1,900 × 1,000 of one region": table(
            lambda: lines(
                f"acronym,{hundred}" + ",x" * 1_800, 1_000, lambda _: "VISp" + ",1" * 1900
            )
        ),
        "check: 19,990 unknown keys": table(
            lambda: lines("acronym,rate", 19_990, lambda _: f"{random_word()},1")
        ),
        "check: 19,990 rows": table(
            lambda: lines("acronym,rate,note", 19_990, lambda n: f"VISp,{n}.5,text {n}")
        ),
        ".xlsx: a million texts, one row": table(lambda: text_workbook(1_000_000, 1, 10), "t.xlsx"),
        ".xlsx: 500,000 texts in as many cells": table(
            lambda: text_workbook(500_000, 500, 1_000), "t.xlsx"
        ),
        "preview: 100 features": lambda: post_table(
            preview, f"acronym,{hundred}\n{ready}".encode(), left
        ),
        "compare: two versions of 7 MB": lambda: (
            lambda client: client.get(f"{page}large/", {"from": 1, "to": 2})
        ),
        "compare: two versions of 27 MB": lambda: (
            lambda client: client.get(f"{page}huge/", {"from": 1, "to": 2})
        ),
    }
    for name in HOSTILE:
        bodies[f".xlsx: {name}"] = table(BAD_FILES[name][1], BAD_FILES[name][0])
    return bodies


def measure(make: Callable[[], Request]) -> tuple[int, float, float]:
    """Return status, seconds of processor time, and megabytes of peak memory beyond the start."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        os.write(writer, repr(run(make())).encode())
        os._exit(0)
    os.close(writer)
    answer = os.read(reader, 1000).decode()
    os.close(reader)
    os.waitpid(child, 0)
    status, seconds, megabytes = literal_eval(answer)
    return status, seconds, megabytes


def run(request: Request) -> tuple[int, float, float]:
    from django.test import Client

    client = Client(raise_request_exception=False)
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # The peak of memory begins anew.
    before, started = read_peak(), resource.getrusage(resource.RUSAGE_SELF)
    answer = request(client)
    if answer.streaming:
        for _ in answer.streaming_content:
            pass
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = used.ru_utime + used.ru_stime - started.ru_utime - started.ru_stime
    return answer.status_code, seconds, read_peak() - before


def read_peak() -> float:
    """Return the peak memory of this process in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> int:
    """Measure and print the table; return 1 when something costs more than it may."""
    random.seed(1)
    wanted, failed = sys.argv[1:], []
    with tempfile.TemporaryDirectory() as folder:
        set_up(folder)
        calm_collector()
        logging.disable(logging.CRITICAL)
        bodies = list_requests()
        small = next(iter(bodies.values()))
        run(small())  # Loads what is loaded once.
        ready = read_peak()
        unit = min(measure(small)[1] for _ in range(5))
        print(f"\nA small request: {unit * 1000:.1f} ms; a ready process: {ready:.0f} MB\n")
        print(f"  {'request':<38} {'status':>6} {'CPU s':>7} {'× small':>8} {'MB':>6}")
        for name, make in bodies.items():
            if wanted and not any(word in name for word in wanted):
                continue
            status, seconds, megabytes = measure(make)
            over = seconds / unit > MOST_CPU or megabytes > MOST_MEGABYTES or status >= 500
            failed += [name] if over else []
            costs = f"{seconds:7.2f} {seconds / unit:8.0f} {megabytes:6.0f}"
            print(f"  {name:<38} {status:>6} {costs}{'  OVER' if over else ''}", flush=True)
    print(f"\nOver their limit: {', '.join(failed)}" if failed else "\nNothing is over its limit.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
