"""The routes of the atlas: every region, and which region a key means."""

import gzip
import hashlib
from functools import cache
from typing import Any

import orjson
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from atlasviewer.atlas.names import resolve_many
from atlasviewer.pages.region_list import list_regions
from atlasviewer.web import openapi
from atlasviewer.web.answers import JSON, as_json
from atlasviewer.web.api import read_json_object
from atlasviewer.web.errors import Invalid

MOST_KEYS = 2_000
ACRONYM: dict[str, Any] = {"type": "string", "nullable": True, "description": "An acronym."}
REGION = {
    "type": "object",
    "properties": {
        "row": {
            "type": "integer",
            "description": "Row of the right side; the left side's is + 1327.",
        },
        "id": {"type": "integer", "description": "Allen's id; the left side's is negative."},
        "acronym": {"type": "string"},
        "name": {"type": "string", "description": "Allen's spelling."},
        "iblatlas_name": {"type": "string", "description": "The same without commas."},
        "other_names": {"type": "array", "items": {"type": "string"}},
        "colour": {"type": "string", "example": "#1f9d5a"},
        "level": {"type": "integer"},
        "parent": ACRONYM,
        "parents": {"type": "array", "items": {"type": "string"}, "description": "From the root."},
        "beryl": ACRONYM,
        "cosmos": ACRONYM,
        "has_voxels": {"type": "boolean", "description": "By the SDK's rule."},
        "voxels": {
            "type": "integer",
            "nullable": True,
            "description": "In the 25 µm annotation, both sides; null before the atlas is built.",
        },
    },
}
SUGGESTION = {
    "type": "object",
    "properties": {
        "row": {"type": "integer"},
        "acronym": {"type": "string"},
        "id": {"type": "integer"},
        "name": {"type": "string"},
        "reason": {"type": "string"},
        "score": {"type": "number"},
        "side": openapi.TEXT,
    },
}
RESOLUTION = {
    "type": "object",
    "properties": {
        "key": {"type": "string"},
        "outcome": {"enum": ["exact", "suggested", "ambiguous", "unknown"]},
        "code": openapi.TEXT,
        "message": {"type": "string"},
        "row": {"type": "integer", "nullable": True},
        "leaf": {"type": "boolean"},
        "side": openapi.TEXT,
        "kind": openapi.TEXT,
        "acronym": ACRONYM,
        "id": {"type": "integer", "nullable": True},
        "name": openapi.TEXT,
        "suggestions": {"type": "array", "items": SUGGESTION},
    },
}
RESOLUTIONS = {"type": "object", "properties": {"keys": {"type": "array", "items": RESOLUTION}}}


class RegionsView(APIView):
    """Every region of the atlas."""

    @extend_schema(
        operation_id="list_regions",
        summary="List the 1,327 regions",
        tags=["regions"],
        responses=openapi.answers(
            OpenApiResponse({"type": "array", "items": REGION}, description="In atlas order."), 304
        ),
        auth=openapi.OPEN,
    )
    def get(self, request: Request) -> HttpResponse:
        plain, packed, etag = _listing()
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            answer: HttpResponse = HttpResponseNotModified()
        elif "gzip" in request.headers.get("Accept-Encoding", ""):
            answer = HttpResponse(packed, content_type=JSON, headers={"Content-Encoding": "gzip"})
        else:
            answer = HttpResponse(plain, content_type=JSON)
        answer["ETag"] = etag
        answer["Cache-Control"] = "public, max-age=3600"
        patch_vary_headers(answer, ["Accept-Encoding"])
        return answer


class ResolveRegions(APIView):
    """Which region a key means: exact, or suggestions with reasons, never a guess."""

    @extend_schema(
        operation_id="resolve_regions",
        summary="Resolve keys to regions",
        tags=["regions"],
        parameters=[
            OpenApiParameter(
                "key",
                str,
                many=True,
                required=True,
                description="Acronym, id or name; can be repeated.",
            )
        ],
        responses=openapi.answers(OpenApiResponse(RESOLUTIONS, description="In order."), 400),
        auth=openapi.OPEN,
    )
    def get(self, request: Request) -> HttpResponse:
        return _resolve(request.query_params.getlist("key"))

    @extend_schema(
        operation_id="resolve_many_regions",
        summary="The same for a long list of keys",
        tags=["regions"],
        request=openapi.body(
            {"keys": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_KEYS}},
            ["keys"],
        ),
        responses=openapi.answers(OpenApiResponse(RESOLUTIONS, description="In order."), 400, 413),
        auth=openapi.OPEN,
    )
    def post(self, request: Request) -> HttpResponse:
        return _resolve(read_json_object(request).get("keys"))


def _resolve(keys: Any) -> HttpResponse:
    if not isinstance(keys, list) or not keys:
        raise Invalid("No key: send key=VISp in the address, or a list as keys.")
    if len(keys) > MOST_KEYS:
        raise Invalid(f"There are {len(keys):,} keys; send at most {MOST_KEYS:,} at a time.")
    if not all(isinstance(key, str | int | float) for key in keys):
        raise Invalid("Each key must be text or a number.")
    return as_json({"keys": [found.as_dict() for found in resolve_many(keys)]})


@cache
def _listing() -> tuple[bytes, bytes, str]:
    """Return the regions as JSON, plain and compressed, and their ETag; built once per process."""
    plain = orjson.dumps(list_regions())
    return plain, gzip.compress(plain, 9, mtime=0), f'"{hashlib.sha256(plain).hexdigest()[:32]}"'
