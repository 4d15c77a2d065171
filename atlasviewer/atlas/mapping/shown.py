"""What each parcellation draws of the given values: as given, in a larger region, or not."""

from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atlasviewer.atlas.mapping.placement import ALL_ROWS
from atlasviewer.atlas.mapping.result import MappedMatrix, MappedValues, Origin
from atlasviewer.atlas.mapping.slots import Bools, Ints
from atlasviewer.atlas.regions import MAPPINGS, NEAREST_MAPPINGS, ROOT, SIDE_ROWS, load_regions

Kinds = NDArray[np.uint8]


class Shown(IntEnum):
    """What the slices draw of a given value under one parcellation."""

    NOTHING_GIVEN = 0
    NOT_DRAWN = 1
    """No voxel shows it."""
    LARGER = 2
    """It is shown only through a larger region, as part of a mean or as the only value inside."""
    AS_GIVEN = 3
    """Voxels of the region show exactly this value."""


def find_shown(mapped: MappedValues, rows: Ints, given: Bools) -> dict[str, Kinds]:
    """Return parcellation → `Shown` of each value, (n, columns).

    Parameters: `mapped`, what `map_values` made of the values; `rows` 0…2654 (n,); `given`
    (n, columns), whether there is a value.
    """
    found = {}
    for mapping in MAPPINGS:
        matrix = mapped[mapping]
        look = _shown_by_allen if mapping == "allen" else _shown_inside
        as_given, larger = look(matrix, rows, given)
        kinds = np.where(larger, Shown.LARGER, Shown.NOT_DRAWN)
        kinds = np.where(as_given, Shown.AS_GIVEN, kinds)
        found[mapping] = np.where(given, kinds, Shown.NOTHING_GIVEN).astype(np.uint8)
    return found


def target_rows(mapping: str, rows: Ints) -> Ints:
    """Return the row of the region of a parcellation in which each of the `rows` lies (n,)."""
    side = (rows > SIDE_ROWS).astype(np.int64)
    target = _parcellation(mapping)[rows - side * SIDE_ROWS]
    return np.where(target > ROOT, target + side * SIDE_ROWS, target)


def drawn_rows(mapping: str) -> Bools:
    """Return which rows of a side have voxels under a parcellation (1328,)."""
    drawn = np.zeros(SIDE_ROWS + 1, dtype=bool)
    drawn[_parcellation(mapping)[load_regions().has_voxels]] = True
    drawn[: ROOT if mapping == "allen" else ROOT + 1] = False
    return drawn


def _parcellation(mapping: str) -> Ints:
    return np.arange(SIDE_ROWS + 1) if mapping == "allen" else getattr(load_regions(), mapping)


def _both_sides(one: Bools) -> Bools:
    return np.concatenate([one, one[1:]])


def _shown_inside(matrix: MappedMatrix, rows: Ints, given: Bools) -> tuple[Bools, Bools]:
    """Beryl and Cosmos: as given is a region of theirs, where nothing else was averaged in."""
    targets = target_rows(matrix.mapping, rows)
    own = np.zeros((ALL_ROWS, given.shape[1]), dtype=bool)
    own[matrix.index] = matrix.given
    drawn = _both_sides(drawn_rows(matrix.mapping))[targets][:, np.newaxis]
    as_given = given & drawn & own[rows] & (targets == rows)[:, np.newaxis]
    # If a region shows a value given for itself, values inside it do not contribute.
    return as_given, given & drawn & ~own[targets]


def _shown_by_allen(matrix: MappedMatrix, rows: Ints, given: Bools) -> tuple[Bools, Bools]:
    columns = np.arange(given.shape[1])
    drawn = _both_sides(drawn_rows("allen"))[matrix.index]
    source = np.where(matrix.origin == Origin.CHILDREN, matrix.index[:, np.newaxis], matrix.source)
    shows = np.zeros((ALL_ROWS, len(columns)), dtype=bool)
    at, column = np.nonzero(drawn[:, np.newaxis] & (source >= 0))
    shows[source[at, column], column] = True
    there = np.zeros_like(shows)
    there[rows] |= given
    as_given = given & shows[rows]
    larger = np.zeros_like(as_given)
    for line in np.flatnonzero((given & ~as_given).any(axis=1)).tolist():
        larger[line] = given[line] & ~as_given[line] & _climbs(int(rows[line]), shows, there)
    return as_given, larger


def _climbs(row: int, shows: Bools, there: Bools) -> Bools:
    """Return in which columns a region above shows a mean that `row` has a part in (columns,)."""
    side = SIDE_ROWS if row > SIDE_ROWS else 0
    parent = load_regions().parent
    open_, found = np.ones(shows.shape[1], dtype=bool), np.zeros(shows.shape[1], dtype=bool)
    above = int(parent[row - side])
    while above >= ROOT and open_.any():
        # A given value is not averaged and passes no mean on.
        open_ &= ~there[above + side]
        found |= open_ & shows[above + side]
        above = int(parent[above])
    return found


def largest_share(shown: dict[str, Kinds]) -> str:
    """Return the parcellation that shows most values as given; Beryl if several do."""
    return max(NEAREST_MAPPINGS, key=lambda mapping: int((shown[mapping] == Shown.AS_GIVEN).sum()))


def shown_data(shown: dict[str, Kinds], rows: Ints, column: int) -> dict[str, dict[str, Any]]:
    """Return what is drawn of one column, ready for JSON.

    ``{"allen": {"as_given": count, "larger": count, "not_drawn": [rows]}, "beryl": …}``; left and
    right are counted separately.
    """
    found = {}
    for mapping, kinds in shown.items():
        kind = kinds[:, column]
        not_drawn = sorted(set(rows[kind == Shown.NOT_DRAWN].tolist()))
        found[mapping] = {
            "as_given": int((kind == Shown.AS_GIVEN).sum()),
            "larger": int((kind == Shown.LARGER).sum()),
            "not_drawn": not_drawn,
        }
    return found
