"""Keys that name several regions: the same value for each, shares by volume, or asked."""

import pytest

from features.tables import Choices, check_table
from tests.features.tables import builders as b
from tests.features.tables.truth import stored

VOXELS = [1] * 1328


def check_with_voxels(text: str, **choices: object):
    upload = b.text(text)
    read = Choices.from_json({"hemisphere": "right", **choices})
    return check_table(upload.data, upload.filename, read, voxels=VOXELS)


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("BLA; LA", ("BLA", "LA")),
        ("CA1; CA2; CA3; DG", ("CA1", "CA2", "CA3", "DG")),
        ("ACAd + ACAv", ("ACAd", "ACAv")),
        ("GP", ("GPe", "GPi")),
        ("PRN", ("PRNr", "PRNc")),
    ],
)
def test_a_composite_is_asked_with_its_parts_and_gives_each_the_same_value(key, parts):
    table = f"acronym,rate\nVISp,1\n{key},6\nMOp,3\n"
    (problem,) = b.run(b.text(table), hemisphere="right").problems
    assert (problem.code, problem.parts) == ("composite", parts)
    checked = b.run(b.text(table), hemisphere="right", composites={key: "each"})
    expected = {"VISp": 1.0, "MOp": 3.0, **dict.fromkeys(parts, 6.0)}
    assert stored(checked) == {("rate", acronym, "right"): v for acronym, v in expected.items()}


def test_a_count_is_shared_by_volume_with_subregions_and_its_sum_stays():
    # One voxel a region: BLA has 3 subregions (4 voxels), LA none (1).
    checked = check_with_voxels(
        "acronym,count\nBLA; LA,10\nVISp,7\nMOp,2\n", composites={"BLA; LA": "volume"}
    )
    assert stored(checked) == {
        ("count", "BLA", "right"): pytest.approx(8.0),
        ("count", "LA", "right"): pytest.approx(2.0),
        ("count", "VISp", "right"): 7.0,
        ("count", "MOp", "right"): 2.0,
    }


def test_without_volumes_nothing_is_shared_and_the_question_stays():
    table = "acronym,count\nBLA; LA,10\nVISp,7\nMOp,2\n"
    checked = b.run(b.text(table), hemisphere="right", composites={"BLA; LA": "volume"})
    assert b.codes(checked) == ["composite"]


def test_a_part_that_has_a_row_of_its_own_is_a_repeat():
    table = "acronym,count\nBLA; LA,10\nLA,4\nVISp,7\nMOp,2\n"
    checked = b.run(b.text(table), hemisphere="right", composites={"BLA; LA": "each"})
    (problem,) = checked.problems
    assert (problem.code, problem.value, problem.row) == ("repeated_region", "LA", 3)


def test_a_region_and_its_own_part_are_no_composite_to_share():
    table = "acronym,count\nHIP + CA1,10\nVISp,7\nMOp,2\n"
    (problem,) = b.run(b.text(table), hemisphere="right").problems
    assert (problem.code, problem.parts) == ("composite", ())


def test_a_wrong_cell_of_a_composite_is_reported_once():
    table = "acronym,count\nBLA; LA,x1\nVISp,7\nMOp,2\nCA1,2\nSUB,8\n"
    checked = b.run(b.text(table), hemisphere="right", composites={"BLA; LA": "each"})
    assert b.codes(checked) == ["not_a_number"]


def test_names_with_commas_are_one_region():
    table = (
        'acronym,count\n"Primary visual area, layer 1",1\n"CUL4, 5",2\n'
        '"Retrosplenial area, dorsal part",3\n'
    )
    assert stored(b.run(b.text(table), hemisphere="left")) == {
        ("count", "VISp1", "left"): 1.0,
        ("count", "CUL4 5", "left"): 2.0,
        ("count", "RSPd", "left"): 3.0,
    }
