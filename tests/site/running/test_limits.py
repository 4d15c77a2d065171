"""A request's size is limited before it is read, and heavy work waits for its turn."""

import json
import tempfile
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from atlasviewer.running import heavy
from atlasviewer.web import api, limits
from atlasviewer.web.errors import Busy, TooLarge
from features.history import comparing
from tests import cast
from tests.refusals import assert_refused

pytestmark = pytest.mark.django_db

MB = 2**20
PAGES = [
    "/unlock/",
    "/create/",
    "/buckets/my_bucket/edit/",
    "/buckets/my_bucket/features/rate/",
    "/buckets/my_bucket/delete/",
    "/admin/login/",
]
JSON_ROUTES = {
    ("POST", "regions/resolve"): 2,
    ("POST", "buckets"): 16,
    ("PATCH", "buckets/my_bucket"): 16,
    ("POST", "buckets/my_bucket"): 256,
    ("PATCH", "buckets/my_bucket/rate"): 256,
    ("PATCH", "buckets/my_bucket/tables"): 256,
    ("POST", "buckets/my_bucket/tables"): 72,
    ("POST", "buckets/my_bucket/volumes"): 256,
    ("PATCH", "buckets/my_bucket/volumes"): 256,
    ("POST", "buckets/my_bucket/points"): 256,
    ("PATCH", "buckets/my_bucket/points"): 256,
    ("POST", "buckets/my_bucket/animals"): 72,
    ("POST", "animals/check"): 72,
    ("POST", "tables/check"): 72,
    ("POST", "tables/preview"): 72,
}


@pytest.mark.parametrize(("route", "megabytes"), JSON_ROUTES.items(), ids=str)
def test_a_body_over_the_limit_of_its_route_is_refused_unread(
    route: tuple[str, str], megabytes: int
) -> None:
    method, path = route
    assert_refused(
        cast.owner(),
        lambda who: who.call(method, path, b"{}", **{"Content-Length": str(megabytes * MB + 1)}),
        status=413,
        code="too_large",
        says=f"larger than the {megabytes} MB accepted here",
    )


@pytest.mark.parametrize("path", PAGES)
def test_a_form_over_two_megabytes_is_refused_unread(path: str) -> None:
    answer = Client().post(path, {"name": "x"}, headers={"Content-Length": str(2 * MB + 1)})
    assert answer.status_code == 413
    assert "larger than the 2 MB accepted here" in answer.content.decode()


