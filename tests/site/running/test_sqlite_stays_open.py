"""The index of SQLite's log lives as long as a process: a full disk has no space for a new one."""

import subprocess
import sys
from pathlib import Path

from tests.live import BASE_DIR, clean_environment

OPEN_AND_CLOSE = """
import sys
from pathlib import Path
import django
django.setup()
from django.db import connection
connection.cursor().execute("CREATE TABLE t (a)")
connection.close()
print(Path(connection.settings_dict["NAME"] + "-shm").exists())
"""


def test_the_index_of_the_log_outlives_the_connections_of_requests(tmp_path: Path) -> None:
    environment = clean_environment() | {
        "ATLASVIEWER_VAR_DIR": str(tmp_path),
        "ATLASVIEWER_DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "atlasviewer.settings",
    }
    command = [sys.executable, "-c", OPEN_AND_CLOSE]
    done = subprocess.run(
        command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "True\n"
