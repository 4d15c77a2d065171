"""Whether the payload store belongs to this database: both keep the id of their site.

With a database created by mistake, or the address of another store, every payload looks unused.
Such a mix-up must never remove payloads.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.core.files.base import ContentFile

from atlasviewer.running.health import SITE_ID
from atlasviewer.web.errors import Refusal
from features.data.payloads import iterate_stored, payload_storage
from features.models import Feature, FeatureVersion, SiteIdentity

BATCH = 500
Item = TypeVar("Item")


class WrongStore(Refusal):
    """The database and the payload store belong to different sites."""

    status = 503
    default_code = "wrong_store"


@dataclass(frozen=True)
class Overlap:
    """Numbers of payloads: named by rows, stored, and both."""

    named: int
    stored: int
    both: int

    @property
    def convincing(self) -> bool:
        """Whether rows and payloads clearly belong together: most have a counterpart."""
        return self.both * 10 >= self.named * 9 and self.both * 2 >= self.stored


def check_identity(*, adopt: bool = False) -> str:
    """Return the id of this site; raise `WrongStore` if the store belongs to another site.

    A new site gets its id here. A site older than ids gets one if its rows and payloads clearly
    belong together. `adopt` assigns the store to this database without that check, for a maintainer
    who knows that it is right.
    """
    row = SiteIdentity.objects.first()
    in_database = row.site_id if row else ""
    in_store = read_store_id()
    if in_database and in_database == in_store:
        return in_database
    if not adopt:
        _refuse_strangers(in_database, in_store)
    return _write_both(in_database or ("" if adopt else in_store))


def read_store_id() -> str:
    """Return the site id in the payload store, or an empty string."""
    try:
        with payload_storage().open(SITE_ID, "rb") as handle:
            return handle.read(100).decode("ascii", "replace").strip()
    except FileNotFoundError:
        return ""


def find_named(hashes: set[str]) -> set[str]:
    """Return the given payloads that a row names: present, former or in the bin."""
    named: set[str] = set()
    for rows in (Feature.everything, FeatureVersion.objects):
        named.update(rows.filter(payload__in=hashes).values_list("payload", flat=True))
    return named


def in_batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items in lists short enough for one query."""
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


def measure_overlap() -> Overlap:
    """Count which payloads the database and the store have in common."""
    rows = (Feature.everything, FeatureVersion.objects)
    first, second = (one.order_by().values_list("payload", flat=True) for one in rows)
    named = first.union(second).count()
    stored = both = 0
    hashes = (sha256 for _, sha256, _ in iterate_stored() if sha256)
    for batch in in_batches(hashes):
        stored += len(batch)
        both += len(find_named(set(batch)))
    return Overlap(named=named, stored=stored, both=both)


def _refuse_strangers(in_database: str, in_store: str) -> None:
    if in_database and in_store:
        raise WrongStore(
            f"The database belongs to site {in_database}, the payload store to site {in_store}. "
            f"Nothing was changed. {_how_to_mend()}"
        )
    found = measure_overlap()
    if not found.convincing:
        raise WrongStore(
            "The database and the payload store do not belong to the same site: the database names "
            f"{found.named} payloads, the store holds {found.stored}, and "
            f"{found.both} are the same. Nothing was changed. {_how_to_mend()}"
        )


def _how_to_mend() -> str:
    return (
        "Correct ATLASVIEWER_DATABASE_URL, ATLASVIEWER_PAYLOAD_URL or ATLASVIEWER_VAR_DIR so that "
        "both belong to the same site. If this store really belongs to this database, run "
        "“manage.py check_site --adopt”."
    )


def _write_both(site_id: str) -> str:
    """Write the id into database and store; servers that start together write the same one."""
    row, _ = SiteIdentity.objects.get_or_create(
        pk=SiteIdentity.ONLY, defaults={"site_id": site_id or str(uuid.uuid4())}
    )
    if read_store_id() != row.site_id:
        payload_storage().save(SITE_ID, ContentFile(row.site_id.encode()))
    written = read_store_id()
    if written != row.site_id:
        raise WrongStore(
            f"Another site, {written}, has just claimed this payload store. {_how_to_mend()}"
        )
    return row.site_id
