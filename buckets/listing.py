"""How a bucket is read: one hook, which the app that keeps what is in buckets fills."""

from collections.abc import Callable

from django.http import HttpResponse
from rest_framework.request import Request

from buckets.models import Bucket

Answer = Callable[[Request, Bucket], HttpResponse]
_answers: list[Answer] = []


def register_listing(answer: Answer) -> None:
    """Let `answer` make the answer to reading a bucket; called once, when its app is ready."""
    _answers[:] = [answer]


def answer_listing(request: Request, bucket: Bucket) -> HttpResponse:
    """Return the answer to reading a bucket that was found."""
    (answer,) = _answers
    return answer(request, bucket)
