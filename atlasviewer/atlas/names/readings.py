"""What an interpretation of a key consists of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from atlasviewer.atlas.regions import load_regions

MOST = 6
"""Suggestions for one key."""


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
    """One interpretation of a key."""

    code: str
    """A key of `atlasviewer.atlas.names.CODES`."""
    message: str
    """The sentence after the quoted key."""
    candidates: tuple[Candidate, ...] = ()
    """Best first."""
    several: bool = False
    """Whether no single candidate stands out."""
    sure: bool = True
    """Whether the key names the candidates, instead of only resembling them."""
    side: str | None = None
    """The side that is written into the key."""
    parts: tuple[int, ...] = ()
    """Rows that the key names together, none inside another; empty if it names one region."""


def unique(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the first candidate of each row."""
    first: dict[int, Candidate] = {}
    for candidate in candidates:
        first.setdefault(candidate.row, candidate)
    return tuple(first.values())


def list_names(candidates: Sequence[Candidate], word: str = "or") -> str:
    """Return the acronyms of candidates as a list in words."""
    regions = load_regions()
    return join_words([str(regions.acronym[c.row]) for c in candidates], word)


def join_words(names: Sequence[str], word: str) -> str:
    """Return names as a list in words: A, B and C."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"
