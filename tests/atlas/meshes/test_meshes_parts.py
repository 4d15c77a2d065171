"""The parts of the recipe of region meshes, each on a brain small enough to know completely."""

import base64
from pathlib import Path

import numpy as np
import pytest

from atlasviewer.atlas.meshes.extraction import (
    MIDLINE_UM,
    extract_surfaces,
    halve_resolution,
    to_micrometres,
)
from atlasviewer.atlas.meshes.geometry import (
    Mesh,
    directed_edges,
    drop_folds,
    face_components,
    is_closed,
    join_meshes,
    sample_faces,
    separate_sheets,
    swell,
    volume_of,
)
from atlasviewer.atlas.meshes.mesh_file import Part, encode_meshes
from atlasviewer.atlas.meshes.shell import make_shell
from atlasviewer.atlas.meshes.simplification import share_budget, simplify
from atlasviewer.atlas.meshes.smoothing import smooth_surfaces
from tests.atlas.decoders import decode_meshes

JAVASCRIPT_FIXTURE = Path(__file__).parents[2] / "js" / "panels" / "three" / "mesh_file.base64"
TETRAHEDRON = np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [2, 0, 3]])
CORNERS = np.array([[0, 0, 0], [60, 0, 0], [0, 60, 0], [0, 0, 60]], dtype=float)


@pytest.fixture
def tetrahedron() -> Mesh:
    return Mesh(CORNERS, TETRAHEDRON, 0)


@pytest.fixture(scope="module")
def two_balls() -> np.ndarray:
    """A ball cut in half by the midline (label 1) in a larger one (label 2)."""
    place = np.indices((40, 40, 30)).transpose(1, 2, 3, 0) + 0.5
    radius = np.linalg.norm(place - [20, 20, 0], axis=-1)
    return ((radius < 16).astype(np.uint16) + (radius < 9)) * 3 // 2 % 4


