"""POST /api/buckets/<bucket>."""

from typing import Any

import orjson
import pytest

from features.models import Feature, Kind
from tests import arrays, cast
from tests.refusals import assert_refused, assert_said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bucket() -> None:
    cast.make_bucket(alias="rates")


def read(fname: str = "rate") -> dict[str, Any]:
    return orjson.loads(cast.stranger().get(f"buckets/my_bucket/{fname}").whole)


@pytest.mark.parametrize("path", ["buckets/my_bucket", "buckets/my_bucket/", "buckets/rates"])
def test_the_owner_creates_a_feature(path: str) -> None:
    data = cast.region_data()
    sent = {"fname": "rate", "short_desc": "Spikes", "unit": "Hz", "feature_data": data}
    assert_said(
        cast.owner(),
        lambda who: who.post(path, sent),
        "Features rate successfully created in bucket my_bucket.",
    )
    assert read() == {"feature_data": data, "short_desc": "Spikes", "unit": "Hz"}


def test_a_description_and_a_unit_may_be_missing_or_null() -> None:
    sent = {"fname": "rate", "short_desc": None, "feature_data": cast.region_data()}
    assert cast.owner().post("buckets/my_bucket", sent).status_code == 200
    assert (read()["short_desc"], read()["unit"]) == (None, None)


@pytest.mark.parametrize("value", [0.0, -0.0, 1e-308, -1.5e300, None, 7, 2**63, 0.1 + 0.2])
def test_every_number_comes_back_as_it_was_sent(value: float | None) -> None:
    cast.make_feature(feature_data=cast.region_data(value))
    came = read()["feature_data"]["mappings"]["allen"]["data"]["1"]["mean"]
    assert (came, str(came)) == (value, str(value))


def test_extra_statistics_histograms_and_colour_maps_are_kept() -> None:
    counts = {f"h_{number:03}": number for number in range(50)}
    histogram = {"vmin": 0, "vmax": 2.5, "counts": [1, 0, 3], "total_count": 4}
    data = {
        "mappings": {
            "beryl": {
                "data": {"12": {"mean": 1, "std": 0.5, "count": 3, **counts}},
                "statistics": {"mean": {"min": 1, "max": 1, "mean": 1, "median": 1, "std": None}},
                "histogram": histogram,
            }
        },
        "histogram": histogram,
        "cmap": "viridis",
        "something": {"else": [1, None]},
    }
    cast.make_feature(feature_data=data)
    assert read()["feature_data"] == data


def test_features_are_listed_in_the_order_in_which_they_were_made() -> None:
    for fname in ("zeta", "alpha", "mean"):
        cast.make_feature(fname=fname)
    assert list(cast.stranger().get("buckets/my_bucket").json()["features"]) == [
        "zeta",
        "alpha",
        "mean",
    ]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (cast.region_data(), Kind.REGIONS),
        ({"volume": arrays.volume()}, Kind.VOLUME),
        ({"volumes": {"mean": {"volume": arrays.volume()}}}, Kind.VOLUME),
        ({**cast.region_data(), "volume": arrays.volume()}, Kind.REGIONS),
        ({"volume": arrays.volume(), **arrays.points(3)}, Kind.POINTS),
    ],
    ids=["regions", "volume", "volumes", "both", "points"],
)
def test_every_kind_is_recognised_and_kept_whole(data: dict[str, Any], kind: Kind) -> None:
    assert cast.make_feature(feature_data=data).kind == kind
    assert read()["feature_data"] == data


def test_a_name_that_exists_is_refused_and_the_way_out_is_told() -> None:
    cast.make_feature(unit="Hz")
    sent = {"fname": "rate", "feature_data": cast.region_data(2), "unit": "kHz"}
    assert_refused(
        cast.owner(),
        lambda who: who.post("buckets/my_bucket", sent),
        status=409,
        code="exists",
        says="Feature “rate” exists already in bucket “my_bucket”; use a PATCH request",
    )
    assert read()["unit"] == "Hz"


def test_two_at_once_with_one_name_end_with_one_feature_and_one_refusal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("features.services.refuse_existing", lambda *arguments: None)
    cast.make_feature()
    sent = {"fname": "rate", "feature_data": cast.region_data(2)}
    assert_refused(
        cast.owner(),
        lambda who: who.post("buckets/my_bucket", sent),
        status=409,
        code="exists",
        says="exists already",
    )
    assert Feature.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "code", "says"),
    [
        ({}, "invalid", "fname is missing"),
        ({"fname": "a"}, "invalid", "feature_data is missing"),
        ({"fname": "a/b"}, "bad_name", "fname: the name of a feature may contain only printable"),
        ({"fname": 3}, "bad_name", "fname: the name of a feature must be text"),
        ({"fname": "a", "unit": 3}, "invalid", "unit must be text"),
        ({"fname": "a", "unit": "x" * 101}, "invalid", "unit has 101 characters; the limit is 100"),
        ({"fname": "a", "short_desc": []}, "invalid", "short_desc must be text"),
        (
            {"fname": "a", "short_desc": "x" * 10_001},
            "invalid",
            "short_desc has 10,001 characters",
        ),
        (
            {"fname": "a", "short_desc": "a\0b"},
            "invalid",
            "short_desc contains a control character",
        ),
    ],
)
def test_a_wrong_shape_is_refused_at_its_place(sent: dict[str, Any], code: str, says: str) -> None:
    assert_refused(
        cast.owner(),
        lambda who: who.post("buckets/my_bucket", sent),
        status=400,
        code=code,
        says=says,
    )
    assert not Feature.objects.exists()
