"""Finds the header of a table and reads names, units and statistics out of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from features.tables.reading.cells import is_missing_text, show_cell, unquote
from features.tables.reading.grid import Grid
from features.tables.reading.sheets import RawCell
from features.tables.understanding.keys import Column, kind_of_header
from features.tables.understanding.units import is_unit, split_unit
from features.tables.understanding.vocabulary import fold

NAME_LENGTH = 200
_STATISTICS = {
    **dict.fromkeys(["mean", "average", "avg", "meanvalue"], "mean"),
    **dict.fromkeys(["sd", "std", "stdev", "stddev", "standarddeviation"], "std"),
    **dict.fromkeys(["sem", "se", "stderr", "standarderror", "standarderrorofthemean"], "sem"),
    **dict.fromkeys(["median"], "median"),
    **dict.fromkeys(["min", "minimum"], "min"),
    **dict.fromkeys(["max", "maximum"], "max"),
    **dict.fromkeys(["n", "count", "samplesize"], "count"),
    **dict.fromkeys(["var", "variance"], "var"),
}


@dataclass(frozen=True)
class Header:
    """Where the header is, as rows of the grid; ``row`` is -1 if there is none."""

    row: int
    """The last row of the header; data begins below."""
    group_row: int | None = None
    """A row above with labels that span several columns."""
    unit_row: int | None = None
    """Equal to `row` if that holds only units and the names are one row higher."""

    @property
    def name_row(self) -> int:
        """The row with the names of the columns; -1 if there is none."""
        return self.row if self.unit_row is None else self.row - 1


@dataclass(frozen=True)
class Label:
    """The header of one column."""

    text: str
    fname: str
    unit: str
    statistic: str
    """``mean``, ``std`` … if the label names one, else ''."""
    repaired: bool = False
    """Whether characters that are not allowed in a feature's name were replaced."""
    group: str = ""
    """The label of the group of columns, which precedes `text`."""


def find_header(grid: Grid, column: Column, starts: Sequence[int] = ()) -> Header:
    """Return the header above the first key of the column of regions.

    `starts` are the first columns of tables side by side, if there are several.
    """
    first = column.first
    # Go up past rows of data with an unknown region: a typing error in the first row.
    while first > 0 and _is_data(grid, first - 1, column.index):
        first -= 1
    row = first - 1
    while row >= 0 and (not _filled(grid, row) or _is_section_title(grid, row, column.index)):
        row -= 1
    header = complete_header(grid, row, column.index)
    if header.group_row is None and len(starts) > 1:
        header = replace(header, group_row=_find_block_labels(grid, header.name_row, starts))
    return header


def _is_section_title(grid: Grid, row: int, key: int) -> bool:
    """Tell whether a row holds one text that is no column's header, below a row that is filled."""
    cell = grid.cell(row, key)
    heads = isinstance(cell, str) and kind_of_header(fold(cell))
    return _filled(grid, row) == 1 and not heads and row > 0 and _filled(grid, row - 1) > 1


def _find_block_labels(grid: Grid, row: int, starts: Sequence[int]) -> int | None:
    """Return the nearest of three rows above the header with labels over two or more blocks."""
    for above in range(row - 1, max(row - 4, -1), -1):
        labels = [i for i, cell in enumerate(grid.rows[above]) if isinstance(cell, str)]
        over = {max((s for s in starts if s <= i), default=starts[0]) for i in labels}
        if len(over) > 1 and len(labels) < _filled(grid, row):
            return above
    return None


def complete_header(grid: Grid, row: int, key: int) -> Header:
    """Return the header at a row of the grid, with the rows above that belong to it."""
    if row < 0:
        return Header(-1)
    below = row + 1
    if below < len(grid.rows) and grid.cell(below, key) is None and _is_unit_row(grid, below, row):
        return Header(below, unit_row=below)
    above = row - 1
    if above < 0 or not _filled(grid, above):
        return Header(row)
    if grid.cell(row, key) is None and _is_unit_row(grid, row, above):
        return Header(row, unit_row=row)
    return Header(row, group_row=above) if _is_group_row(grid, above, row, key) else Header(row)


def first_data_row(grid: Grid, header: Header) -> int:
    """Return the first row of the grid below the header that is not empty."""
    row = header.row + 1
    while row < len(grid.rows) and not _filled(grid, row):
        row += 1
    return row


def read_label(grid: Grid, header: Header, column: int) -> Label:
    """Return the header of a column of the grid, with its group's label in front."""
    label = grid.labels.get((header, column))
    if label is None:
        label = grid.labels[header, column] = _read_label(grid, header, column)
    return label


def _read_label(grid: Grid, header: Header, column: int) -> Label:
    if header.row < 0:
        return Label("", "", "", "")
    own = _cell_text(grid, header.row, column)
    unit = ""
    if header.unit_row is not None:
        unit = own.strip("()[] ")
        own = _cell_text(grid, header.name_row, column)
    group = ""
    if header.group_row is not None:
        group = _spread_group(grid, header.group_row, header.row, column)
    text = f"{group} {own}".strip() if fold(group) != fold(own) else own
    name, found = split_unit(text)
    if not found and group:
        inner, found = split_unit(group)
        name = f"{inner} {own}".strip() if found else name
    if not found and not unit:
        _, rest = find_side(name)
        inner, found = split_unit(rest)  # "rate (Hz) left": the unit precedes the side
        name = name.replace(rest, inner, 1) if found else name
    clean = clean_name(name)
    statistic = find_statistic(split_unit(own)[0])
    return Label(text, clean, unit or found, statistic, clean != name, group)


