"""Every region as JSON, CSV, Excel and a page; and what region a key means."""

import csv
import gzip
import io
import json

import openpyxl
import pytest
from django.test import Client

from atlasviewer.atlas.regions import load_regions

COLUMNS = [
    *("row", "id", "acronym", "name", "iblatlas_name", "other_names", "colour", "level"),
    *("parent", "parents", "beryl", "cosmos", "has_voxels", "voxels"),
]


@pytest.fixture(scope="module")
def listed() -> list[dict]:
    return json.loads(Client().get("/api/regions").content)


def by_acronym(listed: list[dict], acronym: str) -> dict:
    return next(region for region in listed if region["acronym"] == acronym)


def test_all_regions_are_listed_in_the_order_of_the_atlas(listed: list[dict]) -> None:
    table = load_regions()
    assert [region["id"] for region in listed] == table.id[1:].tolist()
    assert [region["row"] for region in listed] == list(range(1, 1328))
    assert list(listed[0]) == COLUMNS


def test_a_region_says_its_names_colour_parents_and_parcels(listed: list[dict]) -> None:
    region = by_acronym(listed, "VISp")
    assert region["id"] == 385
    assert region["parents"][0] == "root"
    assert region["parents"][-1] == region["parent"] == "VIS"
    assert (region["beryl"], region["cosmos"], region["level"]) == ("VISp", "Isocortex", 7)
    assert "V1" in region["other_names"]
    assert region["colour"] == "#08858c"


def test_a_region_outside_a_parcellation_has_none_and_root_is_itself(listed: list[dict]) -> None:
    assert by_acronym(listed, "CH")["beryl"] is None
    assert by_acronym(listed, "root")["beryl"] == "root"
    assert by_acronym(listed, "root")["parent"] is None


def test_names_are_given_as_allen_and_as_iblatlas_spell_them(listed: list[dict]) -> None:
    region = by_acronym(listed, "MOs5")
    assert region["name"] == "Secondary motor area, layer 5"
    assert region["iblatlas_name"] == "Secondary motor area layer 5"


def test_a_second_request_with_the_etag_carries_nothing() -> None:
    first = Client().get("/api/regions")
    again = Client().get("/api/regions", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_who_accepts_gzip_gets_the_same_in_a_tenth_of_the_bytes() -> None:
    plain = Client().get("/api/regions")
    packed = Client().get("/api/regions", headers={"Accept-Encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 8
    assert "Accept-Encoding" in packed["Vary"]


# Resolving


def resolve(*keys: str) -> list[dict]:
    return Client().get("/api/regions/resolve", {"key": keys}).json()["keys"]


def test_keys_are_answered_in_order_each_with_what_it_means() -> None:
    exact, left, near, unknown = resolve("VISp", "-385", "visp", "qqqqqq")
    assert (exact["outcome"], exact["acronym"], exact["kind"]) == ("exact", "VISp", "acronym")
    assert (left["acronym"], left["side"], left["kind"]) == ("VISp", "left", "id")
    assert (near["outcome"], near["acronym"]) == ("suggested", None)
    assert (near["code"], near["suggestions"][0]["acronym"]) == ("case_differs", "VISp")
    assert (unknown["outcome"], unknown["suggestions"]) == ("unknown", [])


def test_a_long_list_is_posted() -> None:
    keys = ["VISp", 385, "Primary visual area"] * 200
    answer = Client().post("/api/regions/resolve", json.dumps({"keys": keys}), "application/json")
    assert {found["acronym"] for found in answer.json()["keys"]} == {"VISp"}
    assert len(answer.json()["keys"]) == 600


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "No key"),
        ({"keys": []}, "No key"),
        ({"keys": [None]}, "text or a number"),
        ({"keys": ["VISp"] * 2001}, "at most 2,000"),
    ],
)
def test_what_is_no_list_of_keys_is_refused(body: dict, sentence: str) -> None:
    headers = {"Accept": "application/json"}
    answer = Client().post(
        "/api/regions/resolve", json.dumps(body), "application/json", headers=headers
    )
    assert answer.status_code == 400
    assert sentence in answer.json()["message"]


def test_no_key_in_the_address_is_refused() -> None:
    assert Client().get("/api/regions/resolve").status_code == 400


# Downloads and page


def test_the_csv_holds_every_region_with_the_columns_of_the_api(listed: list[dict]) -> None:
    answer = Client().get("/regions/allen_regions.csv")
    assert 'filename="allen_regions.csv"' in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert list(rows[0]) == COLUMNS
    assert [row["acronym"] for row in rows] == [region["acronym"] for region in listed]
    visp = next(row for row in rows if row["acronym"] == "VISp")
    assert visp["parents"].startswith("root > grey > ")


def test_the_workbook_holds_the_same_and_no_formula(listed: list[dict]) -> None:
    answer = Client().get("/regions/allen_regions.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == COLUMNS
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        region["id"] for region in listed
    ]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_another_kind_of_file_is_not_there() -> None:
    assert Client().get("/regions/allen_regions.pdf").status_code == 404


def test_the_page_holds_every_region_in_its_place(db: None, listed: list[dict]) -> None:
    page = Client().get("/regions/").content.decode()
    assert page.count('<tr role="row" id="r') == 1327
    start = page.index(f'id="r{by_acronym(listed, "VISp")["row"]}"')
    row = page[start : page.index("</tr>", start)]
    assert 'aria-level="8"' in row
    assert "Primary visual area" in row
    assert 'fill="#08858c"' in row
    assert "style=" not in page


def test_the_page_is_packed_for_who_accepts_it(db: None) -> None:
    packed = Client().get("/regions/", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < 90_000
