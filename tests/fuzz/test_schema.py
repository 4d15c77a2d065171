"""Whatever the OpenAPI description allows is answered as it says, by a live site."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

from tests import cast
from tests.live import Site
from tests.waiting import SECONDS

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
TOKEN = {"Authorization": f"Bearer {cast.OWNER_TOKEN}"}
BOUNDED = settings(
    max_examples=12,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def load_operations() -> dict[str, Any]:
    """Return every operation that the site describes, by its name."""
    described = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(public=True))
    found = [result.ok() for result in described.get_all_operations()]
    return {f"{one.method.upper()} {one.path}": one for one in found}


OPERATIONS = load_operations()


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A separate site, so that wrong tokens do not block other tests."""
    key = "key of the schema's tests"
    folder = tmp_path_factory.mktemp("described")
    with Site(folder, environment={"ATLASVIEWER_GLOBAL_KEY": key}) as live:
        live.manage("check_site", "--identity-only")
        body = {"uuid": "my_bucket", "metadata": {"token": cast.OWNER_TOKEN}}
        headers = {"Authorization": f"Bearer {key}"}
        assert requests.post(f"{live.api}buckets", json=body, headers=headers, timeout=SECONDS).ok
        body = {"fname": "rate", "feature_data": cast.region_data()}
        address = f"{live.api}buckets/my_bucket"
        assert requests.post(address, json=body, headers=TOKEN, timeout=SECONDS).ok
        yield live


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_the_description_allows_is_answered_as_it_says(name: str, own_site: Site) -> None:
    operation = OPERATIONS[name]
    names = st.fixed_dictionaries(
        {
            "bucket": st.sampled_from(["my_bucket", "my_bucket", "nobody"]),
            "fname": st.sampled_from(["rate", "new", "tables"]),
            "form": st.sampled_from(["svg", "pdf", "png"]),
        }
    )

    @BOUNDED
    @given(case=operation.as_strategy(), names=names, accept=st.sampled_from(["", cast.JSON]))
    def ask(case: Any, names: dict[str, str], accept: str) -> None:
        for key in case.path_parameters or {}:
            case.path_parameters[key] = names[key]
        headers = {**TOKEN, **({"Accept": accept} if accept else {})}
        answer = case.call(base_url=own_site.url, headers=headers)
        case.validate_response(answer, checks=CHECKS)

    ask()


def test_every_route_is_described() -> None:
    assert len(OPERATIONS) >= 16
    assert {name.split()[0] for name in OPERATIONS} == {"GET", "POST", "PATCH", "DELETE"}
