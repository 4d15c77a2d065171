"""The routes of buckets: parse, call a service, answer."""

from collections.abc import Callable

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from atlasviewer.web import openapi
from atlasviewer.web.answers import said
from atlasviewer.web.api import read_json_object
from atlasviewer.web.errors import Invalid
from atlasviewer.web.limits import BodyRule, at_most
from buckets import services
from buckets.access.permissions import (
    Caller,
    authorise_creation,
    find_bucket,
    find_bucket_to_write,
    read_bearer,
)
from buckets.access.tries import tries_of
from buckets.models import Bucket

METADATA = {
    "type": "object",
    "additionalProperties": True,
    "description": "Other keys are stored and returned unchanged.",
    "properties": {
        "token": {"type": "string", "description": "For writing to this bucket; never returned."},
        "alias": {**openapi.TEXT, "description": "Alternative name of the bucket."},
        "short_desc": openapi.TEXT,
        "long_desc": openapi.TEXT,
        "url": {**openapi.TEXT, "description": "A link that starts with http:// or https://."},
        "default_view": openapi.DEFAULT_VIEW,
        "tree": {
            **openapi.OBJECT,
            "nullable": True,
            "description": "label → fname or subtree; the order of the keys is kept.",
        },
    },
}
BUCKET = {
    "type": "object",
    "properties": {
        "features": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {
                    "short_desc": openapi.TEXT,
                    "unit": openapi.TEXT,
                    "default_view": openapi.DEFAULT_VIEW,
                },
            },
        },
        "metadata": METADATA,
    },
}

Answer = Callable[[Request, Bucket], HttpResponse]
_answers: list[Answer] = []


def register_listing(answer: Answer) -> None:
    """Register how `GET` of a bucket is answered, for the app that builds upon this one."""
    _answers[:] = [answer]


def caller_of(request: Request) -> Caller:
    """Return the caller, from the ``Authorization`` header."""
    bearer = read_bearer(request.headers.get("Authorization"))
    return Caller(bearer=bearer, tries=tries_of(request._request))


class BucketsView(APIView):
    """The buckets of this site: they can be created, but not listed."""

    body_rules = {"POST": BodyRule(at_most(16))}

    @extend_schema(
        operation_id="create_bucket",
        summary="Create a bucket",
        tags=["buckets"],
        request=openapi.body({"uuid": {"type": "string"}, "metadata": METADATA}, ["uuid"]),
        responses=openapi.answers(
            openapi.sentence("Bucket my_bucket successfully created."), 400, 401, 409, 413, 429
        ),
        auth=openapi.GLOBAL_KEY,
    )
    def post(self, request: Request) -> HttpResponse:
        caller = caller_of(request)
        authorise_creation(caller)
        content = read_json_object(request)
        if "uuid" not in content:
            raise Invalid("uuid is missing: the name of the bucket.")
        metadata = content.get("metadata")
        bucket = services.create_bucket(caller=caller, name=content["uuid"], metadata=metadata)
        return said(request, f"Bucket {bucket.name} successfully created.")


class BucketView(APIView):
    """One bucket, by its name or alias."""

    body_rules = {"PATCH": BodyRule(at_most(16))}

    @extend_schema(
        operation_id="read_bucket",
        summary="Read a bucket: its metadata and its features' names",
        tags=["buckets"],
        responses=openapi.answers(OpenApiResponse(BUCKET, description="The bucket."), 404),
        auth=openapi.OPEN,
    )
    def get(self, request: Request, bucket: str) -> HttpResponse:
        found = find_bucket(bucket)
        services.record_access(found)
        (answer,) = _answers
        return answer(request, found)

    @extend_schema(
        operation_id="patch_bucket",
        summary="Update a bucket's metadata, key by key",
        tags=["buckets"],
        request=openapi.body({"metadata": METADATA}, ["metadata"]),
        responses=openapi.answers(
            openapi.sentence("Bucket my_bucket successfully patched."), 400, 401, 404, 409, 413, 429
        ),
        auth=openapi.TOKEN,
    )
    def patch(self, request: Request, bucket: str) -> HttpResponse:
        caller = caller_of(request)
        found = find_bucket_to_write(caller, bucket)
        metadata = read_json_object(request).get("metadata")
        patched = services.patch_bucket(caller=caller, bucket=found, metadata=metadata)
        return said(request, f"Bucket {patched.name} successfully patched.")

    @extend_schema(
        operation_id="delete_bucket",
        summary="Delete a bucket and all its features",
        tags=["buckets"],
        responses=openapi.answers(
            openapi.sentence("Bucket my_bucket successfully deleted."), 401, 404, 429
        ),
        auth=openapi.TOKEN,
    )
    def delete(self, request: Request, bucket: str) -> HttpResponse:
        caller = caller_of(request)
        found = find_bucket_to_write(caller, bucket)
        name = services.delete_bucket(caller=caller, bucket=found)
        return said(request, f"Bucket {name} successfully deleted.")
