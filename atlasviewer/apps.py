"""The site's own app: pages, commands, checks."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import pre_migrate


class AtlasviewerConfig(AppConfig):
    name = "atlasviewer"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from atlasviewer.running.databases import hold_open

        connection_created.connect(hold_open)
        pre_migrate.connect(let_migrations_take_long, sender=self)


def let_migrations_take_long(*, using: str, **_: Any) -> None:
    """Lift the time limits of statements before a migration."""
    from atlasviewer.running.starting import lift_time_limits

    lift_time_limits(connections[using])
