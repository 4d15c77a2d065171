"""The fixed cast of the tests: callers, their keys, and the small things they send."""

from dataclasses import dataclass, field
from typing import Any

import orjson
from django.http import HttpResponse
from django.test import Client

from atlasviewer.environment import TUTORIAL_GLOBAL_KEY as GLOBAL_KEY
from buckets.access.permissions import STAFF, find_bucket
from buckets.models import Bucket
from buckets.services import create_bucket
from features.models import Feature
from features.services import create_feature

OWNER_TOKEN = "0b6f2d0e-7f5e-4a53-9a53-52c9b8b53b11"
OTHER_TOKEN = "c1a7f3de-33aa-4a1e-8f3c-0c2f7c1c9d77"
JSON = "application/json"


@dataclass
class Person:
    """A caller of the API; ``credentials`` is the whole ``Authorization`` header."""

    name: str
    credentials: str | None = None
    accept: str | None = None
    client: Client = field(default_factory=Client)

    def call(self, method: str, path: str, content: Any = None, **headers: str) -> HttpResponse:
        """Send a request to ``/api/<path>``; content is sent as JSON, bytes as they are.

        The answer's ``whole`` is its body, even if it is streamed.
        """
        if self.credentials is not None:
            headers.setdefault("Authorization", self.credentials)
        if self.accept is not None:
            headers.setdefault("Accept", self.accept)
        options: dict[str, Any] = {"headers": headers}
        if content is not None:
            body = content if isinstance(content, bytes) else orjson.dumps(content)
            options |= {"data": body, "content_type": headers.pop("Content-Type", JSON)}
        answer = self.client.generic(method, f"/api/{path}", **options)
        answer.whole = answer.getvalue() if answer.streaming else answer.content
        return answer

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.call("GET", path, **headers)

    def post(self, path: str, content: Any = None, **headers: str) -> HttpResponse:
        return self.call("POST", path, content, **headers)

    def patch(self, path: str, content: Any = None, **headers: str) -> HttpResponse:
        return self.call("PATCH", path, content, **headers)

    def delete(self, path: str, **headers: str) -> HttpResponse:
        return self.call("DELETE", path, **headers)


def bearer(token: str) -> str:
    return f"Bearer {token}"


def stranger() -> Person:
    """Sends no key at all."""
    return Person("stranger")


def wrong_token() -> Person:
    """Holds the token of some other bucket."""
    return Person("wrong token", bearer(OTHER_TOKEN))


def owner() -> Person:
    """Created the bucket."""
    return Person("owner", bearer(OWNER_TOKEN))


def collaborator() -> Person:
    """Was given the token, and pasted it with capitals and spaces around it."""
    return Person("collaborator", f"Bearer   {OWNER_TOKEN.upper()}  ")


def key_holder() -> Person:
    """Holds the global key: may create buckets, not write to those of others."""
    return Person("key holder", bearer(GLOBAL_KEY))


def make_bucket(name: str = "my_bucket", **metadata: Any) -> Bucket:
    """Create a bucket of the owner through the service."""
    return create_bucket(caller=STAFF, name=name, metadata={"token": OWNER_TOKEN, **metadata})


def make_feature(bucket: str = "my_bucket", fname: str = "rate", **content: Any) -> Feature:
    """Create a small feature of regions through the service."""
    content = {"fname": fname, "feature_data": region_data(), **content}
    return create_feature(caller=STAFF, bucket=find_bucket(bucket), content=content)


def region_data(value: float | None = 1.5) -> dict[str, Any]:
    """Return the smallest useful ``feature_data``: two regions, in each mapping."""
    mapping = {
        "data": {"1": {"mean": value}, "1328": {"mean": 0.0}},
        "statistics": {"mean": {"min": 0.0, "max": 1.5, "mean": 0.75, "median": 0.75}},
    }
    return {"mappings": {"allen": mapping, "beryl": mapping, "cosmos": mapping}}
