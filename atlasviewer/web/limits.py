"""Limits on request bodies, route by route, checked before anything is read.

Every route accepts a small form or JSON. A route that accepts more declares a `BodyRule` with its
view; only there may a file be sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from atlasviewer.web.errors import Busy, Invalid, Refusal, TooLarge
from atlasviewer.web.refusals import answer_refusal

MB = 2**20
SMALL = 2 * MB
BODIES_AT_ONCE = 24
"""Most requests with a body, and deletions, that a process handles at once. It has more threads
than that, so that reads are answered however slowly bodies arrive and however many writes wait for
a lock."""
READING = ("GET", "HEAD", "OPTIONS")
RETRY_SECONDS = 5
URLENCODED = "application/x-www-form-urlencoded"

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class BodyRule:
    """What the body of a route may be: its bytes, and whether it may contain a file."""

    limit: Callable[[], int] = lambda: SMALL
    file: bool = False


def whole_site() -> int:
    """Return the bytes of the largest request that this site accepts anywhere."""
    return settings.ATLASVIEWER.max_upload_mb * MB


def at_most(megabytes: int) -> Callable[[], int]:
    """Return a limit of so many megabytes, or the site's limit if that is lower."""
    return lambda: min(megabytes * MB, whole_site())


FORM = BodyRule()
UPLOAD = BodyRule(whole_site)


def takes(rule: BodyRule) -> Callable[[View], View]:
    """Decorate the function of a page whose body may be larger than a small form."""

    def mark(view: View) -> View:
        view.body_rules = {"POST": rule}  # type: ignore[attr-defined]
        return view

    return mark


def rule_of(view: Any, method: str | None) -> BodyRule:
    """Return the rule of a view, or of its class, for a method."""
    rules = getattr(view, "body_rules", None) or getattr(
        getattr(view, "cls", None), "body_rules", {}
    )
    return rules.get(method, FORM)


class RequestLimits:
    """Middleware: refuses, without reading it, a body that is too large or an unexpected file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._places = BoundedSemaphore(BODIES_AT_ONCE)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        bodiless = request.META.get("CONTENT_LENGTH") in (None, "", "0")
        if bodiless and request.method in READING:
            return self.get_response(request)
        if not self._places.acquire(blocking=False):
            return answer_refusal(request, busy())
        try:
            return self.get_response(request)
        finally:
            self._places.release()

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        rule = rule_of(view, request.method)
        try:
            length = check_length(request, rule.limit())
            if rule.file and length > SMALL and request.content_type == URLENCODED:
                raise TooLarge("A form this large must be sent as multipart/form-data.")
        except Refusal as refusal:
            return answer_refusal(request, refusal)
        if not rule.file:
            request.upload_handlers = [NoFiles(request)]
        return None


def check_length(request: HttpRequest, limit: int) -> int:
    """Return the length of a body; raise `TooLarge` over the limit, `Invalid` for no number."""
    sent = request.META.get("CONTENT_LENGTH") or "0"
    if not (sent.isascii() and sent.isdigit() and len(sent) < 19):
        raise Invalid("The Content-Length of the request must be its number of bytes.")
    if int(sent) > limit:
        raise TooLarge(f"The request is larger than the {limit // MB} MB accepted here.")
    return int(sent)


def busy() -> Busy:
    return Busy("This server is busy; try again in a few seconds.", retry_after=RETRY_SECONDS)


class UnwantedFile(SuspiciousOperation):
    """An unexpected file was sent; Django answers with its `refusal`."""

    refusal = Invalid("This address does not accept files.", code="unwanted_file")


class NoFiles(FileUploadHandler):
    """Refuses a form at its first file, before any of it is stored."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise UnwantedFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        raise UnwantedFile

    def file_complete(self, file_size: int) -> None:
        raise UnwantedFile
