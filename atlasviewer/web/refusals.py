"""Turns refusals into answers: text, JSON or a page."""

from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from rest_framework import exceptions as drf

from atlasviewer.web.answers import JSON, answer, as_json
from atlasviewer.web.errors import Invalid, Missing, Refusal, TooLarge, TooSlow
from atlasviewer.web.outages import as_outage

API = "/api/"


def handle_api_exception(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Turn a refusal, or one of Django's and DRF's own, into the answer of the API.

    Returns None for an error that is not a refusal, which is logged and answered with 500.
    """
    refusal = as_refusal(error)
    if refusal is None:
        return None
    headers = refusal.headers
    if isinstance(error, drf.MethodNotAllowed):
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    body = refusal_body(refusal)
    return answer(context["request"], body, status=status_of(error, refusal), headers=headers)


def as_refusal(error: Exception) -> Refusal | None:
    """Return `error` as one of the family, or None if it is an internal error."""
    if isinstance(error, Refusal):
        return error
    if isinstance(refusal := getattr(error, "refusal", None), Refusal):
        return refusal
    if isinstance(error, Http404 | drf.NotFound):
        return Missing("There is nothing at this address; see /api/docs/.")
    if isinstance(error, drf.MethodNotAllowed):
        return Refusal(f"{error.detail} See /api/docs/.", code="method_not_allowed")
    if isinstance(error, drf.APIException):
        return Refusal(str(error.detail), code=str(error.default_code))
    if isinstance(error, RequestDataTooBig):
        return TooLarge("The request is larger than this site accepts; send less at a time.")
    if isinstance(error, UnreadablePostError):
        return TooSlow("The request body was incomplete or too slow; try again.")
    if isinstance(error, SuspiciousOperation | BadRequest | MultiPartParserError):
        return Invalid("The request could not be read; check its format and try again.")
    return as_outage(error)


def status_of(error: Exception, refusal: Refusal) -> int:
    """Return the HTTP status of a refusal or an exception of DRF."""
    return error.status_code if isinstance(error, drf.APIException) else refusal.status


def refusal_body(refusal: Refusal) -> dict[str, Any]:
    """Return the JSON form of a refusal."""
    return {"code": refusal.code, "message": refusal.message, "problems": refusal.problems}


def render_refusal(request: HttpRequest, refusal: Refusal, status: int) -> HttpResponse:
    """Return the page that says what was refused and why."""
    page = render(request, "error.html", {"refusal": refusal, "status": status}, status=status)
    for name, value in refusal.headers.items():
        page[name] = value
    return page


def answer_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer outside REST framework: like the API below ``/api/``, else as a page, or as JSON for a
    page's scripts."""
    if request.path.startswith(API):
        body = refusal_body(refusal)
        return answer(request, body, status=refusal.status, headers=refusal.headers)
    if request.get_preferred_type(["text/html", JSON]) == JSON:
        return as_json(refusal_body(refusal), status=refusal.status, headers=refusal.headers)
    return render_refusal(request, refusal, refusal.status)


class RefusalPages:
    """Middleware: turns a refusal raised by a page into a page, or JSON for its scripts."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        refusal = error if isinstance(error, Refusal) else as_outage(error)
        return None if refusal is None else answer_refusal(request, refusal)
