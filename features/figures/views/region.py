"""What an area of a figure says about its region."""

import numpy as np

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from features.figures.scale import write_number
from features.figures.shown import Shown


def short_name(row: int) -> str:
    """Return the acronym of a row with side."""
    return str(load_regions().acronym[row - SIDE_ROWS if row > SIDE_ROWS else row])


def name_region(row: int, shown: Shown) -> tuple[dict[str, str], str]:
    """Return the description of an area: for programs, and for people who hover over it."""
    side_row, side = (row - SIDE_ROWS, "left") if row > SIDE_ROWS else (row, "right")
    acronym, name = (str(of[side_row]) for of in (load_regions().acronym, load_regions().name))
    names = {"acronym": acronym, "side": side}
    if not shown.of_regions:
        return names, f"{acronym} ({side}), {name}"
    value = shown.values[row]
    text = "no value" if np.isnan(value) else write_number(float(value), 6)
    unit = f" {shown.unit}" if shown.unit and not np.isnan(value) else ""
    names["value"] = "" if np.isnan(value) else repr(float(value))
    return names, f"{acronym} ({side}), {name}: {text}{unit}"
