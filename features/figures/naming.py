"""The views of a figure by name, as an address lists them: ``coronal:-1200,surface:dorsal``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from atlasviewer.web.errors import Invalid
from features.figures.readers import shorten

AXES = ("coronal", "sagittal", "horizontal")
"""Names of the planes, in the order of the axes that they cross: AP, ML, DV."""
USUAL_UM = {"coronal": -1200.0, "sagittal": -1514.0, "horizontal": -3543.0}
SURFACES = {
    "dorsal": "top",
    "ventral": "bottom",
    "left": "left",
    "right": "right",
    "top": "top",
    "bottom": "bottom",
}
"""What the surface may be seen from, and what the viewer and the atlas call it."""
MOST_VIEWS = 12
REGION_VIEWS = ("flatmap", "ontology")
"""Views that have a place for regions only, not for voxels or points."""


@dataclass(frozen=True)
class View:
    """One view of a figure."""

    kind: str
    """A plane of `AXES`, ``surface``, ``flatmap`` or ``ontology``."""
    um: float = 0.0
    """Of a slice: where it is, in µm from bregma."""
    direction: str = ""
    """Of a surface: the direction that it is seen from, as the atlas calls it."""


def read_views(name: str, text: str, read_um: Callable[[str, str], float]) -> tuple[View, ...]:
    """Return the views that a list names. Raises `Invalid` about the first that it cannot."""
    parts = text.split(",")
    if len(parts) > MOST_VIEWS:
        raise Invalid(f"A figure has at most {MOST_VIEWS} views; {name} names {len(parts)}.")
    return tuple(_read_view(name, part, read_um) for part in parts)


def _read_view(name: str, text: str, read_um: Callable[[str, str], float]) -> View:
    kind, colon, place = text.partition(":")
    if kind in AXES:
        return View(kind, um=read_um(name, place) if colon else USUAL_UM[kind])
    if kind == "surface" and (place in SURFACES or not colon):
        return View(kind, direction=SURFACES[place or "dorsal"])
    if kind in REGION_VIEWS and not colon:
        return View(kind)
    raise Invalid(
        f"{name} lists views as coronal:-1200, sagittal:500, horizontal:-3543, surface:dorsal "
        f"(or ventral, left, right), flatmap, ontology; not “{shorten(text)}”."
    )


def find_assets(views: Iterable[View]) -> list[str]:
    """Return the names of the atlas's files that views are drawn from, beside those of slices."""
    names = {"flatmap": "swanson", "ontology": "regions"}
    found = {names[view.kind] for view in views if view.kind in names}
    found |= {f"projections_{view.direction}" for view in views if view.kind == "surface"}
    return sorted(found)
