"""Answers in text or JSON, as the client asks."""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

JSON = "application/json"
PLAIN = "text/plain"
MAX_PROBLEMS_IN_TEXT = 10


def answer(
    request: HttpRequest, body: dict[str, Any], *, status: int = 200, headers: dict | None = None
) -> HttpResponse:
    """Return ``{"code", "message", …}`` as JSON if the client asks for it, else as text."""
    if request.get_preferred_type([PLAIN, JSON]) == JSON:
        return as_json(body, status=status, headers=headers)
    return HttpResponse(
        as_text(body), status=status, headers=headers, content_type=f"{PLAIN}; charset=utf-8"
    )


def as_json(body: Any, *, status: int = 200, headers: dict | None = None) -> HttpResponse:
    """Return `body` as JSON that keeps the order of its keys."""
    return HttpResponse(orjson.dumps(body), status=status, headers=headers, content_type=JSON)


def as_text(body: dict[str, Any]) -> str:
    """Return an answer as plain text: its sentence, then its problems, one per line."""
    lines = [str(body["message"])]
    problems = body.get("problems", [])
    lines += [str(problem["message"]) for problem in problems[:MAX_PROBLEMS_IN_TEXT]]
    if len(problems) > MAX_PROBLEMS_IN_TEXT:
        lines.append(f"… and {len(problems) - MAX_PROBLEMS_IN_TEXT} more.")
    return "\n".join(lines)


def said(request: HttpRequest, message: str) -> HttpResponse:
    """Return the sentence that says what was done."""
    return answer(request, {"code": "done", "message": message})
