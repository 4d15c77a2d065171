"""Over 200 requests to the API are answered as recorded.

If an answer is meant to change, ``python -m tests.site.record_answers`` records all again.
"""

import difflib
import os

import pytest
from django.urls import URLPattern, get_resolver, resolve

from tests.site.recorded.replaying import read_recorded, replay, write_recorded
from tests.site.recorded.requests import every_request


@pytest.mark.django_db
def test_every_answer_is_the_recorded_one() -> None:
    found = replay()
    if os.environ.get("RECORD_ANSWERS"):
        write_recorded(found)
    recorded = read_recorded()
    assert [one["sent"] for one in found] == [one["sent"] for one in recorded]
    pairs = zip(recorded, found, strict=True)
    differing = [_difference(before, now) for before, now in pairs if before != now]
    assert not differing, f"{len(differing)} answers differ:\n" + "\n".join(differing[:20])


def test_the_recorded_requests_go_to_every_route() -> None:
    api = next(entry for entry in get_resolver().url_patterns if str(entry.pattern) == "api/")
    names = {entry.name for entry in api.url_patterns if isinstance(entry, URLPattern)}
    paths = {sent.path.partition("?")[0] for sent in every_request()}
    assert names == {resolve(f"/api/{path}").url_name for path in paths}
    assert len(every_request()) >= 200


def _difference(before: dict[str, object], now: dict[str, object]) -> str:
    """Return what differs between two answers, key by key."""
    lines = [f"• {now['sent']}"]
    for key in ("status", "headers", "body"):
        if before[key] != now[key]:
            pair = [str(one[key]).replace(',"', ',\n"').splitlines() for one in (before, now)]
            lines += list(difflib.unified_diff(*pair, n=0, lineterm=""))[2:12]
    return "\n".join(lines)
