"""The font of figures: its file, for PDF, and the widths of its letters, for the layout."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

FONT = "DejaVuSans"
BOLD = "DejaVuSans-Bold"
FOLDER = "mpl-data/fonts/ttf"


@cache
def use_font() -> None:
    """Register the fonts, which matplotlib carries, with reportlab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    spec = find_spec("matplotlib")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("matplotlib, which carries the font of figures, is not installed.")
    folder = Path(spec.submodule_search_locations[0]) / FOLDER
    for font in (FONT, BOLD):
        pdfmetrics.registerFont(TTFont(font, str(folder / f"{font}.ttf")))


def text_width(text: str, size: float) -> float:
    """Return the width of a line of text in the unit of `size`.

    SVG names Arial first, which is narrower: text that fits here fits there.
    """
    from reportlab.pdfbase import pdfmetrics

    use_font()
    return float(pdfmetrics.stringWidth(text, FONT, size))


def wrap(text: str, size: float, width: float) -> list[str]:
    """Return text as lines that fit into a width, broken between words where possible."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if text_width(longer, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while len(word) > 1 and text_width(word, size) > width:
            fits = next(
                n
                for n in range(len(word) - 1, 0, -1)
                if n == 1 or text_width(word[:n], size) <= width
            )
            lines.append(word[:fits])
            word = word[fits:]
        line = word
    return [*lines, line] if line else lines
