"""Slices and surfaces: regions, what lies over them, borders, acronyms, position, scale bar."""

from dataclasses import dataclass

import numpy as np

from atlasviewer.atlas.annotation import SIDE_SPLIT, VOXEL_UM
from atlasviewer.atlas.regions import SIDE_ROWS
from features.figures.fonts import text_width
from features.figures.hatching import hatch
from features.figures.options import FigureOptions
from features.figures.pixels import choose_enlargement
from features.figures.scale import round_step, write_number
from features.figures.scene import Area, Image, Lines, Points, Shape, Text
from features.figures.shown import MISSING_COLOUR, MISSING_INK, Pattern, Shown
from features.figures.slices import TracedSlice
from features.figures.style import INK, NORMAL, SMALL, TINY
from features.figures.tones import hex_colour, luminance
from features.figures.views.layers import Layer, clip_to_brain, draw_points, draw_voxels
from features.figures.views.placing import place_labels
from features.figures.views.region import name_region, short_name
from features.figures.views.surface import shade_relief, soften

OUTLINE, RIM, SEAM = 0.1, 0.2, 0.04
OUTLINE_OPACITY = 0.75
BAR_SHARE = 0.25
"""Largest share of a slice's width that its scale bar takes."""


@dataclass(frozen=True)
class Frame:
    """Where a slice or surface is drawn: mm per pixel, and the visible part of it."""

    scale: float
    left: float
    top: float
    crop: tuple[float, float, float, float]

    def place(self, points: Points) -> Points:
        """Return pixels of the picture as mm of the figure."""
        return (points - self.crop[:2]) * self.scale + (self.left, self.top)

    @property
    def size(self) -> tuple[float, float]:
        left, top, right, bottom = self.crop
        return (right - left) * self.scale, (bottom - top) * self.scale


def draw_brain(
    picture: TracedSlice, frame: Frame, shown: Shown, layer: Layer | None, options: FigureOptions
) -> list[Shape]:
    """Return the regions of a picture with what lies over them and their borders, from below."""
    shapes: list[Shape] = []
    if layer is not None and layer.voxels is not None:
        shapes += _draw_missing(layer, picture, frame)
        shapes += draw_voxels(layer, picture, frame.place, frame.scale)
    else:
        shapes += _draw_regions(picture, frame, shown)
    if picture.um is None and options.relief:
        shapes += _draw_relief(picture, frame)
    inside, rim = _borders(picture, frame)
    if options.outlines and inside:
        shapes.append(Lines(inside, OUTLINE, INK, OUTLINE_OPACITY))
    if rim:
        shapes.append(Lines(rim, RIM, INK))
    if layer is not None:
        shapes += draw_points(layer, picture, frame.place, options.dots)
    return shapes


def _draw_regions(picture: TracedSlice, frame: Frame, shown: Shown) -> list[Shape]:
    shapes: list[Shape] = []
    patterns: list[Shape] = []
    for row, rings in picture.rings.items():
        if shown.hidden[row]:
            continue
        placed = [frame.place(ring) for ring in rings]
        shapes.append(Area(placed, shown.fill(row), SEAM, *name_region(row, shown)))
        kind = Pattern(shown.pattern[row])
        marks = None if kind is Pattern.PLAIN else hatch(placed, kind, shown.ink(row))
        if marks is not None:
            patterns.append(marks)
    return shapes + patterns


def _draw_missing(layer: Layer, picture: TracedSlice, frame: Frame) -> list[Shape]:
    """Return the hatched ground that shows through where voxels of the brain are missing."""
    if not has_missing(layer, picture):
        return []
    rings = [frame.place(ring) for of_row in picture.rings.values() for ring in of_row]
    marks = hatch(rings, Pattern.MISSING, hex_colour(MISSING_INK))
    return [Area(rings, hex_colour(MISSING_COLOUR)), *([marks] if marks else [])]


def has_missing(layer: Layer | None, picture: TracedSlice) -> bool:
    """Return whether voxels of the brain are missing in a picture of a volume."""
    if layer is None or layer.voxels is None:
        return False
    return bool(((layer.voxels[..., 3] == 0) & (picture.rows > 0)).any())


