"""Feature: a named set of values in a bucket."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from buckets.models import Bucket
from buckets.names import FNAME_LENGTH


class FeatureQuerySet(models.QuerySet["Feature"]):
    def named(self, fname: str) -> "FeatureQuerySet":
        """The features of that name. None holds a NUL, which PostgreSQL does not compare with."""
        return self.none() if "\0" in fname else self.filter(fname=fname)

    def of_bucket_named(self, bucket: str, fname: str) -> "FeatureQuerySet":
        """The feature of a bucket given by name or alias; a name goes before an alias."""
        if "\0" in bucket:
            return self.none()
        return (
            self.named(fname)
            .filter(Q(bucket__name=bucket) | Q(bucket__alias=bucket))
            .order_by(models.Case(models.When(bucket__name=bucket, then=0), default=1))
        )

    def as_listing(self) -> dict[str, dict[str, str | None]]:
        """Return fname → description and unit, in the order of creation; opens no payload."""
        rows = self.order_by("pk").values_list("fname", "short_desc", "unit")
        return {fname: {"short_desc": desc, "unit": unit} for fname, desc, unit in rows}


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
    payload = models.CharField(
        "SHA-256 of what is stored", max_length=64, editable=False, db_index=True
    )
    stored = models.PositiveBigIntegerField("bytes stored", editable=False)
    size = models.PositiveBigIntegerField("bytes of the body", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = FeatureQuerySet.as_manager()

    class Meta:
        ordering = ["bucket", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bucket", "fname"], name="feature_fname_in_bucket"),
            models.CheckConstraint(condition=~Q(fname=""), name="feature_fname_not_empty"),
            models.CheckConstraint(
                condition=Q(kind__in=["regions", "volume", "points"]), name="feature_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bucket_id}/{self.fname}"

    def set_payload(self, payload: Any) -> None:
        """Point to a stored `payloads.Payload`."""
        self.payload, self.stored, self.size = payload.sha256, payload.stored, payload.size
