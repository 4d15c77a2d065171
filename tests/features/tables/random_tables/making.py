"""Makes one random table: its truth, its layout, what stands around it, and the file."""

from itertools import groupby, zip_longest
from random import Random
from typing import Any

from features.tables.reading.sheets import column_letter
from tests.features.tables.random_tables.decorations import (
    add_decoys,
    add_rows,
    draw_titles,
    make_doubtful,
)
from tests.features.tables.random_tables.files import write_file
from tests.features.tables.random_tables.known import BOTH, LEFT, RIGHT, Case, Column
from tests.features.tables.random_tables.layouts import LAYOUTS, TURNABLE, WEIGHTS

DOUBTFUL = 0.2
"""Share of the tables that are changed so that a person must be asked."""


def make_case(seed: int) -> Case:
    """Return a table with its truth; the same for the same seed."""
    random = Random(seed)
    case = Case(random, hemisphere=random.choice([LEFT, RIGHT, BOTH]))
    layout = random.choices(list(LAYOUTS), WEIGHTS)[0]
    case.kinds["layout"] = layout
    columns = LAYOUTS[layout](case)
    blocks = layout.startswith("blocks")
    if not blocks:
        if random.random() < DOUBTFUL:
            make_doubtful(case, columns, _find_key(columns))
        add_decoys(case, columns)
    rows = [[column.head for column in columns]]
    rows += [list(row) for row in zip_longest(*(column.cells for column in columns))]
    if not blocks:
        add_rows(case, rows, _find_key(columns))
    turned = layout in TURNABLE and not _has_groups(columns) and random.random() < 0.15
    if turned:
        case.kinds["layout"] = "turned"
        rows = [list(row) for row in zip_longest(*rows)]
    if _has_groups(columns):
        rows.insert(0, _group_row(case, columns))
    titles, footnotes = draw_titles(case)
    case.rows = titles + rows + footnotes
    _place_merges(case, columns, len(titles) + 1)
    write_file(case)
    return case


def _find_key(columns: list[Column]) -> int:
    return next(at for at, column in enumerate(columns) if column.key)


def _has_groups(columns: list[Column]) -> bool:
    return any(column.group for column in columns)


def _group_row(case: Case, columns: list[Column]) -> list[Any]:
    """Return the row of labels above the header, each at the first column of its group."""
    return [
        label if at == 0 else None
        for label, group in groupby(column.group or None for column in columns)
        for at, _ in enumerate(group)
    ]


def _place_merges(case: Case, columns: list[Column], row: int) -> None:
    """Merge the cells of each label in half of the tables with groups."""
    if not _has_groups(columns) or case.random.random() < 0.5:
        return
    start = 0
    for label, group in groupby(column.group for column in columns):
        width = len(list(group))
        if label and width > 1:
            last = column_letter(start + width - 1)
            case.merges.append(f"{column_letter(start)}{row}:{last}{row}")
        start += width


def show_case(case: Case) -> str:
    """Return a case as text: what was drawn, the table, and the truth."""
    lines = [f"{axis}: {drawn}" for axis, drawn in case.kinds.items()]
    lines += ["\t".join("" if cell is None else str(cell) for cell in row) for row in case.rows]
    lines += [f"hemisphere chosen: {case.hemisphere}", f"must ask: {case.asks or 'nothing'}"]
    return "\n".join(lines)
