"""The colour maps are matplotlib's, grouped by what they are for."""

import matplotlib
import numpy as np
import pytest

from atlasviewer.atlas.colormaps import (
    COLOUR_BLIND_SAFE,
    GROUPS,
    colormap_colours,
    colormap_tables,
)

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
DICHROMACY = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]],
)
EIGHTH = 32
LEGIBLE = 5.0


def linear_rgb(name: str) -> np.ndarray:
    rgb = colormap_colours(name) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def cielab(linear: np.ndarray) -> np.ndarray:
    xyz = linear @ XYZ.T / XYZ.sum(axis=1)
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = f.T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)


def smallest_change(name: str, seen_through: list[list[float]]) -> float:
    """Return the least colour difference between steps at least an eighth of the map apart."""
    lab = cielab(np.clip(linear_rgb(name) @ np.array(seen_through).T, 0, 1))
    difference = np.linalg.norm(lab[:, None] - lab[None], axis=2)
    far = np.abs(np.subtract.outer(np.arange(256), np.arange(256))) >= EIGHTH
    return difference[far].min()


def test_every_map_of_matplotlib_is_in_one_group_and_there():
    tables = colormap_tables()
    names = [name for group in GROUPS for name in group.maps]
    assert len(names) == len(set(names))
    assert set(names) == {name for name in matplotlib.colormaps if not name.endswith("_r")}
    assert set(tables["maps"]) == set(names)
    assert {len(colours) for colours in tables["maps"].values()} == {256 * 6}


def test_the_hexadecimal_digits_are_the_colours_of_matplotlib():
    digits = colormap_tables()["maps"]["magma"]
    colours = np.frombuffer(bytes.fromhex(digits), np.uint8).reshape(256, 3)
    exact = np.array(matplotlib.colormaps["magma"].colors) * 255
    assert np.abs(colours - exact).max() <= 0.5
    assert colours[0].tolist() == [0, 0, 4]


@pytest.mark.parametrize("name", ["magma", "RdBu", "coolwarm", "viridis", "Greys", "turbo"])
def test_a_name_with_r_is_the_same_map_backwards(name):
    """The browser reverses a map for ``…_r``; matplotlib's reversed map has the same colours."""
    np.testing.assert_array_equal(colormap_colours(f"{name}_r"), colormap_colours(name)[::-1])


def test_the_same_bytes_come_out_twice():
    assert colormap_tables() == colormap_tables()


@pytest.mark.parametrize("kind", DICHROMACY)
@pytest.mark.parametrize("name", COLOUR_BLIND_SAFE.maps)
def test_a_safe_map_stays_legible_to_dichromats(name, kind):
    assert smallest_change(name, DICHROMACY[kind]) >= LEGIBLE


@pytest.mark.parametrize("name", ["RdYlGn", "Spectral", "hsv", "terrain"])
def test_the_measure_rejects_maps_known_to_mislead(name):
    assert smallest_change(name, DICHROMACY["deuteranopia"]) < LEGIBLE
    assert name not in COLOUR_BLIND_SAFE.maps


@pytest.mark.parametrize("name", COLOUR_BLIND_SAFE.maps)
def test_lightness_of_a_safe_map_runs_one_way_or_turns_once(name):
    lightness = cielab(linear_rgb(name))[::8, 0]
    turns = np.count_nonzero(np.diff(np.sign(np.diff(lightness))))
    diverging = next(group for group in GROUPS if group.name == "diverging").maps
    assert turns == int(name in diverging)


def test_the_safe_group_repeats_maps_of_the_others():
    names = {name for group in GROUPS for name in group.maps}
    assert set(COLOUR_BLIND_SAFE.maps) <= names
    assert colormap_tables()["groups"][-1]["name"] == "colour_blind_safe"
