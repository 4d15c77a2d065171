"""The routes that compare a feature with another one, region by region."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from atlasviewer.atlas.regions import MAPPINGS
from atlasviewer.web import openapi
from buckets.access.permissions import find_bucket
from buckets.services import record_access
from features.history.versions import find_version
from features.lookup import find_feature
from features.pairing.options import SIDES, PairingOptions, read_options
from features.pairing.service import NUMBERS, Pairing, compare_features, order_pairing
from features.reads.computed import answer_computed, save_as_table
from features.reads.reading import accepts_gzip

NUMBER: dict[str, Any] = {"type": "number", "nullable": True}
CORRELATION = {
    "type": "object",
    "nullable": True,
    "properties": {
        "r": {"type": "number"},
        "p": {"type": "number", "description": "Two-sided, for independent regions."},
        "low": {"type": "number", "description": "Lower end of the 95 % interval."},
        "high": {"type": "number"},
    },
}
SOURCE = {
    "type": "object",
    "properties": {
        **{name: {"type": "string"} for name in ("bucket", "fname", "statistic")},
        "version": {"type": "integer"},
        "unit": openapi.TEXT,
    },
}
REGIONS = {
    "row": {"type": "array", "items": {"type": "integer"}},
    "region": {"type": "array", "items": {"type": "string"}},
    "side": {"type": "array", "items": {"type": "string", "nullable": True}},
}
LISTED = {"type": "object", "properties": REGIONS}
COMPARISON = {
    "type": "object",
    "properties": {
        "feature": SOURCE,
        "with": SOURCE,
        "names": {
            "type": "array",
            "items": {"type": "string"},
            "description": "What tells the two apart: with bucket, version or side where needed.",
        },
        "mapping": {"type": "string", "enum": list(MAPPINGS)},
        "sides": {"type": "string", "enum": list(SIDES)},
        "n": {"type": "integer", "description": "Regions with a value in both."},
        "pearson": CORRELATION,
        "spearman": CORRELATION,
        "line": {
            "type": "object",
            "nullable": True,
            "description": "Least squares: value = slope · with_value + intercept.",
            "properties": {"slope": {"type": "number"}, "intercept": {"type": "number"}},
        },
        "reason": {**openapi.TEXT, "description": "Why there is no correlation."},
        "dependence": {
            "type": "object",
            "description": "Moran's I within Cosmos divisions, and what it means for p.",
            "properties": {"feature": NUMBER, "with": NUMBER, "sentence": {"type": "string"}},
        },
        "notes": {"type": "array", "items": {"type": "string"}},
        "regions": {
            "type": "object",
            "description": "The joined table, one array per column.",
            "properties": {
                **REGIONS,
                **{name: {"type": "array", "items": NUMBER} for name in NUMBERS},
            },
        },
        "only_feature": {**LISTED, "description": "Regions with a value in the first only."},
        "only_with": {**LISTED, "description": "Regions with a value in the second only."},
        "inferred": {
            "type": "integer",
            "description": "Regions left out because a value was inferred from others.",
        },
    },
}
PARAMETERS = [
    OpenApiParameter("with", str, description="The second feature: bucket/feature."),
    OpenApiParameter(
        "sides",
        str,
        enum=SIDES,
        default="same",
        description="left_right: the left hemisphere of the feature with the right one of the "
        "second, or of itself.",
    ),
    OpenApiParameter("mapping", str, enum=MAPPINGS, default="beryl"),
    OpenApiParameter("statistic", str, description="The mean by default, or else the first."),
    OpenApiParameter("with_statistic", str, description="The same by default."),
    OpenApiParameter("version", int, description="The feature as this version was."),
    OpenApiParameter("with_version", int, description="The second as this version was."),
]
REFUSALS = (304, 400, 404, 410, 503)


class ComparisonView(APIView):
    """A feature compared with another one."""

    @extend_schema(
        operation_id="compare_feature",
        summary="Compare a feature with another, region by region",
        tags=["features"],
        parameters=PARAMETERS,
        responses=openapi.answers(
            OpenApiResponse(COMPARISON, description="The comparison."), *REFUSALS
        ),
        auth=openapi.OPEN,
    )
    def get(self, request: Request, bucket: str, fname: str) -> HttpResponse:
        return answer_comparison(request, bucket, fname, "json")


class ComparisonTableView(APIView):
    """The joined table of a comparison."""

    @extend_schema(
        operation_id="compare_feature_csv",
        summary="Two features joined by region, as CSV",
        tags=["features"],
        parameters=PARAMETERS,
        responses=openapi.answers(
            {(200, "text/csv"): OpenApiResponse({"type": "string"}, description="The table.")},
            *REFUSALS,
        ),
        auth=openapi.OPEN,
    )
    def get(self, request: Request, bucket: str, fname: str) -> HttpResponse:
        answer = answer_comparison(request, bucket, fname, "csv")
        return save_as_table(answer, f"{bucket}-{fname}-compared.csv")


def answer_comparison(request: Request, bucket: str, fname: str, form: str) -> HttpResponse:
    """Return a comparison in one form, or 304."""
    options = read_options(request.query_params.dict())
    pairing = _find(bucket, fname, options)
    packed = accepts_gzip(request)
    etag = pairing.etag(form, packed=packed)
    return answer_computed(request, etag, lambda: compare_features(pairing, form, packed=packed))


def _find(bucket: str, fname: str, options: PairingOptions) -> Pairing:
    """Return the comparison of features that are here; raise `Missing`, `Gone` or `Invalid`."""
    found = find_bucket(bucket)
    feature = find_feature(found, fname)
    record_access(found)
    if options.other is None:
        second = feature
    else:
        name, other = options.other
        second_bucket = found if name == bucket else find_bucket(name)
        second = find_feature(second_bucket, other)
        if second_bucket is not found:
            record_access(second_bucket)
    versions = (options.version, options.other_version)
    return order_pairing(
        tuple(
            (one, one if number is None else find_version(one, number))
            for one, number in zip((feature, second), versions, strict=True)
        ),
        options,
    )
