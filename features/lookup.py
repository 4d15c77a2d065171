"""Finds a feature by its name, or raises `Missing`."""

from atlasviewer.web.errors import Missing
from buckets.models import Bucket
from features.models import Feature


def find_feature(bucket: Bucket, fname: str) -> Feature:
    """Return a feature of a bucket; raise `Missing` if it has none of that name."""
    feature = Feature.objects.filter(bucket=bucket).named(fname).first()
    if feature is None:
        raise no_feature(bucket.name, fname)
    feature.bucket = bucket
    return feature


def no_feature(bucket: str, fname: str) -> Missing:
    return Missing(f"Bucket “{bucket}” has no feature “{fname}”; check its spelling.")
