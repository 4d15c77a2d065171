"""Keys that resemble a region's name, or contain it among other words; never certain."""

from bisect import bisect_left
from functools import cache
from itertools import islice, takewhile

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from atlasviewer.atlas.names.index import find_exact, fold, load_index
from atlasviewer.atlas.names.readings import MOST, Candidate, Found, list_names, unique
from atlasviewer.atlas.names.synonyms import SAME, SYNONYMS
from atlasviewer.atlas.regions import load_regions

CLOSE = 84.0
"""Similarity (0…100) from which a name counts as a misspelling of another."""
SIMILAR = 62.0
"""Similarity from which a name is worth suggesting at all."""
SHORTEST_SYNONYM = 5
"""Fewest letters of a synonym that is compared by similarity."""
QUALIFIERS = {
    *("dorsal", "ventral", "lateral", "medial", "anterior", "posterior", "rostral", "caudal"),
    *("intermediate", "central", "core", "shell", "part", "parts", "subfield", "subregion", "zone"),
    *("portion", "division", "subdivision", "half", "third", "dorsolateral", "dorsomedial"),
    *("ventrolateral", "ventromedial", "column", "columns", "pole", "proximal", "distal", "d", "v"),
    *("superficial", "deep", "tip", "head", "tail", "layer"),
}
"""Folded words for a part of a region."""


def read_similar(text: str) -> Found | None:
    """Return regions whose name occurs in a key, or is spelled similarly."""
    folded = fold(text)
    if not folded:
        return None
    similar = unique(sorted((*find_near(text), *_find_similar(folded)), key=lambda c: -c.score))
    enough = 75.0 if " " not in text else CLOSE
    close = bool(similar) and similar[0].score >= enough
    if not close and (found := _read_containing(text, similar)) is not None:
        return found
    if not similar:
        return None
    if close:
        message = f"is not in the Allen tree. Did you mean {list_names(similar[:3])}?"
        several = len(similar) > 1 and similar[1].score > similar[0].score - 3
        return Found("misspelled", message, similar, several=several)
    message = "is not in the Allen tree; the most similar names are listed."
    return Found("unknown_region", message, similar, sure=False)


def find_near(text: str) -> tuple[Candidate, ...]:
    """Return acronyms one typing error away (two in a long one), or with the same beginning."""
    if " " in text or len(text) < 2:
        return ()
    folded = text.casefold()
    slips = 1 if len(folded) < 6 else 2
    hits = process.extract(
        folded, load_index().acronyms, scorer=OSA.distance, score_cutoff=slips, limit=MOST
    )
    reason = {1: "differs by one letter", 2: "differs by two letters"}
    near = [
        Candidate(row, reason[int(distance)], 100.0 * (1 - distance / (len(folded) + 1)))
        for _, distance, row in hits
        if len(folded) > 2 and distance
    ]
    begin = [
        Candidate(row, f"begins with {text}", 60.0) for row in sorted(_rows_beginning_with(text))
    ]
    return tuple(near + begin[:MOST])


def _rows_beginning_with(text: str) -> list[int]:
    """Return the rows of the acronyms that begin with a text."""
    acronyms = load_index().sorted_acronyms
    first = bisect_left(acronyms, (text, 0))
    beginning = takewhile(lambda entry: entry[0].startswith(text), islice(acronyms, first, None))
    return [row for _, row in beginning]


def _find_similar(folded: str) -> list[Candidate]:
    """Return regions whose Allen name, or another name in use, is spelled like a folded key."""
    # Equal to `fuzz.token_sort_ratio`, with the names' words sorted only once.
    words = " ".join(sorted(folded.split()))
    names, rows, shown = _spellings()
    hits = process.extract(words, names, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=2 * MOST)
    found = []
    for _, score, at in hits:
        reason = f"similar to “{shown[at]}”" if shown[at] else f"similar spelling ({score:.0f} %)"
        found += [Candidate(row, reason, score - place / 10) for place, row in enumerate(rows[at])]
    return found


@cache
def _spellings() -> tuple[list[str], list[tuple[int, ...]], list[str]]:
    """Return Allen's names and other names in use as sorted words, their rows, and the latter."""
    index = load_index()
    spelled: list[tuple[str, tuple[int, ...], str]] = [
        (name, (row,), "") for row, name in enumerate(index.sorted_names)
    ]
    for entry in SYNONYMS:
        rows = tuple(index.row_of[acronym] for acronym in entry.regions)
        for key in entry.keys:
            if len(key) >= SHORTEST_SYNONYM:
                spelled.append((" ".join(sorted(key.casefold().split())), rows, key))
    return [entry[0] for entry in spelled], [entry[1] for entry in spelled], [e[2] for e in spelled]


def _read_containing(text: str, similar: tuple[Candidate, ...]) -> Found | None:
    """``CA1 subfield, dorsal part``: a region's name or acronym among other words."""
    words = text.replace(",", " ").replace("(", " ").replace(")", " ").split()
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            row = _row_of_words(words[start : start + length])
            if row is None:
                continue
            rest = words[:start] + words[start + length :]
            finer = all(fold(word) in QUALIFIERS for word in rest)
            layered = any(letter.isdigit() for word in rest for letter in word)
            if (
                finer
                or not layered
                and 3 * sum(map(len, words[start : start + length])) >= len(text)
            ):
                return _contained(row, finer, similar)
    return None


def _row_of_words(words: list[str]) -> int | None:
    """Return the region that words name: its acronym in its own case, its name, a common name."""
    joined = " ".join(words)
    place = find_exact(joined)
    if place is not None and place.kind != "id" and len(joined) > 2:
        return place.row
    folded = fold(joined)
    if len(folded) < SHORTEST_SYNONYM:
        return None
    index = load_index()
    if folded in index.by_fold and folded not in index.by_case:
        return index.by_fold[folded]
    entries = [entry for entry in index.synonyms.get(folded, ()) if entry.kind == SAME]
    return index.row_of[entries[0].regions[0]] if entries else None


def _contained(row: int, finer: bool, similar: tuple[Candidate, ...]) -> Found:
    name = str(load_regions().acronym[row])
    whole = Candidate(row, "its name is part of the key", 90.0)
    candidates = unique((whole, *similar))
    if finer:
        message = f"looks like a part of {name} that the Allen tree does not divide."
        return Found("finer_than_tree", message, candidates, several=len(candidates) > 1)
    message = f"is not in the Allen tree. Its words include the name of {name}."
    return Found("ambiguous", message, candidates, several=True)
