"""The region table as sent to the browser: one JSON array per column, one entry per row."""

from typing import Any

import numpy as np

from atlasviewer.atlas.regions import SIDE_ROWS, VOID, RegionTable
from atlasviewer.atlas.summary import RegionSummary


def region_columns(regions: RegionTable, summary: RegionSummary) -> dict[str, list[Any]]:
    """Return the columns for rows 0…1327; `docs/design/atlas-assets.md` describes each.

    `has_voxels` is the rule by which values find a region to be drawn on, `voxels_left` and
    `voxels_right` are what the annotation holds; they disagree for RSPd4 (see the document).
    """
    voxels = np.nan_to_num(summary.voxels).astype(int)
    return {
        "id": regions.id.tolist(),
        "acronym": [str(acronym) for acronym in regions.acronym],
        "name": [str(name) for name in regions.name],
        "official_name": [
            None if official == name else str(official)
            for name, official in zip(regions.name, regions.official_name, strict=True)
        ],
        "colour": ["#{:02x}{:02x}{:02x}".format(*rgb) for rgb in regions.rgb.tolist()],
        "parent": regions.parent.tolist(),
        "level": regions.level.tolist(),
        "has_voxels": regions.has_voxels.astype(int).tolist(),
        "node_and_leaf": regions.node_and_leaf.astype(int).tolist(),
        "in_swanson": regions.in_swanson.astype(int).tolist(),
        "beryl": regions.beryl.tolist(),
        "cosmos": regions.cosmos.tolist(),
        "voxels_left": [0, *voxels[SIDE_ROWS + 1 :].tolist()],
        "voxels_right": [0, *voxels[VOID + 1 : SIDE_ROWS + 1].tolist()],
    }
