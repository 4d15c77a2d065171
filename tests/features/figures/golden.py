"""Writes the golden figures again.

Run ``DJANGO_SETTINGS_MODULE=atlasviewer.settings python -m tests.features.figures.golden``.
Look at every one of them before committing it.
"""

from pathlib import Path
from typing import Any

from atlasviewer.build.assets import atlas_manifest
from atlasviewer.settings import ATLASVIEWER
from features.figures.compose import Source, compose
from features.figures.drawing import draw_views
from features.figures.formats.svg import write_svg
from features.figures.options import read_options
from features.figures.scene import Scene

FOLDER = Path(__file__).parent / "golden"
SIDE = 1327


def content() -> dict[str, Any]:
    """Return a small feature with every kind of value: given, inferred, zero, missing."""
    from atlasviewer.atlas.regions import load_regions

    row = {name: n for n, name in enumerate(load_regions().acronym.tolist())}
    values = {"Isocortex": 3.0, "HPF": 0.0, "CTXsp": 1.5, "CNU": 10.0, "TH": 0.1}
    data = {
        str(row[name] + side): {"mean": value + side / 10_000}
        for name, value in values.items()
        for side in (0, SIDE)
    }
    origins = {
        "given": [row["Isocortex"], row["CNU"]],
        "inside": [row["CTXsp"], row["CTXsp"] + SIDE],
        "spread": {str(row["grey"]): [row["TH"], row["TH"] + SIDE]},
    }
    return {
        "feature_data": {
            "mappings": {"cosmos": {"data": data, "statistics": {}}},
            "origins": {"cosmos": origins},
        },
        "short_desc": None,
        "unit": "sp/s <µ&σ>",
    }


CASES = {
    "cosmos_log": {"mapping": "cosmos", "scale": "log", "labels": "1", "vmax": "5"},
    "row_of_sagittal": {
        "mapping": "cosmos",
        "axis": "sagittal",
        "um": "-2500,400",
        "cmap": "coolwarm",
        "centred": "1",
        "width": "double",
        "missing": "plain",
        "selected": "CNU:LR",
    },
    "board": {
        "panels": "coronal:500,surface:dorsal,surface:right,ontology",
        "mapping": "cosmos",
        "relief": "0",
        "width": "double",
        "vmax": "3",
        "selected": "Isocortex:L,TH:LR",
    },
    "equal_cells": {"panels": "ontology", "mapping": "cosmos", "area": "equal", "branch": "CH"},
    "bare_horizontal": {
        "mapping": "cosmos",
        "axis": "horizontal",
        "bare": "1",
        "outlines": "0",
        "missing": "hidden",
        "hemisphere": "left",
        "width": "40",
    },
}


def find_assets() -> dict[str, Path]:
    """Return the files of the built atlas by name."""
    assets = (atlas_manifest() or {})["assets"]
    return {name: ATLASVIEWER.atlas_dir / of["file"] for name, of in assets.items()}


def make_scene(case: dict[str, str]) -> Scene:
    """Return the figure of the small feature for some parameters."""
    options = read_options(case)
    views, shown = draw_views(content(), options, find_assets())
    source = Source("A & B <rate> “σ”", "Values: bucket/feature. Drawn for a test.")
    return compose(views, shown, options, source)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, case in CASES.items():
        (FOLDER / f"{name}.svg").write_bytes(write_svg(make_scene(case)))
