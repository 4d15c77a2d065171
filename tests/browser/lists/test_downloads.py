"""Downloads hold what the API returns."""

import csv
import io
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.live_buckets import add_feature, make_bucket, region_data
from tests.live import Site
from tests.waiting import SECONDS

pytestmark = pytest.mark.browser

FNAME = "rate, Ρυθμός"


@pytest.fixture(scope="module")
def bucket(site: Site) -> str:
    name = make_bucket(site, "downloads")
    data = region_data({20: 0.0, 1347: -2.5, 700: None})
    data["mappings"]["allen"]["data"]["20"]["=cmd"] = 3
    add_feature(site, name, FNAME, data, unit="+spikes,s⁻¹")
    return name


@pytest.fixture
def viewer(page: Page, site: Site, bucket: str) -> Page:
    page.goto(f"{site.url}/?bucket={bucket}&mapping=allen")
    expect(page.locator(".bar").first).to_be_visible()
    return page


def save(page: Page, testid: str) -> tuple[str, bytes]:
    with page.expect_download() as caught:
        page.get_by_test_id(testid).click()
    return caught.value.suggested_filename, Path(caught.value.path()).read_bytes()


def test_json_is_byte_for_byte_the_apis(viewer: Page, site: Site, bucket: str) -> None:
    name, content = save(viewer, "download-json")
    answer = requests.get(f"{site.api}buckets/{bucket}/{FNAME}", timeout=SECONDS)
    assert content == answer.content
    assert name == f"{bucket}-{FNAME}.json"


def test_csv_has_every_region_side_statistic_and_unit(viewer: Page, bucket: str) -> None:
    name, content = save(viewer, "download-csv")
    assert name == f"{bucket}-{FNAME}-allen.csv"
    text = content.decode("utf-8-sig")
    assert text.endswith("\r\n")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["side"] for row in rows] == ["right", "right", "left"]
    assert [row["mean"] for row in rows] == ["0", "", "-2.5"]
    assert [row["'=cmd"] for row in rows] == ["3", "", ""]
    assert {row["unit"] for row in rows} == {"'+spikes,s⁻¹"}
    assert rows[0]["acronym"] == rows[2]["acronym"]
    assert int(rows[0]["id"]) == -int(rows[2]["id"])
