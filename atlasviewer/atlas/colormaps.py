"""The available colour maps, sampled from matplotlib."""

from dataclasses import dataclass
from typing import Any

import numpy as np

STEPS = 256


@dataclass(frozen=True)
class Group:
    """Colour maps for one purpose."""

    name: str
    label: str
    maps: tuple[str, ...]


GROUPS = (
    Group(
        "sequential",
        "Sequential",
        (
            *("magma", "inferno", "plasma", "viridis", "cividis"),
            *("Greys", "Purples", "Blues", "Greens", "Oranges", "Reds"),
            *("YlOrBr", "YlOrRd", "OrRd", "PuRd", "RdPu", "BuPu"),
            *("GnBu", "PuBu", "YlGnBu", "PuBuGn", "BuGn", "YlGn"),
            *("gray", "bone", "copper", "hot", "cubehelix"),
        ),
    ),
    Group(
        "diverging",
        "Diverging",
        (
            *("coolwarm", "RdBu", "PuOr", "BrBG", "PRGn", "PiYG", "RdYlBu", "RdYlGn"),
            *("Spectral", "seismic", "bwr", "berlin", "managua", "vanimo"),
        ),
    ),
    Group("cyclic", "Cyclic", ("twilight", "twilight_shifted", "hsv")),
    Group("other", "Other", ("turbo", "jet", "rainbow", "gnuplot2", "terrain")),
    Group(
        "qualitative",
        "Qualitative",
        (
            *("tab10", "tab20", "tab20b", "tab20c", "okabe_ito", "Accent", "Dark2", "Paired"),
            *("Pastel1", "Pastel2", "Set1", "Set2", "Set3"),
        ),
    ),
    Group(
        "rest",
        "The rest of matplotlib",
        (
            *("CMRmap", "RdGy", "Wistia", "afmhot", "autumn", "binary", "brg", "cool", "flag"),
            *("gist_earth", "gist_heat", "gist_ncar", "gist_rainbow", "gist_stern", "gist_yarg"),
            *("gnuplot", "nipy_spectral", "ocean", "pink", "prism", "spring", "summer", "winter"),
            *("Grays", "grey", "gist_gray", "gist_grey", "gist_yerg"),
        ),
    ),
)
"""Every matplotlib map once, grouped by purpose. The reverse of each is called ``…_r``."""

COLOUR_BLIND_SAFE = Group(
    "colour_blind_safe",
    "Colour-blind safe",
    (
        *("cividis", "viridis", "magma", "inferno", "plasma", "Blues", "Oranges", "gray", "bone"),
        *("coolwarm", "RdBu", "PuOr", "PRGn", "RdYlBu", "berlin", "managua", "vanimo"),
    ),
)
"""Maps of the groups above that stay legible to protanopes, deuteranopes and tritanopes.

Chosen by a measurement that a test repeats: each eighth of the map changes the simulated colour by
at least 5 CIELAB units, and lightness is monotonic (sequential) or turns once (diverging).
"""


def colormap_colours(name: str) -> np.ndarray:
    """Return a map of matplotlib as uint8 colours, shape (256, 3), lowest value first."""
    # Imported here, because it takes a moment and only the build needs it.
    from matplotlib import colormaps

    rgba = colormaps[name](np.linspace(0, 1, STEPS))
    return np.rint(np.asarray(rgba)[:, :3] * 255).astype(np.uint8)


def colormap_tables() -> dict[str, Any]:
    """Return the groups and, for each map, its 256 colours as one string of hexadecimal digits.

    The group "colour_blind_safe" comes last and repeats maps of the others.
    """
    names = [name for group in GROUPS for name in group.maps]
    return {
        "groups": [
            {"name": group.name, "label": group.label, "maps": list(group.maps)}
            for group in (*GROUPS, COLOUR_BLIND_SAFE)
        ],
        "maps": {name: colormap_colours(name).tobytes().hex() for name in names},
    }
