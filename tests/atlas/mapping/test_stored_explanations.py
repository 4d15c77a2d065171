"""A stored feature says where each of its values comes from, or that it is not recorded."""

import json
from typing import Any

import numpy as np
import pytest

from atlasviewer.atlas.mapping import (
    StoredValues,
    explain_value,
    map_values,
    origin_data,
    statistics_data,
)
from atlasviewer.atlas.regions import MAPPINGS
from tests.atlas.mapping.test_mapping import row_of

VENT_AND_VAL: dict[str, Any] = {"keys": ["VENT", "VAL"], "values": [1, 3]}


def store(*, old: bool = False, hemisphere: str = "right", **given: Any) -> dict[str, Any]:
    """Return ``feature_data`` as a published table has it; `old`: before hidden values were."""
    mapped = map_values(hemisphere=hemisphere, **given)
    data = {**statistics_data({"mean": mapped}, 0), "origins": origin_data(mapped, 0)}
    if old:
        data["origins"].pop("hidden", None)
    return json.loads(json.dumps(data))


def say(data: dict[str, Any], mapping: str, acronym: str, side: str = "right") -> str:
    return StoredValues(data, "mean").explain(mapping, row_of(acronym, side)).sentence


@pytest.mark.parametrize(
    "given",
    [
        {"keys": ["AAA", "ACB"], "values": [0, 2]},
        VENT_AND_VAL,
        {"keys": ["TH", "VAL"], "values": [1, 3]},
        {"keys": ["TH", "TH-lf", "VAL"], "values": [1, 2, 3]},
        {"keys": ["TH", "VAL"], "values": [1, 2], "map_nodes": True},
        {"keys": ["AONd", "AONe"], "values": [1, 4]},
        {"keys": ["MOs", "MOs5", "fiber tracts"], "values": [3, 4, 5]},
        {"keys": ["MOs", "MOs5"], "values": [3, 4], "given_wins": True},
        {"keys": ["HY", "HY-lf", "AHN", "CB", "MOs1"], "values": [1, -2, 0.1, 0, 7]},
    ],
    ids=lambda given: ",".join(given["keys"]),
)
@pytest.mark.parametrize("hemisphere", ["left", "right", "both"])
def test_a_stored_value_is_explained_as_it_was_when_it_was_mapped(
    given: dict[str, Any], hemisphere: str
) -> None:
    mapped = map_values(hemisphere=hemisphere, **given)
    stored = StoredValues(store(hemisphere=hemisphere, **given), "mean")
    expected = {
        (matrix.mapping, int(row)): explain_value(mapped, matrix.mapping, int(row), 0)
        for matrix in mapped
        for row in matrix.index
    }
    found = {key: stored.explain(*key).sentence for key in expected}
    assert set(stored.numbers) == set(MAPPINGS)
    assert len(expected) >= 3
    assert found == expected


def test_the_contributors_average_to_the_value() -> None:
    stored = StoredValues(store(keys=["AONd", "AONe", "VENT", "VAL"], values=[1, 4, 2, 0]), "mean")
    found = stored.explain("allen", row_of("AON"))
    assert (found.value, found.origin) == (2.5, "children")
    assert [(part.row, part.value, part.given) for part in found.contributors] == [
        (row_of("AONd"), 1.0, True),
        (row_of("AONe"), 4.0, True),
    ]
    inside = stored.explain("cosmos", row_of("TH"))
    assert (inside.value, inside.origin) == (1.0, "inside")
    assert np.mean([part.value for part in inside.contributors]) == inside.value


def test_a_feature_from_before_hidden_values_were_kept_says_what_can_be_known() -> None:
    old = store(old=True, **VENT_AND_VAL)
    assert say(old, "allen", "VM") == "VM (right) takes the value of VENT, which was given."
    only_means = store(old=True, keys=["AONd", "AONe"], values=[1, 4])
    assert say(only_means, "allen", "AON") == (
        "AON (right) is the mean of its subregions that have a value."
    )
    assert say(only_means, "beryl", "AON") == (
        "AON (right) is the mean of the given regions inside it."
    )


