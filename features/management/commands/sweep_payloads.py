"""Moves unused payloads to the trash."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from atlasviewer.web.errors import Refusal
from features.data.sweep import GRACE, TRASH_DAYS, sweep_payloads


class Command(BaseCommand):
    help = (
        "Move payloads that no feature, version or bin needs to the trash, and remove what has "
        "long been in the trash. A trashed payload that a feature needs is put back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--older-than",
            type=float,
            default=GRACE.total_seconds() / 3600,
            metavar="HOURS",
            help="keep younger files, whose feature may not be saved yet (%(default)s)",
        )
        parser.add_argument(
            "--keep-trash",
            type=float,
            default=TRASH_DAYS,
            metavar="DAYS",
            help="permanently remove what has been in the trash for longer (%(default)s)",
        )
        parser.add_argument(
            "--even-if-many",
            action="store_true",
            help="move unused payloads even if they are more than a tenth of all",
        )
        parser.add_argument("--dry-run", action="store_true", help="only count; move nothing")

    def handle(self, **options: Any) -> None:
        try:
            result = sweep_payloads(
                grace=timedelta(hours=options["older_than"]),
                keep=timedelta(days=options["keep_trash"]),
                even_if_many=options["even_if_many"],
                dry_run=options["dry_run"],
            )
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        dry = "would be " if options["dry_run"] else ""
        self.stdout.write(
            f"{result.seen} payloads checked, {result.moved} {dry}moved to the trash.\n"
            f"Trash: {result.put_back} {dry}put back, {result.emptied} {dry}permanently removed. "
            f"Drafts of interrupted writes: {result.drafts} {dry}removed."
        )
