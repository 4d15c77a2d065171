"""One assertion for every refusal: the same sentence in plain text and in JSON."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from tests.cast import JSON, Person

PLAIN = "text/plain; charset=utf-8"


def assert_refused(
    person: Person,
    send: Callable[[Person], HttpResponse],
    *,
    status: int,
    code: str,
    says: str,
) -> dict[str, Any]:
    """Send a request in each of the three ways of clients, check the answers, return the JSON.

    `says` is part of the sentence, or of the first problem if there are problems.
    """
    person.accept = None
    silent = send(person)
    person.accept = "*/*"
    anything = send(person)
    person.accept = JSON
    as_json = send(person)
    person.accept = None

    assert (silent.status_code, anything.status_code, as_json.status_code) == (status,) * 3
    assert (silent["Content-Type"], anything["Content-Type"]) == (PLAIN, PLAIN)
    assert says in silent.content.decode()
    assert silent.content == anything.content
    assert as_json["Content-Type"] == JSON
    body = as_json.json()
    assert set(body) == {"code", "message", "problems"}
    assert body["code"] == code
    lines = [body["message"], *(problem["message"] for problem in body["problems"][:10])]
    assert silent.content.decode().splitlines()[: len(lines)] == lines
    assert says in "\n".join(lines)
    return body


def assert_said(
    person: Person, send: Callable[[Person], HttpResponse], sentence: str
) -> HttpResponse:
    """Send a request that succeeds, and check the sentence that says so."""
    answer = send(person)
    assert (answer.status_code, answer.content.decode()) == (200, sentence)
    assert answer["Content-Type"] == PLAIN
    return answer
