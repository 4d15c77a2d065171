"""What the readings of a key return."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    """A region a key may mean, and why."""

    row: int
    """0…1327."""
    reason: str
    score: float
    """0…100."""


@dataclass(frozen=True)
class Found:
    """One reading of a key."""

    code: str
    """A key of `atlasviewer.atlas.names.CODES`."""
    message: str
    """The sentence after the quoted key."""
    candidates: tuple[Candidate, ...] = ()
    """Best first."""
    several: bool = False
    """Whether no single candidate stands out."""
    sure: bool = True
    """Whether the candidates are meant by the key, rather than only near to it."""
    side: str | None = None
    """The side that is written into the key."""
