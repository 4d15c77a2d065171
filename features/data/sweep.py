"""Moves unused payloads to a trash, from which they can be restored for some time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from atlasviewer.web.errors import Refusal
from features.data.identity import check_identity, find_named, in_batches
from features.data.payloads import SUFFIX, iterate_stored, payload_path, payload_storage, trash_path
from features.data.storage import DRAFT_SUFFIX, TRASH

GRACE = timedelta(hours=1)
"""Younger files are left alone: the row that names one may not be committed yet."""
TRASH_DAYS = 30
LARGEST_SHARE = 0.1
"""A sweep of a larger share of the payloads looks like a mistake and is refused."""
FEW = 10
"""So many payloads may always be swept."""


class SweepRefused(Refusal):
    """The sweep would move more payloads than a healthy site can have left unused."""

    status = 409
    default_code = "too_many_unused"


@dataclass
class Sweep:
    """Numbers of payloads examined, moved to the trash, put back because a row names them, and
    permanently removed from the trash; and of drafts of interrupted writes that were removed."""

    seen: int = 0
    moved: int = 0
    put_back: int = 0
    drafts: int = 0
    emptied: int = 0


def sweep_payloads(
    *,
    grace: timedelta = GRACE,
    keep: timedelta = timedelta(days=TRASH_DAYS),
    even_if_many: bool = False,
    dry_run: bool = False,
) -> Sweep:
    """Move payloads older than `grace` that no row names to the trash, and remove from it what has
    been there for longer than `keep`.

    Raises `WrongStore` when the store is of another site, and `SweepRefused` when more than a
    tenth of the payloads would go, unless `even_if_many`; nothing is moved then.
    """
    check_identity()
    result = Sweep()
    limit = timezone.now() - grace
    unused = list(_find_unused(result, limit, dry_run))
    if not dry_run and len(unused) > max(FEW, result.seen * LARGEST_SHARE) and not even_if_many:
        raise SweepRefused(
            f"{len(unused)} of {result.seen} payloads belong to no row of this database; that is "
            f"more than a tenth, so nothing was moved. If many features were really deleted "
            f"permanently, run “manage.py sweep_payloads --even-if-many”: it moves them to the "
            f"trash. "
            "Otherwise, run “manage.py check_site” first."
        )
    if dry_run:
        result.moved = len(unused)
    else:
        for batch in in_batches(unused):
            _move(result, batch, limit)
    _tidy_trash(result, timezone.now() - keep, dry_run)
    return result


def _find_unused(result: Sweep, limit: datetime, dry_run: bool) -> Iterator[str]:
    """Yield the hash of every old payload that no row names; remove old drafts on the way."""
    for batch in in_batches(iterate_stored()):
        old: list[str] = []
        for path, sha256, modified in batch:
            result.seen += bool(sha256)
            if sha256 and modified < limit:
                old.append(sha256)
            elif path.endswith(DRAFT_SUFFIX) and modified < limit:
                result.drafts += 1
                if not dry_run:
                    payload_storage().delete(path)
        named = find_named(set(old))
        yield from (sha256 for sha256 in old if sha256 not in named)


def _move(result: Sweep, batch: list[str], limit: datetime) -> None:
    """Move what is still unused, then put back what a row has come to name meanwhile.

    A row that comes later still is read from the trash, and its payload put back by the next
    sweep.
    """
    storage = payload_storage()
    named = find_named(set(batch))
    moved = {
        sha256
        for sha256 in batch
        if sha256 not in named
        and storage.move(payload_path(sha256), trash_path(sha256), written_before=limit)
    }
    result.moved += len(moved)
    for sha256 in find_named(moved):
        result.moved -= restore_payload(sha256)


def _tidy_trash(result: Sweep, limit: datetime, dry_run: bool) -> None:
    """Put back what a row names, and permanently remove what was trashed before `limit`."""
    storage = payload_storage()
    for batch in in_batches(iterate_stored(TRASH)):
        named = find_named({sha256 for _, sha256, _ in batch if sha256})
        for path, sha256, since in batch:
            if sha256 in named and not storage.exists(payload_path(sha256)):
                result.put_back += dry_run or restore_payload(sha256)
            elif since < limit and path.endswith(SUFFIX):
                result.emptied += 1
                if not dry_run:
                    storage.delete(f"{TRASH}/{path}")


def restore_payload(sha256: str) -> bool:
    """Put a payload back from the trash; return whether it was there and was missing here."""
    storage = payload_storage()
    if storage.exists(payload_path(sha256)):
        return False
    return storage.move(trash_path(sha256), payload_path(sha256))
