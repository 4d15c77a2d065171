"""The route that lists the versions of a feature."""

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from atlasviewer.web import openapi
from atlasviewer.web.answers import as_json
from buckets.access.permissions import find_bucket
from features.history.versions import list_versions
from features.lookup import find_feature

VERSION = {
    "type": "object",
    "properties": {
        "version": {"type": "integer"},
        "current": {"type": "boolean"},
        "same_as": {
            "type": "integer",
            "nullable": True,
            "description": "The newest earlier version with the same content.",
        },
        "created_at": {"type": "string", "format": "date-time"},
        "author": {
            "type": "string",
            "description": "“staff”, or the first digits of the digest of the token that wrote it.",
        },
        "kind": {"type": "string", "enum": ["regions", "volume", "points"]},
        "size": {"type": "integer", "description": "Size of the JSON in bytes."},
        "stored": {"type": "integer", "description": "Compressed size in bytes."},
        "short_desc": openapi.TEXT,
        "unit": openapi.TEXT,
    },
}
VERSIONS = {"type": "object", "properties": {"versions": {"type": "array", "items": VERSION}}}


class VersionsView(APIView):
    """The versions of a feature that are kept."""

    @extend_schema(
        operation_id="list_versions",
        summary="List the versions of a feature, the current one first",
        tags=["features"],
        responses=openapi.answers(OpenApiResponse(VERSIONS, description="The versions."), 404),
        auth=openapi.OPEN,
    )
    def get(self, request: Request, bucket: str, fname: str) -> HttpResponse:  # noqa: ARG002
        feature = find_feature(find_bucket(bucket), fname)
        answer = as_json({"versions": list_versions(feature)})
        answer["Cache-Control"] = "no-cache"
        return answer
