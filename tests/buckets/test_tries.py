"""Wrong keys and tokens are counted per client and bucket, logged without the secret, refused."""

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from atlasviewer.web.clients import client_of
from buckets.access.tries import MOST_ANYWHERE, MOST_TRIES, WINDOW
from buckets.models import Bucket, FailedTry
from tests import cast

pytestmark = pytest.mark.django_db

GUESS = "guess-of-somebody-else"
BUCKET = "buckets/my_bucket"


def person(token: str, address: str = "192.0.2.1") -> cast.Person:
    return cast.Person("somebody", cast.bearer(token), client=Client(REMOTE_ADDR=address))


def guess(times: int, path: str = BUCKET, address: str = "192.0.2.1") -> list[int]:
    """Send different wrong tokens, and return the answers' status codes."""
    return [
        person(f"{GUESS}-{number}", address).patch(path, {"metadata": {}}).status_code
        for number in range(times)
    ]


@pytest.fixture(autouse=True)
def bucket() -> Bucket:
    return cast.make_bucket()


def test_the_eleventh_wrong_token_is_told_to_wait() -> None:
    assert guess(MOST_TRIES + 2) == [401] * MOST_TRIES + [429] * 2
    answer = person(GUESS).call("PATCH", BUCKET, {}, Accept="application/json")
    assert answer.json()["code"] == "too_many"
    assert 1 <= int(answer["Retry-After"]) <= WINDOW.total_seconds()


def test_the_right_token_waits_too_where_wrong_ones_came_from() -> None:
    guess(MOST_TRIES)
    assert person(cast.OWNER_TOKEN).patch(BUCKET, {"metadata": {}}).status_code == 429


def test_wrong_tokens_of_a_stranger_lock_nobody_else_out() -> None:
    guess(MOST_TRIES + 1)
    owner = person(cast.OWNER_TOKEN, "198.51.100.7")
    assert owner.patch(BUCKET, {"metadata": {}}).status_code == 200


def test_wrong_tokens_at_one_bucket_leave_the_others_open() -> None:
    cast.make_bucket("other_bucket")
    guess(MOST_TRIES + 1)
    owner = person(cast.OWNER_TOKEN)
    assert owner.patch("buckets/other_bucket", {"metadata": {}}).status_code == 200


