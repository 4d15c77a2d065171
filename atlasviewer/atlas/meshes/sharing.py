"""Working on several labels at once, in processes that see the same arrays without copies."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

Result = TypeVar("Result")

MOST_PROCESSES = 8
CHUNK = 1
"""Labels handed to a process at a time."""

_shared: list[Callable[[int], Any]] = []
"""The work that is going on; forked processes find it here, unpickled."""


def map_labels(work: Callable[[int], Result], labels: list[int]) -> Iterator[Result]:
    """Yield ``work(label)`` for each label, in their order, whichever is ready first.

    Uses a process per core where the system can fork (Linux); elsewhere one after the other. What
    is yielded is the same either way: `work` must depend on nothing but its label.
    """
    processes = min(os.cpu_count() or 1, MOST_PROCESSES, len(labels))
    if not sys.platform.startswith("linux") or processes < 2:
        yield from map(work, labels)
        return
    _shared.append(work)
    try:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            yield from pool.imap(_do, labels, chunksize=CHUNK)
    finally:
        _shared.pop()


def _do(label: int) -> Any:
    return _shared[-1](label)
