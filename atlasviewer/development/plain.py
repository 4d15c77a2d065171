"""Sends pages uncompressed, so that the script that reloads them can be inserted."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def uncompressed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Middleware: ignore that the browser accepts compressed answers."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.META.pop("HTTP_ACCEPT_ENCODING", None)
        return get_response(request)

    return answer
