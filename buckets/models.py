"""Bucket: a named folder of features, readable by name, writable by token."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from buckets import names, tokens
from buckets.fields import OrderedJSONField

ACCESS_RESOLUTION = timedelta(hours=1)
BIN_DAYS = 30
"""Days for which a deleted bucket or feature can be restored."""


class BucketQuerySet(models.QuerySet["Bucket"]):
    def named(self, name: str) -> "BucketQuerySet":
        """The bucket of that name or alias; a name has priority over an equal alias."""
        if "\0" in name:  # PostgreSQL cannot compare a NUL, and no name holds one.
            return self.none()
        return self.filter(Q(name=name) | Q(alias=name)).order_by(
            models.Case(models.When(name=name, then=0), default=1)
        )

    def named_alike(self, name: str) -> "BucketQuerySet":
        """The buckets whose name or alias equals this one, ignoring capitals."""
        return self.filter(Q(name__iexact=name) | Q(alias__iexact=name))

    def not_accessed_lately(self) -> "BucketQuerySet":
        return self.filter(accessed_at__lt=timezone.now() - ACCESS_RESOLUTION)

    def in_bin(self) -> "BucketQuerySet":
        return self.filter(deleted_at__isnull=False)


class LiveBucketManager(models.Manager.from_queryset(BucketQuerySet)):  # type: ignore[misc]
    """The buckets that are not in the bin, for everything except the bin itself."""

    def get_queryset(self) -> BucketQuerySet:
        return super().get_queryset().filter(deleted_at__isnull=True)


class Bucket(models.Model):
    name = models.CharField("name", max_length=names.BUCKET_LENGTH, db_index=True)
    alias = models.CharField(max_length=names.BUCKET_LENGTH, null=True, blank=True, db_index=True)
    short_desc = models.TextField("short description", null=True, blank=True)
    long_desc = models.TextField("long description", null=True, blank=True)
    url = models.TextField("link", null=True, blank=True)
    tree = OrderedJSONField(null=True, blank=True)
    default_view = OrderedJSONField(null=True, blank=True)
    extra = OrderedJSONField("other metadata", default=dict, blank=True)
    token_salt = models.CharField(max_length=tokens.SALT_LENGTH, editable=False)
    token_digest = models.CharField(max_length=tokens.DIGEST_LENGTH, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    accessed_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = LiveBucketManager()
    everything = BucketQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            # The name of a bucket in the bin is free.
            models.UniqueConstraint(
                fields=["name"], condition=Q(deleted_at__isnull=True), name="bucket_name_taken"
            ),
            models.UniqueConstraint(
                fields=["alias"], condition=Q(deleted_at__isnull=True), name="bucket_alias_taken"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="bucket_name_not_empty"),
            models.CheckConstraint(
                condition=Q(alias__isnull=True) | ~Q(alias=F("name")), name="bucket_alias_differs"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def set_token(self, token: str) -> None:
        """Set the token for writing; the former one stops working at once."""
        self.token_salt = tokens.new_salt()
        self.token_digest = tokens.hash_token(token, self.token_salt)

    def accepts(self, token: str) -> bool:
        return tokens.token_matches(token, salt=self.token_salt, digest=self.token_digest)

    def accepts_digest(self, digest: str) -> bool:
        """Return whether `digest` is that of the present token, in constant time."""
        return tokens.digests_equal(digest, self.token_digest)

    @property
    def fingerprint(self) -> str:
        """The shown part of the token's digest: tells tokens apart, useless for writing."""
        return self.token_digest[: tokens.FINGERPRINT_LENGTH]

    def as_metadata(self) -> dict[str, Any]:
        """Return the metadata that the API returns: never the token."""
        return {
            "uuid": self.name,
            "alias": self.alias,
            "url": self.url,
            "tree": self.tree,
            "short_desc": self.short_desc,
            "long_desc": self.long_desc,
            "last_access_date": self.accessed_at.isoformat(),
            **self.extra,
            **({"default_view": self.default_view} if self.default_view else {}),
        }


class FailedTry(models.Model):
    """How often a client sent a wrong key or token to one target since a time."""

    client = models.CharField(max_length=50)
    target = models.CharField(max_length=names.BUCKET_LENGTH)
    count = models.PositiveIntegerField()
    since = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "target"], name="failed_try_once"),
        ]

    def __str__(self) -> str:
        return f"{self.client} at {self.target or 'all'}: {self.count}"
