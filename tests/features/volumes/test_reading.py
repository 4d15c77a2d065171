"""Volumes from files land where nibabel puts them, keep their range, or are refused."""

import gzip
import tracemalloc
from itertools import permutations, product
from pathlib import Path

import nibabel
import numpy as np
import pytest

from features.data.volumes import check_volume, open_array
from features.volumes.measuring import voxel_values
from features.volumes.reading.converting import Converted, convert_volume, encode_volume
from features.volumes.reading.opening import open_volume
from features.volumes.reading.placing import Placement, place_volume
from features.volumes.reading.problem import FileProblem
from tests import arrays
from tests.features.volumes.files import (
    COARSE,
    asymmetric,
    broken,
    nifti,
    nifti_bytes,
    nrrd_bytes,
    stored,
    tiff_bytes,
    write,
)

ORDERS = ["".join(one) for one in permutations("PIR")]
BROKEN = broken(asymmetric())
OPPOSITE = dict(zip("APSILR", "PAISRL", strict=True))


def read(path: Path, folder: Path, **told: str) -> tuple[Converted, Placement]:
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    file = open_volume(path, path.name, scratch)
    placement = place_volume(file, **told)
    return convert_volume(file, placement, scratch), placement


def mirrored(codes: str) -> str:
    """Return the same axes in the other hand: the first runs the other way."""
    return OPPOSITE[codes[0]] + codes[1:]


@pytest.mark.parametrize("codes", [*ORDERS, *map(mirrored, ORDERS)])
def test_every_order_and_both_hands_land_where_nibabel_puts_them(
    codes: str, tmp_path: Path
) -> None:
    wanted = nibabel.orientations.axcodes2ornt(("P", "I", "R"))
    there = nibabel.orientations.axcodes2ornt(tuple(codes))
    back = nibabel.orientations.ornt_transform(wanted, there)
    turned = nibabel.orientations.apply_orientation(asymmetric(), back)
    image = nifti(np.ascontiguousarray(turned), codes)
    canonical = nibabel.as_closest_canonical(image).dataobj  # x to the right, y front, z up
    expected = stored(np.asarray(canonical).transpose(1, 2, 0)[::-1, ::-1])
    found, placement = read(write(tmp_path, "a.nii", image.to_bytes()), tmp_path)
    assert placement.guesses == ()
    assert placement.resolution == 100
    np.testing.assert_array_equal(found.volume, expected)


def test_all_48_ways_of_axes_are_turned_back() -> None:
    array = asymmetric()
    turned = 0
    for order, flips in product(permutations(range(3)), product((False, True), repeat=3)):
        steps = [slice(None, None, -1 if one else 1) for one in flips]
        given = array[tuple(steps)].transpose(order)
        starts = ["asl"[axis] if not flips[axis] else "pir"[axis] for axis in range(3)]
        told = "".join(starts[axis] for axis in order)
        from features.volumes.reading.volume_file import VolumeFile

        placement = place_volume(VolumeFile(given), orientation=told)
        back = given.transpose(placement.order)
        back = back[tuple(slice(None, None, -1 if one else 1) for one in placement.flipped)]
        np.testing.assert_array_equal(back, array)
        assert placement.orientation == told
        turned += 1
    assert turned == 48


def test_what_no_header_says_is_a_guess(tmp_path: Path) -> None:
    array = asymmetric()
    turned = array.transpose(2, 0, 1)
    found, placement = read(write(tmp_path, "a.npy", arrays.npy(turned)), tmp_path)
    assert len(placement.guesses) == 1
    assert "left, front, top (las)" in placement.guesses[0]
    np.testing.assert_array_equal(found.volume, stored(array))
    told, placement = read(tmp_path / "a.npy", tmp_path, orientation="ras")
    assert placement.guesses == ()
    np.testing.assert_array_equal(told.volume, stored(array)[:, :, ::-1])


def test_the_header_of_the_allen_institutes_files_is_not_believed(tmp_path: Path) -> None:
    header = {
        "space": "left-posterior-superior",
        "space directions": np.eye(3) * 25,
        "encoding": "gzip",
    }
    path = write(tmp_path, "a.nrrd", nrrd_bytes(asymmetric(), **header))
    found, placement = read(path, tmp_path)
    assert "does not fit the atlas's size" in placement.notes[0]
    assert "(asl)" in placement.guesses[0]
    np.testing.assert_array_equal(found.volume, stored(asymmetric()))


def test_an_nrrd_with_a_true_header_needs_no_guess(tmp_path: Path) -> None:
    directions = [[0, 100, 0], [0, 0, -100], [100, 0, 0]]  # To P, I and L of LPS: asr.
    header = {
        "space": "left-posterior-superior",
        "space directions": np.array(directions, float),
        "space units": ["microns"] * 3,
    }
    path = write(tmp_path, "a.nrrd", nrrd_bytes(asymmetric(">u2"), **header))
    found, placement = read(path, tmp_path)
    assert (placement.guesses, placement.notes, placement.orientation) == ((), (), "asr")
    np.testing.assert_array_equal(found.volume, stored(asymmetric())[:, :, ::-1])


def test_a_tiff_is_read_page_by_page(tmp_path: Path) -> None:
    for more in ({}, {"metadata": None, "contiguous": False}):
        path = write(tmp_path, "a.tif", tiff_bytes(asymmetric("u2"), **more))
        found, placement = read(path, tmp_path, orientation="asl")
        assert placement.guesses == ()
        np.testing.assert_array_equal(found.volume, stored(asymmetric()))


