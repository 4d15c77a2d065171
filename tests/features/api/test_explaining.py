"""GET …/<fname>/explain: where the value of a region came from."""

from typing import Any

import pytest

from tests import arrays, cast
from tests.atlas.mapping.test_mapping import row_of
from tests.features.tables.publishing.test_table_api import publish
from tests.refusals import assert_refused

pytestmark = pytest.mark.django_db
PATH = "buckets/my_bucket/rate/explain"
TABLE = "acronym,left rate,right rate\nMOs,1,\nMOs5,3,0\nVENT,,2\nVAL,,6\nAONd,1,\nAONe,4,\n"


@pytest.fixture(autouse=True)
def bucket() -> None:
    cast.make_bucket(alias="rates")


@pytest.fixture
def table() -> None:
    answer = publish(TABLE, {})
    assert answer.body["created"] == ["rate"]


def explain(region: str, mapping: str, more: str = "") -> dict[str, Any]:
    answer = cast.stranger().get(f"{PATH}?region={region}&mapping={mapping}{more}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def sides(region: str, mapping: str) -> list[tuple[Any, ...]]:
    """Return side, value, origin, sentence and the contributors of each value explained."""
    return [
        (
            one["side"],
            one["value"],
            one["origin"],
            one["sentence"],
            {part["region"]: part["value"] for part in one["contributors"]},
        )
        for one in explain(region, mapping)["values"]
    ]


EXPECTED = {
    ("MOs", "allen"): [
        ("left", 1.0, "given", "MOs (left) was given.", {"MOs": 1.0}),
        (
            *("right", 0.0, "children"),
            "MOs (right) is the value of the only subregion that has a value: MOs5.",
            {"MOs5": 0.0},
        ),
    ],
    ("MOs", "beryl"): [
        (
            *("left", 2.0, "inside"),
            "MOs (left) is the mean of 2 given regions inside it: MOs, MOs5.",
            {"MOs": 1.0, "MOs5": 3.0},
        ),
        (
            *("right", 0.0, "inside"),
            "MOs (right) is the value of the only given region inside it: MOs5.",
            {"MOs5": 0.0},
        ),
    ],
    ("MOs5", "beryl"): [
        (
            *("left", 2.0, "inside"),
            "MOs5 is part of MOs in Beryl. MOs (left) is the mean of 2 given regions inside it: "
            "MOs, MOs5.",
            {"MOs": 1.0, "MOs5": 3.0},
        ),
        (
            *("right", 0.0, "inside"),
            "MOs5 is part of MOs in Beryl. MOs (right) is the value of the only given region "
            "inside it: MOs5.",
            {"MOs5": 0.0},
        ),
    ],
    ("TH", "cosmos"): [
        (
            *("left", None, "none"),
            "TH (left) has no value, so it is grey; the other hemisphere has one.",
            {},
        ),
        (
            *("right", 4.0, "inside"),
            "TH (right) is the mean of 2 given regions inside it: VENT, VAL.",
            {"VENT": 2.0, "VAL": 6.0},
        ),
    ],
    ("VM", "allen"): [
        (
            *("left", None, "none"),
            "VM (left) has no value, so it is grey; the other hemisphere has one.",
            {},
        ),
        (
            *("right", 2.0, "spread"),
            "VM (right) takes the value of VENT, which was given.",
            {"VENT": 2.0},
        ),
    ],
    ("AON", "allen"): [
        (
            *("left", 2.5, "children"),
            "AON (left) is the mean of 2 subregions that have a value: AONd, AONe.",
            {"AONd": 1.0, "AONe": 4.0},
        ),
        (
            *("right", None, "none"),
            "AON (right) has no value, so it is grey; the other hemisphere has one.",
            {},
        ),
    ],
    ("fiber%20tracts", "cosmos"): [
        (None, None, "none", "fiber tracts is in no Cosmos region, so it is grey.", {}),
    ],
}


@pytest.mark.parametrize(("region", "mapping"), EXPECTED)
@pytest.mark.usefixtures("table")
def test_a_value_of_a_table_is_explained_on_both_sides(region: str, mapping: str) -> None:
    assert sides(region, mapping) == EXPECTED[region, mapping]


@pytest.mark.usefixtures("table")
def test_an_explanation_names_what_it_is_about() -> None:
    found = explain("MOs", "beryl")
    keys = ("region", "mapping", "statistic", "unit", "version")
    assert [found[key] for key in keys] == ["MOs", "beryl", "mean", None, 1]
    assert [one["row"] for one in found["values"]] == [row_of("MOs", "left"), row_of("MOs")]
    part = found["values"][0]["contributors"][1]
    assert part == {"region": "MOs5", "side": "left", "leaf": False, "value": 3.0, "given": True}


@pytest.mark.usefixtures("table")
def test_the_id_of_the_left_side_asks_for_the_left_side_only() -> None:
    assert [one["side"] for one in explain("-993", "allen")["values"]] == ["left"]
    assert [one["side"] for one in explain("993", "allen")["values"]] == ["left", "right"]


@pytest.mark.usefixtures("table")
def test_a_version_is_explained_as_it_was() -> None:
    cast.owner().patch("buckets/my_bucket/rate", {"feature_data": cast.region_data()})
    assert explain("MOs", "allen")["version"] == 2
    assert explain("MOs", "allen")["values"][0]["value"] is None
    assert explain("MOs", "allen", "&version=1")["values"][0]["value"] == 1.0
    answer = cast.stranger().get(f"{PATH}?region=MOs&mapping=allen&version=3")
    assert answer.status_code == 404


def test_a_statistic_is_chosen_and_others_are_named() -> None:
    data = cast.region_data()
    data["mappings"]["allen"]["data"]["1"]["std"] = 0.25
    cast.make_feature(feature_data=data)
    values = {name: explain("root", "allen", f"&statistic={name}") for name in ("mean", "std")}
    right = {name: one["values"][1]["value"] for name, one in values.items()}
    assert right == {"mean": 1.5, "std": 0.25}
    assert explain("root", "allen")["statistic"] == "mean"
    path = f"{PATH}?region=root&mapping=allen&statistic=median"
    assert_refused(
        cast.stranger(),
        lambda who: who.get(path),
        status=400,
        code="invalid",
        says="“median” is none of mean, std",
    )


def test_a_feature_of_the_sdk_says_that_it_does_not_tell() -> None:
    cast.make_feature()
    (left, right) = explain("root", "allen")["values"]
    assert (left["value"], right["value"]) == (0.0, 1.5)
    assert (left["origin"], right["origin"]) == ("unknown", "unknown")


@pytest.mark.parametrize(
    ("query", "code", "says"),
    [
        ("mapping=allen", "invalid", "region is missing"),
        ("region=CA1", "invalid", "mapping must be one of allen, beryl, cosmos"),
        ("region=CA1&mapping=swanson", "invalid", "mapping must be one of"),
        ("region=ca1&mapping=allen", "case_differs", "CA1"),
        ("region=nonsense&mapping=allen", "unknown_region", "nonsense"),
        ("region=CA1&mapping=allen&version=x", "invalid", "version"),
    ],
)
def test_a_wrong_question_is_refused_and_nothing_is_guessed(
    query: str, code: str, says: str
) -> None:
    cast.make_feature()
    path = f"{PATH}?{query}"
    assert_refused(cast.stranger(), lambda who: who.get(path), status=400, code=code, says=says)


def test_a_volume_has_no_values_by_region() -> None:
    cast.make_feature(feature_data={"volume": arrays.volume()})
    path = f"{PATH}?region=CA1&mapping=allen"
    assert_refused(
        cast.stranger(),
        lambda who: who.get(path),
        status=400,
        code="no_regions",
        says="Only features with values by region",
    )
