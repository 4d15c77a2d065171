"""From the values that were given to values on the Allen, Beryl and Cosmos parcellations."""

from atlasviewer.atlas.mapping.engine import map_values
from atlasviewer.atlas.mapping.explain import Contributor, explain_value, find_contributors
from atlasviewer.atlas.mapping.payload import feature_data, origin_data, statistics_data
from atlasviewer.atlas.mapping.placement import (
    HEMISPHERES,
    LARGEST_VALUE,
    MappingError,
    rows_of_keys,
)
from atlasviewer.atlas.mapping.repeats import AGGREGATIONS, Repeat, find_repeats
from atlasviewer.atlas.mapping.result import (
    MAPPINGS,
    MappedMatrix,
    MappedValues,
    Origin,
)

__all__ = [
    "AGGREGATIONS",
    "HEMISPHERES",
    "LARGEST_VALUE",
    "MAPPINGS",
    "Contributor",
    "MappedMatrix",
    "MappedValues",
    "MappingError",
    "Origin",
    "Repeat",
    "explain_value",
    "feature_data",
    "find_contributors",
    "find_repeats",
    "map_values",
    "origin_data",
    "rows_of_keys",
    "statistics_data",
]
