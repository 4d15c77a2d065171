"""Publishing a table of animals: its groups and contrasts, all in one transaction or none."""

from atlasviewer.web.errors import Invalid
from buckets.access.permissions import Caller
from buckets.models import Bucket
from buckets.names import find_fname_problem
from features.animals.analysing import Analysis
from features.animals.drafting import draft_animals, list_names
from features.tables.publishing import Published, publish_drafts


def publish_animals(
    *, caller: Caller, bucket: Bucket, analysis: Analysis, existing: object = "stop"
) -> Published:
    """Store the features of an analysis in a bucket, all or none; see `publish_table`."""
    names = list_names(analysis)
    for name in names:
        if problem := find_fname_problem(name):
            raise Invalid(f"“{name}”: {problem}", code="bad_name")
    if len(set(names)) < len(names):
        raise Invalid(
            "Two groups would become the same feature: give them other names.", code="bad_name"
        )
    return publish_drafts(
        caller=caller,
        bucket=bucket,
        fnames=names,
        draft=lambda wanted: draft_animals(analysis, wanted),
        existing=existing,
        action="animals published",
    )
