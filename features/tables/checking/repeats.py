"""Regions that have several values: reported unless a person chose how to combine them."""

from collections.abc import Sequence

from atlasviewer.atlas.mapping import AGGREGATIONS
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from features.tables.checking.feature_names import REPEATED_NAME
from features.tables.checking.matrix import (
    LEAF_OFFSET,
    STOP,
    Entries,
    RepeatedSlot,
    find_repeated,
    join_entries,
)
from features.tables.choices import Choices
from features.tables.explanation import Explanation, ask, say
from features.tables.problems import Problem
from features.tables.reading.grid import ROWS
from features.tables.reading.sheets import column_letter
from features.tables.understanding.understanding import Understood

REPEAT_WAYS = f"{', '.join(AGGREGATIONS[:-1])} or {AGGREGATIONS[-1]}"


def check_repeats(
    understood: Understood,
    entries: dict[tuple[str, str], list[Entries]],
    choices: Choices,
    problems: Sequence[Problem],
) -> Explanation:
    """Report each line whose region already has a value, unless a person chose what to do.

    `problems` are those found before.
    """
    clashing = {problem.value for problem in problems if problem.code == REPEATED_NAME}
    lines = _find_repeated_lines(entries, clashing)
    said = Explanation()
    ways: dict[str, list[int]] = {}
    told: set[int] = set()
    for slot, found in sorted(lines.items(), key=lambda item: min(item[1])):
        way = way_of(slot, choices)
        if way != STOP:
            ways.setdefault(way, []).append(slot)
            continue
        repeated = RepeatedSlot(slot, tuple(sorted(found)))
        fresh = [line for line in repeated.lines[1:] or repeated.lines if line not in told]
        told.update(fresh)
        said += ask(*(_repeated_problem(understood, repeated, line) for line in fresh))
    for way, slots in ways.items():
        regions = list(dict.fromkeys(map(acronym_of, slots)))
        shown = ", ".join(regions[:8]) + (" …" if len(regions) > 8 else "")
        said += say(f"Duplicates combined by {way}, as you chose: {shown}.")
    return said


def _find_repeated_lines(
    entries: dict[tuple[str, str], list[Entries]], clashing: set[str]
) -> dict[int, set[int]]:
    """Return slot → lines that give it a value, where several do so in one feature."""
    lines: dict[int, set[int]] = {}
    for (fname, _), parts in entries.items():
        # Columns with the same name must be told apart first: together they repeat every region.
        for several in [[part] for part in parts] if fname in clashing else [parts]:
            for repeated in find_repeated(join_entries(several)):
                lines.setdefault(repeated.slot, set()).update(repeated.lines)
    return lines


def _repeated_problem(understood: Understood, repeated: RepeatedSlot, line: int) -> Problem:
    grid, key = understood.table.grid, understood.table.key
    assert key is not None  # noqa: S101 (a repeated region was found in the column of regions)
    upright = grid.orientation == ROWS
    acronym = acronym_of(repeated.slot)
    side = "left" if repeated.slot % LEAF_OFFSET > SIDE_ROWS else "right"
    named = acronym if understood.needs_hemisphere else f"{acronym} ({side})"
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


def way_of(slot: int, choices: Choices) -> str:
    """Return how the values of a region are combined, or `STOP` until somebody chose."""
    return choices.repeated_regions.get(acronym_of(slot)) or choices.repeated or STOP


def acronym_of(slot: int) -> str:
    """Return the acronym of a slot, whatever its side."""
    row = slot % LEAF_OFFSET
    return str(load_regions().acronym[row - SIDE_ROWS if row > SIDE_ROWS else row])
