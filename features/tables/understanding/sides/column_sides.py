"""The sides that headers of columns name, and questions where only a person can decide."""

from dataclasses import replace

from features.tables.choices import Choices
from features.tables.explanation import Explanation, ask, say
from features.tables.problems import Problem
from features.tables.understanding.body import Body
from features.tables.understanding.columns import FeatureColumn
from features.tables.understanding.finding import Table
from features.tables.understanding.header import clean_name, find_statistic
from features.tables.understanding.sides.header_sides import (
    HeaderSide,
    is_worth_asking,
    make_absolute,
    read_sides,
    says_relative,
)
from features.tables.understanding.sides.sides import IPSI_SENTENCE
from features.tables.understanding.units import split_unit


def take_sides(
    table: Table, features: list[FeatureColumn], body: Body, choices: Choices, nameless: str
) -> tuple[list[FeatureColumn], Explanation]:
    """Give columns the side that their headers name; left and right of one become one feature.

    `nameless` is the name of a pair whose headers hold only the side.
    """
    if any(block.sides is not None or block.key.form for block in body.blocks):
        return features, Explanation()
    chosen = {choice.column for choice in choices.features if choice.side is not None}
    features, said = _take_relative(features, choices, chosen)
    sides = read_sides([(feature.block, feature.fname) for feature in features])
    taken: list[FeatureColumn] = []
    pairs: list[str] = []
    for feature, side in zip(features, sides, strict=True):
        if side.paired:
            feature = _as_one_of_a_pair(feature, side, nameless)
            pairs += [feature.fname] if side.side == "left" else []
        elif side.clear and side.side:
            feature = replace(feature, side=side.side)
            if feature.column not in chosen:
                said += say(
                    f"The header of column {feature.column}, “{feature.fname}”, says {side.side}: "
                    f"its values go there, whichever side is chosen for others."
                )
        elif is_worth_asking(feature.fname, side) and feature.column not in chosen:
            said += ask(_side_problem(table, feature, side.side))
        taken.append(feature)
    if pairs:
        shown = ", ".join(f"“{name}”" for name in pairs[:3])
        said += say(
            f"{len(pairs)} pair{'s' * (len(pairs) > 1)} of columns differ only in left and right; "
            f"each becomes one feature with two sides: {shown}{' …' * (len(pairs) > 3)}."
        )
    return taken, said


def _as_one_of_a_pair(feature: FeatureColumn, side: HeaderSide, nameless: str) -> FeatureColumn:
    rest, unit = (side.rest, "") if feature.unit else split_unit(side.rest)
    return replace(
        feature,
        fname=clean_name(rest) or nameless,
        unit=feature.unit or unit,
        side=side.side,
        said_statistic=feature.said_statistic or find_statistic(rest),
    )


def _take_relative(
    features: list[FeatureColumn], choices: Choices, chosen: set[str]
) -> tuple[list[FeatureColumn], Explanation]:
    """Replace ipsi and contra in headers by left and right, or ask which side ipsi is."""
    settled = chosen | {choice.column for choice in choices.features if choice.skip}
    relative = [
        says_relative(feature.fname) and feature.column not in settled for feature in features
    ]
    if not any(relative):
        return features, Explanation()
    if choices.ipsi_side is None:
        names = [one.fname for one, found in zip(features, relative, strict=True) if found]
        value = ", ".join(names[:4])
        return features, ask(Problem(None, None, value, "ipsi_side_needed", IPSI_SENTENCE))
    absolute = [
        replace(one, fname=make_absolute(one.fname, choices.ipsi_side)) if found else one
        for one, found in zip(features, relative, strict=True)
    ]
    return absolute, Explanation()


def _side_problem(table: Table, feature: FeatureColumn, side: str) -> Problem:
    row = max(table.header.name_row, 0)
    return Problem(
        table.grid.row_of(row, feature.index),
        table.grid.column_of(row, feature.index),
        feature.fname,
        "column_side_needed",
        f"The header of column {feature.column}, “{feature.fname}”, may mean {side}, but no column "
        f"is its other side. Choose which side its values are from, or that it gives none.",
    )
