"""Voxels and points over the brain, in the colours of the scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atlasviewer.atlas.regions import ROOT, SIDE_ROWS
from atlasviewer.web.errors import Invalid
from features.data.region_values import ROWS
from features.figures.options import FigureOptions
from features.figures.pixels import choose_enlargement, enlarge
from features.figures.scanning import mask_inside
from features.figures.scene import Dot, Image, Points, Shape
from features.figures.shown import (
    MISSING_COLOUR,
    ROOT_COLOUR,
    Shown,
    fade_unselected,
    find_colours,
    find_scale,
)
from features.figures.slices import TracedSlice
from features.figures.tones import Colours, clearest_ink, fade, hex_colour
from features.figures.views.arrays import (
    ACROSS,
    Arrays,
    Ints,
    PointSet,
    index_of,
    near_picture,
    read_arrays,
)

MOST_POINTS = 20_000
"""Dots of a figure: more of them cover each other and make a file that no editor opens."""
RING = 0.12
"""Width of the ring around a dot, in mm."""


@dataclass(frozen=True)
class Layer:
    """What lies over one picture of the brain."""

    voxels: NDArray[np.uint8] | None
    """RGBA (height, width, 4) of the pixels of the picture; transparent where missing."""
    points: PointSet | None
    near: Ints | None
    """Which of the points are drawn, the last on top."""
    point_rgb: Colours


def read_layers(
    content: dict[str, Any],
    pictures: Sequence[TracedSlice],
    options: FigureOptions,
    colormaps: Path,
) -> tuple[Shown, list[Layer]]:
    """Return what is drawn of a feature of volumes or points: its colours, and a layer per picture.

    Raises `Invalid` for what cannot be drawn.
    """
    data = content["feature_data"]
    arrays = read_arrays(data, options.stat, pictures)
    shown = _colour(arrays, content, options, colormaps)
    near: list[Ints | None] = [None for _ in pictures]
    if arrays.points is not None:
        near = [near_picture(arrays.points, one, options.thickness) for one in pictures]
        _refuse_many(sum(len(one) for one in near if one is not None), options)
    steps = shown.scale.steps(arrays.points.values) if arrays.points else np.zeros(0, np.int64)
    point_rgb = shown.colormap[steps]
    layers = []
    for n, picture in enumerate(pictures):
        voxels = None
        if arrays.voxels is not None:
            voxels = _paint(arrays.voxels.pictures[n], arrays.voxels.values, picture, shown)
        layers.append(Layer(voxels, arrays.points, near[n], point_rgb))
    return shown, layers


def _refuse_many(count: int, options: FigureOptions) -> None:
    if count > MOST_POINTS:
        raise Invalid(
            f"{count:,} points lie within {options.thickness:g} µm of these views; a figure draws "
            f"at most {MOST_POINTS:,}. Make the thickness smaller."
        )


def _colour(
    arrays: Arrays, content: dict[str, Any], options: FigureOptions, colormaps: Path
) -> Shown:
    if arrays.voxels is not None:
        values = arrays.voxels.values
    else:
        values = arrays.points.values if arrays.points else np.zeros(0)
    scale = find_scale(values, options)
    own = content["feature_data"].get("cmap") or None
    colormap, notes = find_colours(own, options, colormaps)
    if arrays.names and options.stat not in (None, arrays.name):
        notes.append(f"No “{options.stat}”; “{arrays.name}” is shown.")
    if arrays.points is not None:
        notes.append(f"Points within {options.thickness:g} µm of each view are drawn.")
    rgb = np.full((ROWS, 3), MISSING_COLOUR, dtype=np.uint8)
    rgb[[ROOT, ROOT + SIDE_ROWS]] = ROOT_COLOUR
    rgb, faded = fade_unselected(rgb, options, options.mapping)
    return Shown(
        mapping=options.mapping,
        statistic=arrays.name or "value",
        unit=content.get("unit") or None,
        values=np.full(ROWS, np.nan),
        origins=np.zeros(ROWS, dtype=np.uint8),
        scaled=values,
        scale=scale,
        colormap=colormap,
        rgb=rgb,
        hidden=np.zeros(ROWS, dtype=bool),
        pattern=np.zeros(ROWS, dtype=np.uint8),
        faded=faded,
        notes=tuple(notes),
        of_regions=False,
    )


def _paint(
    found: NDArray[np.uint8], values: NDArray[np.float64], picture: TracedSlice, shown: Shown
) -> NDArray[np.uint8]:
    """Return the colours of the voxels of a picture; what is not selected is faded."""
    steps = shown.scale.steps(values)
    colours = shown.colormap[np.maximum(steps, 0)]
    rgb = colours[found]
    if shown.faded.any():
        rgb = np.where(shown.faded[picture.rows][..., None], fade(colours)[found], rgb)
    opacity = np.where(steps < 0, 0, 255).astype(np.uint8)
    return np.concatenate([rgb, opacity[found][..., None]], axis=2)


def draw_voxels(layer: Layer, picture: TracedSlice, place: Any, scale: float) -> list[Shape]:
    """Return the voxels of a picture as an image that ends where the brain does.

    `place` turns pixels of the picture into mm of the figure, at `scale` mm per pixel.
    """
    bounds = picture.bounds
    if layer.voxels is None or bounds is None:
        return []
    left, top, right, bottom = bounds
    pixels = layer.voxels[top:bottom, left:right]
    times = choose_enlargement(pixels.shape[:2], scale)
    clipped = clip_to_brain(enlarge(pixels, times), picture, times)
    (x, y), (end_x, end_y) = place(np.array([[left, top], [right, bottom]], dtype=float))
    return [Image(x, y, end_x - x, end_y - y, clipped)]


def clip_to_brain(pixels: NDArray[np.uint8], picture: TracedSlice, times: int) -> NDArray[np.uint8]:
    """Return pixels of the bounds of a picture, transparent (and 0) outside of its outline."""
    left, top, right, bottom = picture.bounds or (0, 0, 0, 0)
    rim = [arc.points - (left, top) for arc in picture.arcs if not arc.left or not arc.right]
    inside = mask_inside(rim, (bottom - top, right - left), times) & (pixels[..., 3] > 0)
    return np.where(inside[..., None], pixels, 0).astype(np.uint8)


def draw_points(layer: Layer, picture: TracedSlice, place: Any, diameter: float) -> list[Shape]:
    """Return the points near a picture as dots, `diameter` mm wide."""
    if layer.points is None or layer.near is None:
        return []
    down, across = ACROSS[picture.plane.axis]
    # An index counts from the middle of its voxel, pixels from their edge.
    x, y = (index_of(layer.points, axis)[layer.near] + 0.5 for axis in (across, down))
    placed: Points = place(np.column_stack([x, y]))
    rgb = layer.point_rgb[layer.near]
    return [
        Dot(float(x), float(y), diameter / 2 - RING / 2, *_style(colour.tobytes()), RING)
        for (x, y), colour in zip(placed, rgb, strict=True)
    ]


@lru_cache(maxsize=4096)
def _style(colour: bytes) -> tuple[str, str]:
    """Return the colour of a dot and of its ring."""
    rgb = np.frombuffer(colour, np.uint8)
    return hex_colour(rgb), clearest_ink(rgb)
