"""What every route of the REST API shares: reading bodies, refusing unknown addresses."""

import re
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from atlasviewer.errors import Invalid, Missing, TooLarge

NOT_A_NUMBER = re.compile(rb"[\[:,]\s*(-?Infinity|NaN)")


def read_json_object(request: Request) -> dict[str, Any]:
    """Return the JSON object that a request carries.

    Raises `TooLarge` over the limit of the site and `Invalid` for anything but one object.
    """
    body = read_body(request)
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Invalid(explain_bad_json(body, error), code="not_json") from None
    if not isinstance(value, dict):
        raise Invalid("The body must be one JSON object, as {…}.", code="not_json")
    return value


def read_body(request: Request) -> bytes:
    """Return the body of a request; raise `TooLarge` over the limit of the site."""
    sent = request.META.get("CONTENT_LENGTH") or "0"
    if not (sent.isascii() and sent.isdigit()):
        raise Invalid("The Content-Length of the request must be its number of bytes.")
    if int(sent) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        limit = settings.ATLASVIEWER.max_upload_mb
        raise TooLarge(f"The request is larger than the {limit} MB this site accepts.")
    if "HTTP_TRANSFER_ENCODING" in request.META:
        raise Invalid("The body came in chunks, which are not read; send its Content-Length.")
    return request._request.body


def dump_json(value: Any) -> bytes:
    """Return JSON, its keys in their order; raise `Invalid` for what is nested too deeply."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        raise Invalid("What was sent is nested too deeply to be kept; flatten it.") from None


def explain_bad_json(body: bytes, error: orjson.JSONDecodeError) -> str:
    """Return the sentence about a body that is not JSON."""
    if not body:
        return "The body is empty; send one JSON object."
    if NOT_A_NUMBER.search(body):
        return "NaN and Infinity are not JSON; send null, or leave the region out, for no value."
    return f"The body is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."


class NotHere(APIView):
    """Every address under ``/api/`` that is none of ours."""

    schema = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.headers: dict[str, str] = {}
        self.request = self.initialize_request(request, *args, **kwargs)
        error = Missing("There is nothing at this address; /api/docs/ lists what there is.")
        self.response = self.finalize_response(self.request, self.handle_exception(error))
        return self.response
