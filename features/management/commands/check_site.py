"""Compares every row with its payload, and repairs what can be repaired."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from atlasviewer.web.errors import Refusal
from features.data.identity import check_identity
from features.data.integrity import PLACES_SHOWN, Damage, Report, check_payloads


class Command(BaseCommand):
    help = (
        "Check that the payload store belongs to this database, and that the payload of every "
        "feature exists and is intact. Exits with status 1 if anything is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--identity-only",
            action="store_true",
            help="check only that both belong to the same site",
        )
        parser.add_argument(
            "--quick", action="store_true", help="compare lengths only; do not read payloads"
        )
        parser.add_argument(
            "--repair",
            action="store_true",
            help="restore intact copies from the trash or the cache; correct wrong lengths",
        )
        parser.add_argument(
            "--adopt",
            action="store_true",
            help="first assign the payload store to this database, whatever its site was",
        )
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, **options: Any) -> None:
        try:
            site_id = check_identity(adopt=options["adopt"])
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        if options["identity_only"]:
            self.stdout.write(f"Site {site_id}: database and payload store belong together.")
            return
        report = check_payloads(repair=options["repair"], quick=options["quick"])
        if options["json"]:
            self.stdout.write(json.dumps({"site_id": site_id, **asdict(report)}))
        else:
            self._tell(site_id, report)
        if report.unrepaired:
            raise CommandError(
                f"{len(report.unrepaired)} payloads are wrong. "
                + (
                    "Copy them from a backup, then run this again."
                    if options["repair"]
                    else "“--repair” repairs payloads with a copy in the trash or the cache."
                )
            )

    def _tell(self, site_id: str, report: Report) -> None:
        for damage in report.damages:
            self.stdout.write(describe(damage))
        self.stdout.write(
            f"Site {site_id}: {report.payloads} payloads of {report.rows} features and versions "
            f"compared, {len(report.damages)} wrong, "
            f"{len(report.damages) - len(report.unrepaired)} repaired."
        )


def describe(damage: Damage) -> str:
    """Return the line about one payload: its features, and whether it was repaired."""
    places = "; ".join(damage.places[:PLACES_SHOWN])
    more = len(damage.places) - PLACES_SHOWN
    places += f"; and {more} more" if more > 0 else ""
    state = "repaired" if damage.repaired else damage.code
    return f"{state}: {places}: {damage.message} ({damage.sha256})"
