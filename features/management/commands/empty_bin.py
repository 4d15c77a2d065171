"""Permanently removes what has been in the bin for `BIN_DAYS`."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from buckets.models import BIN_DAYS
from features.history.bin import empty_bin


class Command(BaseCommand):
    help = "Permanently remove buckets and features that were deleted long ago."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--older-than",
            type=float,
            default=BIN_DAYS,
            metavar="DAYS",
            help="keep what was deleted more recently than this (%(default)s)",
        )

    def handle(self, **options: Any) -> None:
        emptied = empty_bin(older_than=timedelta(days=options["older_than"]))
        self.stdout.write(
            f"Bin: {emptied.buckets} buckets and {emptied.features} features permanently removed."
        )
