"""Write tests/js/data/origins.json: mapped values with their true origins, for the viewer.

Run ``python -m tests.atlas.write_origins`` after the mapping rule changed.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from atlasviewer.atlas.mapping import map_values, origin_data, statistics_data
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from tests.live import BUILT_ATLAS

COLUMNS = ("acronym", "parent", "voxels_left", "voxels_right", "in_swanson", "beryl")
TARGET = Path(__file__).parents[1] / "js" / "data" / "origins.json"


def write_cases() -> None:
    """Write the cases, and the columns of the region table that they need."""
    regions = load_regions()
    rng = np.random.default_rng(11)
    parts = np.flatnonzero(np.asarray(regions.beryl[: SIDE_ROWS + 1]) > 1)
    beryl = np.unique(np.asarray(regions.beryl[: SIDE_ROWS + 1])[parts])
    above = np.asarray([row_of(name) for name in ("TH", "HY", "MO", "VISC", "PALd", "VENT")])
    cases = [
        case("Beryl regions", beryl, rng.normal(size=len(beryl))),
        case("all layers and nuclei", parts, rng.normal(size=len(parts))),
        sample("some of everything", rng, np.arange(2, SIDE_ROWS + 1), 60),
        sample("some layers and nuclei", rng, parts, 40),
        sample("parents and parts", rng, np.concatenate([parts, above]), 25, always=above),
        sample("counts", rng, beryl, 40, whole=True),
        sample("counts of parts", rng, parts, 200, whole=True),
        case("one constant", beryl[:20], np.ones(20)),
    ]
    table = json.loads(next(BUILT_ATLAS.glob("regions.*.json")).read_text())
    kept = {name: table[name] for name in COLUMNS}
    text = json.dumps({"regions": kept, "cases": cases}, separators=(",", ":"))
    TARGET.write_text(text + "\n")


def row_of(acronym: str) -> int:
    return int(load_regions().acronym.tolist().index(acronym))


def sample(
    name: str,
    rng: np.random.Generator,
    rows: np.ndarray,
    count: int,
    *,
    always: np.ndarray | None = None,
    whole: bool = False,
) -> dict[str, Any]:
    chosen = rng.choice(rows, size=count, replace=False)
    chosen = np.unique(chosen if always is None else np.concatenate([chosen, always]))
    values = rng.normal(size=len(chosen))
    return case(name, chosen, rng.integers(0, 3, len(chosen)).astype(float) if whole else values)


def case(name: str, rows: np.ndarray, values: np.ndarray) -> dict[str, Any]:
    """Give the values on the left side."""
    mapped = map_values(rows=rows + SIDE_ROWS, values=values[:, None])
    data = statistics_data({"mean": mapped}, 0)
    mappings = {key: {"data": content["data"]} for key, content in data["mappings"].items()}
    return {"name": name, "mappings": mappings, "origins": origin_data(mapped, 0)}


if __name__ == "__main__":
    write_cases()
