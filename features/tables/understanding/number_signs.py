"""Decides what a percent sign, a dot and a comma mean in the numbers of each column."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from features.tables.choices import Choices
from features.tables.explanation import Explanation, ask, say
from features.tables.problems import Problem
from features.tables.reading.cells import (
    COMMA,
    DOT,
    UNCLEAR,
    Decimal,
    Profile,
    decide_decimal,
)
from features.tables.understanding.columns import FeatureColumn
from features.tables.understanding.finding import Table


def read_percentages(
    table: Table,
    features: list[FeatureColumn],
    profiles: Mapping[int, Profile],
    choices: Choices,
) -> tuple[list[FeatureColumn], Explanation]:
    """Decide whether 35 % is 35 or 0.35, for columns that hold percentages.

    `profiles` are those of the columns of the grid.
    """
    read, letters, said = [], [], Explanation()
    for feature in features:
        profile = profiles[feature.index]
        if profile.percents and profile.percents < profile.numeric and choices.percent is None:
            said += ask(_mixed_percent(table, feature, profile))
        elif profile.percents:
            letters.append(feature.column)
            if choices.percent != "fraction" and not feature.unit:
                feature = replace(feature, unit="%")
        read.append(feature)
    if letters:
        fractions = choices.percent == "fraction"
        how = "as fractions, 35 % as 0.35" if fractions else "as shown, 35 % as 35"
        said += say(f"Percentages in column {_join(letters)} are read {how}.")
    return read, said


def _mixed_percent(table: Table, feature: FeatureColumn, profile: Profile) -> Problem:
    row = max(table.header.row, 0)
    return Problem(
        table.grid.row_of(row, feature.index),
        table.grid.column_of(row, feature.index),
        feature.fname,
        "mixed_percentages",
        f"Column {feature.column} holds {profile.percents} percentages and "
        f"{profile.numeric - profile.percents} plain numbers. Choose whether 35 % means 35 or "
        f"0.35, or correct the cells.",
    )


def decide_decimals(
    table: Table,
    features: list[FeatureColumn],
    profiles: Mapping[int, Profile],
    choices: Choices,
    separator: str,
) -> tuple[list[FeatureColumn], Explanation]:
    """Decide for each column what dot and comma mean in numbers stored as text.

    `profiles` are those of the columns of the grid, `separator` that of a text file.
    """
    evidence = {f.index: profiles[f.index].signs for f in features}
    total: Counter[str] = sum(evidence.values(), Counter())
    elsewhere = _sign_elsewhere(total)
    # Programs write semicolons where the comma is the decimal sign.
    likely = COMMA if separator == ";" else ""
    decided, unclear = [], []
    signs: dict[str, list[str]] = {COMMA: [], DOT: []}
    for feature in features:
        found = evidence[feature.index]
        decimal = decide_decimal(found, elsewhere, likely)
        if choices.decimal is not None:
            decimal = Decimal(choices.decimal, groups=True)
        if decimal.sign == UNCLEAR:
            unclear.append(feature)
        elif found[COMMA] + found["?,"]:
            signs[decimal.sign].append(feature.column)
        decided.append(replace(feature, decimal=decimal))
    said = Explanation()
    if signs[COMMA]:
        said += say(f"{_columns_use(signs[COMMA])} a decimal comma.")
    if signs[DOT]:
        said += say(f"{_columns_use(signs[DOT])} commas as thousands separators: 1,234 is 1234.")
    if unclear:
        example = profiles[unclear[0].index].example
        said += ask(_unclear_decimal(table, unclear, example))
    return decided, said


def _sign_elsewhere(total: Counter[str]) -> str:
    if not total[DOT] and not total[COMMA]:
        return ""
    return DOT if total[DOT] >= total[COMMA] else COMMA


def _unclear_decimal(table: Table, unclear: list[FeatureColumn], example: str) -> Problem:
    """Return the single question about all columns whose numbers can be read in two ways."""
    row, first = max(table.header.row, 0), unclear[0].index
    plain = example.replace(",", "").replace(".", "")
    columns = list(dict.fromkeys(feature.column for feature in unclear))
    what = f"column{'s' * (len(columns) > 1)} {_join(columns)}"
    return Problem(
        table.grid.row_of(row, first),
        table.grid.column_of(row, first),
        example,
        "decimal_unclear",
        f"Numbers of {what} such as “{example}” can mean {plain} or "
        f"{example.replace(',', '.')}. Choose whether the decimal separator is a point or a comma.",
    )


def _columns_use(letters: list[str]) -> str:
    several = len(set(letters)) > 1
    return f"Columns {_join(letters)} use" if several else f"Column {_join(letters)} uses"


def _join(letters: list[str]) -> str:
    letters = list(dict.fromkeys(letters))
    return ", ".join(letters[:10]) + (" …" if len(letters) > 10 else "")
