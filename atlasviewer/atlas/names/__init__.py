"""Which region a key means: an acronym, id or name, or something close to one."""

from atlasviewer.atlas.names.resolving import (
    AMBIGUOUS,
    CODES,
    EXACT,
    SUGGESTED,
    UNKNOWN,
    Resolution,
    Suggestion,
    check_name_agrees,
    resolve,
    resolve_many,
)

__all__ = [
    "AMBIGUOUS",
    "CODES",
    "EXACT",
    "SUGGESTED",
    "UNKNOWN",
    "Resolution",
    "Suggestion",
    "check_name_agrees",
    "resolve",
    "resolve_many",
]
