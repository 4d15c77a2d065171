"""GET /api/buckets/<bucket>/<fname>: one query, and the body as it is stored."""

import gzip
from urllib.parse import quote

import orjson
import pytest
from pytest_django import DjangoAssertNumQueries

from buckets.models import Bucket
from features.data.payloads import payload_path, payload_storage
from features.models import Feature
from tests import cast
from tests.refusals import assert_refused

pytestmark = pytest.mark.django_db

PATH = "buckets/my_bucket/rate"
WHOLE = {"feature_data": cast.region_data(), "short_desc": "Spikes", "unit": "Hz"}


@pytest.fixture(autouse=True)
def feature() -> Feature:
    cast.make_bucket(alias="rates")
    return cast.make_feature(short_desc="Spikes", unit="Hz")


@pytest.mark.parametrize("path", [PATH, f"{PATH}/", "buckets/rates/rate", f"{PATH}?download=1"])
def test_a_feature_is_read_by_anybody(path: str) -> None:
    answer = cast.stranger().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert orjson.loads(answer.whole) == WHOLE
    assert answer["Content-Length"] == str(len(answer.whole))


def test_reading_takes_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        cast.stranger().get(PATH)
    with django_assert_num_queries(1):
        cast.stranger().get("buckets/rates/rate", **{"Accept-Encoding": "gzip"})


