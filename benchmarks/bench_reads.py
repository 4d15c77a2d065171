"""Reading a feature against its limit: the same server sending a file of the same size.

Run as ``python benchmarks/bench_reads.py``; starts its own site on a free port.
"""

import http.client
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.live import Site

ROUNDS = 400
WARM_UP = 40
BUCKET = "/api/buckets/allen_ccf"
FEATURE = f"{BUCKET}/volume"


def time_get(
    connection: http.client.HTTPConnection, path: str, headers: dict[str, str]
) -> tuple[float, int]:
    """Return seconds and bytes of one request on an open connection."""
    started = time.perf_counter()
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    seconds = time.perf_counter() - started
    assert answer.status in (200, 304), (path, answer.status)
    return seconds, len(body)


def measure(address: str, requests: dict[str, tuple[str, dict[str, str]]]) -> dict[str, float]:
    """Return the median milliseconds of each request, taken in turn so that drift hits all."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    times: dict[str, list[float]] = {name: [] for name in requests}
    for turn in range(WARM_UP + ROUNDS):
        for name, (path, headers) in requests.items():
            seconds, _ = time_get(connection, path, headers)
            if turn >= WARM_UP:
                times[name].append(seconds)
    return {name: statistics.median(values) * 1000 for name, values in times.items()}


def main() -> None:
    """Measure and print a table: milliseconds, and the ratio to the limit of the same run."""
    packed = {"Accept-Encoding": "gzip"}
    with tempfile.TemporaryDirectory() as folder, Site(Path(folder), static=False) as site:
        site.manage("make_demo")
        connection = http.client.HTTPConnection(urlsplit(site.url).netloc)
        connection.request("GET", FEATURE, headers=packed)
        answer = connection.getresponse()
        body, etag = answer.read(), answer.headers["ETag"]
        same_size = Path(folder) / "var" / "static" / "same_size.bin"
        same_size.write_bytes(body)
        site.stop()
        site.start()  # static files are listed at the start
        medians = measure(
            site.url,
            {
                "a file of the same size (the limit)": ("/static/same_size.bin", {}),
                "a feature, gzip": (FEATURE, packed),
                "a feature, inflated for the client": (FEATURE, {"Accept-Encoding": "identity"}),
                "a feature, not changed (304)": (FEATURE, {**packed, "If-None-Match": etag}),
                "a bucket's listing": (BUCKET, packed),
            },
        )
    limit = next(iter(medians.values()))
    print(f"\nReading a feature of {len(body):,} bytes (gzip), medians of {ROUNDS} in turn\n")
    for name, milliseconds in medians.items():
        print(f"  {name:<38} {milliseconds:7.2f} ms   {milliseconds / limit:5.2f} × the limit")


if __name__ == "__main__":
    main()
