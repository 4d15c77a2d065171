"""Compares every row with its payload: does it exist, is it complete, does its hash match its
name?"""

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.core.files.base import ContentFile, File
from django.db.models import QuerySet

from features.data.payloads import payload_path, payload_storage, trash_path
from features.models import Feature, FeatureVersion

CHUNK = 1 << 20
PLACES_SHOWN = 5
MISSING, DAMAGED, WRONG_LENGTH = "missing", "damaged", "wrong_length"


@dataclass(frozen=True)
class Measured:
    """Hash and lengths of a payload's bytes; `size` is None unless they are a complete gzip."""

    sha256: str
    stored: int
    size: int | None


@dataclass
class Damage:
    """What is wrong with one payload, and for which features: ``bucket/fname, version 3``."""

    sha256: str
    code: str
    message: str
    places: list[str] = field(default_factory=list)
    repaired: bool = False


@dataclass
class Report:
    """How much was compared, and every damage found."""

    payloads: int = 0
    rows: int = 0
    damages: list[Damage] = field(default_factory=list)

    @property
    def unrepaired(self) -> list[Damage]:
        return [damage for damage in self.damages if not damage.repaired]


def check_payloads(*, repair: bool = False, quick: bool = False) -> Report:
    """Compare every row with its payload, reading each payload once.

    `quick` checks only that it exists with the right length. `repair` replaces a missing or damaged
    payload by a sound copy from the trash or the cache, and corrects wrong lengths in rows.
    """
    report = Report()
    for sha256, lengths in _iterate_payloads():
        report.payloads += 1
        report.rows += sum(lengths.values())
        damage = _compare(sha256, set(lengths), quick)
        if damage is None:
            continue
        damage.places = _find_places(sha256)
        if repair:
            damage.repaired = _repair(damage)
        report.damages.append(damage)
    return report


def measure(handle: Any) -> Measured:
    """Read a payload to its end; return its hash and its lengths in bytes."""
    digest = hashlib.sha256()
    inflater = zlib.decompressobj(wbits=31)
    stored, size, sound = 0, 0, True
    while chunk := handle.read(CHUNK):
        digest.update(chunk)
        stored += len(chunk)
        try:
            while chunk and sound and not inflater.eof:
                size += len(inflater.decompress(chunk, CHUNK))
                chunk = inflater.unconsumed_tail
        except zlib.error:
            sound = False
    whole = sound and inflater.eof and not inflater.unused_data
    return Measured(digest.hexdigest(), stored, size if whole else None)


def _iterate_payloads() -> Iterator[tuple[str, dict[tuple[int, int], int]]]:
    """Yield each payload that rows name, with the lengths they record and the number of such
    rows."""
    models = (Feature.everything, FeatureVersion.objects)
    rows: list[QuerySet] = [
        one.order_by("payload").values_list("payload", "stored", "size") for one in models
    ]
    union = rows[0].order_by().union(rows[1].order_by(), all=True).order_by("payload")
    for sha256, group in groupby(union.iterator(chunk_size=2000), key=lambda row: row[0]):
        lengths: dict[tuple[int, int], int] = {}
        for _, stored, size in group:
            lengths[stored, size] = lengths.get((stored, size), 0) + 1
        yield sha256, lengths


def _compare(sha256: str, lengths: set[tuple[int, int]], quick: bool) -> Damage | None:
    storage = payload_storage()
    path = payload_path(sha256)
    try:
        if quick:
            found = storage.size(path)
            wrong = {stored for stored, _ in lengths} - {found}
            message = f"It has {found} bytes; its row says {min(wrong, default=0)}."
            return Damage(sha256, WRONG_LENGTH, message) if wrong else None
        with storage.open_original(path) as handle:
            measured = measure(handle)
    except FileNotFoundError:
        return Damage(sha256, MISSING, "It is not in the payload store.")
    if measured.sha256 != sha256:
        told = ", ".join(str(stored) for stored, _ in sorted(lengths))
        return Damage(
            sha256,
            DAMAGED,
            f"Its {measured.stored} bytes, of {told}, have the hash {measured.sha256}.",
        )
    if measured.size is None:
        return Damage(
            sha256, DAMAGED, "Its bytes have the right hash, but are not a complete gzip file."
        )
    if lengths != {(measured.stored, measured.size)}:
        return Damage(
            sha256,
            WRONG_LENGTH,
            f"It is intact, with {measured.stored} bytes ({measured.size} uncompressed); a row "
            f"says otherwise: {sorted(lengths)}.",
        )
    return None


def _find_places(sha256: str) -> list[str]:
    """Return the features (present, former or in the bin) that a payload belongs to."""
    features = Feature.everything.filter(payload=sha256).values_list(
        "bucket__name", "fname", "deleted_at"
    )
    former = FeatureVersion.objects.filter(payload=sha256).values_list(
        "feature__bucket__name", "feature__fname", "number"
    )
    return [
        *(f"{bucket}/{fname}{' (in the bin)' if gone else ''}" for bucket, fname, gone in features),
        *(f"{bucket}/{fname}, version {number}" for bucket, fname, number in former),
    ]


def _repair(damage: Damage) -> bool:
    """Repair a damage; return whether the payload and its rows are correct now."""
    sha256 = damage.sha256
    path = payload_path(sha256)
    measured = _measure_sound(sha256, lambda: payload_storage().open_original(path))
    measured = measured or _put_sound_copy(sha256)
    if measured is None:
        return False
    for rows in (Feature.everything, FeatureVersion.objects):
        rows.filter(payload=sha256).update(stored=measured.stored, size=measured.size)
    return True


def _put_sound_copy(sha256: str) -> Measured | None:
    """Store the copy from the trash or the cache, if one is sound."""
    storage = payload_storage()
    path = payload_path(sha256)
    sources: list[Callable[[], File | None]] = [
        lambda: storage.open_original(trash_path(sha256)),
        lambda: storage.open_cached(path),
    ]
    for open_copy in sources:
        measured = _measure_sound(sha256, open_copy)
        copy = open_copy() if measured else None
        if copy is not None:
            with copy:
                storage.save(path, ContentFile(copy.read()))
            return measured
    return None


def _measure_sound(sha256: str, open_copy: Callable[[], File | None]) -> Measured | None:
    """Return hash and lengths of a copy; None if there is none or it is incomplete."""
    try:
        copy = open_copy()
    except FileNotFoundError:
        return None
    if copy is None:
        return None
    with copy:
        measured = measure(copy)
    return measured if measured.sha256 == sha256 and measured.size is not None else None
