"""Tables through REST: checked, previewed and published, with the documented answers."""

import io
import json
from typing import Any

import numpy as np
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from iblbrainviewer.api import make_features, make_features_payload

from atlasviewer.web.openapi_security import SECURITY_SCHEMES
from features.models import Feature
from tests import cast
from tests.features.tables import builders

pytestmark = pytest.mark.django_db

ACRONYMS = ["MOp1", "MOs5", "AAA", "ACAd2/3"]
TUTORIAL = {
    "spike_rate": [1.2, 3.4, 0.0, 0.1],
    "spike_amplitude": [33.5, 234.2, 5.3, 10.6],
    "lfp_phase": [36.0, 12.3, 34.0, 56.0],
}
CLEAN = "acronym,rate (Hz)\nVISp,1.5\nMOs,0\n"
MESSY = "Table S1,\n,\nRegion,rate (Hz)\nvisp,1.5\nMOs,high\nCA1,N/A\nMOp,2\n"
LEFT = {"hemisphere": "left"}


def send(
    route: str,
    table: str | bytes,
    choices: dict[str, Any] | None = None,
    *,
    name: str = "table.csv",
    token: str | None = None,
    **fields: Any,
) -> HttpResponse:
    """Post a table as a form does; the answer's ``body`` is its decoded JSON."""
    content = table.encode() if isinstance(table, str) else table
    form = {"file": SimpleUploadedFile(name, content), **fields}
    if choices is not None:
        form["choices"] = json.dumps(choices)
    headers = {"Accept": "application/json"}
    if token is not None:
        headers["Authorization"] = cast.bearer(token)
    answer = Client().post(f"/api/{route}", form, headers=headers)
    answer.body = json.loads(answer.getvalue())
    return answer


def publish(table: str | bytes, choices: dict[str, Any], **more: Any) -> HttpResponse:
    return send("buckets/my_bucket/tables", table, choices, token=cast.OWNER_TOKEN, **more)


