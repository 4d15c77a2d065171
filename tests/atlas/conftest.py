"""Shared by the atlas tests: the annotation, read once, and the atlas, built once."""

import gzip
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings

from atlasviewer.atlas import assets
from atlasviewer.atlas.annotation import find_in_wheel, read_annotation
from atlasviewer.atlas.assets import AtlasNotBuilt, Record, read_manifest
from atlasviewer.atlas.build import build_atlas
from atlasviewer.atlas.labels import Runs, find_runs


class RecordingReport:
    """A report that records what it is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.stretches: dict[str, tuple[int, int]] = {}

    def say(self, text: str) -> None:
        self.lines.append(text)

    @contextmanager
    def progress(
        self, label: str, total: int, unit: str = "B"
    ) -> Iterator[Callable[[int], object]]:
        steps: list[int] = []
        yield steps.append
        self.stretches[label] = (sum(steps), total)


@pytest.fixture
def report() -> RecordingReport:
    return RecordingReport()


@pytest.fixture(scope="session")
def annotation_file() -> Path:
    path = find_in_wheel()
    assert path is not None, "STAIR-tools is a dependency and carries the annotation"
    return path


@pytest.fixture(scope="session")
def annotation_rows(annotation_file: Path) -> np.ndarray:
    rows = read_annotation(annotation_file)
    rows.flags.writeable = False
    return rows


@pytest.fixture(scope="session")
def annotation_runs(annotation_rows: np.ndarray) -> Runs:
    return find_runs(annotation_rows)


@pytest.fixture(scope="session")
def built_atlas(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RecordingReport]:
    """The whole atlas, built once: its folder and the build's report. Tests must not change it."""
    folder = tmp_path_factory.mktemp("atlas")
    told = RecordingReport()
    take_over(SLOW_STEPS, settings.ATLASVIEWER.atlas_dir, folder)
    build_atlas(folder=folder, report=told)
    return folder, told


SLOW_STEPS = ("meshes", "meshes_light", "swanson")


def take_over(names: tuple[str, ...], source: Path, folder: Path) -> None:
    """Put into `folder` what a build stopped after these steps would leave.

    The files are those of the site's own atlas. The build checks them as always, and rebuilds what
    is damaged or out of date.
    """
    try:
        records = read_manifest(source)["assets"]
    except AtlasNotBuilt:
        return
    finished = {name: records[name] for name in names if name in records}
    for file in assets.files_of(finished):
        if (source / file).is_file():
            shutil.copy2(source / file, folder / file)
    assets.write_json(folder / assets.UNFINISHED, finished)


def read_record(folder: Path, name: str) -> Record:
    """Return the manifest's entry of an asset."""
    record: Record = read_manifest(folder)["assets"][name]
    return record


def read_asset(folder: Path, name: str) -> bytes:
    """Return the content of an asset, from its compressed file."""
    packed = (folder / f"{read_record(folder, name)['file']}.gz").read_bytes()
    return gzip.decompress(packed)
