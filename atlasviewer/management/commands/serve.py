"""Prepares what a site needs, then serves it: the last step of ``make run``."""

import hashlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from atlasviewer.build import bundles
from atlasviewer.running.starting import one_database_start, one_folder_start, pending_migrations
from buckets.deploy_checks import warn_of_open_doors

BUNDLED_BY = (Path(bundles.__file__), settings.BASE_DIR / "package-lock.json")
"""What determines the bundles besides the modules: options, and versions of libraries."""


class Command(BaseCommand):
    help = "Migrate, build the atlas, create the demo bucket, collect static files, and serve."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            ("--prepare-only"), action="store_true", help="do everything except serve"
        )
        parser.add_argument(
            "--sources",
            action="store_true",
            help="for development: serve modules as they are written, load pages again on change",
        )
        parser.add_argument(
            "--no-migrate",
            action="store_true",
            help="do not migrate the database; refuse to start if migrations are missing",
        )

    def handle(self, **options: Any) -> None:
        site = settings.ATLASVIEWER
        with one_folder_start(site.var_dir), one_folder_start(site.atlas_dir):
            self._prepare(migrate_first=not options["no_migrate"], collect=not options["sources"])
        for warning in warn_of_open_doors():
            self.stdout.write(self.style.WARNING(f"Warning: {warning.msg} {warning.hint}"))
        if not options["prepare_only"]:
            start = serve_sources if options["sources"] else serve
            start(options["host"], options["port"])

    def _prepare(self, *, migrate_first: bool, collect: bool) -> None:
        """Bring database, atlas and files up to date, while other servers wait to start."""
        with one_database_start():
            self._step("Database", migrate if migrate_first else require_migrated)
            self._step(
                "Site", lambda: call_command("check_site", "--identity-only", stdout=self.stdout)
            )
        self._step("Atlas", lambda: call_command("build_atlas", stdout=self.stdout))
        with one_database_start():
            self._step("Demo bucket", lambda: call_command("make_demo", stdout=self.stdout))
        if collect:
            self._step("Static files", collect_static)
        self._step("Bin", lambda: call_command("empty_bin", stdout=self.stdout))
        self._step("Ended sessions", lambda: call_command("clearsessions"))

    def _step(self, name: str, work: Callable[[], str | None]) -> None:
        self.stdout.write(f"{name} …")
        self.stdout.flush()
        started = time.monotonic()
        said = work()
        seconds = time.monotonic() - started
        self.stdout.write(f"{name}: {said or 'ready'} ({seconds:.1f} s)")


def migrate() -> str:
    """Bring the database up to date; report if it already was."""
    pending = pending_migrations()
    if not pending:
        return "up to date"
    call_command("migrate", verbosity=0, interactive=False)
    return f"{len(pending)} migrations applied"


def require_migrated() -> str:
    """Refuse to start on a database that lacks migrations."""
    pending = pending_migrations()
    if pending:
        raise CommandError(
            f"The database lacks {len(pending)} migrations (first: {pending[0]}). Run “manage.py "
            f"migrate” once, then restart this server."
        )
    return "up to date"


def collect_static() -> str:
    """Collect, hash and compress the static files, unless they are unchanged."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    current = fingerprint_static()
    if stamp.exists() and stamp.read_text() == current:
        return "up to date"
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(current)
    return "collected"


def fingerprint_static() -> str:
    """Return a hash over name, size and time of every static file and of what bundles them."""
    digest = hashlib.sha256()
    for path in BUNDLED_BY:
        digest.update(path.read_bytes())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def serve(host: str, port: int) -> None:
    """Replace this process by the server, which prints its address when it is ready."""
    sys.stdout.flush()
    program = [sys.executable, "-m", "gunicorn", "-c", "python:atlasviewer.running.gunicorn"]
    os.execv(sys.executable, [*program, "--bind", f"{host}:{port}", "atlasviewer.wsgi"])  # noqa: S606


def serve_sources(host: str, port: int) -> None:
    """Replace this process by Django's own server, which restarts when Python changes."""
    sys.stdout.flush()
    os.environ["DJANGO_SETTINGS_MODULE"] = "atlasviewer.development.settings"
    program = [sys.executable, "manage.py", "runserver", f"{host}:{port}"]
    os.chdir(settings.BASE_DIR)
    os.execv(sys.executable, program)  # noqa: S606
