"""How a long build reports progress, whoever listens."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol


class Report(Protocol):
    """What a build needs from its listener, such as the command line or a test."""

    def say(self, text: str) -> None:
        """Report one line."""

    def progress(
        self, label: str, total: int, unit: str = "B"
    ) -> AbstractContextManager[Callable[[int], object]]:
        """Start a task of `total` units; yield a function to call with the units just done."""


class QuietReport:
    """A report that nobody reads."""

    def say(self, text: str) -> None:
        pass

    @contextmanager
    def progress(self, *_: object, **__: object) -> Iterator[Callable[[int], object]]:
        yield lambda _: None


QUIET = QuietReport()
