"""Former versions of a feature: kept by every change, read, listed, restored, pruned.

Numbers are never reused under one name: a feature that is deleted and created again continues
counting, so that a link to version 3 always shows the same, or says that it is no longer kept.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from atlasviewer.web.errors import Gone, Invalid, Missing
from buckets.access.permissions import Caller, lock_bucket_to_write
from buckets.audit import audit
from buckets.models import Bucket
from buckets.services import mark_changed
from features.lookup import find_feature
from features.models import Feature, FeatureVersion, RetiredNumber

FIELDS = ("kind", "short_desc", "unit", "payload", "stored", "size")
LARGEST = 2**31 - 1


def first_numbers(bucket: Bucket, fnames: Iterable[str]) -> dict[str, int]:
    """Return fname → the first version number of a feature created now under that name."""
    fnames = list(fnames)
    last = dict.fromkeys(fnames, 0)
    retired = RetiredNumber.objects.filter(bucket_name=bucket.name, fname__in=fnames)
    binned = Feature.everything.in_bin().filter(bucket__name=bucket.name, fname__in=fnames)
    found = [
        *retired.values_list("fname", "number"),
        *binned.values_list("fname").annotate(number=Max("version")),
    ]
    for fname, number in found:
        last[fname] = max(last[fname], number)
    return {fname: number + 1 for fname, number in last.items()}


def keep_former(caller: Caller, feature: Feature) -> None:
    """Keep the present state of a feature as a version, before it changes; increase its number.

    Needs a transaction that holds the lock of its bucket. Prunes versions beyond the limit of the
    site.
    """
    FeatureVersion.objects.create(
        feature=feature,
        number=feature.version,
        created_at=feature.changed_at,
        author=feature.author,
        **{name: getattr(feature, name) for name in FIELDS},
    )
    following = first_numbers(feature.bucket, [feature.fname])[feature.fname]
    feature.version = max(feature.version + 1, following)
    feature.author = caller.signature(feature.bucket)
    prune(feature)


def prune(feature: Feature) -> None:
    """Remove the versions of a feature that are older than those the site keeps."""
    kept = settings.ATLASVIEWER.versions_kept
    newest = feature.former.order_by("-number").values_list("number", flat=True)
    surplus = list(newest[kept:])
    feature.former.filter(number__in=surplus).delete()


def read_number(text: str) -> int:
    """Return the number of a version from an address; raise `Invalid` for any other text."""
    plain = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST))
    if not (plain and 1 <= int(text) <= LARGEST):
        raise Invalid(f"version: “{text[:40]}” is not a version number such as 3.")
    return int(text)


def find_version(feature: Feature, number: int) -> Feature | FeatureVersion:
    """Return one version of a feature: the present one, without a query, or a former one.

    Raises `Gone` for one that is no longer kept and `Missing` for one that never existed.
    """
    if number == feature.version:
        return feature
    former = feature.former.filter(number=number).first()
    if former is not None:
        return former
    last = first_numbers(feature.bucket, [feature.fname])[feature.fname] - 1
    if number <= max(feature.version, last):
        kept = settings.ATLASVIEWER.versions_kept
        raise Gone(
            f"Version {number} of “{feature.fname}” is no longer kept: this site keeps the last "
            f"{kept} versions of a feature. The current version is {feature.version}."
        )
    raise Missing(
        f"“{feature.fname}” has no version {number} yet; the current version is {feature.version}."
    )


def list_versions(feature: Feature) -> list[dict[str, Any]]:
    """Return every version that is kept, the present one first.

    `same_as` is the newest earlier version with the same content, as a restored one has; or None.
    """
    kept: list[tuple[Feature | FeatureVersion, int, Any]] = [
        (feature, feature.version, feature.changed_at),
        *((one, one.number, one.created_at) for one in feature.former.order_by("-number")),
    ]
    former: dict[tuple[Any, ...], int] = {}
    found = []
    for one, number, created_at in reversed(kept):
        content = tuple(getattr(one, name) for name in FIELDS)
        same_as = former.get(content)
        former[content] = number
        told = describe(one, number=number, created_at=created_at)
        found.append({**told, "current": one is feature, "same_as": same_as})
    return found[::-1]


def describe(one: Feature | FeatureVersion, *, number: int, created_at: Any) -> dict[str, Any]:
    """Return the description of a version."""
    return {
        "version": number,
        "created_at": created_at,
        "author": one.author,
        "kind": one.kind,
        "size": one.size,
        "stored": one.stored,
        "short_desc": one.short_desc,
        "unit": one.unit,
    }


def restore_version(*, caller: Caller, bucket: Bucket, fname: str, number: int) -> Feature:
    """Restore a former version as a new one, so that nothing is lost.

    Raises `Unauthorised`, `Missing`, `Gone`, or `Invalid` for the present version itself.
    """
    with transaction.atomic():
        target = lock_bucket_to_write(caller, bucket)
        feature = find_feature(target, fname)
        former = find_version(feature, number)
        if isinstance(former, Feature):
            raise Invalid(f"Version {number} is already the current version.")
        # Read before the oldest version, possibly this one, is pruned.
        content = {name: getattr(former, name) for name in FIELDS}
        keep_former(caller, feature)
        audit(caller, "version restored", target, feature=fname, version=number)
        for name, value in content.items():
            setattr(feature, name, value)
        feature.changed_at = timezone.now()
        feature.save()
        mark_changed(caller, target)
    return feature
