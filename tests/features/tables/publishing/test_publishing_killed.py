"""Publishing 300 features is all or nothing: killed in the middle, none is there."""

import contextlib
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.live import BASE_DIR, clean_environment

FEATURES = 300
SETTING_UP = ("migrate", "--verbosity=0")

# Kills itself where a power cut would: at the n-th payload, or between the rows and the commit.
KILLED = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from features.data import payloads
from features.models import Feature

where = sys.argv.pop(1)

def die():
    os.kill(os.getpid(), signal.SIGKILL)

if where.startswith("payload"):
    left = int(where.split()[1])
    store = payloads.store_payload
    def store_and_die(body):
        global left
        left -= 1
        if left == 0:
            die()
        return store(body)
    payloads.store_payload = store_and_die
elif where == "commit":
    create = type(Feature.objects).bulk_create
    def create_and_die(self, rows, *args, **options):
        create(self, rows, *args, **options)
        die()
    type(Feature.objects).bulk_create = create_and_die
call_command("upload_table", *sys.argv[1:])
"""


class Machine:
    """A site's data on a disk, whose processes can die."""

    def __init__(self, folder: Path) -> None:
        self.environment = clean_environment() | {
            "ATLASVIEWER_VAR_DIR": str(folder / "var"),
            "DJANGO_SETTINGS_MODULE": "atlasviewer.settings",
            "PYTHONPATH": str(BASE_DIR),
        }
        self.table = folder / "table.csv"
        header = ",".join(["acronym", *(f"feature {n}" for n in range(FEATURES))])
        rows = [
            ",".join([acronym, *(str(n * factor) for n in range(FEATURES))])
            for acronym, factor in (("VISp", 0.5), ("MOs", 0.25), ("CA1", 2))
        ]
        self.table.write_text("\n".join([header, *rows]))

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def publish(self, where: str) -> subprocess.CompletedProcess[str]:
        arguments = ("my_bucket", str(self.table), "--hemisphere=left", "--create")
        return self.run("-c", KILLED, where, *arguments)

    def count(self) -> int:
        """Return how many features a reader would see, after what the kill left behind."""
        path = Path(self.environment["ATLASVIEWER_VAR_DIR"]) / "atlasviewer.sqlite3"
        with contextlib.closing(sqlite3.connect(path)) as database:
            return database.execute("SELECT count(*) FROM features_feature").fetchone()[0]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    machine = Machine(tmp_path_factory.mktemp("killed"))
    assert machine.run("manage.py", *SETTING_UP).returncode == 0
    return machine


def test_killed_anywhere_none_is_visible_and_a_retry_succeeds(machine: Machine) -> None:
    for where in ("payload 1", f"payload {FEATURES // 2}", "commit"):
        killed = machine.publish(where)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert machine.count() == 0
    again = machine.publish("nowhere")
    assert again.returncode == 0, again.stderr
    assert f"{FEATURES} created" in again.stdout
    assert machine.count() == FEATURES
