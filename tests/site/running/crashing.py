"""A writer that is killed: ``python -m tests.site.running.crashing <point>``.

It patches one feature and dies at that point. Each point is a moment of the write; SIGKILL there
does what a power cut or the kernel does.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django


def die(*arguments: object, **options: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at_draft(descriptor: int) -> None:
    """In place of the flush of a draft; folders are flushed too."""
    if Path(f"/proc/self/fd/{descriptor}").readlink().suffix == ".draft":
        die()


def die_after(work: Callable[..., Any]) -> Callable[..., Any]:
    def both(*arguments: object, **options: object) -> Any:
        work(*arguments, **options)
        die()

    return both


def arm(point: str) -> None:
    """Let this process be killed when it reaches a point."""
    from django.db import connection, transaction

    from features import services
    from features.data.storage import DurableFileStorage
    from features.models import Feature

    if point == "draft written":
        os.fsync = die_at_draft
    elif point == "draft flushed":
        Path.replace = die  # type: ignore[method-assign]
    elif point == "renamed":
        Path.replace = die_after(Path.replace)  # type: ignore[method-assign]
    elif point == "stored":
        DurableFileStorage._save = die_after(DurableFileStorage._save)  # type: ignore[method-assign]
    elif point == "row saved":
        Feature.save = die_after(Feature.save)  # type: ignore[method-assign]
    elif point == "not committed":
        services.mark_changed = die_after(services.mark_changed)
    elif point == "committed":
        leave = transaction.Atomic.__exit__

        def die_when_committed(*arguments: Any) -> None:
            leave(*arguments)
            if not connection.in_atomic_block:
                die()

        transaction.Atomic.__exit__ = die_when_committed  # type: ignore[method-assign]
    else:
        raise SystemExit(f"There is no point {point!r}.")


def main(point: str, value: str) -> None:
    django.setup()
    from buckets.access.permissions import STAFF, find_bucket
    from features.services import patch_feature
    from tests.cast import region_data

    arm(point)
    content = {"feature_data": region_data(float(value))}
    patch_feature(caller=STAFF, bucket=find_bucket("my_bucket"), fname="rate", content=content)


if __name__ == "__main__":
    main(*sys.argv[1:])
