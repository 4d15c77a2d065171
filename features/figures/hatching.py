"""Patterns over regions as plain lines and dots, which every editor and printer draws."""

import numpy as np

from features.figures.scanning import crossings
from features.figures.scene import Lines, Points
from features.figures.shown import Pattern

PERIOD = 1.1
"""Distance between two lines of a pattern, in mm."""
LINE, DOT = 0.12, 0.26
DASH = 1.0
SLOPES = {Pattern.MISSING: 45, Pattern.UNDEFINED: -45, Pattern.PARTS: 0, Pattern.PARENT: 0}


def hatch(rings: list[Points], pattern: Pattern, colour: str) -> Lines | None:
    """Return the pattern inside closed lines (mm), or None when none of it falls there."""
    turn = np.deg2rad(SLOPES[pattern])
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    spans = _spans([ring @ rotation.T for ring in rings])
    if pattern is Pattern.PARENT:
        marks = _dots(spans)
    elif pattern is Pattern.PARTS:
        marks = _dashes(spans)
    else:
        marks = [np.array([[start, y], [end, y]]) for y, start, end in spans]
    if not marks:
        return None
    width = DOT if pattern is Pattern.PARENT else LINE
    return Lines([mark @ rotation for mark in marks], width, colour)


def _spans(rings: list[Points]) -> list[tuple[float, float, float]]:
    """Return y, first and last x of every stretch of the pattern's rows inside closed lines."""
    one = np.concatenate(rings)
    other = np.concatenate([np.roll(ring, -1, axis=0) for ring in rings])
    row, x = crossings(one / (1, PERIOD), other / (1, PERIOD))
    y = row * PERIOD
    pairs = zip(y[::2].tolist(), x[::2].tolist(), x[1::2].tolist(), strict=True)
    return [(line, start, end) for line, start, end in pairs if end - start > LINE]


def _dots(spans: list[tuple[float, float, float]]) -> list[Points]:
    marks = []
    for y, start, end in spans:
        shift = PERIOD / 2 * (round(y / PERIOD) % 2)
        first = np.ceil((start + DOT / 2 - shift) / PERIOD)
        last = np.floor((end - DOT / 2 - shift) / PERIOD)
        marks += [np.array([[n * PERIOD + shift, y]]) for n in np.arange(first, last + 1)]
    return marks


def _dashes(spans: list[tuple[float, float, float]]) -> list[Points]:
    marks = []
    for y, start, end in spans:
        shift = DASH * (round(y / PERIOD) % 2)
        for n in np.arange(np.floor((start - shift) / (2 * DASH)), np.ceil(end / (2 * DASH)) + 1):
            left, right = n * 2 * DASH + shift, n * 2 * DASH + shift + DASH
            left, right = max(left, start), min(right, end)
            if right - left > LINE:
                marks.append(np.array([[left, y], [right, y]]))
    return marks
