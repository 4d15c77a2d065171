"""Imports a bucket from the zip that `package.pack_bucket` writes: whole, or not at all.

The payloads are stored first, then one transaction creates the bucket with every feature and its
former versions. An archive may be hostile: every file is read within its limits, compared with its
hash and checked as an upload is.
"""

import gzip
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone

from atlasviewer.atlas.report import QUIET, Report
from atlasviewer.web.errors import Invalid, Refusal
from buckets.access.permissions import STAFF
from buckets.default_view import check_default_view
from buckets.metadata import check_metadata
from buckets.models import Bucket
from buckets.names import check_bucket_name, find_fname_problem
from buckets.services import take_in_bucket
from features.data import payloads
from features.data.checks import find_kind
from features.exchange.checking import MB, check_stored, say_refusal
from features.exchange.package import DESCRIPTOR, FORMAT
from features.history.versions import LARGEST
from features.models import AUTHOR_LENGTH, Feature, FeatureVersion
from features.services import add_features

DESCRIPTOR_LIMIT = 200 * MB
FIRST = 1
NOT_WHOLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
"""What zipfile raises for a damaged archive, an encrypted one or an unknown compression."""


class BadPackage(Refusal):
    """Why a package cannot be imported, as a sentence."""


@dataclass
class Package:
    """An opened package: its archive, what it says of the bucket, and path → SHA-256."""

    archive: zipfile.ZipFile
    bucket: dict[str, Any]
    hashes: dict[str, str]
    most_bytes: int


@dataclass(frozen=True)
class Imported:
    """The bucket that was created; ``lost_alias`` is one that another bucket has here."""

    bucket: Bucket
    features: int
    versions: int
    lost_alias: str | None


