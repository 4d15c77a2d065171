"""The Swanson flatmap: vector paths from iblatlas, reduced for the browser."""

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from atlasviewer.atlas.regions import SIDE_ROWS, VOID
from atlasviewer.atlas.report import QUIET, Report

SIZE = (6820, 2968)
"""Width and height of one half of the map in its own units, as iblatlas draws it."""
FILE_NAME = "swansonpaths.json"
REMOTE_NAME = f"atlas/{FILE_NAME}"
SILENCE_S = 5
"""Seconds without an answer after which the download fails: a start must not hang."""
REMEDY = (
    "Build again on a machine with internet, or put a copy of "
    f"{FILE_NAME} (IBL's public bucket, {REMOTE_NAME}) at "
)


class FlatmapUnavailable(Exception):
    """The paths are neither on this machine nor downloadable; the message says how to get them."""


class FlatmapError(Exception):
    """The file of paths does not have the expected form."""


def find_paths(cache: Path, report: Report = QUIET) -> list[dict[str, Any]]:
    """Return the paths as `iblatlas.flatmaps.swanson_json` gives them, remapped to the annotation.

    Looked for at `cache`, in the cache of iblatlas, and then on the internet, from where the file
    is kept at `cache`. Raises FlatmapUnavailable if it cannot be found.
    """
    # Imported here, because it takes seconds and only a build of the map needs it.
    from botocore.exceptions import BotoCoreError, ClientError
    from iblatlas import flatmaps

    shared = _shared_cache()
    path = next((place for place in (cache, shared) if place is not None and place.is_file()), None)
    if path is None:
        report.say(f"Downloading the paths of the Swanson map, {REMOTE_NAME}")
        _download(cache)
        path = cache
    try:
        # Joined to its cache folder, an absolute path stays itself: it reads this very file. One
        # of the versions that iblatlas knows to be wrong makes it download the right one.
        found: list[dict[str, Any]] = flatmaps.swanson_json(filename=str(path.resolve()))
    except (BotoCoreError, ClientError, OSError, ValueError) as error:
        raise FlatmapUnavailable(
            f"{path} is outdated or damaged ({error}). Delete it. {REMEDY}{cache}."
        ) from error
    return found


def convert_paths(paths: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the map for the browser: `{"viewBox": [x, y, width, height], "regions": [...]}`.

    Each region is `{"row": …, "paths": [d, …]}` with SVG path data in whole units, one path per
    polygon; holes are further rings of the same path, to be filled with the rule "evenodd". Regions
    are in row order, paths in that of the file. Raises FlatmapError if the file does not have the
    expected form.
    """
    by_row: dict[int, list[str]] = {}
    for place, entry in enumerate(paths):
        row, rings = _read_entry(place, entry)
        texts = [_ring_text(ring) for ring in rings]
        drawn = [text for text in texts if text]
        if entry["hole"]:
            drawn = ["".join(drawn)] if texts[0] else []
        by_row.setdefault(row, []).extend(drawn)
    regions = [{"row": row, "paths": by_row[row]} for row in sorted(by_row) if by_row[row]]
    return {"viewBox": [0, 0, *SIZE], "regions": regions}


def _read_entry(place: int, entry: dict[str, Any]) -> tuple[int, list[list[tuple[float, float]]]]:
    """Return the row and the rings of one entry of the file."""
    try:
        row = int(entry["thisID"])
        coordinates = entry["coordsReg"]
        rings = [coordinates] if isinstance(coordinates, dict) else list(coordinates)
        points = [
            [(float(x), float(y)) for x, y in zip(ring["x"], ring["y"], strict=True)]
            for ring in rings
        ]
        bool(entry["hole"])
    except (KeyError, TypeError, ValueError) as error:
        raise FlatmapError(f"Entry {place} of {FILE_NAME} has another form: {error!r}.") from error
    if not VOID < row <= SIDE_ROWS:
        raise FlatmapError(f"Entry {place} of {FILE_NAME} names row {row}, which is not a region.")
    if not points:
        raise FlatmapError(f"Entry {place} of {FILE_NAME} has no ring.")
    return row, points


def _ring_text(ring: Sequence[tuple[float, float]]) -> str:
    """Return a closed ring as SVG path data in whole units; empty if nothing is left of it."""
    corners: list[tuple[int, int]] = []
    for x, y in ring:
        corner = (round(x), round(y))
        if not corners or corner != corners[-1]:
            corners.append(corner)
    while len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    if len(corners) < 3:
        return ""
    steps = [
        f"{x - before_x},{y - before_y}"
        for (before_x, before_y), (x, y) in zip(corners[:-1], corners[1:], strict=True)
    ]
    return f"M{corners[0][0]},{corners[0][1]}l{' '.join(steps)}z"


def _shared_cache() -> Path | None:
    """Return where iblatlas keeps the file; None if iblatlas has no settings on this machine."""
    import one.params

    settings = one.params.get(silent=True)
    folder = getattr(settings, "CACHE_DIR", None)
    if folder is None:
        return None
    return Path(folder, "histology", "ATLAS", "Needles", "Allen", "flatmaps", FILE_NAME)


def _download(target: Path) -> None:
    """Download the whole file from IBL's public bucket, or raise FlatmapUnavailable soon."""
    import boto3
    from botocore import UNSIGNED
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError
    from one.remote import aws

    patience = Config(
        signature_version=UNSIGNED,
        connect_timeout=SILENCE_S,
        read_timeout=SILENCE_S,
        retries={"total_max_attempts": 1},
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".download-", dir=target.parent) as folder:
        draft = Path(folder) / FILE_NAME
        try:
            client = boto3.client("s3", region_name=aws.REGION_NAME, config=patience)
            client.download_file(aws.S3_BUCKET_IBL, REMOTE_NAME, str(draft))
            json.loads(draft.read_text(encoding="utf-8"))
        except (BotoCoreError, ClientError, OSError, ValueError) as error:
            reason = f"{type(error).__name__}: {error}".rstrip(".")
            raise FlatmapUnavailable(
                f"The Swanson map could not be downloaded ({reason}). {REMEDY}{target}."
            ) from error
        shutil.move(draft, target)
