"""Several sheets of a workbook: each is a feature or is mentioned; values are never mixed."""

import io
from typing import Any

import openpyxl
import pytest

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from features.tables import annotate
from features.tables.drafts import draft_features
from tests.features.tables import builders as b
from tests.features.tables.truth import stored

MICE = {
    "mouse 1": [["region", "rate"], ["VISp", 1], ["MOs", 2]],
    "mouse 2": [["region", "rate"], ["MOs", 0], ["CA1", 4]],
    "mouse 3": [["Table of mouse 3"], [], ["region", "rate"], ["VISp", 5], ["TH", 6]],
}
TRUTH = {
    ("mouse 1", "VISp", "left"): 1.0,
    ("mouse 1", "MOs", "left"): 2.0,
    ("mouse 2", "MOs", "left"): 0.0,
    ("mouse 2", "CA1", "left"): 4.0,
    ("mouse 3", "VISp", "left"): 5.0,
    ("mouse 3", "TH", "left"): 6.0,
}


def run(workbook: dict[str, Any], **choices: Any) -> Any:
    return b.run(b.xlsx(workbook), hemisphere="left", **choices)


def test_sheets_with_regions_that_are_not_read_are_named():
    checked = run(MICE)
    assert [(w.code, w.value) for w in checked.warnings] == [("other_sheets", "")]
    assert "2 other sheets hold regions too: “mouse 2”, “mouse 3”" in checked.warnings[0].message
    assert checked.to_json()["understood"]["other_sheets"] == ["mouse 2", "mouse 3"]


def test_a_sheet_that_was_chosen_is_read_without_a_word():
    checked = run(MICE, sheet="mouse 2")
    assert checked.warnings == []
    assert stored(checked) == {("rate", "MOs", "left"): 0.0, ("rate", "CA1", "left"): 4.0}


def test_other_sheets_without_regions_are_passed_over():
    about = [["About this file"], ["Contact", "somebody"], ["Year", 2021]]
    weights = [["mouse", "weight (g)"], ["m1", 25], ["m2", 27]]
    checked = run({"README": about, "rates": MICE["mouse 1"], "weights": weights})
    assert checked.warnings == []
    assert stored(checked) == {("rate", "VISp", "left"): 1.0, ("rate", "MOs", "left"): 2.0}


def test_three_mice_on_three_sheets_are_three_features():
    checked = run(MICE, sheets=list(MICE))
    assert stored(checked) == TRUTH
    assert checked.to_json()["understood"]["sheets_read"] == list(MICE)
    assert (checked.rows, checked.matched) == (6, 6)
    assert checked.to_json()["drawn"]["mappings"]["beryl"]["rows"] == 6


def test_several_features_of_a_sheet_have_its_name_in_front():
    wide = [["region", "rate", "depth"], ["VISp", 7, 70], ["MOs", 8, None]]
    checked = run({"mouse 1": MICE["mouse 1"], "mouse 9": wide}, sheets=["mouse 9", "mouse 1"])
    assert stored(checked) == {
        ("mouse 9 rate", "VISp", "left"): 7.0,
        ("mouse 9 rate", "MOs", "left"): 8.0,
        ("mouse 9 depth", "VISp", "left"): 70.0,
        ("mouse 1", "VISp", "left"): 1.0,
        ("mouse 1", "MOs", "left"): 2.0,
    }


def test_each_sheet_keeps_its_own_sides():
    sided = [["region", "side", "rate"], ["VISp", "left", 3], ["VISp", "right", 4]]
    checked = run({"mouse 1": MICE["mouse 1"], "mouse 2": sided}, sheets=["mouse 1", "mouse 2"])
    assert stored(checked) == {
        ("mouse 1", "VISp", "left"): 1.0,
        ("mouse 1", "MOs", "left"): 2.0,
        ("mouse 2", "VISp", "left"): 3.0,
        ("mouse 2", "VISp", "right"): 4.0,
    }


WRONG = {
    "Mouse a": [["region", "rate"], ["VISp", "high"], ["MOs", 2], ["CA1", 1]],
    "mouse b": [["region", "rate"], ["VISp", 3], ["Mos", 4], ["nonsense", 9], ["CA1", 8]],
}


def test_problems_name_their_sheet_and_are_put_right_there():
    asked = run(WRONG, sheets=list(WRONG))
    assert [(p.sheet, p.row, p.column, p.code) for p in asked.problems] == [
        ("Mouse a", 2, "B", "not_a_number"),
        ("mouse b", 3, "A", "case_differs"),
        ("mouse b", 4, "A", "unknown_region"),
    ]
    assert [p["sheet"] for p in asked.to_json()["problems"]] == ["Mouse a", "mouse b", "mouse b"]
    corrections = {"Mouse a!2:B": 1.5, "mouse b!3": "MOs"}
    answered = run(WRONG, sheets=list(WRONG), corrections=corrections, dropped=["mouse b!4"])
    assert stored(answered) == {
        ("Mouse a", "VISp", "left"): 1.5,
        ("Mouse a", "MOs", "left"): 2.0,
        ("Mouse a", "CA1", "left"): 1.0,
        ("mouse b", "VISp", "left"): 3.0,
        ("mouse b", "MOs", "left"): 4.0,
        ("mouse b", "CA1", "left"): 8.0,
    }