@pytest.mark.parametrize("dtype", ["u1", "<u2", ">u2", "<i2", ">i4", "<f2", ">f4", "<f8"])
def test_every_type_keeps_its_range(dtype: str, tmp_path: Path) -> None:
    scale = {"u1": 1, "i": -100, "u": 100, "f": 0.37}[dtype if dtype == "u1" else dtype[1]]
    array = (asymmetric("f8") * scale).astype(dtype)
    found, _ = read(write(tmp_path, "a.npy", arrays.npy(array)), tmp_path, orientation="asl")
    assert (found.low, found.high) == pytest.approx((float(array.min()), float(array.max())))
    values = voxel_values(np.array(found.bounds, "<f4").tobytes(), found.missing_byte)
    step = (found.high - found.low) / 255
    assert found.missing_byte is None
    error = np.abs(values[found.volume[::4, ::4, ::4]] - array.astype("f8"))
    assert error.max() <= step / 2 * 1.001
    assert (dtype == "u1") == ("Every value is stored exactly." in found.notes)


def test_missing_voxels_stay_missing_and_zero_stays_zero(tmp_path: Path) -> None:
    array = asymmetric("f4") - 100
    array[array == 3] = np.nan
    array[:5] = 0
    found, _ = read(write(tmp_path, "a.npy", arrays.npy(array)), tmp_path, orientation="asl")
    values = voxel_values(np.array(found.bounds, "<f4").tobytes(), found.missing_byte)
    shown = values[found.volume[::4, ::4, ::4]]
    np.testing.assert_array_equal(np.isnan(shown), np.isnan(array))
    assert found.missing == np.isnan(array).sum() * 64
    assert np.abs(shown[:5]).max() <= (found.high - found.low) / 254 / 2 * 1.001
    assert values[1] == pytest.approx(found.low)
    assert values[255] == found.high
    assert any("voxels (" in note for note in found.notes)


@pytest.mark.parametrize("starts", ["asl", "asr"])
@pytest.mark.parametrize("side", ["left", "right"])
def test_half_a_brain_lies_on_its_side(side: str, starts: str, tmp_path: Path) -> None:
    half = asymmetric()[:, :, :57]
    path = write(tmp_path, "a.npy", arrays.npy(half))
    found, placement = read(path, tmp_path, orientation=starts, side=side)
    assert placement.guesses == ()
    upright = half if starts == "asl" else half[:, :, ::-1]
    part = found.volume[:, :, :228] if side == "left" else found.volume[:, :, 228:]
    other = found.volume[:, :, 228:] if side == "left" else found.volume[:, :, :228]
    values = voxel_values(np.array(found.bounds, "<f4").tobytes(), found.missing_byte)
    assert (other == found.missing_byte).all()
    np.testing.assert_allclose(values[part], stored(upright), atol=0.51)
    _, guessed = read(path, tmp_path, orientation=starts)
    assert guessed.guesses == (
        "side: the volume is one hemisphere; it is taken for the right one.",
    )


def test_fine_voxels_are_averaged_by_the_part_that_lies_inside(tmp_path: Path) -> None:
    line = np.random.default_rng(2).normal(size=660).astype("f4")
    line[5] = np.nan
    array = np.broadcast_to(line[:, None, None], (660, 400, 570))
    path = tmp_path / "a.npy"
    np.save(path, array)
    found, placement = read(path, tmp_path, orientation="asl")
    assert placement.resolution == 20
    fine = line.repeat(4).reshape(-1, 5)  # Pieces of 5 µm, five to a stored voxel.
    expected = np.nanmean(fine, axis=1)
    values = voxel_values(np.array(found.bounds, "<f4").tobytes(), found.missing_byte)
    shown = values[found.volume]
    assert (shown == shown[:, :1, :1]).all()
    np.testing.assert_allclose(shown[:, 0, 0], expected, atol=(found.high - found.low) / 500)
    assert "Voxels of 20 µm are averaged" in found.notes[0]


def test_a_scaled_nifti_has_its_scaled_values(tmp_path: Path) -> None:
    image = nifti(asymmetric("i2"))
    image.header.set_slope_inter(0.5, -3)
    content = bytearray(image.to_bytes())
    found, _ = read(write(tmp_path, "a.nii.gz", gzip.compress(bytes(content), 1)), tmp_path)
    known = nibabel.Nifti1Image.from_bytes(bytes(content)).get_fdata()
    assert (found.low, found.high) == (known.min(), known.max())


def test_an_encoded_volume_passes_the_check_of_features(tmp_path: Path) -> None:
    found, _ = read(write(tmp_path, "a.nii", nifti_bytes(asymmetric())), tmp_path)
    data = encode_volume(found)
    check_volume(data["volume"])
    header, pieces = open_array(data["volume"], {"|u1"})
    content = b"".join(pieces)
    assert content[: header.data_bytes] == stored(asymmetric()).tobytes()
    assert content[header.data_bytes :] == np.array([0, 255], "<f4").tobytes()
    assert "missing_byte" not in data


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_a_sentence_in_bounded_memory(kind: str, tmp_path: Path) -> None:
    name, content, says = BROKEN[kind]
    path = write(tmp_path, name, content)
    tracemalloc.start()
    try:
        with pytest.raises(FileProblem) as refused:
            read(path, tmp_path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert says in str(refused.value)
    assert str(refused.value).endswith(".")
    assert peak < 80_000_000


def test_there_are_as_many_kinds_as_promised() -> None:
    assert len(BROKEN) >= 25
    assert COARSE == (132, 80, 114)
