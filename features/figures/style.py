"""Sizes and inks that all parts of a figure share; lengths in mm."""

from features.figures.scene import POINT_MM

TITLE, NORMAL, SMALL, TINY = (points * POINT_MM for points in (8, 7, 6, 5))
"""Sizes of text."""
LEADING = 1.3
"""Distance of two lines of text, in sizes."""
MARGIN, GAP = 2.0, 3.0
INK, SOFT = "#171a21", "#525a67"
