"""Every spelling that names a region exactly, and a comparison that ignores spelling variants."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from atlasviewer.atlas.mapping.placement import LEAF_SUFFIX
from atlasviewer.atlas.mapping.slots import load_tree
from atlasviewer.atlas.names.synonyms import (
    DOUBTFUL,
    OFFICIAL_SPELLINGS,
    SPELLINGS,
    SYNONYMS,
    Synonym,
)
from atlasviewer.atlas.regions import load_regions

_QUOTES = "\"'`´‘’“”„«»"
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_WHOLE_DECIMAL = re.compile(r"^([+-]?\d+)\.0*$")
_APOSTROPHES = re.compile("['’´`]")
_SIDE_SUFFIX = re.compile(r"^(.*\S)\s*\((left|right)\)$")


@dataclass(frozen=True)
class Place:
    """A region that a key means exactly."""

    row: int
    """0…1327."""
    kind: str
    """``acronym``, ``id`` or ``name``."""
    leaf: bool = False
    side: str | None = None


def clean_key(key: object) -> str:
    """Return a cell's content as text: trimmed, unquoted, spaces single; empty for None and NaN.

    A whole number that was held as a float (985.0) loses its decimals, as a number and as text.
    """
    if key is None or isinstance(key, float) and key != key:
        return ""
    if isinstance(key, float) and key.is_integer():
        key = int(key)
    if isinstance(key, int) and key.bit_length() > 1100:  # Larger than any float.
        key = f"{'-' if key < 0 else ''}1e{int(key.bit_length() * 0.30103)}"
    text = " ".join(str(key).translate(_INVISIBLE).split())
    while len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = text[1:-1].strip()
    whole = _WHOLE_DECIMAL.match(text)
    return whole[1] if whole else text


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return a name for comparison: no case, accents, punctuation, wrong encoding; one spelling."""
    joined = _APOSTROPHES.sub("", _repair_encoding(text))
    decomposed = unicodedata.normalize("NFKD", joined).casefold()
    kept = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(SPELLINGS.get(word, word) for word in kept.split())


def _repair_encoding(text: str) -> str:
    """Repair UTF-8 that was decoded as a Western code page (``raphÃ©``)."""
    if text.isascii():
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


@dataclass(frozen=True)
class NameIndex:
    """Look-ups from text to region, prepared once."""

    exact: dict[str, Place]
    by_case: dict[str, tuple[int, ...]]
    """Case-folded acronym → rows."""
    by_fold: dict[str, int]
    """Folded name, or acronym without punctuation → row."""
    acronyms: tuple[str, ...]
    """Case-folded acronyms by row."""
    sorted_acronyms: tuple[tuple[str, int], ...]
    """Acronyms and their rows, in alphabetical order."""
    sorted_names: tuple[str, ...]
    """Folded names by row, with their words in alphabetical order."""
    synonyms: dict[str, tuple[Synonym, ...]]
    """Folded key → entries."""
    row_of: dict[str, int]
    """Acronym → row."""


@cache
def load_index() -> NameIndex:
    """Return the index, built once per process."""
    regions = load_regions()
    row_of = {acronym: row for row, acronym in enumerate(regions.acronym)}
    by_case: dict[str, list[int]] = defaultdict(list)
    for acronym, row in row_of.items():
        by_case[acronym.casefold()].append(row)
    by_fold = {fold(acronym).replace(" ", ""): row for acronym, row in row_of.items()}
    for row, name in enumerate(regions.name):
        by_fold[fold(name)] = by_fold[fold(name).replace(" ", "")] = row
    synonyms: dict[str, list[Synonym]] = defaultdict(list)
    for entry in SYNONYMS:
        for key in dict.fromkeys(map(fold, entry.keys)):
            synonyms[key].append(entry)
    return NameIndex(
        exact=_exact_places(),
        by_case={key: tuple(rows) for key, rows in by_case.items()},
        by_fold=by_fold,
        acronyms=tuple(acronym.casefold() for acronym in regions.acronym),
        sorted_acronyms=tuple(sorted((str(acronym), row) for acronym, row in row_of.items())),
        sorted_names=tuple(" ".join(sorted(fold(name).split())) for name in regions.name),
        synonyms={key: tuple(entries) for key, entries in synonyms.items()},
        row_of=row_of,
    )


def _exact_places() -> dict[str, Place]:
    """Return text → place; acronyms take precedence over names."""
    regions = load_regions()
    row_of = {acronym: row for row, acronym in enumerate(regions.acronym)}
    places: dict[str, Place] = {}
    for row in range(len(regions)):
        for name in (regions.name[row], regions.official_name[row]):
            places[name] = Place(row, "name")
    for acronym, row in row_of.items():
        places[acronym] = Place(row, "acronym")
        number = int(regions.id[row])
        places[str(number)] = Place(row, "id")
        if number:
            places[str(-number)] = Place(row, "id", side="left")
    for official, acronym in OFFICIAL_SPELLINGS.items():
        places[official] = Place(row_of[acronym], "acronym")
    tree = load_tree()
    for row, number in zip(tree.nodes.tolist(), tree.leaf_ids.tolist(), strict=True):
        places[f"{regions.acronym[row]}{LEAF_SUFFIX}"] = Place(row, "acronym", leaf=True)
        places[str(number)] = Place(row, "id", leaf=True)
        places[str(-number)] = Place(row, "id", leaf=True, side="left")
    return places


def find_exact(text: str) -> Place | None:
    """Return the region that a cleaned key means exactly, or None.

    Exact is: an acronym, an id, Allen's official name, the same without its commas (as iblatlas
    spells it), each also with ``(left)`` or ``(right)`` behind it.
    """
    places = load_index().exact
    found = places.get(text) or places.get(" ".join(text.replace(",", " ").split()))
    if found is not None:
        # Ids must be whole: "9,85" does not mean 985.
        return found if found.kind != "id" or text in places else None
    sided = _SIDE_SUFFIX.match(text)
    if sided is None:
        return None
    base = find_exact(sided[1])
    if base is None or base.side is not None:
        return None
    return Place(base.row, base.kind, leaf=base.leaf, side=sided[2])


def doubts_about(row: int) -> tuple[tuple[int, ...], str] | None:
    """Return the rows that a laboratory may mean by this acronym instead, and their name."""
    entry = DOUBTFUL.get(load_regions().acronym[row])
    if entry is None:
        return None
    return tuple(load_index().row_of[acronym] for acronym in entry[0]), entry[1]
