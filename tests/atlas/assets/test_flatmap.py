"""The Swanson map: from IBL's file of paths to what the browser draws."""

import json
from pathlib import Path

import pytest
from botocore.exceptions import EndpointConnectionError

from atlasviewer.atlas import flatmap
from atlasviewer.atlas.build import build_atlas
from atlasviewer.atlas.flatmap import (
    FlatmapError,
    FlatmapUnavailable,
    convert_paths,
    find_paths,
)
from atlasviewer.atlas.regions import load_regions
from atlasviewer.atlas.steps import STEPS
from tests.atlas.conftest import read_asset, read_manifest

SQUARE = {"x": [0.2, 10.4, 10.4, 0.2, 0.2], "y": [0, 0, 10, 10, 0]}
INNER = {"x": [3, 6, 6, 3], "y": [3, 3, 6, 6], "invert": 1}
ISLAND = {"x": [20, 30, 25], "y": [20, 20, 30]}
# In the form of the file: a plain ring, several rings, a ring with a hole, a ring of no area, and
# row 392 (SUBd-sp), which iblatlas moves to row 391, its ancestor in the annotation.
PATHS = [
    {"thisID": 4, "coordsReg": SQUARE, "hole": 0},
    {"thisID": 9, "coordsReg": [SQUARE, ISLAND], "hole": 0},
    {"thisID": 5, "coordsReg": [SQUARE, INNER], "hole": 1},
    {"thisID": 6, "coordsReg": {"x": [1, 1.2, 1.4], "y": [2, 2, 2]}, "hole": 0},
    {"thisID": 392, "coordsReg": ISLAND, "hole": 0},
    {"thisID": 4, "coordsReg": ISLAND, "hole": 0},
]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    path = tmp_path / "source" / flatmap.FILE_NAME
    path.parent.mkdir()
    path.write_text(json.dumps(PATHS))
    return path


@pytest.fixture
def no_internet(monkeypatch, tmp_path):
    def refuse(*args, **kwargs):
        raise EndpointConnectionError(endpoint_url="https://bucket.example")

    monkeypatch.setattr("boto3.client", refuse)
    monkeypatch.setattr(flatmap, "_shared_cache", lambda: tmp_path / "not-there.json")


def by_row(converted):
    return {region["row"]: region["paths"] for region in converted["regions"]}


def test_rings_become_closed_paths_in_whole_units():
    paths = by_row(convert_paths(PATHS))
    assert paths[4] == ["M0,0l10,0 0,10 -10,0z", "M20,20l10,0 -5,10z"]


def test_several_rings_are_paths_of_their_own_and_a_hole_is_part_of_one():
    paths = by_row(convert_paths(PATHS))
    assert paths[9] == ["M0,0l10,0 0,10 -10,0z", "M20,20l10,0 -5,10z"]
    assert paths[5] == ["M0,0l10,0 0,10 -10,0zM3,3l3,0 0,3 -3,0z"]


def test_a_region_without_area_is_left_out_and_rows_are_in_order():
    converted = convert_paths(PATHS)
    assert [region["row"] for region in converted["regions"]] == [4, 5, 9, 392]
    assert converted["viewBox"] == [0, 0, 6820, 2968]


def test_paths_come_from_the_cache_and_follow_the_annotation(cache, no_internet):
    found = find_paths(cache)
    assert [entry["thisID"] for entry in found] == [4, 9, 5, 6, 391, 4]


def test_without_a_file_or_internet_one_sentence_says_how_to_get_it(tmp_path, no_internet):
    with pytest.raises(FlatmapUnavailable) as refusal:
        find_paths(tmp_path / "source" / flatmap.FILE_NAME)
    text = str(refusal.value)
    assert "could not be downloaded" in text
    assert str(tmp_path / "source" / flatmap.FILE_NAME) in text
    assert "\n" not in text
    assert list((tmp_path / "source").iterdir()) == []


def test_a_download_is_kept_where_the_next_build_looks(tmp_path, monkeypatch):
    class Bucket:
        def download_file(self, bucket: str, key: str, target: str) -> None:
            assert key == "atlas/swansonpaths.json"
            Path(target).write_text(json.dumps(PATHS))

    monkeypatch.setattr("boto3.client", lambda *args, **kwargs: Bucket())
    monkeypatch.setattr(flatmap, "_shared_cache", lambda: None)
    cache = tmp_path / "source" / flatmap.FILE_NAME
    assert len(find_paths(cache)) == len(PATHS)
    assert cache.is_file()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"thisID": 5000}, "row 5000"),
        ({"thisID": 0}, "row 0"),
        ({"coordsReg": {"x": [1, 2], "y": [1]}}, "another form"),
        ({"coordsReg": []}, "no ring"),
        ({"coordsReg": "x"}, "another form"),
    ],
)
def test_a_file_in_another_form_is_refused(change, complaint):
    with pytest.raises(FlatmapError, match=complaint):
        convert_paths([{**PATHS[0], **change}])


def test_an_entry_that_does_not_say_whether_it_has_a_hole_is_refused():
    with pytest.raises(FlatmapError, match="hole"):
        convert_paths([{"thisID": 4, "coordsReg": SQUARE}])


@pytest.fixture
def swanson_step():
    return tuple(step for step in STEPS if step.name == "swanson")


def test_the_build_makes_the_map_from_a_file_put_there(cache, no_internet, swanson_step):
    folder = cache.parents[1]
    manifest = build_atlas(folder=folder, steps=swanson_step)
    assert manifest["assets"]["swanson"]["regions"] == 4
    converted = json.loads(read_asset(folder, "swanson"))
    assert [region["row"] for region in converted["regions"]] == [4, 5, 9, 391]


def test_the_build_goes_on_without_the_map(tmp_path, no_internet, swanson_step, report):
    manifest = build_atlas(folder=tmp_path, steps=swanson_step, report=report)
    assert manifest["assets"] == {}
    assert any(line.startswith("swanson: left out. ") for line in report.lines)


def test_the_real_map_draws_what_the_region_table_says(built_atlas):
    if "swanson" not in read_manifest(built_atlas[0])["assets"]:
        pytest.skip("The paths of the Swanson map are not on this machine.")
    converted = json.loads(read_asset(built_atlas[0], "swanson"))
    rows = {region["row"] for region in converted["regions"]}
    regions = load_regions()
    assert all(regions.in_swanson[row] for row in rows)
    assert len(rows) > 250
