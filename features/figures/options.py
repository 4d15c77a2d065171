"""What a figure shows, as requested in an address or on the command line."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from atlasviewer.atlas.regions import MAPPINGS, SIDE_ROWS, load_regions
from atlasviewer.web.errors import Invalid
from buckets.default_view import HEMISPHERES, MISSING, SCALES

AXES = ("coronal", "sagittal", "horizontal")
"""Names of the planes, in the order of the axes that they cross: AP, ML, DV."""
USUAL_UM = {"coronal": -1200.0, "sagittal": -1514.0, "horizontal": -3543.0}
COLUMN_MM = {"single": 85.0, "middle": 114.0, "double": 174.0}
"""Widths of a figure in journals: one column, one and a half, two."""
NARROWEST, WIDEST = 20.0, 400.0
MOST_SLICES = 12
LONGEST_TITLE = 200
LONGEST = 2000
MOST_SELECTED = 500
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class FigureOptions:
    """Which slices of a feature are drawn, in which colours, how large, with which labels."""

    axis: str = "coronal"
    um: tuple[float, ...] = (USUAL_UM["coronal"],)
    """Positions of the slices, in µm from bregma, in the order in which they are drawn."""
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
    bare: bool = False
    """Only the brain, without title, colour bar, scale bar, letters, legend and source."""
    title: str | None = None
    width: float = COLUMN_MM["single"]
    """Width of the figure in mm."""
    dpi: int = 300
    """Pixels per inch of a PNG."""


def read_options(given: Mapping[str, str]) -> FigureOptions:
    """Return the options that the parameters of an address name.

    Raises `Invalid` with a sentence about the first that cannot be read.
    """
    found: dict[str, Any] = {}
    for name, text in given.items():
        if name not in READERS:
            known = ", ".join(READERS)
            raise Invalid(f"A figure has no parameter “{_short(name)}”; it has {known}.")
        if len(text) > LONGEST:
            raise Invalid(f"The parameter {name} is longer than {LONGEST:,} characters.")
        found[name] = READERS[name](name, text)
    if "um" not in found:
        found["um"] = (USUAL_UM[found.get("axis", "coronal")],)
    return FigureOptions(**found)


def _one_of(*words: str) -> Callable[[str, str], str]:
    def read(name: str, text: str) -> str:
        if text not in words:
            raise Invalid(f"{name} is one of {', '.join(words)}, not “{_short(text)}”.")
        return text

    return read


def _flag(name: str, text: str) -> bool:
    if text not in ("0", "1"):
        raise Invalid(f"{name} is 1 or 0, not “{_short(text)}”.")
    return text == "1"


def _number(name: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in text:
        raise Invalid(f"{name} is a number, not “{_short(text)}”.")
    return number


def _between(low: float, high: float) -> Callable[[str, str], float]:
    def read(name: str, text: str) -> float:
        number = _number(name, text)
        if not low <= number <= high:
            raise Invalid(f"{name} is {low:g} to {high:g}, not {number:g}.")
        return number

    return read


def _positions(name: str, text: str) -> tuple[float, ...]:
    parts = text.split(",")
    if len(parts) > MOST_SLICES:
        raise Invalid(f"A figure has at most {MOST_SLICES} slices; {name} names {len(parts)}.")
    return tuple(_between(-10_000, 10_000)(name, part) for part in parts)


def _width(name: str, text: str) -> float:
    return COLUMN_MM[text] if text in COLUMN_MM else _between(NARROWEST, WIDEST)(name, text)


def _text(name: str, text: str) -> str:
    if len(text) > LONGEST_TITLE or _CONTROL.search(text):
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
        acronym = acronym.replace("~1", ",").replace("~0", "~")
        row = next((row for row, a in enumerate(load_regions().acronym) if a == acronym), 0)
        if row == 0 or sides not in ("L", "R", "LR"):
            raise Invalid(f"{name} holds regions as VISp:L or MOs:LR, not “{_short(part)}”.")
        rows |= {row + SIDE_ROWS * (side == "L") for side in sides}
    return tuple(sorted(rows))


def _short(text: str) -> str:
    """Return the start of a text to quote, without what would break the line."""
    return _CONTROL.sub("�", text[:40]) + ("…" if len(text) > 40 else "")


READERS: dict[str, Callable[[str, str], Any]] = {
    "axis": _one_of(*AXES),
    "um": _positions,
    "mapping": _one_of(*MAPPINGS),
    "stat": _text,
    "cmap": _text,
    "reversed": _flag,
    "vmin": _number,
    "vmax": _number,
    "scale": _one_of(*SCALES),
    "centred": _flag,
    "hemisphere": _one_of(*HEMISPHERES),
    "outlines": _flag,
    "missing": _one_of(*MISSING),
    "selected": _selected,
    "labels": _flag,
    "bare": _flag,
    "title": _text,
    "width": _width,
    "dpi": lambda name, text: int(_between(36, 1200)(name, text)),
}
