"""The one family of refusals, and the one place where they become answers."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework import exceptions as drf

from atlasviewer.answers import JSON, answer, as_json

API = "/api/"


class Refusal(Exception):
    """An operation that was not carried out, with a sentence that says what to do next.

    Attributes: ``code`` (stable, for programs), ``message`` (for people), ``status`` (HTTP) and
    ``problems`` (zero or more dictionaries, one for each place that is wrong).
    """

    status: ClassVar[int] = 400
    default_code: ClassVar[str] = "refused"
    retry_after: int | None = None
    """Seconds after which the same request may succeed."""

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        problems: Sequence[dict[str, Any]] = (),
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.problems = list(problems)
        if retry_after is not None:
            self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the answer that says this."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


class Invalid(Refusal):
    """What was sent has the wrong shape or content."""

    default_code = "invalid"


class Unauthorised(Refusal):
    """The key or token is missing or wrong."""

    status = 401
    default_code = "unauthorised"

    @property
    def headers(self) -> dict[str, str]:
        return {**super().headers, "WWW-Authenticate": 'Bearer realm="atlasviewer"'}


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


class TooSlow(Refusal):
    """The body did not come, or not in time."""

    status = 408
    default_code = "too_slow"


class TooMany(Refusal):
    """The client tried too often."""

    status = 429
    default_code = "too_many"


class Busy(Unavailable):
    """This server has as much to do as it takes on at once."""

    default_code = "busy"


def handle_api_exception(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Turn a refusal, or one of Django's and DRF's own, into the answer of the API.

    Returns None for an error that is not a refusal: a fault of ours, logged and answered with 500.
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
    """Return `error` as one of the family, or None when it is a fault of ours."""
    from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
    from django.http import Http404, UnreadablePostError
    from django.http.multipartparser import MultiPartParserError

    from atlasviewer.outages import as_outage

    if isinstance(error, Refusal):
        return error
    if isinstance(refusal := getattr(error, "refusal", None), Refusal):
        return refusal
    if isinstance(error, Http404 | drf.NotFound):
        return Missing("There is nothing at this address; /api/docs/ lists what there is.")
    if isinstance(error, drf.MethodNotAllowed):
        return Refusal(f"{error.detail} /api/docs/ lists what is.", code="method_not_allowed")
    if isinstance(error, drf.APIException):
        return Refusal(str(error.detail), code=str(error.default_code))
    if isinstance(error, RequestDataTooBig):
        return TooLarge("The request is larger than this site accepts; send less at a time.")
    if isinstance(error, UnreadablePostError):
        return TooSlow("The body of the request was cut off, or came too slowly; send it again.")
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
    page = render(request, "error.html", {"refusal": refusal, "status": status}, status=status)
    for name, value in refusal.headers.items():
        page[name] = value
    return page


def answer_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer outside of REST framework: as the API does below ``/api/``, else as a page, or in
    JSON for a page's scripts."""
    if request.path.startswith(API):
        body = refusal_body(refusal)
        return answer(request, body, status=refusal.status, headers=refusal.headers)
    if request.get_preferred_type(["text/html", JSON]) == JSON:
        return as_json(refusal_body(refusal), status=refusal.status, headers=refusal.headers)
    return render_refusal(request, refusal, refusal.status)


class RefusalPages:
    """Middleware: a refusal raised by a page becomes a page, or JSON for its scripts."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        from atlasviewer.outages import as_outage

        refusal = error if isinstance(error, Refusal) else as_outage(error)
        return None if refusal is None else answer_refusal(request, refusal)
