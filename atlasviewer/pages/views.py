"""The viewer's page and the API's documentation."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from drf_spectacular.views import SpectacularSwaggerSplitView

from atlasviewer.build.assets import asset_urls, atlas_manifest, first_modules
from atlasviewer.build.first_picture import DEMO_BUCKET, first_files, slices_url
from atlasviewer.pages.link_preview import preview_of_view
from atlasviewer.web.errors import Forbidden, Missing
from atlasviewer.web.refusals import render_refusal

NEEDED_ASSETS = {"labels", "slices", "regions", "colormaps"}


def viewer(request: HttpRequest) -> HttpResponse:
    """The viewer; without a built atlas, the page that says how to build it."""
    manifest = atlas_manifest()
    if manifest is None or not manifest["assets"].keys() >= NEEDED_ASSETS:
        return render(request, "atlas_missing.html", status=503)
    assets = asset_urls(manifest)
    page = {
        "api": reverse("api-buckets"),
        "resolve": reverse("api-resolve-regions"),
        "assets": assets,
        "slices": slices_url(manifest),
        "atlas": manifest,
        "demoBucket": DEMO_BUCKET,
        "tables": {"check": reverse("api-check-table"), "preview": reverse("api-preview-table")},
        "modules": [static(name) for name in late_modules()],
    }
    embed = request.GET.get("embed") == "1"
    context = {
        "page": page,
        "data": first_files(request, manifest),
        "embed": embed,
        "preview": preview_of_view(request),
    }
    answer = render(request, "viewer.html", context)
    return allow_in_frames(answer) if embed else answer


def late_modules() -> list[str]:
    """Return the modules that the viewer loads once its first picture is drawn."""
    first = first_modules("viewer")
    return [name for name in first_modules("viewer", "surroundings.js") if name not in first]


def allow_in_frames(answer: HttpResponse) -> HttpResponse:
    """Let other sites show a page in a frame; only for pages on which nothing can be changed."""
    answer.xframe_options_exempt = True
    answer._csp_replace = {"frame-ancestors": ["*"]}  # type: ignore[attr-defined]
    return answer


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    refusal = Missing("There is no page at this address. Try the viewer.")
    return render_refusal(request, refusal, refusal.status)


def refuse_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Refuse a form without a valid CSRF token."""
    refusal = Forbidden(
        "The form was not accepted: it was open for too long, cookies are off, or it came from "
        "another site. Reload the page and try again."
    )
    return render_refusal(request, refusal, refusal.status)


class ApiDocs(SpectacularSwaggerSplitView):
    """The documentation of the API, rendered from its schema without a foreign host."""

    schema = None
    template_name = "api_docs.html"
    url_name = "api-schema"


def site_address(request: HttpRequest) -> str:
    """Return the public address of this site, with a trailing slash."""
    public = settings.ATLASVIEWER.public_url
    return f"{public.rstrip('/')}/" if public else request.build_absolute_uri("/")
