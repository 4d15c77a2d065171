"""What the upload page fetches besides the API: blank sheets, annotated sheets, its session."""

import io
import json
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from features.models import Feature
from features.tables import check_table
from tests import cast

pytestmark = pytest.mark.django_db

CLEAN = b"acronym,rate (Hz)\nVISp,1.5\nMOs,0\n"
WRONG = b"acronym,rate (Hz)\nvisp,1.5\nMOs,=1+1\n"
LEFT = {"hemisphere": "left"}


def post(client: Client, path: str, content: bytes, choices: Any = None, **fields: str) -> Any:
    file = SimpleUploadedFile("my rates.csv", content)
    form = {"file": file, "choices": json.dumps(choices or {}), **fields}
    return client.post(f"/upload/{path}", form, headers={"Accept": "application/json"})


def unlocked(bucket: str) -> Client:
    """Return a browser in which a bucket is unlocked."""
    client = Client()
    answer = client.post("/unlock/", {"name": bucket, "token": cast.OWNER_TOKEN})
    assert answer.status_code == 302
    return client


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("every-region.xlsx", 1327),
        ("every-region.csv", 1327),
        ("beryl.xlsx", 306),
        ("beryl.csv", 306),
    ],
)
def test_a_blank_sheet_has_a_row_for_each_region_and_is_understood(name: str, rows: int) -> None:
    answer = Client().get(f"/upload/template/{name}")
    assert f'filename="{name}"' in answer["Content-Disposition"]
    understood = check_table(answer.content, name).understood
    assert understood.key_column == "A"
    assert understood.table.key is not None
    assert understood.table.key.hits == rows


def test_a_sheet_with_sides_has_a_column_for_each() -> None:
    content = Client().get("/upload/template/beryl.csv?sides=1").content.decode("utf-8-sig")
    assert content.splitlines()[0] == "acronym,id,name,my feature (left),my feature (right)"


@pytest.mark.parametrize("name", ["none.xlsx", "beryl.pdf"])
def test_another_template_is_not_there(name: str) -> None:
    assert Client().get(f"/upload/template/{name}").status_code == 404


def test_the_annotated_sheet_comes_back_as_a_file() -> None:
    answer = post(Client(), "annotated", WRONG, kind="xlsx")
    assert 'filename="my rates with problems.xlsx"' in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert sheet["C1"].value is not None
    assert "VISp" in str(sheet["C2"].value)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_refusal_is_json_for_the_pages_scripts() -> None:
    answer = post(Client(), "annotated", b"\x89PNG\r\n\x1a\n" + bytes(30))
    assert answer.status_code == 400
    assert answer.json()["code"] == "not_a_table"


def test_a_bucket_unlocked_in_this_browser_is_published_to_without_its_token() -> None:
    cast.make_bucket()
    answer = post(unlocked("my_bucket"), "publish/my_bucket", CLEAN, LEFT)
    assert answer.json() == {"created": ["rate"], "replaced": [], "skipped": []}


def test_the_page_offers_the_buckets_that_are_unlocked() -> None:
    cast.make_bucket()
    page = unlocked("my_bucket").get("/upload/").content.decode()
    assert '"unlocked": ["my_bucket"]' in page
    assert '"unlocked": []' in Client().get("/upload/").content.decode()
    assert cast.OWNER_TOKEN not in page


def refused(client: Client) -> HttpResponse:
    answer = post(client, "publish/my_bucket", CLEAN, LEFT)
    assert not Feature.objects.exists()
    return answer


def test_a_browser_in_which_it_is_not_unlocked_is_refused() -> None:
    cast.make_bucket()
    assert refused(Client()).status_code == 401


def test_a_token_that_was_rotated_since_unlocks_nothing() -> None:
    bucket = cast.make_bucket()
    client = unlocked("my_bucket")
    bucket.set_token(cast.OTHER_TOKEN)
    bucket.save()
    assert refused(client).status_code == 401


def test_another_site_cannot_publish_through_this_browser() -> None:
    cast.make_bucket()
    client = unlocked("my_bucket")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert refused(strict).status_code == 403


def destinations(client: Client, query: str) -> tuple[list[str], str]:
    page = client.get(f"/upload/{query}").context["page"]
    return page["unlocked"], page["bucket"]


def test_the_bucket_of_the_address_is_chosen_by_its_own_name() -> None:
    cast.make_bucket(alias="nick")
    assert destinations(Client(), "?bucket=nick") == ([], "my_bucket")
    assert destinations(unlocked("my_bucket"), "?bucket=my_bucket") == (["my_bucket"], "my_bucket")
    assert destinations(unlocked("my_bucket"), "") == (["my_bucket"], "")


def test_staff_need_no_token_for_the_bucket_of_the_address(admin_client: Client) -> None:
    cast.make_bucket()
    assert destinations(admin_client, "?bucket=my_bucket") == (["my_bucket"], "my_bucket")


def test_a_bucket_of_the_address_that_is_not_here_is_named_as_it_was_given() -> None:
    answer = Client().get("/upload/?bucket=%3Cb%3E")
    assert answer.context["page"]["bucket"] == "<b>"
    assert "For the bucket <b>&lt;b&gt;</b>" in answer.content.decode()
