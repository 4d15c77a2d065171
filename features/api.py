"""The routes that read and write features."""

from django.http import HttpResponse, HttpResponseBase
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)
from rest_framework.request import Request
from rest_framework.views import APIView

from atlasviewer.web import openapi
from atlasviewer.web.answers import said
from atlasviewer.web.api import read_json_object
from atlasviewer.web.limits import UPLOAD
from buckets.access.permissions import find_bucket_to_write
from buckets.api import BucketView, caller_of
from features import services
from features.reads.reading import read_feature

FEATURE_DATA = {
    **openapi.OBJECT,
    "description": "Contains mappings, volume or volumes; points are xyz and values with a volume.",
    "properties": {
        "mappings": {
            **openapi.OBJECT,
            "description": "allen, beryl, cosmos → {data: {index: {statistic: number or null}}, "
            "statistics: {statistic: {min, max, mean, median}}}",
        },
        "volume": {
            "type": "string",
            "description": "base64 of gzip of an .npy: uint8 (528, 320, 456), then two float32.",
        },
        "missing_byte": {
            "type": "integer",
            "nullable": True,
            "description": "The byte of the volume that stands for missing, if there is one.",
        },
        "volumes": {**openapi.OBJECT, "description": "statistic → {volume, missing_byte?}"},
        "xyz": {"type": "string", "description": "base64 of gzip of an .npy: float32 (n, 3)."},
        "values": {"type": "string", "description": "base64 of gzip of an .npy: float32 (n,)."},
    },
}
VIEW = {"default_view": openapi.DEFAULT_VIEW}
TEXTS = {"short_desc": openapi.TEXT, "unit": openapi.TEXT}
FEATURE = {"type": "object", "properties": {"feature_data": FEATURE_DATA, **TEXTS}}
NEW_FEATURE = openapi.body(
    {"fname": {"type": "string"}, "feature_data": FEATURE_DATA, **TEXTS, **VIEW},
    ["fname", "feature_data"],
)
DOWNLOAD = OpenApiParameter("download", int, description="1: as a download.")
VERSION = OpenApiParameter(
    "version", int, description="This version of the feature; it never changes."
)
only_post_described = extend_schema_view(
    **dict.fromkeys(("get", "patch", "delete"), extend_schema(exclude=True))
)
"""For a view whose address is also that of a feature, which is described elsewhere."""


class FeaturesView(BucketView):
    """One bucket, read and changed by buckets' own API; a POST creates a feature in it."""

    body_rules = {**BucketView.body_rules, "POST": UPLOAD}

    @extend_schema(
        operation_id="create_feature",
        summary="Create a feature in a bucket",
        tags=["features"],
        request=NEW_FEATURE,
        responses=openapi.answers(
            openapi.sentence("Features my_feature successfully created in bucket my_bucket."),
            *(400, 401, 404, 409, 413, 429),
        ),
        auth=openapi.TOKEN,
    )
    def post(self, request: Request, bucket: str) -> HttpResponse:
        caller = caller_of(request)
        found = find_bucket_to_write(caller, bucket)
        content = read_json_object(request)
        feature = services.create_feature(caller=caller, bucket=found, content=content)
        message = f"Features {feature.fname} successfully created in bucket {found.name}."
        return said(request, message)


class FeatureView(APIView):
    """One feature of a bucket."""

    body_rules = {"PATCH": UPLOAD}

    @extend_schema(
        operation_id="read_feature",
        summary="Read a feature",
        tags=["features"],
        parameters=[DOWNLOAD, VERSION],
        responses=openapi.answers(
            OpenApiResponse(FEATURE, description="The feature."), 304, 400, 404, 410
        ),
        auth=openapi.OPEN,
    )
    def get(self, request: Request, bucket: str, fname: str) -> HttpResponseBase:
        return read_feature(request, bucket, fname)

    @extend_schema(
        operation_id="patch_feature",
        summary="Replace a feature's data, description, unit or default view",
        tags=["features"],
        request=openapi.body({"feature_data": FEATURE_DATA, **TEXTS, **VIEW}, []),
        responses=openapi.answers(
            openapi.sentence("Features my_feature successfully patched in bucket my_bucket."),
            *(400, 401, 404, 409, 413, 429),
        ),
        auth=openapi.TOKEN,
    )
    def patch(self, request: Request, bucket: str, fname: str) -> HttpResponse:
        caller = caller_of(request)
        found = find_bucket_to_write(caller, bucket)
        services.find_feature(found, fname)
        content = read_json_object(request)
        services.patch_feature(caller=caller, bucket=found, fname=fname, content=content)
        return said(request, f"Features {fname} successfully patched in bucket {found.name}.")

    @extend_schema(
        operation_id="delete_feature",
        summary="Delete a feature",
        tags=["features"],
        responses=openapi.answers(
            openapi.sentence("Features my_feature successfully deleted."), 401, 404, 429
        ),
        auth=openapi.TOKEN,
    )
    def delete(self, request: Request, bucket: str, fname: str) -> HttpResponse:
        caller = caller_of(request)
        found = find_bucket_to_write(caller, bucket)
        services.delete_feature(caller=caller, bucket=found, fname=fname)
        return said(request, f"Features {fname} successfully deleted.")
