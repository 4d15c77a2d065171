"""The page that creates a bucket, and the token that is shown once."""

import json
from pathlib import Path

import pytest
from django.test import Client

from atlasviewer.environment import TUTORIAL_GLOBAL_KEY
from buckets.models import Bucket
from tests import cast
from tests.buckets.visitors import text_of

pytestmark = pytest.mark.django_db

GOOD = {
    "name": "sebcha_serotonin",
    "short_desc": "Serotonin",
    "long_desc": "First line\nsecond line",
    "url": "https://example.org/paper",
    "key": f" {TUTORIAL_GLOBAL_KEY.upper()} ",
}


def test_the_global_key_creates_a_bucket_and_its_token_writes_to_it() -> None:
    answer = Client().post("/create/", GOOD)
    assert answer.status_code == 200
    token = answer.context["token"]
    assert text_of(answer).count(token) == 2  # The field, and the lines for the SDK.
    assert "no-store" in answer["Cache-Control"]
    bucket = Bucket.objects.get()
    assert (bucket.name, bucket.short_desc) == ("sebcha_serotonin", "Serotonin")
    assert bucket.long_desc is not None
    assert bucket.long_desc.splitlines() == ["First line", "second line"]
    assert token not in str(Bucket.objects.values().get())
    person = cast.Person("owner", cast.bearer(token))
    assert person.patch("buckets/sebcha_serotonin", {"metadata": {}}).status_code == 200


def test_the_token_is_never_shown_again() -> None:
    client = Client()
    token = client.post("/create/", GOOD).context["token"]
    pages = ["/buckets/", "/buckets/sebcha_serotonin/", "/buckets/sebcha_serotonin/edit/"]
    answers = [client.get(page) for page in pages]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert not any(token in text_of(answer) for answer in answers)


def test_who_creates_a_bucket_may_edit_it_in_this_browser_only() -> None:
    client = Client()
    client.post("/create/", GOOD)
    assert client.get("/buckets/sebcha_serotonin/edit/").status_code == 200
    assert Client().get("/buckets/sebcha_serotonin/edit/").status_code == 401


def test_the_lines_for_the_sdk_keep_the_token_and_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Client().post("/create/", GOOD)
    monkeypatch.setenv("HOME", str(tmp_path))
    kept = tmp_path / ".ibl" / "custom_features.json"
    exec(answer.context["keep_lines"], {})
    entry = {"token": answer.context["token"]}
    assert json.loads(kept.read_text()) == {"buckets": {"sebcha_serotonin": entry}}
    before = {"global_key": "key", "buckets": {"mine": {"token": "t"}}}
    kept.write_text(json.dumps(before))
    exec(answer.context["keep_lines"], {})
    buckets = {"mine": {"token": "t"}, "sebcha_serotonin": entry}
    assert json.loads(kept.read_text()) == {"global_key": "key", "buckets": buckets}


@pytest.mark.parametrize(
    ("changed", "status", "field", "says"),
    [
        ({"key": "wrong"}, 401, "key", "The global key is wrong"),
        ({"key": ""}, 400, "key", "This field is required"),
        ({"name": "two words"}, 400, "name", "character 4 is space (U+0020)"),
        ({"name": "_hidden"}, 400, "name", "must not start with “_”"),
        ({"name": "local"}, 400, "name", "the bucket in the browser"),
        ({"name": "taken"}, 409, "name", "A bucket called “taken” exists already"),
        ({"url": "javascript:alert(1)"}, 400, None, "must start with http:// or https://"),
        ({"short_desc": "x" * 1001}, 400, "short_desc", "at most 1000 characters"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_made(
    changed: dict[str, str], status: int, field: str | None, says: str
) -> None:
    cast.make_bucket("taken")
    answer = Client().post("/create/", {**GOOD, **changed})
    assert answer.status_code == status
    errors = answer.context["form"].errors[field or "__all__"]
    assert says in errors[0]
    assert GOOD["key"] not in text_of(answer)
    assert [bucket.name for bucket in Bucket.objects.all()] == ["taken"]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("free_name", None),
        ("two words", "character 4 is space (U+0020)"),
        ("taken", "A bucket called “taken” exists already"),
        ("second", "A bucket called “second” exists already"),
        ("a\0b", "character 2 is a control character (U+0000)"),
        ("<b>", "character 1 is “<”"),
    ],
)
def test_a_name_is_checked_as_it_is_typed(name: str, problem: str | None) -> None:
    cast.make_bucket("taken", alias="second")
    said = Client().get("/create/check", {"name": name}).json()["problem"]
    assert (said is None) == (problem is None)
    assert (problem or "") in (said or "")
