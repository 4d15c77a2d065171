"""Stores the points of a file as a feature, on the site's own machine."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from buckets.access.permissions import STAFF, find_bucket
from features.management.storing import add_choices, failing_in_words, read_choices
from features.volumes.importing_points import PointChoices, import_points
from features.volumes.reading.points_file import ORIGINS, UNITS


class Command(BaseCommand):
    """``manage.py import_points my_bucket cells points.npy --origin brainglobe --positions um``."""

    help = "Store points (.csv, .tsv, .xlsx, .npy) as a feature; see docs/volumes.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bucket", help="its name or alias")
        parser.add_argument("feature", help="the name of the feature")
        parser.add_argument("file", type=Path)
        parser.add_argument("--origin", choices=ORIGINS, help="from where positions are counted")
        parser.add_argument("--positions", choices=UNITS, help="the unit of positions")
        parser.add_argument("--value", help="the column of the values")
        add_choices(parser)

    def handle(self, **options: Any) -> None:
        path: Path = options["file"]
        choices = PointChoices(
            **read_choices(options),
            origin=options["origin"],
            position_unit=options["positions"],
            value=options["value"],
        )
        with failing_in_words(path):
            bucket = find_bucket(options["bucket"])
            found = import_points(
                caller=STAFF, bucket=bucket, path=path, name=path.name, choices=choices
            )
        said = found.to_json()
        ranges = "; ".join(
            f"{axis.upper()} {low:g} to {high:g}" for axis, (low, high) in said["range_um"].items()
        )
        self.stdout.write(f"{said['points']:,} points; in µm from bregma: {ranges}.")
        for guess in said["guesses"]:
            self.stdout.write(f"Guess: {guess}")
        if found.feature is None:
            self.stdout.write("Nothing was stored (--check).")
        else:
            self.stdout.write(f"Stored as “{found.feature.fname}”.")
