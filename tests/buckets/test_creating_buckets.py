"""POST /api/buckets."""

from typing import Any

import pytest

from atlasviewer.environment import TUTORIAL_GLOBAL_KEY
from buckets.models import Bucket
from tests import cast
from tests.refusals import assert_refused, assert_said

pytestmark = pytest.mark.django_db


def content(uuid: object = "my_bucket", /, **metadata: Any) -> dict[str, Any]:
    return {"uuid": uuid, "metadata": {"token": cast.OWNER_TOKEN, **metadata}}


def test_the_holder_of_the_global_key_creates_a_bucket() -> None:
    assert_said(
        cast.key_holder(),
        lambda who: who.post("buckets", content()),
        "Bucket my_bucket successfully created.",
    )
    assert Bucket.objects.get().accepts(cast.OWNER_TOKEN)


def test_a_trailing_slash_creates_too_without_a_redirect() -> None:
    assert_said(
        cast.key_holder(),
        lambda who: who.post("buckets/", content()),
        "Bucket my_bucket successfully created.",
    )


def test_who_asks_for_json_is_told_in_json() -> None:
    answer = cast.key_holder().post("buckets", content(), Accept="application/json")
    assert answer.status_code == 200
    assert answer.json() == {
        "code": "done",
        "message": "Bucket my_bucket successfully created.",
    }


def test_everything_the_sdk_sends_is_accepted() -> None:
    metadata = {
        "uuid": "my_bucket",
        "alias": None,
        "url": None,
        "tree": None,
        "short_desc": None,
        "long_desc": None,
        "token": cast.OWNER_TOKEN,
        "last_access_date": "2026-01-01T12:00:00.123456",
    }
    sent = {"uuid": "my_bucket", "metadata": metadata}
    assert cast.key_holder().post("buckets", sent).status_code == 200
    assert "2026-01-01" not in cast.stranger().get("buckets/my_bucket").content.decode()


@pytest.mark.parametrize(
    "spelling",
    [
        f"Bearer {TUTORIAL_GLOBAL_KEY.upper()}",
        f"Bearer   {TUTORIAL_GLOBAL_KEY}  ",
        f"bearer {TUTORIAL_GLOBAL_KEY}",
    ],
)
def test_spaces_and_capitals_of_the_global_key_do_not_matter(spelling: str) -> None:
    assert cast.Person("hasty", spelling).post("buckets", content()).status_code == 200


@pytest.mark.parametrize(
    ("credentials", "says"),
    [
        (None, "A key is required"),
        ("", "A key is required"),
        ("Bearer", "A key is required"),
        ("Bearer    ", "A key is required"),
        (f"Basic {TUTORIAL_GLOBAL_KEY}", "A key is required"),
        (TUTORIAL_GLOBAL_KEY, "A key is required"),
        (f"Bearer {cast.OWNER_TOKEN}", "The global key is wrong"),
        (f"Bearer x{TUTORIAL_GLOBAL_KEY}", "The global key is wrong"),
        ("Bearer \xff\xfe", "The global key is wrong"),
    ],
)
def test_without_the_global_key_nothing_is_created(credentials: str | None, says: str) -> None:
    person = cast.Person("no key", credentials)
    assert_refused(
        person,
        lambda who: who.post("buckets", content()),
        status=401,
        code="unauthorised",
        says=says,
    )
    assert not Bucket.objects.exists()


def test_a_refusal_for_want_of_a_key_names_the_scheme() -> None:
    assert cast.stranger().post("buckets", content())["WWW-Authenticate"].startswith("Bearer")


def test_the_key_is_checked_before_the_body() -> None:
    assert cast.stranger().post("buckets", b"not json").status_code == 401


@pytest.mark.parametrize(
    ("taken", "wanted"),
    [
        ({}, content()),
        ({"alias": "second"}, content("second")),
        ({}, content("other", alias="my_bucket")),
        ({"alias": "second"}, content("other", alias="second")),
    ],
    ids=["name-name", "alias-name", "name-alias", "alias-alias"],
)
def test_a_taken_name_is_refused_as_a_name_and_as_an_alias(
    taken: dict[str, str], wanted: dict[str, Any]
) -> None:
    cast.make_bucket(**taken)
    assert_refused(
        cast.key_holder(),
        lambda who: who.post("buckets", wanted),
        status=409,
        code="exists",
        says="exists already; choose another name",
    )
    assert Bucket.objects.count() == 1


