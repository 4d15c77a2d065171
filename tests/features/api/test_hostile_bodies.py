"""Whatever a client sends, it gets a sentence and never an internal error."""

from typing import Any

import orjson
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from features.models import Feature
from tests import cast
from tests.refusals import assert_refused

pytestmark = pytest.mark.django_db

WRITES = [
    ("POST", "buckets", cast.key_holder),
    ("PATCH", "buckets/my_bucket", cast.owner),
    ("POST", "buckets/my_bucket", cast.owner),
    ("PATCH", "buckets/my_bucket/rate", cast.owner),
]
DEEP = b"[" * 100_000 + b"]" * 100_000
NESTED = b'{"a":' * 500 + b"1" + b"}" * 500

NOT_JSON = {
    "empty": (b"", "The body is empty"),
    "blank": (b"   ", "The body is not JSON"),
    "text": (b"hello", "The body is not JSON"),
    "form": (b"fname=rate&unit=Hz", "The body is not JSON"),
    "cut": (b'{"fname": "ra', "The body is not JSON"),
    "two": (b"{}{}", "The body is not JSON"),
    "nan": (b'{"a": NaN}', "NaN and Infinity are not JSON; send null"),
    "infinity": (b'{"a": [1, -Infinity]}', "NaN and Infinity are not JSON; send null"),
    "too large a number": (b'{"a": 1e400}', "The body is not JSON"),
    "lone surrogate": (b'{"a": "\\ud800"}', "The body is not JSON"),
    "not utf-8": (b'{"a": "\xff"}', "The body is not JSON"),
    "utf-16": ('{"a": 1}'.encode("utf-16"), "The body is not JSON"),
    "byte order mark": (b"\xef\xbb\xbf{}", "The body is not JSON"),
    "gzip": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "The body is not JSON"),
    "nested too deeply": (DEEP, "The body is not JSON"),
    "array": (b"[]", "The body must be one JSON object"),
    "null": (b"null", "The body must be one JSON object"),
    "number": (b"7", "The body must be one JSON object"),
    "string": (b'"x"', "The body must be one JSON object"),
}


@pytest.fixture
def feature() -> Feature:
    cast.make_bucket()
    return cast.make_feature()


@pytest.mark.usefixtures("feature")
@pytest.mark.parametrize(("method", "path", "person"), WRITES)
@pytest.mark.parametrize(("body", "says"), NOT_JSON.values(), ids=NOT_JSON.keys())
def test_a_body_that_is_no_json_object_is_refused(
    method: str, path: str, person: Any, body: bytes, says: str
) -> None:
    assert_refused(
        person(),
        lambda who: who.call(method, path, body),
        status=400,
        code="not_json",
        says=says,
    )


@pytest.mark.usefixtures("feature")
@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "a/b/c", "\xff"]
    + ["application/x-www-form-urlencoded", "application/json; charset=nonsense"],
)
def test_the_content_type_is_of_no_importance(content_type: str) -> None:
    answer = cast.owner().call(
        "PATCH", "buckets/my_bucket/rate", b'{"unit": "kHz"}', **{"Content-Type": content_type}
    )
    assert answer.status_code == 200
    assert Feature.objects.get().unit == "kHz"


MULTIPART = {
    "no boundary": ("multipart/form-data", b"x"),
    "bad boundary": ("multipart/form-data; boundary=\xff", b"x"),
    "empty": ("multipart/form-data; boundary=x", b""),
    "not parts": ("multipart/form-data; boundary=x", b"hello"),
    "cut": ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="f'),
    "base64": (
        "multipart/form-data; boundary=x",
        b"--x\r\nContent-Disposition: form-data; name=file; filename=a.csv\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n",
    ),
    "many fields": (
        "application/x-www-form-urlencoded",
        b"&".join(b"a%d=1" % number for number in range(2000)),
    ),
    "json": ("application/json", b"{}"),
    "charset": ("application/x-www-form-urlencoded; charset=nonsense", b"a=1"),
}


@pytest.mark.usefixtures("feature")
@pytest.mark.parametrize("path", ["tables/check", "tables/preview", "buckets/my_bucket/tables"])
@pytest.mark.parametrize(("kind", "body"), MULTIPART.values(), ids=MULTIPART.keys())
def test_a_form_that_cannot_be_read_is_refused(path: str, kind: str, body: bytes) -> None:
    answer = cast.owner().post(path, body, **{"Content-Type": kind, "Accept": "application/json"})
    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "message", "problems"}


HOSTILE: list[Any] = [
    {"fname": "a", "feature_data": {"mappings": {"allen": {"data": {"9" * 9000: {}}}}}},
    {"fname": "a\0", "feature_data": cast.region_data()},
    {"fname": "a", "unit": "\0", "feature_data": cast.region_data()},
    {"fname": {"a": 1}, "feature_data": cast.region_data()},
    {"fname": ["a"], "unit": {"b": 1}, "feature_data": cast.region_data()},
    {"fname": True, "feature_data": cast.region_data()},
    {"uuid": "a", "metadata": {"token": "token of this test", "alias": {"a": 1}}},
    {"uuid": "a", "metadata": {"token": "token of this test", "alias": "\0"}},
    {"uuid": "a", "metadata": {"token": "token of this test", "tree": {"a": {"\0": "b"}}}},
    {"uuid": "a", "metadata": {"token": "token of this test", "uuid": {"a": 1}}},
    {"uuid": {"a": 1}, "metadata": {"token": ""}},
    {"metadata": {"tree": {"a": ["b"]}}},
    {"metadata": {"token": {"a": 1}}},
    {"metadata": {"alias": 1e308}},
    {"metadata": {"url": "http://\0"}},
]


