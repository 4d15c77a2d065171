"""What a figure shows, as requested in an address or on the command line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from atlasviewer.atlas.regions import MAPPINGS, SIDE_ROWS, load_regions
from atlasviewer.web.errors import Invalid
from buckets.default_view import HEMISPHERES, MISSING, SCALES
from features.figures.naming import AXES, USUAL_UM, View, read_views
from features.figures.readers import CONTROL, between, flag, number_of, one_of, shorten

COLUMN_MM = {"single": 85.0, "middle": 114.0, "double": 174.0}
"""Widths of a figure in journals: one column, one and a half, two."""
NARROWEST, WIDEST = 20.0, 400.0
MOST_SLICES = 12
LONGEST_TITLE = 200
LONGEST = 2000
MOST_SELECTED = 500
MOST_COLUMNS = 6
AREAS = ("volume", "equal")
WAYS = ("place", "region")
GROUNDS = ("white", "none")


@dataclass(frozen=True)
class FigureOptions:
    """Which slices of a feature are drawn, in which colours, how large, with which labels."""

    axis: str = "coronal"
    um: tuple[float, ...] = (USUAL_UM["coronal"],)
    """Positions of the slices, in µm from bregma, in the order in which they are drawn."""
    panels: tuple[View, ...] = ()
    """The views of a board; without any, the slices of `axis` and `um` are drawn."""
    columns: int | None = None
    """Most views side by side; None for as many as suit the width."""
    letters: bool | None = None
    """Whether views are called a, b, c; None for a board of several."""
    mapping: str = "beryl"
    stat: str | None = None
    cmap: str | None = None
    reversed: bool = False
    vmin: float | None = None
    vmax: float | None = None
    scale: str = "linear"
    centred: bool = False
    hemisphere: str = "given"
    outlines: bool = True
    missing: str = "hatched"
    selected: tuple[int, ...] = ()
    """Rows with side; if there are any, all other regions are faded."""
    labels: bool = False
    by: str = "place"
    """Of a volume or points: each where it is, or numbers per region."""
    relief: bool = True
    """Whether slopes of the surface are darker."""
    area: str = "volume"
    """How large the cells of the ontology map are."""
    branch: str | None = None
    """Acronym of the part of the ontology that its map shows; None for grey matter."""
    thickness: float = 100.0
    """Distance from a slice or the surface within which points are drawn, in µm."""
    dots: float = 1.0
    """Diameter of a point, in mm."""
    bare: bool = False
    """Only the brain, without title, colour bar, scale bar, letters, legend and source."""
    title: str | None = None
    width: float = COLUMN_MM["single"]
    """Width of the figure in mm."""
    dpi: int = 300
    """Pixels per inch of a PNG."""
    ground: str = "white"

    @property
    def views(self) -> tuple[View, ...]:
        """What is drawn, in order."""
        return self.panels or tuple(View(self.axis, um=um) for um in self.um)

    @property
    def lettered(self) -> bool:
        return len(self.panels) > 1 if self.letters is None else self.letters


def read_options(given: Mapping[str, str]) -> FigureOptions:
    """Return the options that the parameters of an address name.

    Raises `Invalid` with a sentence about the first that cannot be read.
    """
    found: dict[str, Any] = {}
    for name, text in given.items():
        if name not in READERS:
            known = ", ".join(READERS)
            raise Invalid(f"A figure has no parameter “{shorten(name)}”; it has {known}.")
        if len(text) > LONGEST:
            raise Invalid(f"The parameter {name} is longer than {LONGEST:,} characters.")
        found[name] = READERS[name](name, text)
    if "panels" in found and ("axis" in found or "um" in found):
        raise Invalid("panels names each view with its position; leave out axis and um.")
    if "um" not in found:
        found["um"] = (USUAL_UM[found.get("axis", "coronal")],)
    return FigureOptions(**found)


_position = between(-10_000, 10_000)


def _positions(name: str, text: str) -> tuple[float, ...]:
    parts = text.split(",")
    if len(parts) > MOST_SLICES:
        raise Invalid(f"A figure has at most {MOST_SLICES} slices; {name} names {len(parts)}.")
    return tuple(_position(name, part) for part in parts)


def _whole(low: int, high: int) -> Callable[[str, str], int]:
    return lambda name, text: int(between(low, high)(name, text))


def _width(name: str, text: str) -> float:
    return COLUMN_MM[text] if text in COLUMN_MM else between(NARROWEST, WIDEST)(name, text)


def _text(name: str, text: str) -> str:
    if len(text) > LONGEST_TITLE or CONTROL.search(text):
        raise Invalid(f"{name} is a line of at most {LONGEST_TITLE} characters.")
    return text


def _selected(name: str, text: str) -> tuple[int, ...]:
    """Return rows with side of regions written as in the viewer's links: ``VISp:L,MOs:LR``."""
    parts = text.split(",") if text else []
    if len(parts) > MOST_SELECTED:
        raise Invalid(f"{name} holds at most {MOST_SELECTED} regions.")
    rows: set[int] = set()
    for part in parts:
        acronym, _, sides = part.rpartition(":")
        row = _find_row(acronym.replace("~1", ",").replace("~0", "~"))
        if row == 0 or sides not in ("L", "R", "LR"):
            raise Invalid(f"{name} holds regions as VISp:L or MOs:LR, not “{shorten(part)}”.")
        rows |= {row + SIDE_ROWS * (side == "L") for side in sides}
    return tuple(sorted(rows))


def _branch(name: str, text: str) -> str:
    if not _find_row(text):
        raise Invalid(f"{name} is the acronym of a region, as TH, not “{shorten(text)}”.")
    return text


def _find_row(acronym: str) -> int:
    """Return the row of a region without side; 0 of none."""
    return next((row for row, a in enumerate(load_regions().acronym) if a == acronym), 0)


READERS: dict[str, Callable[[str, str], Any]] = {
    "axis": one_of(*AXES),
    "um": _positions,
    "panels": lambda name, text: read_views(name, text, _position),
    "columns": _whole(1, MOST_COLUMNS),
    "letters": flag,
    "mapping": one_of(*MAPPINGS),
    "stat": _text,
    "cmap": _text,
    "reversed": flag,
    "vmin": number_of,
    "vmax": number_of,
    "scale": one_of(*SCALES),
    "centred": flag,
    "hemisphere": one_of(*HEMISPHERES),
    "outlines": flag,
    "missing": one_of(*MISSING),
    "selected": _selected,
    "labels": flag,
    "by": one_of(*WAYS),
    "relief": flag,
    "area": one_of(*AREAS),
    "branch": _branch,
    "thickness": between(0, 6000),
    "dots": between(0.2, 5),
    "bare": flag,
    "title": _text,
    "width": _width,
    "dpi": _whole(36, 1200),
    "ground": one_of(*GROUNDS),
}
