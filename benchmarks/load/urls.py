"""The site's addresses and two views that do nothing, which pass the same middleware.

``/null`` answers with two bytes, ``/null/large`` with as many as a feature of 41 kB.
"""

from random import Random

from django.http import HttpRequest, HttpResponse
from django.urls import path

from atlasviewer.urls import *  # noqa: F403
from atlasviewer.urls import urlpatterns as site_patterns

LARGE = Random(2).randbytes(41_000)


def answer_nothing(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse(b"ok", content_type="text/plain")


def answer_large(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse(LARGE, content_type="application/octet-stream")


urlpatterns = [path("null", answer_nothing), path("null/large", answer_large), *site_patterns]
