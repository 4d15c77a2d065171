"""A bucket as one zip: a Frictionless Data Package, which another site imports whole.

``features/<name>.json.gz`` is the stored payload itself, byte for byte, and so named by its hash in
the descriptor; ``values/<name>.csv`` holds the same values of regions for spreadsheet programs;
``versions/`` has the former versions. ``datapackage.json`` comes last, when every hash is known.
The token is not in it. Dates are those of the rows, so one state of a bucket is one zip.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.utils.text import slugify

from atlasviewer.web.errors import TooLarge
from buckets.models import Bucket
from features.data.payloads import SUFFIX, open_packed, read_body
from features.exchange.values_csv import FIELDS, write_values
from features.models import Feature, FeatureVersion, Kind

FORMAT = 1
DESCRIPTOR = "datapackage.json"
CHUNK = 1 << 20
MOST_FEATURES = 1_000
MOST_BYTES = 1_000_000_000
MOST_VALUES = 200_000_000
"""What a reader may ask of the site at once; ``manage.py export_bucket`` has no limit."""
PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
EDITED_ELSEWHERE = ("uuid", "last_access_date")

README = """# {title}

{description}

{count} features of the bucket “{name}”, as they were on {date}.

* `features/*.json.gz`: each feature as the site and the Python package iblbrainviewer
  read it (JSON, compressed with gzip).
* `values/*.csv`: the values of its regions: one row for each mapping, region and side,
  empty where a value is missing.
* `versions/*.json.gz`: former versions.
* `datapackage.json`: names, units, descriptions, the tree, and the SHA-256 of every file.

To put the bucket on another atlasviewer site: `python manage.py import_bucket FILE.zip`
{link}"""


@dataclass(frozen=True)
class Entry:
    """One stored payload and its place in the zip."""

    path: str
    payload: str
    stored: int


def require_small(bucket: Bucket) -> None:
    """Raise `TooLarge` for a bucket that only the maintainer of the site should export."""
    rows = Feature.objects.filter(bucket=bucket)
    sizes = list(rows.values_list("stored", "size", "kind")[: MOST_FEATURES + 1])
    stored = sum(packed for packed, _, _ in sizes)
    values = sum(size for _, size, kind in sizes if kind == Kind.REGIONS)
    if len(sizes) > MOST_FEATURES or stored > MOST_BYTES or values > MOST_VALUES:
        raise TooLarge(
            f"This bucket is too large to download as one file (over {MOST_FEATURES:,} features or "
            f"{MOST_BYTES // 10**9} GB). Ask the maintainer of this site to run “manage.py "
            "export_bucket”, or download single features.",
        )


def pack_bucket(bucket: Bucket) -> Iterator[bytes]:
    """Yield the zip in pieces, with one chunk of a payload in memory at a time.

    What the bucket holds is read from the database when this starts; payloads do not change.
    """
    features = list(Feature.objects.filter(bucket=bucket).order_by("pk"))
    former: dict[int, list[FeatureVersion]] = {feature.pk: [] for feature in features}
    for version in FeatureVersion.objects.filter(feature__in=former).order_by("number"):
        former[version.feature_id].append(version)
    sink = _Sink()
    resources: list[dict[str, Any]] = []
    described: list[dict[str, Any]] = []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=0) as archive:
        for stem, feature in _name_files(features):
            entry = Entry(f"features/{stem}{SUFFIX}", feature.payload, feature.stored)
            yield from _copy(archive, sink, entry)
            resources.append(_describe_file(entry, feature.fname, feature.short_desc))
            if feature.kind == Kind.REGIONS:
                resources.append(_add_values(archive, stem, feature))
                yield sink.take()
            versions = []
            for version in former[feature.pk]:
                path = f"versions/{stem}.v{version.number}{SUFFIX}"
                entry = Entry(path, version.payload, version.stored)
                yield from _copy(archive, sink, entry)
                resources.append(
                    _describe_file(entry, f"{feature.fname}, version {version.number}")
                )
                versions.append(_describe_version(version, path))
            described.append(_describe_feature(feature, f"features/{stem}{SUFFIX}", versions))
        _add_text(archive, "README.md", _readme(bucket, len(features)))
        descriptor = _describe_bucket(bucket, resources, described)
        _add_text(archive, DESCRIPTOR, orjson.dumps(descriptor, option=orjson.OPT_INDENT_2))
    yield sink.take()


class _Sink:
    """The end of a zip that goes out while it is written: takes bytes, gives them on once."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing to do: `take` hands on what was written."""

    def close(self) -> None:
        """Nothing to do either."""

    def take(self) -> bytes:
        content = b"".join(self._parts)
        self._parts.clear()
        return content


