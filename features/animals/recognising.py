"""Tells from headers alone whether the columns of a table are animals, and of which groups.

A guess is only ever a proposal: nothing is computed before a person confirmed it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from features.animals.guess import Animal, Guess, Heading
from features.animals.words import (
    AFTER,
    ANIMAL_HEADERS,
    ANIMALS,
    BEFORE,
    CONTROLS,
    FIRST_SUMMARIES,
    GROUP_HEADERS,
    GROUPS,
    MAYBE_ANIMALS,
    NO_ANIMALS,
    SUMMARIES,
    fold,
    split_words,
)

FEWEST = 3
"""Columns of one group, without any other, from which on they are taken as replicates."""
MOSTLY = 0.6
"""Share of the columns that must be animals, summaries aside, if others stand beside them."""
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class _Read:
    """A heading as it is read: which animal, which group, and what tells so."""

    heading: Heading
    name: str
    group: str
    stem: str = ""
    words: tuple[str, ...] = field(default=())


def recognise(headings: Sequence[Heading], names: Sequence[str] = ()) -> Guess | None:
    """Return which columns are animals and of which groups; None if they are features.

    `names` says what each row of header texts holds (``mouse``, ``genotype``), or '' where the
    table does not.
    """
    results = [one for one in headings if _is_summary(one.texts)]
    columns = [one for one in headings if one not in results]
    if len(columns) < 2 or len({one.unit for one in columns}) > 1:
        return None
    kinds = [_kind_of(name) for name in names] or [""] * len(columns[0].texts)
    if "animal" in kinds:
        read = _read_named(columns, kinds)
        return _guess(read, results, sure=True, why="a header says which line names the animal")
    return _recognise_texts(columns, results, kinds)


def _recognise_texts(
    columns: list[Heading], results: list[Heading], kinds: list[str]
) -> Guess | None:
    above = _groups_above(columns, kinds)
    read = _read_numbered(columns, above)
    found = [one for one in read if _may_be_animal(one)]
    others = [one.heading for one in read if one not in found]
    sizes = Counter(fold(one.group) for one in found)
    lonely = [one for one in found if sizes[fold(one.group)] < 2]
    if above is None and lonely and len(sizes) > 1:
        found = [one for one in found if one not in lonely]
        others += [one.heading for one in lonely]
    if len(found) < 2 or len(found) < MOSTLY * len(columns):
        return None
    if len({one.group for one in found}) == 1 and len(found) < FEWEST:
        return None
    told = [word for one in found for word in (*map(fold, one.words), fold(one.group))]
    sure = all(_is_told(one) for one in found)
    if not sure and not set(told) & MAYBE_ANIMALS:
        return None
    why = "their headers number animals" if sure else "their headers may number animals"
    return _guess(found, [*results, *others], sure=sure, why=why)


def _kind_of(name: str) -> str:
    folded = fold(name)
    if folded in ANIMAL_HEADERS:
        return "animal"
    return "group" if folded in GROUP_HEADERS else ""


def _is_summary(texts: tuple[str, ...]) -> bool:
    """Tell whether a column holds a result: ``SEM``, ``p value``, ``WT mean`` or ``mean WT``."""
    own = texts[-1]
    words = [fold(word) for word in own.replace("_", " ").split()]
    if fold(own) in SUMMARIES:
        return True
    return len(words) > 1 and (words[-1] in SUMMARIES - {"t", "f"} or words[0] in FIRST_SUMMARIES)


def _read_named(columns: list[Heading], kinds: list[str]) -> list[_Read]:
    """Return columns whose lines of texts are named: one is the animal, the others its group."""
    animal = kinds.index("animal")
    named = [at for at, kind in enumerate(kinds) if kind == "group"]
    groups = named or [at for at in range(len(kinds)) if at != animal]
    return [
        _Read(one, one.texts[animal], " ".join(filter(None, (one.texts[at] for at in groups))))
        for one in columns
    ]


def _groups_above(columns: list[Heading], kinds: list[str]) -> list[str] | None:
    """Return the group of each column if a row above names it: fewer texts than columns."""
    depth = len(columns[0].texts)
    places = [at for at, kind in enumerate(kinds) if kind == "group" and at < depth]
    places += list(range(depth - 1)) if not places else []
    for at in places:
        texts = [one.texts[at] for one in columns]
        if all(texts) and 1 < len({fold(text) for text in texts}) <= len(columns) / 2:
            return texts
    return None


def _read_numbered(columns: list[Heading], above: list[str] | None) -> list[_Read]:
    """Return columns with the number that most others vary taken as the animal's.

    ``5xFAD_1`` and ``5xFAD_2`` differ in the last number, ``M1 pre`` and ``M2 pre`` in the first.
    """
    stems = [_stems(one.texts[-1]) for one in columns]
    counts = Counter(stem for found in stems for stem in found)
    read = []
    for place, (heading, found) in enumerate(zip(columns, stems, strict=True)):
        own = heading.texts[-1]
        stem = max(reversed(found), key=lambda one: counts[one]) if found else own
        words = tuple(split_words(stem.replace("#", " ")))
        rest = [word for word in words if fold(word) not in ANIMALS | MAYBE_ANIMALS]
        before, mark, after = stem.partition("#")
        group = above[place] if above else _name_group(before, after, rest, numbered=bool(mark))
        name = own
        if above is None and _is_condition(rest):
            # “M1 pre” and “M1 post” are the same animal twice.
            name = re.sub(rf"[\W_]*\b{re.escape(' '.join(rest))}\b[\W_]*", " ", _spaced(own))
        read.append(_Read(heading, " ".join(name.split()) or own, group, stem, words))
    return read


def _spaced(text: str) -> str:
    """Return a header with blanks in place of what parts its words: ``M1_pre``, ``M1pre``."""
    parted = re.sub(r"(?<=\d)(?=[^\W\d_])", " ", text)
    return " ".join(re.sub(r"[_\-.:()/]+", " ", parted).split())


def _name_group(before: str, after: str, rest: list[str], *, numbered: bool) -> str:
    """Return a group as the header writes it, without the animal's words and number."""
    if not rest:
        return ""
    if not numbered or (before.strip() and not split_words(after)):
        return _strip_animals(before)
    return " ".join(rest)