def _draw_relief(picture: TracedSlice, frame: Frame) -> list[Shape]:
    """Return the veil over a surface: darker where it falls away from the viewer."""
    if picture.bounds is None:
        return []
    left, top, right, bottom = picture.bounds
    veil = shade_relief(picture)[top:bottom, left:right]
    times = min(2, choose_enlargement(veil.shape, frame.scale))
    pixels = clip_to_brain(soften(veil, times), picture, times)
    (x, y), (end_x, end_y) = frame.place(np.array([[left, top], [right, bottom]], dtype=float))
    return [Image(x, y, end_x - x, end_y - y, pixels)]


def _borders(picture: TracedSlice, frame: Frame) -> tuple[list[Points], list[Points]]:
    """Return the lines between regions and those around the brain; none along the midline."""
    inside, rim = [], []
    for arc in picture.arcs:
        if not arc.left or not arc.right:
            rim.append(frame.place(arc.points))
        elif abs(arc.left - arc.right) != SIDE_ROWS or not _is_on_split(arc.points):
            inside.append(frame.place(arc.points))
    return inside, rim


def _is_on_split(points: Points) -> bool:
    return bool((points[:, 0] == SIDE_SPLIT).all())


def draw_labels(picture: TracedSlice, frame: Frame, shown: Shown) -> list[Shape]:
    """Return the acronyms that fit into their regions, none over another."""
    found: list[Shape] = []
    for row, x, y in place_labels(picture, frame.scale, TINY):
        if shown.hidden[row]:
            continue
        place = frame.place(np.array([[x, y]]))[0]
        ink = INK if luminance(shown.rgb[row]) > 0.18 else "#ffffff"
        text = short_name(row)
        found.append(Text(place[0], place[1] + TINY * 0.36, text, TINY, "middle", ink))
    return found


def draw_position(picture: TracedSlice, frame: Frame, with_bar: bool) -> list[Shape]:
    """Return where a slice is, in mm from bregma, which side is which, and the scale bar."""
    width, height = frame.size
    plane, base = picture.plane, frame.top + height
    y = base + NORMAL
    text = plane.name if picture.um is None else f"{plane.name} {_signed(picture.um / 1000)} mm"
    shapes: list[Shape] = [
        Text(frame.left, frame.top + SMALL, plane.letters[0], SMALL, "start", INK),
        Text(frame.left + width, frame.top + SMALL, plane.letters[1], SMALL, "end", INK),
    ]
    bar = _bar_mm(width, frame.scale) if with_bar else 0.0
    length = bar * 1000 / VOXEL_UM * frame.scale
    label = f"{write_number(bar)} mm"
    room = width - (text_width(label, SMALL) + length + 3 if with_bar else 0)
    longer = text if picture.um is None else f"{text} from bregma"
    text = longer if text_width(longer, NORMAL) <= room else text
    shapes.append(Text(frame.left, y, text, NORMAL, "start", INK))
    if with_bar:
        right = frame.left + width
        line = np.array([[right - length, y - 0.3 * NORMAL], [right, y - 0.3 * NORMAL]])
        shapes.append(Lines([line], 0.35, INK))
        shapes.append(Text(right - length - 1, y, label, SMALL, "end", INK))
    return shapes


def _bar_mm(width: float, scale: float) -> float:
    """Return the length of the scale bar: 1, 2 or 5 times a power of ten, in mm of brain."""
    longest = width * BAR_SHARE / scale * VOXEL_UM / 1000
    step = round_step(longest)
    return step if step <= longest * (1 + 1e-9) else step / (2.5 if f"{step:e}"[0] == "5" else 2)


def _signed(millimetres: float) -> str:
    """Return a position with its sign and two decimals, or as many as it has up to three."""
    text = f"{abs(millimetres):.3f}"
    text = text[:-1] if text.endswith("0") else text
    sign = "" if float(text) == 0 else "+" if millimetres > 0 else "−"
    return f"{sign}{text}"
