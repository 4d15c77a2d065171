"""Creates the demo bucket from the annotation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from atlasviewer.atlas.report import QUIET
from atlasviewer.atlas.steps import Workshop
from features.demo import NAME, demo_is_there, make_demo


class Command(BaseCommand):
    help = f"Create the demo bucket {NAME}: size and position of every region."

    def handle(self, **options: Any) -> None:
        if demo_is_there():
            self.stdout.write(f"Demo bucket {NAME}: up to date.")
            return
        self.stdout.write(f"Demo bucket {NAME}: counting voxels in the annotation …")
        site = settings.ATLASVIEWER
        workshop = Workshop(site.atlas_dir, site.annotation, QUIET)
        for label in make_demo(workshop.summary):
            self.stdout.write(f"  {label}")
