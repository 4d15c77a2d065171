"""Lays out a whole figure of a feature: slices, then what is needed to read them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from atlasviewer.atlas.annotation import SIDE_SPLIT, VOXEL_UM
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from features.figures.fonts import text_width, wrap
from features.figures.hatching import hatch
from features.figures.key import draw_colour_bar, draw_legend
from features.figures.options import FigureOptions
from features.figures.placing import place_labels
from features.figures.scale import round_step, write_number
from features.figures.scene import POINT_MM, Area, Box, Group, Lines, Points, Scene, Shape, Text
from features.figures.shown import Pattern, Shown, luminance
from features.figures.slices import TracedSlice

MARGIN, GAP = 2.0, 3.0
TITLE, NORMAL, SMALL, TINY = (points * POINT_MM for points in (8, 7, 6, 5))
LEADING = 1.3
INK, SOFT = "#171a21", "#525a67"
OUTLINE, RIM, SEAM = 0.1, 0.2, 0.04
OUTLINE_OPACITY = 0.75
MOST_COLUMNS = 4
BAR_SHARE = 0.25
"""Largest share of a slice's width that its scale bar takes."""
BARE_MARGIN = 0.5


@dataclass(frozen=True)
class Source:
    """Where the values come from, printed under the figure."""

    title: str
    citation: str


@dataclass(frozen=True)
class Frame:
    """Where a slice is drawn: mm per pixel, and the visible part of it."""

    scale: float
    left: float
    top: float
    crop: tuple[float, float, float, float]

    def place(self, points: Points) -> Points:
        """Return pixels of the slice as mm of the figure."""
        return (points - self.crop[:2]) * self.scale + (self.left, self.top)

    @property
    def size(self) -> tuple[float, float]:
        left, top, right, bottom = self.crop
        return (right - left) * self.scale, (bottom - top) * self.scale


def compose(
    slices: Sequence[TracedSlice], shown: Shown, options: FigureOptions, source: Source
) -> Scene:
    """Return the figure: title, a grid of slices, colour bar, legend and source, from the top."""
    margin = BARE_MARGIN if options.bare else MARGIN
    inner = options.width - 2 * margin
    y = margin
    groups: list[Group] = []
    title = source.title if options.title is None else options.title
    if title and not options.bare:
        shapes, y = _write(wrap(title, TITLE, inner), margin, y, TITLE, INK)
        groups.append(Group("title", shapes))
        y += 1
    frames, y = _lay_out(slices, options, margin, y)
    for number, (slice_, frame) in enumerate(zip(slices, frames, strict=True), start=1):
        groups.append(Group(f"slice-{number}", _draw_slice(slice_, frame, shown, options)))
        if options.labels:
            groups.append(Group(f"labels-{number}", _draw_labels(slice_, frame, shown)))
        if not options.bare:
            bar = frame is frames[-1]
            groups.append(Group(f"position-{number}", _draw_position(slice_, frame, bar)))
    if not options.bare:
        shapes, y = draw_colour_bar(shown, margin, y + 1, inner)
        groups.append(Group("colour-bar", shapes))
        rows = set().union(*(slice_.rings for slice_ in slices))
        shapes, y = draw_legend(shown, rows, margin, y, inner)
        groups.append(Group("legend", shapes))
        lines = [
            line for note in (*shown.notes, source.citation) for line in wrap(note, TINY, inner)
        ]
        shapes, y = _write(lines, margin, y + 0.5, TINY, SOFT)
        groups.append(Group("source", shapes))
    height = y + margin
    ground = Group("ground", [Box(0, 0, options.width, height, fill="#ffffff")])
    description = f"{shown.statistic} by region ({shown.mapping.title()}). {source.citation}"
    drawn = [group for group in groups if group.shapes]
    return Scene(options.width, height, title, description, [ground, *drawn])


def _write(
    lines: list[str], x: float, y: float, size: float, colour: str
) -> tuple[list[Shape], float]:
    """Return lines of text below each other, and the y below the last."""
    step = size * LEADING
    texts: list[Shape] = [
        Text(x, y + size + n * step, line, size, colour=colour) for n, line in enumerate(lines)
    ]
    return texts, y + step * len(lines)


