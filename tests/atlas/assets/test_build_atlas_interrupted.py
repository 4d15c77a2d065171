"""A build that is stopped leaves either the old or the new atlas, and can be run again."""

import os
import signal
import subprocess
import sys

import pytest

from atlasviewer.atlas import assets
from atlasviewer.atlas.assets import AtlasNotBuilt, read_manifest
from atlasviewer.atlas.build import build_atlas
from atlasviewer.atlas.steps import Built, Step, Workshop

# A build of two steps; the second reports that it has started and then never ends.
ENDLESS_BUILD = """
import sys, time
from pathlib import Path
from atlasviewer.atlas.build import build_atlas
from atlasviewer.atlas.steps import Built, Step

def endless(workshop):
    print("begun", flush=True)
    time.sleep(600)

steps = (Step("one", "bin", 2, lambda workshop: Built(b"new")), Step("two", "bin", 2, endless))
build_atlas(folder=Path(sys.argv[1]), steps=steps)
"""


class Stopped(BaseException):
    """Simulates the end of the process; nothing in the build may catch it."""


def steps(version: int, log: list[str] | None = None) -> tuple[Step, ...]:
    def maker(name: str):
        def make(workshop: Workshop) -> Built:
            if log is not None:
                log.append(name)
            return Built(f"{name} of version {version}".encode())

        return make

    return tuple(Step(name, "bin", version, maker(name)) for name in ("one", "two"))


def is_consistent(folder) -> bool:
    records = read_manifest(folder)["assets"].values()
    return all(assets.is_whole(folder, record) for record in records)


def stop_at(monkeypatch, moment: int) -> None:
    """Let the given number of operations on the disk happen, then stop."""
    left = moment

    def counted(operation):
        def run(*args, **kwargs):
            nonlocal left
            if left == 0:
                raise Stopped
            left -= 1
            return operation(*args, **kwargs)

        return run

    path_class = type(assets.Path())
    for name in ("replace", "unlink", "open"):
        monkeypatch.setattr(path_class, name, counted(getattr(path_class, name)))
    monkeypatch.setattr(os, "fsync", counted(os.fsync))


def test_stopped_at_any_operation_the_manifest_is_the_old_or_the_new_and_whole(
    tmp_path, monkeypatch
):
    seen = []
    for moment in range(1000):
        folder = tmp_path / str(moment)
        old = build_atlas(folder=folder, steps=steps(1))
        with monkeypatch.context() as patch:
            stop_at(patch, moment)
            try:
                build_atlas(folder=folder, steps=steps(2))
                stopped = False
            except Stopped:
                stopped = True
        now = read_manifest(folder)
        assert is_consistent(folder)
        seen.append("old" if now == old else "new")
        final = build_atlas(folder=folder, steps=steps(2))
        assert is_consistent(folder)
        assert not list(folder.glob(".draft-*"))
        assert assets.files_of(final["assets"]) <= {path.name for path in folder.iterdir()}
        if not stopped:
            break
    assert seen.index("new") > 10
    assert set(seen[: seen.index("new")]) == {"old"}
    assert set(seen[seen.index("new") :]) == {"new"}
    assert len(seen) < 1000


def test_a_first_build_stopped_leaves_no_manifest(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        stop_at(patch, 8)
        with pytest.raises(Stopped):
            build_atlas(folder=tmp_path, steps=steps(1))
    with pytest.raises(AtlasNotBuilt):
        read_manifest(tmp_path)


def test_killed_in_the_middle_the_old_atlas_stays_and_the_next_build_goes_on(tmp_path):
    old = build_atlas(folder=tmp_path, steps=steps(1))
    command = [sys.executable, "-c", ENDLESS_BUILD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        child.send_signal(signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    assert read_manifest(tmp_path) == old
    assert is_consistent(tmp_path)

    made: list[str] = []
    new = build_atlas(folder=tmp_path, steps=steps(2, made))
    assert made == ["two"]
    assert is_consistent(tmp_path)
    names = {path.name for path in tmp_path.iterdir()} - {assets.LOCK}
    former = assets.files_of(old["assets"])
    assert names == assets.files_of(new["assets"]) | former | {assets.MANIFEST}
