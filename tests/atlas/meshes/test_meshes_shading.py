"""The brain is lit as one smooth body: neighbours alike, slits darker, what lies below known."""

import numpy as np
import pytest

from atlasviewer.atlas.annotation import VOXEL_UM
from atlasviewer.atlas.meshes.extraction import to_micrometres
from atlasviewer.atlas.meshes.mesh_file import fold_normals
from atlasviewer.atlas.meshes.shading import BrainSurface
from tests.atlas.conftest import read_asset
from tests.atlas.decoders import decode_meshes, unfold_normals

SIDE = 40
RADIUS = 14


@pytest.fixture(scope="module")
def place() -> np.ndarray:
    return np.indices((SIDE, SIDE, SIDE)).transpose(1, 2, 3, 0) + 0.5


@pytest.fixture(scope="module")
def ball(place: np.ndarray) -> BrainSurface:
    """A ball at the midline, of which the right half is given."""
    return BrainSurface(np.linalg.norm(place - [20, 20, 0], axis=-1) < RADIUS, VOXEL_UM)


def points_at(radius: float, directions: np.ndarray) -> np.ndarray:
    """Return points around the ball's middle, radius in voxels; directions are AP, DV, ML."""
    return to_micrometres(np.array([19.5, 19.5, -0.5]) + radius * directions, VOXEL_UM, (0, 0, 0))


def directions_right() -> np.ndarray:
    ways = np.random.default_rng(3).normal(size=(200, 3))
    ways[:, 2] = np.abs(ways[:, 2]) + 0.05
    return ways / np.linalg.norm(ways, axis=1, keepdims=True)


def test_normals_point_out_of_the_tissue_whatever_lies_at_the_vertex(ball: BrainSurface) -> None:
    ways = directions_right()
    expected = np.stack([ways[:, 2], -ways[:, 0], -ways[:, 1]], axis=1)
    for depth in (0.5, 0, -1):
        found = ball.shade(points_at(RADIUS + depth, ways)).normals
        assert (found * expected).sum(axis=1).min() > np.cos(np.radians(9))


def test_vertices_in_the_midline_are_lit_as_if_the_brain_went_on(ball: BrainSurface) -> None:
    way = np.array([[-1.0, 0, 0], [0, -1, 0]])
    points = points_at(RADIUS, way)
    np.testing.assert_allclose(points[:, 0], 0, atol=1e-9)
    np.testing.assert_allclose(ball.shade(points).normals, [[0, 1, 0], [0, 0, 1]], atol=0.05)


def test_the_surface_is_told_from_what_lies_below(ball: BrainSurface) -> None:
    ways = directions_right()
    assert ball.shade(points_at(RADIUS, ways)).outer.all()
    assert not ball.shade(points_at(RADIUS - 4, ways)).outer.any()


def test_a_slit_is_dark_and_a_ball_is_not(place: np.ndarray, ball: BrainSurface) -> None:
    assert ball.shade(points_at(RADIUS, directions_right())).hollow.max() < 0.05
    block = np.zeros((SIDE, SIDE, SIDE), dtype=bool)
    block[8:32, 8:32, :24] = True
    block[18:21, 8:20, :] = False
    surface = BrainSurface(block, VOXEL_UM)
    deep = to_micrometres(np.array([[17.5, 15, 10]]), VOXEL_UM, (0, 0, 0))
    open_side = to_micrometres(np.array([[25, 7.5, 10]]), VOXEL_UM, (0, 0, 0))
    assert surface.shade(deep).hollow[0] > 0.3
    assert surface.shade(open_side).hollow[0] < 0.1


def test_folded_normals_come_back_within_a_degree() -> None:
    vectors = np.random.default_rng(4).normal(size=(5000, 3))
    vectors = np.concatenate([vectors, np.eye(3), -np.eye(3)])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = unfold_normals(fold_normals(vectors))
    assert np.degrees(np.arccos((found * vectors).sum(axis=1).clip(-1, 1))).max() < 1


@pytest.mark.parametrize("name", ["meshes", "meshes_light"])
def test_neighbouring_regions_of_the_atlas_are_lit_alike(built_atlas, name: str) -> None:
    from scipy.spatial import cKDTree

    parts, index = decode_meshes(read_asset(built_atlas[0], name))
    vertices = np.concatenate([part.mesh.vertices for part in parts])
    rows = np.repeat([part.row for part in parts], [len(part.mesh.vertices) for part in parts])
    outer = (index["outer"] == 1) & (rows > 0)
    tree = cKDTree(vertices[outer])
    pairs = tree.query_pairs(30, output_type="ndarray")
    one, other = np.flatnonzero(outer)[pairs].T
    across = rows[one] != rows[other]
    assert np.count_nonzero(across) > 1000
    cosine = (index["normals"][one] * index["normals"][other]).sum(axis=1)[across]
    # Of two vertices within 30 µm in different regions, the angle between their normals.
    assert np.degrees(np.arccos(np.median(cosine).clip(-1, 1))) < 6
    assert (cosine > np.cos(np.radians(30))).mean() > 0.95
