"""`sweep_payloads` removes what nothing refers to, and never anything else."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import orjson
import pytest
from django.core.management import call_command

from features import payloads
from features.models import Feature
from features.payloads import iterate_stored, payload_path, payload_storage, store_payload
from features.storage import DurableFileStorage, PayloadStorage
from features.sweep import GRACE, sweep_payloads
from tests import cast

pytestmark = pytest.mark.django_db

AT_ONCE = timedelta(seconds=-5)
"""Everything is older than that, also by the clock of an object store, which has no fractions."""
PATH = "buckets/my_bucket/rate"


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
    assert (result.seen, result.removed) == (3, 2)
    assert stored() == [payload_path(kept.payload)]


@pytest.mark.usefixtures("store", "feature")
def test_what_is_young_stays_for_its_row_may_be_on_its_way() -> None:
    path = orphan()
    assert sweep_payloads().removed == 0
    assert path in stored()
    assert timedelta(minutes=10) < GRACE


@pytest.mark.usefixtures("store", "feature")
def test_a_dry_run_counts_and_removes_nothing() -> None:
    path = orphan()
    result = sweep_payloads(grace=AT_ONCE, dry_run=True)
    assert (result.seen, result.removed) == (2, 1)
    assert sweep_payloads(dry_run=True).removed == 0
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
    assert said.getvalue() == "3 payloads looked at, 1 removed.\n"
    assert (old.exists(), young.exists(), referred_to.exists()) == (False, True, True)

    call_command("sweep_payloads", "--older-than=0.5", "--dry-run", stdout=said)
    assert said.getvalue().endswith("2 payloads looked at, 1 would be removed.\n")
    assert young.exists()


def test_drafts_of_a_crash_go_when_they_are_old_and_young_ones_stay(feature: Feature) -> None:
    folder = Path(payload_storage().path(payload_path(feature.payload))).parent
    old, young = folder / "a.json.gz.123.draft", folder / "b.json.gz.456.draft"
    old.write_bytes(b"half")
    young.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert sweep_payloads().removed == 1
    assert (old.exists(), young.exists()) == (False, True)
    assert orjson.loads(cast.stranger().get(PATH).whole)["feature_data"] == cast.region_data()


def test_a_file_written_again_since_it_was_listed_stays(
    monkeypatch: pytest.MonkeyPatch, feature: Feature
) -> None:
    """Another feature gets the content of an old orphan while the sweep goes on."""
    path = orphan()
    age(path, 2)
    listed = list(iterate_stored())

    def list_then_write_again(self: DurableFileStorage) -> Iterator[tuple[str, datetime]]:
        orphan()
        return iter([(name, modified) for name, _, modified in listed])

    monkeypatch.setattr(DurableFileStorage, "iterate_files", list_then_write_again)
    assert sweep_payloads().removed == 0
    monkeypatch.undo()
    assert path in stored()


def test_a_file_that_vanished_since_it_was_listed_is_no_error(
    monkeypatch: pytest.MonkeyPatch, feature: Feature
) -> None:
    gone = "ab/ab12.json.gz.99.draft"
    listing = [(gone, datetime(2020, 1, 1, tzinfo=UTC))]
    monkeypatch.setattr(DurableFileStorage, "iterate_files", lambda self: iter(listing))
    assert sweep_payloads().removed == 0


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
    assert sweep_payloads(grace=AT_ONCE).removed == 0
    assert cast.stranger().get(f"buckets/my_bucket/{features[kept].fname}").status_code == 200
