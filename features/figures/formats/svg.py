"""A figure as SVG: plain shapes and text, without styles, scripts or links."""

import base64
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from features.figures.pixels import write_pixels
from features.figures.scene import Area, Box, Dot, Group, Image, Lines, Points, Scene, Shape, Text

FONTS = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
LINKS = ' xmlns:xlink="http://www.w3.org/1999/xlink"'
"""What images are named by in SVG 1.1, which all editors read."""
HUNDREDTHS = 100
"""Coordinates are written to a hundredth of a millimetre."""


def write_svg(scene: Scene) -> bytes:
    """Return the SVG document, UTF-8; its user unit is a millimetre."""
    width, height = _number(scene.width), _number(scene.height)
    has_images = any(isinstance(shape, Image) for group in scene.groups for shape in group.shapes)
    links = LINKS if has_images else ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg"{links} width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}" font-family="{FONTS}" role="img">',
        f"<title>{escape(scene.title)}</title>",
        f"<desc>{escape(scene.description)}</desc>",
    ]
    for group in scene.groups:
        lines += _group(group)
    return "\n".join([*lines, "</svg>", ""]).encode()


def _group(group: Group) -> list[str]:
    return [f"<g id={quoteattr(group.name)}>", *map(_shape, group.shapes), "</g>"]


def _shape(shape: Shape) -> str:
    if isinstance(shape, Area):
        return _area(shape)
    if isinstance(shape, Lines):
        opacity = "" if shape.opacity == 1 else f' stroke-opacity="{_number(shape.opacity)}"'
        return (
            f'<path d="{"".join(map(_line, shape.lines))}" fill="none" stroke="{shape.colour}" '
            f'stroke-width="{_number(shape.width)}" stroke-linejoin="round" '
            f'stroke-linecap="round"{opacity}/>'
        )
    if isinstance(shape, Dot):
        return (
            f'<circle cx="{_number(shape.x)}" cy="{_number(shape.y)}" r="{_number(shape.radius)}" '
            f'fill="{shape.fill}" stroke="{shape.line}" '
            f'stroke-width="{_number(shape.line_width)}"/>'
        )
    if isinstance(shape, Image):
        return _image(shape)
    return _box(shape) if isinstance(shape, Box) else _text(shape)


def _image(image: Image) -> str:
    content = base64.b64encode(write_pixels(image.pixels)).decode()
    return (
        f'<image x="{_number(image.x)}" y="{_number(image.y)}" width="{_number(image.width)}" '
        f'height="{_number(image.height)}" preserveAspectRatio="none" '
        f'image-rendering="optimizeSpeed" xlink:href="data:image/png;base64,{content}"/>'
    )


def _box(box: Box) -> str:
    line = "" if box.line is None else f' stroke="{box.line}"'
    line += "" if box.line is None else f' stroke-width="{_number(box.line_width)}"'
    return (
        f'<rect x="{_number(box.x)}" y="{_number(box.y)}" width="{_number(box.width)}" '
        f'height="{_number(box.height)}" fill="{box.fill or "none"}"{line}/>'
    )


def _area(area: Area) -> str:
    names = "".join(f" data-{name}={quoteattr(value)}" for name, value in area.names.items())
    seam = "" if not area.seam else f' stroke="{area.fill}" stroke-width="{_number(area.seam)}"'
    path = "".join(f"{_line(ring)}z" for ring in area.rings)
    title = f"<title>{escape(area.title)}</title>" if area.title else ""
    start = f'<path{names} d="{path}" fill="{area.fill}" fill-rule="evenodd"{seam}'
    return f"{start}>{title}</path>" if title else f"{start}/>"


def _text(text: Text) -> str:
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    anchor += ' font-weight="bold"' if text.bold else ""
    return (
        f'<text x="{_number(text.x)}" y="{_number(text.y)}" font-size="{_number(text.size)}" '
        f'fill="{text.colour}"{anchor}>{escape(text.text)}</text>'
    )


def _line(points: Points) -> str:
    """Return a line as path data: its start, then steps between rounded coordinates.

    Two shapes with a common border thus have exactly the same coordinates there.
    """
    places = np.rint(points * HUNDREDTHS).astype(np.int64)
    start = f"M{_hundredths(int(places[0, 0]))} {_hundredths(int(places[0, 1]))}"
    if len(places) == 1:
        return f"{start}h0"
    steps = np.diff(places, axis=0)
    steps = steps[steps.any(axis=1)]
    parts = [_hundredths(step) for step in steps.ravel().tolist()]
    joined = "".join(
        text if text[0] == "-" or ("." in before and text[0] == ".") else f" {text}"
        for before, text in pairwise(["", *parts])
    )
    return f"{start}l{joined.lstrip()}" if parts else f"{start}h0"


def _hundredths(number: int) -> str:
    """Return a number of hundredths as short as possible: 150 is 1.5, -5 is -.05."""
    sign, size = ("-" if number < 0 else ""), abs(number)
    whole, part = divmod(size, HUNDREDTHS)
    decimals = f".{part:02d}".rstrip("0") if part else ""
    return f"{sign}{whole or ''}{decimals}" if whole or part else "0"


def _number(value: float) -> str:
    """Return a number with at most three decimals."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"
