"""Mapped values, each with its origin."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from atlasviewer.atlas.mapping.repeats import Gathered
from atlasviewer.atlas.mapping.slots import Bools, Floats, Ints
from atlasviewer.atlas.regions import MAPPINGS


class Origin(IntEnum):
    """Where a mapped value came from."""

    NONE = 0
    """There is no value."""
    GIVEN = 1
    """The region itself was given (or its leaf part, or several lines combined into one value)."""
    CHILDREN = 2
    """The mean of the subregions that have a value."""
    SPREAD = 3
    """The value of the closest ancestor that has one."""
    INSIDE = 4
    """Beryl and Cosmos: the mean of the given regions that lie inside."""


@dataclass(frozen=True)
class MappedMatrix:
    """Values on the regions of one parcellation; every matrix is (k, columns)."""

    mapping: str
    index: Ints
    """Rows of the k regions with a value in any column, ascending, 0…2654 (above 1327 is left)."""
    values: Floats
    """NaN where a region has no value in a column."""
    origin: NDArray[np.uint8]
    """`Origin` of each value."""
    source: NDArray[np.int16]
    """The region itself for GIVEN, the ancestor's row for SPREAD, else -1."""

    @property
    def given(self) -> Bools:
        """Whether each value was given for exactly this region."""
        return self.origin == Origin.GIVEN


@dataclass(frozen=True)
class MappedValues:
    """What `map_values` returns: the same values on the three parcellations."""

    allen: MappedMatrix
    beryl: MappedMatrix
    cosmos: MappedMatrix
    gathered: Gathered
    """The values that were given, one for each region and side, for explanations."""
    given_wins: bool = False
    """Whether Beryl and Cosmos show a value given for their region, not the mean of its parts."""

    def __getitem__(self, mapping: str) -> MappedMatrix:
        if mapping not in MAPPINGS:
            raise KeyError(mapping)
        matrix: MappedMatrix = getattr(self, mapping)
        return matrix

    def __iter__(self) -> Iterator[MappedMatrix]:
        return (self[mapping] for mapping in MAPPINGS)

    @property
    def columns(self) -> int:
        """How many columns of values there are."""
        return self.allen.values.shape[1]
