"""The values per region of any feature: those stored, or measured of its volume or points.

What is measured is cached by the content of the payload, and looks like a stored feature of
regions, so that everything that takes region values takes it too.
"""

import gzip
from typing import Any

import orjson

from atlasviewer.build.assets import atlas_file
from atlasviewer.running.heavy import Clock
from features.data.memory import memory, pack
from features.data.payloads import read_body
from features.models import Kind
from features.volumes.measured_body import measure_body

CPU_SECONDS = 15
"""A random volume takes 4."""
ADVICE = "its values per region cannot be computed here; a smoother or coarser volume takes less"
EDITION = 1
"""Counts up when measuring comes out otherwise than before: no cache keeps the former numbers."""


def read_regional(payload: str, kind: str, statistic: str | None = None) -> dict[str, Any]:
    """Return the body of a feature with its values per region, whatever it holds.

    Values on regions are returned as they are stored. Of a volume or of points the body also has:

    ``computed``: a sentence on how they were computed
    ``units``: units of the statistics that have one of their own
    ``unassigned``: by mapping, voxels or points in tissue that lie in none of its regions
    ``histograms``: by mapping, ``edges`` (65,) and ``counts`` by region (n, 64), or None
    ``outside`` (points): their ``count``, and the first thousand, a list per column
    ``volume``: the one of several volumes that `statistic` names, or the first

    Call it in a turn of `heavy_work`. Raises `Unavailable` without a built atlas, and `TooLarge`.
    """
    if kind == Kind.REGIONS:
        return read_body(payload)
    slices = atlas_file("slices")
    name = choose_volume(list_volumes(payload), statistic)

    def make() -> Any:
        return measure_body(read_body(payload), name, slices, Clock(CPU_SECONDS, ADVICE).check)

    return _cached(("regional", EDITION, payload, name, slices.name), make)


def list_volumes(payload: str) -> list[str]:
    """Return the names of a feature's volumes; none if it has one volume without a name."""
    return _cached(
        ("volumes", payload), lambda: list(read_body(payload)["feature_data"].get("volumes") or {})
    )


def choose_volume(names: list[str], statistic: str | None) -> str | None:
    """Return the volume that a statistic is of, else the first; None of none."""
    wanted = statistic or ""
    named = [name for name in names if wanted == name or wanted.endswith(f" of {name}")]
    return max(named, key=len) if named else next(iter(names), None)


def _cached(key: tuple[Any, ...], make: Any) -> Any:
    body = memory.find_or_make_once(key, lambda: pack(orjson.dumps(make()), ""))
    return orjson.loads(gzip.decompress(body.content))
