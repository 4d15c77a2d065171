"""Stores the points of a file as a feature, once what was guessed about them is confirmed."""

import base64
import gzip
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from atlasviewer.web.errors import Invalid
from buckets.access.permissions import Caller, authorise_write
from buckets.models import Bucket
from buckets.names import check_fname
from features.models import Feature
from features.volumes.importing import StoringChoices, store, unconfirmed
from features.volumes.reading.points_file import Points, read_points
from features.volumes.reading.problem import FileProblem


@dataclass(frozen=True, kw_only=True)
class PointChoices(StoringChoices):
    """What whoever sends points says about them; see `read_points`."""

    origin: str | None = None
    position_unit: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class ImportedPoints:
    """What was understood of a file, and the feature that it has become, if any."""

    points: Points
    feature: Feature | None

    def to_json(self) -> dict[str, Any]:
        """Return what the API answers with."""
        points = self.points
        lowest, highest = points.xyz.min(axis=0) * 1e6, points.xyz.max(axis=0) * 1e6
        return {
            "stored": None if self.feature is None else self.feature.fname,
            "points": len(points.values),
            "origin": points.origin,
            "position_unit": points.unit,
            "value": points.value_name,
            "guesses": list(points.guesses),
            "range_um": {
                axis: [round(float(low), 1), round(float(high), 1)]
                for axis, low, high in zip(("ml", "ap", "dv"), lowest, highest, strict=True)
            },
        }


def import_points(
    *, caller: Caller, bucket: Bucket, path: Path, name: str, choices: PointChoices
) -> ImportedPoints:
    """Store the points of a file as a feature, or only say what would be stored.

    Nothing is stored while a guess is not confirmed. Raises `Invalid`, and what `create_feature`
    and `patch_feature` raise.
    """
    authorise_write(caller, bucket)
    check_fname(choices.fname)
    try:
        points = read_points(
            path, name, origin=choices.origin, unit=choices.position_unit, value=choices.value
        )
    except FileProblem as problem:
        raise Invalid(f"{problem} Nothing was stored.", code="bad_file") from None
    if choices.check:
        return ImportedPoints(points, None)
    if points.guesses and not choices.confirmed:
        raise unconfirmed(points.guesses)
    data: dict[str, object] = {"xyz": _encode(points.xyz), "values": _encode(points.values)}
    return ImportedPoints(points, store(caller, bucket, choices, data))


def _encode(numbers: Any) -> str:
    out = io.BytesIO()
    np.save(out, numbers.astype("<f4"))
    return base64.b64encode(gzip.compress(out.getvalue(), 6, mtime=0)).decode()
