"""Warnings of ``manage.py check --deploy``, which the server repeats when it starts."""

from typing import Any

from django.conf import settings
from django.core import checks

from atlasviewer.environment import TUTORIAL_GLOBAL_KEY
from buckets.metadata import TOKEN_LEAST
from buckets.tokens import normalise


@checks.register(checks.Tags.security, deploy=True)
def warn_of_open_doors(app_configs: Any = None, **options: Any) -> list[checks.CheckMessage]:  # noqa: ARG001
    """Warn of what lets strangers in: a known or weak global key, any host, an unknown proxy."""
    site = settings.ATLASVIEWER
    key = normalise(site.global_key.get_secret_value())
    found: list[checks.CheckMessage] = []
    if key == TUTORIAL_GLOBAL_KEY:
        found.append(
            checks.Warning(
                "The global key is the tutorial's, which is public: anyone can create buckets.",
                hint="Set ATLASVIEWER_GLOBAL_KEY to a secret of your own.",
                id="atlasviewer.W001",
            )
        )
    elif len(key) < TOKEN_LEAST or len(set(key)) < TOKEN_LEAST // 2:
        found.append(
            checks.Warning(
                "The global key is easy to guess: it is short or repeats a few characters.",
                hint=f"Set ATLASVIEWER_GLOBAL_KEY to at least {TOKEN_LEAST} random characters.",
                id="atlasviewer.W002",
            )
        )
    if "*" in site.allowed_hosts:
        found.append(
            checks.Warning(
                "This site answers to any host name, so its links can be forged.",
                hint="Set ATLASVIEWER_ALLOWED_HOSTS to the names of this site.",
                id="atlasviewer.W003",
            )
        )
    if site.https and not site.trusted_proxies:
        found.append(
            checks.Warning(
                "The proxy in front of this site is not trusted, so clients that try wrong keys "
                "cannot be told apart and are not throttled.",
                hint="Set ATLASVIEWER_TRUSTED_PROXIES to its address, such as 127.0.0.1.",
                id="atlasviewer.W004",
            )
        )
    return found
