"""A payload is on disk before its row: any failure leaves the old or the new state."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.files.base import ContentFile

from buckets.access.permissions import STAFF, find_bucket
from features import services
from features.data.payloads import iterate_stored, payload_path, payload_storage
from features.data.storage import DurableFileStorage
from features.models import Feature
from tests import cast

PATH = "buckets/my_bucket/rate"
NEW = {"feature_data": cast.region_data(9)}


class Crash(BaseException):
    """The process ends here."""


def test_a_file_is_written_flushed_renamed_and_its_name_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def record_fsync(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        kind = "folder" if path.is_dir() else f"{path.suffix[1:]} of {path.stat().st_size} bytes"
        steps.append(f"flush {kind} {path.name[:8] if path.is_dir() else ''}".strip())
        fsync(descriptor)

    def record_replace(self: Path, target: Path) -> Path:
        steps.append(f"rename {self.suffix[1:]} to {target.name}")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", record_fsync)
    monkeypatch.setattr(Path, "replace", record_replace)
    (tmp_path / "store").mkdir()
    storage = DurableFileStorage(location=tmp_path / "store")
    assert storage.save("ab/name", ContentFile(b"12345")) == "ab/name"
    assert steps == [
        "flush folder store",
        "flush draft of 5 bytes",
        "rename draft to name",
        "flush folder ab",
    ]
    assert [path.name for path in (tmp_path / "store/ab").iterdir()] == ["name"]


@pytest.mark.django_db
def test_the_payload_is_there_before_the_row_that_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast.make_bucket()
    save = Feature.save
    seen: list[bool] = []

    def check_then_save(self: Feature, *arguments: Any, **options: Any) -> None:
        seen.append(payload_storage().exists(payload_path(self.payload)))
        save(self, *arguments, **options)

    monkeypatch.setattr(Feature, "save", check_then_save)
    cast.make_feature()
    cast.owner().patch(PATH, NEW)
    assert seen == [True, True]


def full_disk(*arguments: object) -> None:
    raise OSError(28, "No space left on device")


def crash(*arguments: object, **options: object) -> None:
    raise Crash


POINTS: list[tuple[Any, str, Callable[..., None], type[BaseException]]] = [
    (os, "fsync", full_disk, OSError),
    (os, "fsync", crash, Crash),
    (Path, "replace", full_disk, OSError),
    (Path, "replace", crash, Crash),
    (Feature, "save", crash, Crash),
    (services, "mark_changed", crash, Crash),
]
IDS = [
    f"{getattr(owner, '__name__', owner)}.{name} {kind.__name__}" for owner, name, _, kind in POINTS
]


def listed() -> list[str]:
    return [path for path, _, _ in iterate_stored()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("owner", "name", "failure", "kind"), POINTS, ids=IDS)
def test_a_patch_that_fails_leaves_the_feature_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
    owner: Any,
    name: str,
    failure: Callable[..., None],
    kind: type[BaseException],
) -> None:
    cast.make_bucket()
    cast.make_feature()
    before = cast.stranger().get(PATH).whole
    files = listed()
    with monkeypatch.context() as broken:
        broken.setattr(owner, name, failure)
        with pytest.raises(kind):
            services.patch_feature(
                caller=STAFF, bucket=find_bucket("my_bucket"), fname="rate", content=NEW
            )
    assert cast.stranger().get(PATH).whole == before
    assert not [path for path in listed() if path.endswith(".draft")]
    assert set(files) <= set(listed())
    assert cast.owner().patch(PATH, NEW).status_code == 200
    assert orjson.loads(cast.stranger().get(PATH).whole)["feature_data"] == NEW["feature_data"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("owner", "name", "failure", "kind"), POINTS, ids=IDS)
def test_a_creation_that_fails_leaves_no_feature_and_can_be_tried_again(
    monkeypatch: pytest.MonkeyPatch,
    owner: Any,
    name: str,
    failure: Callable[..., None],
    kind: type[BaseException],
) -> None:
    cast.make_bucket()
    with monkeypatch.context() as broken:
        broken.setattr(owner, name, failure)
        with pytest.raises(kind):
            cast.make_feature()
    assert cast.stranger().get("buckets/my_bucket").json()["features"] == {}
    cast.make_feature()
    assert cast.stranger().get(PATH).status_code == 200
