"""The label volume survives its coding, always as the same bytes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from atlasviewer.atlas.labels import encode_runs, find_runs
from tests.atlas.decoders import decode_labels, encode_labels

volumes = arrays(
    np.uint16,
    array_shapes(min_dims=3, max_dims=3, max_side=6),
    elements=st.sampled_from([0, 1, 255, 256, 1327]),
)


@given(volumes)
def test_any_small_volume_comes_back(rows):
    np.testing.assert_array_equal(decode_labels(encode_labels(rows), rows.shape), rows)


@given(volumes)
def test_runs_cover_each_line_from_its_first_voxel_to_its_last(rows):
    runs = find_runs(rows)
    firsts = np.cumsum(runs.per_line) - runs.per_line
    np.testing.assert_array_equal(runs.start[firsts], 0)
    filled = np.add.reduceat(runs.length, firsts)
    np.testing.assert_array_equal(filled, rows.shape[2])


def test_the_annotation_comes_back(annotation_rows, annotation_runs):
    content = encode_runs(annotation_runs)
    np.testing.assert_array_equal(decode_labels(content, annotation_rows.shape), annotation_rows)


def test_the_annotation_has_3_15_million_runs_and_fits_one_byte_per_line(annotation_runs):
    assert len(annotation_runs) == 3_148_905
    assert annotation_runs.per_line.max() <= 255


def test_the_planes_lie_in_the_documented_order():
    rows = np.array([[[5] * 300 + [1000]], [[0] * 301]], dtype=np.uint16)
    per_line, length_low, length_high = [2, 1], [300 & 255, 1, 301 & 255], [1, 0, 1]
    label_low, label_high = [5, 1000 & 255, 0], [0, 3, 0]
    expected = bytes(per_line + length_low + length_high + label_low + label_high)
    assert encode_labels(rows) == expected


def test_a_volume_that_is_not_contiguous_gives_the_same_bytes():
    rows = np.random.default_rng(1).integers(0, 3, (4, 5, 6)).astype(np.uint16)
    assert encode_labels(np.asfortranarray(rows)) == encode_labels(rows)


def test_255_runs_in_a_line_are_the_most_that_fit():
    rows = (np.arange(255, dtype=np.uint16) % 2).reshape(1, 1, 255)
    np.testing.assert_array_equal(decode_labels(encode_labels(rows), rows.shape), rows)
    with pytest.raises(ValueError, match="256 runs"):
        encode_labels((np.arange(256, dtype=np.uint16) % 2).reshape(1, 1, 256))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a label volume"),
        (bytes([1, 4, 0, 0]), "not a label volume"),
        (bytes([2, 4, 0, 0, 0]), "announce 2 runs and 1"),
        (bytes([1, 3, 0, 0, 0]), "not filled"),
    ],
    ids=["empty", "short", "runs missing", "line too short"],
)
def test_damaged_content_is_refused(content, reason):
    with pytest.raises(ValueError, match=reason):
        decode_labels(content, (1, 1, 4))
