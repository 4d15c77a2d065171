"""The request of the tree editor: keeps the order, and reports if somebody else saved first."""

from typing import Any

import orjson
import pytest
from django.http import HttpResponse
from django.test import Client

from buckets.models import Bucket
from buckets.tree import mark_tree
from tests import cast
from tests.buckets import visitors
from tests.buckets.visitors import text_of

pytestmark = pytest.mark.django_db

SAVED = "/buckets/my_bucket/tree/saved"
TREE = {"zeta": {"10": "rate", "9": "width"}, "alpha": "phase", "1": "rate"}
TEXT = '{"zeta":{"10":"rate","9":"width"},"alpha":"phase","1":"rate"}'


@pytest.fixture
def owner() -> Client:
    cast.make_bucket()
    cast.make_feature()
    return visitors.unlocked()


def save(client: Client, tree: str, seen: str | None = None) -> HttpResponse:
    """Replace the tree by one given as JSON text, as the editor does."""
    seen = mark_tree(Bucket.objects.get().tree) if seen is None else seen
    body = f'{{"seen":"{seen}","tree":{tree}}}'
    return client.post(SAVED, body, content_type=cast.JSON, headers={"Accept": cast.JSON})


def test_a_saved_tree_is_what_the_api_gives_key_by_key_in_order(owner: Client) -> None:
    answer = save(owner, TEXT)
    assert answer.status_code == 200
    assert f'"tree":{TEXT}' in text_of(cast.stranger().get("buckets/my_bucket"))
    assert f'"tree":{TEXT}' in text_of(owner.get(SAVED))
    assert answer.json()["seen"] == owner.get(SAVED).json()["seen"] == mark_tree(TREE)


def test_null_takes_the_tree_away(owner: Client) -> None:
    save(owner, TEXT)
    assert save(owner, "null").status_code == 200
    assert Bucket.objects.get().tree is None


def test_who_saves_over_a_tree_that_was_changed_meanwhile_is_told_and_changes_nothing(
    owner: Client,
) -> None:
    seen = owner.get(SAVED).json()["seen"]
    assert save(owner, TEXT, seen).status_code == 200
    answer = save(visitors.unlocked(), '{"mine":"rate"}', seen)
    assert (answer.status_code, answer.json()["code"]) == (409, "tree_changed")
    assert "Your changes are not lost" in answer.json()["message"]
    assert Bucket.objects.get().tree == TREE
    # Having seen it, the second one saves.
    assert save(owner, '{"mine":"rate"}', owner.get(SAVED).json()["seen"]).status_code == 200


def test_another_order_of_the_same_entries_is_another_tree(owner: Client) -> None:
    save(owner, '{"a":"rate","b":"width"}')
    seen = owner.get(SAVED).json()["seen"]
    save(owner, '{"b":"width","a":"rate"}')
    assert save(owner, "{}", seen).status_code == 409


def test_a_tree_set_through_the_api_meanwhile_counts_too(owner: Client) -> None:
    seen = owner.get(SAVED).json()["seen"]
    cast.owner().patch("buckets/my_bucket", {"metadata": {"tree": {"api": "rate"}}})
    assert save(owner, TEXT, seen).status_code == 409


def test_descriptions_changed_meanwhile_are_no_conflict(owner: Client) -> None:
    seen = owner.get(SAVED).json()["seen"]
    cast.owner().patch("buckets/my_bucket", {"metadata": {"short_desc": "other"}})
    assert save(owner, TEXT, seen).status_code == 200
    assert Bucket.objects.get().short_desc == "other"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"[]", "invalid"),
        (b'{"tree":{}}', "invalid"),
        (b'{"seen":"x"}', "invalid"),
        (b'{"seen":["x"],"tree":{}}', "tree_changed"),
    ],
)
def test_a_body_of_another_shape_is_refused(owner: Client, body: bytes, code: str) -> None:
    answer = owner.post(SAVED, body, content_type=cast.JSON, headers={"Accept": cast.JSON})
    assert answer.json()["code"] == code
    assert Bucket.objects.get().tree is None


@pytest.mark.parametrize("tree", ['{"a":7}', '"rate"', '{"a":"x/y"}', '{"":"rate"}', '{"a":null}'])
def test_a_tree_that_the_api_refuses_is_refused_here(owner: Client, tree: str) -> None:
    answer = save(owner, tree)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_tree")
    assert answer.json()["problems"][0]["place"].startswith("metadata.tree")


def test_the_page_carries_the_tree_in_its_order_and_no_markup_of_it(owner: Client) -> None:
    hostile = {"</script><b>": "rate", "10": "rate", "9": "rate"}
    save(owner, orjson.dumps(hostile).decode())
    page = text_of(owner.get("/buckets/my_bucket/tree/"))
    assert "</script><b>" not in page
    start = page.index('id="page">') + len('id="page">')
    data: dict[str, Any] = orjson.loads(page[start : page.index("</script>", start)])
    assert list(data["tree"].items()) == list(hostile.items())
    assert list(data["features"]) == ["rate"]
