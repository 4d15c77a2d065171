"""Whether the parts of a site answer: each is asked in a separate thread, with a timeout."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from django.core.files.storage import storages
from django.db import connection
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from atlasviewer.build.assets import atlas_manifest
from atlasviewer.web import openapi
from atlasviewer.web.answers import as_json

SECONDS = 2.0
"""Timeout for all parts together."""
SITE_ID = "site_id"
PARTS = ("database", "store", "atlas")
HEALTH = {"type": "object", "properties": {part: {"type": "boolean"} for part in PARTS}}


def ask_database() -> bool:
    """Return whether the database answers a query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_migrations")
            return cursor.fetchone() is not None
    finally:
        connection.close()


def ask_store() -> bool:
    """Return whether the payload store (not its cache) answers and holds the id of a site."""
    return storages["payloads"].exists(SITE_ID)


def ask_atlas() -> bool:
    """Return whether the atlas is built."""
    return atlas_manifest() is not None


class Probes:
    """Questions that are asked concurrently; one without an answer yet is not asked again."""

    def __init__(self, questions: dict[str, Callable[[], bool]]) -> None:
        self._questions = questions
        self._asked: dict[str, Future[bool]] = {}
        self._lock = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None

    def ask(self, seconds: float = SECONDS) -> dict[str, bool]:
        """Return the answer to each question: False if it failed or did not come in time."""
        with self._lock:
            # Created by the first question, so that each worker process has its own threads.
            self._pool = self._pool or ThreadPoolExecutor(len(self._questions), "health")
            for name, question in self._questions.items():
                if name not in self._asked or self._asked[name].done():
                    self._asked[name] = self._pool.submit(question)
            asked = dict(self._asked)
        wait(asked.values(), timeout=seconds)
        return {name: _answered_yes(future) for name, future in asked.items()}


def _answered_yes(future: Future[bool]) -> bool:
    return future.done() and future.exception() is None and future.result()


probes = Probes({"database": ask_database, "store": ask_store, "atlas": ask_atlas})


class Health(APIView):
    """Whether the site can work: database and payload store answer and the atlas is built."""

    @extend_schema(
        operation_id="health",
        summary="Health of the site's parts",
        tags=["site"],
        responses={
            200: OpenApiResponse(HEALTH, description="It can."),
            503: OpenApiResponse(HEALTH, description="A part that is false does not answer."),
        },
        auth=openapi.OPEN,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        answers = probes.ask()
        answer = as_json(answers, status=200 if all(answers.values()) else 503)
        answer["Cache-Control"] = "no-store"
        return answer
