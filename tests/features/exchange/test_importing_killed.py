"""An import that is killed anywhere leaves only complete buckets, and the next run finishes it."""

import json
import signal
import subprocess
import sys
from pathlib import Path

from tests.features.exchange import older_site as older
from tests.features.exchange.killing import MOMENTS
from tests.live import BASE_DIR, clean_environment

BUCKETS = 3
FEATURES = 4


def test_killed_at_any_moment_only_whole_buckets_are_there_and_a_run_ends_it(
    tmp_path: Path,
) -> None:
    root = tmp_path / "older"
    for number in range(BUCKETS):
        metadata = older.bucket_metadata(uuid=f"b{number}", alias=None)
        features = {f"f{at}": older.regions(10 * number + at) for at in range(FEATURES)}
        older.write_bucket(root, f"b{number}", metadata, **features)
    environment = clean_environment() | {
        "ATLASVIEWER_VAR_DIR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "atlasviewer.settings",
    }
    command = [sys.executable, "-m", "tests.features.exchange.killing", str(root)]
    done = subprocess.run(
        command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    *deaths, last = map(json.loads, done.stdout.splitlines())
    assert [run["ended"] for run in deaths] == [-signal.SIGKILL] * len(MOMENTS)
    assert last["ended"] == 0
    assert [name for name, _ in last["contents"]] == [f"b{at}" for at in range(BUCKETS)]
    for name, features in last["contents"]:
        assert [fname for fname, _ in features] == [f"f{at}" for at in range(FEATURES)], name
    for run in deaths:
        assert all(bucket in last["contents"] for bucket in run["contents"])
    assert [len(run["contents"]) for run in deaths] == [0, 1, 1, 2, 3]
