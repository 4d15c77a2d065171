"""Imports the buckets that an older site kept in a folder."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from atlasviewer.running.terminal import ReportingCommand
from features.exchange.importing import Journal, Outcome, import_folder

MOST_LINES = 200


class Command(ReportingCommand):
    """Safe to interrupt and to run again; ends with status 1 when something was not imported."""

    help = (
        "Import the buckets of an older site: a folder with one folder for each bucket, which "
        "holds _bucket.json and one JSON file for each feature."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check all, store nothing")
        parser.add_argument("--report", type=Path, help="write everything as JSON to this file")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        mark = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
        journal = Journal(settings.ATLASVIEWER.var_dir / "imports" / f"{mark}.jsonl")
        outcome = import_folder(folder, journal=journal, dry_run=options["dry_run"], report=self)
        if options["report"]:
            options["report"].write_text(dump(outcome), "utf-8")
        if options["json"]:
            self.say(dump(outcome))
        else:
            self._tell(outcome, dry_run=options["dry_run"])
        if outcome.refused:
            raise CommandError(f"{len(outcome.refused)} buckets or features were not imported.")

    def _tell(self, outcome: Outcome, *, dry_run: bool) -> None:
        for where, what in outcome.remarks[:MOST_LINES]:
            self.say(f"{where} {what}")
        for where, why in outcome.refused[:MOST_LINES]:
            self.stderr.write(f"Not imported: {where}: {why}")
        if max(len(outcome.remarks), len(outcome.refused)) > MOST_LINES:
            self.say("… and more; “--report FILE” writes all of them.")
        done = "would be imported" if dry_run else "imported"
        self.say(
            f"{outcome.buckets} buckets and {outcome.features} features {done}; "
            f"{outcome.here_already} features and {outcome.unchanged_buckets} whole buckets were "
            "here already."
        )


def dump(outcome: Outcome) -> str:
    return json.dumps(outcome.to_json(), ensure_ascii=False, indent=1)
