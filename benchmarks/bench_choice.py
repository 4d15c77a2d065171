"""Which server runs the site: gunicorn's threads as configured, granian (WSGI) and uvicorn (ASGI).

Run as ``python benchmarks/bench_choice.py``. The same requests go to each, in turn and in several
rounds, on 8 and on 500 connections by ``wrk``. Granian and uvicorn are no part of the site: install
them into an environment of their own that also sees the site's, and run this with its Python.
What is not installed is left out.
"""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

import psutil
import requests

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.bench_load import fill
from tests.live import BASE_DIR, Site

SECONDS = 3
ROUNDS = 2
PROCESSES = min(4, os.cpu_count() or 1)
THREADS = 40
PATHS = {
    "a view that does nothing": "/null",
    "a feature of 41 kB": "/api/buckets/load/feature%20000",
    "a bucket of 100 features": "/api/buckets/load",
}
CONNECTIONS = (8, 500)
PYTHON = [sys.executable, "-m"]
SERVERS = {
    "gunicorn, gthread": [
        *(*PYTHON, "gunicorn", "--config=python:atlasviewer.running.gunicorn"),
        *("--bind=127.0.0.1:{port}", "atlasviewer.wsgi"),
    ],
    "granian, WSGI": [
        *(*PYTHON, "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", "{port}"),
        *("--workers", str(PROCESSES), "--blocking-threads", str(THREADS)),
        *("--backlog", "2048", "--no-ws", "atlasviewer.wsgi:application"),
    ],
    "uvicorn, ASGI": [
        *(*PYTHON, "uvicorn", "--host", "127.0.0.1", "--port", "{port}", "--no-access-log"),
        *("--workers", str(PROCESSES), "--lifespan", "off", "--log-level", "warning"),
        "benchmarks.load.asgi:application",
    ],
}
"""Each with as many processes as the site starts, and with as many threads where it has them."""
Measured = tuple[float, float, int]
"""Answers per second, microseconds of processor time for each, errors."""


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def served(command: list[str], site: Site) -> Iterator[tuple[psutil.Process, str]]:
    """Run a server on the data of a site; yield its process and its address."""
    port = free_port()
    filled = [part.format(port=port) for part in command]
    with site.log_path.open("ab") as log:
        process = subprocess.Popen(
            filled, cwd=BASE_DIR, env=site.environment, stdout=log, stderr=log
        )
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(1200):
            try:
                if requests.get(f"{address}/null", timeout=60).status_code == 200:
                    break
            except requests.RequestException:
                time.sleep(0.1)
            if process.poll() is not None:
                raise RuntimeError(site.log)
        yield psutil.Process(process.pid), address
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()


def spent(master: psutil.Process) -> float:
    """Return the processor seconds of a server's processes so far."""
    times = [process.cpu_times() for process in (master, *master.children(recursive=True))]
    return sum(time.user + time.system for time in times)


def load(master: psutil.Process, address: str, connections: int) -> Measured:
    """Send one request over and over."""
    before = spent(master)
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--timeout", "30s"]
    command += ["-H", "Accept-Encoding: gzip", address]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    count = max(int(re.search(r"(\d+) requests in", done.stdout)[1]), 1)
    errors = sum(map(int, re.findall(r"Non-2xx or 3xx responses: (\d+)", done.stdout)))
    sockets = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", done.stdout)
    errors += sum(map(int, sockets.groups())) if sockets else 0
    per_second = float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])
    return per_second, (spent(master) - before) / count * 1e6, errors


def main() -> int:
    """Print the table; return 1 when nothing could be measured."""
    if shutil.which("wrk") is None:
        print("wrk is not installed (Debian: apt-get install wrk); nothing measured.")
        return 1
    servers = {name: command for name, command in SERVERS.items() if find_spec(command[2])}
    found: dict[tuple[str, str, int], list[Measured]] = {}
    with tempfile.TemporaryDirectory() as folder:
        site = Site(
            Path(folder), environment={"DJANGO_SETTINGS_MODULE": "benchmarks.load.settings"}
        )
        with site:
            fill(site)
            site.stop()
            for _ in range(ROUNDS):
                for server, command in servers.items():
                    with ExitStack() as stack:
                        master, address = stack.enter_context(served(command, site))
                        for count in CONNECTIONS:
                            for name, path in PATHS.items():
                                measured = load(master, address + path, count)
                                found.setdefault((name, server, count), []).append(measured)
    for count in CONNECTIONS:
        print(f"\n{count} connections, {PROCESSES} processes, middle of {ROUNDS} rounds\n")
        for name in PATHS:
            for server in servers:
                rounds = found[name, server, count]
                speed, cost, errors = (
                    statistics.median(column) for column in zip(*rounds, strict=True)
                )
                numbers = f"{speed:7.0f} /s {cost:7.0f} µs of processor {errors:4.0f} errors"
                print(f"  {name:<26} {server:<18} {numbers}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
