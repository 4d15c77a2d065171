"""Says on a feature's page how many of its values each parcellation draws."""

import zlib
from collections.abc import Iterator
from typing import Any

from atlasviewer.atlas.regions import MAPPINGS, SIDE_ROWS, load_regions
from features.data.payloads import read_body
from features.models import Feature, Kind

LARGEST_READ = 4_000_000
"""Bytes; the page does not read a larger body."""
NAMED = 20
UNREADABLE = (OSError, EOFError, zlib.error, ValueError)


def say_what_is_drawn(feature: Feature) -> list[str]:
    """Return a sentence for each parcellation.

    Empty if the feature does not come from a table, was stored before this was recorded, or cannot
    be read: the page works without it.
    """
    if feature.kind != Kind.REGIONS or feature.size > LARGEST_READ:
        return []
    try:
        stored = read_body(feature.payload)["feature_data"]["drawn"]
        return [_say(mapping, stored[mapping]) for mapping in MAPPINGS]
    except (*UNREADABLE, LookupError, TypeError):
        # Anyone with the token can store anything under this key.
        return []


def _say(mapping: str, counts: dict[str, Any]) -> str:
    drawn, rows = counts["as_given"] + counts["larger"], counts["not_drawn"]
    if not all(type(number) is int and number >= 0 for number in (drawn, *rows)):
        raise ValueError(mapping)
    total = drawn + len(rows)
    said = f"{mapping.title()} draws {drawn:,} of {total:,} given value{'' if total == 1 else 's'}"
    if not rows:
        return f"{said}."
    names = list(_name_regions(set(rows)))
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return f"{said}; not drawn: {', '.join(names[:NAMED])}{more}."


def _name_regions(rows: set[int]) -> Iterator[str]:
    """Yield the acronyms of `rows` 0…2654, with the side if only one of them is listed."""
    acronyms = load_regions().acronym
    for right in sorted({row - SIDE_ROWS if row > SIDE_ROWS else row for row in rows}):
        sides = [row in rows for row in (right + SIDE_ROWS, right)]
        side = "" if all(sides) else f" ({'left' if sides[0] else 'right'})"
        yield f"{acronyms[right]}{side if right else ''}"
