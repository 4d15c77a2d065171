"""The views beside slices: surface, ontology map, flatmap, and boards of them."""

import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
import resvg_py
from PIL import Image

from atlasviewer.atlas.regions import MAPPINGS, SIDE_ROWS, load_regions
from atlasviewer.settings import BASE_DIR
from features.figures.compose import Source, compose
from features.figures.drawing import draw_views
from features.figures.formats.pdf import write_pdf, write_png
from features.figures.formats.svg import write_svg
from features.figures.options import read_options
from features.figures.scene import Scene
from features.figures.shown import read_shown
from features.figures.views.flatmap import Flatmap, show_on_flatmap
from features.figures.views.ontology import read_voxels
from features.figures.views.surface import shade_relief, trace_surface
from features.figures.views.treemap import GREY, grow_tree, lay_out
from tests.features.figures.golden import content, find_assets

SVG = "{http://www.w3.org/2000/svg}"
ROW = {name: row for row, name in enumerate(load_regions().acronym.tolist())}
BOARD = {
    "panels": "coronal:-1200,sagittal:500,surface:dorsal,ontology",
    "mapping": "cosmos",
    "width": "double",
    "cmap": "gray",
    "vmin": "0",
    "vmax": "10",
}
GREYS = {"Isocortex": "#4c4c4c", "HPF": "#000000", "CTXsp": "#262626", "CNU": "#ffffff"}
"""Entry min(255, floor(value / 10 · 256)) of a grey map, whose entries are their own number."""


def make_scene(case: dict[str, str], data: dict[str, Any] | None = None, **assets: Path) -> Scene:
    options = read_options(case)
    views, shown = draw_views(data or content(), options, {**find_assets(), **assets})
    return compose(views, shown, options, Source("Rate", "Values: a test."))


def read_groups(svg: bytes) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(svg)
    groups = {str(group.get("id")): group for group in root.iter(f"{SVG}g")}
    assert len(groups) == len(list(root.iter(f"{SVG}g")))
    return groups


def read_fills(group: ElementTree.Element) -> dict[tuple[str, str], str]:
    """Return acronym and side of each region of a view → its colour; each occurs once."""
    paths = [path for path in group.iter(f"{SVG}path") if "data-side" in path.attrib]
    names = [(path.attrib["data-acronym"], path.attrib["data-side"]) for path in paths]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    return {name: path.attrib["fill"] for name, path in zip(names, paths, strict=True)}


def run_in_node(script: str, given: object) -> Any:
    """Return what a module of the viewer makes of `given`, which the script finds as such."""
    head = "let text = '';\nfor await (const part of process.stdin) text += part;\n"
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", f"{head}const given = JSON.parse(text);{script}"],
        cwd=BASE_DIR,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_each_view_of_a_board_has_each_of_its_regions_once_in_one_colour() -> None:
    groups = read_groups(write_svg(make_scene(BOARD)))
    views = ("slice-1", "slice-2", "surface-3", "ontology-4")
    fills = {view: read_fills(groups[view]) for view in views}
    for acronym, grey in GREYS.items():
        shown = {of[acronym, "right"] for of in fills.values() if (acronym, "right") in of}
        assert shown == {grey}, acronym
    cells = {row for row in np.unique(load_regions().cosmos).tolist() if row > 1}
    drawn = {ROW[acronym] for acronym, _ in fills["ontology-4"]}
    assert drawn == {row for row in cells if row in drawn} and len(drawn) >= 9
    assert {side for _, side in fills["ontology-4"]} == {"left", "right"}
    surface = trace_surface(find_assets()["projections_top"], "top", "cosmos")
    assert len(fills["surface-3"]) == len(np.unique(surface.rows)) - 1


