"""Units of measure at the end of a header: ``(Hz)``, ``[a.u.]``, ``(fos/mm2)``, ``in mm^-3``."""

import re

from features.tables.understanding.vocabulary import SIDE_WORDS

SIDES = SIDE_WORDS.keys() - {"b", "c", "i"}
"""Brackets with one of these hold a side: ``area (L)`` is not an area in litres."""
_UNIT_WORDS = {
    *("hz", "khz", "mhz", "s", "sec", "ms", "us", "min", "h", "hr", "day", "days", "week"),
    *("m", "cm", "mm", "um", "nm", "mm2", "mm3", "mm²", "mm³", "cm3", "um2", "um3", "um²", "um³"),
    *("v", "mv", "uv", "a", "ma", "ua", "na", "pa", "pf", "mω", "ω", "db", "lux", "k"),
    *("%", "percent", "a.u.", "au", "a.u", "arb. units", "arbitrary units", "fraction", "ratio"),
    *("cells", "cell", "spikes", "spike", "sp", "spk", "counts", "count", "events", "synapses"),
    *("neurons", "voxels", "voxel", "px", "pixel", "pixels", "z", "z-score", "zscore", "sd"),
    *("g", "mg", "ug", "ng", "pg", "kg", "l", "ml", "ul", "mol", "mmol", "nmol", "tpm", "fpkm"),
    *("°c", "°", "deg", "degrees", "rad", "bits", "bit", "log2", "log10", "ln", "unitless"),
    *("cpm", "umi", "suv", "bq", "kbq", "ci", "1", "10", "1000"),
}
_SIZES = {
    "mm",
    "um",
    "cm",
    "nm",
    "mm2",
    "mm3",
    "um2",
    "um3",
    "cm2",
    "cm3",
    "mm²",
    "mm³",
    "ml",
    "ul",
}
"""A count of anything per one of these is a unit."""
_BARE = {
    "hz",
    "khz",
    "ms",
    "sec",
    "mv",
    "uv",
    "pa",
    "na",
    "percent",
    "db",
    "mg",
    "ug",
    "ng",
    "s",
    "%",
}
"""Units that may follow ``in`` without brackets; so may sizes."""


def split_unit(text: str) -> tuple[str, str]:
    """Split ``firing rate (Hz)`` into name and unit; the unit is '' if there is none."""
    match = re.fullmatch(r"(.*\S)\s+in\s+(\S+)", text, re.IGNORECASE)
    if match is not None and _is_plain(match[2]):
        return match[1], match[2]
    match = re.fullmatch(r"(.*\S)\s*(?:\(([^()]{1,30})\)|\[([^\[\]]{1,30})\])", text)
    if match is None:
        return text, ""
    unit = (match[2] or match[3]).strip()
    if unit.casefold() in SIDES:
        return text, ""
    bracketed = match[3] is not None
    told = is_unit(unit) or _is_per_size(unit) or bracketed and "=" not in unit
    return (match[1].strip(), unit) if told else (text, "")


def is_unit(text: str) -> bool:
    """Tell whether a text is a unit of measure, such as ``Hz``, ``mm3`` or ``cells/mm^3``."""
    text = _plain_unit(text.strip())
    if text in _UNIT_WORDS:
        return not text.isdecimal()
    parts = [part for part in re.split(r"\s*(?:/|·|\*|\bper\b)\s*|\s+", text) if part]
    stems = [_stem(part) for part in parts]
    return (
        len(parts) > 1
        and all(
            stem in _UNIT_WORDS or part in _UNIT_WORDS
            for stem, part in zip(stems, parts, strict=True)
        )
        or bool(stems)
        and stems[0] in _UNIT_WORDS - {"1"}
        and len(stems) == 1
    )


def _is_per_size(unit: str) -> bool:
    """Tell whether something is counted per length, area or volume: ``fos/mm2``."""
    match = re.fullmatch(r"[^/]+?(?:\s*/\s*|\s+per\s+)(\S+)", _plain_unit(unit))
    return match is not None and _is_size(match[1])


def _is_plain(unit: str) -> bool:
    plain = _plain_unit(unit)
    return plain in _BARE or _is_size(plain) or "/" in plain and is_unit(plain)


def _is_size(plain: str) -> bool:
    return plain in _SIZES or _stem(plain) in _SIZES


def _stem(part: str) -> str:
    """Return a part of a unit without its power: mm^-3 is mm."""
    return re.sub(r"\^?[-−⁻]?[0-9²³¹]+$", "", part) or "1"


def _plain_unit(text: str) -> str:
    """Return a unit in lower case, with u for both signs of micro."""
    return text.casefold().replace("\u03bc", "u").replace("\u00b5", "u")
