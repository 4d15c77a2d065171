"""A whole site for tests: with its own data folder, served like `make run` on a free port."""

import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

import requests
from django.apps import apps

from atlasviewer.environment import TUTORIAL_GLOBAL_KEY as GLOBAL_KEY
from tests.waiting import SECONDS

BASE_DIR = Path(__file__).resolve().parent.parent
BUILT_ATLAS = BASE_DIR / "var" / "atlas"
DATABASE = "atlasviewer.sqlite3"
COLLECTED = BASE_DIR / "var" / "static"
START_SECONDS = 180
_READY = re.compile(r"atlasviewer is ready: (http://127\.0\.0\.1:\d+)/")


class SiteFailed(RuntimeError):
    """The site did not start; the message holds what it printed."""


def clean_environment() -> dict[str, str]:
    """Return this process's environment without the settings of any site."""
    return {key: value for key, value in os.environ.items() if not key.startswith("ATLASVIEWER_")}


def link_collected(var_dir: Path) -> bool:
    """Give a site the static files that `make run` has collected, if they are as they are now."""
    if not apps.ready:
        return False
    from atlasviewer.management.commands.serve import fingerprint_static

    stamp = COLLECTED / ".collected"
    if not stamp.exists() or stamp.read_text() != fingerprint_static():
        return False
    (var_dir / "static").symlink_to(COLLECTED)
    return True


@cache
def migrated_database() -> bytes:
    """Return an SQLite file with all migrations, which a process makes once for all its sites."""
    with TemporaryDirectory() as folder:
        site = Site(Path(folder))
        site.manage("migrate", "--verbosity=0")
        with closing(sqlite3.connect(site.var_dir / DATABASE)) as database:
            return database.serialize()


class Site:
    """A live site, as a context manager: ``with Site(tmp_path) as site: requests.get(site.api)``.

    Args:
        folder: an empty folder for everything the site writes.
        environment: settings (``ATLASVIEWER_…``) of this site beside its folder.
        static: whether to collect the static files, which only pages in a browser need.
    """

    def __init__(
        self,
        folder: Path,
        *,
        environment: Mapping[str, str] | None = None,
        static: bool = False,
    ) -> None:
        self.var_dir = folder / "var"
        self.log_path = folder / "gunicorn.log"
        self.static = static
        self.environment = clean_environment() | {
            "ATLASVIEWER_VAR_DIR": str(self.var_dir),
            "ATLASVIEWER_GLOBAL_KEY": GLOBAL_KEY,
            "DJANGO_SETTINGS_MODULE": "atlasviewer.settings",
            **(environment or {}),
        }
        self.url = ""
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def api(self) -> str:
        """The address of the API, with a trailing slash as the SDK expects."""
        return f"{self.url}/api/"

    @property
    def log(self) -> str:
        """What gunicorn and the site have printed so far."""
        return self.log_path.read_text() if self.log_path.exists() else ""

    def manage(self, *arguments: str) -> str:
        """Run ``manage.py`` on this site's data and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SiteFailed(f"manage.py {' '.join(arguments)} failed:\n{done.stdout}")
        return done.stdout

    def __enter__(self) -> "Site":
        self.var_dir.mkdir(parents=True, exist_ok=True)
        if BUILT_ATLAS.is_dir() and not (self.var_dir / "atlas").exists():
            (self.var_dir / "atlas").symlink_to(BUILT_ATLAS)
        collected = self.static and link_collected(self.var_dir)
        if "ATLASVIEWER_DATABASE_URL" in self.environment:
            self.manage("migrate", "--verbosity=0")
        else:
            (self.var_dir / DATABASE).write_bytes(migrated_database())
        if self.static and not collected:
            self.manage("collectstatic", "--no-input", "--verbosity=0")
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start gunicorn and wait until it answers."""
        command = [sys.executable, "-m", "gunicorn", "--config=python:atlasviewer.running.gunicorn"]
        command += ["--bind=127.0.0.1:0", "atlasviewer.wsgi"]
        with self.log_path.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=BASE_DIR, env=self.environment, stdout=log, stderr=log
            )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop gunicorn, and wait until it has ended."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def _wait(self) -> None:
        assert self.process is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if ready := _READY.search(self.log):
                self.url = ready.group(1)
                if self._answers():
                    return
            time.sleep(0.05)
        raise SiteFailed(f"The site did not start:\n{self.log}")

    def _answers(self) -> bool:
        """Whether the site works; 503 means that no atlas is built, which the API does not need."""
        try:
            return requests.get(f"{self.api}health", timeout=SECONDS).status_code in (200, 503)
        except (requests.ConnectionError, requests.Timeout):
            return False
