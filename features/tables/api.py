"""The routes of tables: check one, preview its features, publish it."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import orjson
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from atlasviewer.web import openapi
from atlasviewer.web.answers import as_json
from atlasviewer.web.errors import TooLarge
from buckets.access.permissions import find_bucket_to_write
from buckets.api import caller_of
from features.api import FeatureView, only_post_described
from features.tables.checking.matrix import CheckedTable
from features.tables.drafts import draft_features, list_fnames
from features.tables.publishing import publish_table
from features.tables.requests import TABLE, checked_table, require_ready

MOST_PREVIEWS = 100
"""Most features in one preview; the page shows one at a time."""
PROBLEM = {
    "type": "object",
    "properties": {
        "row": {
            "type": "integer",
            "nullable": True,
            "description": "Row number in the spreadsheet.",
        },
        "column": {"type": "string", "nullable": True, "description": "Its letter."},
        "value": {"type": "string"},
        "code": {"type": "string"},
        "message": {"type": "string"},
        "sheet": {"type": "string", "description": "Present if several sheets are read together."},
        "may_drop": {
            "type": "boolean",
            "description": "Whether leaving out its row solves the problem.",
        },
        "suggestions": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "acronym": {"type": "string"},
                    "id": {"type": "integer"},
                    "name": {"type": "string"},
                    "reason": {"type": "string"},
                },
            },
        },
    },
}
CHECKED = {
    "type": "object",
    "properties": {
        "understood": {
            **openapi.OBJECT,
            "description": "sheet, header_row, key_column, key_kind, side, features, why, …",
        },
        "rows": {"type": "integer"},
        "matched": {"type": "integer"},
        "problems": {"type": "array", "items": PROBLEM},
        "warnings": {"type": "array", "items": PROBLEM},
        "needs": {"type": "array", "items": {"type": "string"}},
        "ready": {"type": "boolean"},
        "drawn": {
            **openapi.OBJECT,
            "nullable": True,
            "description": (
                "What Allen, Beryl and Cosmos draw of a table that is ready: row counts, "
                "sentences, not_drawn, changed, and the mapping that shows most values as given."
            ),
        },
    },
}
PUBLISHED = {
    "type": "object",
    "properties": {
        key: {"type": "array", "items": {"type": "string"}}
        for key in ("created", "replaced", "skipped")
    },
}
FORM: Any = {
    "multipart/form-data": {
        "type": "object",
        "properties": {
            "file": {"type": "string", "format": "binary", "description": ".xlsx, .csv or .tsv"},
            "text": {"type": "string", "description": "A pasted table, instead of a file."},
            "choices": {
                "type": "string",
                "description": "JSON: sheet, sheets, header_row, key_column, key_kind, hemisphere, "
                "features, repeated, map_nodes, "
                "given_wins, corrections, dropped, accepted, … and, when "
                "publishing, existing: stop, replace or skip.",
            },
        },
    }
}


class CheckTable(APIView):
    """What was understood of a table, and its problems; stores nothing."""

    body_rules = {"POST": TABLE}

    @extend_schema(
        operation_id="check_table",
        summary="Check a table: what was understood, and every problem",
        tags=["tables"],
        request=FORM,
        responses=openapi.answers(OpenApiResponse(CHECKED, description="The check."), 400, 413),
        auth=openapi.OPEN,
    )
    def post(self, request: Request) -> HttpResponse:
        with checked_table(request._request) as (checked, _):
            return as_json(checked.to_json())


class PreviewTable(APIView):
    """The features of a table as they would be stored; stores nothing."""

    body_rules = {"POST": TABLE}

    @extend_schema(
        operation_id="preview_table",
        summary="Map a checked table to features, without storing them",
        description="The form field `feature` selects one; without it, all are returned.",
        tags=["tables"],
        request=FORM,
        responses=openapi.answers(
            OpenApiResponse(openapi.OBJECT, description="fname → feature."), 400, 413
        ),
        auth=openapi.OPEN,
    )
    def post(self, request: Request) -> HttpResponseBase:
        with checked_table(request._request) as (checked, _):
            table = require_ready(checked)
            wanted = set(request._request.POST.getlist("feature")) or set(list_fnames(table))
            if len(wanted) > MOST_PREVIEWS:
                raise TooLarge(
                    f"The table has {len(wanted):,} features; at most {MOST_PREVIEWS} can be shown "
                    f"at once. Name the ones you want as “feature”."
                )
            pieces = _write_previews(table, wanted)
            # All values are mapped before the first piece; the other pieces cost little.
            first = next(pieces)
        return StreamingHttpResponse(chain([first], pieces), content_type="application/json")


@only_post_described
class PublishTable(FeatureView):
    """Stores every feature of a table in a bucket, all or none.

    The address is also that of a feature called “tables”, which can be read, patched and deleted.
    """

    body_rules = {**FeatureView.body_rules, "POST": TABLE}

    @extend_schema(
        operation_id="publish_table",
        summary="Publish a table: all its features, or none",
        tags=["tables"],
        request=FORM,
        responses=openapi.answers(
            OpenApiResponse(PUBLISHED, description="The outcome for each feature."),
            *(400, 401, 404, 409, 413, 429),
        ),
        auth=openapi.TOKEN,
    )
    def post(self, request: Request, bucket: str, fname: str) -> HttpResponse:  # noqa: ARG002
        caller = caller_of(request)
        found = find_bucket_to_write(caller, bucket)
        with checked_table(request._request) as (checked, choices):
            existing = choices.get("existing", "stop")
            published = publish_table(
                caller=caller, bucket=found, table=require_ready(checked), existing=existing
            )
        return as_json(published.to_json())


def _write_previews(table: CheckedTable, only: set[str] | None) -> Iterator[bytes]:
    """Yield ``{"features": {fname: feature, …}}`` piece by piece."""
    before = b'{"features":{'
    for draft in draft_features(table, only):
        yield before + orjson.dumps(draft.fname) + b":" + orjson.dumps(draft.as_body())
        before = b","
    yield b"}}" if before == b"," else before + b"}}"
