"""Names of features that differ only in capitals, or in how accents are stored."""

import unicodedata
from collections.abc import Collection
from typing import Literal

from django.db.models import Q

from atlasviewer.web.errors import Conflict
from buckets.models import Bucket
from features.models import Feature

FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")


def fold_fname(fname: str) -> str:
    """Return a name without the differences between twins."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", fname).casefold())


def refuse_twins(bucket: Bucket, fnames: Collection[str]) -> None:
    """Raise `Conflict` if a new name is a twin of another new one, or of one in the bucket.

    Twins older than this rule stay as they are. Names that the bucket has exactly are checked
    elsewhere.
    """
    there = {fold_fname(name): name for name in _find_candidates(bucket, fnames)}
    for fname in fnames:
        other = there.setdefault(fold_fname(fname), fname)
        if other != fname:
            raise Conflict(
                f"“{fname}” differs from “{other}” only in capitalisation or in how accents are "
                f"stored; choose another name.",
                code="exists",
            )


def _find_candidates(bucket: Bucket, fnames: Collection[str]) -> list[str]:
    """Return names in the bucket that may be twins: for many names all, for one name few."""
    found = Feature.objects.filter(bucket=bucket)
    if len(fnames) == 1:
        (fname,) = fnames
        cases = {fname, fname.lower(), fname.upper(), fname.casefold()}
        alike = Q()
        for form in FORMS:
            for spelling in cases:
                alike |= Q(fname__iexact=unicodedata.normalize(form, spelling))
        found = found.filter(alike)
    return list(found.values_list("fname", flat=True))
