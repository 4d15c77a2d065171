"""Draws a figure of a feature: once for each content, however many ask at a time."""

import hashlib
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from atlasviewer.build.assets import atlas_file
from atlasviewer.running.heavy import heavy_work
from atlasviewer.web.errors import Invalid
from features.data.memory import Body, memory
from features.figures.options import FigureOptions
from features.models import Feature, FeatureVersion, Kind
from features.volumes.regional import read_regional

FORMS = {"svg": "image/svg+xml", "pdf": "application/pdf", "png": "image/png"}
EDITION = 1
"""Increased when the drawing of figures changes, so that no cache keeps the former ones."""
VALUES_LIMIT = 20_000_000
"""Bytes of values on regions up to which a figure is drawn of them."""
CITATION = (
    "Brain: Allen CCFv3, annotation of 2017 (Wang et al. 2020, doi:10.1016/j.cell.2020.04.007)"
)


@dataclass(frozen=True)
class Order:
    """A requested figure, and everything that its content depends on."""

    bucket: str
    fname: str
    title: str
    payload: str
    kind: str
    version: int | None
    size: int
    slices: Path
    colormaps: Path
    options: FigureOptions
    form: str

    @property
    def etag(self) -> str:
        """Return a name for the content, without drawing it."""
        text = repr((EDITION, astuple(self)))
        return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def order_figure(
    feature: Feature,
    stored: Feature | FeatureVersion,
    options: FigureOptions,
    form: str,
    *,
    version: int | None = None,
) -> Order:
    """Return the order for a figure of a feature as it is `stored`, now or in a version.

    Raises `Unavailable` before the atlas is built.
    """
    return Order(
        bucket=feature.bucket.name,
        fname=feature.fname,
        title=feature.fname,
        payload=stored.payload,
        kind=stored.kind,
        version=version,
        size=stored.size,
        slices=atlas_file("slices"),
        colormaps=atlas_file("colormaps"),
        options=options,
        form=form,
    )


def draw_figure(order: Order) -> Body:
    """Return a figure, drawn or cached; requests for a figure that is being drawn wait for it.

    Raises `Invalid` for what cannot be drawn and `Busy` if too many are being drawn.
    """
    etag = order.etag

    def draw() -> Body:
        with heavy_work.turn():
            content = make_figure(order)
        return Body(content, etag, packed=False, size=len(content))

    return memory.find_or_make_once(("figure", etag), draw)


def make_figure(order: Order) -> bytes:
    """Return the file of a figure."""
    # The libraries that draw are loaded by the first figure, not at the start.
    from features.figures.compose import Source, compose
    from features.figures.pdf import write_pdf, write_png
    from features.figures.shown import read_shown
    from features.figures.slices import nearest_slice, trace_slice
    from features.figures.svg import write_svg

    options = order.options
    content = read_values(order)
    shown = read_shown(content, options, order.colormaps)
    slices = [
        trace_slice(order.slices, options.axis, nearest_slice(options.axis, um), shown.mapping)
        for um in options.um
    ]
    number = f", version {order.version}" if order.version else ""
    citation = (
        f"Values: {order.bucket}/{order.fname}{number}. {CITATION}; {shown.mapping.title()} "
        "regions. Positions from bregma. Drawn by atlasviewer."
    )
    scene = compose(slices, shown, options, Source(order.title, citation))
    if order.form == "pdf":
        return write_pdf(scene)
    return write_png(scene, options.dpi) if order.form == "png" else write_svg(scene)


def read_values(order: Order) -> dict[str, Any]:
    """Return the feature with its values per region; raise `Invalid` if they are too many."""
    if order.kind == Kind.REGIONS and order.size > VALUES_LIMIT:
        raise Invalid("This feature is too large for a figure.")
    return read_regional(order.payload, order.kind, order.options.stat)
