"""Unlocking a bucket in a browser: by its token, until it is locked or the token changes."""

import pytest
from django.test import Client

from buckets.models import Bucket
from tests import cast
from tests.buckets import visitors
from tests.buckets.visitors import text_of

pytestmark = pytest.mark.django_db

EDIT = "/buckets/my_bucket/edit/"


@pytest.fixture(autouse=True)
def bucket() -> Bucket:
    return cast.make_bucket()


def unlock(client: Client, name: str, token: str) -> int:
    return client.post("/unlock/", {"name": name, "token": token}).status_code


def test_the_token_opens_the_bucket_for_editing_and_leads_to_it() -> None:
    client = Client()
    assert client.get(EDIT).status_code == 401
    answer = client.post("/unlock/", {"name": "my_bucket", "token": cast.OWNER_TOKEN})
    assert (answer.status_code, answer["Location"]) == (302, "/buckets/my_bucket/")
    assert client.get(EDIT).status_code == 200


@pytest.mark.parametrize("token", [f"  {cast.OWNER_TOKEN.upper()} ", cast.OWNER_TOKEN])
def test_pasted_spaces_and_capitals_make_no_difference(token: str) -> None:
    assert unlock(Client(), "my_bucket", token) == 302


def test_a_wrong_token_is_refused_beside_its_field_and_is_not_written_back() -> None:
    client = Client()
    answer = client.post("/unlock/", {"name": "my_bucket", "token": "guessed-token"})
    assert answer.status_code == 401
    assert "The token does not belong to bucket “my_bucket”" in text_of(answer)
    assert "guessed-token" not in text_of(answer)
    assert client.get(EDIT).status_code == 401


def test_a_bucket_that_is_not_here_is_said_to_be_missing() -> None:
    answer = Client().post("/unlock/", {"name": "nobody", "token": "x"})
    assert answer.status_code == 404
    assert "There is no bucket “nobody” here" in text_of(answer)


def test_the_token_is_kept_as_a_digest_and_never_in_an_address() -> None:
    client = visitors.unlocked()
    kept = str(dict(client.session.items()))
    assert cast.OWNER_TOKEN not in kept
    assert Bucket.objects.get().token_digest in kept
    assert cast.OWNER_TOKEN not in text_of(client.get("/buckets/my_bucket/"))
    assert cast.OWNER_TOKEN not in text_of(client.get("/buckets/"))


def test_the_session_gets_another_key_when_it_may_do_more() -> None:
    client = Client()
    unlock(client, "my_bucket", cast.OWNER_TOKEN)
    first = client.cookies["sessionid"].value
    cast.make_bucket("second", token=cast.OTHER_TOKEN)
    unlock(client, "second", cast.OTHER_TOKEN)
    assert client.cookies["sessionid"].value != first
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"
    assert client.get(EDIT).status_code == 200


def test_unlocked_buckets_are_listed_and_can_be_locked_again() -> None:
    client = visitors.unlocked()
    assert "my_bucket" in text_of(client.get("/buckets/"))
    assert "my_bucket" not in text_of(Client().get("/buckets/"))
    client.post("/lock/", {"bucket": Bucket.objects.get().pk})
    assert client.get(EDIT).status_code == 401
    assert "is locked in this browser" in text_of(client.get("/buckets/"))
    assert "my_bucket" not in text_of(client.get("/buckets/"))


@pytest.mark.parametrize("sent", ["", "x", "-1", "٣", "9" * 40])
def test_locking_what_is_no_bucket_does_nothing(sent: str) -> None:
    client = visitors.unlocked()
    assert client.post("/lock/", {"bucket": sent}).status_code == 302
    assert client.get(EDIT).status_code == 200


def test_a_rotated_token_is_refused_everywhere_at_once() -> None:
    first, second = visitors.unlocked(), visitors.unlocked()
    answer = first.post("/buckets/my_bucket/token/", {"confirm": "my_bucket"})
    token = answer.context["token"]
    assert token in text_of(answer)
    assert answer["Cache-Control"].find("no-store") >= 0
    # In another browser, through the API, when unlocking; and the bucket is no longer listed.
    assert second.get(EDIT).status_code == 401
    assert second.post("/buckets/my_bucket/delete/", {"confirm": "my_bucket"}).status_code == 401
    saved = second.post("/buckets/my_bucket/tree/saved", {}, content_type=cast.JSON)
    assert saved.status_code == 401
    assert second.get("/buckets/").context["buckets"] == []
    assert cast.owner().patch("buckets/my_bucket", {"metadata": {}}).status_code == 401
    assert unlock(Client(), "my_bucket", cast.OWNER_TOKEN) == 401
    # The new token works, also in the browser that created it.
    assert first.get(EDIT).status_code == 200
    assert unlock(Client(), "my_bucket", token) == 302
    person = cast.Person("owner", cast.bearer(token))
    assert person.patch("buckets/my_bucket", {"metadata": {}}).status_code == 200


def test_a_new_token_is_made_only_after_the_name_was_typed() -> None:
    client = visitors.unlocked()
    before = Bucket.objects.get(name="my_bucket").fingerprint
    for data in ({}, {"confirm": "another"}):
        assert client.post("/buckets/my_bucket/token/", data).status_code == 400
    assert Bucket.objects.get(name="my_bucket").fingerprint == before
    assert client.post("/buckets/my_bucket/token/", {"confirm": "my_bucket"}).status_code == 200
    assert Bucket.objects.get(name="my_bucket").fingerprint != before


def test_a_token_rotated_through_the_api_locks_every_browser() -> None:
    client = visitors.unlocked()
    cast.owner().patch("buckets/my_bucket", {"metadata": {"token": cast.OTHER_TOKEN}})
    assert client.get(EDIT).status_code == 401
    assert client.get("/buckets/my_bucket/tree/").status_code == 401


def test_a_session_says_nothing_on_the_api() -> None:
    client = visitors.unlocked()
    answer = client.patch("/api/buckets/my_bucket", {"metadata": {}}, content_type=cast.JSON)
    assert answer.status_code == 401


def test_a_bucket_of_the_same_name_made_later_is_not_unlocked() -> None:
    client = visitors.unlocked()
    cast.owner().delete("buckets/my_bucket")
    cast.make_bucket(token=cast.OTHER_TOKEN)
    assert client.get(EDIT).status_code == 401


def test_staff_may_edit_without_a_token_until_they_are_staff_no_more() -> None:
    from django.contrib.auth.models import User

    client = visitors.staff()
    assert client.get(EDIT).status_code == 200
    User.objects.update(is_staff=False)
    assert client.get(EDIT).status_code == 401
