"""The features of a bucket as its page lists them: in display order, then those not displayed."""

from dataclasses import dataclass

from atlasviewer.pages.link_preview import THUMBNAIL, figure_address
from buckets.models import Bucket
from buckets.tree import iterate_fnames
from features.models import Feature, Kind


@dataclass(frozen=True)
class Row:
    """A feature under one of its labels; `folders` from the root, empty where not displayed."""

    feature: Feature
    label: str
    folders: tuple[str, ...] = ()

    @property
    def thumbnail(self) -> str:
        """Return the address of a small picture; empty if no figure can be drawn."""
        if self.feature.kind != Kind.REGIONS:
            return ""
        return figure_address(self.feature.bucket.name, self.feature.fname, "png", **THUMBNAIL)


@dataclass(frozen=True)
class Listing:
    """The rows of a bucket, and the entries of its tree without a feature."""

    displayed: list[Row]
    hidden: list[Row]
    missing: list[str]

    @property
    def count(self) -> int:
        return len({row.feature.pk for row in (*self.displayed, *self.hidden)})


def list_rows(bucket: Bucket) -> Listing:
    """Return the features of a bucket as they are displayed: one query, no payload opened."""
    features = {one.fname: one for one in Feature.objects.filter(bucket=bucket).order_by("pk")}
    for feature in features.values():
        feature.bucket = bucket
    if bucket.tree is None:
        return Listing([Row(one, fname) for fname, one in features.items()], [], [])
    displayed: list[Row] = []
    missing: list[str] = []
    for labels, fname in iterate_fnames(bucket.tree):
        if fname in features:
            displayed.append(Row(features[fname], labels[-1], labels[:-1]))
        else:
            missing.append(fname)
    shown = {row.feature.fname for row in displayed}
    hidden = [Row(one, fname) for fname, one in features.items() if fname not in shown]
    return Listing(displayed, hidden, missing)
