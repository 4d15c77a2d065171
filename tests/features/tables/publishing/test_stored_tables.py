"""Tables published through the API: a GET returns the values beside each region."""

import json
from typing import Any

import numpy as np
import pytest

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from tests import cast
from tests.features.tables import builders as b
from tests.features.tables.publishing.test_table_api import publish

pytestmark = pytest.mark.django_db

Values = dict[str, float]
EXPERIMENTS = ["mouse 1", "mouse 2", "mouse 3"]


def choose_leaves(count: int) -> list[str]:
    """Return acronyms of regions without parts, in the atlas's order, LH and RH among them."""
    regions = load_regions()
    alone = regions.has_voxels.copy()
    alone[regions.parent[regions.parent >= 0]] = False
    acronyms = regions.acronym[alone].astype(str)
    last = int(np.flatnonzero(np.isin(acronyms, ["LH", "RH"]))[-1])
    chosen = acronyms[max(last - count + 1, 0) :][:count].tolist()
    assert {"LH", "RH"} <= set(chosen)
    return chosen


def read_back(fname: str) -> dict[str, dict[str, Values]]:
    """Return statistic → side → {acronym: value} of a feature's values under Allen."""
    answer = cast.stranger().get(f"buckets/my_bucket/{fname}")
    assert answer.status_code == 200
    rows = json.loads(answer.whole)["feature_data"]["mappings"]["allen"]["data"]
    acronyms = load_regions().acronym
    found: dict[str, dict[str, Values]] = {}
    for row, statistics in ((int(row), given) for row, given in rows.items()):
        side = "left" if row > SIDE_ROWS else "right"
        acronym = str(acronyms[row - SIDE_ROWS if row > SIDE_ROWS else row])
        for statistic, value in statistics.items():
            found.setdefault(statistic, {}).setdefault(side, {})[acronym] = value
    return found


def only(values: dict[str, dict[str, Values]], given: set[str]) -> dict[str, dict[str, Values]]:
    """Return the values of regions that a table names; the SDK adds their parents."""
    return {
        statistic: {
            side: {acronym: value for acronym, value in regions.items() if acronym in given}
            for side, regions in sides.items()
        }
        for statistic, sides in values.items()
    }


def publish_upload(upload: b.Upload, **choices: Any) -> list[str]:
    cast.make_bucket()
    answer = publish(upload.data, choices, name=upload.filename)
    assert answer.status_code == 200, answer.body
    return answer.body["created"]


def write_table(rows: list[list[object]]) -> b.Upload:
    return b.text("\n".join(",".join(map(str, row)) for row in rows) + "\n")


def test_a_row_of_314_acronyms_gives_each_experiment_its_own_values() -> None:
    acronyms = choose_leaves(314)
    values = np.arange(3 * 314).reshape(3, 314) / 4  # 0.0 is a value
    rows = [["experiment", *acronyms]]
    rows += [[name, *line] for name, line in zip(EXPERIMENTS, values.tolist(), strict=True)]
    assert publish_upload(write_table(rows), hemisphere="left") == EXPERIMENTS
    for name, line in zip(EXPERIMENTS, values.tolist(), strict=True):
        expected = dict(zip(acronyms, line, strict=True))
        assert only(read_back(name), set(acronyms)) == {"mean": {"left": expected}}


def test_a_square_matrix_keeps_lh_and_rh_apart_and_on_the_chosen_side() -> None:
    columns, keys = choose_leaves(314), ["VISp1", "LH", "RH", "MOp5"]
    values = np.arange(4 * 314).reshape(4, 314) / 8
    rows = [["source", *columns]]
    rows += [[key, *line] for key, line in zip(keys, values.tolist(), strict=True)]
    created = publish_upload(write_table(rows), hemisphere="left", orientation="rows")
    assert len(created) == 314
    for target in ("LH", "RH", columns[0], columns[-1]):
        at = columns.index(target)
        expected = dict(zip(keys, values[:, at].tolist(), strict=True))
        assert only(read_back(target), set(keys)) == {"mean": {"left": expected}}


