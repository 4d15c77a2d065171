"""The addresses of a site, and those that only development needs."""

from django.conf import settings
from django.urls import include, path
from django.views.static import serve

from atlasviewer.build.assets import PACKAGES_URL
from atlasviewer.urls import *  # noqa: F403 - the handlers of errors, too
from atlasviewer.urls import urlpatterns as site

urlpatterns = [
    path("__reload__/", include("django_browser_reload.urls")),
    path(
        f"{PACKAGES_URL.removeprefix('/')}<path:path>",
        serve,
        {"document_root": settings.BASE_DIR / "node_modules"},
    ),
    *site,
]
