"""The demo bucket: what every new site shows first says where its values came from."""

import json

import numpy as np
import pytest

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from atlasviewer.atlas.summary import ROWS, VOXEL_MM3, RegionSummary
from features.demo import FEATURES, NAME, make_demo
from tests import cast

pytestmark = pytest.mark.django_db


def make_summary() -> RegionSummary:
    """Return numbers of three regions of the right side and one of the left."""
    acronyms = load_regions().acronym.tolist()
    rows = [acronyms.index(name) for name in ("CA1", "VISp1", "VISp5")]
    voxels = np.full(ROWS, np.nan)
    voxels[[*rows, rows[0] + SIDE_ROWS]] = [40.0, 10.0, 30.0, 50.0]
    place = np.where(np.isnan(voxels), np.nan, 1.0)
    return RegionSummary(voxels, voxels * VOXEL_MM3, place, place, place)


def test_every_value_of_the_demo_is_stored_as_given() -> None:
    assert len(list(make_demo(make_summary()))) == len(FEATURES)
    for feature in FEATURES:
        answer = cast.stranger().get(f"buckets/{NAME}/{feature.fname}")
        assert answer.status_code == 200
        data = json.loads(answer.whole)["feature_data"]
        assert set(data["origins"]) == {"allen", "beryl", "cosmos"}
        for mapping, origins in data["origins"].items():
            rows = sorted(int(row) for row in data["mappings"][mapping]["data"])
            assert len(rows) >= 3
            assert origins == {"given": rows}