@pytest.mark.parametrize("size", [10, 3_000_000])
@pytest.mark.parametrize("path", ["/unlock/", "/create/", "/admin/login/"])
def test_a_file_where_none_belongs_is_refused_and_never_on_the_disk(
    path: str, size: int, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", None)
    answer = Client().post(path, {"file": SimpleUploadedFile("a.csv", b"x" * size)})
    assert answer.status_code in (400, 413)
    assert "does not accept files" in answer.content.decode() or size > 2 * MB
    assert list(tmp_path.iterdir()) == []


def test_a_table_is_one_file(settings: Any) -> None:
    one, other = (SimpleUploadedFile(f"{name}.csv", b"acronym,rate\nMOs,1\n") for name in "ab")
    answer = Client().post("/api/tables/check", {"file": one, "other": other})
    assert answer.status_code == 400


def test_a_large_form_must_be_sent_in_parts() -> None:
    answer = Client().post(
        "/api/tables/check",
        b"text=x",
        content_type="application/x-www-form-urlencoded",
        headers={"Content-Length": str(2 * MB + 1), "Accept": "application/json"},
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_the_fields_of_a_form_have_a_limit_of_their_own() -> None:
    answer = Client().post("/api/tables/check", {"text": "x" * (8 * MB + 1)})
    assert answer.status_code == 413


def test_a_body_of_brackets_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "MOST_VALUES", 1_000)
    assert_refused(
        cast.stranger(),
        lambda who: who.post("regions/resolve", b'{"keys":[' + b"[]," * 999 + b"[]]}"),
        status=413,
        code="too_large",
        says="The body contains more than 1,000 values",
    )


def test_every_route_that_takes_more_than_a_small_form_is_listed_here() -> None:
    named = {
        entry.name: sorted(rules)
        for entry in iterate_routes(get_resolver())
        if (
            rules := getattr(entry.callback, "body_rules", None)
            or getattr(getattr(entry.callback, "cls", None), "body_rules", None)
        )
    }
    assert named == {
        "api-buckets": ["POST"],
        "api-bucket": ["PATCH", "POST"],
        "api-feature": ["PATCH"],
        "api-import-volume": ["PATCH", "POST"],
        "api-import-points": ["PATCH", "POST"],
        "api-publish-table": ["PATCH", "POST"],
        "api-publish-animals": ["PATCH", "POST"],
        "api-check-animals": ["POST"],
        "api-check-table": ["POST"],
        "api-preview-table": ["POST"],
        "bucket-view": ["POST"],
        "bucket-tree-saved": ["POST"],
        "upload-annotated": ["POST"],
        "upload-publish": ["POST"],
        "animals-publish": ["POST"],
    }


def iterate_routes(resolver: URLResolver) -> Any:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield entry
        elif entry.app_name != "admin":
            yield from iterate_routes(entry)


@pytest.mark.parametrize(
    ("path", "says"), [("/api/regions/resolve", "try again"), ("/unlock/", "try again")]
)
def test_a_server_that_works_on_many_bodies_refuses_another_and_answers_reads(
    path: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BODIES_AT_ONCE", 1)
    middleware = limits.RequestLimits(lambda request: HttpResponse("read"))
    assert middleware._places.acquire(blocking=False)
    answer = middleware(RequestFactory().post(path, {"key": "MOs"}))
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert says in answer.content.decode()
    assert middleware(RequestFactory().get("/api/regions")).content == b"read"
    assert middleware(RequestFactory().delete("/api/buckets/my_bucket")).status_code == 503
    middleware._places.release()
    assert middleware(RequestFactory().post(path, {"key": "MOs"})).content == b"read"


def test_heavy_work_waits_for_its_turn_and_a_full_queue_refuses() -> None:
    door = heavy.HeavyWork(at_once=1, waiting=1, seconds=60)
    order: list[str] = []
    waiting = threading.Event()

    def second() -> None:
        waiting.set()
        with door.turn():
            order.append("second")

    with door.turn():
        thread = threading.Thread(target=second)
        thread.start()
        waiting.wait()
        while door._anywhere._value:
            pass
        with pytest.raises(Busy) as refused, door.turn():
            order.append("third")
        assert refused.value.headers == {"Retry-After": "10"}
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_who_waits_too_long_is_told_to_come_back_and_leaves_the_queue() -> None:
    door = heavy.HeavyWork(at_once=1, waiting=1, seconds=0)
    with door.turn():
        for _ in range(3):
            with pytest.raises(Busy), door.turn():
                pass
    with door.turn():
        pass


def test_work_that_takes_too_long_is_ended() -> None:
    heavy.Clock(60).check()
    with pytest.raises(TooLarge, match="takes too long for one request"):
        heavy.Clock(-1).check()


def test_a_table_is_ended_in_the_middle_when_its_time_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[int] = []

    def check(clock: heavy.Clock) -> None:
        looks.append(len(looks))
        if len(looks) == 30:
            raise TooLarge("over")

    monkeypatch.setattr(heavy.Clock, "check", check)
    rows = "\n".join(f"MOs,{number}" for number in range(200))
    answer = cast.stranger().client.post("/api/tables/check", {"text": f"acronym,rate\n{rows}"})
    assert (answer.status_code, len(looks)) == (413, 30)


@pytest.mark.parametrize("path", ["tables/check", "tables/preview", "buckets/my_bucket/tables"])
def test_a_table_that_finds_no_turn_is_told_when_to_come_back(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.make_bucket()
    monkeypatch.setattr(
        "features.tables.requests.heavy_work", heavy.HeavyWork(at_once=1, waiting=0)
    )
    from features.tables.requests import heavy_work

    with heavy_work.turn():
        answer = cast.owner().client.post(
            f"/api/{path}",
            {"text": "acronym,rate\nMOs,1\n"},
            headers={"Authorization": cast.owner().credentials, "Accept": "application/json"},
        )
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer.json()["code"] == "busy"


def make_versions() -> str:
    cast.make_bucket()
    cast.make_feature()
    content = {"feature_data": cast.region_data(2.5)}
    assert cast.owner().patch("buckets/my_bucket/rate", content).status_code == 200
    return "/buckets/my_bucket/features/rate/?from=1&to=2"


def test_two_versions_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    page = make_versions()
    first = Client().get(page).context["comparison"].contents
    assert (first.changed, first.same, first.too_large) == (3, 3, False)
    monkeypatch.setattr(comparing, "read_body", None)
    assert Client().get(page).context["comparison"].contents == first


def test_versions_too_large_to_be_compared_are_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    page = make_versions()
    monkeypatch.setattr(comparing, "MOST_BYTES", 10)
    monkeypatch.setattr(comparing, "read_body", None)
    answer = Client().get(page)
    assert answer.context["comparison"].contents.too_large
    assert "Too many values to compare here" in answer.content.decode()
    assert "No differences" not in answer.content.decode()


def test_a_preview_of_many_features_asks_for_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("features.tables.api.MOST_PREVIEWS", 1)
    form = {"text": "acronym,a,b\nMOs,1,2\n", "choices": '{"hemisphere": "left"}'}
    refused = Client().post("/api/tables/preview", form)
    assert (refused.status_code, "Name the ones you want" in refused.content.decode()) == (
        413,
        True,
    )
    answer = Client().post("/api/tables/preview", {**form, "feature": "b"})
    assert list(json.loads(answer.getvalue())["features"]) == ["b"]
