"""Stages return what they explain: nothing is found twice, no argument is modified."""

import ast
from collections.abc import Iterator
from pathlib import Path

from features.tables import Choices
from features.tables.explanation import Explanation, ask, say
from features.tables.problems import Problem
from features.tables.understanding import finding, understanding
from tests.features.tables import builders as b

TABLES = Path(finding.__file__).parents[1]
WRITES = {"append", "extend", "insert", "add", "update", "remove", "pop", "clear", "setdefault"}
BY_TRADE = ("drop_trailing_blanks", "read_label")
"""Functions that modify an argument, but do not report through it: one trims, one caches."""


def test_explanations_stand_behind_each_other():
    problem = Problem(None, None, "", "no_values", "Add a number.")
    both = say("First.", "") + ask(problem) + say("Second.")
    assert both == Explanation(("First.", "Second."), (problem,))


def test_the_table_is_found_once_even_where_a_key_is_corrected_by_its_row(monkeypatch):
    calls = []

    def count(workbook, choices):
        calls.append(choices)
        return finding.find_table(workbook, choices)

    monkeypatch.setattr(understanding, "find_table", count)
    upload = b.text("region,rate\nVISpp,1\nMOs,2\n")
    checked = b.run(upload, hemisphere="right", corrections={"2": "VISp"})
    assert len(calls) == 1
    assert b.values(checked)["rate"] == {186: 1.0, 25: 2.0}


def test_a_check_leaves_the_choices_and_the_workbook_as_they_were():
    choices = Choices.from_json({"corrections": {"2": "VISp"}, "hemisphere": "left"})
    before = repr(choices)
    checked = b.run(b.text("region,rate\nVISpp,1\nMOs,2\n"), hemisphere="left")
    assert repr(choices) == before
    assert checked.understood.workbook.sheets[0].rows[1] == ["VISpp", "1"]


def iterate_writes(function: ast.FunctionDef) -> Iterator[str]:
    """Yield each argument that a function changes, unless it gave the name another value first."""
    named = function.args
    arguments = {one.arg for one in (*named.args, *named.kwonlyargs)} - {"self", "cls"}
    own = {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    for node in ast.walk(function):
        changed = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            changed = node.func.value if node.func.attr in WRITES else None
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            changed = node
        while isinstance(changed, ast.Attribute | ast.Subscript):
            changed = changed.value
        if isinstance(changed, ast.Name) and changed.id in arguments - own:
            yield f"{function.name}: {changed.id}"


def test_no_function_reports_by_changing_an_argument():
    functions = [
        node
        for path in sorted(TABLES.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    ]
    assert len(functions) > 300
    changed = [found for one in functions for found in iterate_writes(one)]
    assert [found for found in changed if not found.startswith(BY_TRADE)] == []
