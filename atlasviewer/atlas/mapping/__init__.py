"""Maps given values to the Allen, Beryl and Cosmos parcellations."""

from atlasviewer.atlas.mapping.engine import map_values
from atlasviewer.atlas.mapping.explain import Contributor, explain_value, find_contributors
from atlasviewer.atlas.mapping.payload import origin_data, statistics_data
from atlasviewer.atlas.mapping.placement import (
    HEMISPHERES,
    LARGEST_VALUE,
    SIDE_BITS,
    MappingError,
    rows_of_keys,
    spread_sides,
)
from atlasviewer.atlas.mapping.repeats import AGGREGATIONS, aggregate
from atlasviewer.atlas.mapping.result import (
    MappedMatrix,
    MappedValues,
    Origin,
)
from atlasviewer.atlas.mapping.shown import (
    Shown,
    drawn_rows,
    find_shown,
    largest_share,
    shown_data,
    target_rows,
)
from atlasviewer.atlas.mapping.stored import Explained, StoredValues, list_statistics

__all__ = [
    "AGGREGATIONS",
    "HEMISPHERES",
    "LARGEST_VALUE",
    "SIDE_BITS",
    "Contributor",
    "Explained",
    "MappedMatrix",
    "MappedValues",
    "MappingError",
    "Origin",
    "Shown",
    "StoredValues",
    "aggregate",
    "drawn_rows",
    "explain_value",
    "find_contributors",
    "find_shown",
    "largest_share",
    "list_statistics",
    "map_values",
    "origin_data",
    "rows_of_keys",
    "shown_data",
    "spread_sides",
    "statistics_data",
    "target_rows",
]
