"""Bundles: few files per page, all present, and a clear message if they cannot be created."""

import gzip
import json
import subprocess
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from atlasviewer.build import bundles
from atlasviewer.build.assets import first_modules, style_sheets
from atlasviewer.settings import BASE_DIR

VIEWER = "js/pages/viewer/main.js"
FIRST_BYTES = 40_300
FIRST_FILES = 1


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("static")
    bundles.make_bundles(root)
    return root


def test_every_page_begins_with_its_main_module_and_all_its_files_are_there(
    made: Path,
) -> None:
    imports = bundles.read_imports(made)
    assert list(imports) == list(bundles.PAGES)
    for page, entries in imports.items():
        main = f"js/pages/{page}/main.js"
        record = json.loads((made / f"{entries[main][0]}.map").read_text())
        assert any(source.endswith(main) for source in record["sources"])
    names = [name for entries in imports.values() for found in entries.values() for name in found]
    assert len(names) > len(bundles.PAGES)
    assert [name for name in names if not (made / name).is_file()] == []


def test_the_viewers_first_picture_needs_few_files_and_little_javascript(made: Path) -> None:
    first = bundles.read_imports(made)["viewer"][VIEWER]
    assert len(first) <= FIRST_FILES
    assert sum(len(gzip.compress((made / name).read_bytes())) for name in first) < FIRST_BYTES


def test_three_js_is_not_among_the_viewers_first_files(made: Path) -> None:
    first = bundles.read_imports(made)["viewer"][VIEWER]
    assert not any("WebGLRenderer" in (made / name).read_text() for name in first)
    library = bundles.read_imports(made)["viewer"]["js/panels/three/three.js"]
    assert any("WebGLRenderer" in (made / name).read_text() for name in library)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("js/pages/viewer/old_link.js", "bwm_wheel_speed"),
        ("js/data/local/local_features.js", "indexedDB"),
    ],
)
def test_what_few_visits_need_is_not_among_the_viewers_first_files(
    made: Path, source: str, words: str
) -> None:
    imports = bundles.read_imports(made)["viewer"]
    assert any(words in (made / name).read_text() for name in imports[source])
    assert not any(words in (made / name).read_text() for name in imports[VIEWER])


def test_bundles_made_again_are_the_same_files(made: Path, tmp_path: Path) -> None:
    names = sorted(bundles.make_bundles(tmp_path))
    again = {name: (tmp_path / name).read_bytes() for name in names if name.endswith(".js")}
    assert again == {name: (made / name).read_bytes() for name in again}
    assert len(again) > FIRST_FILES


def test_one_style_sheet_holds_those_of_the_page(made: Path) -> None:
    joined = (made / "bundles/viewer.css").read_text()
    sheets = [(BASE_DIR / "static" / name).read_text() for name in style_sheets("viewer")]
    places = [joined.index(sheet) for sheet in sheets]
    assert places == sorted(places)
    assert len(places) == len(bundles.STYLES["viewer"])


def test_where_nothing_was_collected_pages_take_the_sources() -> None:
    assert first_modules("viewer")[0] == VIEWER
    assert "js/pages/viewer/display.js" in first_modules("viewer")
    assert bundles.read_imports(Path("/nowhere")) == {}


def test_modules_that_do_not_fit_together_stop_it(tmp_path: Path, settings) -> None:
    folder = tmp_path / "static/js/pages/viewer"
    folder.mkdir(parents=True)
    (folder / "main.js").write_text("import { missing } from './nowhere.js';\nmissing();\n")
    bundler = bundles.find_bundler()
    settings.BASE_DIR = tmp_path
    with pytest.raises(subprocess.CalledProcessError):
        bundles._bundle(bundler, "viewer", tmp_path)


def test_without_the_javascript_packages_it_says_how_to_get_them(settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    with pytest.raises(ImproperlyConfigured, match="npm ci"):
        bundles.make_bundles(tmp_path)
