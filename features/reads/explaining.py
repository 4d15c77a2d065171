"""The route that explains where a value comes from, in a sentence and in numbers."""

from dataclasses import asdict
from typing import Any

import numpy as np
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from atlasviewer.atlas.mapping import (
    Explained,
    StoredValues,
    list_statistics,
    target_rows,
)
from atlasviewer.atlas.mapping.explain import Contributor
from atlasviewer.atlas.names import resolve_many
from atlasviewer.atlas.regions import MAPPINGS, ROOT, SIDE_ROWS, load_regions
from atlasviewer.running.heavy import heavy_work
from atlasviewer.web import openapi
from atlasviewer.web.answers import as_json
from atlasviewer.web.errors import Invalid
from buckets.access.permissions import find_bucket
from features.data.payloads import read_body
from features.history.versions import find_version, read_number
from features.lookup import find_feature
from features.models import Feature, FeatureVersion, Kind

MOST_BYTES = 8_000_000
"""Bytes of JSON; the values of larger features are not explained."""
SIDES = {"left": SIDE_ROWS, "right": 0}
NUMBER: dict[str, Any] = {"type": "number", "nullable": True}
SIDE: dict[str, Any] = {"type": "string", "enum": ["left", "right"], "nullable": True}
CONTRIBUTOR = {
    "type": "object",
    "properties": {
        "region": {"type": "string"},
        "side": SIDE,
        "leaf": {"type": "boolean", "description": "Only the voxels outside its subregions."},
        "value": {"type": "number"},
        "given": {"type": "boolean", "description": "False: it is a mean of subregions itself."},
    },
}
VALUE = {
    "type": "object",
    "properties": {
        "region": {"type": "string", "description": "What the mapping shows here."},
        "side": SIDE,
        "row": {"type": "integer", "description": "Its row, 0…2654; above 1327 is left."},
        "value": NUMBER,
        "origin": {"enum": ["given", "children", "spread", "inside", "unknown", "none"]},
        "sentence": {"type": "string"},
        "contributors": {"type": "array", "items": CONTRIBUTOR},
    },
}
EXPLANATION = {
    "type": "object",
    "properties": {
        "region": {"type": "string"},
        "mapping": {"type": "string", "enum": list(MAPPINGS)},
        "statistic": {"type": "string"},
        "unit": openapi.TEXT,
        "version": {"type": "integer"},
        "values": {"type": "array", "items": VALUE, "description": "One for each side."},
    },
}
PARAMETERS = [
    OpenApiParameter(
        "region", str, required=True, description="An acronym or id; a negative id is left."
    ),
    OpenApiParameter("mapping", str, enum=list(MAPPINGS), required=True),
    OpenApiParameter("statistic", str, description="The feature's first one by default."),
    OpenApiParameter("version", int, description="The present version by default."),
]


class ExplainView(APIView):
    """Where the value of a region came from."""

    @extend_schema(
        operation_id="explain_value",
        summary="Explain the value of a region: given, computed from which others, or missing",
        tags=["features"],
        parameters=PARAMETERS,
        responses=openapi.answers(
            OpenApiResponse(EXPLANATION, description="The explanation."), 400, 404, 410
        ),
        auth=openapi.OPEN,
    )
    def get(self, request: Request, bucket: str, fname: str) -> HttpResponse:
        feature = find_feature(find_bucket(bucket), fname)
        given = request.query_params
        version = feature.version if "version" not in given else read_number(given["version"])
        answer = as_json(
            {
                **explain(find_version(feature, version), **_read_parameters(given)),
                "version": version,
            }
        )
        answer["Cache-Control"] = "no-cache"
        return answer


def explain(
    feature: Feature | FeatureVersion,
    *,
    row: int,
    side: str | None,
    mapping: str,
    statistic: str | None,
) -> dict[str, Any]:
    """Return where the values of a region came from, on one side or, when it is None, on both.

    `row` is that of the region without its side, 0…1327. Raises `Invalid` or `Busy`.
    """
    if feature.kind != Kind.REGIONS or feature.size > MOST_BYTES:
        raise Invalid("Only features with values by region are explained.", code="no_regions")
    with heavy_work.turn():
        data = read_body(feature.payload)["feature_data"]
        known = list_statistics(data)
        chosen = statistic if statistic is not None else next(iter(known), "mean")
        if statistic is not None and statistic not in known:
            raise Invalid(f"statistic: “{statistic[:40]}” is none of {', '.join(known)}.")
        stored = StoredValues(data, chosen)
        sides = SIDES if side is None else {side: SIDES[side]}
        values = [_explain_side(stored, mapping, row, offset) for offset in sides.values()]
    return {
        "region": _acronym(row),
        "mapping": mapping,
        "statistic": chosen,
        "unit": feature.unit,
        # The root of Beryl and Cosmos has no sides.
        "values": list({value["row"]: value for value in values}.values()),
    }


def _read_parameters(given: Any) -> dict[str, Any]:
    """Return the parameters of the address, checked; raise `Invalid`."""
    mapping = given.get("mapping", "")
    if mapping not in MAPPINGS:
        raise Invalid(f"mapping must be one of {', '.join(MAPPINGS)}.")
    key = given.get("region", "").strip()
    if not key:
        raise Invalid("region is missing: an acronym, as CA1, or an id of the Allen atlas.")
    (found,) = resolve_many([key])
    if found.outcome != "exact" or found.row is None:
        raise Invalid(f"region: {found.message}", code=found.code or "unknown_region")
    return {
        "row": found.row - SIDE_ROWS if found.row > SIDE_ROWS else found.row,
        "side": found.side,
        "mapping": mapping,
        "statistic": given.get("statistic"),
    }


def _explain_side(stored: StoredValues, mapping: str, row: int, offset: int) -> dict[str, Any]:
    target = row + offset
    if mapping != "allen":
        target = int(target_rows(mapping, np.array([target]))[0])
    if target <= ROOT < row:
        sentence = f"{_acronym(row)} is in no {mapping.title()} region, so it is grey."
        found = Explained(None, "none", sentence)
    else:
        found = stored.explain(mapping, target)
    # The root has sides in Allen only.
    side = _name(target)["side"] if mapping != "allen" else "left" if offset else "right"
    said = {"region": _acronym(target), "side": side, "row": target, **asdict(found)}
    if target not in (row + offset, ROOT):
        said["sentence"] = (
            f"{_acronym(row)} is part of {_acronym(target)} in {mapping.title()}. {found.sentence}"
        )
    said["contributors"] = [_describe(part) for part in found.contributors]
    return said


def _describe(part: Contributor) -> dict[str, Any]:
    return {**_name(part.row), "leaf": part.leaf, "value": part.value, "given": part.given}


def _name(row: int) -> dict[str, Any]:
    side = None if row <= ROOT else "left" if row > SIDE_ROWS else "right"
    return {"region": _acronym(row), "side": side}


def _acronym(row: int) -> str:
    return str(load_regions().acronym[row - SIDE_ROWS if row > SIDE_ROWS else row])
