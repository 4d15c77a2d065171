"""Versions of a feature: kept at every change, and readable until reported as gone."""

from typing import Any

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from buckets.models import Bucket
from features.data import payloads
from features.data.identity import check_identity
from features.data.sweep import sweep_payloads
from features.models import Feature, FeatureVersion
from tests import cast
from tests.buckets import visitors
from tests.buckets.visitors import text_of

pytestmark = pytest.mark.django_db

RATE = "buckets/my_bucket/rate"
PAGE = "/buckets/my_bucket/features/rate/"


@pytest.fixture(autouse=True)
def feature() -> Feature:
    cast.make_bucket(alias="rates")
    cast.owner().post("buckets/my_bucket", {"fname": "rate", "feature_data": cast.region_data(1)})
    return Feature.objects.get()


def patch(value: float) -> None:
    sent = {"feature_data": cast.region_data(value)}
    assert cast.owner().patch(RATE, sent).status_code == 200


def read(query: str = "") -> Any:
    answer = cast.stranger().get(f"{RATE}{query}")
    assert answer.status_code == 200
    return orjson.loads(answer.whole)


def value(query: str = "") -> float:
    return read(query)["feature_data"]["mappings"]["allen"]["data"]["1"]["mean"]


def listed() -> list[dict[str, Any]]:
    return cast.stranger().get(f"{RATE}/versions").json()["versions"]


def keep(settings, count: int) -> None:
    settings.ATLASVIEWER = settings.ATLASVIEWER.model_copy(update={"versions_kept": count})


def test_every_patch_keeps_the_former_one_byte_for_byte() -> None:
    bodies = [cast.stranger().get(RATE).whole]
    for number in (2, 3):
        patch(number)
        bodies.append(cast.stranger().get(RATE).whole)
    again = [cast.stranger().get(f"{RATE}?version={number}").whole for number in (1, 2, 3)]
    assert again == bodies
    assert len(set(bodies)) == 3


def test_a_patch_of_description_or_unit_is_a_version_too() -> None:
    cast.owner().patch(RATE, {"unit": "Hz"})
    cast.owner().patch(RATE, {"short_desc": "Spikes"})
    seen = [(read(f"?version={n}")["unit"], read(f"?version={n}")["short_desc"]) for n in (1, 2, 3)]
    assert seen == [(None, None), ("Hz", None), ("Hz", "Spikes")]


def test_versions_are_listed_the_present_one_first_with_date_size_and_who() -> None:
    patch(2)
    visitors.staff().post(PAGE, {"short_desc": "By staff"})
    versions = listed()
    assert [version["version"] for version in versions] == [3, 2, 1]
    assert [version["current"] for version in versions] == [True, False, False]
    fingerprint = Bucket.objects.get().token_digest[:8]
    assert [version["author"] for version in versions] == ["staff", fingerprint, fingerprint]
    assert [version["size"] for version in versions] == [
        len(cast.stranger().get(f"{RATE}?version={number}").whole) for number in (3, 2, 1)
    ]
    dates = [version["created_at"] for version in versions]
    assert dates == sorted(dates, reverse=True)
    assert len(set(dates)) == 3


def test_a_version_tells_which_earlier_one_has_the_same_content() -> None:
    patch(2)
    patch(1)
    assert [version["same_as"] for version in listed()] == [1, None, None]
    for unit in ("Hz", "s", "Hz"):
        cast.owner().patch(RATE, {"unit": unit})
    assert [version["same_as"] for version in listed()] == [4, None, None, 1, None, None]


def test_who_is_told_as_the_token_of_that_time() -> None:
    former = Bucket.objects.get().token_digest[:8]
    cast.owner().patch("buckets/my_bucket", {"metadata": {"token": cast.OTHER_TOKEN}})
    cast.wrong_token().patch(RATE, {"unit": "Hz"})
    assert [version["author"] for version in listed()] == [
        Bucket.objects.get().token_digest[:8],
        former,
    ]


def test_an_explicit_version_may_be_kept_by_a_browser_for_ever_the_present_may_not() -> None:
    patch(2)
    answers = [cast.stranger().get(f"{RATE}{query}") for query in ("", "?version=1", "?version=2")]
    assert [answer["Cache-Control"] for answer in answers] == [
        "no-cache",
        *["public, max-age=31536000, immutable"] * 2,
    ]
    etag = answers[1]["ETag"]
    again = cast.stranger().get(f"{RATE}?version=1", **{"If-None-Match": etag})
    assert again.status_code == 304


@pytest.mark.parametrize(("query", "most"), [("", 1), ("?version=2", 1), ("?version=1", 2)])
def test_a_version_is_read_by_one_or_two_indexed_queries(query: str, most: int) -> None:
    patch(2)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        read(query)
    assert len(queries) == most
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            plans = []
            for entry in queries.captured_queries:
                cursor.execute(f"EXPLAIN QUERY PLAN {entry['sql']}")
                plans += [row[3] for row in cursor.fetchall()]
        assert [plan for plan in plans if plan.startswith("SCAN")] == []


