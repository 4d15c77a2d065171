"""`import_buckets` imports all that is valid in an older site's folder, and lists the rest."""

import base64
import gzip
import io
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from buckets.access.permissions import find_bucket
from buckets.models import Bucket
from buckets.services import delete_bucket
from features.models import Feature
from features.services import add_features
from tests import cast
from tests.features.exchange import older_site as older

pytestmark = pytest.mark.django_db


def run(root: Path, *options: str) -> dict[str, Any]:
    """Import a folder and return the report."""
    out = io.StringIO()
    try:
        call_command("import_buckets", str(root), "--json", *options, stdout=out)
    except CommandError as error:
        assert "were not imported" in str(error)
    return json.loads(out.getvalue())


def reasons(report: dict[str, Any]) -> dict[str, str]:
    return {entry["where"]: entry["why"] for entry in report["not_imported"]}


def remarks(report: dict[str, Any]) -> dict[str, str]:
    return {entry["where"]: entry["what"] for entry in report["remarks"]}


def forget() -> None:
    """Remove the journals of former runs."""
    for journal in (settings.ATLASVIEWER.var_dir / "imports").glob("*.jsonl"):
        journal.unlink()


def rows() -> list[Any]:
    columns = ("bucket__name", "fname", "payload", "version", "created_at", "changed_at")
    return list(Feature.everything.order_by("pk").values_list(*columns))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    two = older.regions(-3.25)
    older.write_bucket(
        tmp_path / "site",
        f"older_{older.UUID}",
        older.bucket_metadata(),
        one=older.regions(),
        two=two,
        **{"ümlaut (2) %": older.regions(0)},
    )
    return tmp_path / "site"


def test_every_good_feature_reads_back_equal_and_the_bucket_is_as_it_was(root: Path) -> None:
    report = run(root)
    assert (report["buckets"], report["features"], report["not_imported"]) == (1, 3, [])
    for fname, value in (("one", 1.5), ("two", -3.25), ("ümlaut (2) %", 0)):
        assert cast.stranger().get(f"buckets/older/{fname}").json() == older.regions(value)
    metadata = cast.stranger().get(f"buckets/{older.UUID}").json()["metadata"]
    assert metadata["alias"] == "older"
    assert metadata["short_desc"] == "From before"
    assert list(metadata["tree"]) == ["second", "group"]
    assert metadata["last_access_date"] == "2024-03-01T12:00:00+00:00"
    assert "token" not in metadata


def test_the_older_token_goes_on_writing_and_no_other_does(root: Path) -> None:
    run(root)
    holder = cast.Person("holder", cast.bearer(older.TOKEN.upper()))
    changed = holder.patch("buckets/older/one", {"unit": "mV"})
    assert changed.status_code == 200
    assert cast.owner().patch("buckets/older/one", {"unit": "V"}).status_code == 401
    assert cast.stranger().get("buckets/older/one").json()["unit"] == "mV"


def test_a_second_run_changes_nothing_with_its_journal_or_without(root: Path) -> None:
    run(root)
    before = rows()
    again = run(root)
    assert again["buckets_unchanged_since_last_import"] == 1
    forget()
    third = run(root)
    assert (third["buckets"], third["features"], third["features_here_already"]) == (0, 0, 3)
    assert rows() == before


def test_a_dry_run_reports_the_same_and_stores_nothing(root: Path) -> None:
    older.write_bucket(root, "broken", "{")
    tried = run(root, "--dry-run")
    assert not Bucket.everything.exists()
    assert not Feature.everything.exists()
    done = run(root)
    for key in ("buckets", "features", "not_imported", "remarks"):
        assert tried[key] == done[key]


def test_what_came_later_is_added_and_what_changed_on_either_side_stays(root: Path) -> None:
    run(root)
    folder = root / f"older_{older.UUID}"
    (folder / "three.json").write_text(json.dumps(older.regions(3)), "utf-8")
    (folder / "two.json").write_text(json.dumps(older.regions(99)), "utf-8")
    holder = cast.Person("holder", cast.bearer(older.TOKEN))
    holder.delete("buckets/older/one")
    report = run(root)
    assert (report["features"], report["features_here_already"]) == (1, 3)
    name = folder.name
    assert remarks(report) == {
        f"{name}/one.json": "was deleted here since; it stays deleted.",
        f"{name}/two.json": "differs from the feature here, which stays as it is.",
    }
    assert cast.stranger().get("buckets/older/three").json() == older.regions(3)
    assert cast.stranger().get("buckets/older/two").json() == older.regions(-3.25)
    assert cast.stranger().get("buckets/older/one").status_code == 404


