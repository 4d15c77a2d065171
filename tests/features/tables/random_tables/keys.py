"""Regions and the ways in which their keys are written."""

from functools import cache
from random import Random
from typing import Any

from atlasviewer.atlas.regions import load_regions
from tests.features.tables.random_tables.known import LEFT, RIGHT, Case, Column, Entry

FORMS = ["acronym", "acronym", "acronym", "name", "plain name", "id", "acronym + name"]
FORMS += ["acronym + id", "name + acronym", "id + name", "quoted", "padded"]
HEADS = {
    "acronym": ["acronym", "Region", "region", "Brain region", "Abbreviation", "ROI", "Structure"],
    "name": ["name", "Region name", "Brain region", "structure", "Full name", "safe_name"],
    "id": ["id", "atlas_id", "structure_id", "Region ID", "Allen ID"],
}
AWKWARD = ["LH", "RH", "VL", "IP", "cm", "CM", "LA", "RN", "RE", "RT", "LP", "LS", "SUM", "P", "B"]
AWKWARD += ["SSp-bfd", "SSp-bfd2/3", "VISp6a", "CUL4 5", "III", "V", "x", "y", "MOp2/3", "IPL"]
AWKWARD += ["TH"]
SIDED = {
    "behind_": ("{}_L", "{}_R"),
    "behind-": ("{}-L", "{}-R"),
    "brackets": ("{} (left)", "{} (right)"),
    "short brackets": ("{} (L)", "{} (R)"),
    "word before": ("left {}", "right {}"),
    "Word before": ("Left {}", "Right {}"),
    "word behind": ("{} left", "{} right"),
    "comma": ("{}, left", "{}, right"),
    "letter before": ("L_{}", "R_{}"),
    "glued": ("l{}", "r{}"),
    "hemisphere": ("{} (left hemisphere)", "{} (right hemisphere)"),
    "LH": ("LH_{}", "RH_{}"),
}
RELATIVE = {"ipsi": ("i{}", "c{}"), "ipsi word": ("ipsi {}", "contra {}")}


@cache
def usable() -> tuple[int, ...]:
    """Return the regions to draw from: all but root."""
    return tuple(range(2, len(load_regions())))


def pick_regions(random: Random, count: int) -> list[int]:
    """Return different regions, some of them with acronyms that look like something else."""
    table = load_regions()
    acronyms = table.acronym.tolist()
    awkward = [acronyms.index(a) for a in random.sample(AWKWARD, random.choice([0, 0, 1, 3]))]
    count = max(count - len(awkward), 2)
    drawn = [row for row in random.sample(usable(), count) if row not in awkward]
    regions = awkward + drawn
    random.shuffle(regions)
    return regions


def write_key(region: int, kind: str) -> Any:
    """Return a region's acronym, its official name, iblatlas' name (without commas) or id."""
    table = load_regions()
    if kind == "id":
        return int(table.id[region])
    texts = {"acronym": table.acronym, "name": table.official_name, "plain name": table.name}
    return str(texts[kind][region])


def write_keys(case: Case, entries: list[Entry], form: str, side_form: str) -> list[Column]:
    """Return the columns of keys of a table: the one with the regions, and those beside it."""
    case.kinds["keys"] = form
    if side_form in RELATIVE:
        case.asks = "ipsi and contra"
    kinds = {"quoted": ["acronym"], "padded": ["acronym"]}.get(form, form.split(" + "))
    columns = []
    for kind in kinds:
        head = case.random.choice(HEADS["name" if kind == "plain name" else kind])
        cells = [write_key(entry.region, kind) for entry in entries]
        columns.append(Column(head, cells))
    first = columns[0]
    first.key = True
    pairs = zip(first.cells, entries, strict=True)
    first.cells = [_write_side(cell, entry, side_form) for cell, entry in pairs]
    if form == "quoted":
        first.cells = [f"'{cell}'" for cell in first.cells]
    if form == "padded":
        first.cells = [f" {cell}  " for cell in first.cells]
    return columns


def _write_side(key: Any, entry: Entry, form: str) -> Any:
    if form == "negative id":
        return -key if entry.side == LEFT else key
    pattern = (SIDED | RELATIVE).get(form)
    return key if pattern is None else pattern[entry.side == RIGHT].format(key)
