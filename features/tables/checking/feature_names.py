"""Names and texts of features that cannot be stored, and names that are used twice."""

from dataclasses import replace

from buckets.names import find_fname_problem, find_text_problem
from features.tables.problems import Problem
from features.tables.understanding.columns import FeatureColumn
from features.tables.understanding.repeated_names import Slot, do_blocks_continue, slot_of
from features.tables.understanding.understanding import Understood
from features.texts import STATISTIC_LIMIT, TEXT_LIMITS

MAX_FEATURES = 2_000
REPEATED_NAME = "repeated_name"


def check_names(understood: Understood) -> list[Problem]:
    """Return a problem for each feature whose name is not allowed or used twice."""
    problems = []
    seen: dict[Slot, FeatureColumn] = {}
    body = understood.body
    continued = body is None or do_blocks_continue(body, understood.features)
    if len(understood.features) > MAX_FEATURES:
        message = f"The table has {len(understood.features):,} features; at most {MAX_FEATURES:,} "
        message += "can be read at once. Leave out columns."
        return [Problem(None, None, "", "too_many", message)]
    for feature in understood.features:
        wrong = find_fname_problem(feature.fname)
        if wrong:
            problems.append(_name_problem(understood, feature, "bad_name", _sentence(wrong)))
            continue
        problems += _check_texts(understood, feature)
        sides = (None, feature.side) if feature.side else (None, "left", "right")
        same = [slot_of(replace(feature, side=side), continued) for side in sides]
        earlier = next((seen[key] for key in same if key in seen), None)
        if earlier is not None:
            message = f"Columns {earlier.column} and {feature.column} would both become the "
            message += f"feature “{feature.fname}”. Rename one of them, or leave it out."
            problems.append(_name_problem(understood, feature, REPEATED_NAME, message))
        seen[slot_of(feature, continued)] = feature
    return problems


def _check_texts(understood: Understood, feature: FeatureColumn) -> list[Problem]:
    """Return a problem for each text of a feature that a bucket would refuse."""
    texts = (
        ("unit", feature.unit, TEXT_LIMITS["unit"]),
        ("description", feature.description, TEXT_LIMITS["short_desc"]),
        ("statistic", feature.statistic, STATISTIC_LIMIT),
    )
    return [
        _name_problem(understood, feature, "bad_text", f"The {what} of “{feature.fname}” {wrong}")
        for what, text, limit in texts
        if (wrong := find_text_problem(text, limit=limit))
    ]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]} Choose another name."


def _name_problem(
    understood: Understood, feature: FeatureColumn, code: str, message: str
) -> Problem:
    grid, row = understood.table.grid, max(understood.table.header.name_row, 0)
    place = grid.row_of(row, feature.index), grid.column_of(row, feature.index)
    return Problem(*place, feature.fname, code, message)
