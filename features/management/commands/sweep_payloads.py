"""Removes stored payloads that no feature refers to."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from features.sweep import GRACE, sweep_payloads


class Command(BaseCommand):
    help = "Remove payloads that no feature refers to, and drafts that a crash left behind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--older-than",
            type=float,
            default=GRACE.total_seconds() / 3600,
            metavar="HOURS",
            help="leave younger files alone, whose feature may be on its way (%(default)s)",
        )
        parser.add_argument("--dry-run", action="store_true", help="count, remove nothing")

    def handle(self, **options: Any) -> None:
        grace = timedelta(hours=options["older_than"])
        result = sweep_payloads(grace=grace, dry_run=options["dry_run"])
        verb = "would be removed" if options["dry_run"] else "removed"
        self.stdout.write(f"{result.seen} payloads looked at, {result.removed} {verb}.")
