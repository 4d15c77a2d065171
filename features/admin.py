"""The maintainers' panel for features: every write goes through the services."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html

from atlasviewer.admin import ServiceAdmin
from buckets.access.permissions import STAFF
from features import services
from features.models import Feature


class FeatureForm(forms.ModelForm):
    """Description and unit; the values come from an upload."""

    short_desc = forms.CharField(label="Short description", required=False, widget=forms.Textarea)
    unit = forms.CharField(required=False)

    class Meta:
        model = Feature
        fields = ("short_desc", "unit")


@admin.register(Feature)
class FeatureAdmin(ServiceAdmin):
    """Lists, searches, describes and deletes features."""

    form = FeatureForm
    list_display = ("fname", "bucket", "kind", "unit", "stored_size", "changed_at")
    list_filter = ("kind", "changed_at")
    list_select_related = ("bucket",)
    search_fields = ("fname", "short_desc", "bucket__name")
    readonly_fields = ("bucket", "fname", "kind", "data", "created_at", "changed_at", "payload")
    fields = ("bucket", "fname", "kind", "short_desc", "unit", *readonly_fields[3:])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feature]:
        return super().get_queryset(request).select_related("bucket")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(ordering="stored", description="size")
    def stored_size(self, feature: Feature) -> str:
        return filesizeformat(feature.stored)

    @admin.display(description="data")
    def data(self, feature: Feature) -> str:
        path = f"/api/buckets/{feature.bucket.name}/{feature.fname}?download=1"
        return format_html('<a href="{}">Download the JSON</a>', path)

    def write(self, request: HttpRequest, feature: Feature, form: ModelForm, change: bool) -> None:
        content = {key: form.cleaned_data[key] for key in ("short_desc", "unit")}
        services.patch_feature(
            caller=STAFF, bucket=feature.bucket, fname=feature.fname, content=content
        )

    def remove(self, request: HttpRequest, feature: Feature) -> None:
        services.delete_feature(caller=STAFF, bucket=feature.bucket, fname=feature.fname)
