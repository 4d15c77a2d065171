"""Sends the recorded requests, and writes answers so that two runs give the same text."""

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from django.http import HttpResponse

from tests.site.recorded.requests import PEOPLE, every_request
from tests.site.recorded.sent import LAST_ETAG, Sent

RECORDED = Path(__file__).parent / "answers.jsonl"
LONGEST = 20_000
"""Characters of a body that is kept; of a longer one its SHA-256 is."""
SAME = [
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)"), "<time>"),
    (re.compile(r'("author":")[0-9a-f]+"'), r'\1<token>"'),
    (re.compile(r'("stored":)\d+'), r"\1<bytes>"),
    (re.compile(r"\d+ minutes?"), "<minutes>"),
    (re.compile(r'((?:SciPy|NumPy)(?: |":"))\d+(?:\.\d+)+'), r"\1<version>"),
]
"""What differs from run to run: times, digests of salted tokens, compressed bytes, versions."""
ETAG = re.compile(r"[0-9a-f]{32}")
HEADERS = (
    *("Content-Type", "Content-Encoding", "Content-Disposition", "Allow", "Vary"),
    *("Cache-Control", "ETag", "WWW-Authenticate", "X-Inflated-Length"),
)
"""The headers that are recorded: not those of every answer, nor those that depend on time."""


def replay() -> list[dict[str, Any]]:
    """Send every request to the site as it is; return what was sent and answered, in order."""
    people = {name: make() for name, make in PEOPLE.items()}
    found, etag = [], ""
    for sent in every_request():
        headers = {k: etag if v == LAST_ETAG else v for k, v in sent.headers.items()}
        person = people[sent.who]
        person.client.defaults["REMOTE_ADDR"] = sent.address
        if sent.form is None:
            answer = person.call(sent.method, sent.path, sent.content, **headers)
        else:
            if person.credentials is not None:
                headers["Authorization"] = person.credentials
            answer = person.client.post(f"/api/{sent.path}", sent.form, headers=headers)
            answer.whole = answer.getvalue() if answer.streaming else answer.content
        etag = answer.headers.get("ETag", etag)
        found.append({"sent": _name(sent), **_steady(answer)})
    return found


def read_recorded() -> list[dict[str, Any]]:
    """Return the recorded answers."""
    return [json.loads(line) for line in RECORDED.read_text().splitlines()]


def write_recorded(answers: list[dict[str, Any]]) -> None:
    """Keep answers, one a line, so that a review shows which changed and merges are by line."""
    lines = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in answers]
    RECORDED.write_text("\n".join(lines) + "\n")


def _name(sent: Sent) -> str:
    """Return a request in one line; of a long body its digest."""
    body = sent.content if sent.form is None else sent.form
    text = body.decode() if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False)
    text = "" if body is None else text
    text = text if len(text) < 200 else f"sha256 {hashlib.sha256(text.encode()).hexdigest()}"
    headers = " ".join(f"{key}:{value}" for key, value in sent.headers.items())
    return " ".join(filter(None, (sent.who, sent.method, sent.path or "/", headers, text)))


def _steady(answer: HttpResponse) -> dict[str, Any]:
    """Return status, headers and body without what differs from run to run."""
    packed = answer.headers.get("Content-Encoding") == "gzip" and answer.whole
    text = (gzip.decompress(answer.whole) if packed else answer.whole).decode()
    for pattern, same in SAME:
        text = pattern.sub(same, text)
    if answer.headers.get("Content-Type", "").startswith("application/vnd.oai.openapi"):
        text = "not kept: every new route changes it"
    if len(text) > LONGEST:
        text = f"{len(text)} characters, sha256 {hashlib.sha256(text.encode()).hexdigest()}"
    headers = {key: answer.headers[key] for key in HEADERS if key in answer.headers}
    if "ETag" in headers:
        headers["ETag"] = ETAG.sub("<digest>", headers["ETag"])
    return {"status": answer.status_code, "headers": headers, "body": text}
