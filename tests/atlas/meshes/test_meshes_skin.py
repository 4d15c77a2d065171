"""The skin is what one sees of the whole brain from outside, and it comes first."""

import numpy as np

from atlasviewer.atlas.meshes.extraction import extract_surfaces, to_micrometres
from atlasviewer.atlas.meshes.geometry import Mesh
from atlasviewer.atlas.meshes.ordering import order_for_packing
from atlasviewer.atlas.meshes.skin import AROUND, find_seen, hidden_rows, put_skin_first
from atlasviewer.atlas.regions import load_regions

SIDE = 30
CORE, SHELL, TRACT = 1, 2, 3


def block() -> np.ndarray:
    """A block at the midline: a core within a thick shell."""
    labels = np.zeros((SIDE, SIDE, SIDE // 2), dtype=np.uint16)
    labels[2:-2, 2:-2, :-2] = SHELL
    labels[12:-12, 12:-12, :3] = CORE
    return labels


def hide(*labels: int) -> np.ndarray:
    hidden = np.zeros(4, dtype=bool)
    hidden[[0, *labels]] = True
    return hidden


def test_the_outside_is_seen_and_the_inside_and_the_midline_are_not() -> None:
    seen = find_seen(block(), hide())
    assert seen[2, 15, 5]
    assert seen[15, 15, SIDE // 2 - 3]
    assert not seen[15, 15, 0]
    assert not seen[15, 15, 4]


def test_what_is_hidden_is_looked_through() -> None:
    labels = block()
    labels[:, 14:16, :2][labels[:, 14:16, :2] == SHELL] = TRACT
    assert not find_seen(labels, hide())[13, 15, 0]
    assert find_seen(labels, hide(TRACT))[13, 15, 0]


def test_faces_near_what_is_seen_come_first_and_stay_first_when_packed() -> None:
    labels = block()
    surfaces = extract_surfaces(labels)
    points = to_micrometres(surfaces.grid / 2, 25, (0, 0, 0))
    mesh = Mesh(points, surfaces.faces[SHELL], surfaces.caps[SHELL])
    sorted_mesh, skin = put_skin_first(mesh, find_seen(labels, hide()), 25)
    assert 0 < skin < len(mesh.outside)
    packed = order_for_packing(sorted_mesh, skin)
    assert packed.caps == mesh.caps > 0
    centre = to_micrometres(np.array([[14.5, 14.5, -0.5]]), 25, (0, 0, 0))
    away = np.abs(packed.vertices[packed.outside].mean(axis=1) - centre).max(axis=1) / 25
    # The shell's outer side lies 12 or 13 voxels from the middle, that around the core 3.
    assert away[:skin].min() > 13 - AROUND - 2
    assert away[skin:].max() < 4


def test_tracts_and_ventricles_are_hidden_and_grey_matter_is_not() -> None:
    regions = load_regions()
    names = regions.acronym.tolist()
    hidden = hidden_rows(regions)
    assert hidden[
        [0, 1, *(names.index(name) for name in ("fiber tracts", "ccb", "VS", "V3"))]
    ].all()
    assert not hidden[[names.index(name) for name in ("grey", "MOs1", "CP", "CB")]].any()
