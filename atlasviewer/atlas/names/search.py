"""Candidates for a key that is not exact: one interpretation after another, with reasons."""

import re
from collections.abc import Callable
from dataclasses import replace

from atlasviewer.atlas.names.composites import area_row, read_composite, separate
from atlasviewer.atlas.names.index import find_exact, fold, load_index
from atlasviewer.atlas.names.numbers import find_by_number
from atlasviewer.atlas.names.readings import (
    MOST,
    Candidate,
    Found,
    join_words,
    list_names,
    unique,
)
from atlasviewer.atlas.names.similar import find_near, read_similar
from atlasviewer.atlas.names.synonyms import FINER, SEVERAL
from atlasviewer.atlas.regions import load_regions

_SIDES = {"l": "left", "lh": "left", "left": "left", "r": "right", "rh": "right", "right": "right"}
_SIDE_BEFORE = re.compile(r"^(left|right|lh|rh|l|r)[\s_.:-]+(\S.*)$", re.IGNORECASE)
_SIDE_AFTER = re.compile(
    r"^(.*\S)(?:\s*\((left|right|lh|rh|l|r)\)|[\s_.:,-]+(left|right|lh|rh|l|r))$", re.IGNORECASE
)
_LAYER = re.compile(
    r"^(?P<area>.*?)[\s_,-]*(?P<word>layers?|lay\.?|L(?=[\dIV]))?\s*"
    r"(?P<layer>2[/-]?3|[1-6][ab]?|II[/-]III|IV|VI[ab]?|III|II|V|I)$"
)
_ROMAN = {
    "I": "1",
    "II": "2",
    "III": "3",
    "II/III": "2/3",
    "IV": "4",
    "V": "5",
    "VI": "6",
    "VIa": "6a",
    "VIb": "6b",
}
_TOTALS = {
    *("total", "totals", "grand total", "sum", "sums", "mean", "means", "average", "median"),
    *("sd", "sem", "std", "all", "all regions", "subtotal", "overall"),
}
"""Folded first cells of rows that summarise the others."""


def find_candidates(text: str) -> Found:
    """Return the best interpretation of a cleaned key that is not exact."""
    if fold(text) in _TOTALS:
        return _read_total(text)
    for read in _READINGS:
        found = read(text)
        if found is not None:
            return replace(found, candidates=found.candidates[:MOST])
    return Found(
        "unknown_region",
        "is not a region of the Allen tree, and no region resembles it; correct it or leave out "
        "the row.",
        sure=False,
    )


def _read_total(text: str) -> Found:
    """``Total``, ``Sum``, ``Mean``: a row about the other rows, whatever it resembles."""
    found = _read_case(text)
    candidates = found.candidates if found is not None else ()
    message = "looks like a total or summary of the other rows; leave out the row."
    if candidates:
        message = f"{message[:-1]}, or choose {list_names(candidates)} if that is meant."
    return Found(
        "ambiguous" if candidates else "unknown_region",
        message,
        candidates,
        several=True,
        sure=bool(candidates),
    )


def _read_spelling(text: str) -> Found | None:
    """Case, prefixes, synonyms and folded names: all at once, because they may disagree."""
    readings = [
        found
        for read in (_read_case, _read_prefix, _read_synonym, _read_layer, _read_fold)
        if (found := read(text)) is not None
    ]
    if not readings:
        return None
    best: dict[int, Candidate] = {}
    for found in readings:
        for candidate in found.candidates:
            if candidate.score > best.get(candidate.row, Candidate(0, "", -1.0)).score:
                best[candidate.row] = candidate
    if len(readings) == 1 or all(
        {c.row for c in found.candidates} == set(best) for found in readings
    ):
        return readings[0]
    ranked = tuple(sorted(best.values(), key=lambda c: -c.score))
    code = next((f.code for f in readings if f.code == "ipsi_contra"), "ambiguous")
    names = list_names(ranked)
    return Found(code, f"can mean {names}; choose one.", ranked, several=True)


def _read_case(text: str) -> Found | None:
    rows = load_index().by_case.get(text.casefold(), ())
    candidates = tuple(Candidate(row, "differs in capitalisation only", 97.0) for row in rows)
    if not candidates:
        return None
    if len(candidates) > 1:
        message = f"can mean {list_names(candidates)}, which differ in capitalisation only."
        return Found("ambiguous", message, candidates, several=True)
    message = f"differs from {list_names(candidates)} only in capitalisation."
    return Found("case_differs", message, candidates)


def _read_prefix(text: str) -> Found | None:
    """An i or c in front of an acronym that starts with a capital: ipsilateral, contralateral."""
    if len(text) < 3 or text[0] not in "ic" or not text[1].isupper():
        return None
    base, index = text[1:], load_index()
    place = find_exact(base)
    if place is not None and place.kind == "acronym":
        rows = [place.row]
    else:
        entries = [e for e in index.synonyms.get(fold(base), ()) if base in e.keys]
        rows = [index.row_of[acronym] for entry in entries for acronym in entry.regions]
    if not rows:
        return None
    word = {"i": "ipsilateral", "c": "contralateral"}[text[0]]
    reason = f"with {text[0]} for {word}"
    candidates = tuple(Candidate(row, reason, 98.0 - at / 10) for at, row in enumerate(rows))
    message = (
        f"looks like {list_names(candidates)} {reason}; say which hemisphere that is, "
        "and use the acronym alone."
    )
    return Found("ipsi_contra", message, candidates, several=len(rows) > 1)


