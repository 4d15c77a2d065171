"""How a long build tells what it does, without knowing who listens."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol


class Report(Protocol):
    """What a build needs from its listener; the command line is one, a test another."""

    def say(self, text: str) -> None:
        """Tell one line."""

    def progress(
        self, label: str, total: int, unit: str = "B"
    ) -> AbstractContextManager[Callable[[int], object]]:
        """Open a stretch of `total` units; the function it yields takes the units just done."""


class QuietReport:
    """A report that nobody reads."""

    def say(self, text: str) -> None:
        pass

    @contextmanager
    def progress(self, *_: object, **__: object) -> Iterator[Callable[[int], object]]:
        yield lambda _: None


QUIET = QuietReport()
