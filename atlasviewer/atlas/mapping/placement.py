"""Places keys or rows, and their side, on the slots that hold their values."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from atlasviewer.atlas.mapping.slots import Bools, Floats, Ints, load_tree
from atlasviewer.atlas.regions import SIDE_ROWS, VOID, load_regions

HEMISPHERES = ("left", "right", "both")
LARGEST_VALUE = 1e300
"""Values beyond this are refused, so that no sum of them can overflow."""
ALL_ROWS = 2 * SIDE_ROWS + 1
LEAF_SUFFIX = "-lf"
SIDE_BITS = {None: 0, "right": 1, "left": 2, "both": 3}
"""The sides that a value belongs to, as a sum of bits; 0 if none is given."""


class MappingError(ValueError):
    """Values that cannot be mapped, with a stable code and a sentence that says what to do.

    ``problems`` holds one dictionary for each place, with the input's ``position`` (from 0).
    """

    def __init__(self, code: str, message: str, problems: Sequence[dict[str, Any]] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.problems = list(problems)


@dataclass(frozen=True)
class Placement:
    """Where each input goes; an input that goes to both sides appears twice."""

    side: Ints
    """0 is right, 1 is left, shape (n,)."""
    slot: Ints
    """Slot on that side, shape (n,)."""
    source: Ints
    """Position in the input, shape (n,)."""


def rows_of_keys(keys: ArrayLike) -> tuple[Ints, Bools]:
    """Return the rows (n,) of acronyms or atlas ids, and which of them mean the leaf part (n,).

    Acronyms give rows 0…1327 whose side is still open; ids give 0…2654, negative ids being left.
    ``TH-lf`` and the ids 5000…5028 are the leaf parts of regions that are node and leaf.

    Raises MappingError ``unknown_region``. Nothing is guessed here: names, other spellings and
    suggestions are `atlasviewer.atlas.names`.
    """
    listed: list[Any] = np.asarray(keys).tolist() if isinstance(keys, np.ndarray) else list(keys)  # type: ignore[arg-type]
    known = [
        _known_keys().get(key) if isinstance(key, str | float | int) else None for key in listed
    ]
    unknown = [position for position, place in enumerate(known) if place is None]
    if unknown:
        raise MappingError(
            "unknown_region",
            f"{len(unknown)} of the keys are neither an Allen acronym nor an atlas id, "
            f"the first of them {listed[unknown[0]]!r}; correct them or leave them out.",
            [{"position": p, "value": listed[p], "code": "unknown_region"} for p in unknown],
        )
    places = np.array(known, dtype=np.int64).reshape(-1, 2)
    return places[:, 0], places[:, 1].astype(bool)


@cache
def _known_keys() -> dict[str | float, tuple[int, bool]]:
    regions, tree = load_regions(), load_tree()
    known: dict[str | float, tuple[int, bool]] = {}
    for row, acronym in enumerate(regions.acronym):
        known[acronym] = (row, False)
        known[int(regions.id[row])] = (row, False)
        if row != VOID:
            known[-int(regions.id[row])] = (row + SIDE_ROWS, False)
    for row, leaf_id in zip(tree.nodes.tolist(), tree.leaf_ids.tolist(), strict=True):
        known[regions.acronym[row] + LEAF_SUFFIX] = (row, True)
        known[leaf_id] = (row, True)
        known[-leaf_id] = (row + SIDE_ROWS, True)
    return known


def place(rows: Ints, leaf: Bools, hemisphere: str | None) -> Placement:
    """Return where the rows go.

    Parameters: `rows` 0…2654 (n,), `leaf` (n,), `hemisphere` None when the rows carry their side,
    else where to put them (then all must be 0…1327).

    Raises MappingError ``no_such_row``, ``no_such_hemisphere``, ``side_given_twice``,
    ``not_node_and_leaf``.
    """
    if hemisphere is not None and hemisphere not in HEMISPHERES:
        raise MappingError(
            "no_such_hemisphere",
            f"The hemisphere is {hemisphere!r}; it must be left, right or both.",
        )
    _refuse_where(
        (rows < 0) | (rows >= ALL_ROWS),
        "no_such_row",
        "Some rows are outside 0…2654, the rows of the region table.",
    )
    if hemisphere is not None:
        _refuse_where(
            rows > SIDE_ROWS,
            "side_given_twice",
            f"Some regions are already on the left, yet all were to go to {hemisphere}; "
            "leave the hemisphere open or take their side away.",
        )
    source = np.arange(len(rows))
    if hemisphere is not None:
        bits = np.full(len(rows), SIDE_BITS[hemisphere])
        if hemisphere == "both":
            bits[rows == VOID] = SIDE_BITS["right"]  # Void belongs to neither side.
        source, side = spread_sides(bits)
        # Void on the left is row 1327, as in the SDK: it counts for the root of Beryl and Cosmos.
        rows, leaf = rows[source] + side * SIDE_ROWS, leaf[source]
    side = (rows > SIDE_ROWS).astype(np.int64)
    slot = rows - side * SIDE_ROWS
    leaf_slot = load_tree().leaf_of_row(slot)
    _refuse_where(
        leaf & (leaf_slot < 0),
        "not_node_and_leaf",
        "Some regions were marked as the leaf part of a node, which they do not have.",
    )
    return Placement(side=side, slot=np.where(leaf, leaf_slot, slot), source=source)


def spread_sides(bits: NDArray[np.integer]) -> tuple[Ints, Ints]:
    """Return the places of values for one side or both: (m,) positions, (m,) sides.

    `bits` (n,) are of `SIDE_BITS`; a value of 0 goes nowhere, one of both sides twice. The right
    side, 0, comes first.
    """
    right, left = (np.flatnonzero(bits & SIDE_BITS[side]) for side in ("right", "left"))
    return np.concatenate([right, left]), np.repeat([0, 1], [len(right), len(left)])


def _refuse_where(wrong: Bools, code: str, message: str) -> None:
    if wrong.any():
        positions = np.flatnonzero(wrong).tolist()
        raise MappingError(code, message, [{"position": p, "code": code} for p in positions])


def check_values(values: ArrayLike, count: int) -> Floats:
    """Return the values as a float64 matrix (count, columns).

    Raises MappingError ``wrong_shape`` or ``value_not_finite``. NaN is a missing value and stays.
    """
    matrix = np.asarray(values, dtype=np.float64)
    if matrix.ndim == 1:
        matrix = matrix[:, np.newaxis]
    if matrix.ndim != 2 or len(matrix) != count:
        raise MappingError(
            "wrong_shape",
            f"There are {count} regions but values of shape {matrix.shape}; "
            "give one row of values for each region.",
        )
    wrong = np.abs(matrix) > LARGEST_VALUE
    if wrong.any():
        raise MappingError(
            "value_not_finite",
            "Some values are infinite or beyond 1e300; leave them blank or correct them.",
            [
                {"position": row, "column": column, "code": "value_not_finite"}
                for row, column in np.argwhere(wrong).tolist()
            ],
        )
    return matrix
