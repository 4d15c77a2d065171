"""The answers about a feature's values per region: as JSON and as CSV, made once per content."""

from dataclasses import astuple, dataclass
from typing import Any

import orjson

from atlasviewer.atlas.regions import SIDE_ROWS, VOID, load_regions
from atlasviewer.web.errors import Invalid
from features.data.memory import Body
from features.data.region_values import Regions, list_mappings, read_unit
from features.exchange.values_csv import write_values
from features.models import Feature, FeatureVersion, Kind
from features.reads.computed import compute_once, name_content
from features.volumes.regional import EDITION, list_volumes, read_regional

MOST_BYTES = 8_000_000
"""Bytes of JSON of values on regions up to which they are listed."""


@dataclass(frozen=True)
class Asked:
    """Which values per region are asked for, and everything that the answer depends on."""

    bucket: str
    fname: str
    version: int
    payload: str
    kind: str
    mapping: str
    volume: str | None
    histogram: bool

    def etag(self, form: str, *, packed: bool) -> str:
        """Return a name of the content, without computing it."""
        return name_content((EDITION, astuple(self), form), packed=packed)


def ask(
    feature: Feature,
    stored: Feature | FeatureVersion,
    *,
    mapping: str,
    volume: str | None,
    histogram: bool,
) -> Asked:
    """Return what is asked of a feature as it is `stored`; raise `Invalid` if it is too large."""
    if stored.kind == Kind.REGIONS and stored.size > MOST_BYTES:
        raise Invalid("This feature is too large to be listed by region.", code="no_regions")
    return Asked(
        bucket=feature.bucket.name,
        fname=feature.fname,
        version=stored.version,
        payload=stored.payload,
        kind=stored.kind,
        mapping=mapping,
        volume=volume,
        histogram=histogram,
    )


def answer(asked: Asked, form: str, *, packed: bool) -> Body:
    """Return the values per region as JSON or CSV, computed or cached.

    Raises `Invalid`, `Unavailable` and `Busy`.
    """

    def write() -> bytes:
        return _write_csv(asked) if form == "csv" else orjson.dumps(_describe(asked))

    return compute_once("region values", asked.etag(form, packed=packed), write, packed=packed)


def _describe(asked: Asked) -> dict[str, Any]:
    body = _read(asked)
    regions = _choose(body, asked)
    rows = sorted(int(index) for index in regions)
    statistics = _statistics(regions)
    acronyms = load_regions().acronym
    described = {
        "bucket": asked.bucket,
        "fname": asked.fname,
        "version": asked.version,
        "kind": asked.kind,
        "mapping": asked.mapping,
        "computed": body.get("computed"),
        "volumes": [] if asked.kind == Kind.REGIONS else list_volumes(asked.payload),
        "volume": body.get("volume"),
        "units": {name: read_unit(body, name) for name in statistics},
        "regions": {
            "row": rows,
            "region": [str(acronyms[row - SIDE_ROWS if row > SIDE_ROWS else row]) for row in rows],
            "side": [_side(row) for row in rows],
        },
        "values": {name: [regions[str(row)].get(name) for row in rows] for name in statistics},
        "unassigned": (body.get("unassigned") or {}).get(asked.mapping),
        "outside": body.get("outside"),
    }
    if asked.histogram:
        described["histogram"] = (body.get("histograms") or {}).get(asked.mapping)
    return described


def _write_csv(asked: Asked) -> bytes:
    regions = _choose(_read(asked), asked)
    return write_values({"feature_data": {"mappings": {asked.mapping: {"data": regions}}}})[1]


def _read(asked: Asked) -> dict[str, Any]:
    if asked.volume is not None:
        names = [] if asked.kind == Kind.REGIONS else list_volumes(asked.payload)
        if asked.volume not in names:
            known = f"; it has {', '.join(names)}" if names else ""
            raise Invalid(f"volume: “{asked.fname}” has no “{asked.volume[:40]}”{known}.")
    return read_regional(asked.payload, asked.kind, asked.volume)


def _choose(body: dict[str, Any], asked: Asked) -> Regions:
    known = list_mappings(body.get("feature_data") or {})
    if asked.mapping not in known:
        has = ", ".join(known) or "none"
        raise Invalid(
            f"“{asked.fname}” has no values under {asked.mapping}; it has {has}.",
            code="no_regions",
        )
    return known[asked.mapping]


def _statistics(regions: Regions) -> list[str]:
    return list(dict.fromkeys(name for values in regions.values() for name in values))


def _side(row: int) -> str | None:
    return None if row == VOID else "left" if row > SIDE_ROWS else "right"
