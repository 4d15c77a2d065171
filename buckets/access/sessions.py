"""Unlocking buckets for editing in one browser: kept in its session, never in the address.

The session keeps, per bucket, the digest of the token that unlocked it. A token that is changed has
another digest, so that the former unlocks nothing from that moment on.
"""

from django.http import HttpRequest

from atlasviewer.web.errors import Missing, Unauthorised
from buckets.access.permissions import Caller
from buckets.access.tries import tries_of
from buckets.models import Bucket

KEY = "unlocked"
MOST = 200
"""Buckets that one browser keeps unlocked; the oldest goes first."""


def caller_of_page(request: HttpRequest) -> Caller:
    """Return who asks for a page: staff who are logged in, or who unlocked buckets here."""
    user = request.user
    staff = bool(user.is_authenticated and user.is_active and user.is_staff)
    return Caller(staff=staff, unlocked=read_unlocked(request), tries=tries_of(request))


def read_unlocked(request: HttpRequest) -> dict[int, str]:
    """Return the primary key of each bucket unlocked here → the digest of its token then."""
    return {int(pk): str(digest) for pk, digest in request.session.get(KEY, {}).items()}


def unlock(request: HttpRequest, *, name: str, token: str) -> Bucket:
    """Unlock a bucket by its token, and those in the bin, so that they can be restored.

    Raises `Missing`, `Unauthorised` or `TooMany`. Of several of that name, those whose token it
    is; returns the one that is not in the bin, or went there last.
    """
    candidates = [*Bucket.objects.named(name)[:1], *_in_bin(name)]
    if not candidates:
        raise Missing(f"There is no bucket “{name}” here; check its spelling.")
    tries = tries_of(request)
    tries.check(candidates[0].name)
    accepting = [bucket for bucket in candidates if bucket.accepts(token)]
    if not accepting:
        tries.fail(candidates[0].name)
        raise Unauthorised(f"The token does not belong to bucket “{name}”; ask its owner for it.")
    for bucket in accepting:
        remember(request, bucket)
    return accepting[0]


def remember(request: HttpRequest, bucket: Bucket) -> None:
    """Keep a bucket unlocked in this browser, under the token it has now."""
    unlocked = request.session.get(KEY, {})
    unlocked.pop(str(bucket.pk), None)
    unlocked[str(bucket.pk)] = bucket.token_digest
    request.session[KEY] = dict(list(unlocked.items())[-MOST:])
    # A session that could do less was perhaps known to somebody else.
    request.session.cycle_key()


def forget(request: HttpRequest, pk: int) -> None:
    """Lock a bucket again in this browser."""
    kept = {key: digest for key, digest in request.session.get(KEY, {}).items() if key != str(pk)}
    request.session[KEY] = kept


def list_unlocked(request: HttpRequest) -> list[Bucket]:
    """Return the buckets that can be edited here by an unlock that still holds, by name."""
    unlocked = read_unlocked(request)
    found = Bucket.everything.filter(pk__in=unlocked).order_by("name", "pk")
    return [bucket for bucket in found if bucket.accepts_digest(unlocked[bucket.pk])]


def _in_bin(name: str) -> list[Bucket]:
    return list(Bucket.everything.in_bin().named(name).order_by("-deleted_at"))
