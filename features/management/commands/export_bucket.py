"""Writes a bucket with everything in it as one zip."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db.models import Sum

from atlasviewer.files import write_atomically
from atlasviewer.running.terminal import ReportingCommand
from atlasviewer.web.errors import Refusal
from buckets.access.permissions import find_bucket
from features.exchange.package import pack_bucket
from features.models import Feature


class Command(ReportingCommand):
    """``manage.py export_bucket my_bucket my_bucket.zip``."""

    help = "Write a bucket as a Frictionless Data Package; import_bucket reads it (docs/moving.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bucket", help="its name or alias")
        parser.add_argument("file", type=Path, help="ends with .zip")

    def handle(self, **options: Any) -> None:
        file: Path = options["file"]
        try:
            bucket = find_bucket(options["bucket"])
            rows = Feature.objects.filter(bucket=bucket)
            total = rows.aggregate(total=Sum("stored"))["total"] or 0
            with self.progress("Exporting", total) as advance:
                chunks = _count(pack_bucket(bucket), advance)
                write_atomically(file, chunks, draft=file.with_name(f".{file.name}.part"))
        except (Refusal, OSError) as error:
            raise CommandError(str(error)) from None
        self.say(f"{file}: {rows.count()} features, {file.stat().st_size:,} bytes.")


def _count(chunks: Any, advance: Any) -> Any:
    for chunk in chunks:
        yield chunk
        advance(len(chunk))
