"""The bin: deleted buckets and features stay there for `BIN_DAYS` and can be restored."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from atlasviewer.web.errors import Conflict, Missing
from buckets.access.permissions import Caller, lock_bucket_to_write
from buckets.audit import audit
from buckets.models import BIN_DAYS, Bucket
from buckets.names import check_fname
from buckets.services import mark_changed
from features.models import Feature, FeatureQuerySet, RetiredNumber
from features.twins import refuse_twins


def list_bin(bucket: Bucket) -> FeatureQuerySet:
    """Return the features of a bucket that are in the bin, the last deleted first."""
    return Feature.everything.in_bin().filter(bucket=bucket).order_by("-deleted_at", "-pk")


def restore_feature(
    *, caller: Caller, bucket: Bucket, pk: int, fname: str | None = None
) -> Feature:
    """Take a feature out of the bin, under another name if one is given.

    Raises `Unauthorised`, `Missing`, or `Conflict` when the bucket has a feature of that name.
    """
    with transaction.atomic():
        target = lock_bucket_to_write(caller, bucket)
        feature = list_bin(target).select_for_update().filter(pk=pk).first()
        if feature is None:
            raise Missing("This feature is not in the bin; it was restored or permanently deleted.")
        feature.fname = check_fname(fname, place="name") if fname else feature.fname
        if Feature.objects.filter(bucket=target, fname=feature.fname).exists():
            raise Conflict(
                f"Bucket “{target.name}” now has another feature “{feature.fname}”; choose another "
                f"name, or delete that feature first.",
                code="exists",
            )
        if fname:
            refuse_twins(target, [feature.fname])
        feature.deleted_at = None
        feature.save()
        audit(caller, "feature restored", target, feature=feature.fname)
        mark_changed(caller, target)
    return feature


@dataclass(frozen=True)
class Emptied:
    """How many buckets and features were permanently removed."""

    buckets: int
    features: int


def empty_bin(*, older_than: timedelta = timedelta(days=BIN_DAYS)) -> Emptied:
    """Permanently remove what has been in the bin for longer than `older_than`.

    The files of their payloads are removed by the next `sweep_payloads`.
    """
    limit = timezone.now() - older_than
    with transaction.atomic():
        features = list(
            Feature.everything.in_bin()
            .filter(deleted_at__lt=limit)
            .select_for_update(of=("self",))
            .select_related("bucket")
        )
        buckets = Bucket.everything.in_bin().filter(deleted_at__lt=limit)
        _retire_numbers(features)
        Feature.everything.filter(pk__in=[feature.pk for feature in features]).delete()
        count = buckets.count()
        buckets.delete()
    return Emptied(buckets=count, features=len(features))


def _retire_numbers(features: list[Feature]) -> None:
    """Remember the last version number of each name, so that none is used again."""
    last: dict[tuple[str, str], int] = {}
    for feature in features:
        key = (feature.bucket.name, feature.fname)
        last[key] = max(last.get(key, 0), feature.version)
    for bucket_name, fname in list(last):
        known = RetiredNumber.objects.filter(bucket_name=bucket_name, fname=fname).first()
        if known is not None:
            last[bucket_name, fname] = max(last[bucket_name, fname], known.number)
    RetiredNumber.objects.bulk_create(
        [
            RetiredNumber(bucket_name=bucket, fname=fname, number=number)
            for (bucket, fname), number in last.items()
        ],
        update_conflicts=True,
        unique_fields=["bucket_name", "fname"],
        update_fields=["number"],
    )
