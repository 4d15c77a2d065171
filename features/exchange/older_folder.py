"""Reads the folder in which the older site kept its buckets: one folder each, JSON inside.

A bucket's folder is named ``uuid``, ``alias_uuid`` or ``uuid_alias``. It holds ``_bucket.json``
(uuid, alias, tree, descriptions, token, last_access_date) and one ``<fname>.json`` for each
feature (feature_data, short_desc, unit). Nothing here writes, and one feature is in memory at a
time.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from atlasviewer.web.errors import Invalid
from buckets.metadata import OURS, check_metadata
from buckets.names import find_bucket_name_problem, find_fname_problem
from features.exchange.checking import MB, check_stored, say_refusal
from features.exchange.older_volumes import convert_volumes

METADATA_FILE = "_bucket.json"
METADATA_LIMIT = 16 * MB
TOKEN_LIMIT = 1_000


class NotTaken(Exception):
    """Why a bucket or a feature cannot be imported, as a sentence."""


@dataclass(frozen=True)
class OlderFeature:
    """One feature, checked and as this site stores it; ``notes`` say what was changed."""

    fname: str
    feature_data: dict[str, Any]
    short_desc: str | None
    unit: str | None
    written_at: datetime
    notes: list[str]


@dataclass
class OlderBucket:
    """What ``_bucket.json`` says, checked key by key; ``notes`` say what had to be left out."""

    folder: Path
    name: str
    metadata: dict[str, Any]
    token: str | None
    accessed_at: datetime | None
    notes: list[str] = field(default_factory=list)

    @property
    def files(self) -> list[Path]:
        """The files of its features, in the order of their names."""
        return sorted(
            path
            for path in self.folder.glob("*.json")
            if path.name != METADATA_FILE and path.is_file()
        )

    def mark(self) -> str:
        """Return a mark that changes when a file is added, removed or written again."""
        digest = hashlib.sha256()
        for path in [self.folder / METADATA_FILE, *self.files]:
            state = path.stat()
            digest.update(f"{path.name}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
        return digest.hexdigest()


def iterate_folders(root: Path) -> Iterator[Path]:
    """Yield the folder of each bucket, in the order of their names."""
    for path in sorted(root.iterdir()):
        if path.is_dir() and not path.name.startswith("."):
            yield path


def read_bucket(folder: Path) -> OlderBucket:
    """Return a bucket without its features; raise `NotTaken` when it has no usable name."""
    path = folder / METADATA_FILE
    if not path.is_file():
        raise NotTaken(f"has no {METADATA_FILE}.")
    if path.stat().st_size > METADATA_LIMIT:
        raise NotTaken(f"has a {METADATA_FILE} larger than {METADATA_LIMIT // MB} MB.")
    given, _ = _read_json(path)
    name = given.get("uuid")
    problem = find_bucket_name_problem(name)
    if problem:
        raise NotTaken(f"cannot be named by its uuid: {problem}")
    if str(name) not in folder.name:
        raise NotTaken(
            f"is the folder of another bucket: its {METADATA_FILE} says uuid “{name}”. Correct "
            "the name of the folder or the file."
        )
    bucket = OlderBucket(folder, str(name), {}, _read_token(given), None)
    if bucket.token is None:
        bucket.notes.append(
            "has no token: nobody can write to it until you give it one on its admin page."
        )
    bucket.accessed_at = _read_date(given.get("last_access_date"))
    for key, value in given.items():
        if key not in OURS and key != "token":
            _take_metadata(bucket, key, value)
    return bucket


def read_feature(path: Path, *, most_bytes: int) -> OlderFeature:
    """Return a feature as this site keeps it; raise `NotTaken` with every wrong place."""
    fname = path.name.removesuffix(".json")
    problem = find_fname_problem(fname)
    if problem:
        raise NotTaken(f"{problem} Rename the file and import again.")
    state = path.stat()
    if state.st_size > most_bytes:
        raise NotTaken(f"is larger than the {most_bytes // MB} MB this site accepts.")
    content, numbers_left_out = _read_json(path)
    notes = []
    if numbers_left_out:
        notes.append(f"{numbers_left_out} values were NaN or infinite; they are missing now.")
    try:
        notes += convert_volumes(content.get("feature_data"))
        data, texts = check_stored(content)
    except Invalid as refusal:
        raise NotTaken(say_refusal(refusal)) from None
    written = datetime.fromtimestamp(state.st_mtime, UTC)
    return OlderFeature(fname, data, **texts, written_at=written, notes=notes)


def _read_json(path: Path) -> tuple[dict[str, Any], int]:
    """Return an object and how many NaN or infinite numbers in it became null."""
    data = path.read_bytes()
    left_out = 0

    def leave_out(_word: str) -> None:
        nonlocal left_out
        left_out += 1

    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError:
        try:
            value = json.loads(data, parse_constant=leave_out)
        except (ValueError, RecursionError):
            raise NotTaken("is not whole JSON; the file was cut short or damaged.") from None
    if not isinstance(value, dict):
        raise NotTaken("does not hold one JSON object.")
    return value, left_out


def _read_token(given: dict[str, Any]) -> str | None:
    token = given.get("token")
    usable = isinstance(token, str) and 0 < len(token.strip()) <= TOKEN_LIMIT
    return token if usable else None


def _read_date(text: Any) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _take_metadata(bucket: OlderBucket, key: str, value: Any) -> None:
    """Take one key of the metadata, or note why it was left out."""
    try:
        check_metadata({key: value})
        check_metadata({**bucket.metadata, key: value})
    except Invalid as refusal:
        bucket.notes.append(f"was imported without its {key}: {refusal.message}")
    else:
        bucket.metadata[key] = value
