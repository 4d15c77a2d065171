"""PATCH and DELETE /api/buckets/<bucket>/<fname>."""

from typing import Any

import orjson
import pytest

from atlasviewer.web.errors import Missing
from buckets.access.permissions import STAFF, find_bucket
from features import services
from features.data import payloads
from features.models import Feature, Kind
from tests import arrays, cast
from tests.refusals import assert_refused, assert_said

pytestmark = pytest.mark.django_db

PATH = "buckets/my_bucket/rate"
SAID = "Features rate successfully patched in bucket my_bucket."


@pytest.fixture(autouse=True)
def feature() -> Feature:
    cast.make_bucket(alias="rates")
    return cast.make_feature(short_desc="Spikes", unit="Hz")


def read() -> dict[str, Any]:
    return orjson.loads(cast.stranger().get(PATH).whole)


@pytest.mark.parametrize("path", [PATH, f"{PATH}/", "buckets/rates/rate"])
def test_the_data_is_replaced_whole(path: str) -> None:
    data = {"mappings": {"beryl": {"data": {"5": {"median": 0}}}}}
    assert_said(cast.owner(), lambda who: who.patch(path, {"feature_data": data}), SAID)
    assert read() == {"feature_data": data, "short_desc": "Spikes", "unit": "Hz"}


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"short_desc": "New"}, {"short_desc": "New", "unit": "Hz"}),
        ({"unit": "kHz"}, {"short_desc": "Spikes", "unit": "kHz"}),
        ({"unit": "kHz", "short_desc": None}, {"short_desc": "Spikes", "unit": "kHz"}),
        ({"unit": ""}, {"short_desc": "Spikes", "unit": ""}),
        ({"unit": "kHz", "fname": "rate"}, {"short_desc": "Spikes", "unit": "kHz"}),
    ],
)
def test_a_text_is_replaced_and_what_is_not_given_stays(
    sent: dict[str, Any], expected: dict[str, str]
) -> None:
    assert_said(cast.owner(), lambda who: who.patch(PATH, sent), SAID)
    assert read() == {"feature_data": cast.region_data(), **expected}
    listing = cast.stranger().get("buckets/my_bucket").json()["features"]
    assert listing["rate"] == expected


def test_what_the_sdk_sends_for_a_patch_keeps_the_unit() -> None:
    sent = {"fname": "rate", "short_desc": None, "feature_data": cast.region_data(9)}
    cast.owner().patch(PATH, sent)
    assert read() == {
        "feature_data": cast.region_data(9),
        "short_desc": "Spikes",
        "unit": "Hz",
    }


def test_regions_may_become_a_volume() -> None:
    cast.owner().patch(PATH, {"feature_data": {"volume": arrays.volume()}})
    assert Feature.objects.get().kind == Kind.VOLUME
    assert set(read()["feature_data"]) == {"volume"}


@pytest.mark.parametrize(
    ("sent", "code", "says"),
    [
        ({}, "invalid", "Nothing to change: send feature_data, short_desc or unit."),
        ({"unit": None}, "invalid", "Nothing to change"),
        ({"fname": "other", "unit": "x"}, "invalid", "fname cannot change"),
        ({"unit": 3}, "invalid", "unit must be text"),
        ({"short_desc": {}}, "invalid", "short_desc must be text"),
        ({"feature_data": None}, "bad_feature_data", "feature_data must be an object"),
        ({"feature_data": {}}, "bad_feature_data", "feature_data has none of"),
    ],
)
def test_a_wrong_shape_is_refused_and_nothing_changes(
    sent: dict[str, Any], code: str, says: str
) -> None:
    before = read()
    assert_refused(
        cast.owner(), lambda who: who.patch(PATH, sent), status=400, code=code, says=says
    )
    assert read() == before


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize("fname", ["none", "%00"])
def test_a_feature_that_is_not_here_is_said_to_be_missing(method: str, fname: str) -> None:
    assert_refused(
        cast.owner(),
        lambda who: who.call(method, f"buckets/my_bucket/{fname}", {"unit": "x"}),
        status=404,
        code="not_found",
        says="Bucket “my_bucket” has no feature “",
    )


@pytest.mark.parametrize("path", [PATH, f"{PATH}/", "buckets/rates/rate"])
def test_a_deleted_feature_is_gone_and_may_be_made_again(path: str) -> None:
    assert_said(cast.owner(), lambda who: who.delete(path), "Features rate successfully deleted.")
    assert cast.stranger().get(PATH).status_code == 404
    assert cast.stranger().get("buckets/my_bucket").json()["features"] == {}
    cast.make_feature()
    assert cast.stranger().get(PATH).status_code == 200


def interfere(monkeypatch: pytest.MonkeyPatch, change: Any, *, times: int) -> None:
    """Let `change` happen between the storing of a body and the commit of its row."""
    store = payloads.store_payload
    left = [times]

    def changed(*arguments: object) -> object:
        if left[0]:
            left[0] -= 1
            with monkeypatch.context() as inner:
                inner.setattr(payloads, "store_payload", store)
                change(left[0])
        return store(*arguments)

    monkeypatch.setattr(payloads, "store_payload", changed)


def test_a_text_and_data_patched_at_once_are_both_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def patch_unit(number: int) -> None:
        cast.owner().patch(PATH, {"unit": "kHz"})

    interfere(monkeypatch, patch_unit, times=1)
    cast.owner().patch(PATH, {"feature_data": cast.region_data(9)})
    assert (read()["unit"], read()["feature_data"]) == ("kHz", cast.region_data(9))


def test_a_patch_that_is_overtaken_again_and_again_takes_its_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def patch_unit(number: int) -> None:
        cast.owner().patch(PATH, {"unit": f"{number} Hz"})

    interfere(monkeypatch, patch_unit, times=services.PATCH_ATTEMPTS)
    answer = cast.owner().patch(PATH, {"short_desc": "x"})
    assert answer.status_code == 200
    assert (read()["short_desc"], read()["unit"]) == ("x", "0 Hz")
    assert Feature.objects.get().version == services.PATCH_ATTEMPTS + 2


def test_a_patch_does_not_bring_a_deleted_feature_back(monkeypatch: pytest.MonkeyPatch) -> None:
    interfere(monkeypatch, lambda number: Feature.objects.all().delete(), times=1)
    with pytest.raises(Missing, match="has no feature “rate”"):
        services.patch_feature(
            caller=STAFF, bucket=find_bucket("my_bucket"), fname="rate", content={"unit": "x"}
        )
    assert not Feature.objects.exists()


def test_a_patch_reaches_the_feature_that_took_the_place_of_a_deleted_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def make_again(number: int) -> None:
        Feature.objects.all().delete()
        cast.make_feature(short_desc="Spikes", unit="Hz")

    interfere(monkeypatch, make_again, times=1)
    assert cast.owner().patch(PATH, {"unit": "kHz"}).status_code == 200
    assert Feature.objects.get().unit == "kHz"
