"""One start at a time: servers that share a database or a folder prepare it in turn."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

ADVISORY_KEY = 0x61746C61735669
"""Names this site's lock in PostgreSQL; any 64-bit number that nothing else uses."""


@contextmanager
def one_database_start() -> Iterator[None]:
    """Hold a lock in PostgreSQL while a server migrates; on SQLite the folder's lock serves.

    The lock belongs to the session: it is released when the process ends, however it ends.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        lift_time_limits(connection)
        cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_KEY])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_KEY])
        # Restore the timeouts of this site's sessions.
        connection.close()


@contextmanager
def one_folder_start(folder: Path) -> Iterator[None]:
    """Hold a file lock in a folder while its files are built."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".start.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def lift_time_limits(database: BaseDatabaseWrapper) -> None:
    """Lift this session's timeouts of statements, for a migration."""
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SET lock_timeout = 0")


def pending_migrations() -> list[str]:
    """Return the migrations that the database lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