def _lay_out(
    slices: Sequence[TracedSlice], options: FigureOptions, margin: float, y: float
) -> tuple[list[Frame], float]:
    """Return where each slice goes, all at one scale, and where the last row ends."""
    rows = math.ceil(len(slices) / MOST_COLUMNS)
    columns = math.ceil(len(slices) / rows)
    bounds = [slice_.bounds or (0, 0, *slice_.rows.shape[::-1]) for slice_ in slices]
    # Half of the rim lies outside the tissue.
    ends = np.array(bounds)
    crop = (*(ends[:, :2].min(0) - 1), *(ends[:, 2:].max(0) + 1))
    inner = options.width - 2 * margin - GAP * (columns - 1)
    scale = inner / columns / (crop[2] - crop[0])
    width, height = (crop[2] - crop[0]) * scale, (crop[3] - crop[1]) * scale
    below = 0 if options.bare else NORMAL * LEADING + 2
    frames = [
        Frame(
            scale,
            margin + (n % columns) * (width + GAP),
            y + (n // columns) * (height + below),
            crop,
        )
        for n in range(len(slices))
    ]
    return frames, y + rows * (height + below)


def _draw_slice(
    slice_: TracedSlice, frame: Frame, shown: Shown, options: FigureOptions
) -> list[Shape]:
    shapes: list[Shape] = []
    patterns: list[Shape] = []
    for row, rings in slice_.rings.items():
        if shown.hidden[row]:
            continue
        placed = [frame.place(ring) for ring in rings]
        shapes.append(Area(placed, shown.fill(row), SEAM, *_name(row, shown)))
        kind = Pattern(shown.pattern[row])
        marks = None if kind is Pattern.PLAIN else hatch(placed, kind, shown.ink(row))
        if marks is not None:
            patterns.append(marks)
    shapes += patterns
    inside, rim = _borders(slice_, frame)
    if options.outlines and inside:
        shapes.append(Lines(inside, OUTLINE, INK, OUTLINE_OPACITY))
    if rim:
        shapes.append(Lines(rim, RIM, INK))
    return shapes


def _name(row: int, shown: Shown) -> tuple[dict[str, str], str]:
    """Return the description of an area: for programs, and for people who hover over it."""
    side_row, side = (row - SIDE_ROWS, "left") if row > SIDE_ROWS else (row, "right")
    acronym, name = (str(of[side_row]) for of in (load_regions().acronym, load_regions().name))
    value = shown.values[row]
    text = "no value" if np.isnan(value) else write_number(float(value), 6)
    unit = f" {shown.unit}" if shown.unit and not np.isnan(value) else ""
    names = {
        "acronym": acronym,
        "side": side,
        "value": "" if np.isnan(value) else repr(float(value)),
    }
    return names, f"{acronym} ({side}), {name}: {text}{unit}"


def _borders(slice_: TracedSlice, frame: Frame) -> tuple[list[Points], list[Points]]:
    """Return the lines between regions and those around the brain; none along the midline."""
    inside, rim = [], []
    for arc in slice_.arcs:
        if not arc.left or not arc.right:
            rim.append(frame.place(arc.points))
        elif abs(arc.left - arc.right) != SIDE_ROWS or not _is_on_split(arc.points):
            inside.append(frame.place(arc.points))
    return inside, rim


def _is_on_split(points: Points) -> bool:
    return bool((points[:, 0] == SIDE_SPLIT).all())


def _draw_labels(slice_: TracedSlice, frame: Frame, shown: Shown) -> list[Shape]:
    found: list[Shape] = []
    for row, x, y in place_labels(slice_, frame.scale, TINY):
        if shown.hidden[row]:
            continue
        place = frame.place(np.array([[x, y]]))[0]
        ink = INK if luminance(shown.rgb[row]) > 0.18 else "#ffffff"
        text = str(load_regions().acronym[row - SIDE_ROWS if row > SIDE_ROWS else row])
        found.append(Text(place[0], place[1] + TINY * 0.36, text, TINY, "middle", ink))
    return found


def _draw_position(slice_: TracedSlice, frame: Frame, with_bar: bool) -> list[Shape]:
    """Return where a slice is, in mm from bregma, which side is which, and the scale bar."""
    width, height = frame.size
    plane, base = slice_.plane, frame.top + height
    y = base + NORMAL
    text = f"{plane.name} {_signed(slice_.um / 1000)} mm"
    shapes: list[Shape] = [
        Text(frame.left, frame.top + SMALL, plane.letters[0], SMALL, "start", INK),
        Text(frame.left + width, frame.top + SMALL, plane.letters[1], SMALL, "end", INK),
    ]
    bar = _bar_mm(width, frame.scale) if with_bar else 0.0
    length = bar * 1000 / VOXEL_UM * frame.scale
    label = f"{write_number(bar)} mm"
    room = width - (text_width(label, SMALL) + length + 3 if with_bar else 0)
    longer = f"{text} from bregma"
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
