"""Answers requests that do not reach their view, and failures of views."""

import sys

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.views.defaults import server_error

from atlasviewer.web.answers import answer
from atlasviewer.web.errors import Invalid, Refusal
from atlasviewer.web.outages import as_outage
from atlasviewer.web.refusals import API, answer_refusal, as_refusal, refusal_body, render_refusal


class UnknownHost(Invalid):
    """The request's host name is not one of this site."""

    default_code = "unknown_host"


class Fault(Refusal):
    """An internal error; details are only in the log."""

    status = 500
    default_code = "fault"


def refuse_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that was refused before its view, in the API's form or as a page."""
    if isinstance(exception, DisallowedHost):
        refusal: Refusal = UnknownHost(
            "This site does not answer to the host name in this address; its maintainer can add it "
            "to ATLASVIEWER_ALLOWED_HOSTS."
        )
    else:
        refusal = as_refusal(exception) or Invalid("The request could not be read; try again.")
    return answer_refusal(request, refusal)


def answer_fault(request: HttpRequest) -> HttpResponse:
    """Answer an internal error without details; after an outage, say which."""
    outage = as_outage(sys.exc_info()[1])
    if not request.path.startswith(API):
        return render_refusal(request, outage, outage.status) if outage else server_error(request)
    fault = outage or Fault("Internal server error; it was logged. Try again.")
    return answer(request, refusal_body(fault), status=fault.status, headers=fault.headers)