def test_the_last_of_them_are_kept_as_many_as_the_site_says(settings) -> None:
    keep(settings, 3)
    for number in range(2, 8):
        patch(number)
    assert [version["version"] for version in listed()] == [7, 6, 5, 4]
    assert [value(f"?version={number}") for number in (4, 5, 6, 7)] == [4, 5, 6, 7]


def test_twenty_are_kept_unless_the_site_says_otherwise() -> None:
    for number in range(24):
        cast.owner().patch(RATE, {"unit": str(number)})
    assert [version["version"] for version in listed()] == list(range(25, 4, -1))


@pytest.mark.parametrize(
    ("version", "status", "says"),
    [
        ("1", 410, "Version 1 of “rate” is no longer kept: this site keeps the last 1"),
        ("9", 404, "“rate” has no version 9 yet; the current version is 3"),
        ("0", 400, "“0” is not a version number"),
        ("-1", 400, "“-1” is not a version number"),
        ("x", 400, "“x” is not a version number"),
        ("", 400, "is not a version number"),
        ("٣", 400, "is not a version number"),
        ("99999999999999999999", 400, "is not a version number"),
    ],
)
def test_what_is_not_kept_is_said_in_a_sentence(
    settings, version: str, status: int, says: str
) -> None:
    keep(settings, 1)
    patch(2)
    patch(3)
    answer = cast.stranger().get(f"{RATE}?version={version}")
    assert answer.status_code == status
    assert says in text_of(answer)


def test_a_restored_version_is_a_new_one_and_nothing_is_lost() -> None:
    patch(2)
    cast.owner().patch(RATE, {"unit": "Hz"})
    owner = visitors.unlocked()
    assert owner.post(f"{PAGE}restore/", {"version": "1"}).status_code == 302
    assert [version["version"] for version in listed()] == [4, 3, 2, 1]
    assert cast.stranger().get(RATE).whole == cast.stranger().get(f"{RATE}?version=1").whole
    listing = cast.stranger().get("buckets/my_bucket").json()["features"]
    assert listing == {"rate": {"short_desc": None, "unit": None}}
    assert read("?version=3")["unit"] == "Hz"


def test_the_oldest_version_kept_can_be_restored(settings) -> None:
    keep(settings, 1)
    patch(2)
    visitors.unlocked().post(f"{PAGE}restore/", {"version": "1"})
    assert (value(), value("?version=2")) == (1, 2)
    assert [version["version"] for version in listed()] == [3, 2]


def test_the_present_version_is_not_restored_over_itself() -> None:
    answer = visitors.unlocked().post(f"{PAGE}restore/", {"version": "1"})
    assert answer.status_code == 400
    assert "is already the current version" in text_of(answer)


def test_numbers_go_on_when_a_feature_is_deleted_and_made_again() -> None:
    patch(2)
    cast.owner().delete(RATE)
    cast.make_feature(feature_data=cast.region_data(7))
    assert [version["version"] for version in listed()] == [3]
    assert value("?version=3") == 7
    assert cast.stranger().get(f"{RATE}?version=1").status_code == 410
    assert cast.stranger().get(f"{RATE}?version=2").status_code == 410


def test_a_link_to_a_version_never_shows_anything_else_whatever_happens_to_the_bucket() -> None:
    patch(2)
    before = value("?version=2")
    cast.owner().delete("buckets/my_bucket")
    cast.make_bucket()
    cast.make_feature(feature_data=cast.region_data(7))
    assert cast.stranger().get(f"{RATE}?version=2").status_code == 410
    assert value("?version=3") == 7
    cast.owner().delete("buckets/my_bucket")
    visitors.unlocked().post("/restore/", {"bucket": Bucket.everything.order_by("pk")[0].pk})
    assert value("?version=2") == before
    patch(8)
    assert [version["version"] for version in listed()] == [4, 2, 1]


def test_payloads_of_versions_are_not_swept_those_of_pruned_ones_are(settings) -> None:
    from datetime import timedelta

    check_identity()
    patch(2)
    patch(3)
    assert sweep_payloads(grace=timedelta(0)).moved == 0
    assert [value(f"?version={number}") for number in (1, 2, 3)] == [1, 2, 3]
    keep(settings, 1)
    patch(4)
    assert sweep_payloads(grace=timedelta(0)).moved == 2
    assert [value(f"?version={number}") for number in (3, 4)] == [3, 4]
    used = {Feature.objects.get().payload, FeatureVersion.objects.get().payload}
    assert {sha256 for _, sha256, _ in payloads.iterate_stored()} == used
