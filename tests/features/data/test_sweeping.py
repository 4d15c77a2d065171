"""`sweep_payloads` removes what nothing refers to, and never anything else."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from features.data import payloads
from features.data.identity import check_identity
from features.data.payloads import (
    iterate_stored,
    payload_path,
    payload_storage,
    store_payload,
    trash_path,
)
from features.data.storage import TRASH, DurableFileStorage, PayloadStorage
from features.data.sweep import FEW, GRACE, SweepRefused, sweep_payloads
from features.models import Feature
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_site")]

AT_ONCE = timedelta(seconds=-5)
"""Everything is older than that, even by the clock of an object store, in whole seconds."""
PATH = "buckets/my_bucket/rate"


@pytest.fixture
def own_site(request: pytest.FixtureRequest) -> None:
    """The store of the test is this database's; of another store, when the test takes one."""
    if "store" in request.fixturenames:
        request.getfixturevalue("store")
    check_identity()


@pytest.fixture
def feature() -> Feature:
    cast.make_bucket()
    return cast.make_feature()


def orphan(number: int = 0) -> str:
    """Store a payload that no feature refers to; return its path."""
    body = payloads.make_body(feature_data={"number": number}, short_desc=None, unit=None)
    return payload_path(store_payload(body).sha256)


def stored() -> list[str]:
    return [path for path, _, _ in iterate_stored()]


@pytest.mark.usefixtures("store")
def test_orphans_go_and_what_is_referred_to_stays() -> None:
    cast.make_bucket()
    kept = cast.make_feature()
    shared = cast.make_feature(fname="the same content")
    assert kept.payload == shared.payload
    orphan(1), orphan(2)
    result = sweep_payloads(grace=AT_ONCE)
    assert (result.seen, result.moved) == (3, 2)
    assert stored() == [payload_path(kept.payload)]


@pytest.mark.usefixtures("store", "feature")
def test_what_is_young_stays_for_its_row_may_be_on_its_way() -> None:
    path = orphan()
    assert sweep_payloads().moved == 0
    assert path in stored()
    assert timedelta(minutes=10) < GRACE


@pytest.mark.usefixtures("store", "feature")
def test_a_dry_run_counts_and_removes_nothing() -> None:
    path = orphan()
    result = sweep_payloads(grace=AT_ONCE, dry_run=True)
    assert (result.seen, result.moved) == (2, 1)
    assert sweep_payloads(dry_run=True).moved == 0
    assert path in stored()


def age(path: str, hours: float) -> Path:
    """Make a local file old; return where it is."""
    local = Path(payload_storage().path(path))
    then = time.time() - hours * 3600
    os.utime(local, (then, then))
    return local


def test_the_command_removes_what_is_older_than_an_hour(feature: Feature) -> None:
    old, young = age(orphan(1), 1.1), age(orphan(2), 0.9)
    referred_to = age(payload_path(feature.payload), 1000)
    said = StringIO()
    call_command("sweep_payloads", stdout=said)
    assert said.getvalue() == (
        "3 payloads checked, 1 moved to the trash.\n"
        "Trash: 0 put back, 0 permanently removed. Drafts of interrupted writes: 0 removed.\n"
    )
    assert (old.exists(), young.exists(), referred_to.exists()) == (False, True, True)

    call_command("sweep_payloads", "--older-than=0.5", "--dry-run", stdout=said)
    assert "2 payloads checked, 1 would be moved to the trash.\n" in said.getvalue()
    assert young.exists()


def test_drafts_of_a_crash_go_when_they_are_old_and_young_ones_stay(feature: Feature) -> None:
    folder = Path(payload_storage().path(payload_path(feature.payload))).parent
    old, young = folder / "a.json.gz.123.draft", folder / "b.json.gz.456.draft"
    old.write_bytes(b"half")
    young.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert sweep_payloads().drafts == 1
    assert (old.exists(), young.exists()) == (False, True)
    assert orjson.loads(cast.stranger().get(PATH).whole)["feature_data"] == cast.region_data()


def test_a_file_written_again_since_it_was_listed_stays(
    monkeypatch: pytest.MonkeyPatch, feature: Feature
) -> None:
    """Another feature gets the content of an old orphan while the sweep goes on."""
    path = orphan()
    age(path, 2)
    listed = list(iterate_stored())

    def list_then_write_again(
        self: DurableFileStorage, folder: str = ""
    ) -> Iterator[tuple[str, datetime]]:
        if folder == TRASH:
            return iter(())
        orphan()
        return iter([(name, modified) for name, _, modified in listed])

    monkeypatch.setattr(DurableFileStorage, "iterate_files", list_then_write_again)
    assert sweep_payloads().moved == 0
    monkeypatch.undo()
    assert path in stored()


def test_a_file_that_vanished_since_it_was_listed_is_no_error(
    monkeypatch: pytest.MonkeyPatch, feature: Feature
) -> None:
    gone = "ab/ab12.json.gz.99.draft"
    listing = [(gone, datetime(2020, 1, 1, tzinfo=UTC))]
    monkeypatch.setattr(DurableFileStorage, "iterate_files", lambda self, folder="": iter(listing))
    assert sweep_payloads().moved == 0


