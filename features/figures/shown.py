"""What a figure shows of a feature: the value, origin, colour and pattern of every region.

Makes the same choices as the viewer (``static/js/core/values.js``, ``lookup_table.js``), so that a
figure matches the picture on the screen.
"""

import json
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atlasviewer.atlas.regions import ROOT, SIDE_ROWS, load_regions
from atlasviewer.web.errors import Invalid
from features.data.region_values import (
    ROWS,
    Floats,
    choose_mapping,
    choose_statistic,
    list_mappings,
    list_statistics,
    read_unit,
    read_values,
)
from features.figures.options import FigureOptions
from features.figures.scale import Scale
from features.figures.tones import Colours, fade, hex_colour, luminance, mix

USUAL_MAP = "magma"
MISSING_COLOUR = (226, 228, 231)
ROOT_COLOUR = (208, 210, 213)
MISSING_INK = (178, 182, 189)
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
INK_AMOUNT = 0.55
BRIGHT = 0.3


class Pattern(IntEnum):
    """The pattern over the colour of a region."""

    PLAIN = 0
    MISSING = 1
    UNDEFINED = 2
    """The value has no place on the scale: zero or less on a logarithmic one."""
    PARTS = 3
    PARENT = 4


@dataclass(frozen=True)
class Shown:
    """Everything that is drawn of a feature's values; arrays by row with side (2655)."""

    mapping: str
    statistic: str
    unit: str | None
    values: Floats
    origins: NDArray[np.uint8]
    """The pattern of each value's origin, whatever is drawn over it."""
    scaled: Floats
    """All values that have a colour: those of regions, voxels or points."""
    scale: Scale
    colormap: Colours
    """Shape (256, 3), lowest value first."""
    rgb: Colours
    """Shape (2655, 3)."""
    hidden: NDArray[np.bool_]
    pattern: NDArray[np.uint8]
    faded: NDArray[np.bool_]
    notes: tuple[str, ...]
    of_regions: bool = True

    def fill(self, row: int) -> str:
        """Return the colour of a region as #rrggbb."""
        return hex_colour(self.rgb[row])

    def ink(self, row: int) -> str:
        """Return the colour of the pattern over a region."""
        kind = self.pattern[row]
        if kind in (Pattern.MISSING, Pattern.UNDEFINED):
            return hex_colour(MISSING_INK)
        colour = self.rgb[row]
        return hex_colour(mix(colour, WHITE if luminance(colour) < BRIGHT else BLACK, INK_AMOUNT))


def read_shown(content: dict[str, Any], options: FigureOptions, colormaps: Path) -> Shown:
    """Return what is drawn of a stored feature of regions. Raises `Invalid` for what cannot be.

    `colormaps` is the atlas's file of colour maps.
    """
    data = content.get("feature_data") or {}
    mappings = list_mappings(data)
    mapping = choose_mapping(options.mapping, mappings)
    regions = mappings[mapping]
    statistic = choose_statistic(list_statistics(regions), options.stat)
    if statistic is None:
        raise Invalid("This feature has no statistic to draw.")
    values = _hemisphere(read_values(regions, mapping, statistic), options.hemisphere)
    scale = find_scale(values, options)
    colours, notes = find_colours(data.get("cmap") or None, options, colormaps)
    if mapping != options.mapping:
        notes.append(f"No values under {options.mapping.title()}; shown under {mapping.title()}.")
    if options.stat not in (None, statistic):
        notes.append(f"No “{options.stat}”; “{statistic}” is shown.")
    if computed := content.get("computed"):
        notes.append(computed)
    kinds = _origins(data, mapping, values, options.hemisphere)
    shown = Shown(
        mapping=mapping,
        statistic=statistic,
        unit=read_unit(content, statistic),
        values=values,
        origins=kinds,
        scaled=values,
        scale=scale,
        colormap=colours,
        rgb=np.zeros((ROWS, 3), dtype=np.uint8),
        hidden=np.zeros(ROWS, dtype=bool),
        pattern=kinds,
        faded=np.zeros(ROWS, dtype=bool),
        notes=tuple(notes),
    )
    return recolour(shown, options)


def recolour(shown: Shown, options: FigureOptions) -> Shown:
    """Return the colours and patterns of what is shown, from its values and their origins."""
    rgb, hidden, pattern = _look_up(
        shown.values, shown.scale, shown.colormap, shown.origins, options.missing
    )
    rgb, faded = fade_unselected(rgb, options, shown.mapping)
    return replace(
        shown,
        rgb=rgb,
        hidden=hidden,
        pattern=np.where(faded, Pattern.PLAIN, pattern).astype(np.uint8),
        faded=faded & ~hidden,
    )


def fade_unselected(
    rgb: Colours, options: FigureOptions, mapping: str
) -> tuple[Colours, NDArray[np.bool_]]:
    """Return the colours of all rows, and which are faded because others are selected."""
    faded = np.zeros(ROWS, dtype=bool)
    if selected := select_rows(options.selected, mapping):
        faded[1:] = True
        faded[list(selected)] = False
        rgb = np.where(faded[:, None], fade(rgb), rgb)
    return rgb, faded


