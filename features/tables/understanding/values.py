"""Which columns become features: their names, units, sides and the way their numbers are read."""

from dataclasses import replace
from pathlib import PurePath

from features.tables.choices import Choices, FeatureChoice
from features.tables.problems import Problem
from features.tables.reading.cells import Profile, profile_cells
from features.tables.reading.patience import look_at_clock
from features.tables.reading.sheets import Workbook
from features.tables.understanding.body import Body
from features.tables.understanding.columns import Columns, FeatureColumn, StatisticOf
from features.tables.understanding.finding import Table
from features.tables.understanding.header import Label, clean_name, find_statistic, read_label
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
from features.tables.understanding.sides.header_sides import (
    is_worth_asking,
    make_absolute,
    read_sides,
    says_relative,
)
from features.tables.understanding.sides.sides import IPSI_SENTENCE
from features.tables.understanding.units import split_unit
from features.tables.understanding.vocabulary import category_text

GENERIC_SHEETS = ("sheet", "tabelle", "feuil", "hoja", "blad", "text", "untitled")
COUNTS_SAMPLES = "it counts samples; keep it as a statistic of the values, or use it as a feature"


def find_features(
    workbook: Workbook, table: Table, body: Body, choices: Choices, why: list[str]
) -> Columns:
    """Return the columns of values below a header with their names, units and decimal signs."""
    found = Columns([], {}, [])
    by_column = {(c.column, c.category): c for c in choices.features}
    profiles: dict[int, Profile] = {}
    for number, block in enumerate(body.blocks):
        beside = {read_label(table.grid, table.header, i).text for i in block.columns}
        for index in block.columns:
            choice = by_column.get((table.grid.label(index), None))
            cells = table.grid.columns[index][body.first :]
            look_at_clock()
            profiles[index] = profile_cells(cells)
            if choice is not None:
                reason = "you left it out" if choice.skip else ""
            else:
                header = read_label(table.grid, table.header, index).text
                reason = find_reason(header, cells, profiles[index], beside)
            if reason:
                found.left_out[table.grid.label(index)] = reason
            else:
                found.features.append(_name_feature(table, number, index))
    _take_sides(workbook, table, body, found, choices, why)
    _keep_statistics(found, choices)
    for feature in leave_out_counts(found.features):
        if (feature.column, None) not in by_column:
            found.features.remove(feature)
            found.left_out[feature.column] = COUNTS_SAMPLES
    _name_the_nameless(table, found, why)
    if choices.repeated_names is not None:
        found.features = tell_apart(table, body, found.features, choices.repeated_names)
    _split_categories(table, body, found)
    read_percentages(profiles, choices, found, table, why)
    decide_decimals(workbook, profiles, choices, found, table, why)
    found.features = [_follow(feature, by_column) for feature in found.features]
    skipped = [f for f in found.features if _is_skipped(f, by_column)]
    found.features = [f for f in found.features if not _is_skipped(f, by_column)]
    for feature in skipped:
        found.left_out.setdefault(feature.column, "you left it out")
    return found


def _keep_statistics(found: Columns, choices: Choices) -> None:
    """Note which columns are statistics of others; make them so where a person chose it."""
    features = found.features
    of = find_statistics(features)
    by_hand = {choice.column for choice in choices.features if choice.statistic is not None}
    named = find_named(features)
    found.paired = choices.statistics == PAIR
    if choices.statistics is None and named and not by_hand and set(of) <= set(named):
        found.paired = True
    of = of | named
    found.statistics = [
        StatisticOf(
            features[place].column,
            features[place].said_statistic,
            features[theirs].column,
            features[theirs].fname,
        )
        for place, theirs in of.items()
        if features[place].column not in by_hand
    ]
    if found.paired:
        others = {place: theirs for place, theirs in of.items() if place not in named}
        found.features = pair_statistics(join_named(features, named), others)


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


def _take_sides(
    workbook: Workbook,
    table: Table,
    body: Body,
    found: Columns,
    choices: Choices,
    why: list[str],
) -> None:
    """Give columns the side that their headers say; left and right of one become one feature."""
    if any(block.sides is not None or block.key.form for block in body.blocks):
        return
    chosen = {choice.column for choice in choices.features if choice.side is not None}
    _take_relative(found, choices, chosen)
    sides = read_sides([(feature.block, feature.fname) for feature in found.features])
    pairs: list[str] = []
    for place, (feature, said) in enumerate(zip(found.features, sides, strict=True)):
        if said.paired:
            rest, unit = (said.rest, "") if feature.unit else split_unit(said.rest)
            fname = clean_name(rest) or default_name(workbook, table)
            unit = feature.unit or unit
            statistic = feature.said_statistic or find_statistic(rest)
            found.features[place] = replace(
                feature, fname=fname, unit=unit, side=said.side, said_statistic=statistic
            )
            pairs += [fname] if said.side == "left" else []
        elif said.clear and said.side:
            found.features[place] = replace(feature, side=said.side)
            if feature.column not in chosen:
                why.append(
                    f"The header of column {feature.column}, “{feature.fname}”, says "
                    f"{said.side}: its values are put there, whatever side is chosen for others."
                )
        elif is_worth_asking(feature.fname, said) and feature.column not in chosen:
            found.problems.append(_ask_side(table, feature, said.side))
    if pairs:
        shown = ", ".join(f"“{name}”" for name in pairs[:3])
        why.append(
            f"{len(pairs)} pair{'s' * (len(pairs) > 1)} of columns differ only in left and right, "
            f"and become one feature each with two sides: {shown}{' …' * (len(pairs) > 3)}."
        )


