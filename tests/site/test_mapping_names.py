"""Names that Python and JavaScript both need are the same in both."""

import re

from atlasviewer.atlas.regions import MAPPINGS, NEAREST_MAPPINGS
from atlasviewer.settings import BASE_DIR

SOURCES = BASE_DIR / "static/js"
HOME = SOURCES / "core/mappings.js"
LIST = re.compile(r"export const (\w+) = Object\.freeze\(\[(.*?)\]\);")


def test_the_mappings_of_the_browser_are_those_of_the_atlas() -> None:
    lists = {name: re.findall(r"'(\w+)'", text) for name, text in LIST.findall(HOME.read_text())}
    assert lists == {"MAPPINGS": list(MAPPINGS), "NEAREST_MAPPINGS": list(NEAREST_MAPPINGS)}


def test_the_mappings_are_listed_once_in_each_language() -> None:
    listed = re.compile(r"""(['"])(?:allen|beryl)\1, (['"])(?:allen|beryl)\2, (['"])cosmos\3""")
    files = [*SOURCES.rglob("*.js")]
    for room in ("atlasviewer", "buckets", "features"):
        files += (BASE_DIR / room).rglob("*.py")
    found = {str(path.relative_to(BASE_DIR)) for path in files if listed.search(path.read_text())}
    assert found == {"static/js/core/mappings.js", "atlasviewer/atlas/regions.py"}