@pytest.mark.parametrize(
    "accepted", ["gzip", "gzip, deflate, br", "br;q=1.0, GZIP;q=0.5", "*", "identity;q=0, gzip"]
)
def test_who_takes_gzip_gets_the_stored_bytes(accepted: str, feature: Feature) -> None:
    answer = cast.stranger().get(PATH, **{"Accept-Encoding": accepted})
    with payload_storage().open(payload_path(feature.payload)) as stored:
        assert answer.whole == stored.read()
    assert answer["Content-Encoding"] == "gzip"
    assert answer["Content-Length"] == str(len(answer.whole))
    assert int(answer["X-Inflated-Length"]) == len(gzip.decompress(answer.whole))
    assert orjson.loads(gzip.decompress(answer.whole)) == WHOLE
    assert "Content-Disposition" not in answer


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "*;q=0", "gzip;q=x", ";;"])
def test_who_does_not_take_gzip_gets_plain_json(accepted: str) -> None:
    answer = cast.stranger().get(PATH, **{"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer
    assert orjson.loads(answer.whole) == WHOLE


def test_caches_are_told_to_ask_again_and_to_keep_both_forms_apart() -> None:
    answer = cast.stranger().get(PATH)
    assert answer["Cache-Control"] == "no-cache"
    assert "Accept-Encoding" in answer["Vary"]


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}'])
def test_what_has_not_changed_is_not_sent_again(encoding: str, form: str) -> None:
    headers = {"Accept-Encoding": encoding}
    etag = cast.stranger().get(PATH, **headers)["ETag"]
    again = cast.stranger().get(PATH, **headers, **{"If-None-Match": form.format(etag)})
    assert (again.status_code, again.whole, again["ETag"]) == (304, b"", etag)
    assert again["Cache-Control"] == "no-cache"
    assert cast.stranger().get(PATH, **headers, **{"If-None-Match": "*"}).status_code == 304


def test_the_two_forms_have_two_etags() -> None:
    plain = cast.stranger().get(PATH)["ETag"]
    packed = cast.stranger().get(PATH, **{"Accept-Encoding": "gzip"})["ETag"]
    assert plain != packed
    again = cast.stranger().get(PATH, **{"Accept-Encoding": "gzip", "If-None-Match": plain})
    assert again.status_code == 200


@pytest.mark.parametrize(
    "change", [{"unit": "kHz"}, {"short_desc": "x"}, {"feature_data": cast.region_data(2)}]
)
def test_every_change_changes_the_etag(change: dict[str, object]) -> None:
    before = cast.stranger().get(PATH)["ETag"]
    cast.owner().patch(PATH, change)
    answer = cast.stranger().get(PATH, **{"If-None-Match": before})
    assert answer.status_code == 200
    assert answer["ETag"] != before


def test_head_tells_everything_but_the_body() -> None:
    answer = cast.stranger().call("HEAD", PATH)
    assert (answer.status_code, answer.whole) == (200, b"")
    assert answer["ETag"] == cast.stranger().get(PATH)["ETag"]


def test_a_download_has_the_name_of_bucket_and_feature() -> None:
    answer = cast.stranger().get(f"{PATH}?download=1")
    assert answer["Content-Disposition"] == 'attachment; filename="my_bucket-rate.json"'
    assert "Content-Disposition" not in cast.stranger().get(f"{PATH}?download=0")


@pytest.mark.parametrize(
    ("fname", "header"),
    [
        (
            "Taux de décharge",
            "attachment; filename*=utf-8''my_bucket-Taux%20de%20d%C3%A9charge.json",
        ),
        ("频率", "attachment; filename*=utf-8''my_bucket-%E9%A2%91%E7%8E%87.json"),
        ('say "hi"', 'attachment; filename="my_bucket-say \\"hi\\".json"'),
    ],
)
def test_a_download_of_any_name_has_a_safe_header(fname: str, header: str) -> None:
    cast.make_feature(fname=fname)
    path = f"buckets/my_bucket/{quote(fname)}"
    assert cast.stranger().get(f"{path}?download=1")["Content-Disposition"] == header
    packed = cast.stranger().get(f"{path}?download=1", **{"Accept-Encoding": "gzip"})
    assert packed["Content-Disposition"] == header


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("buckets/my_bucket/none", "Bucket “my_bucket” has no feature “none”"),
        ("buckets/rates/none", "Bucket “my_bucket” has no feature “none”"),
        ("buckets/my_bucket/RATE", "Bucket “my_bucket” has no feature “RATE”"),
        ("buckets/nobody/rate", "There is no bucket “nobody” here"),
        ("buckets/my_bucket/%00", "Bucket “my_bucket” has no feature"),
        ("buckets/%00/rate", "There is no bucket"),
        ("buckets/my_bucket/%FF%FE", "Bucket “my_bucket” has no feature"),
        ("buckets/my_bucket/a/b", "There is nothing at this address"),
        ("buckets/my_bucket/a%2Fb", "There is nothing at this address"),
        ("buckets//rate", "There is nothing at this address"),
    ],
)
def test_what_is_not_here_is_said_to_be_missing(path: str, says: str) -> None:
    assert_refused(
        cast.stranger(), lambda who: who.get(path), status=404, code="not_found", says=says
    )


def test_a_name_goes_before_an_alias_when_both_buckets_have_the_feature() -> None:
    other = cast.make_bucket("other")
    cast.make_feature("other", unit="kHz")
    Bucket.objects.filter(pk=other.pk).update(name="rates")
    assert orjson.loads(cast.stranger().get("buckets/rates/rate").whole)["unit"] == "kHz"


def test_a_reader_overtaken_by_a_patch_and_a_sweep_reads_the_new_feature(
    monkeypatch: pytest.MonkeyPatch, feature: Feature
) -> None:
    """The row is read, then the payload it names is replaced and swept, then it is opened."""
    path = payload_path(feature.payload)
    storage = type(payload_storage())
    really_open = storage._open

    def overtaken(self: object, name: str, mode: str = "rb") -> object:
        if name == path and payload_storage().exists(path):
            monkeypatch.setattr(storage, "_open", really_open)
            cast.owner().patch(PATH, {"unit": "kHz"})
            payload_storage().delete(path)
        return really_open(self, name, mode)

    monkeypatch.setattr(storage, "_open", overtaken)
    answer = cast.stranger().get(PATH)
    assert answer.status_code == 200
    assert orjson.loads(answer.whole)["unit"] == "kHz"