def test_two_readings_that_differ_are_not_decided() -> None:
    """VENT may have been given the same value as VAL; whether it was is not stored."""
    given = {"keys": ["TH", "VENT", "VAL"], "values": [3, 3, 3]}
    old = store(old=True, **given)
    assert say(old, "allen", "VM") == "VM (right) takes the value of VENT (right)."
    assert say(store(**given), "allen", "VM") == (
        "VM (right) takes the value of VENT, which was given."
    )


def test_a_feature_of_the_sdk_does_not_say_what_was_given() -> None:
    data = store(keys=["AAA"], values=[0])
    del data["origins"]
    found = StoredValues(data, "mean").explain("allen", row_of("AAA"))
    assert (found.value, found.origin, found.contributors) == (0.0, "unknown", ())
    assert "does not say whether it was given or computed" in found.sentence


@pytest.mark.parametrize(
    "origins",
    [
        [],
        "given",
        {"allen": 3},
        {"allen": {"given": ["AAA"]}, "beryl": {}, "cosmos": {}},
        {"allen": {"given": [99999], "spread": {"x": [1]}}, "beryl": {}, "cosmos": {}},
        {"allen": {}, "beryl": {}, "cosmos": {}, "hidden": {"rows": [1]}},
        {
            "allen": {},
            "beryl": {},
            "cosmos": {},
            "hidden": {"rows": [1], "leaf": [0], "values": ["a"]},
        },
    ],
)
def test_origins_that_somebody_made_up_explain_nothing(origins: Any) -> None:
    data = {**store(keys=["AAA"], values=[1]), "origins": origins}
    found = StoredValues(data, "mean").explain("allen", row_of("AAA"))
    assert (found.value, found.origin) == (1.0, "unknown")


def test_wrong_origins_are_not_believed_beyond_what_they_say() -> None:
    """AONd and AONe are listed as given, yet their mean differs from the stored value."""
    data = store(keys=["AONd", "AONe"], values=[1, 4])
    data["origins"]["hidden"]["values"] = [1.0, 5.0]
    assert say(data, "allen", "AON") == (
        "AON (right) is the mean of its subregions that have a value."
    )


def test_a_missing_value_says_why_the_region_is_grey() -> None:
    data = store(keys=["AAA"], values=[1], hemisphere="left")
    assert say(data, "allen", "AAA", "right") == (
        "AAA (right) has no value, so it is grey; the other hemisphere has one."
    )
    assert say(data, "allen", "CA1") == (
        "CA1 (right) is grey because neither it nor a region above or below it was given a value."
    )
    assert say(data, "beryl", "CA1", "left") == (
        "CA1 (left) is grey because neither it nor a region inside it was given a value."
    )
    assert say(data, "allen", "VENT") == (
        "VENT (right) has no value and no voxels of its own in the atlas: it is not drawn."
    )
    del data["origins"]
    assert say(data, "allen", "CA1") == "CA1 (right) has no value in this feature, so it is grey."
    data["mappings"]["allen"]["data"]["1"] = {"mean": None}
    found = StoredValues(data, "mean").explain("allen", 1)
    assert (found.value, found.origin) == (None, "none")


def test_a_second_statistic_is_explained_where_what_was_given_reproduces_it() -> None:
    means = map_values(keys=["MOs", "MOs5"], values=[3, 4], hemisphere="right")
    counts = map_values(keys=["MOs", "MOs5"], values=[10, 20], hemisphere="right")
    data = statistics_data({"mean": means, "count": counts}, 0)
    data["origins"] = origin_data(means, 0)
    found = StoredValues(json.loads(json.dumps(data)), "count").explain("beryl", row_of("MOs"))
    assert (found.value, found.origin) == (15.0, "inside")
    assert [part.value for part in found.contributors] == [10.0, 20.0]
