"""What surrounds the values of a real table, and what makes a table ambiguous."""

from collections.abc import Callable
from random import Random
from typing import Any

from atlasviewer.atlas.regions import load_regions
from tests.features.tables.random_tables.known import Case, Column
from tests.features.tables.random_tables.sides import IN_COLUMN, IN_HEADERS, NONE

TITLES = ["Supplementary Table 3. Values per region", "Values are means of 12 mice", "Table S1"]
FOOTNOTES = ["* p < 0.05", "Regions after the Allen CCFv3", "n.d., not determined"]
REMARKS = ["good", "", "weak label", "edge of section", "see text"]


def _numbers(random: Random, rows: int) -> dict[str, Callable[[], list[Any]]]:
    """Return header → cells of columns of numbers that are not measurements."""
    return {
        "idx": lambda: list(range(1, rows + 1)),
        "index": lambda: list(range(rows)),
        "order": lambda: random.sample(range(1, 1300), rows),
        "graph_order": lambda: sorted(random.sample(range(1, 1300), rows)),
        "st_level": lambda: [random.randint(1, 11) for _ in range(rows)],
        "parent_structure_id": lambda: random.choices(load_regions().id[2:300].tolist(), k=rows),
        "section_data_set_id": lambda: [3] * rows,
        "slice": lambda: [random.randint(1, 80) for _ in range(rows)],
        "red": lambda: [random.randint(0, 255) for _ in range(rows)],
        "RGB": lambda: [str(random.randint(100, 999999)).zfill(6) for _ in range(rows)],
    }


def add_decoys(case: Case, columns: list[Column]) -> None:
    """Insert columns that are not features: counters, colours, remarks, parents."""
    random = case.random
    rows = len(columns[0].cells)
    if random.random() < 0.4:
        numbers = _numbers(random, rows)
        heads = random.sample(sorted(numbers), random.randint(1, 2))
        for head in heads:
            # After groups they would seem to belong to the last group.
            place = 0 if columns[-1].group else random.choice([0, len(columns)])
            columns.insert(place, Column(head, numbers[head]()))
        case.kinds["decoys"] = ", ".join(heads)
    if random.random() < 0.15 and not columns[-1].group:
        channels = [Column(c, [random.randint(0, 255) for _ in range(rows)]) for c in "rgb"]
        columns += channels
        case.kinds["colours"] = "r, g, b"
    if random.random() < 0.15 and not columns[-1].group:
        remarks = [random.choice(REMARKS) or None for _ in range(rows)]
        columns.append(Column("remark", remarks))
    if random.random() < 0.12:
        names = ["Isocortex", "Hippocampal formation", "Thalamus", "Midbrain"]
        cells = [random.choice(names) for _ in range(rows)]
        columns.insert(0, Column(random.choice(["Major division", "parent"]), cells))
        case.kinds["parents"] = str(columns[0].head)


def add_rows(case: Case, rows: list[list[Any]], key: int) -> None:
    """Insert blank rows, section titles and repeated headers between rows of data, in place."""
    random = case.random
    header = rows[0]
    if random.random() < 0.2:
        rows.insert(random.randint(2, len(rows)), [])
        case.kinds["rows"] = "a blank row"
    if random.random() < 0.12:
        title = random.choice(["Isocortex", "Cortical areas", "Thalamus", "Other regions"])
        at = random.randint(1, len(rows) - 1)
        rows.insert(at, [title if place == key else None for place in range(key + 1)])
        case.kinds["rows"] = f"a section titled {title}"
    if random.random() < 0.08:
        rows.insert(random.randint(2, len(rows)), list(header))
        case.kinds["rows"] = "the header again"


def draw_titles(case: Case) -> tuple[list[list[Any]], list[list[Any]]]:
    """Return title lines above a table and footnotes below it."""
    random = case.random
    above: list[list[Any]] = []
    below: list[list[Any]] = []
    if random.random() < 0.25:
        above = [[title] for title in random.sample(TITLES, random.randint(1, 2))]
        above += [[]] * random.randint(0, 1)
        case.kinds["titles"] = str(len(above))
    if random.random() < 0.15:
        below = [[]] * random.randint(0, 1) + [[random.choice(FOOTNOTES)]]
        case.kinds["footnote"] = "yes"
    return above, below


