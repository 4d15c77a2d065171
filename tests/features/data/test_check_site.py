"""`check_site` compares every row with its payload, lists problems and repairs what it can."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import orjson
import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError

from features.data.identity import check_identity
from features.data.integrity import DAMAGED, MISSING, WRONG_LENGTH, check_payloads
from features.data.payloads import open_packed, payload_path, payload_storage, trash_path
from features.models import Feature
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]

PATH = "buckets/my_bucket/rate"


@pytest.fixture
def feature(store: Any) -> Feature:
    check_identity()
    cast.make_bucket()
    cast.make_feature(fname="sound", feature_data=cast.region_data(7))
    return cast.make_feature()


def put(feature: Feature, content: bytes) -> None:
    payload_storage().save(payload_path(feature.payload), ContentFile(content))


def packed(feature: Feature) -> bytes:
    with open_packed(feature.payload) as handle:
        return handle.read()


def vanish(feature: Feature) -> None:
    payload_storage().delete(payload_path(feature.payload))


def cut(feature: Feature) -> None:
    put(feature, packed(feature)[:-5])


def flip(feature: Feature) -> None:
    content = bytearray(packed(feature))
    content[len(content) // 2] ^= 1
    put(feature, bytes(content))


def empty(feature: Feature) -> None:
    put(feature, b"")


def wrong_size(feature: Feature) -> None:
    Feature.objects.filter(pk=feature.pk).update(size=1)


DAMAGES = [
    pytest.param(vanish, MISSING, id="missing"),
    pytest.param(cut, DAMAGED, id="cut short"),
    pytest.param(flip, DAMAGED, id="one bit flipped"),
    pytest.param(empty, DAMAGED, id="empty"),
    pytest.param(wrong_size, WRONG_LENGTH, id="row tells another length"),
]


def test_a_sound_site_is_said_to_be(feature: Feature) -> None:
    cast.owner().patch(PATH, {"unit": "kHz"})
    said = StringIO()
    call_command("check_site", stdout=said)
    assert "3 payloads of 3 features and versions compared, 0 wrong" in said.getvalue()
    call_command("check_site", "--quick", stdout=said)


@pytest.mark.parametrize(("harm", "code"), DAMAGES)
def test_each_damage_is_found_and_named(
    feature: Feature, harm: Callable[[Feature], None], code: str
) -> None:
    harm(feature)
    report = check_payloads()
    assert [(one.sha256, one.code, one.places) for one in report.damages] == [
        (feature.payload, code, ["my_bucket/rate"])
    ]
    with pytest.raises(CommandError, match="1 payloads are wrong"):
        call_command("check_site", stdout=StringIO())


@pytest.mark.parametrize(("harm", "code"), DAMAGES)
def test_each_damage_is_repaired_from_the_trash(
    feature: Feature, harm: Callable[[Feature], None], code: str
) -> None:
    sound = packed(feature)
    payload_storage().save(trash_path(feature.payload), ContentFile(sound))
    harm(feature)
    said = StringIO()
    call_command("check_site", "--repair", stdout=said)
    assert "1 wrong, 1 repaired." in said.getvalue()
    vanish_from_trash = trash_path(feature.payload)
    payload_storage().delete(vanish_from_trash)
    assert packed(feature) == sound
    answer = cast.stranger().get(PATH)
    assert len(answer.whole) == int(answer["Content-Length"])
    assert orjson.loads(answer.whole)["feature_data"] == cast.region_data()
    assert check_payloads().damages == []


def test_a_damaged_copy_in_the_trash_repairs_nothing(feature: Feature) -> None:
    payload_storage().save(trash_path(feature.payload), ContentFile(packed(feature)[:-1]))
    cut(feature)
    damaged = packed(feature)
    with pytest.raises(CommandError, match="Copy them from a backup"):
        call_command("check_site", "--repair", stdout=StringIO())
    assert packed(feature) == damaged


def test_the_quick_check_finds_what_is_missing_or_short(feature: Feature) -> None:
    vanish(feature)
    assert [one.code for one in check_payloads(quick=True).damages] == [MISSING]
    put(feature, b"short")
    assert [one.code for one in check_payloads(quick=True).damages] == [WRONG_LENGTH]


def test_former_versions_and_the_bin_are_compared_too(feature: Feature) -> None:
    cast.owner().patch(PATH, {"unit": "kHz"})
    vanish(feature)
    cast.owner().delete("buckets/my_bucket/sound")
    gone = Feature.everything.get(fname="sound")
    vanish(gone)
    places = [place for one in check_payloads().damages for place in one.places]
    assert sorted(places) == ["my_bucket/rate, version 1", "my_bucket/sound (in the bin)"]


def test_the_report_can_be_read_by_programs(feature: Feature) -> None:
    vanish(feature)
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("check_site", "--json", stdout=said)
    report = json.loads(said.getvalue())
    assert (report["payloads"], report["rows"]) == (2, 2)
    assert report["damages"][0]["code"] == MISSING


def test_a_reader_is_told_that_values_are_missing(feature: Feature) -> None:
    vanish(feature)
    answer = cast.stranger().get(PATH, Accept=cast.JSON)
    assert (answer.status_code, answer.json()["code"]) == (503, "payload_missing")
