"""The page of a feature says what the parcellations draw of it, if that is known."""

import copy
from typing import Any

import pytest
from django.utils.html import strip_tags

from features.data.payloads import payload_path, payload_storage
from features.models import Feature
from features.pages import drawn
from tests import cast
from tests.buckets import visitors
from tests.buckets.visitors import text_of
from tests.features.tables.publishing.test_table_api import publish

pytestmark = pytest.mark.django_db

PAGE = "/buckets/my_bucket/features/rate/"
# All parts of MOp are given, and the layer 2/3 of PTLp is no region of Beryl nor inside one.
TABLE = "acronym,rate\nMOp,9\nMOp1,1\nMOp2/3,2\nMOp5,3\nMOp6a,4\nMOp6b,5\nVISp,0\nPTLp2/3,5\n"


@pytest.fixture(autouse=True)
def bucket() -> None:
    cast.make_bucket()


def read_page() -> str:
    answer = visitors.stranger().get(PAGE)
    assert answer.status_code == 200
    return strip_tags(text_of(answer))


def store(said: Any) -> None:
    """Store a feature whose data says `said` of what is drawn, as anybody may."""
    cast.make_feature(feature_data=cast.region_data() | {"drawn": said})


def test_a_published_table_says_what_is_drawn_of_it() -> None:
    assert publish(TABLE, {"hemisphere": "left"}).status_code == 200
    page = read_page()
    assert "Allen draws 6 of 8 given values; not drawn: MOp (left), PTLp2/3 (left)." in page
    assert "Beryl draws 7 of 8 given values; not drawn: PTLp2/3 (left)." in page
    assert "Cosmos draws 8 of 8 given values." in page


def test_a_region_not_drawn_on_both_sides_is_named_once() -> None:
    assert publish(TABLE, {"hemisphere": "both"}).status_code == 200
    assert "Beryl draws 14 of 16 given values; not drawn: PTLp2/3." in read_page()


def test_a_feature_stored_before_says_nothing() -> None:
    cast.make_feature()
    assert "What is drawn" not in read_page()


GOOD = {
    name: {"as_given": 1, "larger": 0, "not_drawn": []} for name in ("allen", "beryl", "cosmos")
}


def with_allen(**changed: Any) -> dict[str, Any]:
    said = copy.deepcopy(GOOD)
    said["allen"].update(changed)
    return said


def test_what_a_script_stored_is_read_too() -> None:
    store(GOOD)
    assert "Allen draws 1 of 1 given value." in read_page()


@pytest.mark.parametrize(
    "said",
    [
        None,
        [1],
        {"allen": GOOD["allen"]},
        with_allen(as_given="1"),
        with_allen(as_given=-1),
        with_allen(not_drawn=[5000]),
        with_allen(not_drawn=[-1]),
        with_allen(not_drawn="abc"),
    ],
)
def test_what_makes_no_sense_is_not_shown(said: Any) -> None:
    store(said)
    assert "What is drawn" not in read_page()


def test_a_lost_payload_leaves_the_page() -> None:
    store(GOOD)
    payload_storage().delete(payload_path(Feature.objects.get().payload))
    assert "What is drawn" not in read_page()


def test_a_large_body_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    store(GOOD)
    monkeypatch.setattr(drawn, "LARGEST_READ", Feature.objects.get().size - 1)
    assert "What is drawn" not in read_page()
