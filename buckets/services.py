"""Every write to a bucket: authorised, checked and saved in one transaction."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from atlasviewer.web.errors import Conflict, Invalid
from buckets import metadata as checks
from buckets.access import last_reads
from buckets.access.permissions import (
    Caller,
    authorise_creation,
    authorise_write,
    find_binned_bucket,
    lock_bucket_to_write,
)
from buckets.audit import audit
from buckets.models import ACCESS_RESOLUTION, Bucket
from buckets.names import check_bucket_name
from buckets.tokens import new_token
from buckets.tree import check_tree, mark_tree


def create_bucket(*, caller: Caller, name: object, metadata: object) -> Bucket:
    """Create a bucket whose token is ``metadata["token"]``.

    Raises `Unauthorised` without the global key, `Invalid`, or `Conflict` if the name or the alias
    is taken, as a name or as an alias.
    """
    authorise_creation(caller)
    name = check_bucket_name(name)
    fields = checks.check_metadata(metadata)
    checks.check_uuid_unchanged(metadata, name)
    token = fields.pop("token", None)
    if token is None:
        raise Invalid("metadata.token is missing: the token for writing to this bucket.")
    bucket = Bucket(name=name, **_without_own_name_as_alias(fields, name))
    bucket.set_token(token)
    with transaction.atomic():
        _refuse_taken_names(bucket)
        _save(bucket)
        audit(caller, "bucket created", bucket)
    return bucket


def take_in_bucket(
    *,
    caller: Caller,
    name: str,
    metadata: dict[str, Any],
    token: str | None,
    accessed_at: datetime,
) -> tuple[Bucket, str | None]:
    """Create a bucket that comes from another site, with its token from there.

    Older tokens may be shorter than this site allows; without one, a random token that nobody knows
    locks the bucket. An alias that is taken is dropped and returned as the second value. Needs a
    transaction. Raises `Unauthorised`, `Invalid`, or `Conflict` if the name is taken.
    """
    authorise_creation(caller)
    fields = _without_own_name_as_alias(checks.check_metadata(metadata), name)
    bucket = Bucket(name=check_bucket_name(name), accessed_at=accessed_at, **fields)
    bucket.set_token(token or new_token())
    lost_alias = bucket.alias if bucket.alias and _alias_is_taken(bucket.alias) else None
    if lost_alias:
        bucket.alias = None
    _refuse_taken_names(bucket)
    _save(bucket)
    return bucket, lost_alias


def find_bucket_of_any_spelling(name: str) -> Bucket | None:
    """Return the bucket of that name, ignoring capitals, even if it is in the bin."""
    found = Bucket.everything.filter(name__iexact=name)
    return min(found, key=lambda one: (one.deleted_at is not None, one.name != name), default=None)


def patch_bucket(*, caller: Caller, bucket: Bucket, metadata: object) -> Bucket:
    """Replace the metadata keys that are given, the token too; the others stay."""
    with transaction.atomic():
        bucket = lock_bucket_to_write(caller, bucket)
        fields = checks.check_metadata(metadata)
        checks.check_uuid_unchanged(metadata, bucket.name)
        # Before the token changes, since the request came with the former one.
        audit(caller, "bucket changed", bucket, token_changed="token" in fields)
        if "token" in fields:
            bucket.set_token(fields.pop("token"))
        fields["extra"] = checks.check_extra({**bucket.extra, **fields["extra"]})
        for key, value in _without_own_name_as_alias(fields, bucket.name).items():
            setattr(bucket, key, value)
        bucket.changed_at = timezone.now()
        _refuse_taken_names(bucket)
        _save(bucket)
    return bucket


def save_tree(*, caller: Caller, bucket: Bucket, tree: object, seen: object) -> Bucket:
    """Replace the tree, provided it still has the mark `seen` (see `tree.mark_tree`).

    Raises `Conflict` if somebody else saved another tree meanwhile; nothing is written then.
    """
    with transaction.atomic():
        bucket = lock_bucket_to_write(caller, bucket)
        if mark_tree(bucket.tree) != seen:
            raise Conflict(
                "Someone else saved this tree after you opened it. Your changes are not lost: "
                "review theirs, then save again.",
                code="tree_changed",
            )
        bucket.tree = check_tree(tree)
        bucket.changed_at = timezone.now()
        bucket.save()
        audit(caller, "tree saved", bucket)
    return bucket


def delete_bucket(*, caller: Caller, bucket: Bucket) -> str:
    """Move a bucket with all its features to the bin and return its name, which is free at once."""
    with transaction.atomic():
        bucket = lock_bucket_to_write(caller, bucket)
        bucket.deleted_at = timezone.now()
        _features(bucket).filter(deleted_at=None).update(deleted_at=bucket.deleted_at)
        bucket.save()
        audit(caller, "bucket deleted", bucket)
    return bucket.name


def restore_bucket(*, caller: Caller, pk: int, name: str | None = None) -> Bucket:
    """Take a bucket out of the bin, with the features that were deleted with it.

    Raises `Conflict` if another bucket has its name by now and no other `name` is given. An alias
    that was taken meanwhile is dropped.
    """
    with transaction.atomic():
        bucket = find_binned_bucket(caller, pk)
        bucket.name = check_bucket_name(name, place="name") if name else bucket.name
        _refuse_restoring_over(bucket)
        if name:
            _refuse_taken_names(Bucket(pk=bucket.pk, name=bucket.name))
        if bucket.alias and (
            bucket.alias == bucket.name or Bucket.objects.named(bucket.alias).exists()
        ):
            bucket.alias = None
        deleted_at: datetime | None = bucket.deleted_at
        bucket.deleted_at = None
        bucket.changed_at = timezone.now()
        _save(bucket)
        _features(bucket).filter(deleted_at=deleted_at).update(deleted_at=None)
        audit(caller, "bucket restored", bucket)
    return bucket


def mark_changed(caller: Caller, bucket: Bucket) -> None:
    """Record that something in a bucket changed, so that older listings of it become stale.

    Needs the transaction that changed it. Raises `Unauthorised`.
    """
    authorise_write(caller, bucket)
    Bucket.objects.filter(pk=bucket.pk).update(changed_at=timezone.now())


def record_access(bucket: Bucket) -> None:
    """Note that a bucket was read, at most once an hour; written later (see `last_reads`)."""
    if timezone.now() - bucket.accessed_at >= ACCESS_RESOLUTION:
        last_reads.notes.note(bucket.pk)


def _without_own_name_as_alias(fields: dict[str, Any], name: str) -> dict[str, Any]:
    """An alias equal to the name is dropped: the name works already."""
    return {**fields, "alias": None} if fields.get("alias") == name else fields


def _alias_is_taken(alias: str) -> bool:
    return bool(Bucket.objects.named_alike(alias).exists())


def _features(bucket: Bucket) -> Any:
    """The features of a bucket, also in the bin; a model of the app that builds upon this one."""
    return bucket.features(manager="everything")


def _refuse_restoring_over(bucket: Bucket) -> None:
    if Bucket.objects.named(bucket.name).exists():
        raise Conflict(
            f"The name “{bucket.name}” is now taken by another bucket; choose another name, or "
            f"delete that bucket first.",
            code="exists",
        )


def _refuse_taken_names(bucket: Bucket) -> None:
    """Raise `Conflict` if a new name of this bucket is taken, or is a twin of another.

    Twins older than this rule stay as they are.
    """
    others = Bucket.objects.exclude(pk=bucket.pk)
    former = Bucket.everything.filter(pk=bucket.pk, deleted_at=None).values_list("name", "alias")
    kept = next(iter(former), ())
    for name in (bucket.name, bucket.alias):
        if name and others.named(name).exists():
            raise _taken(name)
        twin = others.named_alike(name).first() if name and name not in kept else None
        if twin is not None:
            raise Conflict(
                f"“{name}” differs from the name of another bucket, “{twin.name}”, only in "
                f"capitalisation; choose another name.",
                code="exists",
            )


def _save(bucket: Bucket) -> None:
    """Save; of two concurrent creates with one name, one succeeds and the other is refused."""
    try:
        with transaction.atomic():
            bucket.save()
    except IntegrityError:
        raise _taken(bucket.name) from None


def _taken(name: str) -> Conflict:
    return Conflict(f"A bucket called “{name}” exists already; choose another name.", code="exists")
