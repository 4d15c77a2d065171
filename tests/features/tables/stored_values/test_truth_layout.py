"""Rows, blocks, categories and keys: the values stored are those beside each region."""

from atlasviewer.atlas.regions import SIDE_ROWS as LEFT
from atlasviewer.atlas.regions import load_regions
from features.tables.understanding.vocabulary import load_words
from tests.features.tables import builders as b


def row(acronym: str) -> int:
    return load_words().acronyms[acronym]


VISP, MOS, CA1, CA3, LA = (row(acronym) for acronym in ("VISp", "MOs", "CA1", "CA3", "LA"))


def test_a_row_like_the_header_that_has_a_value_is_kept():
    upload = b.text("code,x\nS1UL,1\nS1UN,2\nS1UL,3\nVISp,4\nMOs,5\n")
    ul, un = row("SSp-ul"), row("SSp-un")
    accepted = {"S1UL": "SSp-ul", "S1UN": "SSp-un"}
    checked = b.run(upload, hemisphere="right", accepted=accepted, repeated="sum")
    assert b.values(checked) == {"x": {ul: 4.0, un: 2.0, VISP: 4.0, MOS: 5.0}}


def test_regions_along_a_row_that_is_chosen_lose_no_column():
    upload = b.text("S1UL,S1UN,VISp,S1UL,MOs\n7,2,3,4,9\n")
    checked = b.run(upload, hemisphere="right", key_column="1", orientation="columns",
                    header_row=0, repeated="sum",
                    accepted={"S1UL": "SSp-ul", "S1UN": "SSp-un"})  # fmt: skip
    (stored,) = b.values(checked).values()
    assert stored == {row("SSp-ul"): 11.0, row("SSp-un"): 2.0, VISP: 3.0, MOS: 9.0}


def test_the_header_on_each_page_is_still_passed_over():
    upload = b.text("region,rate\nVISp,1\nregion,rate\nMOs,2\n")
    assert b.values(b.run(upload, hemisphere="right")) == {"rate": {VISP: 1.0, MOS: 2.0}}


def test_ids_with_signs_under_a_header_that_comes_again_are_ids_with_sides():
    ids, rows = load_regions().id, range(100, 140)
    lines = [f"{-ids[at] if at < 120 else ids[at]},{at / 4}" for at in rows]
    lines.insert(20, "id,rate")
    checked = b.run(b.text("id,rate\n" + "\n".join(lines) + "\n"))
    assert b.values(checked) == {"rate": {at + LEFT * (at < 120): at / 4 for at in rows}}


def test_numbers_of_sections_under_a_header_that_comes_again_are_no_ids():
    lines = [f"{at},{at / 4}" for at in range(1, 41)]
    lines.insert(20, "id,rate")
    checked = b.run(b.text("id,rate\n" + "\n".join(lines) + "\n"), hemisphere="left")
    assert "doubtful_key_column" in b.codes(checked)


def blocks(labels: str) -> b.Upload:
    rows = "VISp,1,2,,MOs,30,40,,CA1,500,600\nMOs,3,4,,CA1,50,60,,VISp,100,200\n"
    rows += "CA1,5,6,,VISp,10,20,,MOs,300,400\n"
    return b.text(f"{labels}Region,m1,m2,,Region,m1,m2,,Region,m1,m2\n{rows}")


def test_labels_above_blocks_belong_to_the_names():
    checked = b.run(blocks("CELLS,,,,AREA,,,,DENSITY,,\n"), hemisphere="right")
    assert b.values(checked) == {
        "CELLS m1": {VISP: 1.0, MOS: 3.0, CA1: 5.0},
        "CELLS m2": {VISP: 2.0, MOS: 4.0, CA1: 6.0},
        "AREA m1": {VISP: 10.0, MOS: 30.0, CA1: 50.0},
        "AREA m2": {VISP: 20.0, MOS: 40.0, CA1: 60.0},
        "DENSITY m1": {VISP: 100.0, MOS: 300.0, CA1: 500.0},
        "DENSITY m2": {VISP: 200.0, MOS: 400.0, CA1: 600.0},
    }


def test_blocks_of_the_same_regions_without_labels_are_asked_and_numbered():
    assert set(b.codes(b.run(blocks(""), hemisphere="right"))) == {"repeated_name"}
    stored = b.values(b.run(blocks(""), hemisphere="right", repeated_names="number"))
    assert stored["m1 1"] == {VISP: 1.0, MOS: 3.0, CA1: 5.0}
    assert stored["m1 3"] == {VISP: 100.0, MOS: 300.0, CA1: 500.0}


def test_a_table_that_continues_beside_itself_is_one_feature():
    stored = b.values(b.run(b.side_by_side_blocks(), hemisphere="right"))
    assert stored == {"density": {VISP: 1.0, MOS: 2.0, CA1: 3.0, CA3: 4.0}}


def test_ids_that_are_all_the_same_are_never_the_key():
    rows = "3,385,1\n3,993,2\n3,382,3\n3,131,4\n"
    checked = b.run(b.text(f"section_data_set_id,structure_id,rate\n{rows}"), hemisphere="right")
    assert checked.understood.key_column == "B"
    assert b.values(checked) == {"rate": {VISP: 1.0, MOS: 2.0, CA1: 3.0, LA: 4.0}}


def test_groups_merged_down_the_first_column_are_not_the_key():
    rows = [["Region", "Area", "rate"], ["Isocortex", "VISp", 1], [None, "MOs", 2],
            ["Hippocampal formation", "CA1", 3], [None, "CA3", 4]]  # fmt: skip
    checked = b.run(b.xlsx({"S": rows}, merges=["A2:A3", "A4:A5"]), hemisphere="left")
    assert b.values(checked) == {
        "rate": {VISP + LEFT: 1.0, MOS + LEFT: 2.0, CA1 + LEFT: 3.0, CA3 + LEFT: 4.0}
    }


def long_table(header: str, one: str, other: str) -> b.Upload:
    rows = f"VISp,{one},1\nVISp,{other},2\nMOs,{one},3\nMOs,{other},4\n"
    return b.text(f"region,{header},rate\n{rows}")


def test_a_number_that_tells_rows_apart_is_asked_and_gives_a_feature_each():
    upload = long_table("animal", "4", "7")
    asked = b.run(upload, hemisphere="right")
    assert [(p.code, p.value) for p in asked.problems] == [("rows_told_apart", "B")]
    answered = b.run(upload, hemisphere="right", category_columns=["B"])
    assert b.values(answered) == {"4": {VISP: 1.0, MOS: 3.0}, "7": {VISP: 2.0, MOS: 4.0}}
    wide = b.run(upload, hemisphere="right", layout="wide", repeated="sum")
    assert b.values(wide)["rate"] == {VISP: 3.0, MOS: 7.0}


def test_words_that_tell_rows_apart_give_a_feature_each_despite_a_footnote():
    upload = long_table("cell type", "PV", "SST")
    upload = b.text(upload.data.decode() + "\nMeans of 12 mice\n")
    assert b.values(b.run(upload, hemisphere="right")) == {
        "PV": {VISP: 1.0, MOS: 3.0},
        "SST": {VISP: 2.0, MOS: 4.0},
    }


def test_rows_with_a_blank_category_keep_their_values():
    upload = b.text("region,cell type,rate\nVISp,PV,1\nVISp,,2\nMOs,PV,3\nMOs,,4\n")
    checked = b.run(upload, hemisphere="right", category_columns=["B"])
    assert b.values(checked) == {
        "PV": {VISP: 1.0, MOS: 3.0},
        "without cell type": {VISP: 2.0, MOS: 4.0},
    }
