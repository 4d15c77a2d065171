"""The ways in which a table is laid out, from its entries and features to columns."""

from collections.abc import Callable
from dataclasses import replace

from tests.features.tables.random_tables.features import (
    NAMES,
    Drawn,
    draw_features,
    write_features,
    write_spread,
    write_values,
)
from tests.features.tables.random_tables.keys import (
    FORMS,
    pick_regions,
    write_key,
    write_keys,
)
from tests.features.tables.random_tables.known import LEFT, RIGHT, Case, Column, Entry, Known
from tests.features.tables.random_tables.sides import (
    NONE,
    draw_entries,
    draw_side_form,
    write_side_column,
)

GROUPS = ["Control", "CNO", "Treated", "PV-Cre", "Experiment 1", "Experiment 2", "WT (n = 6)"]
MEASURES = ["CELLS", "AREA", "DENSITY", "Volume", "Intensity"]
CATEGORY_HEADS = ["cell type", "layer", "genotype", "measure", "condition", "Group"]
CATEGORIES = [
    ["PV", "SST", "VIP", "control", "treated", "L2/3", "deep", "female", "male"],
    ["101", "102", "103"],
    ["1", "2/3", "4", "5", "6a"],
    ["P7", "P14", "P28"],
]


def _draw_keys(case: Case, side_form: str) -> str:
    """Return a form of keys in which the side can be written."""
    if side_form == "negative id":
        return "id"
    forms = FORMS if side_form == NONE else ["acronym", "acronym", "name", "acronym + name"]
    if side_form in ("glued", "ipsi"):
        forms = ["acronym"]
    return case.random.choice(forms)


def _start(case: Case, *, headers: bool, column: bool = True) -> tuple[list[Entry], list[Column]]:
    """Draw the entries of a table and write its keys and its column of sides."""
    random = case.random
    form = draw_side_form(random, headers=headers, column=column)
    case.kinds["sides"] = form
    entries = draw_entries(case, pick_regions(random, random.randint(4, 9)), form)
    columns = write_keys(case, entries, _draw_keys(case, form), form)
    sides = write_side_column(case, entries, form)
    if sides is not None:
        columns.insert(random.choice([len(columns), len(columns), 0]), sides)
    return entries, columns


def wide(case: Case) -> list[Column]:
    """One row per region (and side), one column per feature (and side)."""
    random = case.random
    entries, columns = _start(case, headers=True)
    form = case.kinds["sides"]
    if form == "group sides":
        return columns + _side_groups(case, entries)
    count = 1 if form == "bare" else random.randint(1, 4)
    written = write_features(case, entries, draw_features(random, count), form)
    for column in written:
        columns.append(column)
        if random.random() < 0.08:
            columns.append(write_spread(case, entries, column))
    return columns


def _side_groups(case: Case, entries: list[Entry]) -> list[Column]:
    """The labels of groups say the side: “Left hemisphere” over rate and depth."""
    features = draw_features(case.random, case.random.randint(2, 3))
    sides = case.random.choice([("Left hemisphere", "Right hemisphere"), ("Left", "Right")])
    columns = []
    for label, side in zip(sides, (LEFT, RIGHT), strict=True):
        for feature in features:
            head = feature.head + feature.unit
            columns.append(write_values(case, entries, feature, head, side))
            columns[-1].group = label
    return columns


def grouped(case: Case) -> list[Column]:
    """Two header rows: labels of groups over the same headers."""
    random = case.random
    entries, columns = _start(case, headers=False)
    groups = random.sample(GROUPS, random.randint(2, 3))
    owns = random.sample(NAMES, random.randint(1, 3))
    for group in groups:
        for own in owns:
            feature = draw_features(random, 1, [own])[0]
            feature.known.parts = (group, own)
            written = write_values(case, entries, feature, feature.head + feature.unit, None)
            columns.append(written)
            columns[-1].group = group
    return columns


