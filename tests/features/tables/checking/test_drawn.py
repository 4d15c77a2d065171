"""Before publishing, the check says with numbers what the parcellations draw of a table."""

from typing import Any

import pytest

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from features.tables.checking.drawn import GIVEN_WINS, say_number
from features.tables.drafts import draft_features
from tests.features.tables.builders import run, text

LAYERS = "acronym,cells\nMOp,47620\nMOp1,10000\nMOp2/3,20000\nMOp5,9000\nMOp6a,8620\nVISp,0\n"
NOWHERE = "acronym,cells\nSSp1,5\nSSp5,3\nPTLp2/3,5\nVISp,1\n"


def drawn(table: str, **choices: Any) -> dict[str, Any]:
    report = run(text(table), **{"hemisphere": "left", **choices}).report_drawn()
    assert report is not None
    return report


def stored(table: str, **choices: Any) -> dict[str, Any]:
    """Return the draft of the only feature as it would be stored."""
    checked = run(text(table), **{"hemisphere": "left", **choices})
    assert checked.table is not None
    [draft] = draft_features(checked.table)
    return draft.as_body()


def left(body: dict[str, Any], mapping: str, acronym: str) -> float | None:
    row = load_regions().acronym.tolist().index(acronym) + SIDE_ROWS
    value = body["feature_data"]["mappings"][mapping]["data"].get(str(row))
    return None if value is None else value["mean"]


def test_rows_without_voxels_are_named_with_the_reason_and_count_as_not_drawn() -> None:
    report = drawn(NOWHERE)
    assert {key: one["drawn"] for key, one in report["mappings"].items()} == {
        "allen": 1,
        "beryl": 1,
        "cosmos": 4,
    }
    assert report["sentences"][1] == "Beryl draws 1 of 4 rows, as given."
    assert [(one["region"], one["rows"], one["mappings"]) for one in report["not_drawn"]] == [
        ("SSp1", [2], ["allen", "beryl"]),
        ("SSp5", [3], ["allen", "beryl"]),
        ("PTLp2/3", [4], ["allen", "beryl"]),
    ]
    assert report["not_drawn"][0]["message"] == (
        "SSp1 (row 2) is not drawn under Allen and Beryl: it has no voxels in the atlas."
    )


def test_a_similar_table_of_regions_with_voxels_is_drawn_whole_under_its_own_parcellation() -> None:
    report = drawn("acronym,cells\nSSp-bfd1,5\nSSp-bfd5,3\nVISp,1\n")
    assert report["mappings"]["allen"] == {"rows": 3, "drawn": 3, "as_given": 3}
    assert report["mappings"]["beryl"] == {"rows": 3, "drawn": 3, "as_given": 1}
    assert report["not_drawn"] == report["changed"] == []
    assert report["mapping"] == "allen"


def test_a_value_that_a_parcellation_averages_with_its_layers_is_told_with_both_numbers() -> None:
    report = drawn(LAYERS)
    assert [one["message"] for one in report["changed"]] == [
        "“cells”: your value for MOp (left): 47,620; shown under Beryl: 19,048 "
        "(mean of 5 given values: MOp, MOp1, MOp2/3, MOp5, MOp6a)."
    ]
    assert report["mapping"] == "allen"
    assert left(stored(LAYERS), "beryl", "MOp") == 19048


def test_values_given_for_a_region_win_where_chosen_and_the_description_says_so() -> None:
    body = stored(LAYERS, given_wins=True)
    assert left(body, "beryl", "MOp") == 47620
    assert left(body, "beryl", "VISp") == 0
    assert body["short_desc"] == GIVEN_WINS
    plain = stored(LAYERS)
    assert plain["short_desc"] is None
    assert body["feature_data"]["mappings"]["allen"] == plain["feature_data"]["mappings"]["allen"]
    report = drawn(LAYERS, given_wins=True)
    assert report["changed"] == []
    assert report["mappings"]["beryl"] == {"rows": 6, "drawn": 2, "as_given": 2}
    assert report["not_drawn"][0]["message"] == (
        "MOp1 (row 3) is not drawn under Beryl: the value given for MOp takes precedence."
    )


def test_without_a_given_value_for_the_region_its_parts_are_averaged_as_before() -> None:
    table = "acronym,cells\nMOp1,10\nMOp5,20\nMOs,7\n"
    plain, wins = stored(table), stored(table, given_wins=True)
    assert plain["feature_data"]["mappings"] == wins["feature_data"]["mappings"]
    assert left(wins, "beryl", "MOp") == 15


def test_regions_given_as_beryl_has_them_open_under_beryl() -> None:
    report = drawn("acronym,cells\nMOp,1\nVISp,2\nAAA,0\n")
    assert report["mapping"] == "beryl"
    assert report["mappings"]["beryl"] == report["mappings"]["allen"]
    assert report["sentences"][1] == "Beryl draws 3 of 3 rows, each as given."


def test_a_parent_all_of_whose_parts_are_given_is_said_not_to_be_drawn_under_allen() -> None:
    table = LAYERS.replace("VISp,0", "MOp6b,0")
    [missing] = drawn(table)["not_drawn"]
    assert missing["message"] == (
        "MOp (row 2) is not drawn under Allen: its subregions have their own values."
    )


def test_a_region_drawn_in_one_feature_only_names_the_other() -> None:
    table = "acronym,a,b\nMOp,1,1\nMOp1,2,\nMOp2/3,3,\nMOp5,4,\nMOp6a,5,\nMOp6b,6,\n"
    [missing] = drawn(table)["not_drawn"]
    assert missing["message"].startswith("MOp (row 2) in “a” is not drawn under Allen")
    assert drawn(table)["mappings"]["allen"] == {"rows": 6, "drawn": 6, "as_given": 5}


def test_what_is_stored_says_what_is_drawn_of_it() -> None:
    regions = load_regions().acronym.tolist()
    found = stored(NOWHERE)["feature_data"]["drawn"]
    nowhere = sorted(regions.index(one) + SIDE_ROWS for one in ("SSp1", "SSp5", "PTLp2/3"))
    assert found["beryl"] == {"as_given": 1, "larger": 0, "not_drawn": nowhere}
    assert found["cosmos"] == {"as_given": 0, "larger": 4, "not_drawn": []}


@pytest.mark.parametrize(
    ("value", "said"),
    [(47620.0, "47,620"), (0.0, "0"), (832650.0, "832,650"), (0.4861093750000001, "0.486109")],
)
def test_numbers_are_said_whole_where_they_are(value: float, said: str) -> None:
    assert say_number(value) == said


def test_a_description_that_was_given_stays_before_the_sentence() -> None:
    described = [{"column": "B", "description": "cells per mouse"}]
    assert stored(LAYERS, given_wins=True, features=described)["short_desc"] == (
        f"cells per mouse {GIVEN_WINS}"
    )
