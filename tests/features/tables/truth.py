"""The stored values of a checked table, for comparison region by region and side by side."""

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from features.tables import Checked

Stored = dict[tuple[str, str, str], float]


def stored(checked: Checked) -> Stored:
    """Return (feature, acronym, side) → value of everything that would be published."""
    table = checked.table
    assert table is not None, [problem.message for problem in checked.problems]
    acronyms = load_regions().acronym
    found: Stored = {}
    for line, row in enumerate(table.rows.tolist()):
        side = "left" if row > SIDE_ROWS else "right"
        acronym = str(acronyms[row - SIDE_ROWS if row > SIDE_ROWS else row])
        for index, feature in enumerate(table.features):
            value = float(table.values[line, index])
            if value == value:
                found[feature.fname, acronym, side] = value
    return found
