"""`manage.py build_atlas`: make the files of the atlas that browsers load."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from atlasviewer.atlas.annotation import AnnotationError
from atlasviewer.atlas.build import build_atlas
from atlasviewer.running.terminal import ReportingCommand


class Command(ReportingCommand):
    """Build what is missing or out of date; safe to interrupt and to run again."""

    help = "Build the label volume, regions, colour maps, surface views and meshes of the atlas."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--force", action="store_true", help="Rebuild everything, even if it is up to date."
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
                "Free some space or correct the folder's permissions, then run this again: it "
                "continues where it stopped."
            ) from error
