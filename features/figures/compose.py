"""Lays out a whole figure of a feature: its views, then what is needed to read them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from atlasviewer.web.errors import Invalid
from features.figures.board import Cell, Content, lay_out
from features.figures.fonts import wrap
from features.figures.key import draw_colour_bar, draw_legend
from features.figures.options import FigureOptions
from features.figures.scene import Box, Group, Scene, Shape, Text
from features.figures.shown import Pattern, Shown
from features.figures.slices import TracedSlice
from features.figures.style import INK, LEADING, MARGIN, NORMAL, SMALL, SOFT, TINY, TITLE
from features.figures.views.brain import draw_brain, draw_labels, draw_position, has_missing
from features.figures.views.flatmap import Flatmap
from features.figures.views.layers import Layer
from features.figures.views.ontology import OntologyMap

BARE_MARGIN = 0.5
HIGHEST = 1200.0
"""Height of a figure in mm: more is no page."""
ANY_ROW = 2


@dataclass(frozen=True)
class Source:
    """Where the values come from, printed under the figure."""

    title: str
    citation: str


@dataclass(frozen=True)
class Drawn:
    """A view to be drawn: what of the brain, and what is shown there."""

    what: TracedSlice | OntologyMap | Flatmap
    shown: Shown
    layer: Layer | None = None

    @property
    def rows(self) -> set[int]:
        """The rows with side that are drawn."""
        return set(self.what.rings) if isinstance(self.what, TracedSlice) else self.what.rows


def compose(views: Sequence[Drawn], shown: Shown, options: FigureOptions, source: Source) -> Scene:
    """Return the figure: title, views, colour bar, legend and source, from the top.

    Raises `Invalid` for a figure that would be too high.
    """
    margin = BARE_MARGIN if options.bare else MARGIN
    inner = options.width - 2 * margin
    y = margin
    groups: list[Group] = []
    title = source.title if options.title is None else options.title
    if title and not options.bare:
        shapes, y = _write(wrap(title, TITLE, inner), margin, y, TITLE, INK)
        groups.append(Group("title", shapes))
        y += 1
    cells, y = lay_out([_content(view) for view in views], options, margin, y)
    last = max((n for n, cell in enumerate(cells) if cell.frame), default=-1)
    for n, (view, cell) in enumerate(zip(views, cells, strict=True)):
        groups += _draw_view(view, cell, n, options, with_bar=n == last)
    if not options.bare:
        shapes, y = draw_colour_bar(shown, margin, y + 1, inner)
        groups.append(Group("colour-bar", shapes))
        shapes, y = draw_legend(_list_rows(views), margin, y, inner)
        groups.append(Group("legend", shapes))
        lines = [
            line for note in (*shown.notes, source.citation) for line in wrap(note, TINY, inner)
        ]
        shapes, y = _write(lines, margin, y + 0.5, TINY, SOFT)
        groups.append(Group("source", shapes))
    height = y + margin
    if height > HIGHEST:
        raise Invalid(
            f"This figure would be {height:,.0f} mm high; at most {HIGHEST:,.0f} are drawn. "
            "Ask for more columns, fewer views or a smaller width."
        )
    return _finish(groups, (options.width, height), title, shown, options, source)


def _finish(
    groups: list[Group],
    size: tuple[float, float],
    title: str,
    shown: Shown,
    options: FigureOptions,
    source: Source,
) -> Scene:
    what = f"by region ({shown.mapping.title()})" if shown.of_regions else "by place"
    description = f"{shown.statistic} {what}. {source.citation}"
    drawn = [group for group in groups if group.shapes]
    has_ground = options.ground == "white"
    if has_ground:
        drawn.insert(0, Group("ground", [Box(0, 0, *size, fill="#ffffff")]))
    return Scene(*size, title, description, drawn, has_ground)


def _content(view: Drawn) -> Content:
    if isinstance(view.what, TracedSlice):
        return Content(view.what)
    return Content(aspect=view.what.aspect)


def _draw_view(
    view: Drawn, cell: Cell, n: int, options: FigureOptions, *, with_bar: bool
) -> list[Group]:
    """Return the groups of a view: itself, acronyms, position, its letter."""
    number, what = n + 1, view.what
    groups: list[Group] = []
    around: list[Shape] = []
    if isinstance(what, TracedSlice) and cell.frame is not None:
        name = "slice" if what.um is not None else "surface"
        shapes = draw_brain(what, cell.frame, view.shown, view.layer, options)
        groups.append(Group(f"{name}-{number}", shapes))
        if options.labels:
            groups.append(Group(f"labels-{number}", draw_labels(what, cell.frame, view.shown)))
        around = draw_position(what, cell.frame, with_bar)
    elif not isinstance(what, TracedSlice):
        strip = 0 if options.bare else SMALL * LEADING
        box = (cell.left, cell.top + strip, cell.left + cell.width, cell.top + cell.height)
        groups.append(Group(f"{what.name}-{number}", what.draw(box, view.shown)))
        around = [*_caption(what.caption, cell), *_sides(cell)]
    if not options.bare:
        groups.append(Group(f"position-{number}", around))
        if options.lettered:
            letter = Text(cell.left, cell.top - 0.3 * TITLE, chr(ord("a") + n), TITLE, bold=True)
            groups.append(Group(f"letter-{number}", [letter]))
    return groups


def _caption(text: str, cell: Cell) -> list[Shape]:
    lines = wrap(text, NORMAL, cell.width)[:1]
    return [Text(cell.left, cell.top + cell.height + NORMAL, line, NORMAL) for line in lines]


def _sides(cell: Cell) -> list[Shape]:
    y = cell.top + SMALL
    return [
        Text(cell.left, y, "L", SMALL),
        Text(cell.left + cell.width, y, "R", SMALL, "end"),
    ]


def _list_rows(views: Sequence[Drawn]) -> list[tuple[Shown, set[int]]]:
    """Return what is shown with the rows drawn of it, for the legend."""
    found = [(view.shown, view.rows) for view in views]
    for view in views:
        if isinstance(view.what, TracedSlice) and has_missing(view.layer, view.what):
            hatched = np.full_like(view.shown.pattern, Pattern.MISSING)
            missing = replace(view.shown, pattern=hatched, faded=np.zeros_like(view.shown.faded))
            return [*found, (missing, {ANY_ROW})]
    return found


def _write(
    lines: list[str], x: float, y: float, size: float, colour: str
) -> tuple[list[Shape], float]:
    """Return lines of text below each other, and the y below the last."""
    step = size * LEADING
    texts: list[Shape] = [
        Text(x, y + size + n * step, line, size, colour=colour) for n, line in enumerate(lines)
    ]
    return texts, y + step * len(lines)
