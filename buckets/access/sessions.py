"""Unlocks buckets for editing in one browser, through its session.

The session keeps, per bucket, the digest of the token that unlocked it. A new token has another
digest, so the former one unlocks nothing from that moment on.
"""

from django.http import HttpRequest

from atlasviewer.web.errors import Missing, Unauthorised
from buckets.access.permissions import Caller
from buckets.access.tries import tries_of
from buckets.models import Bucket

KEY = "unlocked"
MOST = 200
"""Most buckets that one browser keeps unlocked; the oldest is locked first."""


def caller_of_page(request: HttpRequest) -> Caller:
    """Return who requests a page: logged-in staff, or a person who unlocked buckets here."""
    user = request.user
    staff = bool(user.is_authenticated and user.is_active and user.is_staff)
    return Caller(staff=staff, unlocked=read_unlocked(request), tries=tries_of(request))


def read_unlocked(request: HttpRequest) -> dict[int, str]:
    """Return primary key of each bucket unlocked here → digest of its token at that time."""
    return {int(pk): str(digest) for pk, digest in request.session.get(KEY, {}).items()}


def unlock(request: HttpRequest, *, name: str, token: str) -> Bucket:
    """Unlock a bucket by its token, also in the bin, so that it can be restored.

    Raises `Missing`, `Unauthorised` or `TooMany`. Unlocks all buckets of that name that have this
    token; returns the one that is not in the bin, or else the last deleted.
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
    """Keep a bucket unlocked in this browser, under its present token."""
    unlocked = request.session.get(KEY, {})
    unlocked.pop(str(bucket.pk), None)
    unlocked[str(bucket.pk)] = bucket.token_digest
    request.session[KEY] = dict(list(unlocked.items())[-MOST:])
    # Rotate the session id (session fixation).
    request.session.cycle_key()


def forget(request: HttpRequest, pk: int) -> None:
    """Lock a bucket again in this browser."""
    kept = {key: digest for key, digest in request.session.get(KEY, {}).items() if key != str(pk)}
    request.session[KEY] = kept


def list_unlocked(request: HttpRequest) -> list[Bucket]:
    """Return the buckets that are still unlocked here, by name."""
    unlocked = read_unlocked(request)
    found = Bucket.everything.filter(pk__in=unlocked).order_by("name", "pk")
    return [bucket for bucket in found if bucket.accepts_digest(unlocked[bucket.pk])]


def _in_bin(name: str) -> list[Bucket]:
    return list(Bucket.everything.in_bin().named(name).order_by("-deleted_at"))
