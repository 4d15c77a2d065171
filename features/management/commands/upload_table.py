"""Checks a table and publishes its features into a bucket, on the site's own machine."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from atlasviewer.atlas.mapping import HEMISPHERES
from atlasviewer.web.errors import Refusal
from buckets.access.permissions import STAFF, find_bucket
from buckets.models import Bucket
from buckets.services import create_bucket
from buckets.tokens import new_token
from features.management.storing import describe
from features.tables import Checked, Choices, Problem, check_table
from features.tables.choices import REPEATED
from features.tables.publishing import WAYS, Published, publish_table
from features.tables.requests import PUBLISH_KEYS, voxels_for

MOST_WHY = 40


class Command(BaseCommand):
    """``manage.py upload_table my_bucket table.xlsx --hemisphere left``.

    Exits with 1 and stores nothing while a problem is open; with 0 once all is stored, or could be
    with ``--check``.
    """

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.add_argument("bucket", help="its name")
        parser.add_argument("file", type=Path, help=".xlsx, .csv or .tsv")
        parser.add_argument("--choices", type=Path, help="JSON file, as POST /api/tables/check")
        parser.add_argument(
            "--sheets", nargs="+", metavar="NAME", help="sheets to read together, by name"
        )
        parser.add_argument(
            "--hemisphere", choices=HEMISPHERES, help="hemisphere of values without a side"
        )
        parser.add_argument("--repeated", choices=REPEATED, help="how to combine duplicates")
        parser.add_argument(
            "--given-wins",
            action="store_const",
            const=True,
            help="under Beryl and Cosmos, show a value given for a region alone",
        )
        parser.add_argument(
            "--existing",
            choices=WAYS,
            help="what to do with features that already exist (default: stop)",
        )
        parser.add_argument(
            "--create", action="store_true", help="create the bucket if it does not exist"
        )
        parser.add_argument("--check", action="store_true", help="only check; store nothing")
        parser.add_argument("--json", action="store_true", help="print the API's answer")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            choices = read_choices(options)
            existing = choices.pop("existing", "stop")
            data = read_bytes(options["file"])
            read = Choices.from_json(choices)
            voxels = voxels_for(read)
            checked = check_table(data, options["file"].name, read, voxels=voxels)
            self._report(checked, as_json=options["json"])
            if checked.table is None:
                sys.exit(1)
            if not options["check"]:
                self._publish(options, checked, existing)
        except Refusal as refusal:
            raise CommandError(describe(refusal)) from None

    def _report(self, checked: Checked, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(checked.to_json(), ensure_ascii=False, indent=1))
            return
        understood = checked.understood
        for sentence in [*understood.said.sentences, *checked.notes][:MOST_WHY]:
            self.stdout.write(sentence)
        self.stdout.write(f"{checked.matched} of {checked.rows} rows matched.")
        for sentence in say_drawn(checked.report_drawn()):
            self.stdout.write(sentence)
        for warning in checked.warnings:
            self.stdout.write(f"Warning: {line_of(warning)}")
        for problem in checked.problems:
            self.stderr.write(line_of(problem))
        if checked.all_problems > len(checked.problems):
            self.stderr.write(f"… and {checked.all_problems - len(checked.problems)} more.")
        if "hemisphere" in checked.needs:
            self.stderr.write(
                "The table does not give the hemisphere: choose it with --hemisphere."
            )

    def _publish(self, options: dict[str, Any], checked: Checked, existing: object) -> None:
        assert checked.table is not None  # noqa: S101 - for the type checker
        name, token = options["bucket"], None
        with transaction.atomic():
            if options["create"] and not Bucket.objects.named(name).exists():
                token = new_token()
                create_bucket(caller=STAFF, name=name, metadata={"token": token})
            published = publish_table(
                caller=STAFF, bucket=find_bucket(name), table=checked.table, existing=existing
            )
        # Only the answer of the API goes to standard output.
        out = self.stderr if options["json"] else self.stdout
        if token is not None:
            out.write(f"Created the bucket “{name}”. Its token, shown only once: {token}")
        out.write(say(published))


def read_choices(options: dict[str, Any]) -> dict[str, Any]:
    """Return the choices of the file, overridden by those of the command line."""
    keys = ("sheets", "hemisphere", "repeated", "given_wins", *PUBLISH_KEYS)
    return read_object(options["choices"]) | list_given(options, keys)


def list_given(options: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """Return those of the options that were given on the command line."""
    return {key: options[key] for key in keys if options[key] is not None}


def read_object(path: Path | None) -> dict[str, Any]:
    """Return the JSON object of a file; none without a file."""
    if path is None:
        return {}
    try:
        found = orjson.loads(read_bytes(path))
    except orjson.JSONDecodeError as error:
        raise CommandError(f"{path} is not JSON: {error.msg}.") from None
    if not isinstance(found, dict):
        raise CommandError(f"{path} must contain one JSON object.")
    return found


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None


def line_of(problem: Problem) -> str:
    """Return a problem as ``B12 case_differs: sentence Suggested: MOs5, MOs6a.``"""
    place = f"{problem.column or ''}{'' if problem.row is None else problem.row}" or "sheet"
    place = f"{problem.sheet}!{place}" if problem.sheet else place
    offered = ", ".join(suggestion.acronym for suggestion in problem.suggestions)
    return f"{place} {problem.code}: {problem.message}" + (
        f" Suggested: {offered}." if offered else ""
    )


def say(published: Published) -> str:
    """Return in words what happened to the features."""
    parts = [f"{len(names)} {what}" for what, names in published.to_json().items() if names]
    return f"Stored: {', '.join(parts)}." if parts else "Nothing to store."


def say_drawn(drawn: dict[str, Any] | None) -> list[str]:
    """Return what the parcellations draw of a table, in sentences; none until it is ready."""
    if drawn is None:
        return []
    sentences = list(drawn["sentences"])
    for key in ("not_drawn", "changed"):
        sentences += [one["message"] for one in drawn[key]]
        left = drawn[f"all_{key}"] - len(drawn[key])
        sentences += [f"… and {left:,} more."] if left else []
    if drawn["all_changed"]:
        sentences.append("With --given-wins, a value given for a region is shown alone.")
    return sentences
