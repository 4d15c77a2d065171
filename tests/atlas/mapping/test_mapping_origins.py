"""Every mapped value says whether it was given or inferred, and from what."""

import numpy as np

from atlasviewer.atlas.mapping import (
    Origin,
    explain_value,
    find_contributors,
    map_values,
    origin_data,
)
from tests.atlas.mapping.test_mapping import row_of


def origin_of(mapped, mapping, acronym, side="right"):
    matrix, row = mapped[mapping], row_of(acronym, side)
    at = matrix.index.tolist().index(row)
    return Origin(int(matrix.origin[at, 0])), int(matrix.source[at, 0])


def test_a_given_value_names_itself():
    mapped = map_values(keys=["AAA"], values=[0.0], hemisphere="left")
    assert origin_of(mapped, "allen", "AAA", "left") == (Origin.GIVEN, row_of("AAA", "left"))
    assert mapped.allen.given.tolist() == [[True]]
    assert explain_value(mapped, "allen", row_of("AAA", "left"), 0) == "AAA (left) was given."


def test_a_mean_of_subregions_lists_them():
    mapped = map_values(keys=["AONd", "AONe"], values=[1, 4], hemisphere="right")
    assert origin_of(mapped, "allen", "AON") == (Origin.CHILDREN, -1)
    parts = find_contributors(mapped, "allen", row_of("AON"), 0)
    assert [(part.row, part.value, part.given) for part in parts] == [
        (row_of("AONd"), 1.0, True),
        (row_of("AONe"), 4.0, True),
    ]
    assert explain_value(mapped, "allen", row_of("AON"), 0) == (
        "AON (right) is the mean of 2 subregions that have a value: AONd, AONe."
    )


def test_a_spread_value_names_the_ancestor_it_came_from():
    mapped = map_values(keys=["VENT", "VAL"], values=[1, 3], hemisphere="right")
    assert origin_of(mapped, "allen", "VM") == (Origin.SPREAD, row_of("VENT"))
    assert explain_value(mapped, "allen", row_of("VM"), 0) == (
        "VM (right) takes the value of VENT, which was given."
    )


def test_a_value_spread_from_a_mean_says_what_the_mean_was_made_of():
    mapped = map_values(keys=["TH", "VAL"], values=[1, 3], hemisphere="right")
    assert origin_of(mapped, "allen", "VM") == (Origin.SPREAD, row_of("VENT"))
    assert explain_value(mapped, "allen", row_of("VM"), 0) == (
        "VM (right) takes the value of VENT, "
        "itself the value of the only subregion that has a value: VAL."
    )
    assert "VENT (a mean itself)" in explain_value(mapped, "allen", row_of("SPFm"), 0)


def test_a_leaf_part_is_called_so():
    mapped = map_values(keys=["TH", "TH-lf"], values=[1, 2], hemisphere="right")
    assert origin_of(mapped, "allen", "TH")[0] == Origin.GIVEN
    assert explain_value(mapped, "allen", row_of("TH"), 0) == (
        "TH (right) was given as TH-lf, for its own voxels only."
    )


def test_a_region_of_the_flatmap_is_explained_by_the_flatmaps_own_roads():
    mapped = map_values(keys=["MOs5"], values=[2], hemisphere="right")
    assert origin_of(mapped, "allen", "MOs") == (Origin.CHILDREN, -1)
    assert explain_value(mapped, "allen", row_of("MOs"), 0) == (
        "MOs (right) is the value of the only subregion that has a value: MOs5."
    )


def test_beryl_is_given_only_when_the_region_itself_was_the_only_one_inside():
    one = map_values(keys=["VAL"], values=[3], hemisphere="right")
    assert origin_of(one, "beryl", "VAL") == (Origin.GIVEN, row_of("VAL"))
    below = map_values(keys=["MOs5"], values=[3], hemisphere="right")
    assert origin_of(below, "beryl", "MOs") == (Origin.INSIDE, -1)
    both = map_values(keys=["MOs", "MOs5"], values=[3, 4], hemisphere="right")
    assert origin_of(both, "beryl", "MOs") == (Origin.INSIDE, -1)
    assert explain_value(both, "beryl", row_of("MOs"), 0) == (
        "MOs (right) is the mean of 2 given regions inside it: MOs, MOs5."
    )


