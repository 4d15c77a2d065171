"""Several servers on one PostgreSQL: they start at once, and share what is built."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tests.live import BASE_DIR, BUILT_ATLAS, Site, clean_environment, link_collected
from tests.with_postgres import postgres

pytestmark = pytest.mark.skipif(not BUILT_ATLAS.is_dir(), reason="the atlas is not built")
SERVERS = 2


@pytest.fixture
def database() -> Iterator[str]:
    with postgres() as address:
        yield address


def prepare(var_dir: Path, database: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Prepare one server whose payloads are shared with the others, as `serve` does."""
    payloads = var_dir.parent / "payloads"
    payloads.mkdir(exist_ok=True)
    var_dir.mkdir(exist_ok=True)
    if not (var_dir / "payloads").exists():
        (var_dir / "payloads").symlink_to(payloads)
        link_collected(var_dir)
    environment = clean_environment() | {
        "ATLASVIEWER_VAR_DIR": str(var_dir),
        "ATLASVIEWER_ATLAS_DIR": str(BUILT_ATLAS),
        "ATLASVIEWER_DATABASE_URL": database,
    }
    return subprocess.run(
        [sys.executable, "manage.py", "serve", "--prepare-only", *options],
        cwd=BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def test_servers_that_start_at_once_on_an_empty_database_all_come_up(
    database: str, tmp_path: Path
) -> None:
    with ThreadPoolExecutor(SERVERS) as pool:
        folders = [tmp_path / f"server{number}" for number in range(SERVERS)]
        done = list(pool.map(lambda folder: prepare(folder, database), folders))
    assert [one.returncode for one in done] == [0] * SERVERS, "\n".join(one.stdout for one in done)
    migrated = ["migrations applied" in one.stdout for one in done]
    assert sorted(migrated) == [False, True]
    with psycopg.connect(database) as connection:
        names = connection.execute("SELECT fname FROM features_feature ORDER BY id").fetchall()
        sites = connection.execute("SELECT count(*) FROM features_siteidentity").fetchone()
    assert [name for (name,) in names] == [
        "volume",
        "voxels",
        "centroid_ap",
        "centroid_dv",
        "centroid_ml",
    ]
    assert sites == (1,)


def test_a_server_that_may_not_migrate_refuses_an_old_database(
    database: str, tmp_path: Path
) -> None:
    done = prepare(tmp_path / "server", database, "--no-migrate")
    assert done.returncode == 1
    assert "Run “manage.py migrate” once, then restart this server." in done.stdout
    with psycopg.connect(database) as connection:
        tables = connection.execute(
            "SELECT count(*) FROM information_schema.tables WHERE table_name = 'buckets_bucket'"
        ).fetchone()
    assert tables == (0,)


def test_sessions_have_the_limits_of_the_settings(database: str, tmp_path: Path) -> None:
    environment = {
        "ATLASVIEWER_DATABASE_URL": database,
        "ATLASVIEWER_STATEMENT_TIMEOUT": "7",
        "ATLASVIEWER_LOCK_TIMEOUT": "3",
    }
    script = (
        "from django.db import connection\n"
        "with connection.cursor() as cursor:\n"
        "    for name in ('statement_timeout', 'lock_timeout'):\n"
        "        cursor.execute(f'SHOW {name}')\n"
        "        print(*cursor.fetchone())\n"
    )
    with Site(tmp_path, environment=environment) as site:
        said = site.manage("shell", "--no-imports", "--command", script)
    assert said.split() == ["7s", "3s"]