def _read_synonym(text: str) -> Found | None:
    index = load_index()
    entries = index.synonyms.get(fold(text), ())
    if not entries:
        return None
    entry = entries[0]
    rows = [index.row_of[acronym] for acronym in entry.regions]
    also = f", {entry.note}" if entry.note else ""
    names = join_words(entry.regions, "and")
    if entry.kind == SEVERAL:
        reason = "is one of the regions it covers"
        also = f" ({entry.note})" if entry.note else ""
        message = f"is a collective name for {names}{also}; name the region you mean."
    elif entry.kind == FINER:
        reason = "is the finest region of the tree that holds it"
        message = f"is finer than the Allen tree, which has only {names}{also}."
    else:
        reason = "is the Allen name of the same region"
        message = f"is called {names} in the Allen tree{also}."
    candidates = tuple(Candidate(row, reason, 95.0 - at) for at, row in enumerate(rows))
    several = entry.kind == SEVERAL or len(rows) > 1
    parts = separate(rows) if entry.kind == SEVERAL else ()
    return Found(entry.kind, message, candidates, several=several, parts=parts)


def _read_fold(text: str) -> Found | None:
    index = load_index()
    folded = fold(text)
    row = index.by_fold.get(folded, index.by_fold.get(folded.replace(" ", "")))
    if row is None or text.casefold() in index.by_case:
        return None
    candidates = (Candidate(row, "same apart from case, spaces or punctuation", 96.0),)
    message = f"matches {list_names(candidates)} apart from case, spaces, accents or punctuation."
    return Found("name_folded", message, candidates)


def _read_side(text: str) -> Found | None:
    before, after = _SIDE_BEFORE.match(text), _SIDE_AFTER.match(text)
    if before is not None:
        side, base = before[1], before[2]
    elif after is not None:
        side, base = after[2] or after[3], after[1]
    else:
        return None
    place = find_exact(base)
    if place is not None and place.kind != "id" and place.side is None:
        candidates: tuple[Candidate, ...] = (Candidate(place.row, "with the side set apart", 99.0),)
        several = False
    else:
        inner = _read_spelling(base)
        if inner is None:
            return None
        candidates, several = inner.candidates, inner.several
    word = _SIDES[side.casefold()]
    message = f"looks like {list_names(candidates)} on the {word}."
    return Found("side_in_key", message, candidates, several=several, side=word)


def _read_bare_layer(text: str) -> Found | None:
    match = _LAYER.match(text)
    if match is None or match["area"].strip() or match["word"] is None:
        return None
    layer = _layer_of(match)
    message = f"names layer {layer} but no area; add the area, such as VISp{layer}."
    return Found("layer_without_area", message, sure=False)


def _layer_of(match: re.Match[str]) -> str:
    layer = match["layer"].replace("-", "/")
    return _ROMAN.get(layer, "2/3" if layer == "23" else layer)


def _read_layer(text: str) -> Found | None:
    match = _LAYER.match(text)
    if match is None:
        return None
    layer = _layer_of(match)
    if not match["area"].strip():
        return None
    area = area_row(match["area"])
    if area is None:
        return None
    regions = load_regions()
    start = str(regions.acronym[area])
    wanted = {"2": ("2/3",), "3": ("2/3",), "6": ("6a", "6b")}.get(layer, (layer,))
    rows = [
        row for row in (load_index().row_of.get(start + part) for part in wanted) if row is not None
    ]
    if not rows:
        if start + "6a" not in load_index().row_of:
            return None
        reason = "is the area; the tree has no such layer of it"
        message = f"asks for layer {layer} of {start}, which the tree does not have."
        return Found("layer_divided", message, (Candidate(area, reason, 80.0),))
    candidates = tuple(
        Candidate(row, f"is layer {regions.acronym[row][len(start) :]} of {start}", 96.0 - at)
        for at, row in enumerate(rows)
    )
    if wanted == (layer,):
        message = f"matches {list_names(candidates)}, spelled differently."
        return Found("name_folded", message, candidates)
    how = "divides" if len(rows) > 1 else "joins with the next"
    message = f"asks for layer {layer}, which the tree {how}: {list_names(candidates)}."
    return Found("layer_divided", message, candidates, several=len(rows) > 1)


def _read_beginning(text: str) -> Found | None:
    """An acronym followed by small letters (``PAGx``): the longest acronym counts."""
    index = load_index()
    if " " in text or not text.isalnum():
        return None
    for length in range(len(text) - 1, 1, -1):
        row = index.row_of.get(text[:length])
        rest = text[length:]
        if row is not None and rest.isalpha() and rest.islower() and length >= 3:
            name = load_regions().acronym[row]
            begun = Candidate(row, f"is the start of “{text}”", 90.0)
            candidates = unique((begun, *find_near(text)))
            message = f"starts with {name}, but the Allen tree has no “{rest}” within it."
            return Found("finer_than_tree", message, candidates, several=len(candidates) > 1)
    return None


_READINGS: tuple[Callable[[str], Found | None], ...] = (
    find_by_number,
    _read_spelling,
    _read_bare_layer,
    _read_side,
    read_composite,
    _read_beginning,
    read_similar,
)
