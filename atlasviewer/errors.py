"""The one family of refusals, and the one place where they become answers."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework import exceptions as drf

from atlasviewer.answers import JSON, answer, as_json


class Refusal(Exception):
    """An operation that was not carried out, with a sentence that says what to do next.

    Attributes: ``code`` (stable, for programs), ``message`` (for people), ``status`` (HTTP) and
    ``problems`` (zero or more dictionaries, one for each place that is wrong).
    """

    status: ClassVar[int] = 400
    default_code: ClassVar[str] = "refused"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        problems: Sequence[dict[str, Any]] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.problems = list(problems)


class Invalid(Refusal):
    """What was sent has the wrong shape or content."""

    default_code = "invalid"


class Unauthorised(Refusal):
    """The key or token is missing or wrong."""

    status = 401
    default_code = "unauthorised"


class Forbidden(Refusal):
    """The person is known but may not do this."""

    status = 403
    default_code = "forbidden"


class Missing(Refusal):
    """What the request names is not here."""

    status = 404
    default_code = "not_found"


class Gone(Refusal):
    """What the request names was here, and is not kept any more."""

    status = 410
    default_code = "gone"


class Conflict(Refusal):
    """What the request would make is here already, or has changed meanwhile."""

    status = 409
    default_code = "conflict"


class TooLarge(Refusal):
    """What was sent is over a limit of this site."""

    status = 413
    default_code = "too_large"


class OutOfSpace(Refusal):
    """There is no room to store what was sent."""

    status = 507
    default_code = "out_of_space"


class Unavailable(Refusal):
    """What the site needs for this does not answer now; it may in ``retry_after`` seconds."""

    status = 503
    default_code = "unavailable"
    retry_after = 5


def refusal_headers(refusal: Refusal) -> dict[str, str]:
    """Return the headers that belong to a refusal."""
    if isinstance(refusal, Unauthorised):
        return {"WWW-Authenticate": 'Bearer realm="atlasviewer"'}
    if isinstance(refusal, Unavailable):
        return {"Retry-After": str(refusal.retry_after)}
    return {}


def handle_api_exception(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Turn a refusal, or one of Django's and DRF's own, into the answer of the API.

    Returns None for an error that is not a refusal: a fault of ours, logged and answered with 500.
    """
    refusal = as_refusal(error)
    if refusal is None:
        return None
    headers = refusal_headers(refusal)
    if isinstance(error, drf.MethodNotAllowed):
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    body = refusal_body(refusal)
    return answer(context["request"], body, status=status_of(error, refusal), headers=headers)


def as_refusal(error: Exception) -> Refusal | None:
    """Return `error` as one of the family, or None when it is a fault of ours."""
    from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
    from django.http import Http404
    from django.http.multipartparser import MultiPartParserError

    from atlasviewer.outages import as_outage

    if isinstance(error, Refusal):
        return error
    if isinstance(error, Http404 | drf.NotFound):
        return Missing("There is nothing at this address; /api/docs/ lists what there is.")
    if isinstance(error, drf.MethodNotAllowed):
        return Refusal(f"{error.detail} /api/docs/ lists what is.", code="method_not_allowed")
    if isinstance(error, drf.APIException):
        return Refusal(str(error.detail), code=str(error.default_code))
    if isinstance(error, RequestDataTooBig):
        return TooLarge("The request is larger than this site accepts; send less at a time.")
    if isinstance(error, SuspiciousOperation | BadRequest | MultiPartParserError):
        return Invalid("The request could not be read; check its form and send it again.")
    return as_outage(error)


def status_of(error: Exception, refusal: Refusal) -> int:
    """Return the HTTP status of a refusal that may stand for an exception of DRF."""
    return error.status_code if isinstance(error, drf.APIException) else refusal.status


def refusal_body(refusal: Refusal) -> dict[str, Any]:
    """Return the JSON form of a refusal."""
    return {"code": refusal.code, "message": refusal.message, "problems": refusal.problems}


def render_refusal(request: HttpRequest, refusal: Refusal, status: int) -> HttpResponse:
    """Return the page that tells a person in a browser what was refused and why."""
    headers = refusal_headers(refusal)
    context = {"refusal": refusal, "status": status}
    page = render(request, "error.html", context, status=status)
    if "Retry-After" in headers:
        page["Retry-After"] = headers["Retry-After"]
    return page


class RefusalPages:
    """Middleware: a refusal raised by a page becomes a page, or JSON for its scripts."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        from atlasviewer.outages import as_outage

        refusal = error if isinstance(error, Refusal) else as_outage(error)
        if refusal is None:
            return None
        if request.get_preferred_type(["text/html", JSON]) == JSON:
            return as_json(
                refusal_body(refusal), status=refusal.status, headers=refusal_headers(refusal)
            )
        return render_refusal(request, refusal, refusal.status)
