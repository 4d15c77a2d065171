"""The demo bucket ``allen_ccf``: numbers counted in the annotation itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from atlasviewer.atlas.regions import ROOT, SIDE_ROWS, RegionTable, load_regions
from atlasviewer.atlas.summary import RegionSummary, aggregate
from buckets.access.permissions import STAFF
from buckets.models import Bucket
from buckets.services import create_bucket, patch_bucket
from buckets.tokens import new_token
from features.models import Feature
from features.services import create_feature

NAME = "allen_ccf"
METADATA = {
    "short_desc": "Size and place of every region of the Allen CCFv3",
    "long_desc": (
        "Counted in the Allen CCFv3 annotation of 2017 at 25 µm, left and right separately. "
        "Each region counts the voxels that carry its own label; under Beryl and Cosmos, all "
        "voxels of the regions they gather. Positions are those of the IBL, from bregma."
    ),
    "url": "https://doi.org/10.1016/j.cell.2020.04.007",
}


@dataclass(frozen=True)
class DemoFeature:
    """One feature: where its values are in `RegionSummary`, and how it is shown."""

    fname: str
    field: str
    group: str
    label: str
    unit: str
    short_desc: str


FEATURES = (
    DemoFeature(
        "volume", "volume_mm3", "Size", "Volume", "mm³", "Volume of the region on this side"
    ),
    DemoFeature(
        "voxels", "voxels", "Size", "Voxels", "voxels", "Number of 25 µm voxels on this side"
    ),
    DemoFeature(
        "centroid_ap", "ap_mm", "Centroid", "AP", "mm", "AP of the centroid, anterior of bregma > 0"
    ),
    DemoFeature(
        "centroid_dv", "dv_mm", "Centroid", "DV", "mm", "DV of the centroid, dorsal of bregma > 0"
    ),
    DemoFeature(
        "centroid_ml", "ml_mm", "Centroid", "ML", "mm", "ML of the centroid, right of bregma > 0"
    ),
)


def demo_is_there() -> bool:
    """Return whether the demo bucket exists with all its features."""
    found = Feature.objects.filter(bucket__name=NAME, fname__in=[one.fname for one in FEATURES])
    return found.count() == len(FEATURES)


def make_demo(summary: RegionSummary) -> Iterator[str]:
    """Create what is missing of the demo bucket; yield a line for each feature created."""
    metadata = {**METADATA, "tree": demo_tree()}
    bucket = Bucket.objects.filter(name=NAME).first()
    if bucket is not None:
        patch_bucket(caller=STAFF, bucket=bucket, metadata=metadata)
    else:
        bucket = create_bucket(caller=STAFF, name=NAME, metadata={**metadata, "token": new_token()})
    present = set(Feature.objects.filter(bucket__name=NAME).values_list("fname", flat=True))
    summaries = summarise_by_mapping(summary, load_regions())
    for feature in FEATURES:
        if feature.fname not in present:
            create_feature(caller=STAFF, bucket=bucket, content=make_content(feature, summaries))
            yield feature.label


def demo_tree() -> dict[str, Any]:
    """Return the tree: features by group, labelled with their unit."""
    tree: dict[str, dict[str, str]] = {}
    for feature in FEATURES:
        tree.setdefault(feature.group, {})[f"{feature.label} ({feature.unit})"] = feature.fname
    return tree


def summarise_by_mapping(summary: RegionSummary, regions: RegionTable) -> dict[str, RegionSummary]:
    """Return the summary under each mapping; regions that Beryl and Cosmos leave out are not in
    it."""
    return {
        "allen": summary,
        "beryl": aggregate(summary, regions.beryl),
        "cosmos": aggregate(summary, regions.cosmos),
    }


def make_content(feature: DemoFeature, summaries: dict[str, RegionSummary]) -> dict[str, Any]:
    """Return the content with which the service creates one feature.

    Each value was counted for its own region, also under Beryl and Cosmos: all are given.
    """
    mappings = {}
    origins = {}
    for mapping, summary in summaries.items():
        values = getattr(summary, feature.field).copy()
        if mapping != "allen":
            values[[ROOT, ROOT + SIDE_ROWS]] = np.nan
        mappings[mapping] = mapping_data(values)
        origins[mapping] = {"given": np.flatnonzero(~np.isnan(values)).tolist()}
    return {
        "fname": feature.fname,
        "short_desc": feature.short_desc,
        "unit": feature.unit,
        "feature_data": {"mappings": mappings, "origins": origins},
    }


def mapping_data(values: np.ndarray) -> dict[str, Any]:
    """Return the values of rows 0…2654, NaN left out, as a mapping of ``feature_data``."""
    rows = np.flatnonzero(~np.isnan(values))
    there = values[rows]
    summary = {name: float(getattr(np, name)(there)) for name in ("min", "max", "mean", "median")}
    data = {str(row): {"mean": float(values[row])} for row in rows}
    return {"data": data, "statistics": {"mean": summary}}
