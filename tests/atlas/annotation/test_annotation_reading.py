"""The annotation is read as region rows, exactly, or refused."""

from pathlib import Path

import nrrd
import numpy as np
import pytest
from iblatlas.atlas import ALLEN_CCF_LANDMARKS_MLAPDV_UM, AllenAtlas

from atlasviewer.atlas import annotation
from atlasviewer.atlas.annotation import AnnotationError, read_annotation
from atlasviewer.atlas.regions import ROOT, load_regions

SMALL = (4, 3, 5)


@pytest.fixture
def small_shape(monkeypatch):
    monkeypatch.setattr(annotation, "SHAPE", SMALL)


def write_nrrd(path: Path, ids: np.ndarray, **header: str) -> Path:
    nrrd.write(str(path), ids.astype(np.uint32), {"encoding": "gzip", "endian": "little", **header})
    return path


def test_every_voxel_is_the_row_of_its_id(annotation_file, annotation_rows):
    ids, _ = nrrd.read(str(annotation_file))
    assert annotation_rows.shape == ids.shape == (528, 320, 456)
    assert annotation_rows.dtype == np.uint16
    region_ids = load_regions().id
    wrong = sum(
        np.count_nonzero(region_ids[annotation_rows[:, :, ml]] != ids[:, :, ml])
        for ml in range(ids.shape[2])
    )
    assert wrong == 0


def test_the_annotation_holds_void_and_671_regions(annotation_rows):
    counts = np.bincount(annotation_rows.ravel(), minlength=1328)
    assert np.count_nonzero(counts) == 672
    assert counts[0] > 0
    # Every region with voxels is one that values are drawn on. RSPd4 has voxels in the SDK's table,
    # but none at 25 µm.
    regions = load_regions()
    assert regions.acronym[regions.has_voxels & (counts == 0)].tolist() == ["RSPd4"]
    assert not np.any(~regions.has_voxels[1:] & (counts[1:] > 0))


def test_the_two_sides_are_not_mirror_images(annotation_rows):
    differing = np.count_nonzero(annotation_rows != annotation_rows[:, :, ::-1])
    assert differing == 1_231_866


def test_the_nearest_plane_of_symmetry_is_index_227_and_a_half(annotation_rows):
    mirrored = annotation_rows[:, :, ::-1]
    exact = np.count_nonzero(annotation_rows != mirrored)
    half_right = np.count_nonzero(annotation_rows[:, :, 1:] != mirrored[:, :, :-1])
    half_left = np.count_nonzero(annotation_rows[:, :, :-1] != mirrored[:, :, 1:])
    assert exact < 0.7 * half_right
    assert exact < 0.7 * half_left


def test_tissue_reaches_the_first_and_last_but_one_coronal_planes(annotation_rows):
    planes = np.flatnonzero((annotation_rows > 0).any(axis=(1, 2)))
    assert (planes[0], planes[-1]) == (1, 526)


def test_bregma_and_the_side_line_are_those_of_iblatlas():
    landmark = ALLEN_CCF_LANDMARKS_MLAPDV_UM["bregma"] / annotation.VOXEL_UM
    assert pytest.approx(tuple(landmark)) == annotation.BREGMA_INDEX
    assert int(np.floor(landmark[0])) == annotation.SIDE_SPLIT


def test_indices_become_the_millimetres_that_iblatlas_gives_them():
    coordinates = AllenAtlas(res_um=25, mock=True).bc
    ml, ap, dv = annotation.BREGMA_INDEX
    assert coordinates.i2x(100) == pytest.approx((100 - ml) * 25e-6)
    assert coordinates.i2y(100) == pytest.approx((ap - 100) * 25e-6)
    assert coordinates.i2z(100) == pytest.approx((dv - 100) * 25e-6)


def test_progress_adds_up_to_the_bytes_of_the_file(tmp_path, small_shape):
    path = write_nrrd(tmp_path / "a.nrrd", np.full(SMALL, 997))
    with path.open("rb") as handle:
        nrrd.read_header(handle)
        header_bytes = handle.tell()
    told: list[int] = []
    rows = read_annotation(path, told.append)
    assert sum(told) == path.stat().st_size - header_bytes
    assert np.all(rows == ROOT)


def test_axes_keep_their_order(tmp_path, small_shape):
    ids = np.random.default_rng(0).choice(load_regions().id, SMALL)
    rows = read_annotation(write_nrrd(tmp_path / "a.nrrd", ids))
    assert rows.flags.c_contiguous
    np.testing.assert_array_equal(load_regions().id[rows], ids)


def test_an_unknown_id_is_named(tmp_path, small_shape):
    path = write_nrrd(tmp_path / "a.nrrd", np.full(SMALL, 4_000_000_000))
    with pytest.raises(AnnotationError, match="4000000000"):
        read_annotation(path)


def test_another_shape_is_refused(tmp_path, small_shape):
    path = write_nrrd(tmp_path / "a.nrrd", np.zeros((3, 3, 3)))
    with pytest.raises(AnnotationError, match="header says"):
        read_annotation(path)


def test_a_file_that_ends_early_is_refused(tmp_path, small_shape):
    path = write_nrrd(tmp_path / "a.nrrd", np.random.default_rng(0).choice([1, 2, 997], SMALL))
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(AnnotationError, match="of 5 sagittal planes"):
        read_annotation(path)
