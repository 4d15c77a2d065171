"""Labels are processed in parallel, with the same result as in one process."""

import os

import pytest

from atlasviewer.atlas.meshes import sharing
from atlasviewer.atlas.meshes.sharing import map_labels

LABELS = list(range(1, 40))


def test_results_come_in_the_order_of_the_labels() -> None:
    assert list(map_labels(lambda label: label * label, LABELS)) == [n * n for n in LABELS]


def test_the_work_is_done_in_other_processes_where_there_are_cores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    workers = set(map_labels(lambda label: os.getpid(), LABELS))
    assert os.getpid() not in workers


def test_on_one_core_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert set(map_labels(lambda label: os.getpid(), LABELS)) == {os.getpid()}


def test_an_error_in_the_work_is_raised_here_and_nothing_is_left_behind() -> None:
    with pytest.raises(ZeroDivisionError):
        list(map_labels(lambda label: 1 // (label - 7), LABELS))
    assert sharing._shared == []
