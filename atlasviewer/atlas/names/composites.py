"""Keys that name several regions at once: ``BLA, LA``, ``ACAd + ACAv``, ``CA1-CA3``."""

import re
from collections.abc import Sequence

from atlasviewer.atlas.names.index import find_exact, fold, load_index
from atlasviewer.atlas.names.readings import MOST, Candidate, Found, list_names
from atlasviewer.atlas.names.synonyms import SAME
from atlasviewer.atlas.regions import ROOT, load_regions

BROAD_LEVEL = 3
"""Regions above this level (root, grey, cerebrum, …) are too general as a common ancestor."""
_PARTS = re.compile(r"\s*[+;,&/|]\s*|\s+(?:and|or|plus)\s+")


def read_composite(text: str) -> Found | None:
    """Return the reading of a key whose parts name different regions.

    ``parts`` is filled only when each part of the key is a region and none lies inside another,
    so that one value can be given to each or shared among them.
    """
    parts = [part for part in _PARTS.split(text) if part]
    rows = [area_row(part) for part in parts]
    known = list(dict.fromkeys(row for row in rows if row is not None))
    if len(known) < 2:
        return None
    named = tuple(
        Candidate(row, "is one of the regions named", 90.0 - at) for at, row in enumerate(known)
    )
    names = list_names(named, "and")
    unread = [part for part, row in zip(parts, rows, strict=True) if row is None]
    whole = () if unread else separate(known)
    if unread:
        rest = "; “" + "”, “".join(unread[:3]) + "” was not recognised. "
        message = f"names {len(named)} regions ({names}){rest}Correct the key or leave out the row."
    elif not whole:
        message = f"names {len(named)} regions ({names}), one inside another; choose one."
    else:
        message = (
            f"names {len(named)} regions ({names}). Give each the same value, share the value "
        )
        message += "by volume, choose one region, or leave out the row."
    ancestor = _common_ancestor(known)
    if ancestor is not None and ancestor not in known:
        reason = "is the smallest region that holds them all, and more"
        named = (*named[: MOST - 1], Candidate(ancestor, reason, 60.0))
    return Found("composite", message, named, several=True, parts=whole)


def separate(rows: Sequence[int]) -> tuple[int, ...]:
    """Return different rows, or () if there are fewer than two or one lies inside another."""
    different = tuple(dict.fromkeys(rows))
    inside = any(set(_lineage(row)[1:]) & set(different) for row in different)
    return () if inside or len(different) < 2 else different


def area_row(text: str) -> int | None:
    """Return the row of an acronym or name, even if inexactly spelled; None for anything else."""
    index = load_index()
    place = find_exact(text)
    if place is not None and place.kind != "id":
        return place.row
    rows = index.by_case.get(text.casefold(), ())
    if len(rows) == 1:
        return rows[0]
    entries = [e for e in index.synonyms.get(fold(text), ()) if e.kind == SAME]
    return index.row_of[entries[0].regions[0]] if entries else index.by_fold.get(fold(text))


def _common_ancestor(rows: Sequence[int]) -> int | None:
    regions = load_regions()
    common = set.intersection(*(set(_lineage(row)) for row in rows))
    deepest = max(common, key=lambda row: int(regions.level[row]), default=ROOT)
    return deepest if regions.level[deepest] >= BROAD_LEVEL else None


def _lineage(row: int) -> list[int]:
    """Return a row and all rows above it."""
    parent = int(load_regions().parent[row])
    return [row] if parent < 0 else [row, *_lineage(parent)]
