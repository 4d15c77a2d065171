"""Names and units out of headers, and choices as the API receives them."""

import pytest

from atlasviewer.web.errors import Invalid
from features.tables import Choices
from features.tables.understanding.header import clean_name, find_side, is_unit, split_unit
from tests.features.tables import builders as b


@pytest.mark.parametrize(
    ("label", "name", "unit"),
    [
        ("firing rate (Hz)", "firing rate", "Hz"),
        ("density [cells/mm3]", "density", "cells/mm3"),
        ("density (cells mm^-3)", "density", "cells mm^-3"),
        ("speed (µm/s)", "speed", "µm/s"),
        ("share (%)", "share", "%"),
        ("signal (a.u.)", "signal", "a.u."),
        ("PV (N = 10)", "PV (N = 10)", ""),
        ("rate (left)", "rate (left)", ""),
        ("rate", "rate", ""),
        ("(Hz)", "(Hz)", ""),
        ("cells (PV+)", "cells (PV+)", ""),
        ("cells (2)", "cells (2)", ""),
    ],
)
def test_a_unit_in_brackets_is_taken_out_of_the_name(label, name, unit):
    assert split_unit(label) == (name, unit)


@pytest.mark.parametrize(
    "unit", ["Hz", "mm3", "mm³", "cells/mm^3", "spikes/s", "%", "1/s", "mV", "μm"]
)
def test_units_are_recognised(unit):
    assert is_unit(unit)


@pytest.mark.parametrize("text", ["left", "N = 10", "PV", "2021", "1", "mean", ""])
def test_other_words_are_no_units(text):
    assert not is_unit(text)


@pytest.mark.parametrize(
    ("label", "side", "rest"),
    [
        ("left", "left", ""),
        ("R", "right", ""),
        ("Left hemisphere", "left", ""),
        ("rate (left)", "left", "rate"),
        ("rate_R", "right", "rate"),
        ("Right rate", "right", "rate"),
        ("rate, right hemisphere", "right", "rate"),
        ("rate", "", "rate"),
        ("leftover", "", "leftover"),
    ],
)
def test_a_side_is_taken_out_of_a_header(label, side, rest):
    assert find_side(label) == (side, rest)


def test_a_name_loses_what_a_feature_may_not_have():
    assert clean_name("_a/b\\c\n d ") == "a-b-c d"


def test_a_repaired_name_is_told():
    checked = b.run(b.text("acronym,left/right ratio\nVISp,1\nMOs,2\n"), hemisphere="left")
    assert [f.fname for f in checked.understood.features] == ["left-right ratio"]
    assert "cannot contain all characters of “left/right ratio”" in b.why(checked)


def test_two_columns_of_one_name_are_a_problem_until_one_is_renamed():
    upload = b.text("acronym,rate,rate\nVISp,1,2\nMOs,3,4\n")
    checked = b.run(upload, hemisphere="left")
    assert [(p.row, p.column, p.code) for p in checked.problems] == [(1, "C", "repeated_name")]
    renamed = [{"column": "C", "fname": "rate 2", "unit": "Hz", "description": "Second day"}]
    checked = b.run(upload, hemisphere="left", features=renamed)
    kept = checked.table.features[1]
    assert (kept.fname, kept.unit, kept.description) == ("rate 2", "Hz", "Second day")


def test_a_name_that_no_feature_may_have_is_a_problem():
    names = [{"column": "B", "fname": "a/b"}]
    checked = b.run(b.text("acronym,rate\nVISp,1\nMOs,2\n"), hemisphere="left", features=names)
    assert b.codes(checked) == ["bad_name"]


def test_a_feature_of_a_long_table_is_renamed_by_its_category():
    names = [{"column": "C", "category": "PV", "fname": "parvalbumin", "unit": "cells"}]
    skipped = [{"column": "C", "category": "SST", "skip": True}]
    checked = b.run(b.long_format(), hemisphere="left", features=names + skipped)
    assert [(f.fname, f.unit) for f in checked.table.features] == [("parvalbumin", "cells")]


def test_every_wrong_choice_is_named():
    wrong = {"hemisphere": "up", "header_row": -1, "colour": "red", "features": [{"fname": "x"}]}
    with pytest.raises(Invalid) as refused:
        Choices.from_json(wrong)
    places = [problem["place"] for problem in refused.value.problems]
    assert places == [
        "choices.colour",
        "choices.features",
        "choices.header_row",
        "choices.hemisphere",
    ]


@pytest.mark.parametrize(
    "choices",
    [
        [],
        "left",
        {"accepted": []},
        {"accepted": {"a": []}},
        {"corrections": {"2:B": []}},
        {"corrections": {"2:B": 10**400}},
        {"dropped": "2"},
        {"dropped": [True]},
        {"features": [1]},
        {"features": [{"column": "B", "skip": 1}]},
        {"fill_down": "yes"},
        {"side_codes": {"1": "middle"}},
        {"sheet": "x" * 6000},
        {"map_nodes": 1},
    ],
)
def test_choices_of_the_wrong_shape_are_refused_with_a_sentence(choices):
    with pytest.raises(Invalid) as refused:
        Choices.from_json(choices)
    assert refused.value.message.endswith(".")


def test_keys_that_somebody_else_reads_can_be_passed_by():
    assert Choices.from_json({"conflicts": "replace", "sheet": "S"}, frozenset({"conflicts"})).sheet


def test_an_unknown_sheet_or_column_is_a_problem_and_not_an_error():
    checked = b.run(b.several_sheets(), sheet="Nowhere", hemisphere="left")
    assert b.codes(checked) == ["unknown_choice"]


@pytest.mark.parametrize(
    "choices",
    [
        {"header_row": 999},
        {"group_row": 999},
        {"key_column": "A1"},
        {"key_column": "ZZZZZZ"},
        {"side_column": "ZZZ"},
        {"category_columns": ["ZZZ", "7"]},
        {"corrections": {"999999:ZZ": 1, "x": 2, ":": 3, "0:A": 4, "0": 5}},
        {"features": [{"column": "ZZ", "fname": "x"}]},
        {"dropped": [0, 99999]},
        {"orientation": "columns", "header_row": 3, "key_column": "1"},
        {"layout": "long"},
        {"key_column": "B"},
    ],
)
def test_choices_that_fit_nothing_never_raise(choices):
    checked = b.run(b.several_sheets(), hemisphere="left", **choices)
    assert isinstance(checked.to_json(), dict)


def test_the_answer_has_the_shape_of_the_contract():
    answer = b.run(b.wrong_case(), hemisphere="left").to_json()
    assert {"understood", "rows", "matched", "problems"} <= answer.keys()
    understood = answer["understood"]
    assert {"sheet", "header_row", "key_column", "key_kind", "side", "features", "why"} <= set(
        understood
    )
    assert understood["features"][0]["column"] == "B"
    assert {"column", "fname", "unit"} <= understood["features"][0].keys()
    problem = answer["problems"][0]
    keys = ("row", "column", "value", "code", "message", "suggestions", "parts", "may_drop")
    assert set(problem) == {*keys, "sheet"}
    assert set(problem["suggestions"][0]) == {"acronym", "id", "name", "reason"}
    assert (answer["rows"], answer["matched"], answer["ready"]) == (3, 1, False)
