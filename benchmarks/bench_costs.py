"""What a stranger's request may cost: each route with hostile bodies, measured in a child process.

Run as ``python benchmarks/bench_costs.py``. A process that is ready forks for each request; the
child's processor time and the growth of its peak memory are compared with those of a small request
of the same run. Exits with 1 when one is over its limit.
"""

import io
import os
import random
import resource
import string
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

MB = 2**20
MOST_CPU = 600
"""Times the processor time of checking a table of two rows (about 8 ms): 5 s."""
MOST_MEMORY = 0.7
"""Times the memory of a ready process that holds all bodies to be sent (about 420 MB): 300 MB."""
TOKEN = "token of the benchmark"
Request = Callable[[Any], Any]


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


def list_requests() -> dict[str, Request]:
    """Return every request by what is hostile in it; the first is the small one."""
    small = b"acronym,rate\nVISp,1\nMOs,2\n"
    left = '{"hemisphere": "left"}'
    keys = ",".join(f'"{random_word()}"' for _ in range(2_000))
    unknown = "\n".join(f"{random_word()},1" for _ in range(19_990))
    wide = "acronym," + ",".join(f"f{n}" for n in range(1_900))
    rows = "\n".join("VISp" + ",1.25" * 1_900 for _ in range(1_000))
    tall = "\n".join(f"VISp,{n}.5,text {n}" for n in range(19_990))
    ready = "\n".join(f"{name}" + ",1.5" * 100 for name in ("VISp", "MOs", "CA1"))
    check, preview = "/api/tables/check", "/api/tables/preview"
    page = "/buckets/costs/features/"
    return {
        "a small table (the unit)": post_table(check, small, left),
        "resolve: 250 MB, claimed": post_json("/api/regions/resolve", b"{", 250 * MB),
        "resolve: 2 MB of brackets": post_json(
            "/api/regions/resolve", b'{"keys":[' + b"[]," * 690_000 + b"[]]}"
        ),
        "resolve: 2,000 unknown keys": post_json(
            "/api/regions/resolve", f'{{"keys":[{keys}]}}'.encode()
        ),
        "unlock: 100 MB, claimed": post_form("/unlock/", b"a=1", 100 * MB),
        "unlock: 2 MB in one field": post_form("/unlock/", b"a=" + b"%41" * 690_000),
        "unlock: 2 MB of fields": post_form("/unlock/", b"a=1&" * 500_000),
        "create: a file": post_table("/create/", b"x" * 2_000_000),
        "check: 72 MB, claimed": post_form(check, b"a=1", 73 * MB),
        "check: 8 MB of text": lambda client: client.post(check, {"text": "a" * 8_000_000}),
        "check: 8 MB of choices": lambda client: client.post(
            check, {"text": "a,b", "choices": '{"dropped":[' + "1," * 3_900_000 + "1]}"}
        ),
        "check: 60 MB of one letter": post_table(check, b"x" * 60 * MB),
        "check: 60 MB of line ends": post_table(check, b"\n" * 60 * MB),
        "check: 60 MB of separators": post_table(check, b"," * 60 * MB),
        "check: 19,990 unknown keys": post_table(check, f"acronym,rate\n{unknown}".encode(), left),
        "check: 1,900 columns × 1,000 rows": post_table(check, f"{wide}\n{rows}".encode(), left),
        "check: 19,990 rows": post_table(check, f"acronym,rate,note\n{tall}".encode(), left),
        "preview: 100 features": post_table(
            preview, f"acronym,{','.join(f'f{n}' for n in range(100))}\n{ready}".encode(), left
        ),
        "compare: two versions of 7 MB": lambda c: c.get(f"{page}large/", {"from": 1, "to": 2}),
        "compare: two versions of 27 MB": lambda c: c.get(f"{page}huge/", {"from": 1, "to": 2}),
    }


def measure(request: Request) -> tuple[int, float, float]:
    """Return status, seconds of processor time, and megabytes of peak memory beyond the start."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        os.write(writer, repr(run(request)).encode())
        os._exit(0)
    os.close(writer)
    answer = os.read(reader, 1000).decode()
    os.waitpid(child, 0)
    status, seconds, megabytes = eval(answer)
    return status, seconds, megabytes


def run(request: Request) -> tuple[int, float, float]:
    from django.test import Client

    client = Client(raise_request_exception=False)
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
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        set_up(folder)
        requests = list_requests()
        run(next(iter(requests.values())))  # Loads what is loaded once.
        ready = read_peak()
        unit = min(measure(next(iter(requests.values())))[1] for _ in range(5))
        print(f"\nA small request: {unit * 1000:.1f} ms; a ready process: {ready:.0f} MB\n")
        columns = ("status", "CPU s", "× small", "MB", "× ready")
        print(f"  {'request':<36}", *(f"{column:>8}" for column in columns))
        for name, request in requests.items():
            status, seconds, megabytes = measure(request)
            over = seconds / unit > MOST_CPU or megabytes / ready > MOST_MEMORY or status >= 500
            failed += [name] if over else []
            costs = (
                f"{seconds:8.2f} {seconds / unit:8.0f} {megabytes:8.0f} {megabytes / ready:8.2f}"
            )
            print(f"  {name:<36} {status:>8} {costs}{'  OVER' if over else ''}", flush=True)
    print(f"\nOver their limit: {', '.join(failed)}" if failed else "\nNothing is over its limit.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
