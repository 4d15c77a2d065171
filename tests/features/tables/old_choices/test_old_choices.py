"""Choices recorded at version ce16c5c still give the same values."""

import json
from pathlib import Path

import pytest

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from features.tables import CheckedTable, Choices, check_table
from features.tables.requests import PUBLISH_KEYS
from tests.features.tables import builders as b

RECORDED = sorted(Path(__file__).parent.glob("*.json"))
KEYS_THEN = {
    *("sheet", "orientation", "header_row", "group_row", "key_column", "key_kind", "hemisphere"),
    *("side_column", "side_codes", "ipsi_side", "layout", "category_columns", "fill_down"),
    *("repeated", "map_nodes", "decimal", "percent", "features", "corrections", "dropped"),
    *("accepted", "existing"),
}


def read_recorded(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def write_table(recorded: dict) -> b.Upload:
    if "lines" in recorded:
        return b.text("\n".join(recorded["lines"]) + "\n")
    return b.xlsx(recorded["sheets"], merges=recorded["merges"])


def describe(table: CheckedTable) -> list[dict]:
    """Return the features of a table with the words of a person: ``VISp left`` → value."""
    acronyms = load_regions().acronym.tolist()
    names = [
        f"{acronyms[row - SIDE_ROWS if row > SIDE_ROWS else row]}{'-lf' * leaf} "
        f"{'left' if row > SIDE_ROWS else 'right'}"
        for row, leaf in zip(table.rows.tolist(), table.leaf.tolist(), strict=True)
    ]
    return [
        {
            "fname": feature.fname,
            "unit": feature.unit,
            "statistic": feature.statistic,
            "description": feature.description,
            "values": {
                name: value
                for name, value in zip(names, table.values[:, at].tolist(), strict=True)
                if value == value
            },
        }
        for at, feature in enumerate(table.features)
    ]


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_recorded_choices_still_give_the_same_values(path):
    recorded = read_recorded(path)
    upload = write_table(recorded)
    choices = Choices.from_json(recorded["choices"], also=PUBLISH_KEYS)
    checked = check_table(upload.data, upload.filename, choices)
    assert checked.problems == []
    assert describe(checked.table) == recorded["stored"]


def test_every_key_of_that_version_is_among_the_recorded_choices():
    assert {key for path in RECORDED for key in read_recorded(path)["choices"]} == KEYS_THEN
