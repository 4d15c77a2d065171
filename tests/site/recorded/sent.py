"""One request of those whose answers are recorded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests import cast

JSON = cast.JSON
LAST_ETAG = "<the ETag of the answer before>"


@dataclass(frozen=True)
class Sent:
    """One request; `form` is sent as a form does, `content` as JSON or as the bytes it is."""

    who: str
    method: str
    path: str
    content: Any = None
    form: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    address: str = ""


def get(path: str, who: str = "stranger", **headers: str) -> Sent:
    return Sent(who, "GET", path, headers={key.replace("_", "-"): v for key, v in headers.items()})


def both(
    who: str, method: str, path: str, content: Any = None, form: dict[str, Any] | None = None
) -> Iterator[Sent]:
    """Yield a request that changes nothing twice: asking for text and for JSON."""
    yield Sent(who, method, path, content, form)
    yield Sent(who, method, path, content, form, {"Accept": JSON})
