"""The page of a bucket: features in display order, sharing, Python; text stays text."""

import re
import xml.etree.ElementTree as ET
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from features.models import Feature
from tests import cast
from tests.buckets import visitors
from tests.buckets.visitors import text_of

pytestmark = pytest.mark.django_db

PAGE = "/buckets/my_bucket/"
HOSTILE = ['<img src=x onerror="alert(1)">', "</script><script>alert(1)</script>", "'\"&<>"]


class Tags(HTMLParser):
    """Collects the event handlers in a page, and scripts that are not ours."""

    @classmethod
    def read(cls, text: str) -> dict[str, int]:
        parser = cls()
        parser.found = {"handlers": 0, "scripts": 0}
        parser.feed(text)
        return parser.found

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.found["handlers"] += sum(name.startswith("on") for name in given)
        data = given.get("type") in ("importmap", "application/json")
        self.found["scripts"] += tag == "script" and "src" not in given and not data


def shown_names(client: Client) -> list[str]:
    listing = client.get(PAGE).context["listing"]
    return [" › ".join((*row.folders, row.label)) for row in listing.displayed]


def test_features_are_listed_as_the_tree_displays_them_then_those_it_leaves_out() -> None:
    cast.make_bucket(tree={"z": {"10": "b", "9": "a"}, "later": "not_there", "again": "a"})
    for fname in ("a", "b", "c"):
        cast.make_feature(fname=fname)
    client = Client()
    assert shown_names(client) == ["z › 10", "z › 9", "again"]
    listing = client.get(PAGE).context["listing"]
    assert [row.label for row in listing.hidden] == ["c"]
    assert (listing.missing, listing.count) == (["not_there"], 3)
    assert "<h3>Not in the tree (1)</h3>" in text_of(client.get(PAGE))


def test_the_panel_counts_the_features_that_page_and_api_count(admin_client: Client) -> None:
    cast.make_bucket()
    for fname in ("a", "b", "c"):
        cast.make_feature(fname=fname)
    assert cast.owner().delete("buckets/my_bucket/b").status_code < 300
    [row] = admin_client.get("/admin/buckets/bucket/").context["cl"].result_list
    listed = cast.stranger().get("buckets/my_bucket").json()["features"]
    assert row.feature_count == len(listed) == Client().get(PAGE).context["listing"].count == 2


def test_without_a_tree_every_feature_is_listed_by_its_name() -> None:
    cast.make_bucket()
    for fname in ("b", "a"):
        cast.make_feature(fname=fname)
    assert shown_names(Client()) == ["b", "a"]


def test_a_stranger_sees_no_form_that_changes_anything() -> None:
    cast.make_bucket(tree={"later": "not_there"})
    cast.make_feature()
    cast.make_feature(fname="thrown away")
    cast.owner().delete("buckets/my_bucket/thrown%20away")
    seen = text_of(Client().get(PAGE))
    assert re.findall(r'<form[^>]*action="([^"]*)"', seen) == ["/unlock/"]
    assert "thrown away" not in seen
    feature = text_of(Client().get(f"{PAGE}features/rate/"))
    assert re.findall(r'<form[^>]*method="post"', feature) == []
    owner = text_of(visitors.unlocked().get(PAGE))
    assert re.findall(r'<form[^>]*action="([^"]*)"', owner) == [
        "/buckets/my_bucket/restore/",
        "/lock/",
    ]


def test_a_bucket_of_many_features_is_shown_by_a_constant_number_of_queries(
    django_assert_max_num_queries,
) -> None:
    bucket = cast.make_bucket()
    cast.make_feature()
    row = Feature.objects.get()
    Feature.objects.bulk_create(
        Feature(bucket=bucket, fname=f"f{i}", kind=row.kind, payload=row.payload, stored=1, size=1)
        for i in range(200)
    )
    with django_assert_max_num_queries(4):
        assert len(shown_names(Client())) == 201


def test_the_link_the_snippet_and_the_code_open_the_bucket_in_the_viewer() -> None:
    cast.make_bucket()
    context = Client().get(PAGE).context
    address = urlsplit(context["address"])
    assert (address.netloc, address.path) == ("testserver", "/")
    assert parse_qs(address.query) == {"buckets": ["my_bucket"], "bucket": ["my_bucket"]}
    assert (
        'src="http://testserver/?buckets=my_bucket&amp;bucket=my_bucket&amp;embed=1"'
        in (context["embed"])
    )


def test_the_qr_code_is_a_picture_without_styles_or_scripts() -> None:
    cast.make_bucket()
    answer = Client().get(f"{PAGE}qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    root = ET.fromstring(answer.content)
    assert {child.tag.rpartition("}")[2] for child in root.iter()} == {"svg", "path"}
    assert b"style" not in answer.content


def test_the_public_address_of_the_site_is_used_where_it_is_set(settings) -> None:
    cast.make_bucket()
    site = settings.ATLASVIEWER.model_copy(update={"public_url": "https://brain.example.org"})
    settings.ATLASVIEWER = site
    context = Client().get(PAGE).context
    assert context["address"].startswith("https://brain.example.org/?buckets=")
    assert "'https://brain.example.org/api/'" in context["write_lines"]


def test_the_lines_of_python_leave_the_token_out() -> None:
    cast.make_bucket()
    context = visitors.unlocked().get(PAGE).context
    assert cast.OWNER_TOKEN not in context["read_lines"] + context["write_lines"]
    compile(context["read_lines"], "read", "exec")
    compile(context["write_lines"], "write", "exec")
    assert "api.FEATURES_API_BASE_URL = 'http://testserver/api/'" in context["write_lines"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_in_any_text_is_text_everywhere(hostile: str) -> None:
    label, fname = hostile.replace("/", "∕"), hostile.replace("/", "∕").replace("\\", "")
    cast.make_bucket(
        short_desc=hostile,
        long_desc=hostile,
        url=f"https://example.org/{hostile}",
        tree={hostile: {label: fname, "../../x": "not_there"}},
    )
    cast.make_feature(fname=fname, short_desc=hostile, unit=hostile)
    cast.make_feature(fname=f"bin {fname}")
    owner = visitors.unlocked()
    feature = Feature.objects.get(fname=fname)
    page = owner.get(PAGE)
    link = re.search(r'href="(/buckets/my_bucket/features/[^"]+)"', text_of(page))
    assert link is not None
    address = unescape(link[1])
    assert owner.get(address).context["feature"] == feature
    pages = [PAGE, address, f"{PAGE}edit/", f"{PAGE}tree/", "/buckets/"]
    texts = [text_of(owner.get(path)) for path in pages]
    assert [hostile in text for text in texts] == [False] * len(pages)
    assert [Tags.read(text) for text in texts] == [{"handlers": 0, "scripts": 0}] * len(pages)


def test_no_page_holds_a_style_attribute_or_a_script_of_its_own() -> None:
    cast.make_bucket(tree={"Rate": "rate"})
    cast.make_feature()
    owner = visitors.unlocked()
    paths = ["/buckets/", "/create/", "/connect/", PAGE, f"{PAGE}edit/", f"{PAGE}tree/"]
    texts = [text_of(owner.get(path)) for path in [*paths, f"{PAGE}features/rate/"]]
    assert [re.findall(r"\sstyle=|<style", text) for text in texts] == [[]] * 7
    scripts = [
        re.findall(r"<script(?![^>]*(?:src=|type=\"(?:importmap|application/json)))", t)
        for t in texts
    ]
    assert scripts == [[]] * 7
