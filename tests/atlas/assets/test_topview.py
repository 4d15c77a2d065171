"""The projections show what a simple walk through the annotation meets first."""

import numpy as np
import pytest

from atlasviewer.atlas.regions import MAPPINGS, load_regions
from atlasviewer.atlas.topview import (
    DIRECTIONS,
    Direction,
    Projection,
    encode_projections,
    project,
    project_all,
)
from tests.atlas.conftest import read_asset, read_record
from tests.atlas.decoders import decode_projections

TOP, BOTTOM, LEFT, RIGHT = DIRECTIONS


def first_met(rows: np.ndarray, hidden: np.ndarray, direction: str) -> Projection:
    """Walk plane by plane from outside, keeping in each pixel what was met first."""
    axis = 1 if direction in ("top", "bottom") else 2
    order = range(rows.shape[axis])
    if direction in ("bottom", "right"):
        order = reversed(order)
    shape = tuple(length for place, length in enumerate(rows.shape) if place != axis)
    row, depth = np.zeros(shape, np.uint16), np.zeros(shape, np.uint16)
    for index in order:
        plane = rows.take(index, axis=axis)
        new = (row == 0) & ~hidden[plane]
        row[new], depth[new] = plane[new], index
    if axis == 2:
        row, depth = row.T, depth.T
    return Projection(row, depth)


@pytest.fixture(scope="module")
def hidden() -> dict[str, np.ndarray]:
    """Per mapping, whether a row is void or becomes root."""
    regions = load_regions()
    rows = np.arange(len(regions))
    mapped = {"allen": rows, "beryl": regions.beryl, "cosmos": regions.cosmos}
    return {name: np.isin(table, (0, 1)) | (rows == 0) for name, table in mapped.items()}


@pytest.mark.parametrize("direction", [direction.name for direction in DIRECTIONS])
def test_the_built_projections_equal_a_plain_walk(built_atlas, annotation_rows, hidden, direction):
    record = read_record(built_atlas[0], f"projections_{direction}")
    content = read_asset(built_atlas[0], f"projections_{direction}")
    found = decode_projections(content, record["height"], record["width"])
    assert list(found) == record["mappings"] == list(MAPPINGS)
    for mapping, projection in found.items():
        expected = first_met(annotation_rows, hidden[mapping], direction)
        np.testing.assert_array_equal(projection.row, expected.row)
        np.testing.assert_array_equal(projection.depth, expected.depth)


def test_images_are_small_and_of_the_annotation_s_size(built_atlas):
    sizes = {}
    for direction in DIRECTIONS:
        record = read_record(built_atlas[0], f"projections_{direction.name}")
        sizes[direction.name] = (record["height"], record["width"])
        assert record["gzip_bytes"] < 165_000
    assert sizes == {
        "top": (528, 456),
        "bottom": (528, 456),
        "left": (320, 528),
        "right": (320, 528),
    }


def test_bulbs_and_colliculi_are_no_holes_under_beryl(built_atlas):
    record = read_record(built_atlas[0], "projections_top")
    content = read_asset(built_atlas[0], "projections_top")
    found = decode_projections(content, record["height"], record["width"])
    regions = load_regions()
    seen = {str(regions.acronym[row]) for row in np.unique(regions.beryl[found["beryl"].row])}
    assert {"MOB", "SCs", "IC", "VISp"} <= seen
    assert "root" not in seen


@pytest.mark.parametrize(
    ("direction", "row", "depth"),
    [(TOP, 5, 1), (BOTTOM, 7, 3), (LEFT, 5, 0), (RIGHT, 5, 0)],
)
def test_root_is_looked_through_and_depth_is_the_volume_s_index(direction, row, depth):
    volume = np.zeros((1, 5, 1), dtype=np.uint16)
    volume[0, :, 0] = [1, 5, 6, 7, 1]
    table = np.arange(8)
    found = project(volume, table, direction)
    place = (0, 0) if direction in (TOP, BOTTOM) else (1, 0)
    assert (found.row[place], found.depth[place]) == (row, depth)


def test_what_a_mapping_sends_to_root_is_looked_through():
    volume = np.array([5, 6], dtype=np.uint16).reshape(1, 2, 1)
    table = np.arange(8)
    table[5] = 1
    assert project(volume, table, TOP).row[0, 0] == 6


def test_nothing_met_is_void_with_depth_zero():
    volume = np.ones((2, 3, 4), dtype=np.uint16)
    found = project(volume, np.arange(8), BOTTOM)
    assert not found.row.any()
    assert not found.depth.any()


def test_sides_have_dorsal_first_and_anterior_left():
    volume = np.zeros((4, 3, 2), dtype=np.uint16)
    volume[3, 0, 1] = 5
    for direction in (LEFT, RIGHT):
        found = project(volume, np.arange(8), direction)
        assert found.row.shape == (3, 4)
        assert (found.row[0, 3], found.depth[0, 3]) == (5, 1)


def test_encoding_keeps_every_number(annotation_rows):
    direction = Direction("top", axis=1, backwards=False, turned=False)
    found = project_all(annotation_rows[::8], load_regions(), direction)
    height, width = found["allen"].row.shape
    again = decode_projections(encode_projections(found), height, width)
    for mapping in MAPPINGS:
        np.testing.assert_array_equal(again[mapping].row, found[mapping].row)
        np.testing.assert_array_equal(again[mapping].depth, found[mapping].depth)


def test_content_of_another_size_is_refused():
    with pytest.raises(ValueError, match="10 bytes, not 24"):
        decode_projections(b"0123456789", 1, 2)
