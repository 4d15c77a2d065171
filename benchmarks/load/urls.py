"""The site's addresses and ``/null``, which passes the same middleware and does nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from atlasviewer.urls import *  # noqa: F403
from atlasviewer.urls import urlpatterns as site_patterns


def answer_nothing(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse(b"ok", content_type="text/plain")


urlpatterns = [path("null", answer_nothing), *site_patterns]
