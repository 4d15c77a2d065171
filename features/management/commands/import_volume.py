"""Stores the volume of a file as a feature, on the site's own machine."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from buckets.access.permissions import STAFF, find_bucket
from features.management.storing import add_choices, failing_in_words, read_choices
from features.volumes.importing import ImportChoices, import_volume
from features.volumes.reading.placing import SIDES

UNCONFIRMED = "Repeat with --confirm, or with --orientation and --side."


class Command(BaseCommand):
    """``manage.py import_volume my_bucket density density.nii.gz --orientation asr``."""

    help = "Store a volume (.npy, .nrrd, .nii, .nii.gz, .tif) as a feature; see docs/volumes.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bucket", help="its name or alias")
        parser.add_argument("feature", help="the name of the feature")
        parser.add_argument("file", type=Path, help="registered to the Allen CCFv3")
        parser.add_argument(
            "--orientation",
            help="where the file's axes start: a or p, s or i, l or r, in its order; as asl",
        )
        parser.add_argument("--side", choices=SIDES, help="the hemisphere of a volume of one")
        add_choices(parser)

    def handle(self, **options: Any) -> None:
        path: Path = options["file"]
        choices = ImportChoices(
            **read_choices(options),
            orientation=options["orientation"],
            side=options["side"],
        )
        with failing_in_words(path, unconfirmed=UNCONFIRMED):
            bucket = find_bucket(options["bucket"])
            found = import_volume(
                caller=STAFF, bucket=bucket, path=path, name=path.name, choices=choices
            )
        said = found.to_json()
        side = f", {said['side']} hemisphere" if said["side"] else ""
        self.stdout.write(
            f"{said['resolution_um']} µm{side}, axes start at {said['orientation']}; values from "
            f"{said['low']:g} to {said['high']:g}."
        )
        for sentence in [*(f"Guess: {guess}" for guess in said["guesses"]), *said["notes"]]:
            self.stdout.write(sentence)
        if found.feature is None:
            self.stdout.write("Nothing was stored (--check).")
        else:
            self.stdout.write(
                f"Stored as “{found.feature.fname}”, version {found.feature.version}."
            )
