"""Finds the column that holds the regions, by its header, its content and its neighbours."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import cast

import numpy as np
from numpy.typing import NDArray

from features.tables.reading.cells import show_cell
from features.tables.reading.grid import Grid
from features.tables.reading.patience import look_at_clock
from features.tables.reading.sheets import RawCell
from features.tables.understanding.vocabulary import (
    ACRONYM,
    ID,
    MIXED,
    NAME,
    find_kind,
    find_likely,
    find_row,
    find_side_form,
    fold,
    has_few_regions,
    key_text,
    split_side,
)

HEADER_SEARCH_ROWS = 40
ACRONYM_HEADERS = {
    *("acronym", "acronyms", "abbreviation", "abbreviations", "abbr", "abbrev", "allenacronym"),
    *("regionacronym", "structureacronym", "brainregionacronym", "areaacronym", "ccfacronym"),
    *("brainacronym", "regionabbreviation", "structureabbreviation", "roiacronym"),
}
REGION_HEADERS = {
    *("region", "regions", "brainregion", "brainregions", "area", "brainarea", "areas", "roi"),
    *("structure", "brainstructure", "structures", "regionofinterest", "location", "nucleus"),
    *("allenregion", "ccfregion", "ccf", "parcel", "parcellation", "anatomicalregion", "rois"),
    *("label", "target", "source", "targetregion", "sourceregion", "injectionsite", "key"),
}
NAME_HEADERS = {
    *("name", "fullname", "regionname", "structurename", "safename", "brainregionname", "areaname"),
    *("fullstructurename", "longname", "regionfullname", "description", "officialname"),
}
ID_HEADERS = {
    *("atlasid", "structureid", "regionid", "allenid", "ccfid", "idatlas", "annotationid"),
    *("allenatlasid", "brainregionid", "roiid", "structureidpath", "ccfv3id", "allenccfid"),
    *("atlasids", "allenstructureid", "allenregionid", "areaid"),
}
PARENT_WORDS = ("parent", "major", "division", "group", "super", "coarse", "ancestor")
FEWEST_HITS = 0.4
"""Below this share of entries like regions, only its header makes a column one of regions."""
GOOD_SCORE = 0.8
DIGITS = frozenset("0123456789")
NUMBER_STARTS = DIGITS | frozenset("+-.,\u2212\u2013")


@dataclass
class Column:
    """The entries of one column of the grid that look like regions."""

    index: int
    keys: list[str]
    """The text of each cell, starting from the first that looks like a region; '' if blank."""
    first: int
    """Row of the grid that holds the first key."""
    header: str
    """Folded text of the nearest filled cell above."""
    above: int = 0
    """Number of filled cells above the first key."""
    kinds: dict[str, int] = field(default_factory=dict)
    form: str = ""
    """How its keys name a side; '' if they do not."""

    @cached_property
    def filled(self) -> int:
        return sum(1 for key in self.keys if key)

    @cached_property
    def regions(self) -> NDArray[np.int32]:
        """Row of the region table for each key (n,); 0 if it does not look like a region."""
        look_at_clock()
        rows = np.zeros(len(self.keys), np.int32)
        for at, key in enumerate(self.keys):
            parts = split_side(key, self.form) if self.form else None
            rows[at] = find_row(parts[1] if parts else key) if key else 0
        return rows

    @property
    def hits(self) -> int:
        return sum(self.kinds.values())

    @property
    def rate(self) -> float:
        return self.hits / self.filled if self.filled else 0.0

    @property
    def uniqueness(self) -> float:
        return len({key for key in self.keys if key}) / self.filled if self.filled else 0.0

    @property
    def kind(self) -> str:
        """acronym, id, name, or mixed if more than one is common."""
        best = max(self.kinds, key=lambda kind: self.kinds[kind], default=ACRONYM)
        return best if self.kinds.get(best, 0) >= 0.9 * self.hits else MIXED

    @property
    def header_kind(self) -> str:
        """What the header says: acronym, region, name, id, or ''."""
        return kind_of_header(self.header)

    @property
    def score(self) -> float:
        """Score for being the column of regions; more than its share of matches."""
        says = {ACRONYM: 0.6, "region": 0.5, NAME: 0.3, ID: 0.3}.get(self.header_kind, 0.0)
        score = self.rate + says + 0.3 * self.uniqueness + (0.2 if self.kind == ACRONYM else 0.0)
        score -= {ID: 0.6, MIXED: 0.3}.get(self.kind, 0.0)
        if any(word in self.header for word in PARENT_WORDS):
            score -= 0.6
        return score


def kind_of_header(header: str) -> str:
    """Return what a folded header says about its column: acronym, region, name, id, or ''."""
    for kind, words in (
        (ACRONYM, ACRONYM_HEADERS),
        ("region", REGION_HEADERS),
        (NAME, NAME_HEADERS),
        (ID, ID_HEADERS | {"id", "ids"}),
    ):
        if header in words:
            return kind
    return ""


def _kind_of_cell(cell: str) -> str:
    """Return `kind_of_header` of a cell; skips numbers, since no header starts with a digit."""
    return "" if cell.lstrip("+-.,")[:1].isdecimal() else kind_of_header(fold(cell))


def find_columns(grid: Grid, header_row: int | None = None) -> list[Column]:
    """Return the columns that may hold regions, likeliest first.

    `header_row` (of the grid) is where a person put the header. Columns of numbers are considered
    if no text names the regions, or if their header mentions ids.
    """
    numbers = [_holds_numbers(cells) for cells in grid.columns]
    texts = [index for index, numeric in enumerate(numbers) if not numeric]
    likely: list[Column] = []
    for index in texts:
        column = read_column(grid, index, header_row, only_likely=True)
        if column is not None and is_likely(column):
            likely.append(column)
    named = any(column.score >= GOOD_SCORE for column in likely)
    for index, numeric in enumerate(numbers):
        if numeric and (not named or _is_headed_as_id(grid, index)):
            column = read_column(grid, index, header_row, numbers_only=True)
            if column is not None and is_likely(column):
                likely.append(column)
    return sorted(likely, key=lambda column: (-column.score, column.index))


def _holds_numbers(cells: tuple[RawCell, ...]) -> bool:
    """Tell whether most filled cells are numbers, or texts that start like numbers."""
    filled = [cell for cell in cells if cell is not None]
    if set(map(type, filled)) == {str}:
        firsts = "".join(map(itemgetter(0), cast(list[str], filled)))
        starts = Counter({first: firsts.count(first) for first in set(firsts)})
    else:
        starts = Counter([cell[:1] for cell in filled if isinstance(cell, str)])
    words = sum(count for start, count in starts.items() if start not in NUMBER_STARTS)
    if starts.keys() & set("'\""):
        words = sum(isinstance(cell, str) and not _begins_as_number(cell) for cell in filled)
    return words < 0.5 * len(filled)


def _begins_as_number(cell: RawCell) -> bool:
    return (
        isinstance(cell, float) or isinstance(cell, str) and cell.lstrip("'\"")[:1] in NUMBER_STARTS
    )


def _is_headed_as_id(grid: Grid, index: int) -> bool:
    top = grid.columns[index][:HEADER_SEARCH_ROWS]
    words = [cell for cell in top if isinstance(cell, str) and cell[:1] not in DIGITS]
    return any(_kind_of_cell(word) == ID for word in words)


def is_likely(column: Column) -> bool:
    """Tell whether a column is worth considering as the one with the regions."""
    named = column.header_kind in (ACRONYM, "region")
    if column.kind == ID and column.hits and not named:
        return column.rate >= 0.5 and column.hits >= 2 or column.header_kind == ID
    if named and column.filled > 0:
        return True
    # Other texts above the first hit count as well, except for a header and long titles.
    return column.hits >= FEWEST_HITS * (column.filled + min(max(column.above - 1, 0), 3))


def read_column(
    grid: Grid,
    index: int,
    header_row: int | None = None,
    *,
    numbers_only: bool = False,
    only_likely: bool = False,
) -> Column | None:
    """Return the entries of a column of the grid; None if nothing in it is like a region.

    With `only_likely` also None, sooner, for a column that `is_likely` would not take.

    Numbers count only if whole, and only as ids. With `numbers_only` a text at the top is a header
    even if it is a region, as over the columns of a connectivity matrix.
    """
    look_at_clock()
    cells = grid.columns[index]
    if numbers_only and header_row is None:
        numeric = (row for row, cell in enumerate(cells) if _begins_as_number(cell))
        first = next(numeric, None)
    else:
        first = _find_first(cells, header_row)
    if first is None:
        return None
    header = next((show_cell(c) for c in reversed(cells[:first]) if c is not None), "")
    above = sum(cell is not None for cell in cells[:first])
    again = fold(header)  # on each page of a printed table
    if (
        only_likely
        and not kind_of_header(again)
        and has_few_regions(cells[first:], again, FEWEST_HITS)
    ):
        return None
    keys = [_as_key(cell) for cell in cells[first:]]
    keys = ["" if key and fold(key) == again and not find_kind(key) else key for key in keys]
    column = Column(index, keys, first, again, above)
    column.kinds = _count(keys)
    column.form = find_side_form(keys) if column.rate < 0.9 else ""
    if column.form:
        bases = [split_side(key, column.form) for key in keys]
        paired = zip(bases, keys, strict=True)
        column.kinds = _count([parts[1] if parts else key for parts, key in paired])
    return column


def _find_first(cells: tuple[RawCell, ...], header_row: int | None) -> int | None:
    """Return the row of the first key: below the header, if that is known or named."""
    if header_row is not None:
        start = header_row + 1
        return next((row for row in range(start, len(cells)) if cells[row] is not None), None)
    named = None
    for row, cell, likely in _candidates(cells):
        if isinstance(cell, str):
            if row < HEADER_SEARCH_ROWS and _kind_of_cell(cell):
                named = row
                continue
            key = key_text(cell) if likely else ""
            if likely and (find_kind(key) or _is_sided(key)):
                return row if named is None else _after(cells, named)
        elif isinstance(cell, float) and cell.is_integer() and find_kind(key_text(cell)):
            return row if named is None else _after(cells, named)
    return None if named is None else _after(cells, named)


def _candidates(cells: tuple[RawCell, ...]) -> Iterator[tuple[int, RawCell, bool]]:
    """Yield place and cell of those that may be a header or a region, and whether a region."""
    texts = [cell if isinstance(cell, str) else "" for cell in cells]
    for row, (cell, likely) in enumerate(zip(cells, find_likely(texts), strict=True)):
        if cell is None:
            continue
        if likely or row < HEADER_SEARCH_ROWS or isinstance(cell, float):
            yield row, cell, likely


def _after(cells: tuple[RawCell, ...], row: int) -> int | None:
    return next((r for r in range(row + 1, len(cells)) if cells[r] is not None), None)


def _is_sided(key: str) -> bool:
    return bool(find_side_form([key]))


def _as_key(cell: RawCell) -> str:
    if isinstance(cell, float) and not cell.is_integer():
        return "0.5"  # filled, and never a region
    return key_text(cell)


def _count(keys: list[str]) -> dict[str, int]:
    kinds: dict[str, int] = {}
    for key in keys:
        kind = find_kind(key) if key else ""
        if kind:
            kinds[kind] = kinds.get(kind, 0) + 1
    return kinds
