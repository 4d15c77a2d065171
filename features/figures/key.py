"""The key to the colours: the colour bar, and a legend of the patterns that occur."""

import numpy as np

from atlasviewer.atlas.regions import ROOT, SIDE_ROWS
from features.figures.fonts import text_width
from features.figures.hatching import hatch
from features.figures.scale import STEPS, write_ticks
from features.figures.scene import Area, Box, Lines, Shape, Text
from features.figures.shown import Pattern, Shown
from features.figures.style import INK, SMALL

BAR_WIDTH, BAR_HEIGHT, TICK = 50.0, 2.2, 0.8
SWATCH = (4.5, 2.4)
ENTRY_GAP = 4.0
END = 1.8
"""Length of the pointed end of the bar, drawn where values lie beyond it."""
WORDS = {
    Pattern.MISSING: "no value",
    Pattern.UNDEFINED: "zero or less: no logarithm",
    Pattern.PARTS: "mean of parts",
    Pattern.PARENT: "from the parent region",
}


def draw_colour_bar(
    shown: Shown, left: float, top: float, room: float
) -> tuple[list[Shape], float]:
    """Return the bar with its ticks and what it shows, and where it ends.

    An end is pointed if values lie beyond it: they have the colour of that end.
    """
    scale = shown.scale
    there = shown.scaled[~np.isnan(shown.scaled)]
    length = min(BAR_WIDTH, room * 0.6)
    x = left + (room - length) / 2
    shapes: list[Shape] = []
    name = f"{shown.statistic} ({shown.unit})" if shown.unit else shown.statistic
    name += {"linear": "", "root4": ", fourth root"}.get(scale.kind, f", {scale.kind} scale")
    y = top + SMALL
    shapes.append(Text(left + room / 2, y, name, SMALL, "middle", INK))
    y += 1
    colours = [f"#{colour.tobytes().hex()}" for colour in shown.colormap]
    if (there < scale.min).any():
        shapes.append(_point(x, -END, y, colours[0]))
    if (there > scale.max).any():
        shapes.append(_point(x + length, END, y, colours[-1]))
    for step, colour in enumerate(colours):
        # Each reaches to the end and the next covers it, so that no hairline shows between them.
        if step == 0 or colour != colours[step - 1]:
            begin = length * step / STEPS
            shapes.append(Box(x + begin, y, length - begin, BAR_HEIGHT, fill=colour))
    shapes.append(Box(x, y, length, BAR_HEIGHT, line=INK, line_width=0.12))
    y += BAR_HEIGHT
    shapes += _ticks(shown, x, y, length)
    return shapes, y + TICK + 2 * SMALL


def _point(x: float, length: float, y: float, colour: str) -> Area:
    corners = [[x, y], [x + length, y + BAR_HEIGHT / 2], [x, y + BAR_HEIGHT]]
    return Area([np.array(corners)], colour)


def _ticks(shown: Shown, x: float, y: float, length: float) -> list[Shape]:
    """Return the ticks, with the texts of those that have room."""
    ticks = shown.scale.ticks(5)
    places = shown.scale.normalise(np.array(ticks)) * length + x
    shapes: list[Shape] = []
    end = -np.inf
    for place, text in zip(places.tolist(), write_ticks(ticks), strict=True):
        shapes.append(Lines([np.array([[place, y], [place, y + TICK]])], 0.12, INK))
        text = text.replace("-", "−")
        half = text_width(text, SMALL) / 2
        if place - half > end:
            shapes.append(Text(place, y + TICK + SMALL, text, SMALL, "middle", INK))
            end = place + half + 1
    return shapes


def draw_legend(
    shown_rows: list[tuple[Shown, set[int]]], left: float, top: float, room: float
) -> tuple[list[Shape], float]:
    """Return an entry for each pattern that the rows drawn of what is shown have, and its end."""
    entries = list(_list_entries(shown_rows).items())
    shapes: list[Shape] = []
    x, y = left, top
    for (kind, words), (shown, row) in entries:
        width = SWATCH[0] + 1 + text_width(words, SMALL)
        if x > left and x + width > left + room:
            x, y = left, y + SWATCH[1] + 1
        shapes += _swatch(shown, kind, row, x, y)
        shapes.append(Text(x + SWATCH[0] + 1, y + SWATCH[1] - 0.5, words, SMALL, "start", INK))
        x += width + ENTRY_GAP
    return shapes, y + SWATCH[1] + 1 if entries else y


def _list_entries(
    shown_rows: list[tuple[Shown, set[int]]],
) -> dict[tuple[Pattern, str], tuple[Shown, int]]:
    """Return pattern and words of each entry → a row that has it, in the order of the legend."""
    found: dict[tuple[Pattern, str], tuple[Shown, int]] = {}
    for shown, rows in shown_rows:
        for row in sorted(row for row in rows if not shown.hidden[row]):
            kind = Pattern(shown.pattern[row])
            words = WORDS.get(kind, "")
            if shown.faded[row]:
                words = "not selected"
            elif kind is Pattern.PLAIN and _is_plainly_missing(shown, row):
                words = "no value"
            if words:
                found.setdefault((kind, words), (shown, row))
    order = [*((kind, words) for kind, words in WORDS.items()), *_PLAIN]
    return {entry: found[entry] for entry in order if entry in found}


_PLAIN = ((Pattern.PLAIN, "not selected"), (Pattern.PLAIN, "no value"))


def _is_plainly_missing(shown: Shown, row: int) -> bool:
    is_root = row in (ROOT, ROOT + SIDE_ROWS)
    return shown.of_regions and bool(np.isnan(shown.values[row])) and not is_root


def _swatch(shown: Shown, kind: Pattern, row: int, x: float, y: float) -> list[Shape]:
    width, height = SWATCH
    ring = np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]])
    marks = None if kind is Pattern.PLAIN else hatch([ring], kind, shown.ink(row))
    frame = Box(x, y, width, height, line=INK, line_width=0.12)
    return [Area([ring], shown.fill(row)), *([marks] if marks else []), frame]
