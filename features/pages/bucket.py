"""The page of a bucket: its description, its features, how to share and use it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from atlasviewer.pages.views import site_address
from buckets import sharing
from buckets.access.permissions import find_bucket, find_bucket_to_write
from buckets.access.sessions import caller_of_page
from buckets.models import BIN_DAYS
from buckets.page_forms import UnlockForm
from features.history.bin import list_bin, restore_feature
from features.pages.rows import list_rows


@require_safe
@never_cache
def show_bucket(request: HttpRequest, name: str) -> HttpResponse:
    """Anyone may read it; whoever unlocked the bucket, and staff, also see how to change it."""
    bucket = find_bucket(name)
    may_edit = caller_of_page(request).may_write(bucket)
    site = site_address(request)
    listing = list_rows(bucket)
    first = next(iter((*listing.displayed, *listing.hidden)), None)
    context = {
        "bucket": bucket,
        "may_edit": may_edit,
        "listing": listing,
        "in_bin": list_bin(bucket) if may_edit else [],
        "address": sharing.viewer_address(site, bucket.name),
        "embed": sharing.embed_snippet(
            sharing.viewer_address(site, bucket.name, embed=True), f"{bucket.name} on the brain"
        ),
        "read_lines": sharing.read_lines(
            site, bucket.name, first.feature.fname if first else "my_feature"
        ),
        "write_lines": sharing.write_lines(site, bucket.name),
        "unlock": UnlockForm(initial={"name": bucket.name}),
        "days_in_bin": BIN_DAYS,
    }
    return render(request, "features/bucket.html", context)


@require_safe
@cache_control(private=True, max_age=60)
def show_thumbnail(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001
    """A small picture of the first feature that has one, else the sign of the site."""
    listing = list_rows(find_bucket(name))
    found = (row.thumbnail for row in (*listing.displayed, *listing.hidden) if row.thumbnail)
    return redirect(next(found, static("img/icon.svg")))


@require_POST
def restore(request: HttpRequest, name: str) -> HttpResponse:
    """Take a feature out of the bin."""
    text = request.POST.get("feature", "")
    pk = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
    fname = request.POST.get("fname", "").strip() or None
    caller = caller_of_page(request)
    bucket = find_bucket_to_write(caller, name)
    feature = restore_feature(caller=caller, bucket=bucket, pk=pk, fname=fname)
    messages.success(request, f"“{feature.fname}” is restored.")
    return redirect("bucket", name)
