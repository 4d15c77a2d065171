"""Columns beside the values: statistics, repeated names, units, and what is no measurement."""

import pytest

from atlasviewer.atlas.regions import SIDE_ROWS as LEFT
from features.tables.understanding.vocabulary import load_words
from tests.features.tables import builders as b

VISP, MOS = (load_words().acronyms[acronym] for acronym in ("VISp", "MOs"))


def stored(checked) -> dict[tuple[str, str, str], dict[int, float]]:
    assert checked.table is not None, [problem.message for problem in checked.problems]
    table = checked.table
    return {
        (f.fname, f.statistic, f.unit): dict(
            zip(table.rows.tolist(), table.values[:, at].tolist(), strict=True)
        )
        for at, f in enumerate(table.features)
    }


def test_sd_and_n_are_statistics_of_the_values_before_them():
    upload = b.text("region,PV (Hz),SD,n,SST (Hz),SD,n\nVISp,1,2,3,4,5,6\nMOs,7,8,9,10,11,12\n")
    assert "repeated_name" in b.codes(b.run(upload, hemisphere="right"))
    assert stored(b.run(upload, hemisphere="right", statistics="pair")) == {
        ("PV", "mean", "Hz"): {VISP: 1.0, MOS: 7.0},
        ("PV", "std", "Hz"): {VISP: 2.0, MOS: 8.0},
        ("PV", "count", ""): {VISP: 3.0, MOS: 9.0},
        ("SST", "mean", "Hz"): {VISP: 4.0, MOS: 10.0},
        ("SST", "std", "Hz"): {VISP: 5.0, MOS: 11.0},
        ("SST", "count", ""): {VISP: 6.0, MOS: 12.0},
    }


def test_values_in_a_row_and_their_sds_in_a_row_belong_together_in_order():
    upload = b.text("region,PV,SST,SD,SD\nVISp,1,2,3,4\nMOs,5,6,7,8\n")
    found = stored(b.run(upload, hemisphere="right", statistics="pair"))
    assert found["PV", "std", ""] == {VISP: 3.0, MOS: 7.0}
    assert found["SST", "std", ""] == {VISP: 4.0, MOS: 8.0}


def offered(checked) -> dict | None:
    return checked.to_json()["understood"]["statistics"]


def test_statistics_beside_values_are_offered_though_no_name_repeats():
    upload = b.text("region,rate (Hz),SEM,n\nVISp,1.5,0.5,4\nMOs,0,2,5\n")
    apart = b.run(upload, hemisphere="right")
    assert b.values(apart) == {"rate": {VISP: 1.5, MOS: 0.0}, "SEM": {VISP: 0.5, MOS: 2.0}}
    offer = offered(apart)
    assert offer["kept"] == "apart"
    assert offer["columns"] == [
        {"column": "C", "statistic": "sem", "of": "B", "fname": "rate"},
        {"column": "D", "statistic": "count", "of": "B", "fname": "rate"},
    ]
    assert "SEM (C), n (D) of “rate” (B)" in offer["sentence"]
    assert offer["sentence"] in apart.understood.said.sentences

    paired = b.run(upload, hemisphere="right", statistics="pair")
    assert stored(paired) == {
        ("rate", "mean", "Hz"): {VISP: 1.5, MOS: 0.0},
        ("rate", "sem", "Hz"): {VISP: 0.5, MOS: 2.0},
        ("rate", "count", ""): {VISP: 4.0, MOS: 5.0},
    }
    assert offered(paired)["kept"] == "pair"
    assert offered(paired)["columns"] == offer["columns"]


@pytest.mark.parametrize(
    "header",
    ["effect mean (Hz),effect std (Hz),effect n", "effect_mean (Hz),effect_sd,effect_n"],
)
def test_columns_that_name_one_measurement_and_its_statistics_are_one_feature(header):
    upload = b.text(f"region,{header}\nVISp,1.5,0.5,4\nMOs,0,2,5\n")
    checked = b.run(upload, hemisphere="right")
    joined = {
        ("effect", "mean", "Hz"): {VISP: 1.5, MOS: 0.0},
        ("effect", "std", "Hz"): {VISP: 0.5, MOS: 2.0},
        ("effect", "count", ""): {VISP: 4.0, MOS: 5.0},
    }
    assert stored(checked) == joined
    assert offered(checked)["kept"] == "pair"
    assert "because the headers name the same" in offered(checked)["sentence"]
    assert stored(b.run(upload, hemisphere="right", statistics="pair")) == joined
    apart = b.run(upload, hemisphere="right", statistics="apart")
    assert offered(apart)["kept"] == "apart"
    assert {fname for fname, _, _ in stored(apart)} == set(b.values(apart))
    assert len(b.values(apart)) > 1


def test_a_group_above_and_statistics_below_are_one_feature():
    rows = ["region,effect,,control,", ",mean,std,mean,std", "VISp,1,2,3,4", "MOs,5,6,7,8"]
    found = stored(b.run(b.text("\n".join(rows)), hemisphere="right"))
    assert found == {
        ("effect", "mean", ""): {VISP: 1.0, MOS: 5.0},
        ("effect", "std", ""): {VISP: 2.0, MOS: 6.0},
        ("control", "mean", ""): {VISP: 3.0, MOS: 7.0},
        ("control", "std", ""): {VISP: 4.0, MOS: 8.0},
    }