@pytest.mark.parametrize("sheet", [None, "mouse 2"])
def test_a_place_without_a_sheet_is_of_one_sheet_only(sheet):
    choices = {} if sheet is None else {"sheet": sheet}
    found = stored(run(MICE, sheets=list(MICE), dropped=["2"], **choices))
    gone = {("mouse 1", "VISp", "left")} if sheet is None else {("mouse 2", "MOs", "left")}
    assert found == {place: value for place, value in TRUTH.items() if place not in gone}


def test_a_feature_of_one_sheet_is_renamed_or_left_out():
    features = [{"column": "mouse 1!B", "fname": "Ada"}, {"column": "mouse 3!B", "skip": True}]
    asked = run(MICE, sheets=list(MICE), features=features)
    assert [(p.sheet, p.code) for p in asked.problems] == [("mouse 3", "no_values")]
    found = stored(run(MICE, sheets=["mouse 1", "mouse 2"], features=features[:1]))
    assert {name for name, _, _ in found} == {"Ada", "mouse 2"}


def test_sheets_that_would_give_the_same_feature_are_asked_about():
    features = [{"column": f"mouse {n}!B", "fname": "same"} for n in (1, 2)]
    asked = run(MICE, sheets=["mouse 1", "mouse 2"], features=features)
    assert [(p.sheet, p.code, p.value) for p in asked.problems] == [
        ("mouse 2", "repeated_name", "same")
    ]


def test_a_sheet_that_is_not_there_is_said():
    asked = run(MICE, sheets=["mouse 1", "mouse 7"])
    assert [(p.code, p.value) for p in asked.problems] == [("unknown_choice", "mouse 7")]
    asked = run(MICE, sheets=["mouse 7", "mouse 8"])
    assert b.codes(asked) == ["unknown_choice", "unknown_choice"]
    assert asked.table is None


def test_a_list_of_one_sheet_is_that_sheet():
    assert stored(run(MICE, sheets=["mouse 2"])) == stored(run(MICE, sheet="mouse 2"))


def test_each_sheet_is_given_back_with_its_own_problems():
    asked = run(WRONG, sheets=list(WRONG))
    book = openpyxl.load_workbook(io.BytesIO(annotate(asked)))
    assert book.sheetnames == list(WRONG)
    told = {name: [row[2] for row in book[name].values] for name in WRONG}
    assert told["Mouse a"][0] == told["mouse b"][0] == "problems"
    assert [bool(text) for text in told["Mouse a"][1:]] == [True, False, False]
    assert [bool(text) for text in told["mouse b"][1:]] == [False, True, True, False]
    lines = annotate(asked, "csv").decode("utf-8-sig").splitlines()
    assert (lines[0], lines[5]) == ("Mouse a", "mouse b")
    assert "high" in lines[2] and "not a number" in lines[2]


def test_rows_of_different_sheets_are_counted_each_and_named_with_their_sheet():
    # Row 2 of both sheets is MOp; only on the second are all its parts given too.
    layers = [[name, 2] for name in ("MOp1", "MOp2/3", "MOp5", "MOp6a", "MOp6b")]
    book = {
        "mouse 1": [["region", "rate"], ["MOp", 1], ["VISp", 3]],
        "mouse 2": [["region", "rate"], ["MOp", 1], *layers],
    }
    report = run(book, sheets=list(book)).to_json()["drawn"]
    assert report["rows"] == 8
    assert report["mappings"]["allen"] == {"rows": 8, "drawn": 7, "as_given": 7}
    assert report["sentences"][0] == "Allen draws 7 of 8 rows, each as given."
    assert [(one["sheet"], one["rows"], one["message"]) for one in report["not_drawn"]][0] == (
        "mouse 2",
        [2],
        "Sheet “mouse 2”: MOp (row 2) is not drawn under Allen: "
        "its subregions have their own values.",
    )
    assert {(one["sheet"], one["region"], one["given"]) for one in report["changed"]} == {
        ("mouse 2", "MOp", 1.0)
    }


def test_given_values_win_on_every_sheet():
    book = {
        "mouse 1": [["region", "rate"], ["VISp", 3]],
        "mouse 2": [["region", "rate"], ["MOp", 1], ["MOp1", 2]],
    }
    checked = run(book, sheets=list(book), given_wins=True)
    assert checked.to_json()["drawn"]["changed"] == []
    assert checked.table is not None
    [_, second] = draft_features(checked.table)
    row = load_regions().acronym.tolist().index("MOp") + SIDE_ROWS
    assert second.feature_data["mappings"]["beryl"]["data"][str(row)]["mean"] == 1.0