def test_a_board_has_one_title_one_colour_bar_one_scale_bar_and_letters() -> None:
    svg = write_svg(make_scene(BOARD))
    groups = read_groups(svg)
    texts = [node.text for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert [texts.count(text) for text in ("Rate", "mean (sp/s <µ&σ>)", "2 mm")] == [1, 1, 1]
    assert [groups[f"letter-{n}"][0].text for n in (1, 2, 3, 4)] == ["a", "b", "c", "d"]
    wanted = ["AP −1.20 mm from bregma", "Dorsal surface", "Ontology, cells by volume", "no value"]
    assert [text for text in wanted if text not in texts] == []
    assert texts.count("L") == texts.count("R") == 3
    plain = read_groups(write_svg(make_scene({**BOARD, "letters": "0"})))
    assert "letter-1" not in plain
    assert {"title", "colour-bar"} < plain.keys()


@pytest.mark.parametrize("width", ["single", "middle", "double"])
def test_no_view_of_a_board_leaves_the_page_or_covers_another(width: str) -> None:
    case = {**BOARD, "width": width, "panels": f"{BOARD['panels']},horizontal,surface:left"}
    scene = make_scene(case)
    boxes = []
    for group in scene.groups:
        if group.name.startswith(("slice", "surface", "ontology")):
            rings = [ring for shape in group.shapes for ring in getattr(shape, "rings", [])]
            points = np.concatenate(rings)
            boxes.append((*points.min(0), *points.max(0)))
    assert len(boxes) == 6
    left, top, right, bottom = np.array(boxes).T
    assert left.min() >= 0 and top.min() >= 0
    assert right.max() <= scene.width and bottom.max() <= scene.height
    apart = [
        right[a] < left[b] or right[b] < left[a] or bottom[a] < top[b] or bottom[b] < top[a]
        for a in range(6)
        for b in range(a)
    ]
    assert all(apart)


@pytest.mark.parametrize("area", ["volume", "equal"])
@pytest.mark.parametrize("mapping", MAPPINGS)
def test_the_cells_of_the_ontology_map_are_the_viewers(mapping: str, area: str) -> None:
    regions = json.loads(find_assets()["regions"].read_bytes())
    table = list(range(SIDE_ROWS + 1)) if mapping == "allen" else regions[mapping]
    script = """
    import { growTree, layOut } from './static/js/panels/ontology/region_tree.js';
    const { regions, table, top, area } = given;
    const size = { width: 143.5, height: 207 };
    const root = layOut(growTree(regions, table, top), { ...size, area, regions });
    console.log(JSON.stringify(root.leaves().map((n) => [n.data.row, n.x0, n.y0, n.x1, n.y1])));
    """
    top = ROW[GREY]
    theirs = run_in_node(script, {"regions": regions, "table": table, "top": top, "area": area})
    root = grow_tree(read_voxels(find_assets()["regions"]), np.array(table), top, area)
    assert root is not None
    lay_out(root, 143.5, 207)
    ours = [[leaf.row, *leaf.bounds] for leaf in root.leaves()]
    assert len(ours) >= 10
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-6)


def test_the_relief_is_the_viewers() -> None:
    surface = trace_surface(find_assets()["projections_left"], "left", "beryl")
    part = np.s_[100:180, 200:330]
    height, width = surface.rows[part].shape
    script = """
    import { shadeRelief } from './static/js/panels/surface/shade.js';
    const veil = shadeRelief(given);
    console.log(JSON.stringify(Array.from(veil).filter((_, n) => n % 4 === 3)));
    """
    given = {"row": surface.rows[part].ravel().tolist(), "width": width, "height": height}
    theirs = run_in_node(script, {**given, "depth": surface.depth[part].ravel().tolist()})
    ours = shade_relief(surface)[part]
    # The viewer's blur knows nothing beyond the part: a margin of both windows is left out.
    inner = np.s_[6:-6, 6:-6]
    difference = ours.astype(int) - np.array(theirs).reshape(height, width)
    assert np.abs(difference[inner]).max() <= 1
    assert np.ptp(ours[inner]) > 20


def write_flatmap(folder: Path, names: list[str]) -> Path:
    """Return a made-up map of squares, one for each region, in the order of the names."""
    regions = [
        {"row": ROW[name], "paths": [f"M{300 * n},100l200,0 0,2000 -200,0z"]}
        for n, name in enumerate(names)
    ]
    path = folder / "swanson.json"
    path.write_text(json.dumps({"viewBox": [0, 0, 6820, 2968], "regions": regions}))
    return path


def test_the_flatmap_has_both_halves_upright_in_the_colours_of_the_values(tmp_path: Path) -> None:
    path = write_flatmap(tmp_path, ["Isocortex", "HPF", "CNU"])
    scene = make_scene({**BOARD, "panels": "flatmap", "width": "100"}, swanson=path)
    group = read_groups(write_svg(scene))["flatmap-1"]
    fills = read_fills(group)
    assert len(fills) == 6
    assert {fills[name, "right"] for name in ("Isocortex",)} == {GREYS["Isocortex"]}
    shapes = next(one for one in scene.groups if one.name == "flatmap-1").shapes
    middles = {
        (area.names["acronym"], area.names["side"]): area.rings[0].mean(0)
        for area in shapes
        if getattr(area, "names", None)
    }
    assert middles["HPF", "left"][0] < 50 < middles["HPF", "right"][0]
    # What comes first along the file's x lies lowest.
    assert middles["Isocortex", "left"][1] > middles["CNU", "left"][1]


