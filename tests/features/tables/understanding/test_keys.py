"""Which column holds the regions, and what its keys mean: only exact keys are applied unasked."""

import pytest

from tests.features.tables import builders as b

VISP, MOS, CA1, CA3 = 186, 25, 458, 468
LEFT = 1327


def suggested(problem):
    return [suggestion.acronym for suggestion in problem.suggestions]


def test_a_change_of_case_is_a_problem_until_it_is_accepted():
    checked = b.run(b.wrong_case(), hemisphere="right")
    assert [(p.row, p.value, p.code) for p in checked.problems] == [
        (2, "visp", "case_differs"),
        (3, "MOS", "case_differs"),
    ]
    assert suggested(checked.problems[0]) == ["VISp"]
    assert checked.problems[0].suggestions[0].reason
    assert checked.table is None
    accepted = {"visp": "VISp", "MOS": "MOs"}
    checked = b.run(b.wrong_case(), hemisphere="right", accepted=accepted)
    assert b.values(checked)["rate"] == {VISP: 1.0, MOS: 2.0, CA1: 3.0}


def test_accepting_once_serves_all_rows_alike():
    upload = b.text("acronym,side,rate\nvisp,left,1\nvisp,right,2\nMOs,left,3\nMOs,right,4\n")
    assert len(b.run(upload).problems) == 2
    checked = b.run(upload, accepted={"visp": "VISp"})
    assert b.values(checked)["rate"][VISP + LEFT] == 1.0


def test_an_accepted_region_that_does_not_exist_is_a_problem():
    checked = b.run(b.wrong_case(), hemisphere="left", accepted={"visp": "nothing", "MOS": "MOs"})
    assert b.codes(checked) == ["accepted_unknown"]


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("S1BF", "SSp-bfd"),
        ("IL", "ILA"),
        ("ACBsh", "ACB"),
        ("VISpp", "VISp"),
        ("VISam 1", "VISam1"),
    ],
)
def test_a_near_miss_is_suggested_and_never_applied(key, first):
    checked = b.run(b.text(f"acronym,rate\n{key},1\nMOs,2\nCA1,3\nCA3,4\n"), hemisphere="left")
    assert [problem.row for problem in checked.problems] == [2]
    assert first in suggested(checked.problems[0])
    assert checked.matched == 3
    assert checked.table is None


def test_composites_and_collective_names_are_explained():
    checked = b.run(b.composites(), hemisphere="left")
    by_value = {problem.value: problem for problem in checked.problems}
    assert set(by_value) == {"ACAd + ACAv", "PFC", "S1BF"}
    assert {"ACAd", "ACAv"} <= set(suggested(by_value["ACAd + ACAv"]))
    assert by_value["PFC"].code == "composite"


def test_a_key_can_be_corrected_by_the_number_of_its_row():
    checked = b.run(b.wrong_case(), hemisphere="right", corrections={"2": "CA3", "3:A": "PL"})
    assert checked.problems == []
    assert sorted(b.values(checked)["rate"].values()) == [1.0, 2.0, 3.0]
    assert VISP not in b.values(checked)["rate"]


def test_literal_quotes_and_blanks_around_keys_are_no_matter():
    checked = b.run(b.quoted_keys(), hemisphere="right")
    assert b.values(checked)["rate"] == {VISP: 1.0, MOS: 2.0, CA1: 3.0}


def test_official_names_with_and_without_commas_are_exact():
    checked = b.run(b.names_with_commas(), hemisphere="left")
    assert checked.understood.key_kind == "name"
    assert (checked.matched, checked.problems) == (2, [])


def test_a_name_that_contradicts_its_acronym_is_a_problem_on_its_row():
    checked = b.run(b.names_that_disagree(), hemisphere="left")
    found = {problem.value: problem for problem in checked.problems}
    assert set(found) == {"VL", "LH"}
    assert found["VL"].code == "name_disagrees"
    assert suggested(found["VL"]) == ["VL", "VAL"]
    assert suggested(found["LH"]) == ["LH", "LHA"]
    accepted = {"VL": "VAL", "LH": "LH"}
    checked = b.run(b.names_that_disagree(), hemisphere="left", accepted=accepted)
    assert checked.problems == []


def test_an_unknown_key_is_offered_what_the_name_beside_it_says():
    rows = "VISp,Primary visual area,1\nMOs,Secondary motor area,2\nQQQ,Field CA1,3\n"
    checked = b.run(b.text(f"acronym,name,rate\n{rows}"), hemisphere="left")
    assert suggested(checked.problems[0])[0] == "CA1"


def test_a_doubtful_acronym_without_a_name_beside_it_is_a_warning():
    checked = b.run(b.text("acronym,rate\nVL,1\nMOs,2\n"), hemisphere="left")
    assert [(w.row, w.value, w.code) for w in checked.warnings] == [(2, "VL", "doubtful_meaning")]
    assert checked.table is not None


def test_a_column_of_numbers_that_match_ids_is_not_taken_silently():
    checked = b.run(b.section_numbers(), hemisphere="left")
    assert b.codes(checked) == ["doubtful_key_column"]
    assert (checked.problems[0].row, checked.problems[0].column) == (1, "A")
    assert "only 35 of 39 are also atlas ids" in checked.problems[0].message
    assert checked.table is None


def test_a_doubtful_column_of_ids_can_be_chosen():
    upload = b.text("x,rate\n385,1\n993,2\n382,3\n")
    assert b.codes(b.run(upload, hemisphere="right")) == ["doubtful_key_column"]
    checked = b.run(upload, hemisphere="right", key_column="A", key_kind="id")
    assert b.values(checked)["rate"] == {VISP: 1.0, MOS: 2.0, CA1: 3.0}