def long(case: Case) -> list[Column]:
    """One row per region, side and category."""
    random = case.random
    entries, keys = _start(case, headers=False)
    categories = random.sample(random.choice(CATEGORIES), random.randint(2, 3))
    values = draw_features(random, random.choice([1, 1, 2]))
    order = [(entry, category) for entry in range(len(entries)) for category in categories]
    if random.random() < 0.3:
        order.sort(key=lambda pair: pair[1])
    order = [pair for pair in order if random.random() < 0.95]
    columns = [replace(key, cells=[key.cells[at] for at, _ in order]) for key in keys]
    if len(keys) == 1 and case.kinds["keys"] != "id" and random.random() < 0.25:
        case.kinds["fill"] = _blank_repeats(columns[0])
    columns.append(Column(random.choice(CATEGORY_HEADS), [category for _, category in order]))
    for feature in values:
        column = Column(feature.head + feature.unit, [], known=feature.known)
        known = {}
        for category in categories:
            parts = (category,) if len(values) == 1 else (category, feature.known.name)
            known[category] = Known(" ".join(parts), feature.known.unit, parts=parts)
        for at, category in order:
            drawn = Drawn(known[category], feature.kind, "", "")
            column.cells += write_values(case, [entries[at]], drawn, "", None).cells
        columns.append(column)
    return columns


def _blank_repeats(keys: Column) -> str:
    """Write a key only in the first of the rows below each other that have it, in place."""
    above = None
    for row, cell in enumerate(keys.cells):
        keys.cells[row] = None if cell == above else cell
        above = cell
    return "blank below the first"


def blocks_of_rows(case: Case) -> list[Column]:
    """One table cut into two or three that stand side by side, each with its own regions."""
    random = case.random
    count = random.randint(2, 3)
    case.kinds["sides"] = NONE
    form = random.choice(["acronym", "acronym", "name"])
    regions = pick_regions(random, random.randint(4 * count, 6 * count))
    features = draw_features(random, random.randint(1, 2))
    head = random.choice(["Region", "acronym", "Brain region"])
    columns: list[Column] = []
    height = -(-len(regions) // count)
    for start in range(0, len(regions), height):
        entries = [Entry(region) for region in regions[start : start + height]]
        keys = write_keys(case, entries, form, NONE)
        keys[0].head = head
        block = keys + write_features(case, entries, features, NONE)
        columns += block if not columns else [Column(None, []), *block]
    return columns


def blocks_of_features(case: Case) -> list[Column]:
    """Blocks with a label above each, the same samples in all of them: CELLS, AREA, DENSITY."""
    random = case.random
    case.kinds["sides"] = NONE
    regions = pick_regions(random, random.randint(4, 8))
    samples = random.sample(["m1", "m2", "m3", "mouse 12", "control", "CNO"], random.randint(1, 3))
    columns: list[Column] = []
    for label in random.sample(MEASURES, random.randint(2, 3)):
        if random.random() < 0.5:
            random.shuffle(regions)
        entries = [Entry(region) for region in regions]
        block = write_keys(case, entries, "acronym", NONE)
        block[0].head = "Region"
        for sample in samples:
            feature = draw_features(random, 1, [sample])[0]
            feature.known.parts = (label, sample)
            block.append(write_values(case, entries, feature, feature.head + feature.unit, None))
        for column in block:
            column.group = label
        columns += block if not columns else [Column(None, []), *block]
    return columns


def matrix(case: Case) -> list[Column]:
    """Regions along both sides: each column is a feature that is called like a region."""
    random = case.random
    form = draw_side_form(random, headers=False, column=False)
    case.kinds["sides"] = form
    entries = draw_entries(case, pick_regions(random, random.randint(5, 9)), form)
    columns = write_keys(case, entries, "id" if form == "negative id" else "acronym", form)
    columns[0].head = random.choice([None, "acronym", "source", "Region"])
    names = [str(write_key(region, "acronym")) for region in pick_regions(random, 6)]
    if random.random() < 0.3:  # lateral habenula and rhomboid nucleus, not hemispheres
        names = [name for name in names if name not in ("LH", "RH")] + ["LH", "RH"]
    features = draw_features(random, len(names), names)
    for feature in features:
        feature.unit = feature.known.unit = ""
    return columns + write_features(case, entries, features, NONE)


LAYOUTS: dict[str, Callable[[Case], list[Column]]] = {
    "wide": wide,
    "grouped": grouped,
    "long": long,
    "blocks of rows": blocks_of_rows,
    "blocks of features": blocks_of_features,
    "matrix": matrix,
}
WEIGHTS = [6, 2, 2, 1, 1, 1]
TURNABLE = {"wide"}