def test_the_flatmap_shows_the_means_that_the_viewer_shows(tmp_path: Path) -> None:
    names = ["Isocortex", "VIS", "VISp", "TH", "HPF", "CP", "MOs", "CB"]
    flatmap = Flatmap(write_flatmap(tmp_path, names), "allen")
    rng = np.random.default_rng(5)
    rows = rng.choice(np.arange(2, SIDE_ROWS), 300, replace=False)
    given, parts, spread = rows[:200], rows[200:250], rows[250:]
    stored = {str(row): {"mean": float(rng.normal())} for row in rows}
    source = int(given[0])
    origins = {
        "given": given.tolist(),
        "children": parts.tolist(),
        "spread": {str(source): spread.tolist()},
    }
    data = {"mappings": {"allen": {"data": stored}}, "origins": {"allen": origins}}
    options = read_options({"panels": "flatmap", "mapping": "allen"})
    shown = read_shown({"feature_data": data}, options, find_assets()["colormaps"])
    ours = show_on_flatmap(shown, data, options, flatmap.rows).values
    kinds = np.zeros(2 * SIDE_ROWS + 1, dtype=int)
    script = """
    import { valuesOnMap } from './static/js/panels/flatmap/values.js';
    import { ORIGINS } from './static/js/data/origin_kinds.js';
    const { rows, values, kinds, source, regions } = given;
    const table = Uint16Array.from(regions.parent, (_, row) => row);
    const names = [ORIGINS.given, ORIGINS.parts, ORIGINS.parent];
    const found = valuesOnMap({
      rows, values: Float64Array.from(values, (value) => value ?? NaN),
      kinds: Uint8Array.from(kinds, (kind) => names[kind]), givenAt: () => source, table,
      mapping: 'allen', regions,
    });
    console.log(JSON.stringify(Array.from(found.values)));
    """
    kinds[parts], kinds[spread] = 1, 2
    theirs = run_in_node(
        script,
        {
            "rows": [ROW[name] for name in names],
            "values": [None if np.isnan(value) else value for value in shown.values.tolist()],
            "kinds": kinds.tolist(),
            "source": source,
            "regions": json.loads(find_assets()["regions"].read_bytes()),
        },
    )
    expected = np.array([np.nan if value is None else value for value in theirs])
    drawn = sorted(flatmap.rows)
    np.testing.assert_allclose(ours[drawn], expected[drawn], rtol=1e-12)
    assert np.isnan(shown.values[drawn]).sum() > np.isnan(ours[drawn]).sum()


def test_the_files_of_a_board_agree_and_have_their_text_as_text() -> None:
    case = {**BOARD, "relief": "0", "width": "114", "missing": "plain", "cmap": "viridis"}
    scene = make_scene(case)
    document = pypdfium2.PdfDocument(write_pdf(scene))
    text = document[0].get_textpage().get_text_bounded()
    wanted = ["Rate", "Dorsal surface", "Ontology, cells by volume", "mean (sp/s <µ&σ>)"]
    assert [words for words in wanted if words not in text] == []
    ours = np.asarray(Image.open(io.BytesIO(write_png(scene, 192))).convert("RGB")).astype(int)
    svg = render_svg(write_svg(scene), 192)
    height, width = (min(pair) for pair in zip(ours.shape[:2], svg.shape[:2], strict=True))
    apart = np.abs(ours[:height, :width] - svg[:height, :width]).max(axis=2) > 60
    # Other letters in another font, and edges between pixels.
    assert apart.mean() < 0.04


def render_svg(svg: bytes, dpi: int) -> np.ndarray:
    picture = bytes(resvg_py.svg_to_bytes(svg_string=svg.decode(), dpi=96, zoom=dpi / 96))
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)


def test_another_program_opens_the_svg_without_a_warning(tmp_path: Path) -> None:
    """resvg reads it as an editor does, and says what it does not know or leaves out."""
    path = tmp_path / "board.svg"
    path.write_bytes(write_svg(make_scene(BOARD)))
    broken = tmp_path / "broken.svg"
    broken.write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="-1"/></svg>')
    script = (
        "import resvg_py, sys;"
        "resvg_py.svg_to_bytes(svg_path=sys.argv[1], dpi=96, log_information=True)"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", script, str(one)], capture_output=True, text=True, check=True
        )
        for one in (path, broken)
    ]
    assert said[0].stdout + said[0].stderr == ""
    assert "Warning" in said[1].stdout + said[1].stderr


def test_a_figure_without_a_ground_is_transparent() -> None:
    case = {**BOARD, "panels": "surface:dorsal", "ground": "none", "width": "40"}
    scene = make_scene(case)
    picture = np.asarray(Image.open(io.BytesIO(write_png(scene, 100))))
    assert picture.shape[2] == 4
    assert picture[0, 0, 3] == 0
    assert picture[..., 3].max() == 255
    assert "ground" not in read_groups(write_svg(scene))
