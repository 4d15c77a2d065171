"""Payloads: the stored, compressed bodies that reading a feature answers with.

A payload is the whole JSON answer, compressed once and named by the SHA-256 of the compressed
bytes: a name stands for one content only.
"""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, cast

import orjson
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from atlasviewer.web.api import dump_json
from features.data.storage import TRASH, PayloadStorage

SUFFIX = ".json.gz"
FAST_ABOVE = 4_000_000
"""Above so many bytes, a body is mostly base64 of compressed data and is compressed at a fast
level."""


@dataclass(frozen=True)
class Payload:
    """Where a body is stored and how large it is: ``stored`` bytes compressed, ``size``
    uncompressed."""

    sha256: str
    stored: int
    size: int


def payload_storage() -> PayloadStorage:
    return cast(PayloadStorage, storages["payloads"])


def payload_path(sha256: str) -> str:
    """Return the name of a payload in the storage; its first two digits are its folder."""
    return f"{sha256[:2]}/{sha256}{SUFFIX}"


def trash_path(sha256: str) -> str:
    """Return the name of a payload that was swept."""
    return f"{TRASH}/{payload_path(sha256)}"


def make_body(*, feature_data: Any, short_desc: str | None, unit: str | None) -> bytes:
    """Return the JSON that reading the feature answers with; raise `Invalid` if it is nested too
    deeply."""
    return dump_json({"feature_data": feature_data, "short_desc": short_desc, "unit": unit})


def store_payload(body: bytes) -> Payload:
    """Write a body durably and return where it is. Writing one twice is harmless."""
    level = 1 if len(body) > FAST_ABOVE else 6
    packed = gzip.compress(body, level, mtime=0)
    sha256 = hashlib.sha256(packed).hexdigest()
    payload_storage().save(payload_path(sha256), ContentFile(packed))
    return Payload(sha256=sha256, stored=len(packed), size=len(body))


def open_packed(sha256: str) -> BinaryIO:
    """Open the compressed bytes of a payload, also of one that was swept by mistake."""
    storage = payload_storage()
    try:
        return cast(BinaryIO, storage.open(payload_path(sha256), "rb"))
    except FileNotFoundError:
        return cast(BinaryIO, storage.open(trash_path(sha256), "rb"))


def read_body(sha256: str) -> dict[str, Any]:
    """Return a stored body, parsed."""
    with open_packed(sha256) as handle:
        return orjson.loads(gzip.decompress(handle.read()))


def iterate_stored(folder: str = "") -> Iterator[tuple[str, str, datetime]]:
    """Yield ``(path, sha256, modified)`` of every stored file, or of those in the trash.

    The sha256 of anything else, such as a draft, is ``""``. Paths are relative to the folder.
    """
    for path, modified in payload_storage().iterate_files(folder):
        name = path.rpartition("/")[2]
        yield path, name.removesuffix(SUFFIX) if name.endswith(SUFFIX) else "", modified
