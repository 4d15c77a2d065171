"""The mesh step makes the same bytes every time, on one core or several."""

import os

import numpy as np
import pytest

from atlasviewer.atlas.meshes.fitting import Level, MeshMaker
from atlasviewer.atlas.meshes.recipe import SHELL_ROW, make_mesh_file
from atlasviewer.atlas.regions import load_regions
from atlasviewer.atlas.report import QUIET
from tests.atlas.decoders import decode_meshes

LEVEL = Level(1500, 40, distance_um=97, lost_um=88, near_um=50, large=0.08, small=0.25)
REGIONS = ("MOs1", "MOs2/3", "MOs5", "CP", "MOp1")


@pytest.fixture(scope="module")
def half() -> np.ndarray:
    """A right half of nested balls, the inner ones touching the midline, and specks apart."""
    rows = load_regions().acronym.tolist()
    outer, middle, inner, core, speck = (rows.index(acronym) for acronym in REGIONS)
    place = np.indices((56, 52, 30)).transpose(1, 2, 3, 0) + 0.5
    radius = np.linalg.norm((place - [28, 26, 0]) * [1, 1.1, 1], axis=-1)
    labels = np.zeros(radius.shape, dtype=np.uint16)
    for limit, label in ((24, outer), (13, middle), (10, inner), (7, core)):
        labels[radius < limit] = label
    labels[4:7, 4:6, 20:24] = speck
    return labels


def make(half: np.ndarray) -> bytes:
    maker = MeshMaker(half)
    maker.smooth_jointly(lambda amount: None)
    content, _ = make_mesh_file(maker, load_regions(), LEVEL, QUIET)
    return content


def test_one_core_and_several_make_the_same_bytes(
    half: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    parallel = make(half)
    again = make(half)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    serial = make(half)
    assert parallel == again
    assert parallel == serial


def test_what_is_made_so_is_a_file_of_all_regions_with_their_skin_first(half: np.ndarray) -> None:
    parts, index = decode_meshes(make(half))
    rows = load_regions().acronym.tolist()
    assert {part.row for part in parts} == {rows.index(name) for name in REGIONS} | {SHELL_ROW}
    assert index["triangles"] == sum(len(part.mesh.faces) for part in parts)
    skin = {part.row: part.skin / len(part.mesh.outside) for part in parts}
    # The outermost ball is seen on its outside only; what lies within it is not seen at all.
    assert 0.4 < skin[rows.index("MOs1")] < 1
    assert skin[rows.index("CP")] == 0
    assert skin[rows.index("MOp1")] == 1
