"""The routes of tables of animals: check one, publish it, read the animals beside a feature."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from atlasviewer.web import openapi
from atlasviewer.web.answers import as_json
from buckets.access.permissions import find_bucket_to_write
from buckets.api import caller_of
from features.animals.drafting import list_names
from features.animals.publishing import publish_animals
from features.animals.requests import animals_of, require_analysis
from features.animals.saying import list_warnings, say_methods
from features.animals.stored import read_beside, write_csv, write_json
from features.api import VERSION, FeatureView, only_post_described
from features.reads.computed import (
    answer_computed,
    compute_once,
    find_stored,
    name_content,
    save_as_table,
)
from features.reads.reading import accepts_gzip
from features.tables.api import FORM, PUBLISHED
from features.tables.requests import TABLE

EDITION = 1
"""Counts up when answers come out otherwise than before: no cache keeps the former ones."""
ANIMAL_KEYS: dict[str, Any] = {
    "name": {"type": "string"},
    "group": {"type": "string"},
    "columns": {
        "type": "array",
        "items": {},
        "description": "“B”, or [“D”, “category”] in a long table.",
    },
}
ANIMAL = {"type": "object", "properties": ANIMAL_KEYS}
ANIMALS_FORM: Any = {
    "multipart/form-data": {
        "type": "object",
        "properties": {
            **FORM["multipart/form-data"]["properties"],
            "animals": {
                "type": "string",
                "description": "JSON: animals, confirmed, name, level, nested, test, fewest, "
                "value, contrasts.",
            },
        },
    }
}
CHECKED = {
    "type": "object",
    "properties": {
        "looks_like_animals": {"type": "boolean"},
        "may_be_animals": {"type": "boolean"},
        "confirmed": {"type": "boolean"},
        "animals": {"type": "array", "items": ANIMAL},
        "paired": {"type": "boolean"},
        "control": openapi.TEXT,
        "left_out": {"type": "array", "items": {"type": "string"}},
        "why": {"type": "array", "items": {"type": "string"}},
        "name": {"type": "string"},
        "features": {"type": "array", "items": {"type": "string"}},
        "contrasts": {"type": "array", "items": openapi.OBJECT},
        "table": {**openapi.OBJECT, "description": "The check of the table itself."},
    },
}
NUMBER: dict[str, Any] = {"type": "number", "nullable": True}
BESIDE = {
    "type": "object",
    "properties": {
        "bucket": {"type": "string"},
        "fname": {"type": "string"},
        "version": {"type": "integer"},
        "unit": openapi.TEXT,
        "source": {"type": "string", "description": "The name of the file."},
        "regions": {
            **openapi.OBJECT,
            "description": "One array per column: row, id, region, side, leaf, lines.",
        },
        "animals": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    **ANIMAL_KEYS,
                    "values": {"type": "array", "items": NUMBER},
                },
            },
        },
        "contrast": {
            **openapi.OBJECT,
            "nullable": True,
            "description": "group, against, test, level, fewest, tested, methods, warnings, …",
        },
    },
}
REFUSALS = (304, 400, 404, 410, 503)


class CheckAnimals(APIView):
    """What a table of animals would become; stores nothing."""

    body_rules = {"POST": TABLE}

    @extend_schema(
        operation_id="check_animals",
        summary="Check a table of animals: who is in which group, and what is open",
        tags=["tables"],
        request=ANIMALS_FORM,
        responses=openapi.answers(OpenApiResponse(CHECKED, description="The check."), 400, 413),
        auth=openapi.OPEN,
    )
    def post(self, request: Request) -> HttpResponse:
        with animals_of(request._request) as (table, decided, _):
            answer: dict[str, Any] = {**table.to_json(), "features": [], "contrasts": []}
            if table.animals and table.checked.table is not None:
                analysis = require_analysis(table, decided)
                answer["features"] = list_names(analysis)
                answer["contrasts"] = [
                    {
                        "group": one.group,
                        "against": one.against,
                        "tested": int(one.contrast.tested.sum()),
                        "methods": say_methods(one),
                        "warnings": list_warnings(one),
                    }
                    for one in analysis.contrasts
                ]
        return as_json(answer)


@only_post_described
class PublishAnimals(FeatureView):
    """Stores the groups and contrasts of a table of animals in a bucket, all or none.

    The address is also that of a feature called “animals”, which can be read, patched and deleted.
    """

    body_rules = {**FeatureView.body_rules, "POST": TABLE}

    @extend_schema(
        operation_id="publish_animals",
        summary="Publish a table of animals: groups, contrasts and the animals beside them",
        tags=["tables"],
        request=ANIMALS_FORM,
        responses=openapi.answers(
            OpenApiResponse(PUBLISHED, description="The outcome for each feature."),
            *(400, 401, 404, 409, 413, 429),
        ),
        auth=openapi.TOKEN,
    )
    def post(self, request: Request, bucket: str, fname: str) -> HttpResponse:  # noqa: ARG002
        caller = caller_of(request)
        found = find_bucket_to_write(caller, bucket)
        with animals_of(request._request) as (table, decided, choices):
            published = publish_animals(
                caller=caller,
                bucket=found,
                analysis=require_analysis(table, decided),
                existing=choices.get("existing", "stop"),
            )
        return as_json(published.to_json())


class AnimalsView(APIView):
    """The animals' values beside a feature."""

    @extend_schema(
        operation_id="read_animals",
        summary="Read the values of single animals beside a feature",
        tags=["features"],
        parameters=[VERSION],
        responses=openapi.answers(OpenApiResponse(BESIDE, description="The animals."), *REFUSALS),
        auth=openapi.OPEN,
    )
    def get(self, request: Request, bucket: str, fname: str) -> HttpResponse:
        return answer_animals(request, bucket, fname, "json")


class AnimalsTableView(APIView):
    """The animals' values beside a feature, as a table."""

    @extend_schema(
        operation_id="read_animals_csv",
        summary="The values of single animals, as CSV",
        tags=["features"],
        parameters=[VERSION],
        responses=openapi.answers(
            {(200, "text/csv"): OpenApiResponse({"type": "string"}, description="The table.")},
            *REFUSALS,
        ),
        auth=openapi.OPEN,
    )
    def get(self, request: Request, bucket: str, fname: str) -> HttpResponse:
        answer = answer_animals(request, bucket, fname, "csv")
        return save_as_table(answer, f"{bucket}-{fname}-animals.csv")


def answer_animals(request: Request, bucket: str, fname: str, form: str) -> HttpResponse:
    """Return the animals beside a feature in one form, or 304."""
    feature, stored = find_stored(bucket, fname, request.query_params.get("version"))
    number = stored.version
    packed = accepts_gzip(request)
    etag = name_content(
        (EDITION, stored.payload, feature.bucket.name, fname, number, form), packed=packed
    )

    def write() -> bytes:
        beside = read_beside(feature, stored)
        return write_csv(beside) if form == "csv" else write_json(feature, number, beside)

    return answer_computed(
        request, etag, lambda: compute_once("animals", etag, write, packed=packed)
    )