def find_statistic(text: str) -> str:
    """Return the statistic that a header names, alone or as its last words; '' for none.

    ``n`` after a name is one only in capitals or after a separator: ``rate N``, ``rate_n``.
    """
    words = _split_words(text)
    for size in range(min(len(words), 6), 0, -1):
        statistic = name_statistic(" ".join(words[-size:]))
        # "cell count" and "rate max" are measurements; these words name a statistic only when
        # alone.
        if statistic and (size == len(words) or statistic in ("std", "sem", "var")):
            return statistic
        if statistic == "count" and size == 1 and words[-1] in ("n", "N"):
            return statistic
    return ""


def name_statistic(text: str) -> str:
    """Return the statistic that all these words name: ``std`` for ``SD``; '' for none."""
    return _STATISTICS.get(fold("".join(_split_words(text))), "")


def _split_words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s_(),\[\]]+", text.strip()) if word]


def clean_name(name: str) -> str:
    """Return a name allowed for a feature: without slashes, not starting with blanks or dots."""
    name = "".join(letter if letter.isprintable() else " " for letter in name)
    name = " ".join(name.replace("/", "-").replace("\\", "-").split())
    return name.lstrip("_. ")[:NAME_LENGTH].rstrip()


def find_side(label: str) -> tuple[str, str]:
    """Return (side, label without it) for a header such as ``rate (left)``, ``L`` or ``Right N``.

    The side is left, right, or '' if the header names none.
    """
    word = "left|right|lh|rh"
    for pattern in (
        rf"(?P<side>{word}|l|r)",
        rf"(?P<side>{word})\s+(?:hemisphere|side)",
        rf"(?P<side>{word})(?:\s+(?:hemisphere|side))?[\s_:.,-]+(?P<rest>.+)",
        rf"(?P<rest>.+?)[\s_:.,-]*[(\[]\s*(?P<side>{word}|l|r)(?:\s+(?:hemisphere|side))?\s*[)\]]",
        rf"(?P<rest>.+?)[\s_:.,-]+(?P<side>{word}|l|r)(?:\s+(?:hemisphere|side))?",
        r"(?P<side>l|r)[_:.-]+(?P<rest>.+)",
    ):
        match = re.fullmatch(pattern, label.strip(), re.IGNORECASE)
        if match:
            side = "left" if match["side"][0].lower() == "l" else "right"
            return side, (match.groupdict().get("rest") or "").strip()
    return "", label


def _cell_text(grid: Grid, row: int, column: int) -> str:
    cell = grid.cell(row, column)
    if cell is None:
        for merge in grid.merges:
            if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
                cell = grid.cell(merge.top, merge.left)
    return " ".join(unquote(show_cell(cell)).split())


def _spread_group(grid: Grid, group_row: int, row: int, column: int) -> str:
    """Return the group label over a column: its own, its merged cell's, or the nearest to the
    left."""
    own = _cell_text(grid, group_row, column)
    ends = [m.right for m in grid.merges if m.top <= group_row <= m.bottom and m.right > m.left]
    if own:
        return own
    for left in range(column - 1, -1, -1):
        if left in ends:
            return ""  # a merged cell shows how far its label extends
        if grid.cell(row, left + 1) is None:
            return ""  # a blank column ends a group
        text = _cell_text(grid, group_row, left)
        if text:
            return text
    return ""


def _filled(grid: Grid, row: int) -> int:
    return sum(cell is not None for cell in grid.rows[row])


def _is_data(grid: Grid, row: int, key: int) -> bool:
    """Tell whether a row above the first known region is data too: a key and mostly numbers."""
    cell = grid.cell(row, key)
    if not isinstance(cell, str) or kind_of_header(fold(cell)):
        return False
    others = [c for i, c in enumerate(grid.rows[row]) if i != key and c is not None]
    numbers = sum(_looks_like_value(c) for c in others)
    return bool(others) and numbers >= max(1, 0.5 * len(others))


def _looks_like_value(cell: RawCell) -> bool:
    if isinstance(cell, float):
        return True
    text = show_cell(cell)
    return is_missing_text(text) or bool(re.fullmatch(r"[-+]?[\d.,]+%?", text))


def _is_unit_row(grid: Grid, row: int, above: int) -> bool:
    texts = [show_cell(cell).strip("()[] ") for cell in grid.rows[row] if cell is not None]
    return bool(texts) and all(map(is_unit, texts)) and _filled(grid, above) >= len(texts)


def _is_group_row(grid: Grid, above: int, row: int, key: int) -> bool:
    """Tell whether a row holds labels over several columns of the header below, not a title."""
    labels = [i for i, cell in enumerate(grid.rows[above]) if cell is not None and i != key]
    if not labels or not all(isinstance(grid.cell(above, i), str) for i in labels):
        return False
    if any(m.top <= above <= m.bottom and m.right > m.left and m.left > key for m in grid.merges):
        return True
    shown = (show_cell(cell) for cell in grid.rows[row] if cell is not None)
    below = [fold(split_unit(text)[0]) for text in shown]
    repeated = len(set(below)) < len(below)
    return repeated and min(labels) > key and _filled(grid, above) < len(below)
