"""Every slice by itself: the browser's own arrays, cut where the address asks."""

import numpy as np
import pytest

from atlasviewer.atlas.slices import (
    brain_bounds,
    cut,
    encode_slice,
    encode_slices,
    read_slice,
    read_slices,
)
from atlasviewer.build.first_picture import POSITIONS, first_voxel
from atlasviewer.settings import BASE_DIR

SHAPE = (5, 4, 6)
AXIS_ORDER = range(3)


@pytest.fixture
def rows() -> np.ndarray:
    rng = np.random.default_rng(3)
    return rng.choice(np.array([0, 1, 300, 1327], dtype=np.uint16), SHAPE)


def decode(content: bytes, lines: int, columns: int) -> np.ndarray:
    """Return the slice that `encode_slice` made, as the browser reads it."""
    first = np.frombuffer(content, "<u4", lines + 1)
    runs = int(first[-1])
    start, label = np.frombuffer(content, "<u2", 2 * runs, first.nbytes).reshape(2, runs)
    slice_ = np.empty((lines, columns), dtype=np.uint16)
    for line in range(lines):
        for run in range(first[line], first[line + 1]):
            slice_[line, start[run] :] = label[run]
    assert len(content) == first.nbytes + 4 * runs
    return slice_


def test_the_three_slices_through_any_voxel_come_back(rows, tmp_path):
    path = tmp_path / "slices.bin"
    path.write_bytes(encode_slices(rows, lambda done: None))
    for voxel in ((0, 0, 0), (4, 3, 5), (2, 1, 3)):
        content = read_slices(path, SHAPE, voxel)
        lengths = np.frombuffer(content, "<u4", 3)
        ends = 12 + np.cumsum(lengths)
        assert ends[-1] == len(content)
        for axis, end, length in zip(AXIS_ORDER, ends, lengths, strict=True):
            wanted = cut(rows, axis, voxel[axis])
            np.testing.assert_array_equal(
                decode(content[end - length : end], *wanted.shape), wanted
            )


def test_slices_lie_as_they_are_drawn():
    rows = np.arange(np.prod(SHAPE), dtype=np.uint16).reshape(SHAPE)
    assert cut(rows, 0, 2)[1, 3] == rows[2, 1, 3], "coronal: DV down, ML across"
    assert cut(rows, 1, 2)[1, 3] == rows[1, 2, 3], "horizontal: AP down, ML across"
    assert cut(rows, 2, 2)[1, 3] == rows[3, 1, 2], "sagittal: DV down, AP across"


def test_a_slice_of_one_label_is_one_run_a_line():
    content = encode_slice(np.full((3, 7), 9, dtype=np.uint16))
    assert len(content) == 4 * 4 + 3 * 4


@pytest.mark.parametrize("voxel", [(-1, 0, 0), (0, 4, 0), (0, 0, 6)])
def test_a_voxel_outside_has_no_slices(rows, tmp_path, voxel):
    path = tmp_path / "slices.bin"
    path.write_bytes(encode_slices(rows, lambda done: None))
    with pytest.raises(IndexError, match="There is no slice"):
        read_slices(path, SHAPE, voxel)


def test_bounds_hold_all_that_is_not_void():
    rows = np.zeros(SHAPE, dtype=np.uint16)
    rows[1, 2, 3] = rows[3, 2, 4] = 7
    assert brain_bounds(rows) == [[1, 3], [2, 2], [3, 4]]


def test_the_page_opens_with_the_viewers_own_positions():
    state = (BASE_DIR / "static/js/state/viewer_state.js").read_text()
    for plane, micrometres in POSITIONS.items():
        assert f"{plane}: adjust({micrometres:g}, isPosition('{plane}')" in state


def test_the_voxel_is_where_the_address_says():
    assert first_voxel({}) == (264, 155, 169)
    assert first_voxel({"coronal": "5400", "horizontal": "332", "sagittal": "-5739"}) == (0, 0, 0)
    last = {"coronal": "-7775", "horizontal": "-7643", "sagittal": "5636"}
    assert first_voxel(last) == (527, 319, 455)


def test_a_position_beyond_the_brain_is_its_end():
    assert first_voxel({"coronal": "9e9", "sagittal": "9e9"})[::2] == (0, 455)
    assert first_voxel({"coronal": "-9e9", "sagittal": "-9e9"})[::2] == (527, 0)


@pytest.mark.parametrize("text", ["", "nan", "inf", "2 mm", "<script>"])
def test_a_position_that_cannot_be_read_is_the_usual_one(text):
    assert first_voxel({"coronal": text})[0] == 264


def test_one_slice_is_read_as_it_was_cut(rows, tmp_path):
    path = tmp_path / "slices.bin"
    path.write_bytes(encode_slices(rows, lambda done: None))
    for axis in AXIS_ORDER:
        for index in range(SHAPE[axis]):
            read = read_slice(path, SHAPE, axis, index)
            np.testing.assert_array_equal(read, cut(rows, axis, index))
    with pytest.raises(IndexError, match="no slice 5 across AP"):
        read_slice(path, SHAPE, 0, 5)
