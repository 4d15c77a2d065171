"""One table: every route of the REST contract × every method × every caller."""

from collections.abc import Callable

import pytest
from django.urls import URLPattern, get_resolver, resolve

from buckets.models import Bucket
from features.data.identity import check_identity
from features.models import Feature
from tests import cast

pytestmark = pytest.mark.django_db

PEOPLE = {
    "stranger": cast.stranger,
    "wrong token": cast.wrong_token,
    "owner": cast.owner,
    "collaborator": cast.collaborator,
    "key holder": cast.key_holder,
}
FEATURE = {"fname": "new", "feature_data": cast.region_data()}
CREATE = {"uuid": "new_bucket", "metadata": {"token": cast.OWNER_TOKEN}}

BUCKETS, BUCKET, NO_BUCKET = "buckets", "buckets/my_bucket", "buckets/nobody"
RATE, NO_RATE, NOWHERE = "buckets/my_bucket/rate", "buckets/my_bucket/none", "buckets/nobody/rate"

OPEN = dict.fromkeys(PEOPLE, 200)
NOT_FOUND = dict.fromkeys(PEOPLE, 404)
NO_METHOD = dict.fromkeys(PEOPLE, 405)
BY_TOKEN = dict.fromkeys(PEOPLE, 401) | {"owner": 200, "collaborator": 200}
BY_TOKEN_MISSING = BY_TOKEN | {"owner": 404, "collaborator": 404}
# These send an empty body, which is refused after the key was checked.
TABLE_BY_TOKEN = BY_TOKEN | {"owner": 400, "collaborator": 400}
OPEN_BUT_EMPTY = dict.fromkeys(PEOPLE, 400)
BY_KEY = dict.fromkeys(PEOPLE, 401) | {"key holder": 200}
# Without a key, an attempt to write does not reveal whether a bucket exists.
ANY_KEY_MISSING = NOT_FOUND | {"stranger": 401}

TABLE = {
    (BUCKETS, "GET"): NO_METHOD,
    (BUCKETS, "POST"): BY_KEY,
    (BUCKETS, "PATCH"): NO_METHOD,
    (BUCKETS, "PUT"): NO_METHOD,
    (BUCKETS, "DELETE"): NO_METHOD,
    (BUCKET, "GET"): OPEN,
    (BUCKET, "POST"): BY_TOKEN,
    (BUCKET, "PATCH"): BY_TOKEN,
    (BUCKET, "PUT"): NO_METHOD,
    (BUCKET, "DELETE"): BY_TOKEN,
    (NO_BUCKET, "GET"): NOT_FOUND,
    (NO_BUCKET, "POST"): ANY_KEY_MISSING,
    (NO_BUCKET, "PATCH"): ANY_KEY_MISSING,
    (NO_BUCKET, "DELETE"): ANY_KEY_MISSING,
    (RATE, "GET"): OPEN,
    (RATE, "POST"): NO_METHOD,
    (RATE, "PATCH"): BY_TOKEN,
    (RATE, "PUT"): NO_METHOD,
    (RATE, "DELETE"): BY_TOKEN,
    (NO_RATE, "GET"): NOT_FOUND,
    (NO_RATE, "PATCH"): BY_TOKEN_MISSING,
    (NO_RATE, "DELETE"): BY_TOKEN_MISSING,
    (NOWHERE, "GET"): NOT_FOUND,
    (NOWHERE, "PATCH"): ANY_KEY_MISSING,
    (NOWHERE, "DELETE"): ANY_KEY_MISSING,
    (f"{RATE}/versions", "GET"): OPEN,
    (f"{RATE}/versions", "POST"): NO_METHOD,
    (f"{RATE}/versions", "DELETE"): NO_METHOD,
    (f"{NO_RATE}/versions", "GET"): NOT_FOUND,
    (f"{RATE}/figure.svg", "GET"): OPEN,
    (f"{RATE}/figure.pdf", "GET"): OPEN,
    (f"{RATE}/figure.png", "GET"): OPEN,
    (f"{RATE}/figure.svg", "POST"): NO_METHOD,
    (f"{NO_RATE}/figure.svg", "GET"): NOT_FOUND,
    (f"{RATE}/compare?with=my_bucket/rate", "GET"): OPEN,
    (f"{RATE}/compare", "POST"): NO_METHOD,
    (f"{RATE}/compare.csv?with=my_bucket/rate", "GET"): OPEN,
    (f"{RATE}/compare.csv", "POST"): NO_METHOD,
    (f"{NO_RATE}/compare?sides=left_right", "GET"): NOT_FOUND,
    (f"{RATE}/regions?mapping=allen", "GET"): OPEN,
    (f"{RATE}/regions", "POST"): NO_METHOD,
    (f"{RATE}/regions.csv?mapping=allen", "GET"): OPEN,
    (f"{RATE}/regions.csv", "POST"): NO_METHOD,
    (f"{NO_RATE}/regions", "GET"): NOT_FOUND,
    (f"{RATE}/animals", "GET"): NOT_FOUND,
    (f"{RATE}/animals", "POST"): NO_METHOD,
    (f"{RATE}/animals.csv", "GET"): NOT_FOUND,
    (f"{RATE}/animals.csv", "POST"): NO_METHOD,
    (f"{RATE}/explain?region=CA1&mapping=allen", "GET"): OPEN,
    (f"{RATE}/explain", "POST"): NO_METHOD,
    (f"{RATE}/explain", "DELETE"): NO_METHOD,
    (f"{NO_RATE}/explain?region=CA1&mapping=allen", "GET"): NOT_FOUND,
    ("buckets/my_bucket/tables", "POST"): TABLE_BY_TOKEN,
    ("buckets/nobody/tables", "POST"): ANY_KEY_MISSING,
    ("buckets/my_bucket/animals", "POST"): TABLE_BY_TOKEN,
    ("buckets/nobody/animals", "POST"): ANY_KEY_MISSING,
    ("animals/check", "POST"): OPEN_BUT_EMPTY,
    ("animals/check", "GET"): NO_METHOD,
    ("buckets/my_bucket/points", "POST"): TABLE_BY_TOKEN,
    ("buckets/nobody/points", "POST"): ANY_KEY_MISSING,
    ("buckets/my_bucket/volumes", "POST"): TABLE_BY_TOKEN,
    ("buckets/nobody/volumes", "POST"): ANY_KEY_MISSING,
    ("tables/check", "POST"): OPEN_BUT_EMPTY,
    ("tables/check", "GET"): NO_METHOD,
    ("tables/preview", "POST"): OPEN_BUT_EMPTY,
    ("tables/preview", "GET"): NO_METHOD,
    ("regions", "GET"): OPEN,
    ("regions", "POST"): NO_METHOD,
    ("regions/resolve?key=MOs", "GET"): OPEN,
    ("regions/resolve", "POST"): OPEN_BUT_EMPTY,
    ("health", "GET"): OPEN,
    ("health", "POST"): NO_METHOD,
    ("docs", "GET"): OPEN,
    ("docs", "POST"): NO_METHOD,
    ("schema", "GET"): OPEN,
    ("schema", "POST"): NO_METHOD,
    ("nowhere", "GET"): NOT_FOUND,
    ("nowhere", "POST"): NOT_FOUND,
}
CONTENT = {
    (BUCKETS, "POST"): CREATE,
    (BUCKET, "POST"): FEATURE,
    (NO_BUCKET, "POST"): FEATURE,
    (BUCKET, "PATCH"): {"metadata": {"short_desc": "changed"}},
    (RATE, "PATCH"): {"unit": "changed"},
    (NO_RATE, "PATCH"): {"unit": "changed"},
}
CASES = [
    pytest.param(path, method, who, status, id=f"{method} {path} by {who}")
    for (path, method), row in TABLE.items()
    for who, status in row.items()
]


