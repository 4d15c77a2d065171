"""What long commands show on a terminal: lines, and a bar once a stretch of work lasts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand
from tqdm import tqdm

QUIET_SECONDS = 2
"""How long a stretch of work lasts before it shows a bar."""


class ReportingCommand(BaseCommand):
    """A command that is the `Report` of the work it starts."""

    def say(self, text: str) -> None:
        """Tell one line on standard output."""
        self.stdout.write(text)
        self.stdout.flush()

    @contextmanager
    def progress(
        self, label: str, total: int, unit: str = "B"
    ) -> Iterator[Callable[[int], object]]:
        """Show a bar on standard error once the stretch has lasted two seconds."""
        with tqdm(
            total=total,
            desc=label,
            delay=QUIET_SECONDS,
            unit=unit,
            unit_scale=True,
            leave=False,
        ) as bar:
            yield bar.update
