"""Comparing two features by region: computed once for each content, as JSON or as a table."""

import csv
import io
from dataclasses import asdict, astuple, dataclass
from typing import Any

import numpy as np
import orjson

from atlasviewer.atlas.regions import ROOT, SIDE_ROWS, load_regions
from atlasviewer.web.errors import Invalid
from features.data.memory import Body
from features.data.region_values import name_row
from features.models import Feature, FeatureVersion, Kind
from features.pairing.agreement import Contrasts, contrast, correlate, moran
from features.pairing.joining import Column, Ints, Joined, join
from features.pairing.options import PairingOptions
from features.reads.computed import compute_once, name_content
from features.tables import safe_text
from features.volumes.regional import read_regional

EDITION = 2
"""Counts up when comparisons come out otherwise than before: no cache keeps the former ones."""
MOST_BYTES = 8_000_000
"""Bytes of JSON of a feature up to which it is compared."""
RESEMBLING = 0.1
"""Moran's I of both features above which their regions are said to depend on each other."""
NUMBERS = ("value", "with_value", *Contrasts.__dataclass_fields__)
REGION_COLUMNS = ("id", "acronym", "name", "side", "mapping", "in")
SOURCE_COLUMNS = ("feature", "statistic", "unit", "with_feature", "with_statistic", "with_unit")


@dataclass(frozen=True)
class Source:
    """A stored feature that takes part in a comparison."""

    bucket: str
    fname: str
    version: int
    payload: str
    kind: str

    @property
    def name(self) -> str:
        return f"{self.bucket}/{self.fname}"


@dataclass(frozen=True)
class Pairing:
    """A comparison that is asked for, and everything that its content depends on."""

    first: Source
    second: Source
    options: PairingOptions

    def etag(self, form: str, *, packed: bool) -> str:
        """Return a name of the content, to be had without computing it."""
        return name_content((EDITION, astuple(self), form), packed=packed)


def order_pairing(
    stored: tuple[tuple[Feature, Feature | FeatureVersion], ...], options: PairingOptions
) -> Pairing:
    """Return the order for comparing two features, each as it is `stored`, now or in a version.

    Raises `Invalid` for values by region that are too many.
    """
    sources = []
    for feature, content in stored:
        if content.kind == Kind.REGIONS and content.size > MOST_BYTES:
            raise Invalid(
                f"Only features with values by region are compared; “{feature.fname}” is not.",
                code="no_regions",
            )
        name = (feature.bucket.name, feature.fname)
        sources.append(Source(*name, content.version, content.payload, content.kind))
    return Pairing(sources[0], sources[1], options)


def compare_features(pairing: Pairing, form: str, *, packed: bool) -> Body:
    """Return a comparison as JSON or CSV, computed or kept. Raises `Invalid` and `Busy`."""

    def write() -> bytes:
        return write_csv(pairing) if form == "csv" else orjson.dumps(describe(pairing))

    return compute_once("comparison", pairing.etag(form, packed=packed), write, packed=packed)


def describe(pairing: Pairing) -> dict[str, Any]:
    """Return a comparison as the API answers with it."""
    joined = _join(pairing)
    left_right = pairing.options.sides == "left_right"
    labels = _labels(pairing)
    agreement = correlate(joined.values, joined.other_values, labels)
    sentences = list(joined.notes)
    table = _numbers(joined)
    if lost := int(np.isnan(table["ratio"]).sum()):
        zeros = int((joined.other_values == 0).sum())
        sentences.append(
            f"{lost} of {agreement.n} ratios are missing: in {zeros} “{labels[1]}” is zero."
        )
    if joined.inferred:
        sentences.append(
            f"{joined.inferred} regions are left out because one of their values was inferred from "
            "other regions; compare under Beryl or Cosmos to use means of regions."
        )
    return {
        "feature": _describe_source(pairing.first, joined.first),
        "with": _describe_source(pairing.second, joined.second),
        "names": list(labels),
        "mapping": joined.mapping,
        "sides": pairing.options.sides,
        **asdict(agreement),
        "dependence": describe_dependence(joined, labels),
        "notes": sentences,
        "regions": {
            **_regions(joined.rows, left_right=left_right),
            **{name: _listed(column) for name, column in table.items()},
        },
        "only_feature": _regions(joined.only_first, left_right=left_right),
        "only_with": _regions(joined.only_second, left_right=left_right),
        "inferred": joined.inferred,
    }


