"""Which two sets of values are paired, as an address asks for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from atlasviewer.atlas.regions import MAPPINGS
from atlasviewer.web.errors import Invalid
from features.history.versions import read_number
from features.texts import STATISTIC_LIMIT

SIDES = ("same", "left_right")
LONGEST = 400


@dataclass(frozen=True)
class PairingOptions:
    """What is paired with a feature, and how."""

    other: tuple[str, str] | None = None
    """Names of the second feature's bucket and of itself; None for the first feature."""
    sides: str = "same"
    """``same``: each region and side with itself; ``left_right``: the first feature's left
    hemisphere with the second's right one, each region once."""
    mapping: str = "beryl"
    statistic: str | None = None
    other_statistic: str | None = None
    version: int | None = None
    other_version: int | None = None


def read_options(given: Mapping[str, str]) -> PairingOptions:
    """Return the options that the parameters of an address name.

    Raises `Invalid` with one sentence about the first that cannot be read.
    """
    found: dict[str, Any] = {}
    for name, text in given.items():
        if name not in READERS:
            known = ", ".join(READERS)
            raise Invalid(f"A comparison has no parameter “{name[:40]}”; it has {known}.")
        key, read = READERS[name]
        found[key] = read(name, text)
    options = PairingOptions(**found)
    if options.other is None and options.sides == "same":
        raise Invalid(
            "with is missing: name the second feature as bucket/feature, or ask for "
            "sides=left_right to compare the hemispheres of this one."
        )
    return options


def _one_of(*words: str) -> Callable[[str, str], str]:
    def read(name: str, text: str) -> str:
        if text not in words:
            raise Invalid(f"{name} must be one of {', '.join(words)}.")
        return text

    return read


def _names(name: str, text: str) -> tuple[str, str]:
    """Return bucket and feature; neither name can hold a slash."""
    bucket, slash, fname = text.partition("/")
    if not (bucket and slash and fname) or "/" in fname or len(text) > LONGEST:
        raise Invalid(f"{name} must name the second feature as bucket/feature.")
    return bucket, fname


def _statistic(name: str, text: str) -> str:
    if not text or len(text) > STATISTIC_LIMIT:
        raise Invalid(f"{name} must be 1 to {STATISTIC_LIMIT} characters long.")
    return text


READERS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "with": ("other", _names),
    "sides": ("sides", _one_of(*SIDES)),
    "mapping": ("mapping", _one_of(*MAPPINGS)),
    "statistic": ("statistic", _statistic),
    "with_statistic": ("other_statistic", _statistic),
    "version": ("version", lambda _, text: read_number(text)),
    "with_version": ("other_version", lambda _, text: read_number(text)),
}
"""Parameter → field of `PairingOptions`, and how its text is read."""
