"""The page on which tables are uploaded, and what its buttons fetch."""

from functools import cache
from pathlib import PurePath
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from atlasviewer.build.assets import asset_urls, atlas_manifest
from atlasviewer.pages.views import site_address
from atlasviewer.web.answers import as_json
from atlasviewer.web.limits import takes
from buckets.access.permissions import find_bucket_to_write, public_global_key
from buckets.access.sessions import caller_of_page, list_unlocked
from buckets.models import Bucket
from features.tables import annotate, blank_sheet
from features.tables.publishing import publish_table
from features.tables.reading.sheets import DEFAULT
from features.tables.requests import TABLE, checked_table, require_ready
from features.tables.templates import ALL, BERYL

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
TEMPLATES = {"every-region": ALL, "beryl": BERYL}


@require_safe
@ensure_csrf_cookie
def upload(request: HttpRequest) -> HttpResponse:
    """The four steps from a file to features."""
    manifest = atlas_manifest()
    if manifest is None:
        return render(request, "atlas_missing.html", status=503)
    page = {
        "check": reverse("api-check-table"),
        "preview": reverse("api-preview-table"),
        "regions": reverse("api-regions"),
        "buckets": reverse("api-buckets"),
        "annotated": reverse("upload-annotated"),
        "checkName": reverse("bucket-check-name"),
        "publishHere": reverse("upload-publish", args=["BUCKET"]),
        "csrf": get_token(request),
        **list_destinations(request),
        "key": public_global_key(),
        "site": site_address(request),
        "viewer": reverse("viewer"),
        "largest": DEFAULT.bytes,
        "assets": asset_urls(manifest),
        "atlas": manifest,
    }
    return render(request, "upload.html", {"page": page})


def list_destinations(request: HttpRequest) -> dict[str, Any]:
    """Return the buckets that this browser may write to, and the one that ``?bucket=`` names."""
    unlocked = [bucket.name for bucket in list_unlocked(request) if bucket.deleted_at is None]
    chosen = request.GET.get("bucket", "")
    bucket = Bucket.objects.named(chosen).first() if chosen else None
    if bucket is not None:
        chosen = bucket.name
        if chosen not in unlocked and caller_of_page(request).may_write(bucket):
            unlocked.append(chosen)
    return {"unlocked": unlocked, "bucket": chosen}


@require_safe
def template(request: HttpRequest, which: str, kind: str) -> HttpResponse:
    """A blank sheet to begin with; ``?sides=1`` has a column for the left and one for the right."""
    if which not in TEMPLATES or kind not in KINDS:
        raise Http404
    sides = request.GET.get("sides") == "1"
    name = f"{which}{'-left-right' if sides else ''}.{kind}"
    return _attachment(_make_template(TEMPLATES[which], kind, sides), name)


@takes(TABLE)
@require_POST
def annotated(request: HttpRequest) -> HttpResponse:
    """The sheet as it was sent, with what is wrong in a column of its own; nothing is stored."""
    kind = request.POST.get("kind", "xlsx")
    if kind not in KINDS:
        raise Http404
    with checked_table(request) as (checked, _):
        stem = PurePath(checked.understood.workbook.filename).stem or "table"
        return _attachment(annotate(checked, kind), f"{stem} with problems.{kind}")


@takes(TABLE)
@require_POST
def publish(request: HttpRequest, bucket: str) -> HttpResponse:
    """Publish into a bucket that is unlocked in this browser, as the API does with its token."""
    caller = caller_of_page(request)
    found = find_bucket_to_write(caller, bucket)
    with checked_table(request) as (checked, choices):
        existing = choices.get("existing", "stop")
        published = publish_table(
            caller=caller, bucket=found, table=require_ready(checked), existing=existing
        )
    return as_json(published.to_json())


@cache
def _make_template(which: str, kind: str, sides: bool) -> bytes:
    return blank_sheet(which, kind, sides=sides)


def _attachment(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type=KINDS[name.rsplit(".", 1)[1]], headers=headers)
