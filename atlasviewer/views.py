"""The viewer's page, the API's documentation, health."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from drf_spectacular.views import SpectacularSwaggerSplitView

from atlasviewer.assets import asset_urls, atlas_manifest, first_modules
from atlasviewer.errors import Missing, render_refusal

DEMO_BUCKET = "allen_ccf"


def viewer(request: HttpRequest) -> HttpResponse:
    """The viewer; without a built atlas, the page that says how to build it."""
    manifest = atlas_manifest()
    if manifest is None:
        return render(request, "atlas_missing.html", status=503)
    page = {
        "api": reverse("api-buckets"),
        "assets": asset_urls(manifest),
        "atlas": manifest,
        "demoBucket": DEMO_BUCKET,
    }
    modules = first_modules("js/viewer/main.js")
    return render(request, "viewer.html", {"page": page, "modules": modules})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    refusal = Missing("There is no page at this address. The viewer is the way to everything else.")
    return render_refusal(request, refusal, refusal.status)


def health(request: HttpRequest) -> JsonResponse:
    """Whether the site can work: its database answers and its atlas is built."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    built = atlas_manifest() is not None
    status = 200 if built else 503
    return JsonResponse({"database": True, "atlas": built}, status=status)


class ApiDocs(SpectacularSwaggerSplitView):
    """The documentation of the API, drawn from its own schema without a foreign host."""

    schema = None
    url_name = "api-schema"


def site_address(request: HttpRequest) -> str:
    """Return the address people reach this site by, with a slash at its end."""
    public = settings.ATLASVIEWER.public_url
    return f"{public.rstrip('/')}/" if public else request.build_absolute_uri("/")
