"""Pages without compression, so that the script that reloads them can be put in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def uncompressed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Middleware: forget that the browser would take a compressed answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.META.pop("HTTP_ACCEPT_ENCODING", None)
        return get_response(request)

    return answer
