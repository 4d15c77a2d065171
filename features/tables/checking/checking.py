"""Checks a table in stages: its shape, each row, repeated regions; then gives its matrix."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from atlasviewer.atlas.mapping import LARGEST_VALUE
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from features.tables.checking.drawn import GIVEN_WINS, report_drawn
from features.tables.checking.feature_names import REPEATED_NAME, check_names
from features.tables.checking.matrix import (
    LEAF_OFFSET,
    STOP,
    CheckedTable,
    Entries,
    RepeatedSlot,
    TableFeature,
    assemble,
    find_repeated,
    gather_entries,
    join_entries,
    place_records,
)
from features.tables.checking.records import Record, Records, count_missing, read_records
from features.tables.choices import Choices
from features.tables.problems import Problem
from features.tables.reading.cells import show_cell
from features.tables.reading.grid import ROWS
from features.tables.reading.number_columns import Numbers, read_numbers
from features.tables.reading.patience import look_at_clock
from features.tables.reading.sheets import column_letter
from features.tables.understanding.columns import FeatureColumn
from features.tables.understanding.understanding import Understood
from features.tables.understanding.vocabulary import category_text

MAX_PROBLEMS = 5_000
SHAPE_STOPS = {"no_regions", "no_values", "doubtful_key_column", "unknown_choice", "too_many"}
"""Doubts about the sheet with which looking at its rows would only mislead."""
BEFORE_REPEATS = {
    *(REPEATED_NAME, "rows_told_apart", "side_codes_needed", "column_side_needed"),
}
"""Questions whose answers decide which values are of the same feature, region and side."""
REPEAT_WAYS = "mean, median, sum, min, max, first or last"


@dataclass
class Checked:
    """The outcome of checking a table.

    ``table`` is there when no problem is open and, where ``needs`` names ``hemisphere``, once
    left, right or both was chosen. ``warnings`` do not stop anything.
    """

    understood: Understood
    rows: int = 0
    matched: int = 0
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    table: CheckedTable | None = None
    all_problems: int = 0
    """How many problems there are; ``problems`` holds the first 5,000."""
    parts: list["Checked"] = field(default_factory=list)
    """The check of each sheet where several are read together; empty where it is one."""

    def to_json(self) -> dict[str, Any]:
        """Return the answer of ``POST /api/tables/check``."""
        understood = self.understood.to_json()
        understood["why"] = [*understood["why"], *self.notes]
        return {
            "understood": understood,
            "rows": self.rows,
            "matched": self.matched,
            "problems": [problem.to_json() for problem in self.problems],
            "all_problems": self.all_problems,
            "warnings": [warning.to_json() for warning in self.warnings],
            "needs": self.needs,
            "ready": self.table is not None,
            "drawn": self.report_drawn(),
        }

    def report_drawn(self) -> dict[str, Any] | None:
        """Return what the parcellations draw of the table; None while a problem is open."""
        upright = self.understood.table.grid.orientation == ROWS
        noun = "row" if upright else "column"
        if self.table is None:
            return None
        tables = {p.understood.sheet: p.table for p in self.parts if p.table is not None}
        return report_drawn(tables or {"": self.table}, noun)


class Lines(NamedTuple):
    """Which lines below the header hold the regions of a block's records, and their shares."""

    offsets: list[int]
    """Each line once, in order."""
    places: np.ndarray
    """Of each record the index of its line."""
    shares: np.ndarray
    """Of each record the share of the line's value that it takes."""


def check(
    understood: Understood,
    choices: Choices | None = None,
    voxels: Sequence[int] | None = None,
) -> Checked:
    """Return every problem of a table, and its matrix when there is none.

    `understood` is what `understand` made of the same choices. Nothing is guessed:
    a key that is not exact is a problem until `choices` accept, correct or drop it. `voxels` are
    those of regions 0…1327 themselves, needed to share values by volume.
    """
    choices = choices or Choices()
    checked = Checked(understood)
    checked.problems = list(understood.doubts) + check_names(understood)
    if understood.needs_hemisphere:
        checked.needs.append("hemisphere")
    if understood.body is None or any(p.code in SHAPE_STOPS for p in checked.problems):
        return _finish(checked)
    records = [
        read_records(understood, block, number, choices, voxels)
        for number, block in enumerate(understood.body.blocks)
    ]
    _add_records(checked, records)
    entries = _read_values(checked, records, choices)
    if not any(problem.code in BEFORE_REPEATS for problem in checked.problems):
        _check_repeats(checked, entries, choices)
    if not checked.problems and not checked.needs:
        _assemble(checked, entries, choices)
    return _finish(checked)


