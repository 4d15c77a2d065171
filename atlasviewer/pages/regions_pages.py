"""The page of all regions, and their downloads."""

from collections import Counter
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from atlasviewer.pages.region_list import as_csv, as_xlsx, list_regions

DOWNLOADS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
OPEN_LEVELS = 3
"""Rows above this level are shown at first; the others open from their parents."""


@require_safe
@gzip_page
def regions(request: HttpRequest) -> HttpResponse:
    """The page: a tree that can be searched by any name."""
    page = {"resolve": reverse("api-resolve-regions")}
    context = {
        "page": page,
        "rows": rendered_rows(),
        "count": len(list_regions()),
    }
    return render(request, "regions.html", context)


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:  # noqa: ARG001
    """The regions as a file."""
    if kind not in DOWNLOADS:
        raise Http404
    make, content_type = DOWNLOADS[kind]
    return HttpResponse(
        make(),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="allen_regions.{kind}"',
            "Cache-Control": "public, max-age=3600",
        },
    )


@cache
def rendered_rows() -> SafeString:
    """Return the rows of the table as HTML, rendered once per process."""
    listed = list_regions()
    parents = {region["parent"] for region in listed}
    siblings = Counter(region["parent"] for region in listed)
    seen: Counter[str | None] = Counter()
    rows = []
    for region in listed:
        seen[region["parent"]] += 1
        rows.append(
            {
                **region,
                "depth": region["level"] + 1,
                "place": seen[region["parent"]],
                "siblings": siblings[region["parent"]],
                "has_children": region["acronym"] in parents,
                "open": region["level"] < OPEN_LEVELS - 1,
                "hidden": region["level"] >= OPEN_LEVELS,
            }
        )
    return mark_safe(render_to_string("partials/region_rows.html", {"rows": rows}))  # noqa: S308
