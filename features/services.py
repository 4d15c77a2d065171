"""Every write to a feature: authorised, checked, its payload stored, then one transaction."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from atlasviewer.web.errors import Conflict, Invalid
from buckets.access.permissions import Caller, authorise_write, lock_bucket_to_write
from buckets.audit import audit
from buckets.default_view import check_default_view
from buckets.metadata import check_text
from buckets.models import Bucket
from buckets.names import check_fname
from buckets.services import mark_changed
from features.data import payloads
from features.data.checks import check_feature_data, find_kind
from features.history.versions import first_numbers, keep_former
from features.lookup import find_feature
from features.models import Feature
from features.texts import TEXT_LIMITS
from features.twins import refuse_twins

PATCH_ATTEMPTS = 2
"""Attempts to commit a body stored without locking the bucket, before it is locked."""


def create_feature(*, caller: Caller, bucket: Bucket, content: dict[str, Any]) -> Feature:
    """Create a feature from ``{fname, short_desc?, unit?, default_view?, feature_data}``.

    The payload is on disk, flushed and renamed, before the row that names it is committed. A crash
    in between leaves the bucket unchanged, and a file that `sweep_payloads` removes. Raises
    `Unauthorised`, `Missing`, `Invalid` or `Conflict`.
    """
    authorise_write(caller, bucket)
    if "fname" not in content:
        raise Invalid("fname is missing: the name of the feature.")
    fname = check_fname(content["fname"])
    texts = check_texts(content)
    data = require_feature_data(content)
    refuse_existing(bucket, fname)
    view = check_default_view(content.get("default_view"), place="default_view")
    kind = find_kind(data)
    feature = Feature(bucket=bucket, fname=fname, kind=kind, default_view=view, **texts)
    feature.set_payload(_store(feature, data))
    with transaction.atomic():
        locked = lock_bucket_to_write(caller, bucket)
        refuse_existing(locked, fname)
        feature.bucket = locked
        begin_versions(caller, locked, [feature])
        try:
            with transaction.atomic():
                feature.save()
        except IntegrityError:
            raise already_there(bucket, fname) from None
        mark_changed(caller, locked)
        audit(caller, "feature created", locked, feature=fname)
    return feature


def patch_feature(
    *, caller: Caller, bucket: Bucket, fname: str, content: dict[str, Any]
) -> Feature:
    """Replace a feature's data, its texts or its default view; whatever is not given stays.

    A null description or unit counts as not given, since the SDK sends null for arguments left out.
    An empty string clears a text, and null clears the default view.
    """
    authorise_write(caller, bucket)
    find_feature(bucket, fname)
    if content.get("fname", fname) != fname:
        raise Invalid("fname cannot change; create another feature, then delete this one.")
    texts: dict[str, str | None] = {
        key: text for key, text in check_texts(content).items() if text is not None
    }
    data = require_feature_data(content) if "feature_data" in content else None
    if "default_view" in content:
        view = content["default_view"]
        feature = save_default_view(caller=caller, bucket=bucket, fname=fname, view=view)
        if data is None and not texts:
            return feature
    if data is None and not texts:
        raise Invalid("Nothing to change: send feature_data, short_desc or unit.")
    for _ in range(PATCH_ATTEMPTS):
        changed = _replace(caller, bucket, find_feature(bucket, fname), texts, data)
        if changed is not None:
            return changed
    return _replace_in_turn(caller, bucket, fname, texts, data)


def save_default_view(*, caller: Caller, bucket: Bucket, fname: str, view: object) -> Feature:
    """Set the view that a feature opens with, or None. Creates no version: the data stay."""
    checked = check_default_view(view, place="default_view")
    with transaction.atomic():
        target = lock_bucket_to_write(caller, bucket)
        feature = find_feature(target, fname)
        feature.default_view = checked
        feature.save(update_fields=["default_view"])
        mark_changed(caller, target)
        audit(caller, "default view saved", target, feature=fname)
    return feature


def delete_feature(*, caller: Caller, bucket: Bucket, fname: str) -> None:
    """Move a feature to the bin; its name is free at once."""
    with transaction.atomic():
        target = lock_bucket_to_write(caller, bucket)
        feature = find_feature(target, fname)
        feature.deleted_at = timezone.now()
        feature.save()
        mark_changed(caller, target)
        audit(caller, "feature deleted", target, feature=fname)


def list_features(bucket: Bucket) -> dict[str, dict[str, Any]]:
    """Return fname → description, unit and default view: one query, no payload opened."""
    return Feature.objects.filter(bucket=bucket).as_listing()


def check_texts(content: dict[str, Any]) -> dict[str, str | None]:
    """Return the description and unit that are given, checked."""
    return {
        key: check_text(content[key], place=key, limit=limit)
        for key, limit in TEXT_LIMITS.items()
        if key in content
    }


def require_feature_data(content: dict[str, Any]) -> dict[str, Any]:
    """Return the ``feature_data`` of a request; raise `Invalid` with every wrong place."""
    if "feature_data" not in content:
        raise Invalid("feature_data is missing: the values of the feature.")
    problems = check_feature_data(content["feature_data"])
    if problems:
        raise Invalid(
            "The feature was not stored; correct these problems and send it again.",
            code="bad_feature_data",
            problems=problems,
        )
    return content["feature_data"]


def refuse_existing(bucket: Bucket, fname: str) -> None:
    """Raise `Conflict` if the bucket has a feature of that name, or a twin of it."""
    if Feature.objects.filter(bucket=bucket, fname=fname).exists():
        raise already_there(bucket, fname)
    refuse_twins(bucket, [fname])


def already_there(bucket: Bucket, fname: str) -> Conflict:
    return Conflict(
        f"Feature “{fname}” exists already in bucket “{bucket.name}”; use a PATCH request to "
        "change it.",
        code="exists",
    )


def begin_versions(caller: Caller, bucket: Bucket, features: list[Feature]) -> None:
    """Give features that are about to be saved their first version number and author."""
    numbers = first_numbers(bucket, [feature.fname for feature in features])
    for feature in features:
        feature.version = numbers[feature.fname]
        feature.author = caller.signature(bucket)


def add_features(
    *,
    caller: Caller,
    bucket: Bucket,
    features: list[Feature],
    action: str,
    numbered: bool = False,
) -> None:
    """Save new features whose payloads are stored, inside the caller's transaction.

    `numbered` ones keep the version number and the author they have.
    """
    for feature in features:
        feature.bucket = bucket
    if not numbered:
        begin_versions(caller, bucket, features)
    Feature.objects.bulk_create(features)
    mark_changed(caller, bucket)
    audit(caller, action, bucket, features=len(features))


def _replace(
    caller: Caller,
    target: Bucket,
    seen: Feature,
    texts: dict[str, str | None],
    data: dict[str, Any] | None,
) -> Feature | None:
    """Store the new body, then commit it; None if another write came in between."""
    new = _store_patched(seen, texts, data)
    with transaction.atomic():
        bucket = lock_bucket_to_write(caller, target)
        current = find_feature(bucket, seen.fname)
        if current.payload != seen.payload:
            return None
        replace_content(caller, current, **new)
        mark_changed(caller, bucket)
    return current


def _replace_in_turn(
    caller: Caller,
    target: Bucket,
    fname: str,
    texts: dict[str, str | None],
    data: dict[str, Any] | None,
) -> Feature:
    """Store and commit while other writers to the bucket wait: slower, but never overtaken."""
    with transaction.atomic():
        bucket = lock_bucket_to_write(caller, target)
        current = find_feature(bucket, fname)
        replace_content(caller, current, **_store_patched(current, texts, data))
        mark_changed(caller, bucket)
    return current


def _store_patched(
    seen: Feature, texts: dict[str, str | None], data: dict[str, Any] | None
) -> dict[str, Any]:
    """Store a feature's body with a patch applied; return the arguments of `replace_content`."""
    texts = {"short_desc": seen.short_desc, "unit": seen.unit, **texts}
    if data is None:
        data = payloads.read_body(seen.payload)["feature_data"]
    payload = payloads.store_payload(payloads.make_body(feature_data=data, **texts))
    return {"payload": payload, "kind": find_kind(data), "texts": texts}


def replace_content(
    caller: Caller,
    feature: Feature,
    payload: payloads.Payload,
    *,
    kind: str,
    texts: dict[str, str | None],
) -> None:
    """Point a feature to a stored body and keep its former state as a version. Needs a transaction
    that holds the lock of its bucket."""
    keep_former(caller, feature)
    audit(caller, "feature changed", feature.bucket, feature=feature.fname, version=feature.version)
    feature.kind = kind
    feature.short_desc, feature.unit = texts["short_desc"], texts["unit"]
    feature.set_payload(payload)
    feature.changed_at = timezone.now()
    feature.save()


def _store(feature: Feature, data: dict[str, Any]) -> payloads.Payload:
    return payloads.store_payload(
        payloads.make_body(feature_data=data, short_desc=feature.short_desc, unit=feature.unit)
    )
