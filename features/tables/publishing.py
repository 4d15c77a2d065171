"""Publishing a table: all its features in one transaction, or none."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from atlasviewer.web.errors import Conflict, Invalid
from buckets.access.permissions import Caller, authorise_write, lock_bucket_to_write
from buckets.audit import audit
from buckets.models import Bucket
from buckets.services import mark_changed
from features.data import payloads
from features.models import Feature, Kind
from features.services import begin_versions, check_texts, replace_content
from features.tables.checking.matrix import CheckedTable
from features.tables.drafts import FeatureDraft, draft_features, list_fnames
from features.twins import refuse_twins

WAYS = ("stop", "replace", "skip")
STORE_THREADS = 4
"""Threads that write payloads; compressing and flushing both release the GIL."""


@dataclass
class Published:
    """The features of a table that were created, replaced and skipped, by fname."""

    created: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, list[str]]:
        return {"created": self.created, "replaced": self.replaced, "skipped": self.skipped}


def publish_table(
    *, caller: Caller, bucket: Bucket, table: CheckedTable, existing: object = "stop"
) -> Published:
    """Store every feature of a checked table in a bucket, all or none.

    `existing` says what to do with a feature that the bucket already has: ``stop`` (the default:
    refuse everything), ``replace`` or ``skip``, for all features or as ``{fname: way}``. Payloads
    are on disk before the one transaction that names them: after a kill no feature is visible, and
    a retry succeeds.
    """
    return publish_drafts(
        caller=caller,
        bucket=bucket,
        fnames=list_fnames(table),
        draft=lambda wanted: draft_features(table, wanted),
        existing=existing,
        action="table published",
    )


def publish_drafts(
    *,
    caller: Caller,
    bucket: Bucket,
    fnames: Iterable[str],
    draft: Callable[[set[str]], Iterable[FeatureDraft]],
    existing: object,
    action: str,
) -> Published:
    """Store features in a bucket, all or none, as `publish_table` does.

    `draft` makes those of the `fnames` that are to be stored; `action` is their audit entry.
    """
    authorise_write(caller, bucket)
    ways = read_ways(existing, fnames)
    present = _find_present(bucket, ways)
    _refuse_stopped(bucket, ways, present)
    refuse_twins(bucket, [fname for fname in ways if fname not in present])
    wanted = {fname for fname, way in ways.items() if fname not in present or way == "replace"}
    stored = store_drafts(draft(wanted))
    with transaction.atomic():
        locked = lock_bucket_to_write(caller, bucket)
        present = _find_present(locked, ways)
        _refuse_stopped(locked, ways, present)
        published = _write_rows(caller, locked, stored, present, ways)
        mark_changed(caller, locked)
        audit(caller, action, locked, created=published.created)
    return published


def read_ways(existing: object, fnames: Iterable[str]) -> dict[str, str]:
    """Return fname → what to do if it exists; raise `Invalid` for other words."""
    given = existing if isinstance(existing, dict) else dict.fromkeys(fnames, existing)
    for fname, way in given.items():
        if way not in WAYS:
            allowed = ", ".join(WAYS)
            raise Invalid(f"existing: {way!r} for “{fname}” is none of {allowed}.")
    return {fname: str(given.get(fname, "stop")) for fname in fnames}


def store_drafts(
    drafts: Iterable[FeatureDraft],
) -> list[tuple[FeatureDraft, payloads.Payload]]:
    """Write the payload of every draft, several at a time."""

    def store(draft: FeatureDraft) -> tuple[FeatureDraft, payloads.Payload]:
        check_texts({"short_desc": draft.short_desc, "unit": draft.unit})
        return draft, payloads.store_payload(payloads.make_body(**draft.as_body()))

    with ThreadPoolExecutor(STORE_THREADS) as pool:
        return list(pool.map(store, drafts))


def _write_rows(
    caller: Caller,
    bucket: Bucket,
    stored: list[tuple[FeatureDraft, payloads.Payload]],
    present: dict[str, Feature],
    ways: dict[str, str],
) -> Published:
    published = Published(skipped=[name for name in present if ways[name] == "skip"])
    new: list[Feature] = []
    for draft, payload in stored:
        texts = {"short_desc": draft.short_desc, "unit": draft.unit}
        if draft.fname not in present:
            feature = Feature(bucket=bucket, fname=draft.fname, kind=Kind.REGIONS, **texts)
            feature.set_payload(payload)
            new.append(feature)
            published.created.append(draft.fname)
        elif ways[draft.fname] == "replace":
            feature = present[draft.fname]
            replace_content(caller, feature, payload, kind=Kind.REGIONS, texts=texts)
            published.replaced.append(draft.fname)
    begin_versions(caller, bucket, new)
    Feature.objects.bulk_create(new)
    return published


def _find_present(bucket: Bucket, ways: dict[str, str]) -> dict[str, Feature]:
    found = Feature.objects.filter(bucket=bucket, fname__in=list(ways))
    return {feature.fname: feature for feature in found}


def _refuse_stopped(bucket: Bucket, ways: dict[str, str], present: dict[str, Any]) -> None:
    stopped = [fname for fname in ways if fname in present and ways[fname] == "stop"]
    if not stopped:
        return
    problems = [
        {"place": fname, "code": "exists", "message": f"“{fname}” is already in the bucket."}
        for fname in stopped
    ]
    raise Conflict(
        f"Nothing was stored: bucket “{bucket.name}” already has {len(stopped)} of these features. "
        f"Replace them, skip them, or choose other names.",
        code="exists",
        problems=problems,
    )
