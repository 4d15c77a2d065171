"""Reads per second under load, against a Django view that does nothing in the same run.

Needs ``wrk``, a compiled load generator (Debian: ``apt-get install wrk``). Run as
``python benchmarks/bench_load.py``; starts its own site on a free port. Beside the requests per
second stands the processor time that the site's processes spent on one request, which a busy
machine changes little.
"""

import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psutil
import requests

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.live import GLOBAL_KEY, Site

SECONDS = 3
ROUNDS = 5
CONNECTIONS = 8
FEATURES = 100
REGIONS = 1300
TOKEN = "0b6f2d0e-7f5e-4a53-9a53-52c9b8b53b11"
PER_SECOND = re.compile(r"Requests/sec:\s+([\d.]+)")
TOTAL = re.compile(r"(\d+) requests in")
NULL = "a view that does nothing"
NULL_LARGE = "a view that answers 41 kB"
LIMITS = {
    "a feature, gzip": 0.7,
    "a feature, identity": 0.7,
    "a bucket of 100 features": 0.7,
    "a feature, not modified": 0.9,
    "a bucket, not modified": 0.9,
}
"""Least share of the null view's requests per second."""


@dataclass
class Measured:
    """One request under load: answers per second, and processor microseconds for each.

    ``share`` is the part of the null view's answers per second in the same round.
    """

    per_second: float
    microseconds: float
    share: float = 1.0


def fill(site: Site) -> None:
    """Create a bucket of 100 features, the first of about 41 kB compressed.

    The store gets the id of its site, as `serve` gives it; without it, health answers 503.
    """
    site.manage("check_site", "--identity-only")
    key = {"Authorization": f"Bearer {GLOBAL_KEY}"}
    owner = {"Authorization": f"Bearer {TOKEN}"}
    created = requests.post(
        f"{site.api}buckets",
        json={"uuid": "load", "metadata": {"token": TOKEN}},
        headers=key,
        timeout=60,
    )
    created.raise_for_status()
    numbers = random.Random(1)
    for index in range(FEATURES):
        count = REGIONS if index == 0 else 3
        data = {str(row): {"mean": numbers.random() * 100} for row in range(1, count)}
        figures = {"mean": {"min": 0.0, "max": 100.0, "mean": 50.0, "median": 50.0}}
        mapping = {"data": data, "statistics": figures}
        feature = {
            "fname": f"feature {index:03}",
            "short_desc": "Mean rate of all good units",
            "unit": "Hz",
            "feature_data": {"mappings": {"allen": mapping, "beryl": mapping}},
        }
        answer = requests.post(
            f"{site.api}buckets/load",
            json=feature,
            headers=owner,
            timeout=60,
        )
        answer.raise_for_status()


def spent(site: Site) -> float:
    """Return the processor seconds of the site's processes so far."""
    assert site.process is not None
    master = psutil.Process(site.process.pid)
    times = [process.cpu_times() for process in (master, *master.children(recursive=True))]
    return sum(time.user + time.system for time in times)


def load(site: Site, path: str, headers: dict[str, str]) -> Measured:
    """Send one request over and over on eight connections."""
    options = [f"-H{name}: {value}" for name, value in headers.items()]
    before = spent(site)
    done = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *options, f"{site.url}{path}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Non-2xx" not in done.stdout or headers.get("If-None-Match"), done.stdout
    assert "Socket errors" not in done.stdout, done.stdout
    count = int(TOTAL.search(done.stdout)[1])
    microseconds = (spent(site) - before) / count * 1e6
    return Measured(float(PER_SECOND.search(done.stdout)[1]), microseconds)


def measure(site: Site) -> dict[str, Measured]:
    """Return the medians of some rounds for each request, in turn so that drift hits all."""
    feature, bucket = "/api/buckets/load/feature%20000", "/api/buckets/load"
    packed, plain = {"Accept-Encoding": "gzip"}, {"Accept-Encoding": "identity"}
    tags = {
        path: {**packed, "If-None-Match": requests.get(site.url + path, timeout=60).headers["ETag"]}
        for path in (feature, bucket)
        if "ETag" in requests.get(site.url + path, timeout=60).headers
    }
    cases = {
        NULL: ("/null", packed),
        NULL_LARGE: ("/null/large", packed),
        "health": ("/api/health", packed),
        "a static file": ("/static/same_size.bin", packed),
        "a feature, gzip": (feature, packed),
        "a feature, identity": (feature, plain),
        "a bucket of 100 features": (bucket, packed),
    }
    for name, path in (("a feature", feature), ("a bucket", bucket)):
        if path in tags:
            cases[f"{name}, not modified"] = (path, tags[path])
    rounds = []
    for _ in range(ROUNDS):
        measured = {name: load(site, *case) for name, case in cases.items()}
        for one in measured.values():
            one.share = one.per_second / measured[NULL].per_second
        rounds.append(measured)
    return {
        name: Measured(
            statistics.median(measured[name].per_second for measured in rounds),
            statistics.median(measured[name].microseconds for measured in rounds),
            statistics.median(measured[name].share for measured in rounds),
        )
        for name in cases
    }


def main() -> int:
    """Measure and print a table; return 1 when a limit is not held."""
    if shutil.which("wrk") is None:
        print("wrk is not installed (Debian: apt-get install wrk); nothing measured.")
        return 1
    environment = {"DJANGO_SETTINGS_MODULE": "benchmarks.load.settings"}
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), environment=environment)
        with site:
            fill(site)
            same_size = site.var_dir / "static" / "same_size.bin"
            same_size.write_bytes(random.Random(2).randbytes(41_000))
            site.stop()
            site.start()  # static files are listed at the start
            measured = measure(site)
    print(f"\n{CONNECTIONS} connections, medians of {ROUNDS} rounds of {SECONDS} s\n")
    failed = False
    for name, one in measured.items():
        limit, verdict = LIMITS.get(name), ""
        if limit is not None:
            verdict = f"   at least {limit}: {'held' if one.share >= limit else 'NOT HELD'}"
            failed |= one.share < limit
        print(
            f"  {name:<28} {one.per_second:8.0f} /s {one.microseconds:7.0f} µs of processor"
            f"   {one.share:5.2f} × the null view{verdict}"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