def _name_files(features: list[Feature]) -> Iterator[tuple[str, Feature]]:
    """Yield the stem of each feature's files: its name where every system can write that."""
    taken: set[str] = set()
    for number, feature in enumerate(features, 1):
        stem = feature.fname
        if not PLAIN_NAME.fullmatch(stem) or stem.lower() in taken:
            stem = f"{(slugify(feature.fname) or 'feature')[:60]}.{number}"
        taken.add(stem.lower())
        yield stem, feature


def _copy(archive: zipfile.ZipFile, sink: _Sink, entry: Entry) -> Iterator[bytes]:
    """Copy a payload as it is stored: it is compressed already."""
    with open_packed(entry.payload) as handle, archive.open(entry.path, "w") as out:
        while chunk := handle.read(CHUNK):
            out.write(chunk)
            yield sink.take()
    yield sink.take()


def _add_values(archive: zipfile.ZipFile, stem: str, feature: Feature) -> dict[str, Any]:
    """Write the values of a feature as CSV; return the resource that describes the file."""
    statistics, content = write_values(read_body(feature.payload))
    path = f"values/{stem}.csv"
    _add_text(archive, path, content)
    numbers = [{"name": name, "type": "number"} for name in statistics]
    return {
        "profile": "tabular-data-resource",
        "name": _name_resource(path),
        "title": f"{feature.fname}, values of regions",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": [*FIELDS, *numbers], "missingValues": [""]},
    }


def _add_text(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    info = zipfile.ZipInfo(path)
    archive.writestr(info, content, zipfile.ZIP_DEFLATED, compresslevel=6)


def _name_resource(path: str) -> str:
    """Return the path in the letters that a resource's name may have."""
    return re.sub(r"[^a-z0-9._-]", "-", path.lower())


def _describe_file(entry: Entry, title: str, text: str | None = None) -> dict[str, Any]:
    return {
        "name": _name_resource(entry.path.removesuffix(SUFFIX)),
        "title": title,
        **({"description": text} if text else {}),
        "path": entry.path,
        "format": "json.gz",
        "mediatype": "application/gzip",
        "bytes": entry.stored,
        "hash": f"sha256:{entry.payload}",
    }


def _describe_feature(
    feature: Feature, path: str, versions: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "fname": feature.fname,
        "path": path,
        "unit": feature.unit,
        "short_desc": feature.short_desc,
        "default_view": feature.default_view,
        "created_at": feature.created_at,
        "changed_at": feature.changed_at,
        "version": feature.version,
        "author": feature.author,
        "former": versions,
    }


def _describe_version(version: FeatureVersion, path: str) -> dict[str, Any]:
    return {
        "number": version.number,
        "path": path,
        "created_at": version.created_at,
        "author": version.author,
    }


def _describe_bucket(
    bucket: Bucket, resources: list[dict[str, Any]], features: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return the whole descriptor; ``atlasviewer`` is what our own import reads."""
    metadata = bucket.as_metadata()
    for key in EDITED_ELSEWHERE:
        metadata.pop(key, None)
    return {
        "profile": "data-package",
        "name": slugify(bucket.name) or "bucket",
        "title": bucket.short_desc or bucket.name,
        "description": bucket.long_desc or "",
        **({"homepage": bucket.url} if bucket.url else {}),
        "created": bucket.created_at,
        "resources": resources,
        "atlasviewer": {
            "format": FORMAT,
            "name": bucket.name,
            "created_at": bucket.created_at,
            "metadata": metadata,
            "features": features,
        },
    }


def _readme(bucket: Bucket, count: int) -> bytes:
    changed: datetime = bucket.changed_at
    text = README.format(
        title=bucket.short_desc or bucket.name,
        description=bucket.long_desc or "",
        name=bucket.name,
        count=count,
        date=changed.date().isoformat(),
        link=f"\nMore about these data: {bucket.url}\n" if bucket.url else "",
    )
    return text.encode()
