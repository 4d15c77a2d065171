"""A figure as a list of shapes in mm, y pointing down, from which each format is written."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
POINT_MM = 25.4 / 72
"""A typographic point in mm."""


@dataclass(frozen=True)
class Area:
    """Closed lines filled by the even-odd rule, each (n, 2)."""

    rings: list[Points]
    fill: str
    seam: float = 0.0
    """Width of a line around it in its own colour, which closes hairlines between neighbours."""
    names: dict[str, str] = field(default_factory=dict)
    """What the area stands for: written as ``data-`` attributes in SVG."""
    title: str = ""


@dataclass(frozen=True)
class Lines:
    """Open lines in one style, each (n, 2); one of a single point is a dot."""

    lines: list[Points]
    width: float
    colour: str
    opacity: float = 1.0


@dataclass(frozen=True)
class Box:
    """A rectangle, filled or framed."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    line: str | None = None
    line_width: float = 0.1


@dataclass(frozen=True)
class Dot:
    """A filled circle with a ring around it."""

    x: float
    y: float
    radius: float
    fill: str
    line: str
    line_width: float


@dataclass(frozen=True, eq=False)
class Image:
    """Pixels in a rectangle, uint8 (height, width, 4): red, green, blue, opacity."""

    x: float
    y: float
    width: float
    height: float
    pixels: NDArray[np.uint8]


@dataclass(frozen=True)
class Text:
    """A line of text; x, y is the start, middle or end of its baseline, `size` in mm."""

    x: float
    y: float
    text: str
    size: float
    anchor: str = "start"
    colour: str = "#171a21"
    bold: bool = False


Shape = Area | Lines | Box | Dot | Image | Text


@dataclass(frozen=True)
class Group:
    """Shapes that belong together, under a name that is unique in the figure."""

    name: str
    shapes: list[Shape]


@dataclass(frozen=True)
class Scene:
    """A whole figure."""

    width: float
    height: float
    title: str
    description: str
    groups: list[Group]
    has_ground: bool = True
    """Whether the whole figure lies on white; without, its ground is transparent."""
