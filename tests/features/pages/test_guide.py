"""The guide opens, its contents link to its parts, and what it says about the site is true."""

import re

import pytest
from django.test import Client

from atlasviewer.atlas.annotation import CITATION, TERMS
from features.tables.reading.sheets import DEFAULT

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> str:
    answer = Client().get("/help/")
    assert answer.status_code == 200
    return answer.content.decode()


def find_anchors(page: str) -> list[str]:
    return re.findall(r'<section class="card" id="([a-z]+)"', page)


def test_the_contents_name_every_part_in_its_order_by_its_title(page: str) -> None:
    contents = page.split("</ol>")[0]
    listed = re.findall(r'<a href="#([a-z]+)">([^<]+)</a>', contents)
    assert len(listed) > 10
    assert [anchor for anchor, _ in listed] == find_anchors(page)
    titles = re.findall(r'<h2 id="([a-z]+)-title">([^<]+)</h2>', page.split("</nav>", 2)[2])
    assert listed == titles


def test_links_within_the_page_lead_somewhere(page: str) -> None:
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= {*find_anchors(page), "main"}


def test_the_navigation_marks_it_there_and_only_there(page: str) -> None:
    assert '<a href="/help/" aria-current="page">Help</a>' in page
    elsewhere = Client().get("/connect/").content.decode()
    assert '<a href="/help/">Help</a>' in elsewhere


@pytest.mark.parametrize("path", ["/upload/"])
def test_other_pages_lead_to_parts_that_exist(page: str, path: str) -> None:
    anchors = re.findall(r'href="/help/#([^"]+)"', Client().get(path).content.decode())
    assert len(anchors) == 3
    assert set(anchors) <= set(find_anchors(page))


def test_its_citation_is_the_atlas_s_own(page: str) -> None:
    doi = CITATION.rsplit("doi:", 1)[1]
    assert f'href="https://doi.org/{doi}"' in page
    assert f'href="{TERMS}"' in page


def test_it_tells_the_limits_that_hold_and_the_lines_of_this_site(page: str) -> None:
    assert f"{DEFAULT.rows:,} rows, {DEFAULT.columns:,} columns" in page
    assert "All 1,327 regions" in page
    assert "api.FEATURES_API_BASE_URL = &#x27;http://testserver/api/&#x27;" in page
