"""One, two and four servers on PostgreSQL and an S3 store behind nginx, under load.

Reads per second on 500 connections, against a Django view that does nothing and a static file in
the same run; then the same reads with 10⁴ buckets and 10⁵ features beside. Needs ``wrk`` and nginx
(Debian: ``apt-get install wrk nginx``). All run on this machine: with two cores, more servers
share them with nginx and wrk, and show that they work together, not that they are faster.
"""

import logging
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import boto3
import requests
from moto.server import ThreadedMotoServer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.bench_load import fill
from tests.deploy.proxies import HOST, free_port, nginx
from tests.live import Site
from tests.with_postgres import postgres

SERVERS = (1, 2, 4)
CONNECTIONS = 500
SECONDS = 3
ROUNDS = 3
NULL = "a view that does nothing"
FEATURE, BUCKET = "/api/buckets/load/feature%20000", "/api/buckets/load"
PATHS = {
    NULL: "/null",
    "a view that answers 41 kB": "/null/large",
    "a static file of 41 kB": "/static/same_size.bin",
    "a feature of 41 kB": FEATURE,
    "a bucket of 100 features": BUCKET,
    "a feature, not modified": FEATURE,
    "a bucket, not modified": BUCKET,
}
LIMITS = {
    "a feature of 41 kB": 0.7,
    "a bucket of 100 features": 0.7,
    "a feature, not modified": 0.9,
    "a bucket, not modified": 0.9,
}
"""Least share of the null view's requests per second in the same round."""
GROWTH = """
from buckets.models import Bucket
from features.models import Feature
row = Feature.objects.first()
buckets = Bucket.objects.bulk_create(
    [Bucket(name=f"many_{n}", token_salt="x", token_digest="x") for n in range(10_000)],
    batch_size=2000,
)
Feature.objects.bulk_create(
    (
        Feature(
            bucket=bucket, fname=f"feature {n:03}", kind=row.kind, payload=row.payload,
            stored=row.stored, size=row.size,
        )
        for bucket in buckets for n in range(10)
    ),
    batch_size=2000,
)
from django.db import connection
connection.cursor().execute("ANALYZE")
"""


@contextmanager
def object_store() -> Iterator[str]:
    """Run an S3 store with one bucket; yield what ATLASVIEWER_PAYLOAD_URL takes."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", free_port(), verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    boto3.client("s3", endpoint_url=address, region_name="us-east-1", **keys).create_bucket(
        Bucket="payloads"
    )
    options = f"endpoint_url={address}&region_name=us-east-1&addressing_style=path"
    try:
        yield f"s3://payloads?{options}&access_key=key&secret_key=secret"
    finally:
        server.stop()


def load(port: int, path: str, etag: str = "") -> tuple[float, int]:
    """Return requests per second and the number of errors of 500 connections."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "30s"]
    command += ["-H", f"Host: {HOST}", "-H", "Accept-Encoding: gzip"]
    command += ["-H", f"If-None-Match: {etag}"] if etag else []
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    )
    failed = sum(map(int, re.findall(r"Non-2xx or 3xx responses: (\d+)", done.stdout)))
    sockets = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", done.stdout)
    failed += sum(map(int, sockets.groups())) if sockets else 0
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1]), failed


def measure(port: int) -> list[dict[str, tuple[float, int]]]:
    """Return some rounds of requests per second and errors, in turn so that drift hits all."""
    headers = {"Host": HOST, "Accept-Encoding": "gzip"}

    def load_case(name: str) -> tuple[float, int]:
        etag = ""
        if name.endswith("not modified"):
            answer = requests.get(
                f"http://127.0.0.1:{port}{PATHS[name]}", headers=headers, timeout=60
            )
            etag = answer.headers["ETag"]
        return load(port, PATHS[name], etag)

    return [{name: load_case(name) for name in PATHS} for _ in range(ROUNDS)]


def show(title: str, rounds: list[dict[str, tuple[float, int]]]) -> tuple[int, list[str]]:
    """Print a table of medians; return the number of errors, and what misses its limit."""
    print(f"\n{title}")
    errors, missed = 0, []
    for name in PATHS:
        per_second = statistics.median(one[name][0] for one in rounds)
        share = statistics.median(one[name][0] / one[NULL][0] for one in rounds)
        failed = sum(one[name][1] for one in rounds)
        errors += failed
        limit, verdict = LIMITS.get(name), ""
        if limit is not None:
            verdict = f"   at least {limit}: {'held' if share >= limit else 'NOT HELD'}"
            missed += [f"{title}: {name}"] if share < limit else []
        print(
            f"  {name:<28} {per_second:8.0f} /s   {share:5.2f} ×   {failed} errors{verdict}",
            flush=True,
        )
    return errors, missed


def main() -> int:
    """Measure and print; return 1 when a request failed or a limit is not held."""
    missing = [name for name in ("wrk", "nginx") if shutil.which(name) is None]
    if missing:
        print(f"{' and '.join(missing)} not installed; nothing measured.")
        return 1
    tables = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environment = {
            "DJANGO_SETTINGS_MODULE": "benchmarks.load.settings",
            "ATLASVIEWER_DATABASE_URL": stack.enter_context(postgres()),
            "ATLASVIEWER_PAYLOAD_URL": stack.enter_context(object_store()),
            "ATLASVIEWER_ALLOWED_HOSTS": f"{HOST},127.0.0.1",
            "ATLASVIEWER_SECRET_KEY": "only of this benchmark, only of this benchmark",
        }
        sites: list[Site] = []
        for count in SERVERS:
            while len(sites) < count:
                place = folder / f"server{len(sites)}"
                (place / "var" / "static").mkdir(parents=True)
                (place / "var" / "static" / "same_size.bin").write_bytes(b"x" * 41_000)
                sites.append(stack.enter_context(Site(place, environment=environment)))
            if count == 1:
                fill(sites[0])
            ports = [urlsplit(site.url).port for site in sites]
            proxy_folder = folder / f"nginx{count}"
            proxy_folder.mkdir()
            with nginx(proxy_folder, *ports, connections=2 * CONNECTIONS, tls=False) as proxy:
                title = f"{count} servers, {CONNECTIONS} connections"
                tables.append(show(title, measure(proxy.port)))
                if count == SERVERS[-1]:
                    sites[0].manage("shell", "--no-imports", "--command", GROWTH)
                    title = f"{count} servers, 10⁴ buckets and 10⁵ features more"
                    tables.append(show(title, measure(proxy.port)))
    errors = sum(failed for failed, _ in tables)
    missed = [one for _, some in tables for one in some]
    print(f"\n{errors} errors in all")
    print(f"Limits missed: {'; '.join(missed)}" if missed else "Every limit is held.")
    return int(errors > 0 or bool(missed))


if __name__ == "__main__":
    sys.exit(main())
