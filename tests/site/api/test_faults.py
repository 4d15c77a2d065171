"""Django's own answers, to a wrong host name or after an internal error, have the API's form."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from rest_framework.request import Request
from rest_framework.views import APIView

from atlasviewer import urls
from tests.cast import JSON
from tests.refusals import PLAIN

pytestmark = pytest.mark.django_db

SECRET = "hunter2 /srv/secret"
WRONG_HOST = {"Host": "evil.example.org"}


class Fails(APIView):
    """Fails with an error whose message must stay in the log."""

    def get(self, request: Request) -> HttpResponse:
        raise ZeroDivisionError(SECRET)


def fail(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError(SECRET)


urlpatterns = [
    path("api/fails", Fails.as_view()),
    path("fails/", fail),
    path("", include(urls.urlpatterns)),
]
handler400, handler404, handler500 = urls.handler400, urls.handler404, urls.handler500


def get(address: str, **headers: str) -> HttpResponse:
    return Client(raise_request_exception=False).get(address, headers=headers)


@pytest.mark.parametrize("address", ["/api/buckets/b", "/api/buckets/b/f", "/api/", "/api/docs/"])
def test_a_wrong_host_is_refused_in_the_form_of_the_api(address: str) -> None:
    plain, as_json = get(address, **WRONG_HOST), get(address, **WRONG_HOST, Accept=JSON)
    assert (plain.status_code, plain["Content-Type"]) == (400, PLAIN)
    assert (as_json.status_code, as_json["Content-Type"]) == (400, JSON)
    body = as_json.json()
    assert set(body) == {"code", "message", "problems"}
    assert body["code"] == "unknown_host"
    assert body["message"] == plain.content.decode()
    assert "evil" not in body["message"]


def test_a_script_at_another_site_may_read_that_its_host_is_wrong() -> None:
    answer = get("/api/health", **WRONG_HOST, Origin="https://elsewhere.example.org")
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_page_at_a_wrong_host_is_a_page() -> None:
    answer = get("/buckets/", **WRONG_HOST)
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("text/html")
    assert "does not answer to the host name" in answer.content.decode()
    assert "evil" not in answer.content.decode()


@pytest.mark.urls(__name__)
def test_a_fault_under_the_api_has_its_form_and_says_nothing_of_itself() -> None:
    plain, as_json = get("/api/fails"), get("/api/fails", Accept=JSON)
    assert (plain.status_code, plain["Content-Type"]) == (500, PLAIN)
    assert (as_json.status_code, as_json["Content-Type"]) == (500, JSON)
    body = as_json.json()
    assert (body["code"], body["problems"]) == ("fault", [])
    assert body["message"] == plain.content.decode()
    told = plain.content.decode() + as_json.content.decode()
    words = (*SECRET.split(), "ZeroDivision", "Traceback", "<")
    assert [word for word in words if word in told] == []


@pytest.mark.urls(__name__)
def test_a_fault_is_logged_with_its_words(caplog: pytest.LogCaptureFixture) -> None:
    get("/api/fails")
    logged = [record.exc_info for record in caplog.records if record.exc_info]
    assert [str(info[1]) for info in logged] == [SECRET]


@pytest.mark.urls(__name__)
def test_a_fault_of_a_page_is_a_page() -> None:
    answer = get("/fails/")
    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("text/html")
    assert SECRET not in answer.content.decode()
