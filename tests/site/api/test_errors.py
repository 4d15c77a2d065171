"""One handler creates every refusal of the API, 404 and 405 included; other sites may call it."""

import pytest
import yaml
from django.test import Client
from django.urls import include, path
from rest_framework.views import APIView

from atlasviewer import urls
from atlasviewer.web.errors import Conflict
from tests import cast
from tests.refusals import assert_refused

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://elsewhere.example.org"


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize("address", ["", "nothing", "nothing/", "bucket", "buckets/a/b/c", "%00"])
def test_an_unknown_address_is_missing_in_text_and_json(method: str, address: str) -> None:
    assert_refused(
        cast.key_holder(),
        lambda who: who.call(method, address),
        status=404,
        code="not_found",
        says="There is nothing at this address; see /api/docs/.",
    )


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("GET", "buckets", {"POST"}),
        ("PUT", "buckets/", {"POST"}),
        ("DELETE", "buckets", {"POST"}),
        ("PUT", "buckets/my_bucket", {"GET", "POST", "PATCH", "DELETE"}),
        ("POST", "buckets/my_bucket/rate", {"GET", "PATCH", "DELETE"}),
        ("PUT", "buckets/my_bucket/rate/", {"GET", "PATCH", "DELETE"}),
        ("OPTIONS", "buckets/my_bucket", {"GET", "POST", "PATCH", "DELETE"}),
        ("BREW", "buckets/my_bucket", {"GET", "POST", "PATCH", "DELETE"}),
        ("POST", "health", {"GET"}),
        ("DELETE", "health/", {"GET"}),
        ("POST", "schema", {"GET"}),
        ("POST", "docs/", {"GET"}),
    ],
)
def test_a_method_that_is_not_allowed_is_refused_in_text_and_json(
    method: str, address: str, allowed: set[str]
) -> None:
    assert_refused(
        cast.owner(),
        lambda who: who.call(method, address),
        status=405,
        code="method_not_allowed",
        says=f'Method "{method}" not allowed. See /api/docs/.',
    )
    header = cast.owner().call(method, address)["Allow"]
    assert allowed <= {word.strip() for word in header.split(",")}


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", "text/plain; charset=utf-8"),
        ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/plain; charset=utf-8"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("image/png", "text/plain; charset=utf-8"),
        ("application/json", "application/json"),
        ("application/json, */*;q=0.1", "application/json"),
        ("application/*", "application/json"),
        ("text/plain;q=0.1, application/json", "application/json"),
    ],
)
def test_the_form_is_the_one_the_client_prefers(accept: str, form: str) -> None:
    assert cast.stranger().get("nothing", Accept=accept)["Content-Type"] == form


class Refuses(APIView):
    """Refuses with many problems."""

    def get(self, request: object) -> None:
        problems = [{"place": str(n), "code": "x", "message": f"Place {n}."} for n in range(12)]
        raise Conflict("There are problems.", problems=problems)


class Fails(APIView):
    """Fails with an internal error."""

    def get(self, request: object) -> None:
        raise ZeroDivisionError


urlpatterns = [path("api/refuses", Refuses.as_view()), path("api/fails", Fails.as_view())]
urlpatterns += [path("api/", include(urls.api))]


@pytest.mark.urls(__name__)
def test_the_first_ten_problems_are_lines_of_the_text_and_all_are_in_the_json() -> None:
    body = assert_refused(
        cast.stranger(),
        lambda who: who.get("refuses"),
        status=409,
        code="conflict",
        says="There are problems.\nPlace 0.\nPlace 1.",
    )
    assert len(body["problems"]) == 12
    assert cast.stranger().get("refuses").content.decode().endswith("Place 9.\n… and 2 more.")


@pytest.mark.urls(__name__)
def test_a_fault_of_ours_is_not_dressed_up_as_a_refusal() -> None:
    with pytest.raises(ZeroDivisionError):
        cast.stranger().get("fails")
    answer = Client(raise_request_exception=False).get("/api/fails")
    assert answer.status_code == 500


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
@pytest.mark.parametrize("address", ["buckets", "buckets/my_bucket", "buckets/my_bucket/rate"])
def test_a_browser_at_another_site_may_read_and_write_with_a_token(
    method: str, address: str
) -> None:
    answer = Client().options(
        f"/api/{address}",
        headers={
            "Origin": ELSEWHERE,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization, content-type",
        },
    )
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert method in answer["Access-Control-Allow-Methods"]
    headers = answer["Access-Control-Allow-Headers"]
    assert {"authorization", "content-type"} <= {word.strip() for word in headers.split(",")}
    assert "Access-Control-Allow-Credentials" not in answer


def test_answers_and_refusals_are_readable_from_another_site_and_set_no_cookie() -> None:
    cast.make_bucket()
    cast.make_feature()
    origin = {"Origin": ELSEWHERE}
    owner = cast.owner()
    answers = [
        owner.get("buckets/my_bucket", **origin),
        owner.get("buckets/my_bucket/rate", **origin),
        owner.get("buckets/nobody", **origin),
        owner.get("nothing", **origin),
        owner.patch("buckets/my_bucket", {"metadata": {}}, **origin),
        owner.post("buckets/my_bucket", b"{", **origin),
        owner.delete("buckets/my_bucket/rate", **origin),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 404, 200, 400, 200]
    assert {answer["Access-Control-Allow-Origin"] for answer in answers} == {"*"}
    assert "ETag" in answers[1]["Access-Control-Expose-Headers"]
    assert not any(answer.cookies for answer in answers)


def test_pages_are_not_readable_from_another_site() -> None:
    answer = Client().get("/nothing/", headers={"Origin": ELSEWHERE})
    assert "Access-Control-Allow-Origin" not in answer


def test_a_session_of_the_site_gives_no_right_over_the_api(admin_client: Client) -> None:
    """Otherwise a page elsewhere could write with the cookies of a staff member."""
    cast.make_bucket()
    answer = admin_client.patch(
        "/api/buckets/my_bucket", b'{"metadata": {}}', content_type="application/json"
    )
    assert answer.status_code == 401


def test_the_schema_lists_every_route_of_the_contract() -> None:
    schema = yaml.safe_load(cast.stranger().get("schema").content)
    methods = {path: set(item) for path, item in schema["paths"].items()}
    assert methods["/api/buckets"] == {"post"}
    assert methods["/api/buckets/{bucket}"] == {"get", "post", "patch", "delete"}
    assert methods["/api/buckets/{bucket}/{fname}"] == {"get", "patch", "delete"}
    assert methods["/api/health"] == {"get"}
    assert not [path for path in methods if path.endswith("/")]


def test_nothing_under_the_api_redirects() -> None:
    cast.make_bucket()
    cast.make_feature()
    addresses = ["buckets", "buckets/my_bucket", "buckets/my_bucket/rate", "health", "schema"]
    addresses += ["docs", "nothing"]
    answers = [cast.owner().get(a + end) for a in addresses for end in ("", "/")]
    plain, slashed = answers[::2], answers[1::2]
    assert [a.status_code for a in plain] == [a.status_code for a in slashed]
    assert not [a for a in answers if 300 <= a.status_code < 400]