def make_xlsx(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_numbers(data: dict[str, dict[str, float]]) -> dict[str, float]:
    """Return row → mean, where nothing but a mean was given."""
    assert {name for statistics in data.values() for name in statistics} == {"mean"}
    return {row: statistics["mean"] for row, statistics in data.items()}


# Check


def test_the_answer_of_a_check_has_the_promised_shape() -> None:
    answer = send("tables/check", MESSY)
    assert answer.status_code == 200
    understood = answer.body["understood"]
    promised = ("sheet", "header_row", "key_column", "key_kind", "side", "features", "why")
    assert set(promised) <= understood.keys()
    assert understood["header_row"] == 3
    assert understood["key_column"] == "A"
    assert understood["side"] is None
    named = [(f["column"], f["fname"], f["unit"]) for f in understood["features"]]
    assert named == [("B", "rate", "Hz")]
    assert all(isinstance(sentence, str) for sentence in understood["why"])
    assert (answer.body["rows"], answer.body["matched"]) == (4, 3)
    assert answer.body["ready"] is False
    assert answer.body["needs"] == ["hemisphere"]


def test_a_problem_says_where_what_and_which_region_may_be_meant() -> None:
    problems = send("tables/check", MESSY).body["problems"]
    assert [(p["row"], p["column"], p["code"]) for p in problems] == [
        (4, "A", "case_differs"),
        (5, "B", "not_a_number"),
    ]
    first = problems[0]
    assert set(first) == {
        *("row", "column", "value", "code", "message", "suggestions", "parts", "may_drop", "sheet")
    }
    assert first["value"] == "visp"
    offered = first["suggestions"][0]
    assert list(offered) == ["acronym", "id", "name", "reason"]
    assert (offered["acronym"], offered["id"]) == ("VISp", 385)


def test_pasted_text_is_checked_like_a_file() -> None:
    form = {"text": CLEAN, "choices": json.dumps(LEFT)}
    answer = Client().post("/api/tables/check", form).json()
    assert answer["ready"] is True
    assert answer["matched"] == 2


def test_decisions_make_a_messy_table_ready() -> None:
    choices = {**LEFT, "accepted": {"visp": "VISp"}, "corrections": {"5:B": 3.5}}
    assert send("tables/check", MESSY, choices).body["ready"] is True


def test_a_table_that_is_none_and_choices_that_are_none_are_refused_in_a_sentence() -> None:
    picture = send("tables/check", b"\x89PNG\r\n\x1a\n" + bytes(64), name="brain.xlsx")
    assert (picture.status_code, picture.body["code"]) == (400, "not_a_table")
    nothing = Client().post("/api/tables/check", {})
    assert nothing.status_code == 400
    wrong = send("tables/check", CLEAN, {"hemisphere": "up"})
    assert (wrong.status_code, wrong.body["code"]) == (400, "invalid_choices")
    assert "left, right, both" in wrong.body["message"]


def test_a_check_stores_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        send("tables/check", CLEAN, LEFT)


# Preview


def test_a_preview_is_what_reading_the_published_feature_answers() -> None:
    cast.make_bucket()
    preview = send("tables/preview", CLEAN, LEFT, feature="rate").body["features"]
    assert list(preview) == ["rate"]
    assert not Feature.objects.exists()
    assert publish(CLEAN, LEFT).status_code == 200
    stored = json.loads(cast.stranger().get("buckets/my_bucket/rate").whole)
    assert preview["rate"]["feature_data"] == stored["feature_data"]
    assert preview["rate"]["unit"] == stored["unit"] == "Hz"


def test_a_preview_holds_only_the_features_that_are_asked_for() -> None:
    table = "acronym,a,b,c\nVISp,1,2,3\n"
    assert list(send("tables/preview", table, LEFT, feature="b").body["features"]) == ["b"]
    assert list(send("tables/preview", table, LEFT).body["features"]) == ["a", "b", "c"]


# Publish


def test_the_tutorials_features_as_one_sheet_equal_those_of_the_sdk() -> None:
    rows = [["acronym", *TUTORIAL], *map(list, zip(ACRONYMS, *TUTORIAL.values(), strict=True))]
    cast.make_bucket()
    answer = publish(make_xlsx(rows), LEFT, name="tutorial.xlsx")
    assert answer.body == {"created": list(TUTORIAL), "replaced": [], "skipped": []}
    compared = 0
    for fname, values in TUTORIAL.items():
        stored = json.loads(cast.stranger().get(f"buckets/my_bucket/{fname}").whole)
        made = make_features(np.array(ACRONYMS), np.array(values), hemisphere="left")
        wanted = json.loads(json.dumps(make_features_payload(fname, made)["feature_data"]))
        for mapping, content in wanted["mappings"].items():
            given = stored["feature_data"]["mappings"][mapping]
            # Means of the same numbers, added in another order: equal but for the last bit.
            assert as_numbers(given["data"]) == pytest.approx(
                as_numbers(content["data"]), rel=1e-14
            )
            summary = given["statistics"]["mean"]
            expected = content["statistics"]["mean"]
            assert {key: summary[key] for key in expected} == pytest.approx(expected, rel=1e-14)
            compared += len(content["data"])
    assert compared > 12


@pytest.mark.parametrize(
    ("table", "choices"),
    [(MESSY, LEFT), (CLEAN, {}), (MESSY, {**LEFT, "accepted": {"visp": "VISp"}})],
    ids=["problems", "no side", "one problem left"],
)
def test_nothing_is_stored_while_a_problem_is_open(table: str, choices: dict[str, Any]) -> None:
    cast.make_bucket()
    answer = publish(table, choices)
    assert (answer.status_code, answer.body["code"]) == (400, "open_problems")
    assert "Nothing was stored" in answer.body["message"]
    assert not Feature.objects.exists()


def test_the_refusal_of_open_problems_names_them_as_the_check_does() -> None:
    cast.make_bucket()
    checked = send("tables/check", MESSY, LEFT).body["problems"]
    assert publish(MESSY, LEFT).body["problems"] == checked
    assert len(checked) == 2


def test_a_feature_that_is_there_stops_everything_unless_a_way_is_chosen() -> None:
    table = "acronym,rate,depth\nVISp,1,2\n"
    cast.make_bucket()
    cast.make_feature(fname="rate", unit="old")
    stopped = publish(table, LEFT)
    assert (stopped.status_code, stopped.body["code"]) == (409, "exists")
    assert [problem["place"] for problem in stopped.body["problems"]] == ["rate"]
    assert Feature.objects.count() == 1
    skipped = publish(table, {**LEFT, "existing": {"rate": "skip"}})
    assert skipped.body == {"created": ["depth"], "replaced": [], "skipped": ["rate"]}
    replaced = publish(table, {**LEFT, "existing": "replace"})
    assert replaced.body["replaced"] == ["rate", "depth"]


def test_a_new_name_is_the_third_way() -> None:
    cast.make_bucket()
    cast.make_feature(fname="rate")
    choices = {**LEFT, "features": [{"column": "B", "fname": "rate 2"}]}
    assert publish(CLEAN, choices).body["created"] == ["rate 2"]


@pytest.mark.parametrize("token", [None, cast.OTHER_TOKEN])
def test_only_the_token_publishes(token: str | None) -> None:
    cast.make_bucket()
    answer = send("buckets/my_bucket/tables", CLEAN, LEFT, token=token)
    assert answer.status_code == 401
    assert not Feature.objects.exists()


def test_markup_in_a_sheet_comes_back_as_the_text_it_is() -> None:
    markup = "<img src=x onerror=alert(1)>"
    answer = send("tables/check", f"acronym,{markup}\nVISp,1\n{markup},2\n", LEFT)
    assert answer["Content-Type"] == "application/json"
    assert answer.body["understood"]["features"][0]["fname"] == markup
    assert answer.body["problems"][0]["value"] == markup


# Description


def test_the_routes_of_tables_and_regions_are_in_openapi() -> None:
    import yaml

    schema = yaml.safe_load(Client().get("/api/schema").content)
    routes = {path.rstrip("/"): set(methods) for path, methods in schema["paths"].items()}
    assert "post" in routes["/api/tables/check"]
    assert "post" in routes["/api/tables/preview"]
    assert "post" in routes["/api/buckets/{bucket}/tables"]
    assert "get" in routes["/api/regions"]
    assert {"get", "post"} <= routes["/api/regions/resolve"]
    assert SECURITY_SCHEMES.keys() <= schema["components"]["securitySchemes"].keys()


def test_sheets_read_together_are_checked_and_published() -> None:
    cast.make_bucket()
    sheets = {"mouse 1": [["region", "rate"], ["VISp", 1]], "b": [["region", "rate"], ["mos", 2]]}
    table = builders.xlsx(sheets).data
    choices = {"sheets": ["mouse 1", "b"], "hemisphere": "left"}
    checked = send("tables/check", table, choices, name="mice.xlsx").body
    assert [(p["sheet"], p["row"]) for p in checked["problems"]] == [("b", 2)]
    columns = [feature["column"] for feature in checked["understood"]["features"]]
    assert columns == ["mouse 1!B", "b!B"]
    answered = choices | {"corrections": {"b!2": "MOs"}}
    assert publish(table, answered, name="mice.xlsx").body["created"] == ["mouse 1", "b"]
