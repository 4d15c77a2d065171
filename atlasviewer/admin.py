"""Shared by all admin panels: writes through services, refusals as messages."""

from abc import ABCMeta, abstractmethod
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.forms.widgets import MediaDefiningClass
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from atlasviewer.web.errors import Refusal

admin.site.site_header = "atlasviewer maintenance"
admin.site.site_title = "atlasviewer"
admin.site.index_title = "Buckets and features"


class AbstractAdmin(ABCMeta, MediaDefiningClass):
    """The type of model admins that leave methods to be written."""


class ServiceAdmin(admin.ModelAdmin, metaclass=AbstractAdmin):
    """A model admin that never saves or deletes by itself."""

    @abstractmethod
    def write(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Create or change through a service."""

    @abstractmethod
    def remove(self, request: HttpRequest, obj: Any) -> None:
        """Delete through a service."""

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        self.write(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        self.remove(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for obj in queryset:
            self.remove(request, obj)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a refusal of a service above the form, and write nothing."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refusal as refusal:
            messages.error(request, refusal.message)
            for problem in refusal.problems:
                messages.error(request, problem["message"])
            return HttpResponseRedirect(request.get_full_path())
