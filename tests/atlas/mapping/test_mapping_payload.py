"""A mapped column becomes the payload that the SDK sends."""

import json
import warnings

import numpy as np
import pytest
from iblbrainviewer.api import make_features, make_features_payload

from atlasviewer.atlas.mapping import map_values, statistics_data
from tests.atlas.mapping.test_mapping import row_of

KEYS = np.array(["MOs5", "CP", "AAA", "VENT", "VAL", "TH"])
VALUES = np.array([1.5, -2.0, 0.0, 7.25, 1e-9, 1e9])


def as_json(data):
    return json.loads(json.dumps(data))


@pytest.mark.parametrize("hemisphere", ["left", "right"])
def test_the_feature_data_equals_the_sdks_key_for_key(hemisphere, capsys):
    expected = make_features_payload("f", make_features(KEYS, VALUES, hemisphere))["feature_data"]
    capsys.readouterr()
    ours = statistics_data({"mean": map_values(keys=KEYS, values=VALUES, hemisphere=hemisphere)}, 0)
    assert as_json(ours) == ours
    assert ours == as_json(expected)


def test_further_statistics_stand_beside_the_mean_of_each_region():
    mean = map_values(keys=["AAA", "CP"], values=[1, 2], hemisphere="left")
    std = map_values(keys=["AAA", "CP"], values=[0.1, np.nan], hemisphere="left")
    allen = statistics_data({"mean": mean, "std": std}, 0)["mappings"]["allen"]
    assert allen["data"] == {
        str(row_of("AAA", "left")): {"mean": 1.0, "std": 0.1},
        str(row_of("CP", "left")): {"mean": 2.0},
    }
    assert allen["statistics"]["std"] == {"min": 0.1, "max": 0.1, "mean": 0.1, "median": 0.1}


def test_a_column_without_values_has_no_data_and_no_statistics():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mapped = map_values(keys=["AAA"], values=[np.nan], hemisphere="left")
        data = statistics_data({"mean": mapped}, 0)
    assert data["mappings"]["allen"] == {"data": {}, "statistics": {}}


def test_each_column_makes_its_own_feature():
    mapped = map_values(keys=["AAA"], values=[[1.0, 2.0]], hemisphere="left")
    row = str(row_of("AAA", "left"))
    both = [statistics_data({"mean": mapped}, column)["mappings"] for column in (0, 1)]
    assert [one["allen"]["data"][row]["mean"] for one in both] == [1.0, 2.0]
