"""Figures of volumes and points: where they lie, in which colours, what is missing."""

import base64
import io
import xml.etree.ElementTree as ElementTree
from typing import Any

import numpy as np
import pytest
from PIL import Image

from atlasviewer.atlas.annotation import SHAPE
from atlasviewer.atlas.regions import load_regions
from features.figures.formats.pdf import write_png
from features.figures.formats.svg import write_svg
from features.figures.scene import Dot, Scene
from features.figures.scene import Image as Picture
from features.figures.slices import TracedSlice, nearest_slice, trace_slice
from features.figures.views import layers
from features.figures.views.surface import trace_surface
from features.models import Feature, Kind
from tests import arrays, cast
from tests.features.figures.golden import find_assets
from tests.features.figures.test_views import SVG, make_scene, read_groups
from tests.features.volumes.volumes import encode_points, encode_volume, random_bytes

MISSING = 7
BREGMA = (216.0, 13.28, 229.56)
"""AP, DV, ML in voxels."""
METRES = np.array([-25e-6, -25e-6, 25e-6])
GREY = {"mapping": "cosmos", "cmap": "gray", "missing": "plain"}


def make_volume(order: str = "C", *, missing: int | None = None) -> tuple[np.ndarray, dict]:
    """Return bytes of voxels and a feature of them, 0 to 255 in units."""
    array = random_bytes(3, order)
    # Both within the brain, on the coronal slice that is drawn.
    array[:, 130:140, 150:170], array[:, 150:160, 150:170] = 0, MISSING
    data: dict[str, Any] = {"volume": encode_volume(array, 0, 255)}
    if missing is not None:
        data["missing_byte"] = missing
    return array, {"feature_data": data, "unit": "z"}


def find_pictures(scene: Scene) -> list[Picture]:
    return [shape for group in scene.groups for shape in group.shapes if isinstance(shape, Picture)]


