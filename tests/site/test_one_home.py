"""Facts that the site repeats have one home; code that only tests use is not kept."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from atlasviewer.atlas.regions import MAPPINGS
from buckets.models import BIN_DAYS

ROOT = Path(__file__).parents[2]
APPS = ("atlasviewer", "buckets", "features")
CALLED_BY_NAME = {
    # Django, DRF, gunicorn and the standard library call these.
    *("handler400", "handler404", "handler500", "dispatch", "process_view", "process_exception"),
    *("new_file", "receive_data_chunk", "file_complete", "select_renderer", "sendall"),
    *("from_db_value", "value_to_string", "has_changed", "clean_confirm", "_open"),
    *("get_available_name", "ready", "has_delete_permission", "get_readonly_fields"),
}


@cache
def read_sources() -> dict[Path, str]:
    """Return the sources of the apps and the templates, by their paths from the root."""
    found = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    found += (ROOT / "templates").rglob("*.html")
    return {
        path.relative_to(ROOT): path.read_text(encoding="utf-8")
        for path in found
        if "migrations" not in path.parts
    }


EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)
EXPORT_LIST = re.compile(r"^export \{([^}]*)\}", re.MULTILINE)


@pytest.mark.parametrize("page", ["docs/buckets.md", "docs/deploy.md"])
def test_the_docs_know_how_long_the_bin_keeps(page):
    assert f"{BIN_DAYS} days" in (ROOT / page).read_text()


def test_no_sentence_repeats_how_long_the_bin_keeps():
    texts = read_sources()
    assert len(texts) > 150
    assert [path for path, text in texts.items() if re.search(r"\b(30|thirty) days\b", text)] == []


def test_the_parcellations_are_listed_once():
    listed = re.compile(r'"allen",\s*"beryl",\s*"cosmos"')
    found = [path for path, text in read_sources().items() if listed.search(text)]
    assert found == [Path("atlasviewer/atlas/regions.py")]
    assert MAPPINGS == ("allen", "beryl", "cosmos")


def test_nothing_is_kept_that_only_tests_refer_to():
    """Functions and classes whose name stands nowhere else in the sources, imports left out."""
    words: Counter[str] = Counter()
    renamed = re.compile(r"\bimport (\w+) as \w+")
    defined: dict[str, str] = {}
    for path, text in read_sources().items():
        if path.suffix == ".py":
            tree = ast.parse(text)
            words.update(renamed.findall(text))
            framework = path.name in ("admin.py", "apps.py", "environment.py", "gunicorn.py")
            for node in ast.walk(tree):
                named = isinstance(node, ast.FunctionDef | ast.ClassDef)
                if named and not framework and not node.name.startswith("__"):
                    defined[node.name] = f"{path}: {node.name}"
            text = "\n".join(
                ast.get_source_segment(text, node) or ""
                for node in tree.body
                if not isinstance(node, ast.Import | ast.ImportFrom)
                and not (path.name == "__init__.py" and isinstance(node, ast.Assign))
            )
        words.update(re.findall(r"\w+", text))
    unused = {name for name in defined if words[name] < 2} - CALLED_BY_NAME
    assert sorted(defined[name] for name in unused) == []


def test_no_module_of_javascript_exports_what_nothing_uses():
    """A name that is exported stands somewhere else too: in another module, or again in its own."""
    files = sorted((ROOT / "static/js").rglob("*.js"))
    texts = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in files}
    words = Counter(word for text in texts.values() for word in re.findall(r"\w+", text))
    exported = [(path, name) for path, text in texts.items() for name in EXPORTED.findall(text)]
    for path, text in texts.items():
        for names in EXPORT_LIST.findall(text):
            exported += [(path, name) for name in re.findall(r"\w+", names)]
    assert len(exported) > 500
    assert [f"{path}: {name}" for path, name in exported if words[name] < 2] == []
