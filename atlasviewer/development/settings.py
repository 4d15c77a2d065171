"""Settings of ``make dev``: those of a site, with sources instead of bundles.

Never for a site that others reach: Django's debug pages show settings and code.
"""

from django.core.exceptions import ImproperlyConfigured

from atlasviewer.settings import *  # noqa: F403 - all settings of a site, but those below
from atlasviewer.settings import ATLASVIEWER, INSTALLED_APPS, MIDDLEWARE, STORAGES

if ATLASVIEWER.https or ATLASVIEWER.public_url:
    raise ImproperlyConfigured(
        "A public site (ATLASVIEWER_HTTPS, ATLASVIEWER_PUBLIC_URL) cannot run from its sources: "
        "start it with “make run”."
    )

DEBUG = True
ROOT_URLCONF = "atlasviewer.development.urls"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
INSTALLED_APPS = [*INSTALLED_APPS, "django_browser_reload"]
MIDDLEWARE = [
    *MIDDLEWARE,
    "django_browser_reload.middleware.BrowserReloadMiddleware",
    "atlasviewer.development.plain.uncompressed",
]
