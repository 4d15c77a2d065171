"""One table: every page of buckets × method × visitor; and CSRF on every form."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from atlasviewer.environment import TUTORIAL_GLOBAL_KEY
from buckets import urls as bucket_urls
from buckets.models import Bucket
from buckets.tree import mark_tree
from features.models import Feature
from features.pages import urls as page_urls
from tests import cast
from tests.buckets import visitors

pytestmark = pytest.mark.django_db

PEOPLE: dict[str, Callable[[], Client]] = {
    "stranger": visitors.stranger,
    "guest": visitors.ordinary_user,
    "wrong token": visitors.holder_of_another_token,
    "owner": visitors.unlocked,
    "staff": visitors.staff,
}
WRITERS = {"owner", "staff"}


def everyone(status: int) -> dict[str, int]:
    return dict.fromkeys(PEOPLE, status)


def writers(status: int, others: int = 401) -> dict[str, int]:
    return everyone(others) | dict.fromkeys(WRITERS, status)


B, F = "/buckets/my_bucket", "/buckets/my_bucket/features/rate"
# In paths, {bucket}, {gone} and {feature} become the primary keys of live and deleted rows.
TABLE: dict[tuple[str, str], dict[str, int]] = {
    ("/buckets/", "GET"): everyone(200),
    ("/buckets/", "POST"): everyone(405),
    ("/create/", "GET"): everyone(200),
    ("/create/", "POST"): everyone(200),  # By the global key, which everybody here has.
    ("/create/check", "GET"): everyone(200),
    ("/create/check", "POST"): everyone(405),
    ("/unlock/", "GET"): everyone(405),
    ("/unlock/", "POST"): everyone(302),  # By the token, which everybody here has.
    ("/lock/", "GET"): everyone(405),
    ("/lock/", "POST"): everyone(302),
    ("/restore/", "GET"): everyone(405),
    ("/restore/", "POST"): everyone(401) | {"staff": 302},
    ("/help/", "GET"): everyone(200),
    ("/help/", "POST"): everyone(405),
    ("/qr.svg", "GET"): everyone(200),
    ("/qr.svg", "POST"): everyone(405),
    ("/connect/", "GET"): everyone(200),
    ("/connect/", "POST"): everyone(200),
    (f"{B}/", "GET"): everyone(200),
    (f"{B}/", "POST"): everyone(405),
    (f"{B}/package.zip", "GET"): everyone(200),
    (f"{B}/package.zip", "POST"): everyone(405),
    (f"{B}/thumbnail/", "GET"): everyone(302),
    (f"{B}/thumbnail/", "POST"): everyone(405),
    (f"{B}/qr.svg", "GET"): everyone(200),
    (f"{B}/qr.svg", "POST"): everyone(405),
    (f"{B}/edit/", "GET"): writers(200),
    (f"{B}/edit/", "POST"): writers(302),
    (f"{B}/token/", "GET"): everyone(405),
    (f"{B}/token/", "POST"): writers(200),
    (f"{B}/delete/", "GET"): everyone(405),
    (f"{B}/delete/", "POST"): writers(302),
    (f"{B}/tree/", "GET"): writers(200),
    (f"{B}/tree/", "POST"): everyone(405),
    (f"{B}/tree/saved", "GET"): everyone(200),
    (f"{B}/tree/saved", "POST"): writers(200),
    (f"{B}/view/", "GET"): everyone(200),
    (f"{B}/view/", "POST"): writers(200),
    (f"{B}/restore/", "GET"): everyone(405),
    (f"{B}/restore/", "POST"): writers(302),
    (f"{F}/", "GET"): everyone(200),
    (f"{F}/", "POST"): writers(302),
    (f"{F}/delete/", "GET"): everyone(405),
    (f"{F}/delete/", "POST"): writers(302),
    (f"{F}/restore/", "GET"): everyone(405),
    (f"{F}/restore/", "POST"): writers(302),
    ("/buckets/nobody/", "GET"): everyone(404),
    ("/buckets/nobody/edit/", "GET"): everyone(404),
    ("/buckets/nobody/tree/", "GET"): everyone(404),
    ("/buckets/nobody/delete/", "POST"): everyone(404),
    ("/buckets/my_bucket/features/none/", "GET"): everyone(404),
}
TABLE["/connect/", "POST"] = everyone(405)
CASES = [
    pytest.param(path, method, who, status, id=f"{method} {path} by {who}")
    for (path, method), row in TABLE.items()
    for who, status in row.items()
]
CHANGE_NOTHING = {"/unlock/", "/lock/"}


@pytest.fixture
def keys() -> dict[str, int]:
    """A bucket with a feature in two versions, one feature in the bin, and a bucket in the bin."""
    cast.make_bucket("gone", token="of another bucket")
    cast.make_feature("gone")
    cast.Person("owner of gone", cast.bearer("of another bucket")).delete("buckets/gone")
    bucket = cast.make_bucket(tree={"Rate": "rate"})
    cast.make_feature()
    cast.owner().patch("buckets/my_bucket/rate", {"unit": "Hz"})
    cast.make_feature(fname="old")
    cast.owner().delete("buckets/my_bucket/old")
    return {
        "bucket": bucket.pk,
        "gone": Bucket.everything.in_bin().get().pk,
        "feature": Feature.everything.in_bin().get(bucket=bucket).pk,
    }


def content_of(path: str, keys: dict[str, int]) -> dict[str, Any]:
    """Return what a valid form sends to `path`."""
    return {
        "/create/": {"name": "new_bucket", "key": TUTORIAL_GLOBAL_KEY},
        "/unlock/": {"name": "my_bucket", "token": cast.OWNER_TOKEN},
        "/lock/": {"bucket": keys["bucket"]},
        "/restore/": {"bucket": keys["gone"]},
        f"{B}/edit/": {"short_desc": "changed"},
        f"{B}/token/": {"confirm": "my_bucket"},
        f"{B}/delete/": {"confirm": "my_bucket"},
        f"{B}/restore/": {"feature": keys["feature"]},
        f"{F}/": {"short_desc": "changed"},
        f"{F}/delete/": {"confirm": "rate"},
        f"{F}/restore/": {"version": 1},
    }.get(path, {})


def send(client: Client, path: str, method: str, keys: dict[str, int]) -> HttpResponse:
    if method == "GET":
        return client.get(path)
    if path.endswith("/tree/saved"):
        content: Any = {"seen": mark_tree({"Rate": "rate"}), "tree": {"R": "rate"}}
        return client.post(path, content, content_type=cast.JSON)
    if path.endswith("/view/"):
        sent = {"fname": "rate", "view": {"cmap": "RdBu"}}
        return client.post(path, sent, content_type=cast.JSON)
    return client.post(path, content_of(path, keys))


def stored() -> list[Any]:
    """Return every row of buckets and features, except for the time of the last access."""
    buckets = [row | {"accessed_at": 0} for row in Bucket.everything.order_by("pk").values()]
    return [buckets, list(Feature.everything.order_by("pk").values())]


@pytest.mark.parametrize(("path", "method", "who", "status"), CASES)
def test_who_may_do_what(
    path: str, method: str, who: str, status: int, keys: dict[str, int]
) -> None:
    client = PEOPLE[who]()
    before = stored()
    answer = send(client, path, method, keys)
    assert answer.status_code == status
    changes = method == "POST" and status in (200, 302) and path not in CHANGE_NOTHING
    assert (stored() != before) == changes


FORMS = sorted(
    path for (path, method), row in TABLE.items() if method == "POST" and 405 not in row.values()
)


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_its_csrf_token_is_refused_and_changes_nothing(
    path: str, keys: dict[str, int]
) -> None:
    client = visitors.staff(enforce_csrf_checks=True)
    before = stored()
    answer = send(client, path, "POST", keys)
    assert answer.status_code == 403
    assert "The form was not accepted" in answer.content.decode()
    assert stored() == before


def test_every_page_of_buckets_has_a_row() -> None:
    routes = {entry.name for entry in (*bucket_urls.urlpatterns, *page_urls.urlpatterns)}
    resolver = get_resolver()
    in_table = {resolver.resolve(path).url_name for path, _ in TABLE}
    assert len(routes) == 23
    assert routes - in_table == set()


@pytest.mark.parametrize(
    "path",
    [path for (path, method), row in TABLE.items() if method == "GET" and 200 in row.values()],
)
def test_no_page_of_buckets_is_allowed_in_a_frame(path: str, keys: dict[str, int]) -> None:
    answer = visitors.staff().get(path)
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
