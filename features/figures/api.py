"""The route that draws a figure of a feature."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from atlasviewer.atlas.regions import MAPPINGS
from atlasviewer.web import openapi
from buckets.default_view import HEMISPHERES, MISSING, SCALES
from features.figures.naming import AXES, MOST_VIEWS
from features.figures.options import (
    AREAS,
    COLUMN_MM,
    GROUNDS,
    MOST_COLUMNS,
    WAYS,
    FigureOptions,
    read_options,
)
from features.figures.service import FORMS, draw_figure, order_figure
from features.reads.computed import find_stored
from features.reads.reading import REVALIDATE, not_modified

USUAL = FigureOptions()
POLICY = "default-src 'none'; img-src data:; frame-ancestors 'none'; sandbox"


def _parameter(name: str, description: str, kind: type = str, **more: object) -> OpenApiParameter:
    return OpenApiParameter(name, kind, description=description, **more)  # type: ignore[arg-type]


PARAMETERS = [
    _parameter("axis", "Which slices.", enum=AXES, default=USUAL.axis),
    _parameter("um", "Positions in µm from bregma, with commas between: -2000,-1200,0."),
    _parameter(
        "panels",
        f"The views of a board, 1 to {MOST_VIEWS} with commas between, in place of axis and um: "
        "coronal:-1200, sagittal:500, horizontal:-3543 (µm from bregma), surface:dorsal (or "
        "ventral, left, right), flatmap, ontology.",
    ),
    _parameter("columns", f"Most views side by side, 1 to {MOST_COLUMNS}.", int),
    _parameter("letters", "1: the views are called a, b, c; usual for a board.", int),
    _parameter("mapping", "Parcellation.", enum=MAPPINGS, default="beryl"),
    _parameter("stat", "Statistic; the mean, or else the first. Of volumes: its name."),
    _parameter("cmap", "Colour map, a name of matplotlib's, also with _r."),
    _parameter("reversed", "1: the colour map back to front.", int),
    _parameter("vmin", "Lower end of the colours, in units; the lowest value.", float),
    _parameter("vmax", "Upper end of the colours, in units; the highest value.", float),
    _parameter("scale", "How the range is spread over the colours.", enum=SCALES),
    _parameter("centred", "1: zero in the middle of the colours.", int),
    _parameter("hemisphere", "Sides shown.", enum=HEMISPHERES),
    _parameter("outlines", "0: no lines between regions.", int),
    _parameter("missing", "Regions without a value.", enum=MISSING),
    _parameter("selected", "Regions that keep their colour: VISp:L,MOs:LR. Others fade."),
    _parameter("labels", "1: acronyms in the regions that have room for them.", int),
    _parameter(
        "by",
        "Of a volume or of points: place draws each voxel or point where it is; region draws "
        "their statistics per region, named by stat.",
        enum=WAYS,
        default="place",
    ),
    _parameter("relief", "0: slopes of the surface are not darker.", int),
    _parameter("area", "Size of the cells of the ontology map.", enum=AREAS, default="volume"),
    _parameter("branch", "Acronym of the part of the ontology shown; all grey matter."),
    _parameter(
        "thickness",
        "Points within so many µm of a slice or the surface are drawn, 0 to 6000.",
        float,
        default=USUAL.thickness,
    ),
    _parameter("dots", "Diameter of points in mm, 0.2 to 5.", float, default=USUAL.dots),
    _parameter("bare", "1: only the brain, nothing around it.", int),
    _parameter("title", "Title; the feature's name. Empty for none."),
    _parameter("width", f"Width in mm, or {', '.join(COLUMN_MM)} for a journal's columns."),
    _parameter("dpi", "Pixels per inch of a PNG.", int, default=USUAL.dpi),
    _parameter("ground", "none: no white ground.", enum=GROUNDS, default="white"),
    _parameter("version", "The feature as this version was.", int),
]


class FigureView(APIView):
    """A picture of a feature, fit for a paper."""

    @extend_schema(
        operation_id="draw_feature",
        summary="Draw views of a feature as SVG, PDF or PNG",
        tags=["features"],
        parameters=[
            OpenApiParameter("form", str, OpenApiParameter.PATH, enum=list(FORMS)),
            *PARAMETERS,
        ],
        responses=openapi.answers(
            {
                (200, kind): OpenApiResponse(OpenApiTypes.BINARY, description="The figure.")
                for kind in FORMS.values()
            },
            *(304, 400, 404, 410, 503),
        ),
        auth=openapi.OPEN,
    )
    def get(self, request: Request, bucket: str, fname: str, form: str) -> HttpResponse:
        given = request.query_params.dict()
        number = given.pop("version", None)
        options = read_options(given)
        feature, stored = find_stored(bucket, fname, number)
        version = None if number is None else stored.version
        order = order_figure(feature, stored, options, form, version=version)
        answer = not_modified(request, order.etag)
        if answer is None:
            body = draw_figure(order)
            answer = HttpResponse(body.content, content_type=FORMS[form])
            answer["ETag"] = order.etag
            answer["Content-Security-Policy"] = POLICY
            name = content_disposition_header(False, f"{feature.fname}.{form}")
            answer["Content-Disposition"] = name or "inline"
        answer["Cache-Control"] = REVALIDATE
        return answer
