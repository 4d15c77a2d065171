"""The other files in `deploy/` match the project."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from atlasviewer.environment import PREFIX, Environment
from tests.live import BASE_DIR

DEPLOY = BASE_DIR / "deploy"
KNOWN = {f"{PREFIX}{name.upper()}" for name in Environment.model_fields}


def test_every_setting_named_in_deploy_is_one_of_the_site() -> None:
    files = [path for path in DEPLOY.rglob("*") if path.is_file()]
    named = {name for path in files for name in re.findall(rf"{PREFIX}[A-Z_]+", path.read_text())}
    assert len(named) > 10
    assert named <= KNOWN


def test_compose_names_its_volumes_and_secrets() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    assert set(compose["services"]) == {"site", "worker", "postgres", "store", "bucket", "caddy"}
    mounted = {
        volume.split(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", [])
        if not volume.startswith(".")
    }
    assert mounted == set(compose["volumes"])
    text = (DEPLOY / "compose.yaml").read_text()
    asked = set(re.findall(r"\$\{([A-Z_]+)", text))
    given = set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "example.env").read_text(), re.MULTILINE))
    assert asked == given


def test_the_image_copies_what_a_site_needs() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    copied = {
        name for line in re.findall(r"^COPY (.+)$", text, re.MULTILINE) for name in line.split()
    }
    needed = {"manage.py", "atlasviewer", "buckets", "features", "templates", "static"}
    assert needed | {"requirements.txt", "constraints.txt", "package-lock.json"} <= copied
    assert all((BASE_DIR / name).exists() for name in needed)


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("systemd/*")), ids=lambda path: path.name)
def test_the_units_are_ones_that_systemd_reads(path: Path, tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    assert analyze, "systemd-analyze is part of systemd"
    for unit in DEPLOY.glob("systemd/*"):
        text = unit.read_text().replace("/opt/atlasviewer/.venv/bin/python", "/bin/true")
        (tmp_path / unit.name).write_text(text)
    done = subprocess.run(
        [analyze, "verify", "--man=no", str(tmp_path / path.name)], capture_output=True, text=True
    )
    complaints = [line for line in done.stderr.splitlines() if path.name in line]
    assert not complaints
