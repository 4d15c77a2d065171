"""Metrics for Prometheus at ``/metrics``: requests by route, and how long they took.

Off unless the site has a token for it. All worker processes count into files of one folder, so
that any of them answers for all.
"""

import os
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that tells prometheus_client its folder; must be set before its import."""
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
UNKNOWN = "unknown"

REQUESTS = Counter(
    "atlasviewer_requests", "Requests answered.", ["route", "method", "status"], registry=None
)
DURATION = Histogram(
    "atlasviewer_request_seconds",
    "Seconds from a request to the start of its response.",
    ["route"],
    buckets=SECONDS,
    registry=None,
)


class Metrics:
    """Middleware: counts each request by the name of its route, never by its address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.ATLASVIEWER.metrics_token.get_secret_value():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        answer = self.get_response(request)
        route = name_route(request)
        DURATION.labels(route).observe(time.perf_counter() - started)
        REQUESTS.labels(route, request.method, answer.status_code).inc()
        return answer


def name_route(request: HttpRequest) -> str:
    """Return the name of the route that answered; labels must be few and fixed."""
    match = request.resolver_match
    name = match.view_name if match else getattr(request, "fast_route", "")
    return name or UNKNOWN


def show_metrics(request: HttpRequest) -> HttpResponse:
    """Return the metrics to whoever has their token; 404 on a site that collects none."""
    token = settings.ATLASVIEWER.metrics_token.get_secret_value()
    if not token:
        return _refuse(404, "This site collects no metrics; see docs/deploy.md.")
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secrets.compare_digest(
        given.strip().encode(), token.encode()
    ):
        return _refuse(401, "Metrics need the header “Authorization: Bearer <metrics token>”.")
    registry = CollectorRegistry()
    if FOLDER in os.environ:
        MultiProcessCollector(registry)
    else:
        registry.register(REQUESTS)
        registry.register(DURATION)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _refuse(status: int, message: str) -> HttpResponse:
    """Refuse in plain text, since metrics are read by a program."""
    return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")


def empty_folder() -> None:
    """Remove the counts of the server's former runs."""
    folder = os.environ.get(FOLDER)
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(parents=True, exist_ok=True)


def forget_process(pid: int) -> None:
    """Drop the gauges of a process that ended; its counts stay."""
    if FOLDER in os.environ:
        mark_process_dead(pid)