def test_everything_bad_is_named_and_costs_nothing_else(root: Path) -> None:
    good = older.regions()
    write, meta = older.write_bucket, older.bucket_metadata
    write(root, "cut", '{"uuid": "cut", "alias"', a=good)
    write(root, "other", meta(uuid="different", alias=None), a=good)
    write(root, "spaced", meta(uuid="my bucket", alias=None), a=good)
    (root / "empty").mkdir()
    write(
        root,
        "zz_mixed",
        meta(uuid="mixed", alias="older", url="ftp://x", tree=[1], token=None, colour="red"),
        good=good,
        cut='{"feature_data": {"map',
        outside={"feature_data": {"mappings": {"allen": {"data": {"9999": {"mean": 1}}}}}},
        nothing={"short_desc": "x"},
        _hidden=good,
        holes=json.dumps(older.regions(float("nan"))),
    )
    report = run(root)
    why = reasons(report)
    assert set(why) == {
        *("cut", "other", "spaced", "empty", "zz_mixed/cut.json"),
        *("zz_mixed/outside.json", "zz_mixed/nothing.json", "zz_mixed/_hidden.json"),
    }
    assert "not whole JSON" in why["cut"]
    assert "says uuid “different”" in why["other"]
    assert "_bucket.json" in why["empty"]
    assert "feature_data.mappings.allen.data.9999" in why["zz_mixed/outside.json"]
    assert "must not start with “_”" in why["zz_mixed/_hidden.json"]
    told = [entry["what"] for entry in report["remarks"] if entry["where"] == "zz_mixed"]
    assert any("no token" in what for what in told)
    assert any("without its url" in what for what in told)
    assert any("without its tree" in what for what in told)
    assert any("gave up its alias “older”" in what for what in told)
    read = cast.stranger().get("buckets/mixed").json()
    assert set(read["features"]) == {"good", "holes"}
    assert read["metadata"]["colour"] == "red"
    assert cast.stranger().get("buckets/mixed/holes").json() == older.regions(None)
    assert "1 values were NaN" in remarks(report)["zz_mixed/holes.json"]
    assert report["buckets"] == 2


def test_a_bucket_here_that_is_another_one_is_left_alone(root: Path) -> None:
    cast.make_bucket(older.UUID)
    report = run(root)
    assert "with another token" in reasons(report)[f"older_{older.UUID}"]
    assert not Feature.objects.exists()


def test_a_bucket_that_was_deleted_here_is_not_brought_back(root: Path) -> None:
    run(root)
    delete_bucket(caller=cast.STAFF, bucket=find_bucket(older.UUID))
    forget()
    assert "restore it from the bin" in reasons(run(root))[f"older_{older.UUID}"]
    assert cast.stranger().get("buckets/older").status_code == 404


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (2, 0, 1)])
def test_volumes_in_every_order_of_axes_are_stored_as_ap_dv_ml(
    root: Path, order: tuple[int, int, int]
) -> None:
    volume = older.asymmetric_volume()
    written = {
        "feature_data": {"volume": older.volume_text(volume.transpose(order))},
        "short_desc": None,
        "unit": None,
    }
    (root / f"older_{older.UUID}" / "vol.json").write_text(json.dumps(written), "utf-8")
    report = run(root)
    assert report["not_imported"] == []
    read = cast.stranger().get("buckets/older/vol").json()
    raw = gzip.decompress(base64.b64decode(read["feature_data"]["volume"]))
    stored = np.load(io.BytesIO(raw))
    assert np.array_equal(stored, volume)
    assert np.frombuffer(raw[-8:], "<f4").tolist() == [-1.0, 2.5]
    if order == (0, 1, 2):
        assert read == written


def test_a_run_that_dies_in_a_bucket_leaves_nothing_of_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_args: Any, **_options: Any) -> None:
        raise KeyboardInterrupt

    shutil.copytree(root, root.with_name("copy"))
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("features.exchange.importing.add_features", die)
        call_command("import_buckets", str(root))
    assert not Bucket.everything.exists()
    report = run(root)
    assert (report["buckets"], report["features"]) == (1, 3)


def test_a_file_written_while_its_bucket_is_imported_comes_with_the_next_run(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = root / f"older_{older.UUID}" / "late.json"

    def add_and_write(**options: Any) -> None:
        add_features(**options)
        late.write_text(json.dumps(older.regions(7)), "utf-8")

    with monkeypatch.context() as patch:
        patch.setattr("features.exchange.importing.add_features", add_and_write)
        assert run(root)["features"] == 3
    assert run(root)["features"] == 1
    assert cast.stranger().get("buckets/older/late").json() == older.regions(7)