def make_doubtful(case: Case, columns: list[Column], key: int) -> None:
    """Make a table ambiguous, in place, and note why."""
    changes: dict[str, Callable[[], bool]] = {
        "a region twice": lambda: _repeat(case.random, columns),
        "a misspelled key": lambda: _change_key(case.random, columns[key], lambda k: f"{k}q"),
        "another case": lambda: _change_key(case.random, columns[key], str.swapcase),
        "several regions in one key": lambda: _join_keys(case.random, columns[key]),
        "a value without a region": lambda: _blank_key(case.random, columns, key),
        "a cell that is no number": lambda: _spoil_cell(case.random, columns),
        "a total": lambda: _add_total(case.random, columns, key),
    }
    if case.kinds["keys"] in ("acronym + name", "name + acronym", "id + name"):
        # An unknown name beside an exact key is accepted; another region's name is not.
        changes = {"a name of another region": lambda: _swap_names(columns, key)}
    why = case.random.choice(sorted(changes))
    plain = case.kinds["sides"] in (NONE, *IN_HEADERS, *IN_COLUMN)
    if plain and case.kinds["keys"] not in ("id", "acronym + id") and changes[why]():
        case.asks = case.asks or why
        case.kinds["doubt"] = why


def _repeat(random: Random, columns: list[Column]) -> bool:
    valued = [column for column in columns if column.known is not None]
    rows = [r for r in range(len(columns[0].cells)) if _is_number(valued[0].cells[r])]
    if not rows:
        return False
    row = random.choice(rows)
    for column in columns:
        cell = column.cells[row]
        column.cells.append(cell + 1.5 if column.known and _is_number(cell) else cell)
    return True


def _is_number(cell: Any) -> bool:
    return isinstance(cell, float)


def _change_key(random: Random, column: Column, change: Callable[[str], str]) -> bool:
    table = load_regions()
    exact = {*table.acronym.tolist(), *table.name.tolist(), *table.official_name.tolist()}
    row = random.randrange(len(column.cells))
    changed = change(str(column.cells[row]))
    if changed in exact or changed == column.cells[row]:
        return False
    column.cells[row] = changed
    return True


def _join_keys(random: Random, column: Column) -> bool:
    sign = random.choice([" + ", ", ", "/", " and "])
    column.cells[0] = f"{column.cells[0]}{sign}{column.cells[-1]}"
    return True


def _swap_names(columns: list[Column], key: int) -> bool:
    """Exchange the keys of the first and the last region, but not what is beside them."""
    cells = columns[key].cells
    first, last = cells[0], cells[-1]
    columns[key].cells = [last if c == first else first if c == last else c for c in cells]
    return first != last


def _blank_key(random: Random, columns: list[Column], key: int) -> bool:
    row = random.randrange(1, len(columns[key].cells))
    valued = [column for column in columns if column.known is not None]
    if not _is_number(valued[0].cells[row]) or len(columns) > len(valued) + 1:
        return False
    columns[key].cells[row] = None
    return True


def _spoil_cell(random: Random, columns: list[Column]) -> bool:
    column = random.choice([column for column in columns if column.known is not None])
    row = random.randrange(len(column.cells))
    column.cells[row] = random.choice(["12*", "3.4 ± 0.2", "<5", "not counted", "~7"])
    return True


def _add_total(random: Random, columns: list[Column], key: int) -> bool:
    word = random.choice(["Total", "Sum", "Mean", "All regions", "total", "Average"])
    for at, column in enumerate(columns):
        numbers = [cell for cell in column.cells if _is_number(cell)]
        total = float(sum(numbers)) if column.known else None
        column.cells.append(word if at == key else total)
    return True
