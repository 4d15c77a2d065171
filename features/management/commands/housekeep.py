"""`manage.py housekeep`: what a site needs once a day, from one of its machines."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from buckets.models import BIN_DAYS

STEPS = ("empty_bin", "clearsessions", "sweep_payloads")


class Command(BaseCommand):
    help = f"Remove what was deleted over {BIN_DAYS} days ago and expired sessions; sweep payloads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=float, metavar="HOURS", help="repeat every so many hours, forever"
        )

    def handle(self, **options: Any) -> None:
        hours = options["every"]
        if hours is None:
            self._require_all(self._keep())
            return
        if not hours > 0:
            raise CommandError("--every must be a number of hours above 0.")
        while True:
            self._keep()
            close_old_connections()
            time.sleep(hours * 3600)

    def _keep(self) -> list[str]:
        """Take every step, even if an earlier one failed; return the steps that failed."""
        failed = []
        for step in STEPS:
            try:
                call_command(step, stdout=self.stdout)
            except Exception as error:  # noqa: BLE001 - the next step is worth taking all the same
                failed.append(step)
                self.stderr.write(f"{step} failed: {error}")
        return failed

    def _require_all(self, failed: list[str]) -> None:
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. The lines above say why.")
