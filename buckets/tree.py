"""The tree of a bucket: order, grouping and display names of its features.

A tree is an object ``label → fname | subtree``; the order of its keys matters.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import orjson

from atlasviewer.web.errors import Invalid
from buckets.names import find_fname_problem

MAX_DEPTH = 20
MAX_ENTRIES = 20_000
MAX_LABEL = 300

TYPE_NAMES = {list: "a list", bool: "true or false", int: "a number", float: "a number"}


def check_tree(tree: object, *, place: str = "metadata.tree") -> dict[str, Any] | None:
    """Return the checked tree, or None for none; raise `Invalid` that names every wrong place."""
    if tree is None:
        return None
    problems = find_tree_problems(tree, place)
    if problems:
        raise Invalid(f"Invalid tree: {problems[0]['message']}", code="bad_tree", problems=problems)
    assert isinstance(tree, dict)  # noqa: S101 - for the type checker; found above otherwise
    return tree


def find_tree_problems(tree: object, place: str) -> list[dict[str, Any]]:
    """Return a problem for each wrong entry, at most 50. An fname without a feature is allowed."""
    if not isinstance(tree, dict):
        return [_problem(place, f"{place} must be an object {{label: fname or subtree}}.")]
    problems: list[dict[str, Any]] = []
    stack: list[tuple[str, dict[Any, Any], int]] = [(place, tree, 1)]
    entries = 0
    while stack and len(problems) < 50:
        path, branch, depth = stack.pop()
        if depth > MAX_DEPTH:
            problems.append(_problem(path, f"{path} is nested deeper than {MAX_DEPTH} levels."))
            continue
        entries += len(branch)
        if entries > MAX_ENTRIES:
            return [_problem(place, f"{place} has more than {MAX_ENTRIES:,} entries.")]
        for label, entry in branch.items():
            where = f"{path}.{label}"
            problems += _check_label(label, path)
            if isinstance(entry, dict):
                stack.append((where, entry, depth + 1))
            else:
                problems += _check_entry(entry, where)
    return problems


def mark_tree(tree: dict[str, Any] | None) -> str:
    """Return a hash of a tree, which differs for another tree or another order."""
    return hashlib.sha256(orjson.dumps(tree)).hexdigest()[:32]


def iterate_fnames(tree: dict[str, Any] | None) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield ``(labels from the root, fname)`` for each displayed feature, in display order."""
    stack: list[tuple[tuple[str, ...], Any]] = [((), tree or {})]
    while stack:
        labels, entry = stack.pop()
        if isinstance(entry, dict):
            stack += [((*labels, label), entry[label]) for label in reversed(entry)]
        else:
            yield labels, entry


def _check_label(label: object, path: str) -> list[dict[str, Any]]:
    if not isinstance(label, str) or not 1 <= len(label) <= MAX_LABEL:
        return [_problem(path, f"{path}: a label must have 1 to {MAX_LABEL} characters.")]
    if not label.isprintable():
        return [_problem(path, f"{path}: the label {label!r} contains an unprintable character.")]
    return []


def _check_entry(entry: object, where: str) -> list[dict[str, Any]]:
    if isinstance(entry, str):
        problem = find_fname_problem(entry)
        return [_problem(where, f"{where}: {problem}")] if problem else []
    kind = "null" if entry is None else TYPE_NAMES.get(type(entry), "something else")
    return [_problem(where, f"{where} must be the name of a feature or a subtree, not {kind}.")]


def _problem(place: str, message: str) -> dict[str, Any]:
    return {"place": place, "code": "bad_tree", "message": message}
