"""What long commands print: lines, and a progress bar for tasks that take long."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand
from tqdm import tqdm

QUIET_SECONDS = 2
"""Seconds after which a task shows a bar."""


class ReportingCommand(BaseCommand):
    """A command that serves as the `Report` of the work it starts."""

    def say(self, text: str) -> None:
        """Print one line on standard output."""
        self.stdout.write(text)
        self.stdout.flush()

    @contextmanager
    def progress(
        self, label: str, total: int, unit: str = "B"
    ) -> Iterator[Callable[[int], object]]:
        """Show a bar on standard error once the task has taken two seconds."""
        with tqdm(
            total=total,
            desc=label,
            delay=QUIET_SECONDS,
            unit=unit,
            unit_scale=True,
            leave=False,
        ) as bar:
            yield bar.update
