"""Removing payloads that nothing refers to any more: no feature, former version, or bin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.utils import timezone

from features.models import Feature, FeatureVersion
from features.payloads import iterate_stored, payload_storage

GRACE = timedelta(hours=1)
"""Age below which a file is left alone: the row that refers to it may be on its way."""
BATCH = 500


@dataclass
class Sweep:
    """How many files were looked at, kept and removed."""

    seen: int = 0
    removed: int = 0


def sweep_payloads(*, grace: timedelta = GRACE, dry_run: bool = False) -> Sweep:
    """Remove payloads and drafts that are older than `grace` and that no row refers to."""
    result = Sweep()
    limit = timezone.now() - grace
    files = iterate_stored()
    while batch := tuple(islice(files, BATCH)):
        result.seen += len(batch)
        for path in _find_orphans(batch, limit):
            if dry_run or _remove(path, limit):
                result.removed += 1
    return result


def _find_orphans(files: tuple[tuple[str, str, datetime], ...], limit: datetime) -> Iterator[str]:
    old = [(path, sha256) for path, sha256, modified in files if modified < limit]
    wanted = {sha256 for _, sha256 in old if sha256}
    used: set[str] = set()
    for rows in (Feature.everything, FeatureVersion.objects):
        used.update(rows.filter(payload__in=wanted).values_list("payload", flat=True))
    yield from (path for path, sha256 in old if sha256 not in used)


def _remove(path: str, limit: datetime) -> bool:
    """Remove a file unless it was written again since it was listed: its feature is on its way."""
    storage = payload_storage()
    try:
        if storage.get_modified_time(path) >= limit:
            return False
    except FileNotFoundError:
        return False
    storage.delete(path)
    return True
