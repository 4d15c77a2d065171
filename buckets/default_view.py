"""The view that a bucket or a feature opens with: the parameters of a link, checked one by one."""

import math
import re
from collections.abc import Callable

from atlasviewer.atlas.regions import MAPPINGS
from atlasviewer.web.errors import Invalid

LONGEST = 200
PANELS = ("coronal", "sagittal", "horizontal", "top", "3d", "flatmap", "ontology")
LAYOUTS = ("columns", "rows", "big")
SCALES = ("linear", "log", "symlog", "root4")
HEMISPHERES = ("given", "left", "right", "both")
MISSING = ("hatched", "plain", "hidden")
CMAP = re.compile(r"[A-Za-z0-9_]{1,40}")


def check_default_view(view: object, *, place: str) -> dict[str, str] | None:
    """Return a default view as it is stored; None if none or an empty one is given.

    Keys and values are those of the viewer's address (``docs/viewer_links.md``), all text. Raises
    `Invalid` that names every wrong place.
    """
    if view is None or view == {}:
        return None
    if not isinstance(view, dict):
        raise Invalid(f'{place} must be an object, as {{"cmap": "RdBu", "range": "-1..1"}}.')
    problems = [problem for key, value in view.items() if (problem := _find(key, value, place))]
    if problems:
        raise Invalid(
            f"The default view cannot be used: {problems[0]['message']}",
            code="bad_default_view",
            problems=problems,
        )
    return dict(view)


def _find(key: object, value: object, place: str) -> dict[str, str] | None:
    where = f"{place}.{key}"
    if key not in CHECKS:
        known = ", ".join(CHECKS)
        message = f"{where} is not part of a default view; use {known}."
    elif not isinstance(value, str):
        message = f'{where} must be text, as in a link: "1" for on, "-1..1" for a range.'
    elif len(value) > LONGEST or not CHECKS[str(key)][0](value):
        message = f"{where}: “{value[:40]}” is not {CHECKS[str(key)][1]}."
    else:
        return None
    return {"place": where, "message": message}


def _one_of(*choices: str) -> tuple[Callable[[str], bool], str]:
    return choices.__contains__, f"one of {', '.join(choices)}"


def _numbers(count: int) -> tuple[Callable[[str], bool], str]:
    words = "a number" if count == 1 else f"{count} numbers with commas between"
    return lambda text: len(_read(text.split(","))) == count, words


def _read(texts: list[str]) -> list[float]:
    """Return the texts as numbers, or an empty list if one is no number."""
    try:
        numbers = [float(text) for text in texts]
    except ValueError:
        return []
    return numbers if all(map(math.isfinite, numbers)) else []


def _is_range(text: str) -> bool:
    ends = _read(text.split(".."))
    return len(ends) == 2 and ends[0] <= ends[1]


def _are_panels(text: str) -> bool:
    return all(panel in PANELS for panel in text.split(","))


def _are_sizes(text: str) -> bool:
    kinds = [_read(part.split(",")) for part in text.split("/")]
    return len(kinds) == 2 and all(1 <= len(one) <= 4 and min(one) > 0 for one in kinds)


FLAG = _one_of("0", "1")
CHECKS: dict[str, tuple[Callable[[str], bool], str]] = {
    "auto": FLAG,
    "cmap": (lambda text: bool(CMAP.fullmatch(text)), "the name of a colour map"),
    "reversed": FLAG,
    "range": (_is_range, "a range, as -1..1"),
    "scale": _one_of(*SCALES),
    "centred": FLAG,
    "mapping": _one_of(*MAPPINGS),
    "stat": (lambda text: text != "" and text.isprintable(), "the name of a statistic"),
    "hemisphere": _one_of(*HEMISPHERES),
    "outlines": FLAG,
    "names": FLAG,
    "missing": _one_of(*MISSING),
    "coronal": _numbers(1),
    "sagittal": _numbers(1),
    "horizontal": _numbers(1),
    "thickness": _numbers(1),
    "panels": (_are_panels, f"panels with commas between: {', '.join(PANELS)}"),
    "layout": _one_of(*LAYOUTS),
    "sizes": (_are_sizes, "shares of columns and rows in per cent, as 54,46/50,50"),
    "explode": _numbers(1),
    "camera": _numbers(6),
    "seenFrom": _one_of("top", "bottom", "left", "right"),
}
"""Parameter → check of a value, and what a value should be."""
