"""Acronyms inside their regions, none over another."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt, find_objects, minimum_filter

from atlasviewer.atlas.regions import ROOT, SIDE_ROWS, load_regions
from features.figures.fonts import text_width
from features.figures.slices import TracedSlice

HEIGHT_SHARE = 0.75
"""Height of a capital, of the size of the font."""
ROOM = 1.5
"""Margin of pixels around a text that must lie in its region too."""


def place_labels(slice_: TracedSlice, scale: float, size: float) -> list[tuple[int, float, float]]:
    """Return row, x and y (pixels of the slice) of the regions whose acronym fits inside.

    A text of `size` mm, at `scale` mm per pixel, lies wholly in its region, so no two overlap.
    Where both sides have room, the right one has the text.
    """
    found: dict[int, tuple[int, float, float]] = {}
    for row, window in enumerate(find_objects(slice_.rows), start=1):
        side_row = row - SIDE_ROWS if row > SIDE_ROWS else row
        if window is None or side_row == ROOT or side_row in found:
            continue
        width = text_width(str(load_regions().acronym[side_row]), size) / scale + 2 * ROOM
        height = size * HEIGHT_SHARE / scale + 2 * ROOM
        place = _widest_place(slice_.rows[window] == row, width, height)
        if place is not None:
            down, across = window
            found[side_row] = row, across.start + place[0] + 0.5, down.start + place[1] + 0.5
    return list(found.values())


def _widest_place(
    inside: NDArray[np.bool_], width: float, height: float
) -> tuple[float, float] | None:
    """Return the centre (x, y) of a box inside a region, as far from its border as possible."""
    size = (2 * int(np.ceil(height / 2)) + 1, 2 * int(np.ceil(width / 2)) + 1)
    if size[0] > inside.shape[0] or size[1] > inside.shape[1]:
        return None
    fits = minimum_filter(inside.astype(np.uint8), size, mode="constant", cval=0)
    if not fits.any():
        return None
    distance = distance_transform_edt(np.pad(inside, 1))[1:-1, 1:-1] * fits
    y, x = np.unravel_index(int(distance.argmax()), distance.shape)
    return float(x), float(y)
