"""How a comparison is answered: versions, the table, from memory, and every refusal."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from unittest.mock import patch

import pytest

from atlasviewer.atlas.regions import load_regions
from features.data.memory import memory
from features.models import Feature
from features.pairing import service
from features.pairing.options import read_options
from tests import cast
from tests.features.pairing.asking import PATH, compare, make_feature, refused, row, small
from tests.waiting import SECONDS

pytestmark = pytest.mark.django_db
ASKED = {"with": "my_bucket/choice", "mapping": "beryl"}


def test_versions_are_compared() -> None:
    small()
    data = {"mappings": {"beryl": {"data": {str(row("MOs")): {"mean": 40.0}}}}}
    cast.owner().patch("buckets/my_bucket/rate", {"feature_data": data})
    found = compare("with=my_bucket/rate&with_version=1")
    assert (found["feature"]["version"], found["with"]["version"]) == (2, 1)
    assert found["names"] == ["rate v2", "rate v1"]
    assert found["regions"]["difference"] == [36.0]
    assert refused("with=my_bucket/rate&version=9", 404).startswith("“rate” has no version 9 yet")


def test_the_table_holds_every_region_and_no_formula() -> None:
    cast.make_bucket()
    make_feature("rate", {row("MOs"): -4.0, row("VISp"): 1.0}, unit="=1+1")
    make_feature("choice", {row("MOs"): 2.0, row("CP", "left"): 3.0}, unit="@x")
    answer = cast.stranger().get("buckets/my_bucket/rate/compare.csv?with=my_bucket/choice")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "my_bucket-rate-compared.csv" in answer["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(answer.whole.decode("utf-8-sig"))))
    found = {line["acronym"]: line for line in lines}
    assert {name: (line["side"], line["in"]) for name, line in found.items()} == {
        "MOs": ("right", "both"),
        "VISp": ("right", "feature"),
        "CP": ("left", "with"),
    }
    mos = found["MOs"]
    assert (mos["value"], mos["with_value"], mos["difference"]) == ("-4.0", "2.0", "-6.0")
    assert (mos["unit"], mos["with_unit"]) == ("'=1+1", "'@x")
    assert (mos["feature"], mos["with_feature"]) == ("my_bucket/rate", "my_bucket/choice")
    assert (found["VISp"]["value"], found["VISp"]["with_value"]) == ("1.0", "")
    assert (found["CP"]["value"], found["CP"]["with_value"]) == ("", "3.0")
    assert found["CP"]["id"] == str(-int(load_regions().id[row("CP")]))


def test_a_table_of_left_against_right() -> None:
    cast.make_bucket()
    make_feature("rate", {row("MOs", "left"): 4.0, row("MOs"): 1.0, row("CP", "left"): 6.0})
    answer = cast.stranger().get("buckets/my_bucket/rate/compare.csv?sides=left_right")
    lines = list(csv.DictReader(io.StringIO(answer.whole.decode("utf-8-sig"))))
    assert [(x["acronym"], x["side"], x["value"], x["with_value"]) for x in lines] == [
        ("MOs", "left and right", "4.0", "1.0"),
        ("CP", "left and right", "6.0", ""),
    ]


def test_a_comparison_is_computed_once_and_known_by_its_content() -> None:
    small()
    memory.clear()
    url = f"{PATH}?with=my_bucket/choice"
    with patch.object(service, "describe", wraps=service.describe) as computed:
        first = cast.stranger().get(url)
        again = cast.stranger().get(url)
        assert again.whole == first.whole
        same = cast.stranger().get(url, **{"If-None-Match": first["ETag"]})
        assert (same.status_code, same.whole) == (304, b"")
        assert computed.call_count == 1
        packed = cast.stranger().get(url, **{"Accept-Encoding": "gzip"})
        assert packed["Content-Encoding"] == "gzip"
        assert packed["ETag"] != first["ETag"]
    cast.owner().patch("buckets/my_bucket/choice", {"unit": "Hz"})
    changed = cast.stranger().get(url, **{"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed.json()["with"]["unit"] == "Hz"


def test_many_requests_for_one_comparison_compute_it_once() -> None:
    small()
    rows = Feature.objects.select_related("bucket").order_by("pk")
    pairing = service.order_pairing(tuple((one, one) for one in rows), read_options(ASKED))
    memory.clear()
    start, waited, computed = Barrier(8), Barrier(2), []

    def describe(pairing: service.Pairing) -> dict[str, int]:
        computed.append(pairing)
        waited.wait(SECONDS)
        return {"n": 4}

    def ask() -> bytes:
        start.wait(SECONDS)
        return service.compare_features(pairing, "json", packed=False).content

    with patch.object(service, "describe", describe), ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(ask) for _ in range(8)]
        waited.wait(SECONDS)
        assert {answer.result(SECONDS) for answer in answers} == {b'{"n":4}'}
    assert len(computed) == 1


def test_a_304_opens_no_payload() -> None:
    small()
    url = f"{PATH}?with=my_bucket/choice"
    etag = cast.stranger().get(url)["ETag"]
    with patch.object(service, "read_regional", side_effect=AssertionError):
        assert cast.stranger().get(url, **{"If-None-Match": etag}).status_code == 304


BAD = {
    "": "with is missing: name the second feature as bucket/feature, or ask for sides=left_right "
    "to compare the hemispheres of this one.",
    "with=choice": "with must name the second feature as bucket/feature.",
    "with=a/b/c": "with must name the second feature as bucket/feature.",
    "with=my_bucket/choice&sides=up": "sides must be one of same, left_right.",
    "with=my_bucket/choice&mapping=swanson": "mapping must be one of allen, beryl, cosmos.",
    "with=my_bucket/choice&statistic=": "statistic must be 1 to 200 characters long.",
    "with=my_bucket/choice&statistic=std": "statistic: “rate” has no “std”; it has mean.",
    "with=my_bucket/choice&with_statistic=std": "with_statistic: “choice” has no “std”; it has "
    "mean.",
    "with=my_bucket/choice&colour=red": "A comparison has no parameter “colour”; it has with, "
    "sides, mapping, statistic, with_statistic, version, with_version.",
    "with=my_bucket/choice&version=x": "version: “x” is not a version number such as 3.",
}


@pytest.mark.parametrize("query", BAD)
def test_what_cannot_be_read_is_refused_in_a_sentence(query: str) -> None:
    small()
    assert refused(query) == BAD[query]


def test_features_that_are_not_here_or_have_no_regions() -> None:
    small()
    assert "has no feature “none”" in refused("with=my_bucket/none", 404)
    assert "no bucket “nobody”" in refused("with=nobody/rate", 404)
    cast.make_feature("my_bucket", "empty", feature_data={"mappings": {"allen": {"data": {}}}})
    assert refused("with=my_bucket/empty") == "“rate” and “empty” have no mapping in common."


def test_a_large_feature_is_refused_before_it_is_read() -> None:
    small()
    with (
        patch.object(service, "MOST_BYTES", 10),
        patch.object(service, "read_regional", side_effect=AssertionError),
    ):
        assert refused("with=my_bucket/choice").startswith("Only features with values by region")
