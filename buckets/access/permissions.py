"""Who may create and write: decided here for API, pages, commands and admin."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

from atlasviewer.environment import TUTORIAL_GLOBAL_KEY
from atlasviewer.web.errors import Missing, Unauthorised
from buckets.access.tries import GLOBAL_KEY, Tries
from buckets.models import Bucket
from buckets.tokens import keys_equal

NO_CREDENTIALS = (
    "A key is required: send the header “Authorization: Bearer <token>” with the token of the "
    "bucket, or with the global key to create a bucket."
)


NOT_UNLOCKED = (
    "This bucket is locked in this browser, or its token has changed; unlock it with its token."
)


@dataclass(frozen=True)
class Caller:
    """Who asks: the holder of a key or token, or the staff of the site.

    ``unlocked`` is what a browser's session keeps: bucket's primary key → digest of its token. It
    is None without a session, as on ``/api/``.
    """

    bearer: str = ""
    staff: bool = False
    unlocked: Mapping[int, str] | None = field(default=None, hash=False)
    tries: Tries = field(default_factory=Tries, compare=False)

    @property
    def client(self) -> str:
        """The caller's network address; '' if unknown."""
        return self.tries.client

    @property
    def has_credentials(self) -> bool:
        return self.staff or bool(self.bearer) or self.unlocked is not None

    def may_write(self, bucket: Bucket) -> bool:
        """Return whether this caller may write to a bucket; its token may have changed since."""
        if self.staff:
            return True
        digest = (self.unlocked or {}).get(bucket.pk)
        if digest is not None and bucket.accepts_digest(digest):
            return True
        return bool(self.bearer) and bucket.accepts(self.bearer)

    def signature(self, bucket: Bucket) -> str:
        """Return the author of a write: ``staff``, or the fingerprint of the bucket's token."""
        return STAFF_SIGNATURE if self.staff else bucket.fingerprint


STAFF = Caller(staff=True)
STAFF_SIGNATURE = "staff"


def read_bearer(header: str | None) -> str:
    """Return the key or token in an ``Authorization`` header, '' without one."""
    scheme, _, value = (header or "").strip().partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def public_global_key() -> str:
    """Return the global key if it is the tutorial's, which is public, else ''."""
    key = settings.ATLASVIEWER.global_key.get_secret_value()
    return key if key == TUTORIAL_GLOBAL_KEY else ""


def authorise_creation(caller: Caller) -> None:
    """Raise `Unauthorised` unless the caller may create buckets; `TooMany` after many tries."""
    if caller.staff:
        return
    if not caller.has_credentials:
        raise Unauthorised(NO_CREDENTIALS)
    caller.tries.check(GLOBAL_KEY)
    if not keys_equal(caller.bearer, settings.ATLASVIEWER.global_key.get_secret_value()):
        caller.tries.fail(GLOBAL_KEY)
        raise Unauthorised(
            "The global key is wrong; the documentation of this site gives the right one."
        )


def find_bucket(name: str) -> Bucket:
    """Return the bucket of that name or alias; raise `Missing` if there is none."""
    bucket = Bucket.objects.named(name).first()
    if bucket is None:
        raise _no_bucket(name)
    return bucket


def find_bucket_to_write(caller: Caller, name: str) -> Bucket:
    """Return the bucket that the caller may write to.

    Raises, in this order: `Unauthorised` without credentials, `Missing` if there is no such bucket,
    `Unauthorised` if the token does not belong to it.
    """
    if not caller.has_credentials:
        raise Unauthorised(NO_CREDENTIALS)
    bucket = find_bucket(name)
    authorise_write(caller, bucket)
    return bucket


def lock_bucket_to_write(caller: Caller, bucket: Bucket) -> Bucket:
    """Lock a bucket that was found before against other writers, and return its present state.

    It is the same bucket, not another that has its name by now. Needs a transaction. Raises
    `Missing` if it was deleted meanwhile, `Unauthorised` if its token was changed.
    """
    locked = Bucket.objects.select_for_update().filter(pk=bucket.pk).first()
    if locked is None:
        raise _no_bucket(bucket.name)
    authorise_write(caller, locked)
    return locked


def find_binned_bucket(caller: Caller, pk: int) -> Bucket:
    """Lock and return a bucket in the bin that the caller may restore.

    Raises `Missing` if it is not in the bin (any more) and `Unauthorised`.
    """
    bucket = Bucket.everything.select_for_update().in_bin().filter(pk=pk).first()
    if bucket is None:
        raise Missing("This bucket is not in the bin; it was restored or permanently deleted.")
    if not caller.may_write(bucket):
        raise Unauthorised(NOT_UNLOCKED)
    return bucket


def authorise_write(caller: Caller, bucket: Bucket) -> None:
    """Raise `Unauthorised` unless the caller may write here; `TooMany` after many wrong tokens."""
    if not caller.has_credentials:
        raise Unauthorised(NO_CREDENTIALS)
    if caller.bearer:
        caller.tries.check(bucket.name)
    if not caller.may_write(bucket):
        if caller.bearer:
            caller.tries.fail(bucket.name)
        raise Unauthorised(
            f"The token does not belong to bucket “{bucket.name}”; ask its owner for it."
            if caller.unlocked is None
            else NOT_UNLOCKED
        )


def _no_bucket(name: str) -> Missing:
    return Missing(f"There is no bucket “{name}” here; check its spelling.")