def test_ids_under_a_header_that_says_so_are_taken_with_their_sign():
    checked = b.run(b.atlas_ids())
    assert checked.understood.key_kind == "id"
    assert checked.understood.side == "id"
    assert b.values(checked)["rate"] == {VISP + LEFT: 1.0, MOS: 2.0, CA1: 3.0}


def test_ids_beside_names_that_agree_are_not_doubtful():
    upload = b.text("number,what,rate\n385,Primary visual area,1\n993,Secondary motor area,2\n")
    checked = b.run(upload, hemisphere="left", key_column="A")
    assert checked.problems == []


def test_ids_that_a_spreadsheet_rounded_say_so():
    rows = "385,1\n993,2\n3.12783E+08,3\n382,4\n"
    checked = b.run(b.text(f"atlas_id,rate\n{rows}"), hemisphere="left")
    assert [(p.row, p.code) for p in checked.problems] == [(4, "rounded_id")]


def test_more_matches_do_not_make_a_column_of_parents_the_key():
    rows = "Isocortex,VISp,1\nIsocortex,MOs,2\nHPF,CA1,3\nHPF,VISx,4\n"
    checked = b.run(b.text(f"parent,region,rate\n{rows}"), hemisphere="left")
    assert checked.understood.key_column == "B"
    assert [p.value for p in checked.problems] == ["VISx"]


def test_a_header_that_speaks_of_parents_is_not_the_key_though_all_of_it_matches():
    rows = "VIS,VISp,1\nMO,MOs,2\nHPF,CA1,3\nCTXsp,CLx,4\n"
    checked = b.run(b.text(f"parent structure,place,rate\n{rows}"), hemisphere="left")
    assert checked.understood.key_column == "B"


def test_the_reasons_for_the_key_column_are_told():
    said = b.why(b.run(b.plain(), hemisphere="left"))
    assert "Column A contains the regions: 3 of its 3 entries look like acronyms" in said
    assert "its header says “acronym”" in said
    assert "no duplicates" in said


def test_the_key_column_can_be_chosen_and_a_wrong_choice_is_a_problem():
    upload = b.text("acronym,other,rate\nVISp,MOs,1\nCA1,CA3,2\n")
    checked = b.run(upload, hemisphere="right", key_column="B")
    assert b.values(checked)["rate"] == {MOS: 1.0, CA3: 2.0}
    assert b.codes(b.run(upload, key_column="ZZ")) == ["unknown_choice"]


def test_void_is_no_region_to_be_drawn():
    checked = b.run(b.text("acronym,rate\nvoid,1\nMOs,2\n"), hemisphere="left")
    assert [(p.row, p.code) for p in checked.problems] == [(2, "not_a_region")]


def test_a_leaf_part_is_kept_apart_from_its_node():
    checked = b.run(b.text("acronym,rate\nTH-lf,1\nTH,2\nMOs,3\n"), hemisphere="right")
    assert checked.problems == []
    assert checked.table.leaf.tolist().count(True) == 1
    assert len(set(checked.table.rows.tolist())) == 2


def test_repeated_regions_need_a_choice():
    checked = b.run(b.repeated_regions(), hemisphere="left")
    assert [(p.row, p.value, p.code) for p in checked.problems] == [
        (4, "VISp", "repeated_region"),
        (5, "VISp", "repeated_region"),
    ]
    assert "rows 2, 4, 5" in checked.problems[0].message
    assert checked.table is None


@pytest.mark.parametrize(
    ("how", "value"),
    [
        ("mean", 5.0),
        ("median", 4.0),
        ("sum", 15.0),
        ("min", 1.0),
        ("max", 10.0),
        ("first", 1.0),
        ("last", 10.0),
    ],
)
def test_repeated_regions_are_combined_as_chosen_and_said_so(how, value):
    checked = b.run(b.repeated_regions(), hemisphere="right", repeated=how)
    assert b.values(checked)["rate"] == {VISP: value, MOS: 2.0}
    assert f"Duplicates combined by {how}, as you chose: VISp." in b.why(checked)


def test_stop_keeps_repeated_regions_a_problem():
    checked = b.run(b.repeated_regions(), hemisphere="left", repeated="stop")
    assert b.codes(checked) == ["repeated_region"] * 2


def test_lines_of_a_region_that_complete_each_other_are_no_repeat():
    upload = b.text("acronym,a,b\nVISp,1,\nVISp,,2\nMOs,3,4\n")
    checked = b.run(upload, hemisphere="right")
    assert b.values(checked) == {"a": {VISP: 1.0, MOS: 3.0}, "b": {VISP: 2.0, MOS: 4.0}}


def test_repeats_are_named_from_the_start_beside_other_problems_and_without_a_side():
    upload = b.text("acronym,rate\nVISp,1\nVISp,2\nMOx,3\nCA1,4\n")
    checked = b.run(upload)
    assert "hemisphere" in checked.needs
    assert len(checked.problems) == 2
    (repeat,) = [p for p in checked.problems if p.code == "repeated_region"]
    assert (repeat.row, repeat.value) == (3, "VISp")
    assert "(left)" not in repeat.message


def test_ids_that_were_written_as_floats_are_ids():
    upload = b.text("atlas_id,rate\n385.0,1\n993.0,2\n-382.00,3\n")
    assert b.values(b.run(upload))["rate"] == {VISP: 1.0, MOS: 2.0, CA1 + LEFT: 3.0}


def test_ids_written_as_floats_beside_names_are_no_feature():
    rows = "385.0,Primary visual area,1\n993.0,Secondary motor area,2\n"
    checked = b.run(b.text(f"id,name,rate\n{rows}"), hemisphere="right")
    assert b.values(checked) == {"rate": {VISP: 1.0, MOS: 2.0}}
