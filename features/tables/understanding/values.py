"""Decides which columns become features, and their names, units, sides and number formats."""

from dataclasses import replace
from pathlib import PurePath

from features.tables.choices import Choices, FeatureChoice
from features.tables.explanation import Explanation, say
from features.tables.reading.cells import Profile
from features.tables.reading.sheets import Workbook
from features.tables.understanding.body import Body
from features.tables.understanding.columns import Columns, FeatureColumn, StatisticOf
from features.tables.understanding.finding import Table
from features.tables.understanding.header import Label, clean_name, read_label
from features.tables.understanding.left_out import find_reason
from features.tables.understanding.named_statistics import find_named, join_named
from features.tables.understanding.number_signs import decide_decimals, read_percentages
from features.tables.understanding.repeated_names import (
    PAIR,
    find_statistics,
    leave_out_counts,
    pair_statistics,
    tell_apart,
)
from features.tables.understanding.sides.column_sides import take_sides
from features.tables.understanding.vocabulary import category_text

GENERIC_SHEETS = ("sheet", "tabelle", "feuil", "hoja", "blad", "text", "untitled")
COUNTS_SAMPLES = "it counts samples; keep it as a statistic of the values, or use it as a feature"


Taken = dict[tuple[str, str | None], FeatureChoice]
"""What a person decided, by column and category."""


def find_features(
    workbook: Workbook, table: Table, body: Body, choices: Choices
) -> tuple[Columns, Explanation]:
    """Return the columns of values below a header with their names, units and decimal signs."""
    taken: Taken = {(choice.column, choice.category): choice for choice in choices.features}
    profiles = _profile_columns(table, body)
    features, left_out = _choose_columns(table, body, profiles, taken)
    features, said = take_sides(table, features, body, choices, default_name(workbook, table))
    features, statistics, paired = _keep_statistics(features, choices)
    for feature in leave_out_counts(features):
        if (feature.column, None) not in taken:
            features.remove(feature)
            left_out[feature.column] = COUNTS_SAMPLES
    features, named = _name_the_nameless(table, features)
    if choices.repeated_names is not None:
        features = tell_apart(table, body, features, choices.repeated_names)
    features = _split_categories(table, body, features)
    features, percents = read_percentages(table, features, profiles, choices)
    features, decimals = decide_decimals(table, features, profiles, choices, workbook.separator)
    features = [_follow(feature, taken) for feature in features]
    for feature in features:
        if _is_skipped(feature, taken):
            left_out.setdefault(feature.column, "you left it out")
    kept = [feature for feature in features if not _is_skipped(feature, taken)]
    return Columns(kept, left_out, statistics, paired), said + named + percents + decimals


def _profile_columns(table: Table, body: Body) -> dict[int, Profile]:
    """Return the kinds of cells below the header, for each column that may hold values."""
    profiles = {}
    for block in body.blocks:
        for index in block.columns:
            profiles[index] = table.grid.profile(index, body.first)
    return profiles


def _choose_columns(
    table: Table, body: Body, profiles: dict[int, Profile], taken: Taken
) -> tuple[list[FeatureColumn], dict[str, str]]:
    """Return the columns that become features, and why each of the others does not."""
    grid, features, left_out = table.grid, [], {}
    for number, block in enumerate(body.blocks):
        beside = {read_label(grid, table.header, index).text for index in block.columns}
        for index in block.columns:
            choice = taken.get((grid.label(index), None))
            if choice is not None:
                reason = "you left it out" if choice.skip else ""
            else:
                header = read_label(grid, table.header, index).text
                cells = grid.columns[index][body.first :]
                reason = find_reason(header, cells, profiles[index], beside)
            if reason:
                left_out[grid.label(index)] = reason
            else:
                features.append(_name_feature(table, number, index))
    return features, left_out


