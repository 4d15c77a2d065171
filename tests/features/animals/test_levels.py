"""Which regions are tested together, and how animals' values reach each parcellation."""

import numpy as np
import pytest

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from atlasviewer.web.errors import Invalid
from features.animals.analysing import Analysis, analyse
from features.animals.decisions import Decisions
from features.animals.levels import LEVELS, find_nested, is_leaf, spread
from features.animals.reading import read_animals
from features.animals.saying import list_warnings, say_methods
from features.tables import Choices, open_table

HEAD = "region,WT1,WT2,WT3,KO1,KO2,KO3\n"
LAYERS = HEAD + "VISp1,1,2,3,4,5,7\nVISp2/3,2,2,4,6,7,9\nMOs1,0,1,0,3,4,5\n"


def row(acronym: str) -> int:
    return int(load_regions().acronym.tolist().index(acronym)) + SIDE_ROWS


def study(content: str, **decided: object) -> Analysis:
    read = Decisions.from_json({"confirmed": True, **decided})
    workbook = open_table(content.encode(), "counts.csv")
    return analyse(read_animals(workbook, Choices(hemisphere="left"), read), read)


def test_nested_regions_are_not_tested_together_unasked() -> None:
    nested = LAYERS + "VISp,1,2,3,4,5,6\n"
    with pytest.raises(Invalid, match=r"2 of the given regions lie inside.*VISp1 inside VISp"):
        study(nested)
    assert int(study(nested, nested=True).contrasts[0].contrast.tested.sum()) == 4
    assert int(study(nested, level="leaves").contrasts[0].contrast.tested.sum()) == 3


def test_the_same_region_on_the_other_side_is_not_nested() -> None:
    rows = np.array([row("VISp1"), row("VISp") - SIDE_ROWS])
    assert find_nested(rows, np.zeros(2, bool)) == []


def test_a_leaf_part_lies_inside_its_region() -> None:
    rows = np.array([row("TH"), row("TH")])
    assert find_nested(rows, np.array([False, True])) == [(row("TH"), row("TH"))]


def test_leaves_have_no_subregions() -> None:
    rows = np.array([row("VISp1"), row("VISp"), row("root")])
    assert is_leaf(rows).tolist() == [True, False, False]


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_tests_its_regions(level: str) -> None:
    one = study(LAYERS, level=level).contrasts[0]
    expected = {
        "given": {"VISp1", "VISp2/3", "MOs1"},
        "leaves": {"VISp1", "VISp2/3", "MOs1"},
        "beryl": {"VISp", "MOs"},
        "cosmos": {"Isocortex"},
    }[level]
    assert set(load_regions().acronym[one.level.rows - SIDE_ROWS]) == expected
    assert f"each of {len(expected)} region" in say_methods(one)


def test_an_animals_value_in_beryl_is_the_mean_of_its_subregions() -> None:
    one = study(LAYERS, level="beryl").contrasts[0]
    at = one.level.rows.tolist().index(row("VISp"))
    assert one.level.values[at].tolist() == [1.5, 2, 3.5, 5, 6, 8]


def test_means_over_fewer_subregions_are_said() -> None:
    content = LAYERS.replace("VISp1,1,", "VISp1,,")
    one = study(content, level="beryl").contrasts[0]
    assert one.level.partial == 1
    assert any("fewer subregions" in warning for warning in list_warnings(one))
    complete = study(LAYERS, level="beryl").contrasts[0]
    assert not any("fewer subregions" in warning for warning in list_warnings(complete))


def test_a_parents_value_does_not_stand_in_for_a_missing_region() -> None:
    content = HEAD + "VISp,9,9,9,9,9,9\nVISp1,,1,2,3,4,5\n"
    found = study(content, nested=True)
    allen = spread(found.mapped.allen, found.mapped.columns - 1, 6)
    values = allen.values[allen.index.tolist().index(row("VISp1"))]
    assert np.isnan(values[0])
    assert values[1:].tolist() == [1, 2, 3, 4, 5]
    other = allen.values[allen.index.tolist().index(row("VISp4"))]
    assert other.tolist() == [9] * 6


def test_warnings_say_where_a_test_does_not_carry() -> None:
    content = HEAD + "VISp1,1,2,3,4,5,\nMOs1,0,0,0,0,0,0\nCA1,1,2,4,5,6,9\n"
    one = study(content).contrasts[0]
    assert list_warnings(one) == [
        "Not tested: 1 region with fewer than 3 animals in a group.",
        "Not tested: 1 region in which nothing varies.",
    ]
    two = study(content, fewest=2).contrasts[0]
    assert "1 region tested with fewer than 3 animals" in " ".join(list_warnings(two))
    assert "2 to 3 of “KO”" in " ".join(list_warnings(two))
    ranks = study(content, test="mann_whitney").contrasts[0]
    assert "the smallest possible p is 0.1" in " ".join(list_warnings(ranks))


def test_the_methods_sentence_says_test_n_level_correction_and_software() -> None:
    said = say_methods(study(LAYERS, level="beryl").contrasts[0])
    assert said.startswith("“KO” (n = 3) was compared with “WT” (n = 3) with Welch's t test")
    for part in ("2 regions", "Beryl regions", "Benjamini–Hochberg", "these 2 tests", "SciPy "):
        assert part in said


def test_many_groups_without_a_control_are_a_question() -> None:
    content = "region,male1,male2,female1,female2,young1,young2\nVISp,1,2,3,4,5,6\n"
    with pytest.raises(Invalid, match="no control among them"):
        study(content)
    found = study(content, contrasts=[["male", "female"]], fewest=2)
    assert [(one.group, one.against) for one in found.contrasts] == [("male", "female")]