def _take_relative(found: Columns, choices: Choices, chosen: set[str]) -> None:
    """Say left and right in headers that say ipsi and contra, or ask which side ipsi is."""
    skipped = {choice.column for choice in choices.features if choice.skip}
    relative = [
        (place, feature)
        for place, feature in enumerate(found.features)
        if says_relative(feature.fname) and feature.column not in chosen | skipped
    ]
    for place, feature in relative:
        if choices.ipsi_side is not None:
            fname = make_absolute(feature.fname, choices.ipsi_side)
            found.features[place] = replace(feature, fname=fname)
    if relative and choices.ipsi_side is None:
        value = ", ".join(feature.fname for _, feature in relative[:4])
        found.problems.append(Problem(None, None, value, "ipsi_side_needed", IPSI_SENTENCE))


def _ask_side(table: Table, feature: FeatureColumn, side: str) -> Problem:
    row = max(table.header.name_row, 0)
    return Problem(
        table.grid.row_of(row, feature.index),
        table.grid.column_of(row, feature.index),
        feature.fname,
        "column_side_needed",
        f"The header of column {feature.column}, “{feature.fname}”, may say {side}, and no other "
        "column is its other side. Say which side its values are of, or that it says none.",
    )


def default_name(workbook: Workbook, table: Table) -> str:
    """Return a name for values whose header gives none: the sheet's, else the file's."""
    sheet = clean_name(table.sheet.name)
    if sheet and not sheet.lower().startswith(GENERIC_SHEETS):
        return sheet
    return clean_name(PurePath(workbook.filename).stem) or "value"


def _name_the_nameless(table: Table, found: Columns, why: list[str]) -> None:
    nameless = [i for i, feature in enumerate(found.features) if not feature.fname]
    for place in nameless:
        feature = found.features[place]
        found.features[place] = replace(feature, fname=f"column {feature.column}")
    if nameless:
        letters = ", ".join(found.features[place].column for place in nameless[:10])
        why.append(f"There are values but no header in column {letters}; give them a name.")
    for feature in found.features:
        label = read_label(table.grid, table.header, feature.index)
        if label.repaired and feature.side is None:
            why.append(
                f"The feature of column {feature.column} is named “{feature.fname}”, because a "
                f"name may not hold all characters of “{label.text}”."
            )


def _split_categories(table: Table, body: Body, found: Columns) -> None:
    """Make one feature for each category of a long table."""
    if not body.category_columns:
        return
    columns = [table.grid.columns[index][body.first :] for index in body.category_columns]
    values = [table.grid.columns[feature.index][body.first :] for feature in found.features]
    filled = [any(cell is not None for cell in cells) for cells in zip(*values, strict=True)]
    named = [bool(key) and full for key, full in zip(body.blocks[0].keys, filled, strict=False)]
    rows = zip(named, zip(*columns, strict=True), strict=False)
    categories = list(
        dict.fromkeys(tuple(map(category_text, cells)) for has_key, cells in rows if has_key)
    )
    headers = [read_label(table.grid, table.header, index).text for index in body.category_columns]
    alone = len({feature.fname for feature in found.features}) == 1
    found.features = [
        replace(
            feature,
            category=category,
            fname=_name_category(headers, category, "" if alone else feature.fname),
        )
        for feature in found.features
        for category in categories
    ]


def _name_category(headers: list[str], category: tuple[str, ...], fname: str) -> str:
    """Return what a feature of a category is called; a blank category says what it is without."""
    named = zip(headers, category, strict=True)
    parts = [part or f"without {header or 'category'}" for header, part in named]
    return clean_name(" ".join([*parts, fname]))


def _follow(
    feature: FeatureColumn, by_column: dict[tuple[str, str | None], FeatureChoice]
) -> FeatureColumn:
    """Return a feature with what a person decided for its column, then for its category."""
    for category in dict.fromkeys((None, feature.category_label)):
        choice = by_column.get((feature.column, category))
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


def _is_skipped(
    feature: FeatureColumn, by_column: dict[tuple[str, str | None], FeatureChoice]
) -> bool:
    choice = by_column.get((feature.column, feature.category_label))
    return choice is not None and choice.skip