def test_a_draft_renamed_while_it_is_listed_is_no_error(
    monkeypatch: pytest.MonkeyPatch, feature: Feature
) -> None:
    path = Path(payload_storage().path(payload_path(feature.payload)))
    (path.parent / "a.draft").write_bytes(b"half")
    stat = Path.stat

    def renamed(self: Path, **options: bool) -> os.stat_result:
        if self.suffix == ".draft":
            raise FileNotFoundError(self)
        return stat(self, **options)

    monkeypatch.setattr(Path, "stat", renamed)
    assert stored() == [payload_path(feature.payload)]


@pytest.mark.parametrize("kept", [0, 1], ids=["first", "second"])
def test_content_that_two_features_share_stays_for_the_one_that_is_left(
    store: PayloadStorage, kept: int
) -> None:
    cast.make_bucket()
    features = [cast.make_feature(fname="first"), cast.make_feature(fname="second")]
    Feature.everything.filter(pk=features[1 - kept].pk).delete()
    assert sweep_payloads(grace=AT_ONCE).moved == 0
    assert cast.stranger().get(f"buckets/my_bucket/{features[kept].fname}").status_code == 200


def trashed() -> list[str]:
    return [path for path, _, _ in iterate_stored(TRASH)]


@pytest.mark.usefixtures("store")
def test_what_is_swept_lies_in_the_trash_and_is_removed_after_its_days() -> None:
    path = orphan()
    sweep_payloads(grace=AT_ONCE)
    assert (stored(), trashed()) == ([], [path])
    assert sweep_payloads().emptied == 0
    assert trashed() == [path]
    assert sweep_payloads(keep=AT_ONCE).emptied == 1
    assert trashed() == []


@pytest.mark.usefixtures("store")
def test_a_trashed_payload_that_a_row_names_is_read_and_put_back_and_never_removed() -> None:
    cast.make_bucket()
    feature = cast.make_feature()
    path = payload_path(feature.payload)
    payload_storage().move(path, trash_path(feature.payload))
    assert orjson.loads(cast.stranger().get(PATH).whole)["feature_data"] == cast.region_data()
    result = sweep_payloads(keep=AT_ONCE)
    assert (result.put_back, result.emptied) == (1, 0)
    assert (stored(), trashed()) == ([path], [])


@pytest.mark.usefixtures("store")
def test_a_sweep_that_would_move_more_than_a_tenth_moves_nothing_unless_told_to() -> None:
    for number in range(FEW + 1):
        orphan(number)
    before = stored()
    with pytest.raises(SweepRefused, match=r"11 of 11 payloads .*--even-if-many"):
        sweep_payloads(grace=AT_ONCE)
    assert (stored(), trashed()) == (before, [])
    assert sweep_payloads(grace=AT_ONCE, even_if_many=True).moved == FEW + 1
    assert (stored(), trashed()) == ([], before)


def test_the_command_says_why_a_sweep_is_refused(feature: Feature) -> None:
    for number in range(FEW + 1):
        age(orphan(number), 2)
    with pytest.raises(CommandError, match="11 of 12 payloads belong to no row"):
        call_command("sweep_payloads")
    call_command("sweep_payloads", "--even-if-many", stdout=StringIO())
    assert stored() == [payload_path(feature.payload)]


def test_files_that_are_neither_payload_nor_draft_are_left_alone(feature: Feature) -> None:
    note = Path(payload_storage().path(payload_path(feature.payload))).parent / "README.txt"
    note.write_text("ours")
    os.utime(note, (0, 0))
    sweep_payloads(grace=AT_ONCE)
    assert note.exists()


@pytest.mark.usefixtures("store")
def test_a_feature_made_of_a_payload_while_it_is_swept_keeps_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its row comes between the sweep's last look and the move."""
    cast.make_bucket()
    left = cast.make_feature(fname="left")
    path = payload_path(left.payload)
    Feature.everything.filter(pk=left.pk).delete()
    move = type(payload_storage()).move

    def move_after_a_writer(self: PayloadStorage, *names: str, **options: Any) -> bool:
        monkeypatch.undo()
        cast.make_feature()
        return move(self, *names, **options)

    monkeypatch.setattr(type(payload_storage()), "move", move_after_a_writer)
    assert sweep_payloads(grace=timedelta(seconds=-5)).moved == 0
    assert (stored(), trashed()) == ([path], [])
    assert orjson.loads(cast.stranger().get(PATH).whole)["feature_data"] == cast.region_data()


def test_a_file_written_again_at_the_moment_of_its_move_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = orphan()
    age(path, 2)
    replace = Path.replace

    def write_then_replace(self: Path, target: Path) -> Path:
        monkeypatch.undo()
        orphan()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", write_then_replace)
    assert sweep_payloads().moved == 0
    assert (stored(), trashed()) == ([path], [])