def describe_dependence(joined: Joined, labels: tuple[str, str]) -> dict[str, Any]:
    """Return how far regions of one Cosmos division resemble each other, and what that means."""
    cosmos = load_regions().cosmos
    right = np.where(joined.rows > SIDE_ROWS, joined.rows - SIDE_ROWS, joined.rows)
    group = np.where(joined.rows > SIDE_ROWS, -cosmos[right], cosmos[right])
    values = moran(joined.values, group)
    others = moran(joined.other_values, group)
    sentence = (
        "Interval and p-value assume independent regions. Regions of a brain are not: nearby ones "
        "tend to be alike."
    )
    if values is not None and others is not None:
        found = (
            f"Within Cosmos divisions, Moran's I is {values:.2f} for “{labels[0]}” and "
            f"{others:.2f} for “{labels[1]}”; independent regions have about 0."
        )
        if min(values, others) > RESEMBLING:
            sentence = (
                f"{found} Regions of a division resemble each other in both features, so they are "
                "not independent: the interval is too narrow and p too small. Test against "
                "spatially matched random maps before you report an association."
            )
        else:
            sentence = f"{sentence} {found} Regions may still depend on each other in other ways."
    return {"feature": values, "with": others, "sentence": sentence}


def write_csv(pairing: Pairing) -> bytes:
    """Return the joined table as CSV, UTF-8 with a byte-order mark: also regions in only one."""
    joined = _join(pairing)
    left_right = pairing.options.sides == "left_right"
    first, second = joined.first, joined.second
    source = [
        safe_text(text or "")
        for text in (
            *(pairing.first.name, first.statistic, first.unit),
            *(pairing.second.name, second.statistic, second.unit),
        )
    ]
    table = [[_cell(x) for x in column.tolist()] for column in _numbers(joined).values()]
    empty = [""] * (len(NUMBERS) - 2)
    at = joined.only_first + SIDE_ROWS if left_right else joined.only_first
    parts: list[tuple[str, Ints, list[list[Any]]]] = [
        ("both", joined.rows, [list(line) for line in zip(*table, strict=True)]),
        ("feature", joined.only_first, [[_cell(x), "", *empty] for x in first.values[at].tolist()]),
        (
            "with",
            joined.only_second,
            [["", _cell(x), *empty] for x in second.values[joined.only_second].tolist()],
        ),
    ]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*REGION_COLUMNS, *NUMBERS, *SOURCE_COLUMNS])
    for where, rows, numbers in parts:
        for row, line in zip(rows.tolist(), numbers, strict=True):
            region = _cells(row, left_right=left_right)
            writer.writerow([*region, joined.mapping, where, *line, *source])
    return text.getvalue().encode("utf-8-sig")


def _join(pairing: Pairing) -> Joined:
    first, second, options = pairing.first, pairing.second, pairing.options
    content = read_regional(first.payload, first.kind, options.statistic)
    wanted = options.other_statistic or options.statistic
    same = (second.payload, wanted) == (first.payload, options.statistic)
    other = content if same else read_regional(second.payload, second.kind, wanted)
    return join(
        content,
        other,
        names=_names(pairing),
        mapping=options.mapping,
        statistics=(options.statistic, options.other_statistic),
        left_right=options.sides == "left_right",
    )


def _names(pairing: Pairing) -> tuple[str, str]:
    """Return what sentences call the features: their names, and what else tells them apart."""
    first, second = pairing.first, pairing.second
    if first.fname != second.fname or first == second:
        return first.fname, second.fname
    if first.bucket != second.bucket:
        return f"{first.fname} ({first.bucket})", f"{second.fname} ({second.bucket})"
    return f"{first.fname} v{first.version}", f"{second.fname} v{second.version}"


def _labels(pairing: Pairing) -> tuple[str, str]:
    """Return what the two columns are called, in sentences and by whoever draws them."""
    one, other = _names(pairing)
    if pairing.options.sides == "left_right":
        return f"{one} left", f"{other} right"
    return one, other


def _numbers(joined: Joined) -> dict[str, Any]:
    """Return the columns of numbers by name, each (n,), NaN where missing."""
    found = contrast(joined.values, joined.other_values)
    columns = (joined.values, joined.other_values, *astuple(found))
    return dict(zip(NUMBERS, columns, strict=True))


def _describe_source(source: Source, column: Column) -> dict[str, Any]:
    return {
        "bucket": source.bucket,
        "fname": source.fname,
        "version": source.version,
        "statistic": column.statistic,
        "unit": column.unit,
    }


def _regions(rows: Ints, *, left_right: bool) -> dict[str, list[Any]]:
    """Return the names of rows with side as columns; left against right has no side."""
    acronym = load_regions().acronym
    right = np.where(rows > SIDE_ROWS, rows - SIDE_ROWS, rows)
    sides = ["left" if row > SIDE_ROWS else "right" for row in rows.tolist()]
    return {
        "row": rows.tolist(),
        "region": [str(acronym[row]) for row in right.tolist()],
        "side": [None] * len(rows) if left_right else sides,
    }


def _cells(row: int, *, left_right: bool) -> list[Any]:
    """Return id, acronym, name and side of a row with side."""
    number, acronym, name, side = name_row(row)
    return [number, acronym, name, "left and right" if left_right and row > ROOT else side]


def _listed(column: Any) -> list[float | None]:
    return [None if value != value else value for value in column.tolist()]


def _cell(value: float) -> float | str:
    return "" if value != value else value