def test_wrong_tokens_at_many_buckets_are_counted_together() -> None:
    names = [f"bucket_{number}" for number in range(MOST_ANYWHERE // MOST_TRIES + 1)]
    answers = []
    for name in names:
        cast.make_bucket(name)
        answers += guess(MOST_TRIES, f"buckets/{name}")
    assert answers == [401] * MOST_ANYWHERE + [429] * MOST_TRIES


def test_a_right_token_is_never_counted() -> None:
    owner = person(cast.OWNER_TOKEN)
    answers = {owner.patch(BUCKET, {"metadata": {}}).status_code for _ in range(2 * MOST_TRIES)}
    assert answers == {200}
    assert not FailedTry.objects.exists()


def test_after_the_window_the_client_may_try_again() -> None:
    guess(MOST_TRIES + 1)
    FailedTry.objects.update(since=timezone.now() - WINDOW - timedelta(seconds=1))
    assert guess(1) == [401]
    assert {row.count for row in FailedTry.objects.all()} == {1}


def test_the_global_key_is_throttled_by_itself() -> None:
    sent = {"uuid": "b", "metadata": {"token": cast.OTHER_TOKEN}}
    answers = [person(GUESS).post("buckets", sent).status_code for _ in range(MOST_TRIES + 1)]
    assert answers == [401] * MOST_TRIES + [429]
    assert person(cast.OWNER_TOKEN).patch(BUCKET, {"metadata": {}}).status_code == 200


@pytest.mark.parametrize(
    ("page", "form", "secret"),
    [
        ("/unlock/", {"name": "my_bucket"}, "token"),
        ("/create/", {"name": "b"}, "key"),
    ],
)
def test_a_form_is_throttled_as_the_api_is(page: str, form: dict[str, str], secret: str) -> None:
    client = Client(REMOTE_ADDR="192.0.2.1")
    sent = [client.post(page, {**form, secret: GUESS}) for _ in range(MOST_TRIES + 1)]
    assert [answer.status_code for answer in sent] == [401] * MOST_TRIES + [429]
    assert "Too many wrong keys or tokens" in sent[-1].content.decode()


def test_the_log_in_of_maintainers_is_throttled_too(django_user_model: Any) -> None:
    django_user_model.objects.create_superuser("maintainer", password="right-one")
    client = Client(REMOTE_ADDR="192.0.2.1")

    def log_in(password: str, client: Client = client) -> int:
        sent = {"username": "maintainer", "password": password}
        return client.post("/admin/login/", sent).status_code

    wrong = [log_in(f"{GUESS}-{number}") for number in range(MOST_TRIES + 1)]
    assert wrong == [200] * MOST_TRIES + [429]
    assert log_in("right-one") == 429
    assert log_in("right-one", Client(REMOTE_ADDR="198.51.100.7")) == 302


def test_a_wrong_token_is_counted_though_its_transaction_is_rolled_back() -> None:
    cast.make_feature()
    answers = [person(GUESS).delete(f"{BUCKET}/rate").status_code for _ in range(MOST_TRIES + 1)]
    assert answers == [401] * MOST_TRIES + [429]


def test_what_was_tried_is_logged_without_the_secret(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="atlasviewer.audit"):
        guess(1)
    (line,) = [record for record in caplog.records if record.name == "atlasviewer.audit"]
    assert json.loads(line.getMessage()) == {
        "event": "refused",
        "target": "my_bucket",
        "client": "192.0.2.1",
        "method": "PATCH",
    }
    assert GUESS not in caplog.text


def test_a_database_that_cannot_be_written_to_still_answers_401(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*args: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("buckets.access.tries._count", refuse)
    assert guess(1) == [401]


WRITES = [
    ("POST", "buckets", {"uuid": "b", "metadata": {"token": cast.OTHER_TOKEN}}, "bucket created"),
    ("PATCH", BUCKET, {"metadata": {"token": cast.OTHER_TOKEN}}, "bucket changed"),
    ("POST", BUCKET, {"fname": "new", "feature_data": cast.region_data()}, "feature created"),
    ("PATCH", f"{BUCKET}/rate", {"unit": "Hz"}, "feature changed"),
    ("DELETE", f"{BUCKET}/rate", None, "feature deleted"),
    ("DELETE", BUCKET, None, "bucket deleted"),
]


@pytest.mark.parametrize(("method", "path", "content", "event"), WRITES)
def test_a_write_leaves_one_line_that_says_who_what_and_where(
    method: str,
    path: str,
    content: Any,
    event: str,
    bucket: Bucket,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    cast.make_feature()
    who = cast.key_holder() if path == "buckets" else cast.owner()
    with (
        caplog.at_level(logging.INFO, logger="atlasviewer.audit"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        assert who.call(method, path, content).status_code == 200
    (record,) = [one for one in caplog.records if one.name == "atlasviewer.audit"]
    line = json.loads(record.getMessage())
    made = Bucket.everything.get(name="b" if path == "buckets" else "my_bucket")
    signature = made.fingerprint if path == "buckets" else bucket.fingerprint
    assert (line["event"], line["bucket"], line["client"]) == (event, made.name, "127.0.0.1")
    assert line["who"] == signature
    assert not any(secret in caplog.text for secret in (cast.OWNER_TOKEN, cast.OTHER_TOKEN))


def test_a_write_that_is_rolled_back_leaves_no_line(
    caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert cast.owner().patch(BUCKET, {"metadata": {"alias": "!"}}).status_code == 400
    assert "bucket changed" not in caplog.text


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "client"),
    [
        ("192.0.2.1", "", [], "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", [], "192.0.2.1"),
        ("127.0.0.1", "203.0.113.9", [], ""),
        ("127.0.0.1", "203.0.113.9", ["127.0.0.1"], "203.0.113.9"),
        ("127.0.0.1", "1.2.3.4, 203.0.113.9", ["127.0.0.1"], "203.0.113.9"),
        ("10.0.0.2", "203.0.113.9, 10.0.0.3", ["10.0.0.0/8"], "203.0.113.9"),
        ("10.0.0.2", "10.0.0.4, 10.0.0.3", ["10.0.0.0/8"], "10.0.0.4"),
        ("10.0.0.2", "nonsense", ["10.0.0.0/8"], ""),
        ("", "203.0.113.9", ["127.0.0.1"], "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "", [], "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "", [], "192.0.2.1"),
    ],
)
def test_the_client_is_who_the_trusted_proxies_say(
    peer: str, forwarded: str, trusted: list[str], client: str, settings: Any
) -> None:
    site = settings.ATLASVIEWER.model_copy(update={"trusted_proxies": trusted})
    settings.ATLASVIEWER = site
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": peer}
    if forwarded:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    assert client_of(request) == client


def test_clients_behind_an_unknown_proxy_do_not_lock_each_other_out() -> None:
    behind = {"X-Forwarded-For": "203.0.113.9"}
    answers = {
        person(GUESS, "127.0.0.1").call("PATCH", BUCKET, {}, **behind).status_code
        for _ in range(MOST_TRIES + 2)
    }
    assert answers == {401}