def test_labels_in_merged_cells_stand_in_front_of_the_names_of_their_block() -> None:
    rows = [
        ["CELLS", None, None, None, "AREA", None, None, None, "DENSITY", None, None],
        ["Region", "m1", "m2", None] * 2 + ["Region", "m1", "m2"],
        ["VISp1", 1, 2, None, "MOp5", 30, 40, None, "CA1", 500, 600],
        ["MOp5", 3, 4, None, "CA1", 50, 60, None, "VISp1", 100, 200],
        ["CA1", 5, 6, None, "VISp1", 10, 20, None, "MOp5", 300, 400],
    ]
    upload = b.xlsx({"S": rows}, merges=["A1:C1", "E1:G1", "I1:K1"])
    expected = {
        "CELLS m1": {"VISp1": 1.0, "MOp5": 3.0, "CA1": 5.0},
        "CELLS m2": {"VISp1": 2.0, "MOp5": 4.0, "CA1": 6.0},
        "AREA m1": {"VISp1": 10.0, "MOp5": 30.0, "CA1": 50.0},
        "AREA m2": {"VISp1": 20.0, "MOp5": 40.0, "CA1": 60.0},
        "DENSITY m1": {"VISp1": 100.0, "MOp5": 300.0, "CA1": 500.0},
        "DENSITY m2": {"VISp1": 200.0, "MOp5": 400.0, "CA1": 600.0},
    }
    assert publish_upload(upload, hemisphere="right") == list(expected)
    stored = {name: only(read_back(name), {"VISp1", "MOp5", "CA1"}) for name in expected}
    assert stored == {name: {"mean": {"right": values}} for name, values in expected.items()}


def test_labels_repeated_over_blocks_name_features_by_choice() -> None:
    upload = b.text(
        "Old,,,Young,\n,,,,\nregion,rate,,region,rate\nVISp1,1,,MOp5,3\nMOp5,0,,VISp1,4\n"
    )
    cast.make_bucket()
    refused = publish(upload.data, {"hemisphere": "left", "group_row": 0})
    assert {problem["code"] for problem in refused.body["problems"]} == {"repeated_name"}
    answer = publish(upload.data, {"hemisphere": "left", "group_row": 0, "repeated_names": "group"})
    assert answer.body["created"] == ["Old rate", "Young rate"]
    given = {"VISp1", "MOp5"}
    assert only(read_back("Old rate"), given) == {"mean": {"left": {"VISp1": 1.0, "MOp5": 0.0}}}
    assert only(read_back("Young rate"), given) == {"mean": {"left": {"VISp1": 4.0, "MOp5": 3.0}}}


@pytest.mark.parametrize("ipsi", ["left", "right"])
def test_ipsi_and_contra_columns_land_on_the_side_that_was_said(ipsi: str) -> None:
    upload = b.text("region,ipsi density,contra density\nVISp1,1.5,20\nMOp5,0,30\n")
    cast.make_bucket()
    refused = publish(upload.data, {})
    assert [problem["code"] for problem in refused.body["problems"]] == ["ipsi_side_needed"]
    assert publish(upload.data, {"ipsi_side": ipsi}).body["created"] == ["density"]
    contra = {"left": "right", "right": "left"}[ipsi]
    assert only(read_back("density"), {"VISp1", "MOp5"}) == {
        "mean": {ipsi: {"VISp1": 1.5, "MOp5": 0.0}, contra: {"VISp1": 20.0, "MOp5": 30.0}}
    }


def test_statistics_that_were_paired_are_stored_with_their_values() -> None:
    upload = b.text("region,rate,SEM,n\nVISp1,1.5,0.5,4\nMOp5,0,2,5\n")
    created = publish_upload(upload, hemisphere="left", statistics="pair")
    assert created == ["rate"]
    assert only(read_back("rate"), {"VISp1", "MOp5"}) == {
        "mean": {"left": {"VISp1": 1.5, "MOp5": 0.0}},
        "sem": {"left": {"VISp1": 0.5, "MOp5": 2.0}},
        "count": {"left": {"VISp1": 4.0, "MOp5": 5.0}},
    }
