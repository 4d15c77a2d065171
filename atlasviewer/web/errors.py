"""The family of refusals; independent of Django and REST framework."""

from collections.abc import Sequence
from typing import Any, ClassVar


class Refusal(Exception):
    """An operation that was refused, with a sentence that says what to do next.

    Attributes: ``code`` (stable, for programs), ``message`` (for people), ``status`` (HTTP) and
    ``problems`` (zero or more dictionaries, one for each place that is wrong).
    """

    status: ClassVar[int] = 400
    default_code: ClassVar[str] = "refused"
    retry_after: int | None = None
    """Seconds after which the same request may succeed."""

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        problems: Sequence[dict[str, Any]] = (),
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.problems = list(problems)
        if retry_after is not None:
            self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the response."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


class Invalid(Refusal):
    """What was sent has the wrong shape or content."""

    default_code = "invalid"


class Unauthorised(Refusal):
    """The key or token is missing or wrong."""

    status = 401
    default_code = "unauthorised"

    @property
    def headers(self) -> dict[str, str]:
        return {**super().headers, "WWW-Authenticate": 'Bearer realm="atlasviewer"'}


class Forbidden(Refusal):
    """The person is known but may not do this."""

    status = 403
    default_code = "forbidden"


class Missing(Refusal):
    """What the request names does not exist."""

    status = 404
    default_code = "not_found"


class Gone(Refusal):
    """What the request names existed and is no longer kept."""

    status = 410
    default_code = "gone"


class Conflict(Refusal):
    """What the request would create exists already, or has changed meanwhile."""

    status = 409
    default_code = "conflict"


class TooLarge(Refusal):
    """What was sent is over a limit of this site."""

    status = 413
    default_code = "too_large"


class OutOfSpace(Refusal):
    """There is no space to store what was sent."""

    status = 507
    default_code = "out_of_space"


class Unavailable(Refusal):
    """A service that the site needs does not answer; it may in ``retry_after`` seconds."""

    status = 503
    default_code = "unavailable"
    retry_after = 5


class TooSlow(Refusal):
    """The body did not arrive in time."""

    status = 408
    default_code = "too_slow"


class TooMany(Refusal):
    """The client tried too often."""

    status = 429
    default_code = "too_many"


class Busy(Unavailable):
    """This server is already doing as much as it can at once."""

    default_code = "busy"
