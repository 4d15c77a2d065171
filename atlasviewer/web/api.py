"""Shared by all routes of the REST API: reading bodies, refusing unknown addresses."""

import re
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from atlasviewer.web.errors import Invalid, Missing, TooLarge

MOST_VALUES = 2_000_000
"""Most values in a JSON body; brackets and commas take thirty times their length in memory."""
NOT_A_NUMBER = re.compile(rb"[\[:,]\s*(-?Infinity|NaN)")


def read_json_object(request: Request) -> dict[str, Any]:
    """Return the JSON object that a request carries.

    Raises `TooLarge` for too many values, `TooSlow` if it does not arrive, and `Invalid` for
    anything but one object. `limits.py` has checked its size before.
    """
    body = read_body(request)
    if sum(map(body.count, b"[{,")) > MOST_VALUES:
        raise TooLarge(f"The body contains more than {MOST_VALUES:,} values; send less at a time.")
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Invalid(explain_bad_json(body, error), code="not_json") from None
    if not isinstance(value, dict):
        raise Invalid("The body must be one JSON object, such as {…}.", code="not_json")
    return value


def read_body(request: Request) -> bytes:
    """Return the body of a request, whose length was checked by its route's limit."""
    if "HTTP_TRANSFER_ENCODING" in request.META:
        raise Invalid("Chunked bodies are not accepted; send a Content-Length.")
    # Not `body`, which Django limits like forms.
    return request._request.read()


def dump_json(value: Any) -> bytes:
    """Return JSON that keeps the order of its keys; raise `Invalid` if nested too deeply."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        raise Invalid("The body is nested too deeply; flatten it.") from None


def explain_bad_json(body: bytes, error: orjson.JSONDecodeError) -> str:
    """Return the sentence about a body that is not JSON."""
    if not body:
        return "The body is empty; send one JSON object."
    if NOT_A_NUMBER.search(body):
        return "NaN and Infinity are not JSON; send null, or leave out the region, for no value."
    return f"The body is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."


class NotHere(APIView):
    """Every unknown address under ``/api/``."""

    schema = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.headers: dict[str, str] = {}
        self.request = self.initialize_request(request, *args, **kwargs)
        error = Missing("There is nothing at this address; see /api/docs/.")
        self.response = self.finalize_response(self.request, self.handle_exception(error))
        return self.response
