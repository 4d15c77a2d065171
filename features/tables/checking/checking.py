"""Checks a table in stages: its shape, each row, duplicate regions; then builds its matrix."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from features.tables.checking.drawn import GIVEN_WINS, report_drawn
from features.tables.checking.feature_names import REPEATED_NAME, check_names
from features.tables.checking.matrix import CheckedTable, TableFeature, assemble, join_entries
from features.tables.checking.records import Records, read_records
from features.tables.checking.repeats import check_repeats, way_of
from features.tables.checking.values import Values, read_values
from features.tables.choices import Choices
from features.tables.explanation import Explanation, ask, say
from features.tables.problems import MAX_PROBLEMS, Problem
from features.tables.reading.grid import ROWS
from features.tables.understanding.columns import FeatureColumn
from features.tables.understanding.understanding import Understood

SHAPE_STOPS = {"no_regions", "no_values", "doubtful_key_column", "unknown_choice", "too_many"}
"""Problems of the sheet that would make a check of its rows misleading."""
BEFORE_REPEATS = {
    *(REPEATED_NAME, "rows_told_apart", "side_codes_needed", "column_side_needed"),
}
"""Questions whose answers decide which values belong to the same feature, region and side."""
NO_VALUES = Problem(None, None, "", "no_values", "No row has a value. Add at least one number.")


@dataclass(frozen=True)
class Checked:
    """The outcome of checking a table.

    ``table`` is set once no problem is open and, if ``needs`` names ``hemisphere``, left, right or
    both was chosen. ``warnings`` do not prevent publishing.
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
    """The check of each sheet if several are read together; empty for a single sheet."""

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


def check(
    understood: Understood,
    choices: Choices | None = None,
    voxels: Sequence[int] | None = None,
) -> Checked:
    """Return every problem of a table, or its matrix if there is none.

    `understood` is the result of `understand` with the same choices. Nothing is guessed: a key that
    is not exact is a problem until `choices` accept, correct or drop it. `voxels` are the voxel
    counts of regions 0…1327 without their descendants, needed to share values by volume.
    """
    choices = choices or Choices()
    needs = ["hemisphere"] if understood.needs_hemisphere else []
    said = ask(*understood.said.problems, *check_names(understood))
    body = understood.body
    if body is None or any(problem.code in SHAPE_STOPS for problem in said.problems):
        return _outcome(understood, said, needs=needs)
    records = [
        read_records(understood, block, number, choices, voxels)
        for number, block in enumerate(body.blocks)
    ]
    said += _join_records(understood, records)
    entries, values = read_values(understood, body, records, choices)
    said += values
    if not any(problem.code in BEFORE_REPEATS for problem in said.problems):
        said += check_repeats(understood, entries, choices, said.problems)
    table = None
    if not said.problems and not needs:
        table = _assemble(understood, entries, choices)
        if table is None:
            said += ask(NO_VALUES)
    return _outcome(
        understood,
        said,
        rows=sum(block.rows for block in records),
        matched=sum(len(block.found) for block in records),
        warnings=[warning for block in records for warning in block.warnings],
        needs=needs,
        table=table,
    )


def _outcome(understood: Understood, said: Explanation, **found: Any) -> Checked:
    """Return the outcome; problems are in the order of the sheet, as many as one can read."""
    problems = sorted(said.problems, key=lambda p: (p.row is not None, p.row or 0))
    return Checked(
        understood,
        problems=problems[:MAX_PROBLEMS],
        all_problems=len(problems) + said.more,
        notes=list(said.sentences),
        **found,
    )


def _join_records(understood: Understood, records: list[Records]) -> Explanation:
    """Return the problems of all blocks, and sentences on what was skipped."""
    said = ask(*(problem for block in records for problem in block.problems))
    passed = [name for block in records for name in block.passed]
    if not passed:
        return said
    shown = "; ".join(passed[:6]) + (" …" if len(passed) > 6 else "")
    what = "row" if understood.table.grid.orientation == ROWS else "column"
    return said + say(f"Skipped (not a region, no values): {what} {shown}.")


def _assemble(understood: Understood, entries: Values, choices: Choices) -> CheckedTable | None:
    """Return the matrix of all features; None if no row has a value."""
    joined = [join_entries(several) for several in entries.values()]
    if not any(len(entry.slots) for entry in joined):
        return None
    parts: dict[tuple[str, str], list[FeatureColumn]] = {}
    for feature in understood.features:
        parts.setdefault((feature.fname, feature.statistic), []).append(feature)
    features = [_join_columns(*name, parts[name]) for name in entries]
    if choices.given_wins:
        features = [_say_given_wins(feature) for feature in features]
    return assemble(
        features,
        joined,
        lambda slot: way_of(slot, choices),
        choices.map_nodes,
        choices.given_wins,
    )


def _say_given_wins(feature: TableFeature) -> TableFeature:
    return replace(feature, description=f"{feature.description} {GIVEN_WINS}".strip())


def _join_columns(fname: str, statistic: str, parts: list[FeatureColumn]) -> TableFeature:
    unit = next((part.unit for part in parts if part.unit), "")
    description = next((part.description for part in parts if part.description), "")
    columns = tuple(dict.fromkeys(part.column for part in parts))
    return TableFeature(fname, statistic, unit, description, columns)
