"""Imports the buckets of the older site: each whole in one transaction, or not at all.

Payloads are stored before the transaction that names them, so a killed run leaves no partial
bucket, and the next run continues. A journal lists what is finished; a bucket whose files have not
changed since is skipped.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from atlasviewer.atlas.report import QUIET, Report
from atlasviewer.web.errors import Refusal
from buckets.access.permissions import STAFF
from buckets.models import Bucket
from buckets.services import find_bucket_of_any_spelling, take_in_bucket
from features.data import payloads
from features.data.checks import find_kind
from features.exchange.checking import MB
from features.exchange.older_folder import (
    NotTaken,
    OlderBucket,
    OlderFeature,
    iterate_folders,
    read_bucket,
    read_feature,
)
from features.models import Feature
from features.services import add_features


@dataclass
class Outcome:
    """What became of a folder of buckets; ``remarks`` are ``(where, what)``."""

    buckets: int = 0
    features: int = 0
    here_already: int = 0
    unchanged_buckets: int = 0
    remarks: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return {
            "buckets": self.buckets,
            "features": self.features,
            "features_here_already": self.here_already,
            "buckets_unchanged_since_last_import": self.unchanged_buckets,
            "remarks": [{"where": where, "what": what} for where, what in self.remarks],
            "not_imported": [{"where": where, "why": why} for where, why in self.refused],
        }


class Journal:
    """Which buckets of a folder were imported, and the state of their files at that time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._marks: dict[str, str] = {}
        if path.is_file():
            for line in path.read_text("utf-8").splitlines():
                self._read(line)

    def holds(self, bucket: OlderBucket, mark: str) -> bool:
        """Return whether a bucket was imported, its files are unchanged, and it still exists."""
        known = self._marks.get(bucket.folder.name) == mark
        return known and Bucket.everything.filter(name=bucket.name).exists()

    def note(self, bucket: OlderBucket, mark: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"folder": bucket.folder.name, "mark": mark}) + "\n")

    def _read(self, line: str) -> None:
        try:
            entry = json.loads(line)
            self._marks[entry["folder"]] = entry["mark"]
        except (ValueError, KeyError, TypeError):
            return  # The last line of a killed run.


def import_folder(
    root: Path, *, journal: Journal, dry_run: bool = False, report: Report = QUIET
) -> Outcome:
    """Import every bucket below `root`; with `dry_run`, check everything and store nothing."""
    outcome = Outcome()
    folders = list(iterate_folders(root))
    with report.progress("Importing", sum(map(_size_of, folders))) as advance:
        for folder in folders:
            try:
                bucket = read_bucket(folder)
                # Taken before the files are read: what changes meanwhile is imported next time.
                mark = bucket.mark()
                if journal.holds(bucket, mark):
                    outcome.unchanged_buckets += 1
                    advance(_size_of(folder))
                    continue
                _import_bucket(bucket, outcome, dry_run=dry_run, advance=advance)
            except (NotTaken, Refusal) as reason:
                outcome.refused.append((folder.name, str(reason)))
            else:
                if not dry_run:
                    journal.note(bucket, mark)
    return outcome


def _size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*.json"))


def _import_bucket(bucket: OlderBucket, outcome: Outcome, *, dry_run: bool, advance: Any) -> None:
    """Store the payloads of a bucket, then its rows; count and remark once all of it is
    committed."""
    found = Outcome()
    found.remarks += [(bucket.folder.name, note) for note in bucket.notes]
    _require_same(bucket)
    ready: list[Feature] = []
    for path in bucket.files:
        size = path.stat().st_size
        try:
            older = read_feature(path, most_bytes=settings.ATLASVIEWER.max_upload_mb * MB)
        except NotTaken as reason:
            found.refused.append((f"{bucket.folder.name}/{path.name}", str(reason)))
        else:
            found.remarks += [(f"{bucket.folder.name}/{path.name}", note) for note in older.notes]
            ready.append(_prepare(older, dry_run=dry_run))
        advance(size)
    if dry_run:
        found.buckets, found.features = 1, len(ready)
    else:
        _commit(bucket, ready, found)
    outcome.buckets += found.buckets
    outcome.features += found.features
    outcome.here_already += found.here_already
    outcome.remarks += found.remarks
    outcome.refused += found.refused


def _require_same(bucket: OlderBucket) -> Bucket | None:
    """Return the bucket of that name on this site; raise `NotTaken` if it is a different one."""
    here = find_bucket_of_any_spelling(bucket.name)
    if here is None:
        return None
    if here.deleted_at is not None:
        raise NotTaken("was deleted here; restore it from the bin to import it again.")
    if here.name != bucket.name:
        raise NotTaken(f"has a name that differs from that of “{here.name}” here only by capitals.")
    if bucket.token is None or not here.accepts(bucket.token):
        raise NotTaken("is here already, with another token; rename or delete that one first.")
    return here


def _prepare(older: OlderFeature, *, dry_run: bool) -> Feature:
    """Store a payload and return the row that will name it."""
    texts = {"short_desc": older.short_desc, "unit": older.unit}
    feature = Feature(
        fname=older.fname,
        kind=find_kind(older.feature_data),
        created_at=older.written_at,
        changed_at=older.written_at,
        **texts,
    )
    body = payloads.make_body(feature_data=older.feature_data, **texts)
    if not dry_run:
        feature.set_payload(payloads.store_payload(body))
    return feature


def _commit(bucket: OlderBucket, ready: list[Feature], found: Outcome) -> None:
    with transaction.atomic():
        here = _require_same(bucket)
        if here is None:
            here, lost_alias = take_in_bucket(
                caller=STAFF,
                name=bucket.name,
                metadata=bucket.metadata,
                token=bucket.token,
                accessed_at=bucket.accessed_at or timezone.now(),
            )
            found.buckets = 1
            if lost_alias:
                found.remarks.append(
                    (bucket.folder.name, f"gave up its alias “{lost_alias}”, which is taken here.")
                )
        new = list(_sort_out(here, bucket, ready, found))
        add_features(caller=STAFF, bucket=here, features=new, action="bucket imported")
        found.features = len(new)


def _sort_out(
    here: Bucket, bucket: OlderBucket, ready: list[Feature], found: Outcome
) -> Iterator[Feature]:
    """Yield the features that the bucket does not have yet; count and remark on the others."""
    rows = Feature.everything.filter(bucket=here).order_by("deleted_at")
    known: dict[str, tuple[str, datetime | None]] = {}
    for fname, payload, deleted_at in rows.values_list("fname", "payload", "deleted_at"):
        if fname not in known or deleted_at is None:
            known[fname] = (payload, deleted_at)
    for feature in ready:
        where = f"{bucket.folder.name}/{feature.fname}.json"
        if feature.fname not in known:
            yield feature
            continue
        payload, deleted_at = known[feature.fname]
        found.here_already += 1
        if deleted_at is not None:
            found.remarks.append((where, "was deleted here since; it stays deleted."))
        elif payload != feature.payload:
            found.remarks.append((where, "differs from the feature here, which stays as it is."))