def sample(picture: Picture, traced: TracedSlice) -> np.ndarray:
    """Return the middle pixel of each voxel of the bounds of a slice, RGBA."""
    left, top, right, bottom = traced.bounds or (0, 0, 0, 0)
    times = picture.pixels.shape[1] // (right - left)
    assert picture.pixels.shape[:2] == ((bottom - top) * times, (right - left) * times)
    return picture.pixels[times // 2 :: times, times // 2 :: times]


def cut(array: np.ndarray, traced: TracedSlice) -> np.ndarray:
    """Return the part of a slice or surface of a volume within the bounds of the tissue."""
    left, top, right, bottom = traced.bounds or (0, 0, 0, 0)
    normal = traced.plane.axis
    depth = np.broadcast_to(traced.depth, traced.rows.shape)
    along = np.moveaxis(array, normal, 0)
    along = along.swapaxes(1, 2) if normal == 2 else along
    found = np.take_along_axis(along, depth[None], axis=0)[0]
    return found[top:bottom, left:right]


@pytest.mark.parametrize(
    ("panel", "order"),
    [("coronal:-1200", "C"), ("sagittal:900", "F"), ("horizontal", "F"), ("surface:right", "C")],
)
def test_each_voxel_of_the_brain_has_its_colour_and_all_else_is_clear(
    panel: str, order: str
) -> None:
    array, feature = make_volume(order)
    picture = find_pictures(make_scene({**GREY, "panels": panel, "relief": "0"}, feature))[0]
    traced = trace(panel)
    drawn, expected = sample(picture, traced), cut(array, traced)
    left, top, right, bottom = traced.bounds or (0, 0, 0, 0)
    inside = traced.rows[top:bottom, left:right] > 0
    shown = drawn[..., 3] == 255
    # The smooth outline cuts corners of voxels off and adds others: at most along the rim.
    assert (shown == inside).mean() > 0.99
    np.testing.assert_array_equal(drawn[shown][:, 0], expected[shown])
    assert set(np.unique(drawn[..., 3]).tolist()) == {0, 255}
    assert len(np.unique(expected[shown])) > 50


def trace(panel: str) -> TracedSlice:
    kind, _, place = panel.partition(":")
    if kind == "surface":
        return trace_surface(find_assets()[f"projections_{place}"], place, "cosmos")
    um = float(place or -3543)
    return trace_slice(find_assets()["slices"], kind, nearest_slice(kind, um), "cosmos")


def test_missing_voxels_are_clear_over_a_hatched_ground_and_zero_is_a_value() -> None:
    array, feature = make_volume(missing=MISSING)
    case = {**GREY, "um": "-1200"}
    scene = make_scene(case, feature)
    traced = trace("coronal:-1200")
    drawn, expected = sample(find_pictures(scene)[0], traced), cut(array, traced)
    shown = drawn[..., 3] == 255
    middle = np.s_[100:180, 100:300]
    np.testing.assert_array_equal(shown[middle], (expected != MISSING)[middle])
    assert not shown[middle].all() and (expected[middle] == 0).any()
    svg = write_svg(scene)
    assert "no value" in [node.text for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert len(read_groups(svg)["slice-1"].findall(f"{SVG}path")) == 4
    whole = read_groups(write_svg(make_scene(case, make_volume()[1])))
    assert len(whole["slice-1"].findall(f"{SVG}path")) == 2


def test_what_is_not_selected_of_a_volume_is_faded() -> None:
    _, feature = make_volume()
    case = {**GREY, "um": "-1200"}
    traced = trace("coronal:-1200")
    plain, faded = (
        sample(find_pictures(make_scene({**case, **more}, feature))[0], traced)[..., 0]
        for more in ({}, {"selected": "Isocortex:R"})
    )
    left, top, right, bottom = traced.bounds or (0, 0, 0, 0)
    rows = traced.rows[top:bottom, left:right]
    cortex = load_regions().acronym.tolist().index("Isocortex")
    assert (rows == cortex).sum() > 1000
    same = plain[rows == cortex] == faded[rows == cortex]
    assert same.all()
    assert (faded[rows == cortex + 1327] >= 140).all()


def test_the_svg_of_a_volume_carries_the_image_and_the_png_shows_it() -> None:
    _, feature = make_volume()
    scene = make_scene({**GREY, "um": "-1200", "outlines": "0", "bare": "1"}, feature)
    svg = write_svg(scene)
    image = next(ElementTree.fromstring(svg).iter(f"{SVG}image"))
    link = image.attrib["{http://www.w3.org/1999/xlink}href"]
    content = base64.b64decode(link.removeprefix("data:image/png;base64,"))
    embedded = np.asarray(Image.open(io.BytesIO(content)).convert("RGBA"))
    np.testing.assert_array_equal(embedded, find_pictures(scene)[0].pixels)
    assert len(svg) < 300_000
    page = np.asarray(Image.open(io.BytesIO(write_png(scene, 300))).convert("L")).astype(int)
    picture = find_pictures(scene)[0]
    y, x = np.mgrid[8 : picture.height - 8 : 40j, 8 : picture.width - 8 : 40j]
    scale = picture.pixels.shape[1] / picture.width
    wanted = picture.pixels[(y * scale).astype(int), (x * scale).astype(int)]
    found = page[
        ((picture.y + y) / 25.4 * 300).astype(int), ((picture.x + x) / 25.4 * 300).astype(int)
    ]
    opaque = wanted[..., 3] == 255
    # Blocks of 8 voxels: only where the sample lies at the edge of one may a neighbour show.
    assert (np.abs(found[opaque] - wanted[opaque][:, 0]) <= 2).mean() > 0.85


def at(ap: float, dv: float, ml: float) -> list[float]:
    """Return ML, AP, DV in metres of a place in voxels, whole in their middles."""
    along = (np.array([ap, dv, ml]) - BREGMA) * METRES
    return [along[2], along[0], along[1]]


def make_points(places: list[list[float]], values: list[float]) -> dict[str, Any]:
    return {"feature_data": encode_points(np.array(places), np.array(values)), "unit": "mV"}


def find_dots(scene: Scene) -> list[Dot]:
    return [shape for group in scene.groups for shape in group.shapes if isinstance(shape, Dot)]


def test_points_near_a_slice_are_dots_at_their_places_the_nearest_on_top() -> None:
    index = nearest_slice("coronal", -1200)
    places = [at(index, 120, 200), at(index + 3.9, 130, 240), at(index - 4.1, 140, 250)]
    feature = make_points([*places, at(index + 1, 100, 300)], [0, 1, 2, 4])
    case = {**GREY, "um": "-1200", "dots": "2", "bare": "1", "width": "100"}
    scene = make_scene(case, feature)
    dots = find_dots(scene)
    # 3.9 slices of 25 µm are within 100 µm, 4.1 are not.
    assert [dot.fill for dot in dots] == ["#404040", "#ffffff", "#000000"]
    assert [dot.line for dot in dots] == ["#ffffff", "#171a21", "#ffffff"]
    assert {dot.radius * 2 + dot.line_width for dot in dots} == {2.0}
    traced = trace("coronal:-1200")
    left, top, right, _ = traced.bounds or (0, 0, 0, 0)
    scale = (100 - 1) / (right - left + 2)
    for dot, (dv, ml) in zip(dots, [(130, 240), (100, 300), (120, 200)], strict=True):
        assert dot.x == pytest.approx(0.5 + (ml + 0.5 - left + 1) * scale, abs=0.01)
        assert dot.y == pytest.approx(0.5 + (dv + 0.5 - top + 1) * scale, abs=0.01)
    assert len(find_dots(make_scene({**case, "thickness": "103"}, feature))) == 4
    svg = write_svg(scene)
    assert len(list(ElementTree.fromstring(svg).iter(f"{SVG}circle"))) == 3


def test_points_near_the_surface_are_drawn_on_it() -> None:
    surface = trace_surface(find_assets()["projections_bottom"], "bottom", "cosmos")
    depth = int(surface.depth[300, 200])
    places = [at(300, depth - 2, 200), at(300, depth - 9, 210), at(300, depth, 2), at(-50, 0, 0)]
    feature = make_points(places, [1, 2, 3, 4])
    case = {**GREY, "panels": "surface:ventral", "relief": "0"}
    assert [dot.fill for dot in find_dots(make_scene(case, feature))] == ["#000000"]
    more = find_dots(make_scene({**case, "thickness": "6000"}, feature))
    # What lies nearer to the eye, further down, is drawn last.
    assert [dot.fill for dot in more] == ["#555555", "#000000"]


def test_a_volume_that_only_shows_the_points_is_left_out() -> None:
    index = nearest_slice("coronal", -1200)
    array = np.zeros(SHAPE, np.uint8)
    array[index, 120, 200] = 255
    feature = make_points([at(index, 120, 200)], [5])
    feature["feature_data"]["volume"] = encode_volume(array)
    scene = make_scene({**GREY, "um": "-1200"}, feature)
    assert (len(find_pictures(scene)), len(find_dots(scene))) == (0, 1)
    array[:, :, :100] = 9
    feature["feature_data"]["volume"] = encode_volume(array)
    scene = make_scene({**GREY, "um": "-1200"}, feature)
    assert (len(find_pictures(scene)), len(find_dots(scene))) == (1, 1)


@pytest.mark.django_db
def test_more_points_than_a_figure_takes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "MOST_POINTS", 2)
    ask_of(Kind.POINTS, make_points([at(216, 120, 200)] * 3, [1, 2, 3])["feature_data"])
    answer = draw("um=0")
    assert answer.status_code == 400
    assert answer.content.decode() == (
        "3 points lie within 100 µm of these views; a figure draws at most 2. "
        "Make the thickness smaller."
    )


@pytest.mark.django_db
def test_a_volume_is_drawn_by_place_or_by_region() -> None:
    ask_of(Kind.VOLUME, {"volume": arrays.volume()})
    assert b"<image" in draw("um=-1200").content
    answer = draw("panels=ontology")
    assert (answer.status_code, answer.content.decode()) == (
        400,
        "The ontology has no place for voxels or points; by=region draws their numbers per region.",
    )
    assert b"data-value" in draw("panels=ontology&by=region&mapping=cosmos").content


@pytest.mark.django_db
def test_a_volume_that_is_too_large_is_refused_before_it_is_read() -> None:
    ask_of(Kind.VOLUME, {"volume": arrays.volume()})
    Feature.objects.update(size=200_000_000)
    answer = draw("um=-1200")
    assert (answer.status_code, answer.content.decode()) == (
        400,
        "This feature is too large for a figure.",
    )


def ask_of(kind: Kind, data: dict[str, Any]) -> None:
    cast.make_bucket()
    volume = {} if "volume" in data else {"volume": arrays.volume()}
    cast.make_feature(feature_data={**data, **volume})
    assert Feature.objects.get().kind == kind


def draw(query: str) -> Any:
    return cast.stranger().get(f"buckets/my_bucket/rate/figure.svg?{query}")
