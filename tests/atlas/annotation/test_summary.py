"""Sizes and centres of regions are counted voxel by voxel, for each side separately."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlasviewer.atlas.annotation import SIDE_SPLIT
from atlasviewer.atlas.labels import find_runs
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from atlasviewer.atlas.summary import (
    RegionSummary,
    aggregate,
    summarise_runs,
)

ML = 456


@pytest.fixture(scope="module")
def summary(annotation_runs) -> RegionSummary:
    return summarise_runs(annotation_runs)


@pytest.fixture(scope="module")
def row_of() -> dict[str, int]:
    return {acronym: row for row, acronym in enumerate(load_regions().acronym)}


def summarise_volume(rows: np.ndarray) -> RegionSummary:
    return summarise_runs(find_runs(rows))


def random_volume(seed: int) -> np.ndarray:
    """Return a volume of 3 × 2 lines of few labels, retina (row 1327) and long runs among them."""
    generator = np.random.default_rng(seed)
    labels = generator.choice([0, 1, 5, 700, 1327], (3, 2, ML // 8 + 1))
    return np.repeat(labels, 8, axis=2)[:, :, :ML].astype(np.uint16)


def count_by_hand(rows: np.ndarray, label: int, left: bool) -> tuple[float, ...]:
    """Return voxels, mm³ and the centroid's AP, DV, ML in mm from bregma, by plain indexing."""
    ap, dv, ml = np.nonzero(rows == label)
    here = (ml < SIDE_SPLIT) == left
    count = np.count_nonzero(here)
    x = -5.739 + 0.025 * ml[here].mean()
    y = 5.4 - 0.025 * ap[here].mean()
    z = 0.332 - 0.025 * dv[here].mean()
    return (count, count * 0.025**3, y, z, x)


def numbers(summary: RegionSummary, row: int) -> tuple[float, ...]:
    arrays = (summary.voxels, summary.volume_mm3, summary.ap_mm, summary.dv_mm, summary.ml_mm)
    return tuple(array[row] for array in arrays)


@given(st.integers(0, 2**32))
def test_numbers_equal_those_counted_by_hand(seed):
    rows = random_volume(seed)
    summary = summarise_volume(rows)
    expected = np.full((2655, 5), np.nan)
    for label in np.unique(rows[rows > 0]):
        expected[label] = count_by_hand(rows, label, left=False)
        expected[label + SIDE_ROWS] = count_by_hand(rows, label, left=True)
    found = np.array([numbers(summary, row) for row in range(2655)])
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


def test_a_run_across_the_line_counts_on_both_sides_with_its_parts():
    rows = np.zeros((1, 1, ML), dtype=np.uint16)
    rows[0, 0, 227:233] = 9
    summary = summarise_volume(rows)
    assert summary.voxels[9 + SIDE_ROWS] == 2
    assert summary.voxels[9] == 4


def test_void_and_regions_without_voxels_are_missing_not_zero(summary):
    assert np.isnan(numbers(summary, 0)).all()
    assert np.isnan(numbers(summary, SIDE_ROWS)).all()
    assert np.count_nonzero(summary.voxels == 0) == 0
    assert summary.voxels.shape == (2655,)


def test_every_voxel_of_tissue_is_counted_once(summary, annotation_rows):
    assert np.nansum(summary.voxels) == np.count_nonzero(annotation_rows)


def test_the_brain_has_the_size_of_a_mouse_brain(summary):
    assert 450 < np.nansum(summary.volume_mm3) < 550


def test_centroids_lie_where_the_regions_are(summary, row_of):
    motor, visual, nodulus = row_of["MOs5"], row_of["VISp5"], row_of["NOD"]
    assert summary.ap_mm[motor] > 0
    assert -5 < summary.ap_mm[visual] < -3
    assert summary.ap_mm[nodulus] < -5
    assert summary.dv_mm[visual] > summary.dv_mm[row_of["ICe"]] > summary.dv_mm[row_of["PIR"]]
    assert summary.ml_mm[visual] > 2
    assert summary.ml_mm[visual + SIDE_ROWS] < -2


def test_most_pairs_of_regions_balance_about_the_plane_of_symmetry(summary):
    midplane_mm = (227.5 - 229.56) * 0.025
    right, left = summary.ml_mm[1:1328], summary.ml_mm[1328:]
    # Regions that the midline crosses are cut at index 229, not at the plane of symmetry.
    lateral = np.nan_to_num(right) > 1
    middles = ((right + left) / 2)[lateral]
    assert len(middles) > 300
    quarter, three_quarters = np.percentile(middles, [25, 75])
    assert quarter == pytest.approx(midplane_mm, abs=0.008)
    assert three_quarters == pytest.approx(midplane_mm, abs=0.008)


@pytest.mark.parametrize("parcellation", ["beryl", "cosmos"])
def test_aggregating_equals_counting_the_mapped_volume(parcellation):
    mapping = getattr(load_regions(), parcellation)
    rows = random_volume(7)
    rows[:, :, 300:330] = 12
    aggregated = aggregate(summarise_volume(rows), mapping)
    direct = summarise_volume(mapping[rows].astype(np.uint16))
    for row in range(2655):
        assert numbers(aggregated, row) == pytest.approx(numbers(direct, row), nan_ok=True)


def test_aggregating_loses_no_voxel(summary):
    for mapping in (load_regions().beryl, load_regions().cosmos):
        assert np.nansum(aggregate(summary, mapping).voxels) == np.nansum(summary.voxels)
