"""The atlas as it is built from the real annotation, and the command that builds it."""

import gzip
import json
from io import StringIO
from types import SimpleNamespace

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from atlasviewer.atlas.annotation import AnnotationError
from atlasviewer.atlas.assets import read_manifest
from atlasviewer.atlas.build import build_atlas
from atlasviewer.atlas.regions import load_regions
from atlasviewer.atlas.steps import STEPS
from atlasviewer.management.commands import build_atlas as command
from atlasviewer.running import terminal
from tests.atlas.decoders import decode_labels


def read_asset(folder, name):
    record = read_manifest(folder)["assets"][name]
    return gzip.decompress((folder / f"{record['file']}.gz").read_bytes())


@pytest.fixture(scope="module")
def columns(built_atlas):
    return json.loads(read_asset(built_atlas[0], "regions"))


def test_every_step_has_its_asset(built_atlas):
    manifest = read_manifest(built_atlas[0])
    assert {"labels", "regions", "colormaps"} <= set(manifest["assets"])
    assert manifest["assets"]["labels"]["runs"] == 3_148_905


def test_the_label_volume_is_the_annotation(built_atlas, annotation_rows):
    rows = decode_labels(read_asset(built_atlas[0], "labels"), annotation_rows.shape)
    np.testing.assert_array_equal(rows, annotation_rows)


def test_what_the_first_brain_needs_is_small(built_atlas):
    records = read_manifest(built_atlas[0])["assets"]
    sizes = [records[name]["gzip_bytes"] for name in ("labels", "regions", "colormaps")]
    assert sum(sizes) < 2_500_000


def test_a_stretch_of_work_is_counted_to_its_end(built_atlas):
    stretches = built_atlas[1].stretches
    done, total = stretches["labels, compressing"]
    assert done == total
    done, total = stretches["annotation"]
    assert 0.999 * total < done <= total


def test_the_same_bytes_come_out_twice(built_atlas, tmp_path):
    folder, _ = built_atlas
    quick = tuple(step for step in STEPS if step.name in ("labels", "regions", "colormaps"))
    again = build_atlas(folder=tmp_path, steps=quick)["assets"]
    first = read_manifest(folder)["assets"]
    assert again == {name: first[name] for name in again}


def test_region_columns_have_one_entry_per_row(columns):
    assert {len(column) for column in columns.values()} == {1328}


def test_region_columns_are_the_region_table(columns):
    regions = load_regions()
    assert columns["id"] == regions.id.tolist()
    assert columns["acronym"] == regions.acronym.tolist()
    assert columns["parent"] == regions.parent.tolist()
    assert columns["beryl"] == regions.beryl.tolist()
    assert columns["cosmos"] == regions.cosmos.tolist()
    assert columns["has_voxels"] == regions.has_voxels.astype(int).tolist()
    assert sum(columns["node_and_leaf"]) == 29
    root = columns["acronym"].index("root")
    assert (root, columns["parent"][root], columns["colour"][root]) == (1, -1, "#ffffff")


def test_the_official_name_is_given_only_where_it_differs(columns):
    row = columns["acronym"].index("VISp5")
    assert columns["name"][row] == "Primary visual area layer 5"
    assert columns["official_name"][row] == "Primary visual area, layer 5"
    assert columns["official_name"][columns["acronym"].index("root")] is None


def test_voxel_columns_count_each_label_on_each_side(columns, annotation_rows):
    left, right = annotation_rows[:, :, :229], annotation_rows[:, :, 229:]
    for name, side in (("voxels_left", left), ("voxels_right", right)):
        counts = np.bincount(side.ravel(), minlength=1328)
        counts[0] = 0
        assert columns[name] == counts.tolist()


def test_the_parent_comes_before_its_children(columns):
    parents = np.array(columns["parent"])
    assert np.all(parents < np.arange(1328))


@pytest.fixture
def site(settings, built_atlas):
    settings.ATLASVIEWER = SimpleNamespace(atlas_dir=built_atlas[0], annotation=None)
    return settings.ATLASVIEWER


def test_the_command_says_what_is_up_to_date(site):
    output = StringIO()
    call_command("build_atlas", stdout=output)
    assert output.getvalue().splitlines()[:4] == [
        "labels: up to date",
        "slices: up to date",
        "regions: up to date",
        "colormaps: up to date",
    ]


def test_the_command_refuses_a_wrong_annotation_in_a_sentence(site, tmp_path):
    wrong = tmp_path / "annotation_25.nrrd"
    wrong.write_bytes(b"something else")
    site.atlas_dir, site.annotation = tmp_path / "atlas", wrong
    with pytest.raises(CommandError, match="is not the Allen annotation") as refusal:
        call_command("build_atlas", stdout=StringIO())
    assert isinstance(refusal.value.__cause__, AnnotationError)


def test_the_command_tells_a_folder_that_cannot_be_written_in_a_sentence(site, tmp_path):
    site.atlas_dir = tmp_path / "file" / "atlas"
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(CommandError, match="could not be written to .*run this again"):
        call_command("build_atlas", stdout=StringIO())


def test_a_bar_shows_only_when_a_stretch_lasts(monkeypatch, capsys):
    with command.Command().progress("labels", 100) as advance:
        advance(100)
    assert "labels" not in capsys.readouterr().err
    monkeypatch.setattr(terminal, "QUIET_SECONDS", 0)
    with command.Command().progress("labels", 100) as advance:
        advance(100)
    assert "labels" in capsys.readouterr().err
