"""The building blocks of the OpenAPI description of routes."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse

from atlasviewer.web.answers import JSON, PLAIN

TOKEN: Any = [{"token": []}]
GLOBAL_KEY: Any = [{"globalKey": []}]
OPEN: Any = [{}]

TEXT: dict[str, Any] = {"type": "string", "nullable": True}
NUMBER: dict[str, Any] = {"type": "number"}
OBJECT: dict[str, Any] = {"type": "object", "additionalProperties": True}
DEFAULT_VIEW: dict[str, Any] = {
    "type": "object",
    "nullable": True,
    "additionalProperties": {"type": "string"},
    "description": "What the viewer opens with: parameters of a link; null for none.",
    "example": {"cmap": "RdBu", "reversed": "1", "range": "-1..1", "mapping": "allen"},
}

REFUSAL = {
    "type": "object",
    "properties": {
        "code": {"type": "string", "description": "Stable; for programs."},
        "message": {"type": "string", "description": "A sentence for people that says what to do."},
        "problems": {"type": "array", "items": OBJECT},
    },
    "required": ["code", "message", "problems"],
}

SENTENCE: dict[str, Any] = {"type": "string"}
DONE = {
    "type": "object",
    "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
    "required": ["code", "message"],
}

REASONS = {
    304: "Not changed since the given ETag.",
    400: "The request has the wrong form; the answer says where.",
    401: "The key or token is missing or wrong.",
    404: "Not found.",
    409: "It already exists, or has changed in the meantime.",
    410: "It existed, but is no longer kept.",
    413: "Larger than this site accepts.",
    429: "Too many wrong keys or tokens; `Retry-After` says when to try again.",
    503: "The server is busy; `Retry-After` says when to try again.",
}


def body(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    """Return the schema of a JSON object that a request carries."""
    schema = {"type": "object", "properties": properties, "required": required}
    return {"application/json": schema}


def answers(ok: Any, *refusals: int) -> dict[Any, Any]:
    """Return the answers of a route: the content of 200, and its possible refusals.

    A refusal is a sentence in plain text, or JSON on request; so is `sentence`.
    """
    found: dict[Any, Any] = ok if isinstance(ok, dict) else {200: ok}
    for status in refusals:
        if status == 304:
            found[status] = OpenApiResponse(description=REASONS[status])
            continue
        found[status, PLAIN] = OpenApiResponse(SENTENCE, description=REASONS[status])
        found[status, JSON] = OpenApiResponse(REFUSAL, description=REASONS[status])
    return found


def sentence(example: str) -> dict[Any, Any]:
    """Return the description of a write's answer: a sentence, in plain text unless JSON is
    asked for."""
    said = {**SENTENCE, "example": example}
    return {
        (200, PLAIN): OpenApiResponse(said, description=example),
        (200, JSON): OpenApiResponse(DONE, description=example),
    }


def drop_trailing_slashes(result: dict[str, Any], **context: Any) -> dict[str, Any]:  # noqa: ARG001
    """List the routes without their optional slash."""
    paths = {path.rstrip("/"): item for path, item in result["paths"].items()}
    return {**result, "paths": paths}
