"""Writers killed at every moment: the site shows either the old or the new feature."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests import cast
from tests.live import BASE_DIR, Site
from tests.waiting import SECONDS

BEFORE_COMMIT = [
    "draft written",
    "draft flushed",
    "renamed",
    "stored",
    "row saved",
    "not committed",
]


@pytest.fixture(scope="module")
def crash_site(tmp_path_factory: pytest.TempPathFactory) -> "Site":
    with Site(tmp_path_factory.mktemp("crashes")) as site:
        headers = {"Authorization": cast.bearer(cast.GLOBAL_KEY)}
        metadata = {"uuid": "my_bucket", "metadata": {"token": cast.OWNER_TOKEN}}
        assert requests.post(f"{site.api}buckets", json=metadata, headers=headers).ok
        headers = {"Authorization": cast.bearer(cast.OWNER_TOKEN)}
        feature = {"fname": "rate", "feature_data": cast.region_data(1)}
        assert requests.post(f"{site.api}buckets/my_bucket", json=feature, headers=headers).ok
        yield site


def read_value(site: Site) -> float:
    answer = requests.get(f"{site.api}buckets/my_bucket/rate", timeout=SECONDS)
    assert answer.status_code == 200
    return answer.json()["feature_data"]["mappings"]["allen"]["data"]["1"]["mean"]


def kill_writer(site: Site, point: str, value: float) -> None:
    """Let another process patch the feature and be killed at a point."""
    command = [sys.executable, "-m", "tests.site.running.crashing", point, str(value)]
    done = subprocess.run(
        command, cwd=BASE_DIR, env=site.environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


def files(site: Site) -> list[Path]:
    return [path for path in (site.var_dir / "payloads").glob("??/*") if path.is_file()]


def test_killed_before_the_commit_the_old_feature_is_there_and_after_it_the_new(
    crash_site: Site,
) -> None:
    """Also: what the killed writers left behind is swept, and nothing else."""
    for number, point in enumerate(BEFORE_COMMIT):
        kill_writer(crash_site, point, 100 + number)
        assert read_value(crash_site) == 1
    kill_writer(crash_site, "committed", 7)
    assert read_value(crash_site) == 7

    drafts = [path for path in files(crash_site) if path.suffix == ".draft"]
    assert len(drafts) == 2
    crash_site.manage("check_site", "--adopt")
    crash_site.manage("sweep_payloads", "--older-than=0")
    # What is left is the feature and its former version.
    assert len(files(crash_site)) == 2
    assert read_value(crash_site) == 7
