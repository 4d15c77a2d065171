"""Draws a figure of a feature into a file, the same as ``GET …/figure.svg``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from atlasviewer.web.errors import Refusal
from buckets.access.permissions import find_bucket
from features.figures.options import read_options
from features.figures.service import FORMS, draw_figure, order_figure
from features.history.versions import find_version
from features.lookup import find_feature


class Command(BaseCommand):
    """``manage.py figure my_bucket rate rate.pdf um=-2500,-1200 cmap=viridis width=double``."""

    help = "Draw a figure of a feature. The parameters are those of docs/figures.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bucket", help="its name or alias")
        parser.add_argument("feature", help="its name")
        parser.add_argument("file", type=Path, help=f"ends with .{', .'.join(FORMS)}")
        parser.add_argument("parameters", nargs="*", metavar="name=value")
        parser.add_argument("--of-version", type=int, help="the feature as this version was")

    def handle(self, **options: Any) -> None:
        file: Path = options["file"]
        form = file.suffix.removeprefix(".").lower()
        if form not in FORMS:
            raise CommandError(f"{file} must end with .{', .'.join(FORMS)}.")
        pairs = [parameter.partition("=") for parameter in options["parameters"]]
        try:
            drawn = read_options({name: value for name, _, value in pairs})
            feature = find_feature(find_bucket(options["bucket"]), options["feature"])
            version = options["of_version"]
            stored = feature if version is None else find_version(feature, version)
            body = draw_figure(order_figure(feature, stored, drawn, form, version=version))
            file.write_bytes(body.content)
        except (Refusal, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{file}: {len(body.content):,} bytes.")
