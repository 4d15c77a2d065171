"""A build creates what is missing or out of date, and nothing else."""

import json

import pytest

from atlasviewer.atlas import assets
from atlasviewer.atlas.assets import AtlasNotBuilt, read_manifest
from atlasviewer.atlas.build import build_atlas
from atlasviewer.atlas.steps import Built, Step, StepUnavailable, Workshop


class Counted:
    """A build function that counts its calls and returns the given content."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.calls = 0

    def __call__(self, workshop: Workshop) -> Built:
        self.calls += 1
        return Built(self.content, {"fact": 1})


def unavailable(workshop: Workshop) -> Built:
    raise StepUnavailable("It needs internet.")


def names_in(folder):
    return {path.name for path in folder.iterdir()} - {assets.LOCK}


def expected_names(manifest):
    kept = {file + suffix for file in manifest["former"] for suffix in ("", ".gz")}
    return assets.files_of(manifest["assets"]) | kept | {assets.MANIFEST}


@pytest.fixture
def one() -> Counted:
    return Counted(b"one")


@pytest.fixture
def two() -> Counted:
    return Counted(b"two")


@pytest.fixture
def steps(one, two):
    return (Step("one", "bin", 1, one, ("numpy",)), Step("two", "json", 1, two))


def test_the_manifest_describes_source_and_every_asset(tmp_path, steps):
    manifest = build_atlas(folder=tmp_path, steps=steps)
    assert read_manifest(tmp_path) == manifest
    assert list(manifest["assets"]) == ["one", "two"]
    record = manifest["assets"]["one"]
    assert record["fact"] == 1
    assert record["built_from"]["step"] == 1
    assert record["built_from"]["packages"].keys() == {"numpy"}
    assert manifest["shape"] == [528, 320, 456]
    assert manifest["bregma_index"] == [229.56, 216.0, 13.28]
    assert (manifest["voxel_um"], manifest["side_split"]) == (25, 229)
    assert "10.1016/j.cell.2020.04.007" in manifest["citation"]


def test_a_second_build_makes_nothing_and_says_so(tmp_path, steps, one, two, report):
    build_atlas(folder=tmp_path, steps=steps)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    build_atlas(folder=tmp_path, steps=steps, report=report)
    assert (one.calls, two.calls) == (1, 1)
    assert report.lines == ["one: up to date", "two: up to date"]
    after = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    before.pop(tmp_path / assets.LOCK), after.pop(tmp_path / assets.LOCK)
    assert after == before


def test_force_makes_everything_again_with_the_same_bytes(tmp_path, steps, one, two):
    first = build_atlas(folder=tmp_path, steps=steps)
    assert build_atlas(folder=tmp_path, steps=steps, force=True) == first
    assert (one.calls, two.calls) == (2, 2)


def test_a_new_version_of_a_step_makes_only_that_one_again(tmp_path, steps, one, two):
    build_atlas(folder=tmp_path, steps=steps)
    build_atlas(folder=tmp_path, steps=(Step("one", "bin", 2, one, ("numpy",)), steps[1]))
    assert (one.calls, two.calls) == (2, 1)


def test_a_new_version_of_a_package_makes_its_steps_again(tmp_path, steps, one, two, monkeypatch):
    build_atlas(folder=tmp_path, steps=steps)
    monkeypatch.setattr("atlasviewer.atlas.steps.version", lambda package: "999")
    build_atlas(folder=tmp_path, steps=steps)
    assert (one.calls, two.calls) == (2, 1)


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_a_damaged_file_is_made_again(tmp_path, steps, one, two, suffix):
    manifest = build_atlas(folder=tmp_path, steps=steps)
    damaged = tmp_path / (manifest["assets"]["two"]["file"] + suffix)
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[:-1])
    build_atlas(folder=tmp_path, steps=steps)
    assert damaged.read_bytes() == whole
    assert (one.calls, two.calls) == (1, 2)


def test_former_files_stay_for_open_pages_until_the_content_changes_again(tmp_path, steps, one):
    first = build_atlas(folder=tmp_path, steps=steps)
    (tmp_path / "notes.txt").write_text("not of this build")
    assert first["former"] == []
    one.content = b"one, better"
    second = build_atlas(folder=tmp_path, steps=steps, force=True)
    assert second["former"] == [first["assets"]["one"]["file"]]
    assert build_atlas(folder=tmp_path, steps=steps) == second
    assert names_in(tmp_path) == expected_names(second) | {"notes.txt"}
    one.content = b"one, best"
    third = build_atlas(folder=tmp_path, steps=steps, force=True)
    assert third["former"] == [second["assets"]["one"]["file"]]
    assert names_in(tmp_path) == expected_names(third) | {"notes.txt"}


def test_going_back_to_former_content_keeps_it_once(tmp_path, steps, one):
    first = build_atlas(folder=tmp_path, steps=steps)
    one.content = b"one, better"
    second = build_atlas(folder=tmp_path, steps=steps, force=True)
    one.content = b"one"
    third = build_atlas(folder=tmp_path, steps=steps, force=True)
    assert third["assets"] == first["assets"]
    assert third["former"] == [second["assets"]["one"]["file"]]
    assert names_in(tmp_path) == expected_names(third)


def test_files_of_a_step_that_no_longer_exists_go_with_the_next_change(tmp_path, steps, one):
    build_atlas(folder=tmp_path, steps=steps)
    manifest = build_atlas(folder=tmp_path, steps=steps[:1])
    assert names_in(tmp_path) == expected_names(manifest)
    one.content = b"one, better"
    later = build_atlas(folder=tmp_path, steps=steps[:1], force=True)
    assert names_in(tmp_path) == expected_names(later)
    assert not [name for name in names_in(tmp_path) if name.startswith("two")]
    assert list(manifest["assets"]) == ["one"]


def test_an_unavailable_step_is_left_out_with_its_reason(tmp_path, steps, report):
    more = (*steps, Step("flatmap", "json", 1, unavailable))
    manifest = build_atlas(folder=tmp_path, steps=more, report=report)
    assert list(manifest["assets"]) == ["one", "two"]
    assert "flatmap: left out. It needs internet." in report.lines


def test_a_step_that_became_unavailable_keeps_its_former_asset(tmp_path, steps):
    first = build_atlas(folder=tmp_path, steps=steps)
    again = build_atlas(
        folder=tmp_path, steps=(steps[0], Step("two", "json", 2, unavailable)), force=True
    )
    assert again == first
    assert assets.is_whole(tmp_path, again["assets"]["two"])


def test_a_former_asset_that_is_damaged_is_not_kept(tmp_path, steps):
    first = build_atlas(folder=tmp_path, steps=steps)
    (tmp_path / first["assets"]["two"]["file"]).unlink()
    again = build_atlas(folder=tmp_path, steps=(steps[0], Step("two", "json", 2, unavailable)))
    assert list(again["assets"]) == ["one"]
    assert names_in(tmp_path) == expected_names(again)


def test_an_atlas_of_another_version_is_built_anew(tmp_path, steps):
    assets.write_json(tmp_path / assets.MANIFEST, {"version": 0, "assets": "something else"})
    with pytest.raises(AtlasNotBuilt):
        read_manifest(tmp_path)
    manifest = build_atlas(folder=tmp_path, steps=steps)
    assert json.loads((tmp_path / assets.MANIFEST).read_bytes()) == manifest
