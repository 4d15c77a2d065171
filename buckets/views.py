"""The pages of buckets: create, unlock, edit, share, delete, restore, connect."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from atlasviewer.pages.views import site_address
from atlasviewer.web.errors import Invalid
from buckets import services, sharing
from buckets.access.permissions import Caller, find_bucket, find_bucket_to_write, public_global_key
from buckets.access.sessions import caller_of_page, forget, list_unlocked, remember, unlock
from buckets.access.tries import tries_of
from buckets.models import BIN_DAYS, Bucket
from buckets.names import find_bucket_name_problem
from buckets.page_forms import ConfirmForm, CreateForm, SettingsForm, UnlockForm
from buckets.tokens import new_token

LONGEST_QR = 1_500
"""Longest query, in characters, that a QR code holds and a phone still reads."""


@require_safe
@never_cache
def list_buckets(request: HttpRequest) -> HttpResponse:
    """The buckets that can be edited in this browser, and the form to unlock one."""
    return _render_list(request, UnlockForm())


@require_POST
@never_cache
def unlock_bucket(request: HttpRequest) -> HttpResponse:
    form = UnlockForm(request.POST)
    bucket = form.attempt(
        lambda given: unlock(request, name=given["name"].strip(), token=given["token"])
    )
    if bucket is None:
        return _render_list(request, form)
    if bucket.deleted_at:
        messages.info(request, f"“{bucket.name}” is in the bin. You can restore it below.")
        return redirect("buckets")
    messages.success(request, f"“{bucket.name}” is unlocked in this browser.")
    return redirect("bucket", bucket.name)


@require_POST
def lock_bucket(request: HttpRequest) -> HttpResponse:
    forget(request, _read_pk(request))
    messages.success(request, "The bucket is locked in this browser.")
    return redirect("buckets")


@require_POST
def restore_bucket(request: HttpRequest) -> HttpResponse:
    caller, pk = caller_of_page(request), _read_pk(request)
    name = request.POST.get("name", "").strip() or None
    bucket = services.restore_bucket(caller=caller, pk=pk, name=name)
    messages.success(request, f"“{bucket.name}” and its features are restored.")
    return redirect("bucket", bucket.name)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def create_bucket(request: HttpRequest) -> HttpResponse:
    """The form for a new bucket, then its token, shown only this once."""
    initial = {"key": public_global_key()}
    form = CreateForm(request.POST if request.method == "POST" else None, initial=initial)
    token = new_token()
    bucket = form.attempt(
        lambda given: services.create_bucket(
            caller=Caller(bearer=given["key"], tries=tries_of(request)),
            name=given["name"],
            metadata={**form.metadata(), "token": token},
        )
    )
    if bucket is None:
        context = {"form": form, "tutorial_key": public_global_key()}
        return render(request, "buckets/create.html", context, status=form.status)
    remember(request, bucket)
    return _render_token(request, bucket, token, title=f"Bucket “{bucket.name}” created")


@require_safe
@never_cache
def check_name(request: HttpRequest) -> JsonResponse:
    """What is wrong with a name while it is typed; null if a bucket can have it."""
    name = request.GET.get("name", "")
    problem = find_bucket_name_problem(name)
    if problem is None and Bucket.objects.named_alike(name).exists():
        problem = f"a bucket called “{name}” exists already; choose another name."
    return JsonResponse({"problem": problem and problem[0].upper() + problem[1:]})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_bucket(request: HttpRequest, name: str) -> HttpResponse:
    """Descriptions, link and alias; also the token and the bin."""
    caller = caller_of_page(request)
    bucket = find_bucket_to_write(caller, name)
    if request.method != "POST":
        return _render_settings(request, bucket, form=SettingsForm.of(bucket))
    form = SettingsForm(request.POST)
    patched = form.attempt(
        lambda _: services.patch_bucket(caller=caller, bucket=bucket, metadata=form.metadata())
    )
    if patched is None:
        return _render_settings(request, bucket, form=form)
    messages.success(request, "Saved.")
    return redirect("bucket", patched.name)


@require_POST
@never_cache
def rotate_token(request: HttpRequest, name: str) -> HttpResponse:
    """Create a new token; the old one stops working at once, in every browser."""
    caller = caller_of_page(request)
    bucket = find_bucket_to_write(caller, name)
    form = ConfirmForm(request.POST, expected=bucket.name, auto_id="token_%s")
    token = new_token()
    changed = form.attempt(
        lambda _: services.patch_bucket(caller=caller, bucket=bucket, metadata={"token": token})
    )
    if changed is None:
        shown = SettingsForm.of(bucket)
        return _render_settings(request, bucket, form=shown, confirm_token=form)
    if not caller.staff:
        remember(request, changed)
    return _render_token(request, changed, token, title=f"New token for “{changed.name}”")


@require_POST
@never_cache
def delete_bucket(request: HttpRequest, name: str) -> HttpResponse:
    caller = caller_of_page(request)
    bucket = find_bucket_to_write(caller, name)
    form = ConfirmForm(request.POST, expected=bucket.name)
    deleted = form.attempt(lambda _: services.delete_bucket(caller=caller, bucket=bucket))
    if deleted is None:
        return _render_settings(request, bucket, form=SettingsForm.of(bucket), confirm=form)
    messages.success(
        request, f"“{deleted}” stays in the bin for {BIN_DAYS} days. You can restore it below."
    )
    return redirect("buckets")


@require_safe
@cache_control(public=True, max_age=3600)
def bucket_qr(request: HttpRequest, name: str) -> HttpResponse:
    """The QR code of the address that opens a bucket in the viewer."""
    bucket = find_bucket(name)
    address = sharing.viewer_address(site_address(request), bucket.name)
    return HttpResponse(sharing.qr_svg(address), content_type="image/svg+xml")


@require_safe
@cache_control(public=True, max_age=3600)
def view_qr(request: HttpRequest) -> HttpResponse:
    """The QR code of the view with the parameters of this address."""
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QR:
        raise Invalid("This link is too long for a QR code; select fewer regions.")
    address = f"{site_address(request)}?{query}"
    return HttpResponse(sharing.qr_svg(address), content_type="image/svg+xml")


@require_safe
def connect(request: HttpRequest) -> HttpResponse:
    """The lines that point the SDK at this site."""
    site = site_address(request)
    context = {
        "site": site,
        "connect_lines": sharing.connect_lines(site),
        "first_lines": sharing.FIRST_LINES,
        "open_lines": sharing.open_lines("my_bucket"),
        "tutorial_key": public_global_key(),
    }
    return render(request, "connect.html", context)


def _render_list(request: HttpRequest, form: UnlockForm) -> HttpResponse:
    unlocked = list_unlocked(request)
    staff = caller_of_page(request).staff
    in_bin = Bucket.everything.in_bin().order_by("-deleted_at") if staff else None
    context = {
        "form": form,
        "buckets": [bucket for bucket in unlocked if bucket.deleted_at is None],
        "in_bin": in_bin or [bucket for bucket in unlocked if bucket.deleted_at],
        "days_in_bin": BIN_DAYS,
    }
    return render(request, "buckets/list.html", context, status=form.status)


def _render_settings(
    request: HttpRequest,
    bucket: Bucket,
    *,
    form: SettingsForm,
    confirm: ConfirmForm | None = None,
    confirm_token: ConfirmForm | None = None,
) -> HttpResponse:
    confirm = confirm or ConfirmForm(expected=bucket.name)
    confirm_token = confirm_token or ConfirmForm(expected=bucket.name, auto_id="token_%s")
    status = max(form.status, confirm.status, confirm_token.status)
    context = {
        "bucket": bucket,
        "form": form,
        "confirm": confirm,
        "confirm_token": confirm_token,
        "days_in_bin": BIN_DAYS,
    }
    return render(request, "buckets/settings.html", context, status=status)


def _render_token(request: HttpRequest, bucket: Bucket, token: str, *, title: str) -> HttpResponse:
    site = site_address(request)
    context = {
        "bucket": bucket,
        "title": title,
        "token": token,
        "keep_lines": sharing.keep_token_lines(bucket.name, token),
        "connect_lines": sharing.connect_lines(site),
    }
    return render(request, "buckets/token.html", context)


def _read_pk(request: HttpRequest) -> int:
    text = request.POST.get("bucket", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
