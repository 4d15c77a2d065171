"""Names of features that only a computer tells apart: by capitals, or by how accents are stored."""

import unicodedata
from collections.abc import Collection
from typing import Literal

from django.db.models import Q

from atlasviewer.web.errors import Conflict
from buckets.models import Bucket
from features.models import Feature

FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")


def fold_fname(fname: str) -> str:
    """Return a name without what tells twins apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", fname).casefold())


def refuse_twins(bucket: Bucket, fnames: Collection[str]) -> None:
    """Raise `Conflict` when a new name is a twin of another new one, or of one in the bucket.

    Twins from before this rule go on as they are. Names that the bucket has exactly are none of
    this function's business.
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
    """Return names in the bucket that may be twins: all for many names, few for one."""
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