def import_package(
    file: Path, *, token: str, name: str | None, most_bytes: int, report: Report = QUIET
) -> Imported:
    """Create the bucket of a package, under another `name` if one is given.

    `most_bytes` is what one feature may have. Raises `BadPackage`, `Invalid`, or `Conflict` if the
    name is taken here.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return _import(_open(archive, most_bytes), token=token, name=name, report=report)
    except NOT_WHOLE as error:
        raise BadPackage(f"{file.name} is not a whole zip file ({error}).") from None


def _import(package: Package, *, token: str, name: str | None, report: Report) -> Imported:
    described = package.bucket["features"]
    metadata = package.bucket["metadata"]
    check_metadata(metadata)
    own_name = check_bucket_name(package.bucket["name"])
    name = check_bucket_name(name) if name else own_name
    features: list[Feature] = []
    former: dict[str, list[FeatureVersion]] = {}
    with report.progress("Importing", len(described), unit=" features") as advance:
        for one in described:
            feature = _read_feature(package, one)
            if feature.fname in former:
                raise BadPackage(f"It lists “{feature.fname}” twice.")
            former[feature.fname] = list(_read_former(package, one, feature))
            features.append(feature)
            advance(1)
    with transaction.atomic():
        bucket, lost_alias = take_in_bucket(
            caller=STAFF, name=name, metadata=metadata, token=token, accessed_at=timezone.now()
        )
        created_at = _date(package.bucket, "created_at")
        Bucket.objects.filter(pk=bucket.pk).update(created_at=created_at)
        add_features(
            caller=STAFF, bucket=bucket, features=features, action="bucket imported", numbered=True
        )
        rows = Feature.objects.filter(bucket=bucket).values_list("fname", "pk")
        versions = [
            version for fname, pk in rows for version in _belong(former[fname], feature_id=pk)
        ]
        FeatureVersion.objects.bulk_create(versions)
    return Imported(bucket, len(features), len(versions), lost_alias)


def _open(archive: zipfile.ZipFile, most_bytes: int) -> Package:
    """Read the descriptor; raise `BadPackage` if it is not one of ours."""
    try:
        content = json.loads(_read(archive, DESCRIPTOR, DESCRIPTOR_LIMIT))
        ours = content["atlasviewer"]
        known = ours["format"] == FORMAT and ours["name"] is not None
        hashes = {one["path"]: one["hash"].removeprefix("sha256:") for one in content["resources"]}
        shape = isinstance(ours["metadata"], dict) and isinstance(ours["features"], list)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadPackage(
            f"Its {DESCRIPTOR} does not describe a bucket of an atlasviewer site."
        ) from None
    if not known or not shape:
        raise BadPackage(f"Its format is {ours['format']!r}; this site reads format {FORMAT}.")
    return Package(archive, ours, hashes, most_bytes)


def _read(archive: zipfile.ZipFile, path: str, limit: int) -> bytes:
    """Return a file of the archive; raise `BadPackage` if it is missing or too large."""
    try:
        with archive.open(path) as handle:
            content = handle.read(limit + 1)
    except KeyError:
        raise BadPackage(f"{path} is missing from the package.") from None
    if len(content) > limit:
        raise BadPackage(f"{path} is larger than the {limit // MB} MB this site accepts.")
    return content


def _read_feature(package: Package, one: Any) -> Feature:
    """Store the payload of a feature and return its row, not saved."""
    try:
        fname, view = one["fname"], one["default_view"]
        version, author = one["version"], one["author"]
        content = _read_content(package, one["path"])
        dates = {key: _date(one, key) for key in ("created_at", "changed_at")}
    except (KeyError, TypeError):
        raise BadPackage("A feature is not described whole.") from None
    problem = find_fname_problem(fname)
    if problem:
        raise BadPackage(f"“{str(fname)[:80]}”: {problem}")
    feature = Feature(fname=fname, version=_number(version), author=_author(author), **dates)
    feature.default_view = None if view is None else check_default_view(view, place=fname)
    return _take_content(feature, content, place=fname)


def _read_former(
    package: Package, one: dict[str, Any], feature: Feature
) -> Iterator[FeatureVersion]:
    """Store the payloads of the former versions of a feature and yield their rows, not saved."""
    before = 0
    for former in one.get("former", []):
        try:
            number, author, path = former["number"], former["author"], former["path"]
            created_at = _date(former, "created_at")
        except (KeyError, TypeError):
            raise BadPackage(f"A version of “{feature.fname}” is not described whole.") from None
        if not before < _number(number) < feature.version:
            raise BadPackage(f"The versions of “{feature.fname}” are not in order.")
        before = number
        row = FeatureVersion(number=number, author=_author(author), created_at=created_at)
        yield _take_content(row, _read_content(package, path), place=f"{feature.fname} {number}")


def _read_content(package: Package, path: Any) -> dict[str, Any]:
    """Return a stored feature, compared with its hash and inflated within the limit."""
    if not isinstance(path, str) or path not in package.hashes:
        raise BadPackage(f"{DESCRIPTOR} gives no hash for {str(path)[:80]}.")
    packed = _read(package.archive, path, package.most_bytes)
    if hashlib.sha256(packed).hexdigest() != package.hashes[path]:
        raise BadPackage(f"{path} was changed or damaged: it differs from its SHA-256.")
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as handle:
            body = handle.read(package.most_bytes + 1)
        content = orjson.loads(body) if len(body) <= package.most_bytes else None
    except (OSError, EOFError, zlib.error, ValueError):
        raise BadPackage(f"{path} is not a feature in JSON, compressed with gzip.") from None
    if content is None:
        raise BadPackage(
            f"{path} inflates to more than the {package.most_bytes // MB} MB this site accepts."
        )
    if not isinstance(content, dict):
        raise BadPackage(f"{path} does not hold one JSON object.")
    return content


def _take_content(row: Any, content: dict[str, Any], *, place: str) -> Any:
    """Check a stored feature as an upload, store it and let a row refer to it."""
    try:
        data, texts = check_stored(content)
    except Invalid as refusal:
        raise BadPackage(f"“{place}”: {say_refusal(refusal)}") from None
    row.kind = find_kind(data)
    row.short_desc, row.unit = texts["short_desc"], texts["unit"]
    stored = payloads.store_payload(payloads.make_body(feature_data=data, **texts))
    row.payload, row.stored, row.size = stored.sha256, stored.stored, stored.size
    return row


def _belong(versions: list[FeatureVersion], *, feature_id: int) -> list[FeatureVersion]:
    for version in versions:
        version.feature_id = feature_id
    return versions


def _number(value: Any) -> int:
    if type(value) is not int or not FIRST <= value <= LARGEST:
        raise BadPackage(f"{str(value)[:40]} is not a version number.")
    return value


def _author(value: Any) -> str:
    if not isinstance(value, str) or len(value) > AUTHOR_LENGTH or not value.isprintable():
        raise BadPackage("An author is not a short text.")
    return value


def _date(entry: dict[str, Any], key: str) -> datetime:
    try:
        date = datetime.fromisoformat(entry[key])
    except (KeyError, TypeError, ValueError):
        raise BadPackage(f"{key} is not a date such as 2026-11-28T12:00:00+00:00.") from None
    return date if date.tzinfo else timezone.make_aware(date)