def test_the_root_of_a_parcellation_says_that_its_regions_lie_in_none():
    mapped = map_values(keys=["fiber tracts", "VL"], values=[1, 2], hemisphere="left")
    assert explain_value(mapped, "cosmos", 1, 0) == (
        "root is the mean of 2 given regions in no Cosmos region: fiber tracts, VL."
    )


def test_contributors_on_both_sides_name_their_side():
    mapped = map_values(keys=["fiber tracts"], values=[1], hemisphere="both")
    assert explain_value(mapped, "cosmos", 1, 0) == (
        "root is the mean of 2 given regions in no Cosmos region: "
        "fiber tracts (right), fiber tracts (left)."
    )


def test_given_values_that_no_region_shows_are_kept_with_the_origins():
    given = {"keys": ["TH", "TH-lf", "AONd", "CP"], "values": [1, 2, 0, 4]}
    hidden = origin_data(map_values(hemisphere="left", **given), 0)["hidden"]
    rows = [row_of(name, "left") for name in ("AONd", "TH", "TH")]
    assert hidden == {"rows": rows, "leaf": [False, False, True], "values": [0.0, 1.0, 2.0]}
    plain = map_values(keys=["CP", "MOs", "MOs5"], values=[1, 2, 3], hemisphere="both")
    assert "hidden" not in origin_data(plain, 0)


def test_many_contributors_are_counted_after_the_first_few():
    keys = ["VAL", "VM", "VPL", "VPM", "PoT", "SPA", "PP", "MGd"]
    mapped = map_values(keys=keys, values=np.ones(len(keys)), hemisphere="right")
    sentence = explain_value(mapped, "cosmos", row_of("TH"), 0)
    assert sentence.endswith("VAL, VM, VPL, VPM, PoT, SPA and 2 more.")


def test_a_region_without_a_value_says_so():
    mapped = map_values(keys=["AAA", "ACB"], values=[[1, 1], [2, np.nan]], hemisphere="right")
    assert explain_value(mapped, "allen", row_of("ACB"), 1) == "ACB (right) has no value here."
    assert explain_value(mapped, "allen", row_of("CP"), 0) == "CP (right) has no value here."
    assert find_contributors(mapped, "allen", row_of("CP"), 0) == []


def test_contributors_of_every_inferred_value_give_that_value():
    keys = ["TH", "VAL", "TH-lf", "MOs5", "MOs1", "AONd", "CB", "AHA", "ADP", "HY-lf"]
    values = np.random.default_rng(5).normal(size=len(keys))
    mapped = map_values(keys=keys, values=values, hemisphere="both")
    for matrix in mapped:
        found = [
            np.mean([p.value for p in find_contributors(mapped, matrix.mapping, int(row), 0)])
            for row in matrix.index
        ]
        np.testing.assert_allclose(found, matrix.values[:, 0], rtol=1e-12)


def test_origins_are_given_as_lists_of_rows_for_json():
    mapped = map_values(keys=["VENT", "VAL", "AONd"], values=[1, 3, 2], hemisphere="right")
    origins = origin_data(mapped, 0)
    assert origins["allen"]["given"] == [row_of("VAL")]
    assert origins["allen"]["children"] == [row_of("AON")]
    assert list(origins["allen"]["spread"]) == [str(row_of("VENT"))]
    assert row_of("VM") in origins["allen"]["spread"][str(row_of("VENT"))]
    assert origins["beryl"] == {
        "given": [row_of("VAL")],
        "inside": [1, row_of("AON")],
    }
