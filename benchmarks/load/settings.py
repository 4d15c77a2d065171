"""The site's own settings with a view that does nothing at ``/null``."""

from atlasviewer.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.load.urls"
