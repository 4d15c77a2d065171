"""What a stranger's request may cost: each route with hostile bodies, measured in a child process.

Run as ``python benchmarks/bench_costs.py``; words behind it name the requests to send. A process
that is ready forks for each request; the child makes the body, and then its processor time and the
growth of its peak memory are measured. Processor time is compared with that of a small request in
the same run. Memory is no matter of the machine, so its limit is in megabytes; the body of a table
is there before, as on its way to a server. Exits with 1 when one is over its limit.
"""

import gc
import logging
import os
import random
import resource
import sys
import tempfile
from ast import literal_eval
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from atlasviewer.running.gunicorn import calm_collector
from benchmarks.hostile_requests import Request, list_requests

MB = 2**20
MOST_CPU = 400
"""Times the processor time of checking a table of two rows (about 12 ms): 5 s."""
MOST_MEGABYTES = 300
TOKEN = "token of the benchmark"


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
