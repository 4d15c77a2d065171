"""Which columns become features: their names, units, sides and the way their numbers are read."""

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from features.tables.blocks import Body, category_text
from features.tables.cells import (
    COMMA,
    DOT,
    UNCLEAR,
    Decimal,
    Profile,
    decide_decimal,
    gather_evidence,
    profile_cells,
)
from features.tables.choices import Choices, FeatureChoice
from features.tables.finding import Table
from features.tables.header import Label, clean_name, find_side, read_label
from features.tables.problems import Problem
from features.tables.sheets import RawCell, Workbook
from features.tables.vocabulary import fold

BOOKKEEPING = {
    *("graphorder", "graphid", "stlevel", "ontologyid", "hemisphereid", "parentid", "weight0"),
    *("parentstructureid", "structureorder", "colorhextriplet", "colour", "color", "red", "green"),
    *("blue", "rgb", "sphinxid", "atlasid", "structureid", "regionid", "allenid", "failed"),
    *("neuronamestructureid", "neuronamestructureidpath", "structureidpath", "problems"),
}
STRAY_TEXTS = 2
COUNTERS = {"", "index", "no", "nr", "number", "unnamed0", "row", "rownumber", "rank", "idx"}
GENERIC_SHEETS = ("sheet", "tabelle", "feuil", "hoja", "blad", "text", "untitled")
LONG_COUNT = 10
"""Digits that no number of a row has."""
MEAN = "mean"


@dataclass(frozen=True)
class FeatureColumn:
    """One column of values, or the part of a column that belongs to one category."""

    index: int
    """Column of the grid."""
    column: str
    """What the spreadsheet calls it: letters, or a row number where regions run along a row."""
    block: int
    fname: str
    unit: str = ""
    description: str = ""
    statistic: str = MEAN
    side: str | None = None
    """left or right when the column holds one side only."""
    category: tuple[str, ...] | None = None
    decimal: Decimal = field(default_factory=Decimal)
    said_statistic: str = ""
    """The statistic that the header names (``std``), for a person who wants it kept as one."""

    @property
    def category_label(self) -> str | None:
        """The category as choices and answers write it; None in a wide table."""
        return None if self.category is None else " | ".join(self.category)


@dataclass
class Columns:
    """The features found, and what was left out and why."""

    features: list[FeatureColumn]
    left_out: dict[str, str]
    """Column → reason, in words."""
    problems: list[Problem]


def find_features(
    workbook: Workbook, table: Table, body: Body, choices: Choices, why: list[str]
) -> Columns:
    """Return the columns of values below a header with their names, units and decimal signs."""
    found = Columns([], {}, [])
    by_column = {(c.column, c.category): c for c in choices.features}
    profiles: dict[int, Profile] = {}
    for number, block in enumerate(body.blocks):
        for index in block.columns:
            choice = by_column.get((table.grid.label(index), None))
            profile = profile_cells(table.grid.columns[index][body.first :])
            profiles[index] = profile
            reason = _reason_to_leave_out(table, body, index, profile, choice)
            if reason:
                found.left_out[table.grid.label(index)] = reason
            else:
                found.features.append(_name_feature(table, body, number, index))
    _pair_sides(workbook, table, body, found, why)
    _name_the_nameless(workbook, table, found, why)
    _split_categories(table, body, found)
    _read_percentages(profiles, choices, found, table, body, why)
    _decide_decimals(workbook, profiles, choices, found, table, body, why)
    found.features = [_follow(feature, by_column) for feature in found.features]
    skipped = [f for f in found.features if _is_skipped(f, by_column)]
    found.features = [f for f in found.features if f not in skipped]
    for feature in skipped:
        found.left_out.setdefault(feature.column, "you left it out")
    return found


def _reason_to_leave_out(
    table: Table, body: Body, index: int, profile: Profile, choice: FeatureChoice | None
) -> str:
    """Return why a column is no feature, or '' when it is one."""
    label = read_label(table.grid, table.header, index)
    if choice is not None:
        return "you left it out" if choice.skip else ""
    if profile.filled + profile.missing == 0:
        return "it is empty" if label.text else "blank"
    name = fold(label.text)
    if name in BOOKKEEPING:
        return "its header names bookkeeping of the atlas, not a measurement"
    cells = table.grid.columns[index][body.first :]
    if name in COUNTERS and _counts_rows(cells):
        return "it numbers the rows"
    if profile.filled == 0:
        return "it holds no number"
    if profile.booleans == profile.filled:
        return ""
    if profile.numeric + profile.dates + profile.errors < 0.5 * profile.filled:
        return (
            "it holds text" if not profile.numeric else "fewer than half of its cells are numbers"
        )
    return ""


