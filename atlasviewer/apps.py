"""The site's own app: pages, commands, checks."""

from django.apps import AppConfig


class AtlasviewerConfig(AppConfig):
    name = "atlasviewer"

    def ready(self) -> None:
        from atlasviewer import deploy_checks  # noqa: F401
