"""Links, pages and lists show a picture of a feature, each from an address that draws it."""

import html
import re

import pytest
from django.test import Client

from features.models import Feature, Kind
from tests import cast
from tests.features.figures.golden import content

pytestmark = pytest.mark.django_db
FNAME = "rate é & <b>"


@pytest.fixture(autouse=True)
def feature() -> Feature:
    cast.make_bucket()
    return cast.make_feature(fname=FNAME, **content())


def read(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def attribute(pattern: str, page: str) -> str:
    found = re.findall(pattern, page)
    assert len(found) == 1, found
    return html.unescape(found[0])


def assert_draws(address: str, kind: str) -> bytes:
    answer = Client().get(address.removeprefix("http://testserver"))
    assert (answer.status_code, answer["Content-Type"]) == (200, kind), answer.content[:200]
    return answer.content


def test_a_link_to_a_view_shows_that_view() -> None:
    query = "bucket=my_bucket&feature=rate+%C3%A9+%26+%3Cb%3E&mapping=cosmos&range=0..3&coronal=500"
    page = read(f"/?{query}&cmap=viridis&panels=3d")
    assert attribute(r'og:title" content="([^"]*)"', page) == f"{FNAME} · my_bucket"
    image = attribute(r'og:image" content="([^"]*)"', page)
    assert image.startswith("http://testserver/api/buckets/my_bucket/rate%20")
    for part in ("mapping=cosmos", "vmin=0", "vmax=3", "um=500", "cmap=viridis"):
        assert part in image
    assert_draws(image, "image/png")


@pytest.mark.parametrize("query", ["", "?bucket=my_bucket", "?feature=x", "?bucket=a/b&feature=c"])
def test_a_link_to_no_feature_has_no_picture(query: str) -> None:
    assert "og:image" not in read(f"/{query}")


def test_the_page_of_a_feature_shows_and_offers_its_figure() -> None:
    page = read("/buckets/my_bucket/features/rate%20%C3%A9%20&%20%3Cb%3E/")
    assert_draws(attribute(r'og:image" content="([^"]*)"', page), "image/png")
    assert_draws(attribute(r'class="figure" src="([^"]*)"', page), "image/svg+xml")
    offered = re.findall(r'href="([^"]*/figure\.(?:svg|pdf|png))" download', page)
    assert len(offered) == 3


def test_a_bucket_lists_its_features_with_thumbnails(feature: Feature) -> None:
    page = read("/buckets/my_bucket/")
    picture = assert_draws(attribute(r'class="thumbnail" src="([^"]*)"', page), "image/png")
    assert len(picture) < 15_000
    Feature.objects.filter(pk=feature.pk).update(kind=Kind.VOLUME)
    assert "thumbnail" not in read("/buckets/my_bucket/")
    assert 'class="figure"' not in read("/buckets/my_bucket/features/rate%20%C3%A9%20&%20%3Cb%3E/")


def test_a_bucket_has_the_thumbnail_of_its_first_feature_that_has_one(feature: Feature) -> None:
    answer = Client().get("/buckets/my_bucket/thumbnail/")
    assert answer.status_code == 302
    assert_draws(answer["Location"], "image/png")
    Feature.objects.filter(pk=feature.pk).update(kind=Kind.VOLUME)
    assert "icon" in Client().get("/buckets/my_bucket/thumbnail/")["Location"]
    assert Client().get("/buckets/no_such_bucket/thumbnail/").status_code == 404