def _strip_animals(text: str) -> str:
    parts = re.split(r"[\s_]+", text.strip(" _-.#:(["))
    kept = [part for part in parts if fold(part) not in ANIMALS | {""}]
    return " ".join(kept).strip(" _-.#:([")


def _stems(text: str) -> list[str]:
    """Return the text with each of its whole numbers in turn replaced by #."""
    return [f"{text[: at.start()]}#{text[at.end() :]}" for at in NUMBER.finditer(text)]


def _is_condition(words: Sequence[str]) -> bool:
    return len(words) == 1 and fold(words[0]) in BEFORE | AFTER


def _may_be_animal(one: _Read) -> bool:
    """Tell whether nothing in a header says that its number counts something else."""
    words = {fold(word) for word in one.words}
    if words & (NO_ANIMALS - GROUPS - ANIMALS) and not words & ANIMALS:
        return False
    return "#" in one.stem or bool(words & GROUPS) or fold(one.group) in GROUPS


def _is_told(one: _Read) -> bool:
    """Tell whether a word of a header, or of the row above, names animals or a group of them."""
    words = {fold(word) for word in (*one.words, *split_words(one.group))} | {fold(one.group)}
    return bool(words & (ANIMALS | GROUPS | BEFORE | AFTER))


def _guess(found: list[_Read], rest: list[Heading], *, sure: bool, why: str) -> Guess | None:
    animals = _join_columns(found)
    groups = list(dict.fromkeys(animal.group for animal in animals))
    if len(animals) < 2 or len(animals) == len(groups) > 1:
        return None
    controls = [group for group in groups if _names(group, CONTROLS | BEFORE)]
    said = [f"{len(animals)} columns look like animals: {why}."]
    if len(groups) > 1:
        sizes = Counter(animal.group for animal in animals)
        counted = ", ".join(f"“{group}” ({sizes[group]})" for group in groups)
        said.append(f"They would form {len(groups)} groups: {counted}. Confirm or change them.")
    else:
        said.append("They name no groups: confirm one group, or form groups.")
    paired = _is_paired(animals, groups)
    if paired:
        said.append("Each animal is in every group: a paired design.")
    elif _share_names(animals, groups):
        said.append(
            "Every group has animals of the same names. If they are the same animals, the design "
            "is paired: choose the paired test."
        )
    return Guess(
        tuple(animals),
        sure,
        paired,
        controls[0] if len(controls) == 1 and len(groups) > 1 else None,
        tuple(one.column for one in rest),
        tuple(said),
    )


def _names(group: str, words: set[str]) -> bool:
    return fold(group) in words or bool({fold(word) for word in split_words(group)} & words)


def _join_columns(found: list[_Read]) -> list[Animal]:
    """Return the animals; columns of one name are one animal if they hold different sides.

    ``WT, WT, WT`` are three animals, told apart by a number.
    """
    groups: dict[str, str] = {}
    for one in found:
        groups.setdefault(fold(one.group), one.group)
    places: dict[tuple[str, str], list[Heading]] = {}
    for one in found:
        name, group = one.name, groups[fold(one.group)]
        number = 1
        while any(_is_same_place(one.heading, other) for other in places.get((name, group), ())):
            number += 1
            name = f"{one.name} {number}"
        places.setdefault((name, group), []).append(one.heading)
    return [
        Animal(name, group, tuple((one.column, one.category) for one in headings))
        for (name, group), headings in places.items()
    ]


def _is_same_place(one: Heading, other: Heading) -> bool:
    """Tell whether two columns would give an animal two values for the same region and side."""
    return one.category == other.category and (one.side or other.side) == (other.side or one.side)


def _is_paired(animals: list[Animal], groups: list[str]) -> bool:
    """Tell whether the same animals are in every group, and the groups are conditions."""
    return _share_names(animals, groups) and all(_names(one, BEFORE | AFTER) for one in groups)


def _share_names(animals: list[Animal], groups: list[str]) -> bool:
    if len(groups) < 2:
        return False
    sets = [{a.name for a in animals if a.group == group} for group in groups]
    return all(names == sets[0] for names in sets) and len(sets[0]) > 1
