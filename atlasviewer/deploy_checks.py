"""What ``manage.py check --deploy`` warns a maintainer about."""

from typing import Any

from django.conf import settings
from django.core import checks

from atlasviewer.environment import TUTORIAL_GLOBAL_KEY
from buckets.tokens import normalise


@checks.register(checks.Tags.security, deploy=True)
def warn_of_tutorial_key(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    """Warn when the global key is still the one printed in the tutorial."""
    if normalise(settings.ATLASVIEWER.global_key.get_secret_value()) != TUTORIAL_GLOBAL_KEY:
        return []
    return [
        checks.Warning(
            "The global key is the tutorial's, which everybody knows: anybody can create buckets.",
            hint="Set ATLASVIEWER_GLOBAL_KEY to a secret of your own.",
            id="atlasviewer.W001",
        )
    ]
