"""No file, function or folder grows so large that a stranger gets lost in it."""

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("atlasviewer", "buckets", "features", "benchmarks", "tests", "static", "templates", "docs")
SOURCES = {".py", ".js", ".mjs", ".css", ".html", ".md"}
LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 60
FILES_OF_A_FOLDER = 20
CHARACTERS_OF_A_LINE = 160


@cache
def list_sources() -> tuple[Path, ...]:
    """Return the files that people write and read, as paths from the root of the project."""
    found = (path for room in ROOMS for path in (ROOT / room).rglob("*"))
    return tuple(
        path.relative_to(ROOT)
        for path in found
        if path.suffix in SOURCES and not {"vendor", "migrations"} & {*path.parts}
    )


def list_python() -> list[Path]:
    return [path for path in list_sources() if path.suffix == ".py"]


def iterate_functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the name of each function of a file and its lines, decorators left out."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_looked_at(room):
    assert any(path.parts[0] == room for path in list_sources())


def test_no_file_of_python_is_longer_than_300_lines():
    lines = {str(path): len((ROOT / path).read_text().splitlines()) for path in list_python()}
    assert {path: count for path, count in lines.items() if count > LINES_OF_A_FILE} == {}


def test_no_function_of_python_is_longer_than_60_lines():
    long = [
        f"{path}: {name}, {lines} lines"
        for path in list_python()
        for name, lines in iterate_functions(path)
        if lines > LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_no_line_is_longer_than_160_characters():
    pages = [Path(name) for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    long = [
        f"{path}:{number}"
        for path in [*pages, *list_sources()]
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > CHARACTERS_OF_A_LINE
    ]
    assert long == []


def test_no_folder_holds_more_than_20_files_beside_each_other():
    files = Counter(path.parent.as_posix() for path in list_sources())
    crowded = {folder: count for folder, count in files.items() if count > FILES_OF_A_FOLDER}
    assert crowded == {}
