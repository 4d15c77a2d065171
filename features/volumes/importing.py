"""Stores the volume of a file as a feature, once what was guessed about it is confirmed."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atlasviewer.web.errors import Invalid
from buckets.access.permissions import Caller, authorise_write
from buckets.models import Bucket
from buckets.names import check_fname
from features.models import Feature
from features.services import create_feature, patch_feature
from features.volumes.reading.converting import Converted, convert_volume, encode_volume
from features.volumes.reading.opening import open_volume
from features.volumes.reading.placing import SIDES, Placement, place_volume
from features.volumes.reading.problem import FileProblem

TEXTS = ("short_desc", "unit")


@dataclass(frozen=True, kw_only=True)
class StoringChoices:
    """How whoever sends a file wants it stored."""

    fname: str
    short_desc: str | None = None
    unit: str | None = None
    confirmed: bool = False
    """Whether what was guessed is right."""
    replace: bool = False
    """Whether to replace a feature of this name, instead of creating one."""
    check: bool = False
    """Whether only to say what would be stored."""


@dataclass(frozen=True, kw_only=True)
class ImportChoices(StoringChoices):
    """What whoever sends a volume says about it."""

    orientation: str | None = None
    """Where its axes start, as “asl”; see `place_volume`."""
    side: str | None = None


@dataclass(frozen=True)
class Imported:
    """What was understood of a file, and the feature that it has become, if any."""

    placement: Placement
    converted: Converted
    feature: Feature | None

    def to_json(self) -> dict[str, Any]:
        """Return what the API answers with."""
        placement, converted = self.placement, self.converted
        return {
            "stored": None if self.feature is None else self.feature.fname,
            "orientation": placement.orientation,
            "resolution_um": placement.resolution,
            "side": placement.half,
            "guesses": list(placement.guesses),
            "notes": [*placement.notes, *converted.notes],
            "low": converted.low,
            "high": converted.high,
            "missing": converted.missing,
        }


def import_volume(
    *,
    caller: Caller,
    bucket: Bucket,
    path: Path,
    name: str,
    choices: ImportChoices,
    check: Callable[[], object] = lambda: None,
) -> Imported:
    """Store the volume of a file as a feature, or only say what would be stored.

    `name` is what the file is called; `check` is called now and then and may raise. Nothing is
    stored while a guess is not confirmed. Raises `Invalid`, and what `create_feature` and
    `patch_feature` raise.
    """
    authorise_write(caller, bucket)
    check_fname(choices.fname)
    if choices.side not in (None, *SIDES):
        raise Invalid("side must be left or right.")
    try:
        with tempfile.TemporaryDirectory(prefix="volume-") as folder:
            file = open_volume(path, name, Path(folder))
            placement = place_volume(file, orientation=choices.orientation, side=choices.side)
            if placement.guesses and not (choices.confirmed or choices.check):
                raise unconfirmed(placement.guesses)
            converted = convert_volume(file, placement, Path(folder), check=check)
    except FileProblem as problem:
        raise Invalid(f"{problem} Nothing was stored.", code="bad_file") from None
    if choices.check:
        return Imported(placement, converted, None)
    feature = store(caller, bucket, choices, encode_volume(converted))
    return Imported(placement, converted, feature)


def store(
    caller: Caller, bucket: Bucket, choices: StoringChoices, feature_data: dict[str, object]
) -> Feature:
    """Create or replace the feature that the choices name."""
    content = {key: getattr(choices, key) for key in TEXTS if getattr(choices, key) is not None}
    content["feature_data"] = feature_data
    if choices.replace:
        return patch_feature(caller=caller, bucket=bucket, fname=choices.fname, content=content)
    content["fname"] = choices.fname
    return create_feature(caller=caller, bucket=bucket, content=content)


def unconfirmed(guesses: Sequence[str]) -> Invalid:
    """Return the refusal of a file about which something was guessed: ``place: sentence`` each."""
    problems = [
        {"place": guess.partition(":")[0], "code": "guess", "message": guess} for guess in guesses
    ]
    return Invalid(
        "Nothing was stored: part of how the file lies in the brain is a guess. Confirm it, or "
        "say what is right.",
        code="unconfirmed",
        problems=problems,
    )
