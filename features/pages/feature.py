"""The page of a feature: its description, its versions, what changed between two of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from atlasviewer.atlas.regions import MAPPINGS
from atlasviewer.pages.link_preview import figure_address, preview_of_feature
from atlasviewer.pages.views import site_address
from atlasviewer.web.errors import Invalid
from buckets import sharing
from buckets.access.permissions import find_bucket, find_bucket_to_write
from buckets.access.sessions import caller_of_page
from buckets.models import BIN_DAYS, Bucket
from buckets.page_forms import ConfirmForm
from features import services
from features.figures.service import FORMS
from features.history.comparing import Comparison, compare
from features.history.versions import find_version, list_versions, read_number, restore_version
from features.lookup import find_feature
from features.models import Feature, Kind
from features.pages.drawn import say_what_is_drawn
from features.pages.forms import FeatureForm
from features.volumes.measured_body import OF_POINTS, OF_VOLUME


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def show_feature(request: HttpRequest, name: str, fname: str) -> HttpResponse:
    """Anyone may read it; a POST by someone with write access changes description and unit."""
    if request.method != "POST":
        bucket = find_bucket(name)
        return _render(request, bucket, find_feature(bucket, fname))
    caller = caller_of_page(request)
    bucket = find_bucket_to_write(caller, name)
    feature = find_feature(bucket, fname)
    form = FeatureForm(request.POST)
    changed = form.attempt(
        lambda given: services.patch_feature(
            caller=caller, bucket=bucket, fname=fname, content=given
        )
    )
    if changed is None:
        return _render(request, bucket, feature, form=form)
    messages.success(request, f"Saved as version {changed.version}.")
    return redirect("feature", bucket.name, fname)


@require_POST
@never_cache
def delete(request: HttpRequest, name: str, fname: str) -> HttpResponse:
    caller = caller_of_page(request)
    bucket = find_bucket_to_write(caller, name)
    feature = find_feature(bucket, fname)
    form = ConfirmForm(request.POST, expected=feature.fname)
    form.attempt(lambda _: services.delete_feature(caller=caller, bucket=bucket, fname=fname))
    if not form.is_valid():
        return _render(request, bucket, feature, confirm=form)
    messages.success(
        request, f"“{fname}” stays in the bin for {BIN_DAYS} days. You can restore it below."
    )
    return redirect("bucket", bucket.name)


@require_POST
def restore(request: HttpRequest, name: str, fname: str) -> HttpResponse:
    """Restore a former version."""
    number = read_number(request.POST.get("version", ""))
    caller = caller_of_page(request)
    bucket = find_bucket_to_write(caller, name)
    feature = restore_version(caller=caller, bucket=bucket, fname=fname, number=number)
    messages.success(request, f"Version {number} is restored, as version {feature.version}.")
    return redirect("feature", name, fname)


def _render(
    request: HttpRequest,
    bucket: Bucket,
    feature: Feature,
    *,
    form: FeatureForm | None = None,
    confirm: ConfirmForm | None = None,
) -> HttpResponse:
    form = form or FeatureForm(initial={"short_desc": feature.short_desc, "unit": feature.unit})
    confirm = confirm or ConfirmForm(expected=feature.fname)
    status = max(form.status, confirm.status)
    site = site_address(request)
    versions = list_versions(feature)
    for version in versions:
        version["address"] = sharing.viewer_address(
            site, bucket.name, feature=feature.fname, version=version["version"]
        )
    context = {
        "bucket": bucket,
        "feature": feature,
        "may_edit": caller_of_page(request).may_write(bucket),
        "form": form,
        "confirm": confirm,
        "days_in_bin": BIN_DAYS,
        "versions": versions,
        "drawn": say_what_is_drawn(feature),
        "measured": {Kind.VOLUME: OF_VOLUME, Kind.POINTS: OF_POINTS}.get(Kind(feature.kind)),
        "mappings": MAPPINGS,
        **_picture(request, bucket, feature),
        "address": sharing.viewer_address(site, bucket.name, feature=feature.fname),
        **_compare(request, feature),
    }
    return render(request, "features/feature.html", context, status=status)


def _picture(request: HttpRequest, bucket: Bucket, feature: Feature) -> dict[str, Any]:
    """Return the preview of the page and the figures it offers, for values on regions."""
    if feature.kind != Kind.REGIONS:
        return {}
    return {
        "preview": preview_of_feature(request, bucket.name, feature.fname),
        "figures": {form: figure_address(bucket.name, feature.fname, form) for form in FORMS},
    }


def _compare(request: HttpRequest, feature: Feature) -> dict[str, Any]:
    """Return what the page shows of ``?from=2&to=5``, and nothing without both."""
    given = [request.GET.get(key, "") for key in ("from", "to")]
    if not all(given):
        return {"comparison": None}
    before, after = (read_number(text) for text in given)
    if before == after:
        raise Invalid("Choose two different versions.")
    comparison: Comparison = compare(find_version(feature, before), find_version(feature, after))
    return {"comparison": comparison, "before": before, "after": after}
