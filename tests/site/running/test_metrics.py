"""Metrics for whoever has their token; ids that link a request to its log lines."""

import json
import re
import uuid

import pytest
import requests

from tests import cast
from tests.live import Site

TOKEN = "a-metrics-token-of-this-site"
LINE = re.compile(r"^atlasviewer_requests_total\{(.*)\} ([\d.]+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Site:
    environment = {
        "ATLASVIEWER_METRICS_TOKEN": TOKEN,
        "ATLASVIEWER_LOG_FORMAT": "json",
    }
    with Site(tmp_path_factory.mktemp("watched"), environment=environment) as site:
        yield site


def read_counts(site: Site) -> dict[tuple[str, str, str], float]:
    """Return (route, method, status) → requests."""
    answer = requests.get(f"{site.url}/metrics", headers={"Authorization": cast.bearer(TOKEN)})
    assert answer.status_code == 200, answer.text
    counts = {}
    for labels, count in LINE.findall(answer.text):
        named = dict(re.findall(r'(\w+)="([^"]*)"', labels))
        counts[named["route"], named["method"], named["status"]] = float(count)
    return counts


def test_every_process_counts_each_request_by_its_route(watched: Site) -> None:
    created = {"uuid": "counted", "metadata": {"token": cast.OWNER_TOKEN}}
    key = {"Authorization": cast.bearer(cast.GLOBAL_KEY)}
    assert requests.post(f"{watched.api}buckets", json=created, headers=key).ok
    before = read_counts(watched)
    for _ in range(20):  # On separate connections, so that each process answers some.
        requests.get(f"{watched.api}buckets/counted")
        requests.get(f"{watched.api}buckets/nobody")
    after = read_counts(watched)
    grown = {key: after[key] - before.get(key, 0) for key in after}
    assert grown["api-bucket", "GET", "200"] == 20
    assert grown["api-bucket", "GET", "404"] == 20
    assert "nobody" not in str(after)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer other"}])
def test_nobody_else_reads_them(watched: Site, headers: dict[str, str]) -> None:
    answer = requests.get(f"{watched.url}/metrics", headers=headers)
    assert answer.status_code == 401
    assert "atlasviewer_requests" not in answer.text


def test_a_site_without_a_token_has_no_metrics(client) -> None:  # type: ignore[no-untyped-def]
    assert client.get("/metrics").status_code == 404


def test_a_request_and_its_log_lines_have_one_id(watched: Site) -> None:
    given = uuid.uuid4().hex
    answer = requests.get(f"{watched.api}nothing/here", headers={"X-Request-ID": given})
    assert answer.headers["X-Request-ID"] == given
    lines = [json.loads(line) for line in watched.log.splitlines() if line.startswith("{")]
    (line,) = [line for line in lines if line.get("request_id") == given]
    assert (line["level"], line["logger"]) == ("WARNING", "django.request")
    assert "/api/nothing/here" in line["message"]


def test_an_id_that_is_none_is_replaced(watched: Site) -> None:
    answer = requests.get(f"{watched.api}health", headers={"X-Request-ID": 'x" forged=1'})
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-ID"])
