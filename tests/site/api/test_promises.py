"""Small guarantees: immutable answers, twins of names, HEAD, health by plain HTTP, media types."""

import logging
import unicodedata
from typing import Any

import pytest
import yaml
from django.test import Client, override_settings

from buckets.models import Bucket
from features.models import Feature
from tests import cast

pytestmark = pytest.mark.django_db
E_ACUTE = unicodedata.normalize("NFC", "é")
TWO_CODES = unicodedata.normalize("NFD", E_ACUTE)


def test_a_version_lasts_for_ever_under_the_name_of_its_bucket_only() -> None:
    cast.make_bucket(alias="second")
    cast.make_feature()
    kept = {
        name: cast.stranger().get(f"buckets/{name}/rate?version=1")["Cache-Control"]
        for name in ("my_bucket", "second")
    }
    assert kept == {
        "my_bucket": "public, max-age=31536000, immutable",
        "second": "no-cache",
    }


def test_an_alias_that_moves_shows_the_other_bucket_at_once() -> None:
    cast.make_bucket(alias="second")
    cast.make_feature()
    cast.make_bucket("other")
    cast.make_feature("other", feature_data=cast.region_data(9.0))
    before = cast.stranger().get("buckets/second/rate?version=1")
    assert cast.owner().patch("buckets/my_bucket", {"metadata": {"alias": None}}).status_code == 200
    assert cast.owner().patch("buckets/other", {"metadata": {"alias": "second"}}).status_code == 200
    again = cast.stranger().get(
        "buckets/second/rate?version=1", **{"If-None-Match": before["ETag"]}
    )
    assert (again.status_code, b"9.0" in again.whole) == (200, True)


TWINS = [("Rate", "rate"), ("rate", "RATE"), (f"r{E_ACUTE}gion", f"r{TWO_CODES}gion")]


@pytest.mark.parametrize(("there", "new"), [*TWINS, (TWINS[2][1], TWINS[2][0])])
def test_a_twin_of_a_feature_is_refused(there: str, new: str) -> None:
    cast.make_bucket()
    cast.make_feature(fname=there)
    content = {"fname": new, "feature_data": cast.region_data()}
    answer = cast.owner().post("buckets/my_bucket", content)
    assert (answer.status_code, "choose another name" in answer.content.decode()) == (409, True)
    assert Feature.objects.count() == 1


def test_a_table_makes_no_twins_of_its_own_or_of_what_is_there() -> None:
    cast.make_bucket()
    cast.make_feature(fname="Rate")
    for header in ("rate", "a,A"):
        columns = header.count(",") + 1
        text = f"acronym,{header}\nMOs{',1' * columns}\nCA1{',2' * columns}\n"
        answer = cast.owner().client.post(
            "/api/buckets/my_bucket/tables",
            {"text": text, "choices": '{"hemisphere": "left"}'},
            headers={"Authorization": cast.owner().credentials, "Accept": "application/json"},
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "exists"), header
    assert Feature.objects.count() == 1


def test_twins_of_features_from_before_that_rule_go_on_as_they_are() -> None:
    cast.make_bucket()
    cast.make_feature(fname="Rate")
    other = cast.make_feature(fname="other")
    Feature.objects.filter(pk=other.pk).update(fname="rate")
    assert cast.owner().patch("buckets/my_bucket/rate", {"unit": "Hz"}).status_code == 200
    read = {
        name: cast.stranger().get(f"buckets/my_bucket/{name}").whole for name in ("rate", "Rate")
    }
    assert (b"Hz" in read["rate"], b"Hz" in read["Rate"]) == (True, False)


READS = [
    "/api/buckets/my_bucket",
    "/api/buckets/my_bucket/rate",
    "/api/buckets/my_bucket/rate?version=1",
    "/api/buckets/my_bucket/rate/versions",
    "/api/regions",
    "/api/regions/resolve?key=MOs",
    "/api/schema",
    "/api/docs",
    "/buckets/",
    "/buckets/my_bucket/",
    "/buckets/my_bucket/qr.svg",
    "/buckets/my_bucket/tree/saved",
    "/buckets/my_bucket/features/rate/",
    "/create/",
    "/create/check?name=a",
    "/connect/",
    "/help/",
    "/regions/",
    "/upload/template/beryl.csv",
]


@pytest.mark.parametrize("address", READS)
def test_head_answers_as_get_does_and_nothing_is_warned_of(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    cast.make_bucket()
    cast.make_feature()
    with caplog.at_level(logging.WARNING):
        answers = [Client().generic(method, address) for method in ("GET", "HEAD")]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0]["Content-Type"] == answers[1]["Content-Type"]
    assert caplog.records == []


def test_health_is_asked_by_plain_http_behind_https() -> None:
    with override_settings(SECURE_SSL_REDIRECT=True):
        statuses = {
            path: Client().get(path).status_code
            for path in ("/api/health", "/api/health/", "/api/regions", "/buckets/")
        }
    assert statuses.pop("/api/health") in (200, 503)
    assert statuses.pop("/api/health/") in (200, 503)
    assert set(statuses.values()) == {301}


def test_the_schema_says_which_media_type_an_answer_has() -> None:
    schema = yaml.safe_load(Client().get("/api/schema").content)
    routes = {
        (method, path): route["responses"]
        for path, methods in schema["paths"].items()
        for method, route in methods.items()
    }
    written: dict[Any, Any] = routes["post", "/api/buckets/{bucket}"]
    assert set(written["200"]["content"]) == {"text/plain", "application/json"}
    assert set(written["401"]["content"]) == {"text/plain", "application/json"}
    assert set(routes["get", "/api/buckets/{bucket}"]["200"]["content"]) == {"application/json"}
    said = cast.key_holder().post("buckets", {"uuid": "b", "metadata": {"token": cast.OWNER_TOKEN}})
    assert said["Content-Type"].startswith("text/plain")
    assert Bucket.objects.count() == 1
