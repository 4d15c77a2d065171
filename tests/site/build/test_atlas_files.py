"""A running server serves what the manifest names now, even after the atlas was rebuilt."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from atlasviewer.atlas import assets
from atlasviewer.build.assets import AssetMiddleware


@dataclass(frozen=True)
class Served:
    """An answer, read to its end."""

    status: int
    content: bytes
    kept: str


Serve = Callable[[str], Served]

# The end of an answer closes old connections to the database.
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.ATLASVIEWER = settings.ATLASVIEWER.model_copy(
        update={"var_dir": tmp_path, "atlas_dir": tmp_path / "atlas"}
    )
    folder: Path = settings.ATLASVIEWER.atlas_dir
    folder.mkdir()
    return folder


def build(folder: Path, content: bytes, former: list[str] | None = None) -> str:
    """Write an asset and the manifest that names it; return its file's name."""
    record = assets.write_asset(folder, "labels", "bin", content, lambda amount: None)
    manifest: dict[str, Any] = {"version": 1, "assets": {"labels": record}}
    if former is not None:
        manifest["former"] = former
    assets.write_json(folder / assets.MANIFEST, manifest)
    return str(record["file"])


@pytest.fixture
def serve(folder: Path) -> Serve:
    """A server that was started when the atlas was not built."""
    started = AssetMiddleware(lambda request: HttpResponse(status=404))

    def serve(file: str) -> Served:
        answer = started(RequestFactory().get(f"/atlas/{file}"))
        content = b"".join(answer)
        answer.close()
        return Served(answer.status_code, content, answer.get("Cache-Control", ""))

    return serve


def test_an_atlas_that_is_built_later_is_served(folder: Path, serve: Serve) -> None:
    assert serve("labels.bin").status == 404
    file = build(folder, b"first")
    assert serve(file).content == b"first"


def test_after_a_rebuild_the_new_file_is_served_for_ever_and_the_old_one_is_gone(
    folder: Path, serve: Serve
) -> None:
    first = build(folder, b"first")
    assert serve(first).status == 200
    second = build(folder, b"second")
    answer = serve(second)
    assert answer.content == b"second"
    assert "immutable" in answer.kept
    assert serve(first).status == 404


def test_files_that_the_manifest_keeps_for_open_pages_are_served(
    folder: Path, serve: Serve
) -> None:
    first = build(folder, b"first")
    build(folder, b"second", former=[first])
    assert serve(first).content == b"first"


@pytest.mark.parametrize(
    "name",
    ["manifest.json", "source.nrrd", "../secret_key", "%2e%2e/secret_key", "labels.bin.gz", ""],
)
def test_a_file_that_the_manifest_does_not_name_is_never_served(
    folder: Path, serve: Serve, name: str
) -> None:
    (folder / "source.nrrd").write_bytes(b"raw")
    (folder.parent / "secret_key").write_text("secret")
    build(folder, b"first")
    assert serve(name).status == 404


def test_a_named_file_that_is_not_there_is_missing_and_no_fault(folder: Path, serve: Serve) -> None:
    file = build(folder, b"first")
    assert serve(file).status == 200
    (folder / file).unlink()
    assert serve(file).status == 404


def test_without_its_folder_the_server_goes_on(folder: Path, serve: Serve) -> None:
    file = build(folder, b"first")
    shutil.rmtree(folder)
    assert serve(file).status == 404


def test_many_requests_at_once_see_the_new_manifest_and_read_it_once(
    folder: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = build(folder, b"first")
    readings: list[AssetMiddleware] = []
    read = AssetMiddleware._read_assets

    def count(self: AssetMiddleware) -> Any:
        readings.append(self)
        return read(self)

    monkeypatch.setattr(AssetMiddleware, "_read_assets", count)
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: serve(file).content, range(64)))
    assert found == [b"first"] * 64
    assert len(readings) == 1
