"""Imports a bucket from the zip that export_bucket or the page of a bucket wrote."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from atlasviewer.running.terminal import ReportingCommand
from atlasviewer.web.errors import Refusal
from buckets.metadata import check_token
from buckets.tokens import new_token
from features.exchange.checking import MB
from features.exchange.package_import import import_package


class Command(ReportingCommand):
    """``manage.py import_bucket my_bucket.zip``: the whole bucket, or nothing."""

    help = "Import a bucket from a zip that export_bucket wrote (docs/moving.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--name", help="import it under another name")
        parser.add_argument("--token", help="for writing to it; a new one is printed otherwise")

    def handle(self, **options: Any) -> None:
        token = options["token"] or new_token()
        try:
            done = import_package(
                options["file"],
                token=check_token(token),
                name=options["name"],
                most_bytes=settings.ATLASVIEWER.max_upload_mb * MB,
                report=self,
            )
        except (Refusal, OSError) as error:
            raise CommandError(f"Nothing was imported: {error}") from None
        if done.lost_alias:
            self.say(f"It gave up its alias “{done.lost_alias}”, which is taken here.")
        self.say(
            f"Bucket “{done.bucket.name}” is here: {done.features} features, "
            f"{done.versions} former versions."
        )
        if not options["token"]:
            self.say(f"Its token for writing, shown only now: {token}")
