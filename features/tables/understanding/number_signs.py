"""What a percent sign, a dot and a comma mean in the numbers of each column."""

from collections import Counter
from dataclasses import replace

from features.tables.choices import Choices
from features.tables.problems import Problem
from features.tables.reading.cells import (
    COMMA,
    DOT,
    UNCLEAR,
    Decimal,
    Profile,
    decide_decimal,
)
from features.tables.reading.sheets import Workbook
from features.tables.understanding.columns import Columns, FeatureColumn
from features.tables.understanding.finding import Table


def read_percentages(
    profiles: dict[int, Profile],
    choices: Choices,
    found: Columns,
    table: Table,
    why: list[str],
) -> None:
    """Decide whether 35 % is 35 or 0.35, for columns that hold percentages."""
    letters = []
    for place, feature in enumerate(found.features):
        profile = profiles[feature.index]
        if not profile.percents:
            continue
        if profile.percents < profile.numeric and choices.percent is None:
            found.problems.append(_mixed_percent(table, feature, profile))
            continue
        if choices.percent != "fraction" and not feature.unit:
            found.features[place] = replace(feature, unit="%")
        letters.append(feature.column)
    if letters:
        how = (
            "as fractions, 35 % as 0.35"
            if choices.percent == "fraction"
            else "as shown, 35 % as 35"
        )
        why.append(f"Percentages in column {_join(letters)} are read {how}.")


def _mixed_percent(table: Table, feature: FeatureColumn, profile: Profile) -> Problem:
    row = max(table.header.row, 0)
    return Problem(
        table.grid.row_of(row, feature.index),
        table.grid.column_of(row, feature.index),
        feature.fname,
        "mixed_percentages",
        f"Column {feature.column} holds {profile.percents} percentages and "
        f"{profile.numeric - profile.percents} plain numbers. Say whether 35 % is 35 or 0.35, or "
        "correct the cells.",
    )


def decide_decimals(
    workbook: Workbook,
    profiles: dict[int, Profile],
    choices: Choices,
    found: Columns,
    table: Table,
    why: list[str],
) -> None:
    """Decide for each column what dot and comma mean in numbers that are stored as text."""
    evidence = {feature.index: profiles[feature.index].weigh_signs() for feature in found.features}
    total: Counter[str] = sum(evidence.values(), Counter())
    elsewhere = _sign_elsewhere(total)
    # Programs write semicolons where the comma is taken by the decimals.
    likely = COMMA if workbook.separator == ";" else ""
    commas, unclear = [], []
    for place, feature in enumerate(found.features):
        decimal = decide_decimal(evidence[feature.index], elsewhere, likely)
        if choices.decimal is not None:
            decimal = Decimal(choices.decimal, groups=True)
        if decimal.sign == UNCLEAR:
            unclear.append(feature)
        elif evidence[feature.index][COMMA] + evidence[feature.index]["?,"]:
            commas.append((feature.column, decimal))
        found.features[place] = replace(feature, decimal=decimal)
    fractions = [column for column, decimal in commas if decimal.sign == COMMA]
    thousands = [column for column, decimal in commas if decimal.sign == DOT]
    if fractions:
        why.append(f"The comma is the decimal sign in column {_join(fractions)}.")
    if thousands:
        why.append(f"Commas part thousands in column {_join(thousands)}: 1,234 is 1234.")
    if unclear:
        texts = profiles[unclear[0].index].number_texts
        example = next(text for text in texts if "," in text or "." in text)
        found.problems.append(_unclear_decimal(table, unclear, example))


def _sign_elsewhere(total: Counter[str]) -> str:
    if not total[DOT] and not total[COMMA]:
        return ""
    return DOT if total[DOT] >= total[COMMA] else COMMA


def _unclear_decimal(table: Table, unclear: list[FeatureColumn], example: str) -> Problem:
    """Return the one question on all columns whose numbers can be read in two ways."""
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
        f"{example.replace(',', '.')}. Say whether the dot or the comma is the decimal sign.",
    )


def _join(letters: list[str]) -> str:
    letters = list(dict.fromkeys(letters))
    return ", ".join(letters[:10]) + (" …" if len(letters) > 10 else "")