@pytest.mark.usefixtures("feature")
@pytest.mark.parametrize(("method", "path", "person"), WRITES)
@pytest.mark.parametrize("content", HOSTILE, ids=str)
def test_wrong_types_and_control_characters_are_refused(
    method: str, path: str, person: Any, content: Any
) -> None:
    assert person().call(method, path, content).status_code == 400


@pytest.mark.usefixtures("feature")
def test_a_whole_number_of_any_length_is_kept_as_the_double_it_stands_for() -> None:
    data = b'{"mappings": {"allen": {"data": {"1": {"mean": 1%s}}}}}' % (b"0" * 300)
    sent = b'{"fname": "huge", "feature_data": %s}' % data
    assert cast.owner().post("buckets/my_bucket", sent).status_code == 200
    read = orjson.loads(cast.stranger().get("buckets/my_bucket/huge").whole)
    assert read["feature_data"]["mappings"]["allen"]["data"]["1"]["mean"] == 1e300


@pytest.mark.usefixtures("feature")
@pytest.mark.parametrize("key", ["feature_data", "beside", "mappings"])
@pytest.mark.parametrize("depth", [200, 253, 254, 255, 256, 500, 1000])
def test_deep_nesting_is_kept_and_read_back_or_refused(key: str, depth: int) -> None:
    deep = "[" * depth + "]" * depth
    inside = ', "extra": ' + deep
    sent = {
        "feature_data": f'"feature_data": {{"mappings": {{"allen": {{"data": {{}}}}}} {inside}}}',
        "mappings": f'"feature_data": {{"mappings": {{"allen": {{"data": {{}} {inside}}}}}}}',
        "beside": f'"feature_data": {{"mappings": {{"allen": {{"data": {{}}}}}}}} {inside}',
    }[key]
    body = f'{{"fname": "deep", {sent}}}'.encode()
    status = cast.owner().post("buckets/my_bucket", body).status_code
    assert status in (200, 400)
    read = cast.stranger().get("buckets/my_bucket/deep").status_code
    assert read == {200: 200, 400: 404}[status]


@pytest.mark.usefixtures("feature")
def test_nul_in_the_keys_of_metadata_is_kept() -> None:
    sent = {"metadata": {"a\0b": "c\0d"}}
    assert cast.owner().patch("buckets/my_bucket", sent).status_code == 200
    assert cast.stranger().get("buckets/my_bucket").json()["metadata"]["a\0b"] == "c\0d"


@pytest.mark.usefixtures("feature")
def test_a_body_over_the_limit_is_refused_before_it_is_read() -> None:
    assert_refused(
        cast.owner(),
        lambda who: who.patch(
            "buckets/my_bucket/rate", b"{}", **{"Content-Length": str(2**28 + 1)}
        ),
        status=413,
        code="too_large",
        says="The request is larger than the 256 MB accepted here.",
    )


@pytest.mark.usefixtures("feature")
@pytest.mark.parametrize("length", ["", "abc", "-5", "1e3", "９"])
def test_a_senseless_length_is_a_refusal(length: str) -> None:
    answer = Client().generic(
        "PATCH",
        "/api/buckets/my_bucket",
        b"{}",
        headers={"Authorization": f"Bearer {cast.OWNER_TOKEN}"},
        CONTENT_LENGTH=length,
    )
    assert answer.status_code == 400


@pytest.mark.usefixtures("feature")
def test_a_body_in_chunks_is_refused_with_the_way_out() -> None:
    assert_refused(
        cast.owner(),
        lambda who: who.patch("buckets/my_bucket", b"{}", **{"Transfer-Encoding": "chunked"}),
        status=400,
        code="invalid",
        says="send a Content-Length",
    )


@pytest.mark.usefixtures("feature")
@pytest.mark.parametrize("accept", ["", ";;;", "text/html", "image/png", "*/*;q=0", "a" * 9000])
def test_any_accept_header_gets_an_answer(accept: str) -> None:
    assert cast.stranger().get("buckets/nobody", Accept=accept).status_code == 404
    assert cast.stranger().get("buckets/my_bucket/rate", Accept=accept).status_code == 200


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["uuid", "metadata", "token", "alias", "tree", "fname", "unit", "short_desc", "url"]
            + ["feature_data", "mappings", "allen", "data", "1", "volume", "volumes", "xyz"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=25,
)  # fmt: skip


@pytest.mark.usefixtures("feature")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=JSON_VALUES, number=st.integers(0, len(WRITES) - 1))
def test_any_json_gets_an_answer(content: Any, number: int) -> None:
    method, path, person = WRITES[number]
    assert person().call(method, path, content).status_code in (200, 400, 404, 409, 401)
