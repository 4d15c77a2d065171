"""Describes and compares groups of animals in a table, on the site's own machine."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from atlasviewer.atlas.mapping import HEMISPHERES
from atlasviewer.web.errors import Refusal
from buckets.access.permissions import STAFF, find_bucket
from features.animals.analysing import Analysis, analyse
from features.animals.decisions import Decisions
from features.animals.levels import LEVELS
from features.animals.publishing import publish_animals
from features.animals.reading import AnimalTable, read_animals
from features.animals.saying import list_warnings, say_methods
from features.animals.testing import TESTS
from features.management.commands.upload_table import (
    line_of,
    list_given,
    read_bytes,
    read_object,
    say,
)
from features.management.storing import describe
from features.tables import Choices, open_table
from features.tables.publishing import WAYS
from features.tables.requests import voxels_for


class Command(BaseCommand):
    """``manage.py compare_groups my_bucket counts.xlsx --hemisphere both --confirm --test welch``.

    Exits with 1 and stores nothing while the animals are not confirmed or a problem is open.
    """

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.add_argument("bucket", help="its name")
        parser.add_argument("file", type=Path, help=".xlsx, .csv or .tsv, a column for each animal")
        parser.add_argument("--choices", type=Path, help="JSON file, as POST /api/tables/check")
        parser.add_argument(
            "--animals", type=Path, help="JSON file, as “animals” of POST /api/animals/check"
        )
        parser.add_argument("--hemisphere", choices=HEMISPHERES, help="of values without a side")
        parser.add_argument(
            "--confirm",
            action="store_const",
            const=True,
            dest="confirmed",
            help="the animals and groups are as the headers say",
        )
        parser.add_argument("--name", help="what was measured; begins the features' names")
        parser.add_argument("--test", choices=list(TESTS))
        parser.add_argument("--level", choices=LEVELS, help="regions tested (default: given)")
        parser.add_argument("--nested", action="store_const", const=True, help="test nested ones")
        parser.add_argument("--fewest", type=int, help="animals per group (default: 3)")
        parser.add_argument("--value", type=float, help="what one sample is tested against")
        parser.add_argument(
            "--contrast",
            nargs="+",
            action="append",
            dest="contrasts",
            metavar=("GROUP", "AGAINST"),
            help="group and the group it is compared with; may be repeated",
        )
        parser.add_argument("--existing", choices=WAYS, default="stop")
        parser.add_argument("--check", action="store_true", help="only check; store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            choices = Choices.from_json(
                read_object(options["choices"]) | list_given(options, ("hemisphere",))
            )
            keys = ("confirmed", "name", "test", "level", "nested", "fewest", "value", "contrasts")
            decided = Decisions.from_json(
                read_object(options["animals"]) | list_given(options, keys)
            )
            workbook = open_table(read_bytes(options["file"]), options["file"].name)
            table = read_animals(workbook, choices, decided, voxels_for(choices))
            self._report(table)
            if not table.animals or table.checked.table is None:
                sys.exit(1)
            analysis = analyse(table, decided)
            self._report_contrasts(analysis)
            if not options["check"]:
                published = publish_animals(
                    caller=STAFF,
                    bucket=find_bucket(options["bucket"]),
                    analysis=analysis,
                    existing=options["existing"],
                )
                self.stdout.write(say(published))
        except Refusal as refusal:
            raise CommandError(describe(refusal)) from None

    def _report(self, table: AnimalTable) -> None:
        for sentence in table.guess.why if table.guess else ():
            self.stdout.write(sentence)
        shown = table.animals or (table.guess.animals if table.guess else ())
        for animal in shown:
            columns = ", ".join(" ".join(filter(None, column)) for column in animal.columns)
            self.stdout.write(f"{animal.group or 'no group'}: {animal.name} (column {columns})")
        if not table.animals:
            self.stderr.write(
                "Nothing is computed before the animals are confirmed: use --confirm, or name them "
                "in a file for --animals."
            )
            return
        for problem in table.checked.problems:
            self.stderr.write(line_of(problem))
        if "hemisphere" in table.checked.needs:
            self.stderr.write(
                "The table does not give the hemisphere: choose it with --hemisphere."
            )

    def _report_contrasts(self, analysis: Analysis) -> None:
        for one in analysis.contrasts:
            self.stdout.write(say_methods(one))
            for warning in list_warnings(one):
                self.stdout.write(f"Warning: {warning}")