@pytest.mark.parametrize(
    "header",
    ["effect mean,control std", "spike mean,spike count", "mean,std", "effect mean,rate,SD"],
)
def test_names_that_do_not_say_one_measurement_are_not_joined(header):
    checked = b.run(b.text(f"region,{header}\nVISp,1.5,2,3\nMOs,3,4,5\n"), hemisphere="right")
    assert (offered(checked) or {"kept": "apart"})["kept"] == "apart"
    assert {statistic for _, statistic, _ in stored(checked)} == {"mean"}


def test_statistics_of_a_side_belong_to_the_values_of_that_side():
    header = "region,rate left,rate right,SEM right,SEM left"
    upload = b.text(f"{header}\nVISp,1,2,30,40\nMOs,3,4,50,60\n")
    assert stored(b.run(upload, statistics="pair")) == {
        ("rate", "mean", ""): {VISP + LEFT: 1.0, VISP: 2.0, MOS + LEFT: 3.0, MOS: 4.0},
        ("rate", "sem", ""): {VISP + LEFT: 40.0, VISP: 30.0, MOS + LEFT: 60.0, MOS: 50.0},
    }


@pytest.mark.parametrize("header", ["rate,volume", "volume,count", "SD,rate"])
def test_columns_of_values_alone_offer_no_statistics(header):
    checked = b.run(b.text(f"region,{header}\nVISp,1.5,2\nMOs,3,4\n"), hemisphere="right")
    assert offered(checked) is None
    assert set(b.values(checked)) == set(header.split(","))


def test_a_count_of_cells_keeps_its_own_name():
    upload = b.text("region,density,SD,count,SD\nVISp,1,2,3,4\nMOs,5,6,7,8\n")
    assert stored(b.run(upload, hemisphere="right", statistics="pair")) == {
        ("density", "mean", ""): {VISP: 1.0, MOS: 5.0},
        ("density", "std", ""): {VISP: 2.0, MOS: 6.0},
        ("count", "mean", ""): {VISP: 3.0, MOS: 7.0},
        ("count", "std", ""): {VISP: 4.0, MOS: 8.0},
    }


REPEATED = "Old,,Young,\nfigure,1,2,3\nregion,rate,rate,depth\nVISp,1,2,9\nMOs,3,4,8\n"


def test_repeated_names_are_numbered():
    checked = b.run(b.text(REPEATED), hemisphere="right", group_row=0, repeated_names="number")
    assert b.values(checked) == {
        "rate 1": {VISP: 1.0, MOS: 3.0},
        "rate 2": {VISP: 2.0, MOS: 4.0},
        "depth": {VISP: 9.0, MOS: 8.0},
    }


def test_repeated_names_take_the_label_above():
    upload = b.text("Old,Old,Young,\n,,,\nregion,rate,rate,depth\nVISp,1,2,9\nMOs,3,4,8\n")
    assert "repeated_name" in b.codes(b.run(upload, hemisphere="right"))
    checked = b.run(upload, hemisphere="right", repeated_names="group")
    assert b.values(checked) == {
        "Old rate": {VISP: 1.0, MOS: 3.0},
        "Young rate": {VISP: 2.0, MOS: 4.0},
        "depth": {VISP: 9.0, MOS: 8.0},
    }


def test_left_and_right_of_a_repeated_name_stay_one_feature():
    upload = b.text(
        ",Old,,Young,\n,,,,\nregion,rate L,rate R,rate L,rate R\nVISp,1,2,3,4\nMOs,5,6,7,8\n"
    )
    assert b.values(b.run(upload, repeated_names="group")) == {
        "Old rate": {VISP + LEFT: 1.0, VISP: 2.0, MOS + LEFT: 5.0, MOS: 6.0},
        "Young rate": {VISP + LEFT: 3.0, VISP: 4.0, MOS + LEFT: 7.0, MOS: 8.0},
    }


def test_columns_that_are_no_measurement_are_proposed_as_left_out():
    header = "idx,region,order,slice,id,r,g,b,N,rate"
    rows = "4,VISp,7,12,900001,1,2,3,5,1.5\n9,MOs,8,13,900002,4,5,6,5,2.5\n"
    checked = b.run(b.text(f"{header}\n{rows}"), hemisphere="right")
    assert b.values(checked) == {"rate": {VISP: 1.5, MOS: 2.5}}
    kept = b.run(b.text(f"{header}\n{rows}"), hemisphere="right", features=[{"column": "D"}])
    assert b.values(kept)["slice"] == {VISP: 12.0, MOS: 13.0}


def test_r_alone_and_n_alone_are_values():
    assert b.values(b.run(b.text("region,r,p\nVISp,1,2\nMOs,3,4\n"), hemisphere="right")) == {
        "r": {VISP: 1.0, MOS: 3.0},
        "p": {VISP: 2.0, MOS: 4.0},
    }
    only = b.run(b.text("region,N\nVISp,1\nMOs,3\n"), hemisphere="right")
    assert b.values(only) == {"N": {VISP: 1.0, MOS: 3.0}}


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("signal (fos/mm2)", "signal", "fos/mm2"),
        ("c-Fos+ cells(cells/mm^3)", "c-Fos+ cells", "cells/mm^3"),
        ("energy in mm^-3", "energy", "mm^-3"),
        ("energy in mice", "energy in mice", ""),
        ("signal (cohort 2)", "signal (cohort 2)", ""),
    ],
)
def test_units_are_split_off_and_names_keep_their_characters(header, name, unit):
    checked = b.run(b.text(f"region,{header}\nVISp,1\nMOs,2\n"), hemisphere="right")
    assert stored(checked) == {(name, "mean", unit): {VISP: 1.0, MOS: 2.0}}
