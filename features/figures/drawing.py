"""From a stored feature to the views of its figure, each with what is shown there."""

from pathlib import Path
from typing import Any

from atlasviewer.web.errors import Invalid
from features.data.region_values import list_mappings
from features.figures.compose import Drawn
from features.figures.naming import REGION_VIEWS, View
from features.figures.options import FigureOptions
from features.figures.shown import Shown, read_shown
from features.figures.slices import TracedSlice, nearest_slice, trace_slice
from features.figures.views.flatmap import Flatmap, show_on_flatmap
from features.figures.views.layers import read_layers
from features.figures.views.ontology import OntologyMap
from features.figures.views.surface import trace_surface


def draw_views(
    content: dict[str, Any], options: FigureOptions, assets: dict[str, Path]
) -> tuple[list[Drawn], Shown]:
    """Return the views of a figure of a stored feature, and what the colour bar shows.

    `assets` are the files of the atlas by name. Raises `Invalid` for what cannot be drawn.
    """
    data = content.get("feature_data") or {}
    if "xyz" in data or not list_mappings(data):
        return _draw_arrays(content, options, assets)
    shown = read_shown(content, options, assets["colormaps"])
    views = []
    for view in options.views:
        if view.kind == "ontology":
            views.append(Drawn(OntologyMap(assets["regions"], shown.mapping, options), shown))
        elif view.kind == "flatmap":
            flatmap = Flatmap(assets["swanson"], shown.mapping)
            views.append(Drawn(flatmap, show_on_flatmap(shown, data, options, flatmap.rows)))
        else:
            views.append(Drawn(_trace(view, shown.mapping, assets), shown))
    return views, shown


def _draw_arrays(
    content: dict[str, Any], options: FigureOptions, assets: dict[str, Path]
) -> tuple[list[Drawn], Shown]:
    """Return the views of a volume or of points: they lie over slices and surfaces only."""
    data = content.get("feature_data") or {}
    if not {"volume", "volumes", "xyz"} & data.keys():
        raise Invalid("This feature is empty; there is nothing to draw.")
    for view in options.views:
        if view.kind in REGION_VIEWS:
            raise Invalid(
                f"The {view.kind} has no place for voxels or points; by=region draws their numbers "
                "per region."
            )
    pictures = [_trace(view, options.mapping, assets) for view in options.views]
    shown, layers = read_layers(content, pictures, options, assets["colormaps"])
    views = [Drawn(one, shown, layer) for one, layer in zip(pictures, layers, strict=True)]
    return views, shown


def _trace(view: View, mapping: str, assets: dict[str, Path]) -> TracedSlice:
    if view.kind == "surface":
        return trace_surface(assets[f"projections_{view.direction}"], view.direction, mapping)
    return trace_slice(assets["slices"], view.kind, nearest_slice(view.kind, view.um), mapping)
