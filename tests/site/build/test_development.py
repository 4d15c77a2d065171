"""``make dev``: every imported name is mapped to a file, and no public site runs this way."""

import re
import subprocess
import sys

import pytest

from atlasviewer.build.assets import PACKAGES, PACKAGES_URL, import_map
from atlasviewer.settings import BASE_DIR, INSTALLED_APPS, MIDDLEWARE
from tests.live import clean_environment

NAMED = re.compile(r"""^(?:import|export|\}).* from '([^'./][^']*)';$""", re.MULTILINE)
READ_SETTINGS = "from atlasviewer.development import settings; print(settings.DEBUG)"


def imported_names() -> set[str]:
    sources = [path.read_text() for path in (BASE_DIR / "static/js").rglob("*.js")]
    return {name for text in sources for name in NAMED.findall(text)}


def read_settings(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", READ_SETTINGS],
        cwd=BASE_DIR,
        env=clean_environment() | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_package_that_a_module_names_is_in_the_import_map_and_there() -> None:
    names = imported_names()
    assert "three" in names
    for name in names:
        entry = max((known for known in PACKAGES if name.startswith(known)), key=len)
        file = PACKAGES[entry] + name.removeprefix(entry)
        assert (BASE_DIR / "node_modules" / file).is_file(), name
    assert import_map()["imports"]["three"] == f"{PACKAGES_URL}{PACKAGES['three']}"


def test_a_site_itself_knows_nothing_of_reloading() -> None:
    assert not [name for name in (*INSTALLED_APPS, *MIDDLEWARE) if "reload" in name]


@pytest.mark.parametrize(
    "public", [{"ATLASVIEWER_HTTPS": "1"}, {"ATLASVIEWER_PUBLIC_URL": "https://brain.example.org"}]
)
def test_a_public_site_does_not_run_from_its_sources(public: dict[str, str], tmp_path) -> None:
    folder = {"ATLASVIEWER_VAR_DIR": str(tmp_path)}
    assert read_settings(**folder).stdout.strip() == "True"
    refused = read_settings(**folder, **public)
    assert refused.returncode != 0
    assert "make run" in refused.stderr
