"""Feature: a named set of values in a bucket."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from buckets.fields import OrderedJSONField
from buckets.models import Bucket
from buckets.names import BUCKET_LENGTH, FNAME_LENGTH

AUTHOR_LENGTH = 20


class FeatureQuerySet(models.QuerySet["Feature"]):
    def named(self, fname: str) -> "FeatureQuerySet":
        """The features of that name. No name holds a NUL, which PostgreSQL cannot compare."""
        return self.none() if "\0" in fname else self.filter(fname=fname)

    def of_bucket_named(self, bucket: str, fname: str) -> "FeatureQuerySet":
        """The feature of a bucket given by name or alias; a name has priority over an alias."""
        if "\0" in bucket:
            return self.none()
        return (
            self.named(fname)
            .filter(Q(bucket__name=bucket) | Q(bucket__alias=bucket))
            .order_by(models.Case(models.When(bucket__name=bucket, then=0), default=1))
        )

    def in_bin(self) -> "FeatureQuerySet":
        return self.filter(deleted_at__isnull=False)

    def as_listing(self) -> dict[str, dict[str, Any]]:
        """Return fname → description, unit and, where it has one, default view, in the order of
        creation; opens no payload."""
        rows = self.order_by("pk").values_list("fname", "short_desc", "unit", "default_view")
        return {
            fname: {"short_desc": desc, "unit": unit, **({"default_view": view} if view else {})}
            for fname, desc, unit, view in rows
        }


class LiveFeatureManager(models.Manager.from_queryset(FeatureQuerySet)):  # type: ignore[misc]
    """The features that are not in the bin, for everything except the bin itself.

    The features of a bucket in the bin are in the bin too.
    """

    def get_queryset(self) -> FeatureQuerySet:
        return super().get_queryset().filter(deleted_at__isnull=True)


class Kind(models.TextChoices):
    REGIONS = "regions", "values of regions"
    VOLUME = "volume", "volume"
    POINTS = "points", "points"


class Feature(models.Model):
    bucket = models.ForeignKey(Bucket, on_delete=models.CASCADE, related_name="features")
    fname = models.CharField("name", max_length=FNAME_LENGTH)
    kind = models.CharField(max_length=10, choices=Kind.choices, editable=False)
    short_desc = models.TextField("short description", null=True, blank=True)
    unit = models.TextField(null=True, blank=True)
    default_view = OrderedJSONField(null=True, blank=True)
    payload = models.CharField(
        "SHA-256 of what is stored", max_length=64, editable=False, db_index=True
    )
    stored = models.PositiveBigIntegerField("bytes stored", editable=False)
    size = models.PositiveBigIntegerField("bytes of the body", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    author = models.CharField(
        "last changed by", max_length=AUTHOR_LENGTH, default="", editable=False
    )
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = LiveFeatureManager()
    everything = FeatureQuerySet.as_manager()

    class Meta:
        ordering = ["bucket", "pk"]
        indexes = [
            # Only the bin: with an index over every row, SQLite would read all live features.
            models.Index(
                fields=["deleted_at"],
                condition=Q(deleted_at__isnull=False),
                name="feature_in_bin",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["bucket", "fname"],
                condition=Q(deleted_at__isnull=True),
                name="feature_fname_in_bucket",
            ),
            models.CheckConstraint(condition=~Q(fname=""), name="feature_fname_not_empty"),
            models.CheckConstraint(
                condition=Q(kind__in=["regions", "volume", "points"]), name="feature_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bucket_id}/{self.fname}"

    def set_payload(self, payload: Any) -> None:
        """Refer to a stored `payloads.Payload`."""
        self.payload, self.stored, self.size = payload.sha256, payload.stored, payload.size


class FeatureVersion(models.Model):
    """What a feature was before it was changed."""

    feature = models.ForeignKey(Feature, on_delete=models.CASCADE, related_name="former")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    short_desc = models.TextField(null=True)
    unit = models.TextField(null=True)
    payload = models.CharField(max_length=64, db_index=True)
    stored = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField()
    author = models.CharField(max_length=AUTHOR_LENGTH)

    class Meta:
        ordering = ["feature", "number"]
        constraints = [
            models.UniqueConstraint(fields=["feature", "number"], name="version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.feature_id} version {self.number}"

    @property
    def version(self) -> int:
        """Its number, named as that of the feature as it is now."""
        return self.number


class RetiredNumber(models.Model):
    """The last version number of a permanently removed feature, so that none is reused."""

    bucket_name = models.CharField(max_length=BUCKET_LENGTH)
    fname = models.CharField(max_length=FNAME_LENGTH)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bucket_name", "fname"], name="retired_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.bucket_name}/{self.fname} up to {self.number}"


class SiteIdentity(models.Model):
    """The single row with the id of this database's site; the payload store has it too."""

    ONLY = 1

    site_id = models.CharField(max_length=36)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="site_identity_is_one_row"),
        ]

    def __str__(self) -> str:
        return self.site_id
