"""The reference lists every key of the choices and every code of a problem, and no other."""

import ast
import re
from pathlib import Path

from django.conf import settings

from atlasviewer.atlas.names import CODES
from features.tables.choices import _READERS, REPEATED
from features.tables.requests import PUBLISH_KEYS
from features.tables.understanding.vocabulary import ACRONYM, ID, NAME

ROOT = Path(settings.BASE_DIR)
REFERENCE = (ROOT / "docs/reference/table_choices.md").read_text(encoding="utf-8")
CODE_PLACES = {"Problem": 3, "CellProblem": 1, "add_problem": 1, "refuse": 2}
"""Function → where among its arguments the code of a problem stands."""
NOT_OF_ROWS = {"blank"}
"""Codes of keys that a table reports under another one (``blank_region``)."""


COMPOSED = {f"{kind}_disagrees" for kind in (ACRONYM, ID, NAME)}
"""Codes that the source puts together."""


def section(title: str) -> str:
    return REFERENCE.split(f"## {title}\n")[1].split("\n## ")[0]


def documented_codes() -> set[str]:
    return set(re.findall(r"`([a-z_]+)`", section("Problems")))


def sources() -> list[ast.Module]:
    return [ast.parse(path.read_text("utf-8")) for path in (ROOT / "features/tables").rglob("*.py")]


def codes_in_calls() -> set[str]:
    """Return the codes written out where the source makes a problem."""
    found = set()
    for node in (node for tree in sources() for node in ast.walk(tree)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        place = CODE_PLACES.get(name, len(node.args))
        if place < len(node.args) and isinstance(node.args[place], ast.Constant):
            found.add(node.args[place].value)
        if name == "Meaning":
            codes = [word.value for word in node.keywords if word.arg == "code"]
            found |= {code.value for code in codes if isinstance(code, ast.Constant)}
    return found


def test_every_key_of_the_choices_is_in_the_reference_and_no_other():
    documented = set(re.findall(r"^\| `([a-z_]+)` \|", section("Choices"), re.MULTILINE))
    assert documented == {*_READERS, *PUBLISH_KEYS}


def test_every_way_to_combine_repeats_is_in_the_reference():
    line = next(line for line in section("Choices").splitlines() if "| `repeated` |" in line)
    assert set(REPEATED) <= set(re.findall(r"`([a-z]+)`", line))


def test_every_code_of_a_problem_is_in_the_reference():
    codes = codes_in_calls() | COMPOSED | CODES.keys() - NOT_OF_ROWS
    assert len(codes) > 30
    assert codes - documented_codes() == set()


def test_the_reference_lists_no_code_that_is_gone():
    literals = {
        node.value
        for tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert documented_codes() - literals - CODES.keys() - COMPOSED == set()