def select_rows(selected: tuple[int, ...], mapping: str) -> set[int]:
    """Return the rows with side that stand for selected ones under a mapping.

    Under Allen a region and all below it; under Beryl and Cosmos the region that holds it, else
    those within it. A region that the parcellation leaves out has none.
    """
    regions = load_regions()
    rows = np.arange(SIDE_ROWS + 1)
    table = rows if mapping == "allen" else getattr(regions, mapping)
    found: set[int] = set()
    for lateral in selected:
        side = SIDE_ROWS if lateral > SIDE_ROWS else 0
        row = lateral - side
        if mapping != "allen" and table[row] > ROOT:
            targets = [int(table[row])]
        else:
            within = rows == row
            for below in range(row + 1, SIDE_ROWS + 1):
                within[below] |= regions.parent[below] >= 0 and within[regions.parent[below]]
            targets = table[within & ((table > ROOT) | (row == ROOT))].tolist()
        found |= {target + side for target in targets}
    return found


def _hemisphere(values: Floats, wanted: str) -> Floats:
    right, left = values[1 : SIDE_ROWS + 1], values[SIDE_ROWS + 1 :]
    none = np.full(SIDE_ROWS, np.nan)
    sides = {
        "given": (right, left),
        "left": (none, left),
        "right": (right, none),
        "both": (np.where(np.isnan(right), left, right), np.where(np.isnan(left), right, left)),
    }
    return np.concatenate([values[:1], *sides[wanted]])


def find_scale(values: Floats, options: FigureOptions) -> Scale:
    there = values[~np.isnan(values)]
    low = options.vmin if options.vmin is not None else float(there.min()) if len(there) else 0.0
    high = options.vmax if options.vmax is not None else float(there.max()) if len(there) else 1.0
    if low > high:
        raise Invalid(
            f"The range of the colours runs from {low:g} to {high:g}; "
            "vmin must not be above vmax, nor beyond the values where one of them is left out."
        )
    if options.centred and options.scale != "log":
        widest = max(abs(low), abs(high))
        low, high = -widest, widest
    return Scale.over(options.scale, low, high, there)


def find_colours(
    own: str | None, options: FigureOptions, colormaps: Path
) -> tuple[Colours, list[str]]:
    maps = read_colormaps(colormaps)
    if options.cmap is not None and options.cmap.removesuffix("_r") not in maps:
        raise Invalid(f"There is no colour map “{options.cmap}”; take a name of matplotlib's.")
    notes = []
    if options.cmap is None and own is not None and own.removesuffix("_r") not in maps:
        notes.append(f"There is no colour map “{own}”; “{USUAL_MAP}” is shown.")
        own = None
    name = options.cmap or own or USUAL_MAP
    colours = maps[name.removesuffix("_r")]
    turned = name.endswith("_r") != options.reversed
    return (colours[::-1] if turned else colours), notes


@cache
def read_colormaps(path: Path) -> dict[str, Colours]:
    """Return the atlas's colour maps by name, each uint8 (256, 3); the path holds their hash."""
    maps = json.loads(path.read_bytes())["maps"]
    return {
        name: np.frombuffer(bytes.fromhex(text), np.uint8).reshape(-1, 3)
        for name, text in maps.items()
    }


def _origins(
    data: dict[str, Any], mapping: str, values: Floats, hemisphere: str
) -> NDArray[np.uint8]:
    """Return the pattern of each value's origin, where the feature was stored with it."""
    stored = (data.get("origins") or {}).get(mapping) or {}
    kinds = np.zeros(ROWS, dtype=np.uint8)
    for name in ("children", "inside"):
        kinds[stored.get(name, [])] = Pattern.PARTS
    for rows in (stored.get("spread") or {}).values():
        kinds[rows] = Pattern.PARENT
    if hemisphere == "both":
        # A mirrored value has its source's origin.
        there = np.zeros(ROWS, dtype=bool)
        there[[int(index) for index in data["mappings"][mapping]["data"]]] = True
        mirror = np.concatenate([[0], np.arange(1, ROWS)[SIDE_ROWS:], np.arange(1, SIDE_ROWS + 1)])
        kinds = np.where(there, kinds, kinds[mirror])
    return np.where(np.isnan(values), 0, kinds).astype(np.uint8)


def _look_up(
    values: Floats, scale: Scale, colours: Colours, kinds: NDArray[np.uint8], missing: str
) -> tuple[Colours, NDArray[np.bool_], NDArray[np.uint8]]:
    """Return the colour, whether nothing is drawn, and the pattern of each row with side."""
    steps = scale.steps(values)
    none = steps < 0
    rgb = colours[np.maximum(steps, 0)].copy()
    rgb[none] = MISSING_COLOUR
    pattern = np.where(scale.without_place(values), Pattern.UNDEFINED, kinds)
    pattern = np.where(none, Pattern.MISSING if missing == "hatched" else Pattern.PLAIN, pattern)
    root = none & np.isin(np.arange(ROWS), (ROOT, ROOT + SIDE_ROWS))
    rgb[root] = ROOT_COLOUR
    pattern[root] = Pattern.PLAIN
    return rgb, none & (missing == "hidden"), pattern.astype(np.uint8)
