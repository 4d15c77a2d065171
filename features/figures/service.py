"""Draws a figure of a feature: once for each content, however many ask at a time."""

from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from atlasviewer.build.assets import atlas_file, atlas_manifest
from atlasviewer.web.errors import Invalid
from features.data.memory import Body
from features.data.payloads import read_body
from features.figures.naming import find_assets
from features.figures.options import FigureOptions
from features.models import Feature, FeatureVersion, Kind
from features.reads.computed import compute_once, name_content
from features.volumes.regional import read_regional

FORMS = {"svg": "image/svg+xml", "pdf": "application/pdf", "png": "image/png"}
EDITION = 2
"""Increased when the drawing of figures changes, so that no cache keeps the former ones."""
VALUES_LIMIT = 20_000_000
"""Bytes of values on regions up to which a figure is drawn of them."""
ARRAYS_LIMIT = 150_000_000
"""Bytes of a stored volume or of points, which takes a few times as many while it is drawn."""
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
    assets: tuple[tuple[str, Path], ...]
    """The files of the atlas that are drawn from, by name; each name of a file holds its hash."""
    options: FigureOptions
    form: str

    @property
    def etag(self) -> str:
        """Return a name for the content, without drawing it."""
        return name_content((EDITION, astuple(self)))


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
    needed = ["slices", "colormaps", *find_assets(options.views)]
    if "swanson" in needed and "swanson" not in (atlas_manifest() or {}).get("assets", {}):
        raise Invalid("This site has no flatmap: the paths of Swanson's map are not installed.")
    return Order(
        bucket=feature.bucket.name,
        fname=feature.fname,
        title=feature.fname,
        payload=stored.payload,
        kind=stored.kind,
        version=version,
        size=stored.size,
        assets=tuple((name, atlas_file(name)) for name in needed),
        options=options,
        form=form,
    )


def draw_figure(order: Order) -> Body:
    """Return a figure, drawn or cached; requests for a figure that is being drawn wait for it.

    Raises `Invalid` for what cannot be drawn and `Busy` if too many are being drawn.
    """
    return compute_once("figure", order.etag, lambda: make_figure(order))


def make_figure(order: Order) -> bytes:
    """Return the file of a figure."""
    # The libraries that draw are loaded by the first figure, not at the start.
    from features.figures.compose import Source, compose
    from features.figures.drawing import draw_views
    from features.figures.formats.pdf import write_pdf, write_png
    from features.figures.formats.svg import write_svg

    views, shown = draw_views(read_content(order), order.options, dict(order.assets))
    number = f", version {order.version}" if order.version else ""
    regions = f"; {shown.mapping.title()} regions"
    citation = (
        f"Values: {order.bucket}/{order.fname}{number}. {CITATION}{regions}. "
        "Positions from bregma. Drawn by atlasviewer."
    )
    scene = compose(views, shown, order.options, Source(order.title, citation))
    if order.form == "pdf":
        return write_pdf(scene)
    return write_png(scene, order.options.dpi) if order.form == "png" else write_svg(scene)


def read_content(order: Order) -> dict[str, Any]:
    """Return the stored feature, or its numbers per region where a figure by region is wanted.

    Raises `Invalid` if it is too large for a figure.
    """
    of_regions = order.kind == Kind.REGIONS
    if not of_regions and order.options.by == "region":
        return read_regional(order.payload, order.kind, order.options.stat)
    if order.size > (VALUES_LIMIT if of_regions else ARRAYS_LIMIT):
        raise Invalid("This feature is too large for a figure.")
    return read_body(order.payload)