def _finish(checked: Checked) -> Checked:
    """Put problems into the order of the sheet and keep as many as can be looked at."""
    checked.problems.sort(key=lambda p: (p.row is not None, p.row or 0))
    checked.all_problems = len(checked.problems)
    checked.problems = checked.problems[:MAX_PROBLEMS]
    return checked


def _add_records(checked: Checked, records: list[Records]) -> None:
    for block in records:
        checked.rows += block.rows
        checked.matched += len(block.found)
        checked.problems += block.problems
        checked.warnings += block.warnings
    passed = [name for block in records for name in block.passed]
    if passed:
        shown = "; ".join(passed[:6]) + (" …" if len(passed) > 6 else "")
        what = "row" if checked.understood.table.grid.orientation == ROWS else "column"
        checked.notes.append(f"Skipped (not a region, no values): {what} {shown}.")


def _read_values(
    checked: Checked, records: list[Records], choices: Choices
) -> dict[tuple[str, str], list[Entries]]:
    """Return feature → the values of its columns, reporting every cell that is no number."""
    understood = checked.understood
    body = understood.body
    assert body is not None  # noqa: S101 (the caller looked)
    hemisphere = choices.hemisphere or ("left" if checked.needs else None)
    entries: dict[tuple[str, str], list[Entries]] = {}
    places = [place_records(block.found) for block in records]
    lines = [_find_lines(block.found) for block in records]
    read: dict[tuple[int, int], Numbers] = {}
    missing: Counter[str] = Counter()
    categories = _categories(understood)
    for feature in understood.features:
        look_at_clock()
        found = records[feature.block].found
        column = (feature.block, feature.index)
        if column not in read:
            read[column] = _read_column(checked, feature, lines[feature.block], choices)
            missing.update(read[column].missing)
        values = read[column].values
        if feature.category is not None:
            chosen = np.array([categories[r.offset] == feature.category for r in found], bool)
            values = np.where(chosen, values, np.nan)
        gathered = gather_entries(places[feature.block], feature, values, hemisphere)
        entries.setdefault((feature.fname, feature.statistic), []).append(gathered)
    sentence = count_missing(missing)
    if sentence:
        checked.notes.append(sentence)
    return entries


def _categories(understood: Understood) -> list[tuple[str, ...]]:
    body = understood.body
    if body is None or not body.category_columns:
        return []
    columns = [understood.table.grid.columns[index] for index in body.category_columns]
    return [
        tuple(map(category_text, cells))
        for cells in zip(*(column[body.first :] for column in columns), strict=True)
    ]


def _find_lines(found: list[Record]) -> Lines:
    offsets, places = np.unique([record.offset for record in found], return_inverse=True)
    return Lines(offsets.tolist(), places, np.array([record.weight for record in found]))


def _read_column(
    checked: Checked, feature: FeatureColumn, lines: Lines, choices: Choices
) -> Numbers:
    """Return the numbers of a column in the rows whose region is known."""
    grid, body = checked.understood.table.grid, checked.understood.body
    assert body is not None  # noqa: S101 (the caller looked)
    column = grid.columns[feature.index]
    offsets, places, shares = lines
    cells = list(map(column[body.first :].__getitem__, offsets))
    numbers = read_numbers(cells, feature.decimal, shown_percent=choices.percent != "fraction")
    too_large = np.abs(numbers.values) > LARGEST_VALUE
    for index in np.flatnonzero(too_large):
        numbers.add_problem(int(index), "not_finite", "holds a number too large to be drawn.")
    for problem in numbers.problems:
        row = body.first + offsets[problem.index]
        place = grid.row_of(row, feature.index), grid.column_of(row, feature.index)
        message = f"“{feature.fname}” {problem.message}"
        if problem.code == "decimal_unclear" and feature.decimal.sign == "?":
            continue  # asked once for the whole column
        shown = show_cell(cells[problem.index])
        checked.problems.append(Problem(*place, shown, problem.code, message))
    return replace(numbers, values=numbers.values[places] * shares)


