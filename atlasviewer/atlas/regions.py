"""The region table: every row of the Allen structure tree as aligned, read-only arrays."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import numpy as np
import pandas as pd
from iblatlas.regions import BrainRegions
from iblbrainviewer.mappings import read_region_info

SIDE_ROWS = 1327
"""Rows of one side; the left row of right row ``r`` (1…1327) is ``r + SIDE_ROWS``."""
VOID = 0
ROOT = 1
ONTOLOGY = "STAIR/ABAanno/ontology.csv"
MAPPINGS = ("allen", "beryl", "cosmos")
"""The parcellations on which values are shown: the regions themselves, and two coarser ones."""
NEAREST_MAPPINGS = ("beryl", "allen", "cosmos")
"""Mappings that replace, in this order, one that a feature lacks."""


@dataclass(frozen=True)
class RegionTable:
    """The regions of void (row 0) and of one side (rows 1…1327), in the order of `BrainRegions`.

    Every array has 1328 entries; a row index is what the REST API and the label volume carry.
    Source: ``iblatlas.regions.BrainRegions`` and ``iblbrainviewer.mappings.read_region_info``.
    """

    id: np.ndarray
    """Atlas ids, int64, positive (the left side's are their negatives)."""
    acronym: np.ndarray
    """Allen acronyms, object."""
    name: np.ndarray
    """Names as iblatlas spells them (without commas), object."""
    official_name: np.ndarray
    """Names as Allen spells them where known, else the same as `name`, object."""
    rgb: np.ndarray
    """Colours, uint8, shape (1328, 3)."""
    parent: np.ndarray
    """Row of the parent, int64; -1 for void, root and regions without one."""
    level: np.ndarray
    """Edges to the root, int64."""
    has_voxels: np.ndarray
    """Whether the SDK takes the region to have voxels of its own, bool: 672 rows.

    The 25 µm annotation has none of one of them, RSPd4: a value there is kept and never drawn.
    """
    in_swanson: np.ndarray
    """Whether the Swanson flatmap draws this region, bool."""
    node_and_leaf: np.ndarray
    """Whether the region has voxels of its own and children that have some, bool (29 rows)."""
    beryl: np.ndarray
    """Row of the region in the Beryl parcellation, int64; root (1) if it is in none."""
    cosmos: np.ndarray
    """Row of the region in the Cosmos parcellation, int64; root (1) if it is in none."""

    def __len__(self) -> int:
        return len(self.id)


@cache
def load_regions() -> RegionTable:
    """Return the region table, built once per process."""
    source = BrainRegions()
    rows = SIDE_ROWS + 1
    info = read_region_info().set_index("acronyms")
    acronym = source.acronym[:rows]
    ids = source.id[:rows].astype(np.int64)
    row_of_id = {int(i): row for row, i in enumerate(ids)}
    official = read_official_names()
    table = RegionTable(
        id=ids,
        acronym=acronym,
        name=source.name[:rows],
        official_name=np.array(
            [official.get(int(i), name) for i, name in zip(ids, source.name[:rows], strict=True)],
            dtype=object,
        ),
        rgb=source.rgb[:rows],
        parent=np.array(
            [-1 if np.isnan(p) else row_of_id[int(p)] for p in source.parent[:rows]], dtype=np.int64
        ),
        level=source.level[:rows].astype(np.int64),
        has_voxels=_flag(info["in_allen"], acronym) & (ids != VOID),
        in_swanson=_flag(info["in_swanson"], acronym),
        node_and_leaf=_flag(info["node_and_leaf"], acronym),
        beryl=source.mappings["Beryl"][:rows].astype(np.int64),
        cosmos=source.mappings["Cosmos"][:rows].astype(np.int64),
    )
    for field in table.__dataclass_fields__:
        getattr(table, field).flags.writeable = False
    return table


def read_official_names() -> dict[int, str]:
    """Return atlas id → name as Allen spells it, from the ontology that STAIR-tools carries.

    Empty when the package is not installed: names then stay as iblatlas spells them.
    """
    try:
        found = [f for f in files("STAIR-tools") or [] if str(f) == ONTOLOGY]
    except PackageNotFoundError:
        return {}
    if not found:
        return {}
    with Path(str(found[0].locate())).open(encoding="utf-8", newline="") as handle:
        return {int(row["id"]): row["name"] for row in csv.DictReader(handle)}


def _flag(column: pd.Series, acronym: np.ndarray) -> np.ndarray:
    return column.reindex(acronym).fillna(False).to_numpy(dtype=bool)
