"""The maintainers' panel for buckets: every write goes through the services."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html

from atlasviewer.admin import ServiceAdmin
from buckets import services
from buckets.access.permissions import STAFF
from buckets.access.tries import LOG_IN, tries_of
from buckets.forms import BucketForm
from buckets.models import Bucket
from buckets.tokens import new_token

EDITABLE = ("alias", "short_desc", "long_desc", "url", "tree")


@admin.register(Bucket)
class BucketAdmin(ServiceAdmin):
    """Lists, searches, edits and deletes buckets; a new one gets a token, shown once."""

    form = BucketForm
    list_display = ("name", "alias", "short_desc", "features", "created_at", "accessed_at")
    search_fields = ("name", "alias", "short_desc", "long_desc")
    list_filter = ("created_at", "accessed_at")
    readonly_fields = ("created_at", "changed_at", "accessed_at", "extra")
    fields = ("name", *EDITABLE, *readonly_fields)
    actions = ("rotate_token",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bucket]:
        live = Count("features", filter=Q(features__deleted_at=None))
        return super().get_queryset(request).annotate(feature_count=live)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields if obj is None else ("name", *self.readonly_fields)

    @admin.display(ordering="feature_count")
    def features(self, bucket: Any) -> int:
        return bucket.feature_count

    def write(self, request: HttpRequest, bucket: Bucket, form: ModelForm, change: bool) -> None:
        given = {key: form.cleaned_data[key] for key in EDITABLE if key in form.changed_data}
        if change:
            services.patch_bucket(caller=STAFF, bucket=bucket, metadata=given)
            return
        token = new_token()
        metadata = {**given, "token": token}
        bucket.pk = services.create_bucket(caller=STAFF, name=bucket.name, metadata=metadata).pk
        self._show_token(request, bucket.name, token)

    def remove(self, request: HttpRequest, bucket: Bucket) -> None:
        services.delete_bucket(caller=STAFF, bucket=bucket)

    @admin.action(
        description="Create new tokens for the selected buckets (the old ones stop working)"
    )
    def rotate_token(self, request: HttpRequest, queryset: QuerySet[Bucket]) -> None:
        for bucket in queryset:
            token = new_token()
            services.patch_bucket(caller=STAFF, bucket=bucket, metadata={"token": token})
            self._show_token(request, bucket.name, token)

    def _show_token(self, request: HttpRequest, name: str, token: str) -> None:
        text = format_html(
            "The token of bucket “{}” is <code>{}</code>. Copy it now: it is not shown again.",
            name,
            token,
        )
        messages.warning(request, text)


class LogInForm(AdminAuthenticationForm):
    """The maintainer log-in; wrong passwords are counted and refused like wrong tokens."""

    def clean(self) -> dict[str, Any]:
        assert self.request is not None  # noqa: S101 (the admin gives it)
        tries = tries_of(self.request)
        tries.check(LOG_IN)
        try:
            return super().clean()
        except ValidationError:
            tries.fail(LOG_IN)
            raise


admin.site.login_form = LogInForm
