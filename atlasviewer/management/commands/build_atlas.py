"""`manage.py build_atlas`: make the files of the atlas that browsers load."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from atlasviewer.atlas.annotation import AnnotationError
from atlasviewer.atlas.build import build_atlas

QUIET_SECONDS = 2
"""How long a stretch of work lasts before it shows a bar."""


class Command(BaseCommand):
    """Build what is missing or out of date; safe to interrupt and to run again."""

    help = "Makes the label volume, regions, colour maps, surface views and meshes of the atlas."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--force", action="store_true", help="Build everything again, up to date or not."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        site = settings.ATLASVIEWER
        try:
            build_atlas(
                folder=site.atlas_dir,
                annotation_path=site.annotation,
                force=options["force"],
                report=self,
            )
        except AnnotationError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"The atlas could not be written to {site.atlas_dir} ({error}). "
                "Make room or correct the rights of the folder, then run this again: "
                "it goes on where it stopped."
            ) from error

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