def _keep_statistics(
    features: list[FeatureColumn], choices: Choices
) -> tuple[list[FeatureColumn], list[StatisticOf], bool]:
    """Return which columns are statistics of others, and whether they are kept as such.

    They are if a person chose so, or if their names tell and nobody chose.
    """
    of = find_statistics(features)
    by_hand = {choice.column for choice in choices.features if choice.statistic is not None}
    named = find_named(features)
    paired = choices.statistics == PAIR
    if choices.statistics is None and named and not by_hand and set(of) <= set(named):
        paired = True
    of = of | named
    statistics = [
        StatisticOf(
            features[place].column,
            features[place].said_statistic,
            features[theirs].column,
            features[theirs].fname,
        )
        for place, theirs in of.items()
        if features[place].column not in by_hand
    ]
    if paired:
        others = {place: theirs for place, theirs in of.items() if place not in named}
        features = pair_statistics(join_named(features, named), others)
    return features, statistics, paired


def _name_feature(table: Table, block: int, index: int) -> FeatureColumn:
    label: Label = read_label(table.grid, table.header, index)
    return FeatureColumn(
        index=index,
        column=table.grid.label(index),
        block=block,
        fname=label.fname,
        unit=label.unit,
        said_statistic=label.statistic,
    )


def default_name(workbook: Workbook, table: Table) -> str:
    """Return a name for values without one in their header: the sheet's, else the file's."""
    sheet = clean_name(table.sheet.name)
    if sheet and not sheet.lower().startswith(GENERIC_SHEETS):
        return sheet
    return clean_name(PurePath(workbook.filename).stem) or "value"


def _name_the_nameless(
    table: Table, features: list[FeatureColumn]
) -> tuple[list[FeatureColumn], Explanation]:
    nameless = [feature.column for feature in features if not feature.fname]
    features = [f if f.fname else replace(f, fname=f"column {f.column}") for f in features]
    said = Explanation()
    if nameless:
        letters = ", ".join(nameless[:10])
        said += say(f"Column {letters} has values but no header; give it a name.")
    for feature in features:
        label = read_label(table.grid, table.header, feature.index)
        if label.repaired and feature.side is None:
            said += say(
                f"The feature of column {feature.column} is named “{feature.fname}”, because names "
                f"cannot contain all characters of “{label.text}”."
            )
    return features, said


def _split_categories(
    table: Table, body: Body, features: list[FeatureColumn]
) -> list[FeatureColumn]:
    """Return one feature for each category of a long table."""
    if not body.category_columns:
        return features
    columns = [table.grid.columns[index][body.first :] for index in body.category_columns]
    values = [table.grid.columns[feature.index][body.first :] for feature in features]
    filled = [any(cell is not None for cell in cells) for cells in zip(*values, strict=True)]
    named = [bool(key) and full for key, full in zip(body.blocks[0].keys, filled, strict=False)]
    rows = zip(named, zip(*columns, strict=True), strict=False)
    categories = list(
        dict.fromkeys(tuple(map(category_text, cells)) for has_key, cells in rows if has_key)
    )
    headers = [read_label(table.grid, table.header, index).text for index in body.category_columns]
    alone = len({feature.fname for feature in features}) == 1
    return [
        replace(
            feature,
            category=category,
            fname=_name_category(headers, category, "" if alone else feature.fname),
        )
        for feature in features
        for category in categories
    ]


def _name_category(headers: list[str], category: tuple[str, ...], fname: str) -> str:
    """Return the name of a category's feature; a blank category says what it is without."""
    named = zip(headers, category, strict=True)
    parts = [part or f"without {header or 'category'}" for header, part in named]
    return clean_name(" ".join([*parts, fname]))


def _follow(feature: FeatureColumn, taken: Taken) -> FeatureColumn:
    """Return a feature with a person's decisions for its column, then for its category."""
    for category in dict.fromkeys((None, feature.category_label)):
        choice = taken.get((feature.column, category))
        if choice is None:
            continue
        texts = {
            name: value.strip()
            for name in ("fname", "unit", "description", "statistic", "side")
            if (value := getattr(choice, name)) is not None
            and not (name == "fname" and category is None and feature.category is not None)
        }
        if texts.get("side") == "both":
            texts["side"] = None
        feature = replace(feature, **texts)
    return feature


def _is_skipped(feature: FeatureColumn, taken: Taken) -> bool:
    choice = taken.get((feature.column, feature.category_label))
    return choice is not None and choice.skip
