"""The routes that answer with a feature's values per region, also those of volumes and points."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from atlasviewer.atlas.regions import MAPPINGS
from atlasviewer.web import openapi
from atlasviewer.web.errors import Invalid
from features.reads.computed import answer_computed, find_stored, save_as_table
from features.reads.reading import accepts_gzip
from features.volumes.answers import Asked, answer, ask

USUAL_MAPPING = "beryl"
NUMBERS: dict[str, Any] = {"type": "array", "items": {"type": "number", "nullable": True}}
OUTSIDE = {
    "type": "object",
    "nullable": True,
    "description": "Points outside of all tissue: how many, and the first thousand.",
    "properties": {
        "count": {"type": "integer"},
        "point": {**NUMBERS, "description": "Its place in the feature, from 0."},
        **dict.fromkeys(("ap_um", "dv_um", "ml_um", "value"), NUMBERS),
        "in_atlas": {
            "type": "array",
            "items": {"type": "boolean"},
            "description": "Whether it lies within the atlas's box.",
        },
    },
}
REGION_VALUES = {
    "type": "object",
    "properties": {
        **{name: {"type": "string"} for name in ("bucket", "fname", "kind")},
        "version": {"type": "integer"},
        "mapping": {"type": "string", "enum": list(MAPPINGS)},
        "computed": {**openapi.TEXT, "description": "How they were computed; null if stored."},
        "volumes": {"type": "array", "items": {"type": "string"}},
        "volume": {**openapi.TEXT, "description": "Which of several volumes this is."},
        "units": {"type": "object", "additionalProperties": openapi.TEXT},
        "regions": {
            "type": "object",
            "properties": {
                "row": {"type": "array", "items": {"type": "integer"}},
                "region": {"type": "array", "items": {"type": "string"}},
                "side": {"type": "array", "items": {"type": "string", "nullable": True}},
            },
        },
        "values": {
            "type": "object",
            "description": "Statistic → one number for each region.",
            "additionalProperties": NUMBERS,
        },
        "unassigned": {
            "type": "integer",
            "nullable": True,
            "description": "Voxels or points in tissue that lie in no region of the mapping.",
        },
        "outside": OUTSIDE,
        "histogram": {
            "type": "object",
            "nullable": True,
            "description": "With histogram=1: bin edges, and voxels per bin for each region.",
            "properties": {"edges": NUMBERS, "counts": {"type": "array", "items": NUMBERS}},
        },
    },
}
PARAMETERS = [
    OpenApiParameter("mapping", str, enum=MAPPINGS, default=USUAL_MAPPING),
    OpenApiParameter("volume", str, description="One of several volumes; the first by default."),
    OpenApiParameter("version", int, description="The feature as this version was."),
]
HISTOGRAM = OpenApiParameter("histogram", int, description="1: with a histogram per region.")
NAMES = {"mapping", "volume", "version", "histogram"}
REFUSALS = (304, 400, 404, 410, 503)


class RegionValuesView(APIView):
    """The values per region of any feature."""

    @extend_schema(
        operation_id="read_region_values",
        summary="Values per region of a feature, also of a volume or points",
        tags=["features"],
        parameters=[*PARAMETERS, HISTOGRAM],
        responses=openapi.answers(
            OpenApiResponse(REGION_VALUES, description="The values."), *REFUSALS
        ),
        auth=openapi.OPEN,
    )
    def get(self, request: Request, bucket: str, fname: str) -> HttpResponse:
        return _answer(request, bucket, fname, "json")


class RegionValuesTableView(APIView):
    """The values per region of any feature as a table."""

    @extend_schema(
        operation_id="read_region_values_csv",
        summary="Values per region of a feature, as CSV",
        tags=["features"],
        parameters=PARAMETERS,
        responses=openapi.answers(
            {(200, "text/csv"): OpenApiResponse({"type": "string"}, description="The table.")},
            *REFUSALS,
        ),
        auth=openapi.OPEN,
    )
    def get(self, request: Request, bucket: str, fname: str) -> HttpResponse:
        found = _answer(request, bucket, fname, "csv")
        return save_as_table(found, f"{bucket}-{fname}-regions.csv")


def _answer(request: Request, bucket: str, fname: str, form: str) -> HttpResponse:
    """Return the values per region in one form, or 304."""
    asked = _find(bucket, fname, request.query_params.dict())
    packed = accepts_gzip(request)
    etag = asked.etag(form, packed=packed)
    return answer_computed(request, etag, lambda: answer(asked, form, packed=packed))


def _find(bucket: str, fname: str, given: dict[str, str]) -> Asked:
    """Return what is asked for; raise `Invalid`, `Missing` or `Gone`."""
    if unknown := given.keys() - NAMES:
        raise Invalid(
            f"Region values have no parameter “{min(unknown)[:40]}”; they have "
            f"{', '.join(sorted(NAMES))}."
        )
    mapping = given.get("mapping", USUAL_MAPPING)
    if mapping not in MAPPINGS:
        raise Invalid(f"mapping must be one of {', '.join(MAPPINGS)}.")
    return ask(
        *find_stored(bucket, fname, given.get("version")),
        mapping=mapping,
        volume=given.get("volume"),
        histogram=given.get("histogram") == "1",
    )
