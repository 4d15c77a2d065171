"""The features app."""

from django.apps import AppConfig


class FeaturesConfig(AppConfig):
    name = "features"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from buckets.api import register_listing
        from features.reads.listing import answer_listing

        register_listing(answer_listing)
