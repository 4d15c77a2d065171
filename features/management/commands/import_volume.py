"""Stores the volume of a file as a feature, on the site's own machine."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from atlasviewer.web.errors import Refusal
from buckets.access.permissions import STAFF, find_bucket
from features.volumes.importing import ImportChoices, import_volume
from features.volumes.reading.placing import SIDES


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
        parser.add_argument("--description")
        parser.add_argument("--unit", help="the unit of its values")
        parser.add_argument("--confirm", action="store_true", help="what was guessed is right")
        parser.add_argument("--replace", action="store_true", help="replace an existing feature")
        parser.add_argument("--check", action="store_true", help="only check; store nothing")

    def handle(self, **options: Any) -> None:
        path: Path = options["file"]
        choices = ImportChoices(
            fname=options["feature"],
            short_desc=options["description"],
            unit=options["unit"],
            orientation=options["orientation"],
            side=options["side"],
            confirmed=options["confirm"],
            replace=options["replace"],
            check=options["check"],
        )
        try:
            found = import_volume(
                caller=STAFF,
                bucket=find_bucket(options["bucket"]),
                path=path,
                name=path.name,
                choices=choices,
            )
        except Refusal as refusal:
            raise CommandError(_describe(refusal)) from None
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
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


def _describe(refusal: Refusal) -> str:
    lines = [str(refusal), *(problem["message"] for problem in refusal.problems or [])]
    if refusal.code == "unconfirmed":
        lines.append("Repeat with --confirm, or with --orientation and --side.")
    return "\n".join(lines)