def _check_repeats(
    checked: Checked, entries: dict[tuple[str, str], list[Entries]], choices: Choices
) -> None:
    """Report each line whose region has a value already, unless a person said what to do."""
    clashing = {problem.value for problem in checked.problems if problem.code == REPEATED_NAME}
    lines: dict[int, set[int]] = {}
    for (fname, _), parts in entries.items():
        # Columns with one name are told apart first: together they repeat every region.
        for several in [[part] for part in parts] if fname in clashing else [parts]:
            for repeated in find_repeated(join_entries(several)):
                lines.setdefault(repeated.slot, set()).update(repeated.lines)
    ways: dict[str, list[int]] = {}
    told: set[int] = set()
    for slot, found in sorted(lines.items(), key=lambda item: min(item[1])):
        way = way_of(slot, choices)
        if way != STOP:
            ways.setdefault(way, []).append(slot)
            continue
        repeated = RepeatedSlot(slot, tuple(sorted(found)))
        for line in repeated.lines[1:] or repeated.lines:
            if line not in told:
                told.add(line)
                checked.problems.append(_repeated_problem(checked, repeated, line))
    for way, slots in ways.items():
        regions = list(dict.fromkeys(map(acronym_of, slots)))
        shown = ", ".join(regions[:8]) + (" …" if len(regions) > 8 else "")
        checked.notes.append(f"Duplicates combined by {way}, as you chose: {shown}.")


def _repeated_problem(checked: Checked, repeated: RepeatedSlot, line: int) -> Problem:
    grid, key = checked.understood.table.grid, checked.understood.table.key
    assert key is not None  # noqa: S101 (a repeated region was found in the column of regions)
    upright = grid.orientation == ROWS
    acronym = acronym_of(repeated.slot)
    side = "left" if repeated.slot % LEAF_OFFSET > SIDE_ROWS else "right"
    named = acronym if checked.needs else f"{acronym} ({side})"
    names = [str(n) if upright else column_letter(n - 1) for n in repeated.lines[:8]]
    where = f"{'rows' if upright else 'columns'} {', '.join(names)}"
    if len(repeated.lines) == 1:
        where = f"{'row' if upright else 'column'} {names[0]}, in several columns"
    return Problem(
        grid.row_of(line - 1, key.index),
        grid.column_of(line - 1, key.index),
        acronym,
        "repeated_region",
        f"{named} has several values, in {where}. Choose how to combine them ({REPEAT_WAYS}), or "
        "leave out all but one.",
        may_drop=len(set(names)) > 1,
    )


def _assemble(
    checked: Checked, entries: dict[tuple[str, str], list[Entries]], choices: Choices
) -> None:
    joined = [join_entries(parts) for parts in entries.values()]
    if not any(len(entry.slots) for entry in joined):
        message = "There is no value in any row. Add at least one number."
        checked.problems.append(Problem(None, None, "", "no_values", message))
        return
    parts: dict[tuple[str, str], list[FeatureColumn]] = {}
    for feature in checked.understood.features:
        parts.setdefault((feature.fname, feature.statistic), []).append(feature)
    features = [_join_columns(*name, parts[name]) for name in entries]
    if choices.given_wins:
        features = [_say_given_wins(feature) for feature in features]
    checked.table = assemble(
        features,
        joined,
        lambda slot: way_of(slot, choices),
        choices.map_nodes,
        choices.given_wins,
    )


def _say_given_wins(feature: TableFeature) -> TableFeature:
    return replace(feature, description=f"{feature.description} {GIVEN_WINS}".strip())


def way_of(slot: int, choices: Choices) -> str:
    """Return how the values of a region are combined, or `STOP` while nobody said."""
    return choices.repeated_regions.get(acronym_of(slot)) or choices.repeated or STOP


def acronym_of(slot: int) -> str:
    """Return the acronym of a slot, whatever its side."""
    row = slot % LEAF_OFFSET
    return str(load_regions().acronym[row - SIDE_ROWS if row > SIDE_ROWS else row])


def _join_columns(fname: str, statistic: str, parts: list[FeatureColumn]) -> TableFeature:
    unit = next((part.unit for part in parts if part.unit), "")
    description = next((part.description for part in parts if part.description), "")
    columns = tuple(dict.fromkeys(part.column for part in parts))
    return TableFeature(fname, statistic, unit, description, columns)