def cube_faces(place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the squares between filled and empty cubes as pairs of triangles."""
    corners: dict[tuple[int, ...], int] = {}
    faces = []
    padded = np.pad(place, 1)
    for cell in np.argwhere(padded):
        for axis in range(3):
            for side in (0, 1):
                step = np.eye(3, dtype=int)[axis] * (2 * side - 1)
                if padded[tuple(cell + step)]:
                    continue
                along, across = np.eye(3, dtype=int)[[(axis + 1) % 3, (axis + 2) % 3]]
                origin = cell + side * np.eye(3, dtype=int)[axis]
                square = [origin, origin + along, origin + along + across, origin + across]
                ring = [corners.setdefault(tuple(map(int, at)), len(corners)) for at in square]
                ring = ring if side else ring[::-1]
                faces += [ring[:3], [ring[0], *ring[2:]]]
    return np.array(faces), np.array(list(corners), dtype=float)


def meshes_of(labels: np.ndarray, iterations: int) -> dict[int, Mesh]:
    surfaces = extract_surfaces(labels)
    positions = to_micrometres(smooth_surfaces(surfaces, iterations), 25, (0, 0, 0))
    return {
        label: Mesh(positions, faces, surfaces.caps[label])
        for label, faces in surfaces.faces.items()
    }


def test_a_tetrahedron_is_closed_and_has_its_volume(tetrahedron):
    assert is_closed(tetrahedron.faces)
    assert volume_of(tetrahedron) == pytest.approx(60**3 / 6)


def test_a_missing_a_turned_and_a_doubled_face_are_not_closed(tetrahedron):
    faces = tetrahedron.faces
    turned = faces.copy()
    turned[0] = turned[0, ::-1]
    assert not is_closed(faces[1:])
    assert not is_closed(turned)
    assert not is_closed(np.concatenate([faces, faces]))
    assert not is_closed(faces[:0])


def test_samples_are_dense_and_on_the_faces(tetrahedron):
    points = sample_faces(tetrahedron.vertices, tetrahedron.faces, 5)
    assert points.min() >= 0
    inside = (points > 1e-9).all(axis=1)
    np.testing.assert_allclose(points[inside].sum(axis=1), 60)
    rng = np.random.default_rng(1)
    weights = rng.dirichlet([1, 1, 1], 200)
    anywhere = weights @ CORNERS[1:]
    nearest = np.linalg.norm(anywhere[:, None] - points, axis=2).min(axis=1)
    assert nearest.max() < 0.58 * 5


def test_two_sheets_on_one_edge_are_separated():
    # Two tetrahedra that share the edge 0-1.
    mirrored = CORNERS * [1, -1, -1]
    vertices = np.concatenate([CORNERS, mirrored[2:]])
    number = np.array([0, 1, 4, 5])
    faces = np.concatenate([TETRAHEDRON, number[TETRAHEDRON]])
    assert not is_closed(faces)
    mesh = separate_sheets(Mesh(vertices, faces, 0))
    assert is_closed(mesh.faces)
    assert volume_of(mesh) == pytest.approx(2 * 60**3 / 6)
    assert len(mesh.vertices) == 8
    assert np.bincount(face_components(mesh.faces)).tolist() == [4, 4]


def test_a_sheet_that_meets_itself_along_an_edge_is_separated():
    # A ring of cubes around a square hole, pinched where two cubes touch along an edge only.
    place = np.zeros((4, 4, 3), dtype=bool)
    place[0, 0, 1] = place[1, 1, 1] = place[0, 0, 0] = place[0, 1, 0] = place[1, 1, 0] = True
    faces, vertices = cube_faces(place)
    assert not is_closed(faces)
    mesh = separate_sheets(Mesh(vertices, faces, 0))
    assert is_closed(mesh.faces)
    assert volume_of(mesh) == pytest.approx(place.sum())


def test_an_open_mesh_is_left_as_it_is(tetrahedron):
    open_mesh = Mesh(CORNERS, TETRAHEDRON[1:], 0)
    assert separate_sheets(open_mesh) is open_mesh


def test_folded_faces_go_in_pairs(tetrahedron):
    fold = np.array([[0, 1, 2], [0, 2, 1], [1, 1, 3]])
    mesh = drop_folds(Mesh(CORNERS, np.concatenate([TETRAHEDRON[1:], fold, fold[1:2]]), 0))
    assert is_closed(mesh.faces)
    assert volume_of(mesh) == pytest.approx(60**3 / 6)


def test_joining_keeps_caps_last(tetrahedron):
    capped = Mesh(CORNERS, TETRAHEDRON, 1)
    joined = join_meshes([capped, tetrahedron, capped])
    assert joined.caps == 2
    assert is_closed(joined.faces)
    np.testing.assert_array_equal(joined.cap, [TETRAHEDRON[-1], TETRAHEDRON[-1] + 8])


def test_a_block_takes_its_commonest_label_and_the_first_of_equals():
    labels = np.zeros((2, 2, 4), dtype=np.uint16)
    labels[0, :, :2] = 7
    labels[:, :, 2:] = 5
    labels[0, 0, 2] = 9
    np.testing.assert_array_equal(halve_resolution(labels), [[[7, 5]]])


def test_a_single_voxel_lies_where_it_is():
    labels = np.zeros((5, 6, 7), dtype=np.uint16)
    labels[1, 2, 3] = 4
    surfaces = extract_surfaces(labels)
    np.testing.assert_array_equal(surfaces.grid.min(axis=0) / 2, [0.5, 1.5, 2.5])
    np.testing.assert_array_equal(surfaces.grid.max(axis=0) / 2, [1.5, 2.5, 3.5])
    assert surfaces.caps == {4: 0}


def test_indices_become_micrometres_from_bregma_and_from_the_midline():
    # Voxel (216, 13.28) is bregma; ML index 0 of the half is voxel 228 of the whole.
    found = to_micrometres(np.array([[216, 13.28, 0]]), 25, (0, 0, 0))
    np.testing.assert_allclose(found, [[12.5, 0, 0]], atol=1e-9)
    assert pytest.approx(-51.5) == MIDLINE_UM
    assert pytest.approx(-5739 + 25 * 228) == MIDLINE_UM + 12.5
    coarse = to_micrometres(np.array([[10.0, 10.0, 10.0]]), 50, (0, 0, 0))
    fine = to_micrometres(np.array([[20.5, 20.5, 20.5]]), 25, (0, 0, 0))
    np.testing.assert_allclose(coarse, fine)


def test_neighbours_share_every_vertex_of_their_border_after_smoothing(two_balls):
    surfaces = extract_surfaces(two_balls)
    inner, outer = sorted(surfaces.faces, key=lambda label: len(surfaces.faces[label]))
    around = surfaces.faces[inner][: -surfaces.caps[inner]]
    assert surfaces.caps[inner] > 0
    assert np.isin(around, surfaces.faces[outer]).all()


def test_the_half_that_the_midline_cuts_is_closed_by_a_flat_cap(two_balls):
    for mesh in meshes_of(two_balls, 25).values():
        assert is_closed(mesh.faces)
        assert np.all(mesh.vertices[mesh.cap][:, :, 0] == 0)
        assert not np.any((mesh.vertices[mesh.outside][:, :, 0] == 0).all(axis=1))


def test_smoothing_keeps_volume_and_makes_the_ball_round(two_balls):
    meshes = meshes_of(two_balls, 25)
    for label, mesh in meshes.items():
        assert volume_of(mesh) == pytest.approx((two_balls == label).sum() * 25**3, rel=0.03)
    inner = min(meshes.values(), key=volume_of)
    points = inner.vertices[np.unique(inner.outside)]
    centre = to_micrometres(np.array([[19.5, 19.5, -0.5]]), 25, (0, 0, 0))
    radius = np.linalg.norm(points - centre, axis=1)
    assert radius.std() < 6


def test_held_vertices_stay(two_balls):
    surfaces = extract_surfaces(two_balls)
    held = np.ones(len(surfaces.grid), dtype=bool)
    held[surfaces.on_midline] = False
    positions = smooth_surfaces(surfaces, 3, held=held)
    np.testing.assert_array_equal(positions[held], surfaces.grid[held] / 2)


def test_simplified_halves_stay_closed_and_their_rim_in_the_plane(two_balls):
    for mesh in meshes_of(two_balls, 25).values():
        simple = simplify(mesh, 300)
        assert 200 < len(simple.outside) < 400
        assert is_closed(simple.faces)
        assert np.all(simple.vertices[simple.cap][:, :, 0] == 0)
        assert simple.vertices[:, 0].min() >= -1e-9
        assert volume_of(simple) == pytest.approx(volume_of(mesh), rel=0.05)


def test_a_budget_favours_small_regions(two_balls):
    meshes = meshes_of(two_balls, 1)
    shares = share_budget(meshes, 1000, 5)
    assert 990 <= sum(shares.values()) <= 1000
    small, large = sorted(shares.values())
    areas = sorted(len(mesh.outside) for mesh in meshes.values())
    assert small / large > areas[0] / areas[1]


def test_swelling_moves_the_outside_and_leaves_the_midline(two_balls):
    mesh = max(meshes_of(two_balls, 25).values(), key=volume_of)
    larger = swell(mesh, 10)
    assert volume_of(larger) > volume_of(mesh)
    on_plane = mesh.vertices[:, 0] == 0
    assert np.all(larger.vertices[on_plane, 0] == 0)


def test_the_shell_closes_slits_and_is_open_at_the_midline():
    labels = np.zeros((30, 30, 20), dtype=np.uint16)
    labels[5:25, 5:25, :15] = 3
    labels[14:16, 5:20, :15] = 0
    shell = make_shell(labels, 50, 800)
    edges = directed_edges(shell.faces)
    back = {(int(b), int(a)) for a, b in edges}
    open_ends = [edge for edge in edges.tolist() if tuple(edge) not in back]
    assert len(open_ends) > 10
    assert np.abs(shell.vertices[np.unique(open_ends), 0]).max() < 1e-9
    # The slit is at 4662.5 µm; without closing, its floor would lie 0.75 mm below the upper side.
    in_slit = (np.abs(shell.vertices[:, 1] - 4662.5) < 60) & (shell.vertices[:, 0] < 500)
    depth = shell.vertices[:, 2].max() - shell.vertices[in_slit, 2]
    assert in_slit.any()
    assert not np.any((depth > 150) & (depth < 850))


def test_a_file_gives_back_what_was_put_in(two_balls):
    meshes = meshes_of(two_balls, 5)
    parts = [Part(row, simplify(mesh, 200), (1.2, -3, 4)) for row, mesh in meshes.items()]
    decoded, index = decode_meshes(encode_meshes(parts, {"midline_um": -51.5}))
    assert index["midline_um"] == -51.5
    assert [part.row for part in decoded] == list(meshes)
    for before, after in zip(parts, decoded, strict=True):
        assert after.centre == (1, -3, 4)
        assert is_closed(after.mesh.faces)
        assert after.mesh.caps == before.mesh.caps
        assert volume_of(after.mesh) == pytest.approx(volume_of(before.mesh), rel=0.01)
        one = np.round(before.mesh.vertices[before.mesh.outside].mean(axis=1), -1)
        other = np.round(after.mesh.vertices[after.mesh.outside].mean(axis=1), -1)
        assert len(np.unique(one, axis=0)) == pytest.approx(len(np.unique(other, axis=0)), abs=9)


def test_a_file_is_packed_the_same_way_twice(two_balls):
    parts = [Part(5, meshes_of(two_balls, 2)[1], (0, 0, 0))] if 1 in two_balls else []
    assert parts
    assert encode_meshes(parts, {}) == encode_meshes(parts, {})


def test_the_javascript_decoder_is_tested_with_what_is_written_here(tetrahedron):
    capped = Mesh(CORNERS, TETRAHEDRON, 1)
    parts = [Part(7, capped, (5, 6, 7), skin=2), Part(9, tetrahedron, (-1, 2, 3))]
    parts.append(Part(0, Mesh(CORNERS, TETRAHEDRON[:3], 0), (0, 0, 0)))
    centres = {"beryl": {"7": [1, 2, 3]}, "cosmos": {"2": [-4, 5, 6]}}
    content = encode_meshes(parts, {"midline_um": -51.5, "centres": centres})
    assert base64.b64encode(content).decode() == JAVASCRIPT_FIXTURE.read_text().strip()


def test_a_damaged_file_is_refused(tetrahedron):
    content = encode_meshes([Part(5, tetrahedron, (0, 0, 0))], {})
    with pytest.raises(ValueError, match="damaged"):
        decode_meshes(content[:-1])
    with pytest.raises(ValueError, match="not a mesh file"):
        decode_meshes(b"x" + content[1:])
