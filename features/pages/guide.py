"""The guide: what users need to know, on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from atlasviewer.atlas.regions import load_regions
from atlasviewer.pages.views import site_address
from buckets import sharing
from buckets.models import BIN_DAYS
from features.tables.reading.sheets import DEFAULT


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The page; its numbers and code lines come from the modules that define them."""
    site = site_address(request)
    context = {
        "example": sharing.viewer_address(site, "my_bucket", feature="spike_rate"),
        "connect_lines": sharing.connect_lines(site),
        "first_lines": sharing.FIRST_LINES,
        "regions": f"{len(load_regions().acronym) - 1:,}",
        "largest_mb": DEFAULT.bytes // 1024**2,
        "rows": f"{DEFAULT.rows:,}",
        "columns": f"{DEFAULT.columns:,}",
        "days_in_bin": BIN_DAYS,
    }
    return render(request, "help.html", context)
