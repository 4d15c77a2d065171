"""Features of a random table: their names and units, and the columns that hold their values."""

from dataclasses import dataclass
from random import Random
from typing import Any

from tests.features.tables.random_tables.known import (
    LEFT,
    RIGHT,
    STATISTIC,
    VALUE,
    Case,
    Column,
    Entry,
    Known,
    tell,
)
from tests.features.tables.random_tables.numbers import KINDS, draw_missing, draw_value
from tests.features.tables.random_tables.sides import BARE, LONE, PAIRS, RELATIVE_PAIRS

NAMES = ["firing rate", "cell density", "c-Fos", "Fos+ cells", "PV", "SST", "VIP", "volume", "TH"]
NAMES += ["intensity", "tdTomato", "area", "count", "fraction labelled", "energy", "LFP power"]
NAMES += ["Δ power", "R2", "mouse 12", "M0342", "day 7", "control", "CNO", "weight", "latency"]
NAMES += ["depth", "number of cells", "signal", "plaques", "projection_density", "Npy", "m1", "7"]
UNITS = ["Hz", "cells/mm3", "cells/mm^3", "fos/mm2", "%", "mm²", "a.u.", "ms", "µm", "spikes/s"]
PATTERNS = {"pairs": PAIRS, "bare": BARE, "lone": LONE, "ipsi pairs": RELATIVE_PAIRS}
"""Form of sides in the headers → headers of left and right, or of the only side."""
SPREADS = ["SD", "SEM", "std", "n", "N", "s.d.", "standard deviation"]


@dataclass
class Drawn:
    """A feature to be written: its truth, the kind of its values and its header."""

    known: Known
    kind: str
    head: str
    """The header without any side."""
    unit: str
    """What follows the header, with its brackets; '' for none."""


def draw_features(random: Random, count: int, names: list[str] | None = None) -> list[Drawn]:
    """Return features with different names; `names` are those to draw from."""
    drawn = []
    for name in random.sample(names or NAMES, count):
        unit = random.choice(UNITS) if random.random() < 0.3 else ""
        shown = random.choice([" ({})", " [{}]", "({})", " in {}"]).format(unit) if unit else ""
        if " in " in shown:
            unit = random.choice(["mm3", "mm^-3", "Hz"])
            shown = f" in {unit}"
        known = Known(name, unit, VALUE, (name,))
        drawn.append(Drawn(known, random.choice(KINDS), name, shown))
    return drawn


def write_features(
    case: Case, entries: list[Entry], features: list[Drawn], form: str
) -> list[Column]:
    """Return the columns of values, with their sides in the headers where `form` says so."""
    columns: list[Column] = []
    random = case.random
    pattern = random.choice(PATTERNS.get(form, ["{}"]))
    if form in PATTERNS:
        case.kinds["side headers"] = pattern
    if form == "ipsi pairs":
        case.asks = "ipsi and contra"
    for feature in features:
        if "|" in pattern:
            left, right = pattern.split("|")
            sides: list[Any] = [(left, LEFT), (right, RIGHT)]
            if form == "bare":
                feature.known.parts = ()
        elif form == "lone":
            sides = [(pattern, LEFT if "left" in pattern else RIGHT)]
        else:
            sides = [("{}", None)]
        inside = random.random() < 0.5
        for shown, side in sides:
            head = shown.format(feature.head + (feature.unit if inside else ""))
            head = f"{head}{'' if inside and form != 'bare' else feature.unit}"
            columns.append(write_values(case, entries, feature, head, side))
    return columns


def write_values(
    case: Case, entries: list[Entry], feature: Drawn, head: str, side: str | None
) -> Column:
    """Return a column of values of a feature, recording each in the truth."""
    cells: list[Any] = []
    for entry in entries:
        if case.random.random() < 0.06:
            cells.append(draw_missing(case.random))
            continue
        value = draw_value(case.random, feature.kind)
        tell(feature.known, entry, side, case.hemisphere, value)
        cells.append(value)
    if feature.known not in case.known:
        case.known.append(feature.known)
    return Column(head, cells, known=feature.known, side=side)


def write_spread(case: Case, entries: list[Entry], column: Column) -> Column:
    """Return a column of standard deviations or numbers of animals beside a column of values."""
    head = case.random.choice(SPREADS)
    # Only the whole header says of which side and feature it is.
    if column.side or case.random.random() < 0.5:
        head = f"{column.head} {head}"
    case.kinds["spread"] = head
    known = Known(head, role=STATISTIC)
    feature = Drawn(known, "count" if head.lower().endswith("n") else "small", head, "")
    return write_values(case, entries, feature, head, column.side)
