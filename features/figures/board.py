"""Where each view of a figure goes: in rows, all slices and surfaces at one scale."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from features.figures.options import FigureOptions
from features.figures.slices import TracedSlice
from features.figures.style import GAP, LEADING, NORMAL, TITLE
from features.figures.views.brain import Frame

MOST_COLUMNS = 4
NARROW, NARROW_COLUMNS, WIDE_COLUMNS = 114.0, 2, 3
"""Below a width in mm, most views of a board side by side, and most above it."""
MAP_ASPECT = 1.6
"""Width of an ontology map in its height, where nothing beside it says how high it is."""

Crop = tuple[float, float, float, float]


@dataclass(frozen=True)
class Cell:
    """Where a view is drawn, in mm; `frame` of slices and surfaces."""

    left: float
    top: float
    width: float
    height: float
    frame: Frame | None = None


@dataclass(frozen=True)
class Content:
    """What is to be placed: a picture of the brain, or a map of some aspect, width in height."""

    picture: TracedSlice | None = None
    aspect: float | None = None


def lay_out(
    contents: Sequence[Content], options: FigureOptions, margin: float, top: float
) -> tuple[list[Cell], float]:
    """Return where each view goes, and where the last row ends."""
    columns = _count_columns(len(contents), options)
    inner = options.width - 2 * margin
    below = 0 if options.bare else NORMAL * LEADING + 2
    above = TITLE * LEADING if options.lettered and not options.bare else 0
    crops = _crop(contents)
    rows = [range(n, min(n + columns, len(contents))) for n in range(0, len(contents), columns)]
    shares = (inner - GAP * (columns - 1)) / columns
    scale = min(
        (_fit([crops[n] for n in row], len(row), inner, shares) for row in rows), default=math.inf
    )
    cells: list[Cell] = []
    y = top
    for row in rows:
        sizes = _sizes([contents[n] for n in row], [crops[n] for n in row], scale, inner)
        height = max(size[1] for size in sizes)
        x = margin
        step = shares if _all_alike(contents) else 0
        for n, (wide, high) in zip(row, sizes, strict=True):
            place = y + above
            crop = crops[n]
            frame = None if crop is None else Frame(scale, x, place, crop)
            cells.append(Cell(x, place, wide, high, frame))
            x += max(wide, step) + GAP
        y += above + height + below
    return cells, y


def _count_columns(count: int, options: FigureOptions) -> int:
    most = options.columns
    if most is None and options.panels:
        most = NARROW_COLUMNS if options.width < NARROW else WIDE_COLUMNS
    rows = math.ceil(count / (most or MOST_COLUMNS))
    return math.ceil(count / rows)


def _all_alike(contents: Sequence[Content]) -> bool:
    return len({_kind(content) for content in contents}) == 1


def _kind(content: Content) -> str:
    return "" if content.picture is None else content.picture.plane.name


def _crop(contents: Sequence[Content]) -> list[Crop | None]:
    """Return the part of each picture that is shown: one for all pictures of a kind."""
    parts: dict[str, Crop] = {}
    for kind in {_kind(content) for content in contents if content.picture is not None}:
        pictures = [one.picture for one in contents if one.picture is not None]
        bounds = [
            picture.bounds or (0, 0, *picture.rows.shape[::-1])
            for picture in pictures
            if picture.plane.name == kind
        ]
        # Half of the rim lies outside the tissue.
        ends = np.array(bounds)
        parts[kind] = (*(ends[:, :2].min(0) - 1), *(ends[:, 2:].max(0) + 1))
    return [None if one.picture is None else parts[_kind(one)] for one in contents]


def _fit(crops: Sequence[Crop | None], count: int, inner: float, share: float) -> float:
    """Return the scale, mm per pixel, at which the pictures of a row leave room for its maps."""
    widths = [right - left for left, _, right, _ in filter(None, crops)]
    if not widths:
        return math.inf
    return (inner - GAP * (count - 1) - share * (count - len(widths))) / sum(widths)


def _sizes(
    contents: Sequence[Content], crops: Sequence[Crop | None], scale: float, inner: float
) -> list[tuple[float, float]]:
    """Return width and height of each view of a row."""
    pictures = [
        None if crop is None else ((crop[2] - crop[0]) * scale, (crop[3] - crop[1]) * scale)
        for crop in crops
    ]
    brains = [size for size in pictures if size is not None]
    room = inner - GAP * (len(contents) - 1) - sum(width for width, _ in brains)
    share = room / max(1, len(contents) - len(brains))
    height = max((high for _, high in brains), default=0.0)
    fixed = [one.aspect for one in contents if one.picture is None and one.aspect is not None]
    if not brains:
        height = max((share / aspect for aspect in fixed), default=share / MAP_ASPECT)
    sizes = []
    for content, size in zip(contents, pictures, strict=True):
        if size is not None:
            sizes.append(size)
        elif content.aspect is None:
            sizes.append((share, height))
        else:
            wide = min(share, height * content.aspect)
            sizes.append((wide, wide / content.aspect))
    return sizes
