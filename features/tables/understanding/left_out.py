"""Finds columns that are not measurements, and says why they are left out by default."""

import re

from features.tables.reading.cells import Profile, show_cell
from features.tables.reading.sheets import RawCell
from features.tables.understanding.vocabulary import fold

BOOKKEEPING = {
    *("graphorder", "graphid", "stlevel", "ontologyid", "hemisphereid", "parentid", "weight0"),
    *("parentstructureid", "structureorder", "colorhextriplet", "colour", "color", "red", "green"),
    *("blue", "rgb", "sphinxid", "atlasid", "structureid", "regionid", "allenid", "failed"),
    *("neuronamestructureid", "neuronamestructureidpath", "structureidpath", "problems"),
}
REGION_IDS = {"structureid", "regionid", "allenid", "atlasid"}
COUNTERS = {"", "index", "idx", "no", "nr", "number", "unnamed0", "row", "rownumber", "rank"}
POSITIONS = {"index", "idx", "order", "sortorder", "slice", "slicenumber", "sliceno", "slide"}
STRAY_TEXTS = 2
LONG_COUNT = 10
"""Numbers with so many digits are not row numbers."""
MOSTLY = 0.6
COLOURS = [{"r", "g", "b"}, {"R", "G", "B"}]


def find_reason(header: str, cells: tuple[RawCell, ...], profile: Profile, beside: set[str]) -> str:
    """Return why a column is not a feature, or '' if it is one.

    `beside` are the headers of all columns of its table.
    """
    if profile.filled + profile.missing == 0:
        return "it is empty" if header else "blank"
    name = fold(header)
    if name in REGION_IDS:
        return "it contains region ids; if it names the regions, choose it as the region column"
    if name in BOOKKEEPING or any(header in trio and trio <= beside for trio in COLOURS):
        return "its header names atlas metadata, not a measurement"
    if name in COUNTERS and _counts_rows(cells):
        return "it contains row numbers"
    if name in POSITIONS and _are_whole(cells, name):
        return "it contains an order or position, not a measurement"
    if _is_headed_as_id(header) and _are_whole(cells, name):
        return "it contains ids, not a measurement"
    if profile.filled == 0:
        return "it contains no numbers"
    if profile.booleans == profile.filled:
        return ""
    if profile.numeric + profile.dates + profile.errors < 0.5 * profile.filled:
        return (
            "it contains text"
            if not profile.numeric
            else "fewer than half of its cells are numbers"
        )
    return ""


def _is_headed_as_id(header: str) -> bool:
    """Tell whether a header ends in the word id: ``id``, ``section_data_set_id``, ``mouseID``."""
    return bool(re.search(r"(?:^|[\W_])(?:id|ID|Id|ids|IDs)\W*$|[a-z](?:ID|Id)$", header))


def _are_whole(cells: tuple[RawCell, ...], name: str) -> bool:
    """Tell whether numbers are whole; a footnote and a repeated header may be among them."""
    texts = [show_cell(cell) for cell in cells if cell is not None]
    texts = [text for text in texts if fold(text) != name]
    whole = [text for text in texts if text.lstrip("-").isdecimal()]
    others = [text for text in texts if text not in whole]
    return len(whole) > MOSTLY * len(texts) and not any(t[0] in "0123456789-+.," for t in others)


def _counts_rows(cells: tuple[RawCell, ...]) -> bool:
    filled = [str(cell).removesuffix(".0") for cell in cells if cell is not None]
    whole = [int(text) for text in filled if len(text) < LONG_COUNT and text.isdecimal()]
    # Besides the numbers, the column may hold a footnote or a repeated header.
    if len(whole) < max(2, len(filled) - STRAY_TEXTS):
        return False
    return whole == list(range(whole[0], whole[0] + len(whole))) and whole[0] in (0, 1)
