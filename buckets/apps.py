"""The buckets app."""

from django.apps import AppConfig


class BucketsConfig(AppConfig):
    name = "buckets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from buckets import deploy_checks  # noqa: F401
