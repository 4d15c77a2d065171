"""What the atlas tests share: the annotation read once, the atlas built once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from atlasviewer.atlas.annotation import find_in_wheel, read_annotation
from atlasviewer.atlas.build import build_atlas
from atlasviewer.atlas.labels import Runs, find_runs


class RecordingReport:
    """A report that keeps what it was told."""

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
    """The whole atlas, built once: its folder and what the build told. Tests must not change it."""
    folder = tmp_path_factory.mktemp("atlas")
    told = RecordingReport()
    build_atlas(folder=folder, report=told)
    return folder, told