def stored() -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Return every row, except for the time of the last access."""
    rows = list(Bucket.objects.order_by("pk").values())
    return [row | {"accessed_at": 0} for row in rows], list(Feature.objects.order_by("pk").values())


@pytest.mark.parametrize(("path", "method", "who", "status"), CASES)
def test_who_may_do_what(path: str, method: str, who: str, status: int) -> None:
    cast.make_bucket()
    cast.make_feature()
    check_identity()
    before = stored()
    person: Callable[[], cast.Person] = PEOPLE[who]
    answer = person().call(method, path, CONTENT.get((path, method)))
    assert answer.status_code == status
    changes = status == 200 and method != "GET"
    assert (stored() != before) == changes


@pytest.mark.parametrize("who", PEOPLE)
def test_the_bodies_of_a_refused_write_are_not_looked_at(who: str) -> None:
    """A wrong key is reported as wrong, even if the body is wrong as well."""
    cast.make_bucket()
    cast.make_feature()
    paths = [(BUCKETS, "POST"), (BUCKET, "POST"), (BUCKET, "PATCH"), (RATE, "PATCH")]
    answers = [PEOPLE[who]().call(method, path, b"{").status_code for path, method in paths]
    expected = [{200: 400}.get(TABLE[route][who], TABLE[route][who]) for route in paths]
    assert answers == expected


@pytest.mark.parametrize("credentials", ["", "Bearer", "Basic abc", f"Token {cast.OWNER_TOKEN}"])
def test_a_header_that_holds_no_token_counts_as_none(credentials: str) -> None:
    cast.make_bucket()
    person = cast.Person("confused", credentials)
    assert person.delete(BUCKET).status_code == 401
    assert person.delete(NO_BUCKET).status_code == 401


def test_every_route_of_the_api_has_a_row() -> None:
    api = next(entry for entry in get_resolver().url_patterns if str(entry.pattern) == "api/")
    names = {entry.name for entry in api.url_patterns if isinstance(entry, URLPattern)}
    assert names == {resolve(f"/api/{path.partition('?')[0]}").url_name for path, _ in TABLE}
