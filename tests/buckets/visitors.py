"""Visitors of the pages: a stranger, a person who unlocked a bucket, staff."""

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from tests import cast


def stranger(**options: bool) -> Client:
    return Client(**options)


def unlocked(name: str = "my_bucket", token: str = cast.OWNER_TOKEN, **options: bool) -> Client:
    """Somebody who unlocked a bucket with its token in this browser."""
    client = Client(**options)
    enforce, client.handler.enforce_csrf_checks = client.handler.enforce_csrf_checks, False
    answer = client.post("/unlock/", {"name": name, "token": token})
    assert answer.status_code == 302
    client.handler.enforce_csrf_checks = enforce
    return client


def holder_of_another_token() -> Client:
    """Somebody who unlocked some other bucket."""
    cast.make_bucket("other_bucket", token=cast.OTHER_TOKEN)
    return unlocked("other_bucket", cast.OTHER_TOKEN)


def staff(**options: bool) -> Client:
    client = Client(**options)
    client.force_login(User.objects.create(username="maintainer", is_staff=True))
    return client


def ordinary_user() -> Client:
    """Somebody with an account who is not staff."""
    client = Client()
    client.force_login(User.objects.create(username="guest"))
    return client


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()
