"""Finds columns of values that hold one side only, according to their headers."""

import re
from collections import Counter
from dataclasses import dataclass

from features.tables.understanding.header import find_side, find_statistic
from features.tables.understanding.units import split_unit
from features.tables.understanding.vocabulary import CONTRA, IPSI, SIDE_WORDS, load_words

RELATIVE = r"(?<![^\W_]){}(?:lateral)?(?![^\W_])"
TASK_WORDS = {
    *("stim", "stimulus", "stimuli", "stimulation", "choice", "choices", "lick", "licks", "turn"),
    *("turns", "reward", "eye", "whisker", "paw", "forepaw", "bias", "contrast", "lever", "trial"),
    *("trials", "response", "block", "wheel", "cue", "limb", "hand", "ear", "movement", "saccade"),
    *("licking", "turning", "rewarded", "gaze", "pupil", "forelimb", "port", "poke"),
}
"""Words of a header whose left and right refer to a task or a body, not to the brain."""


@dataclass(frozen=True)
class HeaderSide:
    """What a header says about the side: ``side`` is left, right or ''.

    ``rest`` is the header without it. ``paired``: another column is the other side of the same.
    ``clear`` is False for a letter or two that may mean something else.
    """

    side: str
    rest: str
    paired: bool = False
    clear: bool = True


def read_sides(headers: list[tuple[int, str]]) -> list[HeaderSide]:
    """Return what each (block, header) says; headers that are regions say no side of the rows."""
    found = [_read(header) for _, header in headers]
    among_regions = _count_regions(found)
    if among_regions > 1:
        return [HeaderSide("", header) for _, header in headers]
    count = Counter((one.side, one.rest.lower()) for one in found if one.side)
    sides = []
    for one in found:
        other = "right" if one.side == "left" else "left"
        paired = bool(one.side) and count[other, one.rest.lower()] > 0
        # LH and RH beside another acronym may be regions as well as sides.
        clear = (one.clear or paired) and not (among_regions and not one.rest and not one.clear)
        sides.append(HeaderSide(one.side, one.rest, paired and clear, clear))
    return sides


def _read(header: str) -> HeaderSide:
    side, rest = find_side(header)
    if not side:
        side, rest = _before_statistic(header)
    words = {word.lower() for word in re.split(r"[\W_]+", rest) if word}
    if {"left", "right", "lh", "rh"} & words:
        return HeaderSide("", header)  # the header names both: "left/right ratio"
    if not side or words & TASK_WORDS and "hemi" not in header.lower():
        return HeaderSide("", header)
    whole = re.search(r"(?<![^\W_])(?:left|right)(?![^\W_])", header, re.IGNORECASE)
    return HeaderSide(side, rest, clear=whole is not None)


def says_relative(header: str) -> bool:
    """Tell whether a header says ipsi or contra of the brain: ``density (contra)``."""
    words = {word.lower() for word in re.split(r"[\W_]+", header) if word}
    relative = {word for word in words if SIDE_WORDS.get(word) in (IPSI, CONTRA)} - {"i", "c"}
    return len(relative) == 1 and not words & TASK_WORDS


def make_absolute(header: str, ipsi_side: str) -> str:
    """Return a header with left and right in place of ipsi and contra."""
    contra_side = "right" if ipsi_side == "left" else "left"
    header = re.sub(RELATIVE.format("ipsi"), ipsi_side, header, flags=re.IGNORECASE)
    return re.sub(RELATIVE.format("contra"), contra_side, header, flags=re.IGNORECASE)


def _before_statistic(header: str) -> tuple[str, str]:
    """Return side and rest of a header such as ``rate_left SD``, whose side is inside."""
    words = header.split()
    for size in range(1, min(len(words), 5)):
        tail = " ".join(words[-size:])
        if find_statistic(tail):
            side, rest = find_side(split_unit(" ".join(words[:-size]))[0])
            if side:
                return side, f"{rest} {tail}".strip()
    return "", header


def _count_regions(found: list[HeaderSide]) -> int:
    """Return how many regions the headers name if at least half of them do, else 0.

    Headers that hold only a side do not count.
    """
    others = {one.rest for one in found if one.rest}
    named = {text for text in others if text in load_words().acronyms}
    return len(named) if named and len(named) >= 0.5 * len(others) else 0


def is_worth_asking(header: str, side: HeaderSide) -> bool:
    """Tell whether a header may name a side, which only a person can decide."""
    if not side.side or side.clear:
        return False
    return bool(re.search(r"(?<![^\W_])(?:LH|RH|L|R)(?![^\W_])|_[lr](?:h)?$", header))
