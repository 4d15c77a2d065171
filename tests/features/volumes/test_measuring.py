"""What is measured of regions equals numpy and scipy.ndimage on random labels and values."""

import numpy as np
import pytest
from scipy import ndimage

from atlasviewer.atlas.summary import VOXEL_MM3
from features.volumes.measuring import (
    PERCENTILES,
    describe_counts,
    measure_points,
    measure_volume,
    voxel_values,
)
from tests.features.volumes.volumes import targets

MAPPINGS = ["allen", "beryl", "cosmos"]
VOXELS = 60_000


def random_voxels(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return rows with side, bytes, and the joint counts of both."""
    rng = np.random.default_rng(seed)
    rows = rng.choice(rng.permutation(2655)[:900], VOXELS)
    values = rng.integers(0, 256, VOXELS)
    counts = np.bincount(rows * 256 + values, minlength=2655 * 256).reshape(2655, 256)
    return rows, values, counts


@pytest.mark.parametrize("mapping", MAPPINGS)
@pytest.mark.parametrize(("low", "high"), [(-3.5, 12.25), (0, 0), (5, -1)])
def test_statistics_equal_those_of_scipy(mapping: str, low: float, high: float) -> None:
    rows, drawn, counts = random_voxels(seed=3)
    values = voxel_values(np.array([low, high], "<f4").tobytes(), None)
    found = measure_volume(counts, values)[mapping]
    labels, samples = targets(mapping)[rows], values[drawn]
    expected_rows = np.unique(labels[labels > 0])
    np.testing.assert_array_equal(found.rows, expected_rows)
    for name, compute in {
        "mean": ndimage.mean,
        "median": ndimage.median,
        "std": ndimage.standard_deviation,
        "min": ndimage.minimum,
        "max": ndimage.maximum,
    }.items():
        with np.errstate(invalid="ignore"):  # SciPy divides for labels that do not occur.
            expected = compute(samples, labels, expected_rows)
        np.testing.assert_allclose(found.table[name][expected_rows], expected, atol=1e-9)
    for percent in PERCENTILES:
        expected = [np.percentile(samples[labels == row], percent) for row in expected_rows]
        np.testing.assert_allclose(found.table[f"p{percent}"][expected_rows], expected, atol=1e-9)
    number = [np.count_nonzero(labels == row) for row in expected_rows]
    np.testing.assert_array_equal(found.table["voxels"][expected_rows], number)
    assert not found.table["missing"][expected_rows].any()
    assert found.unassigned == np.count_nonzero((labels == 0) & (rows > 0))
    without = np.delete(np.arange(2655), expected_rows)
    assert np.isnan([column[without] for column in found.table.values()]).all()


@pytest.mark.parametrize("mapping", MAPPINGS)
def test_missing_voxels_are_in_no_statistic_but_counted(mapping: str) -> None:
    rows, drawn, counts = random_voxels(seed=5)
    all_missing = int(rows[0])
    counts[all_missing, 7] += counts[all_missing, :7].sum() + counts[all_missing, 8:].sum()
    counts[all_missing, np.arange(256) != 7] = 0
    drawn = np.where(rows == all_missing, 7, drawn)
    values = voxel_values(b"", missing=7)
    found = measure_volume(counts, values)[mapping]
    labels = targets(mapping)[rows]
    share = ndimage.mean(drawn == 7, labels, found.rows)
    np.testing.assert_allclose(found.table["missing"][found.rows], share)
    there = drawn != 7
    some = found.rows[share < 1]
    expected = ndimage.mean(drawn[there], labels[there], some)
    np.testing.assert_allclose(found.table["mean"][some], expected)
    assert np.isnan(found.table["mean"][found.rows[share == 1]]).all()
    assert (mapping != "allen") == (share < 1).all()


def test_a_histogram_counts_each_voxel_once_between_its_edges() -> None:
    rows, drawn, counts = random_voxels(seed=8)
    values = voxel_values(np.array([-1, 1], "<f4").tobytes(), missing=0)
    found = measure_volume(counts, values)["beryl"]
    assert found.histogram is not None
    labels = targets("beryl")[rows]
    for row, binned in zip(found.rows[::40], found.histogram["counts"][::40], strict=True):
        samples = values[drawn[(labels == row) & (drawn != 0)]]
        expected, _ = np.histogram(samples, found.histogram["edges"])
        np.testing.assert_array_equal(binned, expected)


def test_a_byte_stands_for_itself_without_bounds_and_noise_is_zero() -> None:
    np.testing.assert_array_equal(voxel_values(b"", None), np.arange(256))
    noisy = voxel_values(np.array([1e-36, 3], "<f4").tobytes(), None)
    assert noisy[0] == 0
    assert noisy[255] == 3


def test_one_sample_and_none() -> None:
    counts = np.array([[0, 1, 0], [0, 0, 0]])
    found = describe_counts(counts, np.array([-1.0, 0.0, 2.0]))
    assert [found[name][0] for name in ("mean", "median", "std", "min", "p95")] == [0] * 5
    assert np.isnan([column[1] for column in found.values()]).all()


@pytest.mark.parametrize("mapping", MAPPINGS)
def test_points_are_counted_and_their_values_averaged(mapping: str) -> None:
    rng = np.random.default_rng(11)
    rows = rng.integers(-1, 2655, 4000)
    values = rng.normal(size=4000)
    voxels = rng.integers(0, 50, 2655)
    found = measure_points(rows, values, voxels)[mapping]
    table = targets(mapping)
    labels = np.where(rows > 0, table[rows], 0)
    size = np.array([voxels[table == row].sum() for row in found.rows])
    assert (size > 0).all()
    count = np.array([np.count_nonzero(labels == row) for row in found.rows])
    np.testing.assert_array_equal(found.table["count"][found.rows], count)
    np.testing.assert_allclose(found.table["density"][found.rows], count / (size * VOXEL_MM3))
    some = found.rows[count > 0]
    expected = ndimage.mean(values, labels, some)
    np.testing.assert_allclose(found.table["mean of values"][some], expected, atol=1e-12)
    assert np.isnan(found.table["mean of values"][found.rows[count == 0]]).all()
    assert found.unassigned == np.count_nonzero((rows > 0) & (labels == 0))