def _counts_rows(cells: tuple[RawCell, ...]) -> bool:
    filled = [str(cell).removesuffix(".0") for cell in cells if cell is not None]
    whole = [int(text) for text in filled if len(text) < LONG_COUNT and text.isdecimal()]
    # Besides the numbers, a footnote or the header again may stand in the column.
    if len(whole) < max(2, len(filled) - STRAY_TEXTS):
        return False
    return whole == list(range(whole[0], whole[0] + len(whole))) and whole[0] in (0, 1)


def _name_feature(table: Table, body: Body, block: int, index: int) -> FeatureColumn:
    label: Label = read_label(table.grid, table.header, index)
    return FeatureColumn(
        index=index,
        column=table.grid.label(index),
        block=block,
        fname=label.fname,
        unit=label.unit,
        said_statistic=label.statistic,
    )


def _pair_sides(
    workbook: Workbook, table: Table, body: Body, found: Columns, why: list[str]
) -> None:
    """Join columns whose headers differ only in left and right into one feature of two sides."""
    if any(block.side_column is not None or block.key.form for block in body.blocks):
        return
    stems = [(f.block, *find_side(f.fname)) for f in found.features]
    counts = Counter(stems)
    pairs = 0
    for place, (block, side, rest) in enumerate(stems):
        other = (block, "right" if side == "left" else "left", rest)
        if side and counts[block, side, rest] == 1 and counts[other] == 1:
            fname = clean_name(rest) or default_name(workbook, table)
            found.features[place] = replace(found.features[place], fname=fname, side=side)
            pairs += side == "left"
    if pairs:
        names = [f.fname for f in found.features if f.side == "left"]
        shown = ", ".join(f"“{name}”" for name in names[:3])
        why.append(
            f"{pairs} pair{'s' * (pairs > 1)} of columns differ only in left and right, and become "
            f"one feature each with two sides: {shown}{' …' * (pairs > 3)}."
        )


def default_name(workbook: Workbook, table: Table) -> str:
    """Return a name for values whose header gives none: the sheet's, else the file's."""
    sheet = clean_name(table.sheet.name)
    if sheet and not sheet.lower().startswith(GENERIC_SHEETS):
        return sheet
    return clean_name(PurePath(workbook.filename).stem) or "value"


def _name_the_nameless(workbook: Workbook, table: Table, found: Columns, why: list[str]) -> None:
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
    named = [bool(key) for key in body.blocks[0].keys]
    rows = zip(named, zip(*columns, strict=True), strict=True)
    categories = list(
        dict.fromkeys(tuple(map(category_text, cells)) for has_key, cells in rows if has_key)
    )
    categories = [category for category in categories if all(category)]
    alone = len({feature.fname for feature in found.features}) == 1
    found.features = [
        replace(
            feature,
            category=category,
            fname=clean_name(" ".join(category if alone else (*category, feature.fname))),
        )
        for feature in found.features
        for category in categories
    ]


def _read_percentages(
    profiles: dict[int, Profile],
    choices: Choices,
    found: Columns,
    table: Table,
    body: Body,
    why: list[str],
) -> None:
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


def _decide_decimals(
    workbook: Workbook,
    profiles: dict[int, Profile],
    choices: Choices,
    found: Columns,
    table: Table,
    body: Body,
    why: list[str],
) -> None:
    """Decide for each column what dot and comma mean in numbers that are stored as text."""
    evidence = {
        feature.index: gather_evidence(profiles[feature.index].number_texts)
        for feature in found.features
    }
    total: Counter[str] = sum(evidence.values(), Counter())
    elsewhere = _sign_elsewhere(workbook, total)
    commas, unclear = [], []
    for place, feature in enumerate(found.features):
        decimal = decide_decimal(evidence[feature.index], elsewhere)
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
    for feature in unclear:
        example = next(t for t in profiles[feature.index].number_texts if "," in t or "." in t)
        found.problems.append(_unclear_decimal(table, feature, example))


def _sign_elsewhere(workbook: Workbook, total: Counter[str]) -> str:
    if total[DOT] or total[COMMA]:
        return DOT if total[DOT] >= total[COMMA] else COMMA
    # Programs write semicolons where the comma is taken by the decimals, and commas where not.
    return {";": COMMA, ",": DOT}.get(workbook.separator, "")


def _unclear_decimal(table: Table, feature: FeatureColumn, example: str) -> Problem:
    row = max(table.header.row, 0)
    plain = example.replace(",", "").replace(".", "")
    return Problem(
        table.grid.row_of(row, feature.index),
        table.grid.column_of(row, feature.index),
        example,
        "decimal_unclear",
        f"Numbers of column {feature.column} such as “{example}” can mean {plain} or "
        f"{example.replace(',', '.')}. Say whether the dot or the comma is the decimal sign.",
    )


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


def _join(letters: list[str]) -> str:
    letters = list(dict.fromkeys(letters))
    return ", ".join(letters[:10]) + (" …" if len(letters) > 10 else "")