@pytest.mark.parametrize("sent", [content("data"), content("other", alias="DATA")])
def test_a_name_that_differs_only_by_capitals_is_taken(sent: dict[str, Any]) -> None:
    cast.make_bucket("Data")
    assert_refused(
        cast.key_holder(),
        lambda who: who.post("buckets", sent),
        status=409,
        code="exists",
        says="differs from the name of another bucket, “Data”, only in capitalisation",
    )


def test_twins_from_before_that_rule_go_on_as_they_are() -> None:
    cast.make_bucket("Data", alias="Second")
    other = cast.make_bucket("other")
    Bucket.objects.filter(pk=other.pk).update(name="data", alias="second")
    sent = {"metadata": {"short_desc": "still here"}}
    assert cast.owner().patch("buckets/data", sent).status_code == 200
    read = cast.stranger().get("buckets/data").json()["metadata"]
    assert (read["short_desc"], read["alias"]) == ("still here", "second")
    assert cast.owner().patch("buckets/data", {"metadata": {"alias": "OTHER"}}).status_code == 200
    assert cast.owner().patch("buckets/data", {"metadata": {"alias": "DATA"}}).status_code == 409


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "uuid is missing"),
        ({"uuid": "b"}, "metadata must be an object"),
        ({"uuid": "b", "metadata": []}, "metadata must be an object"),
        ({"uuid": "b", "metadata": {}}, "metadata.token is missing"),
        (content("b", token=None), "metadata.token must be text"),
        (content("b", token="  "), "metadata.token must be text"),
        (content("b", token=7), "metadata.token must be text"),
        (content("b", token="t" * 201), "metadata.token has 201 characters"),
        (content("b", token="  fifteen-letters  "), "metadata.token has 15 characters"),
        (content("b", token="sixteen létters!"), "only ASCII letters, digits and punctuation"),
        (content("b", token="sixteen\tletters!"), "only ASCII letters, digits and punctuation"),
        (content("b", short_desc=3), "metadata.short_desc must be text"),
        (content("b", short_desc="x" * 1001), "metadata.short_desc has 1,001 characters"),
        (content("b", long_desc=["x"]), "metadata.long_desc must be text"),
        (content("b", long_desc="a\0"), "metadata.long_desc contains a control character (U+0000)"),
        (content("b", url="javascript:alert(1)"), "metadata.url must start with http"),
        (content("b", url="ftp://a"), "metadata.url must start with http"),
        (content("b", uuid="c"), "metadata.uuid cannot change"),
        (content("b", notes="x" * 200_001), "the additional keys of metadata exceed 200,000 bytes"),
    ],
)
def test_a_wrong_shape_is_refused_at_its_place(sent: dict[str, Any], says: str) -> None:
    assert_refused(
        cast.key_holder(),
        lambda who: who.post("buckets", sent),
        status=400,
        code="invalid",
        says=says,
    )
    assert not Bucket.objects.exists()


def test_metadata_we_do_not_know_is_kept_and_given_back() -> None:
    volumes = {"z": [1, 2.5, None], "a": {"é": True}}
    cast.key_holder().post("buckets", content(volumes=volumes, lab="Cortex"))
    metadata = cast.stranger().get("buckets/my_bucket").json()["metadata"]
    assert (metadata["volumes"], metadata["lab"]) == (volumes, "Cortex")
    assert list(metadata["volumes"]) == ["z", "a"]


def test_unknown_metadata_nested_as_deeply_as_is_taken_can_be_read_back() -> None:
    statuses = []
    for depth in range(240, 260):
        deep = "[" * depth + "]" * depth
        sent = (
            f'{{"uuid": "b{depth}", "metadata": {{"token": "token of this test", "deep": {deep}}}}}'
        )
        created = cast.key_holder().post("buckets", sent.encode())
        statuses.append(created.status_code)
        read = cast.stranger().get(f"buckets/b{depth}")
        assert read.status_code == {200: 200, 400: 404}[created.status_code]
    assert set(statuses) == {200, 400}


def test_spaces_and_capitals_of_the_token_that_is_set_do_not_matter() -> None:
    cast.key_holder().post("buckets", content(token=f" {cast.OWNER_TOKEN.upper()}\n"))
    assert cast.owner().delete("buckets/my_bucket").status_code == 200


def test_the_token_is_stored_as_a_salted_hash_only() -> None:
    first, second = cast.make_bucket("one"), cast.make_bucket("two")
    values = Bucket.objects.filter(pk=first.pk).values().get().values()
    assert cast.OWNER_TOKEN not in repr(list(values))
    assert first.token_digest != second.token_digest
