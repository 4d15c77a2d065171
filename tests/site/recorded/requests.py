"""The requests whose answers are recorded, in the order in which an empty site receives them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests import arrays, cast
from tests.site.recorded.sent import JSON, LAST_ETAG, Sent, both, get
from tests.site.recorded.table_requests import (
    checking_tables,
    comparing_animals,
    publishing_tables,
)

PEOPLE = {
    "stranger": cast.stranger,
    "other": cast.wrong_token,
    "owner": cast.owner,
    "collaborator": cast.collaborator,
    "key": cast.key_holder,
}


def every_request() -> list[Sent]:
    """Return the requests; each part builds upon the data of the parts before.

    Each part comes from another address, so that wrong tokens do not add up before the last.
    """
    parts = (
        _of_the_site(),
        _of_regions(),
        _creating_buckets(),
        _reading_and_patching_buckets(),
        _creating_features(),
        _reading_features(),
        _changing_features(),
        checking_tables(),
        publishing_tables(),
        _explaining(),
        _comparing(),
        _region_values(),
        comparing_animals(),
        _deleting(),
        _trying_too_often(),
    )
    return [
        replace(sent, address=f"192.0.2.{at}") for at, part in enumerate(parts) for sent in part
    ]


def _of_the_site() -> Iterator[Sent]:
    for path in ("", "nowhere", "buckets/a/b/c/d"):
        yield from both("stranger", "GET", path)
    yield get("schema")
    yield Sent("stranger", "OPTIONS", "buckets")
    yield Sent("stranger", "POST", "schema")
    yield Sent("stranger", "POST", "docs")
    yield Sent("stranger", "DELETE", "health")


def _of_regions() -> Iterator[Sent]:
    yield get("regions", Accept_Encoding="identity")
    yield get("regions", Accept_Encoding="gzip")
    yield Sent("stranger", "GET", "regions", headers={"If-None-Match": LAST_ETAG})
    yield Sent("stranger", "HEAD", "regions/")
    yield from both("stranger", "POST", "regions")
    for key in ("MOs", "385", "-385", "visp", "primary visual area", "CA 1", "xyz", "TH-lf", "V1"):
        yield get(f"regions/resolve?key={key.replace(' ', '%20')}")
    yield get("regions/resolve?key=MOs&key=hippocampus&key=")
    yield from both("stranger", "GET", "regions/resolve")
    resolve = "regions/resolve"
    yield Sent("stranger", "POST", resolve, {"keys": ["CA1", 382, "dentate", "left VISp"]})
    for content in ({"keys": []}, {"keys": "CA1"}, {"keys": [None]}, {}, b"{", b"[]"):
        yield from both("stranger", "POST", resolve, content)
    yield Sent("stranger", "POST", resolve, {"keys": ["CA1"] * 2_001})
    yield Sent("stranger", "PUT", resolve, {"keys": ["CA1"]})


def _bucket(name: Any, **metadata: Any) -> dict[str, Any]:
    return {"uuid": name, "metadata": {"token": cast.OWNER_TOKEN, **metadata}}


def _creating_buckets() -> Iterator[Sent]:
    yield from both("stranger", "POST", "buckets", _bucket("rates"))
    yield from both("other", "POST", "buckets", _bucket("rates"))
    yield from both("stranger", "GET", "buckets")
    yield from both("key", "POST", "buckets", {"metadata": {"token": cast.OWNER_TOKEN}})
    for name in ("", "local", ".a", "a b", "a/b", 3, "x" * 101, "_a"):
        yield Sent("key", "POST", "buckets", _bucket(name))
    yield Sent("key", "POST", "buckets", {"uuid": "rates"})
    yield Sent("key", "POST", "buckets", {"uuid": "rates", "metadata": {"token": ""}})
    yield Sent("key", "POST", "buckets", {"uuid": "rates", "metadata": []})
    yield Sent("key", "POST", "buckets", _bucket("rates", url="javascript:alert(1)"))
    yield Sent("key", "POST", "buckets", _bucket("rates", short_desc=3, long_desc=[]))
    yield from both("key", "POST", "buckets", _bucket("rates", tree={"a": {"b": None}, "": "x"}))
    yield Sent("key", "POST", "buckets", b"not json")
    yield Sent("key", "POST", "buckets", b'{"uuid": NaN}')
    yield Sent("key", "POST", "buckets", b"")
    described = {"alias": "second", "short_desc": "Firing", "url": "https://example.org/", "lab": 1}
    yield Sent("key", "POST", "buckets", _bucket("rates", **described, tree={"Z": "b", "A": "a"}))
    yield Sent("key", "POST", "buckets/", _bucket("others"), headers={"Accept": JSON})
    yield from both("key", "POST", "buckets", _bucket("rates"))
    yield Sent("key", "POST", "buckets", _bucket("second"))
    yield Sent("key", "POST", "buckets", _bucket("RATES"))
    yield Sent("key", "POST", "buckets", _bucket("third", alias="rates"))


def _reading_and_patching_buckets() -> Iterator[Sent]:
    for path in ("buckets/rates", "buckets/rates/", "buckets/second"):
        yield get(path)
    yield get("buckets/rates", Accept_Encoding="gzip")
    yield Sent("stranger", "HEAD", "buckets/rates")
    yield from both("stranger", "GET", "buckets/nobody")
    yield from both("stranger", "PUT", "buckets/rates", {})
    change = {"metadata": {"short_desc": "Changed"}}
    for who in ("stranger", "other", "key"):
        yield from both(who, "PATCH", "buckets/rates", change)
    yield Sent("owner", "PATCH", "buckets/nobody", change)
    yield Sent("owner", "PATCH", "buckets/rates", {})
    yield Sent("owner", "PATCH", "buckets/rates", {"metadata": {"uuid": "another"}})
    yield Sent("owner", "PATCH", "buckets/rates", {"metadata": {"alias": "others"}})
    yield Sent("owner", "PATCH", "buckets/rates", {"metadata": {"url": "ftp://x"}})
    yield Sent("owner", "PATCH", "buckets/rates", {"metadata": {"tree": "x"}})
    yield Sent("collaborator", "PATCH", "buckets/second", change)
    yield Sent("owner", "PATCH", "buckets/rates", {"metadata": {"tree": None, "lab": "b"}})
    yield get("buckets/rates")


def _feature(fname: Any, **more: Any) -> dict[str, Any]:
    return {"fname": fname, "feature_data": cast.region_data(), **more}


BAD_DATA: list[Any] = [
    [],
    {},
    {"mappings": {}},
    {"mappings": {"other": {"data": {}}}},
    {"mappings": {"beryl": {"data": {"99999": {"mean": 1}, "a": {"mean": 1}}}}},
    {"mappings": {"allen": {"data": {"1": {"mean": "high"}, "2": 3}, "statistics": []}}},
    {"volume": "no base64!"},
    {"volume": arrays.encode(b"short")},
    {"xyz": "", "values": ""},
]


def _creating_features() -> Iterator[Sent]:
    for who in ("stranger", "other", "key"):
        yield Sent(who, "POST", "buckets/rates", _feature("rate"))
    yield Sent("owner", "POST", "buckets/nobody", _feature("rate"))
    yield Sent("owner", "POST", "buckets/rates", {"feature_data": cast.region_data()})
    yield from both("owner", "POST", "buckets/rates", {"fname": "rate"})
    for fname in ("", "a/b", "_a", 3, "x" * 201, "a\nb"):
        yield Sent("owner", "POST", "buckets/rates", _feature(fname))
    yield Sent("owner", "POST", "buckets/rates", _feature("rate", unit=3))
    yield Sent("owner", "POST", "buckets/rates", _feature("rate", unit="x" * 101))
    for data in BAD_DATA:
        yield from both("owner", "POST", "buckets/rates", _feature("rate") | {"feature_data": data})
    yield Sent("owner", "POST", "buckets/rates", _feature("rate", short_desc="Spikes", unit="Hz"))
    yield Sent("collaborator", "POST", "buckets/second", _feature("Taux é", unit=None))
    yield from both("owner", "POST", "buckets/rates", _feature("rate"))
    yield Sent("owner", "POST", "buckets/rates", _feature("Rate"))
    yield get("buckets/rates")


def _reading_features() -> Iterator[Sent]:
    rate = "buckets/rates/rate"
    yield get(rate)
    yield Sent("stranger", "GET", rate, headers={"If-None-Match": LAST_ETAG})
    yield get(rate, Accept_Encoding="gzip")
    yield Sent("stranger", "HEAD", rate)
    yield get("buckets/second/rate/")
    yield get(f"{rate}?download=1")
    yield get("buckets/rates/Taux%20%C3%A9?download=1")
    yield get(f"{rate}?version=1")
    yield get("buckets/second/rate?version=1")
    for version in ("0", "2", "x", "99999999999", ""):
        yield from both("stranger", "GET", f"{rate}?version={version}")
    yield get(f"{rate}/versions")
    for query in ("um=x", "cmap=blue", "colour=red", "version=9"):
        yield from both("stranger", "GET", f"{rate}/figure.svg?{query}")
    for path in ("none", "RATE", "none/versions", "%00", "rate/other"):
        yield from both("stranger", "GET", f"buckets/rates/{path}")
    yield get("buckets/nobody/rate")
    yield Sent("owner", "POST", rate, {})
    yield Sent("owner", "DELETE", f"{rate}/versions")


def _changing_features() -> Iterator[Sent]:
    rate = "buckets/rates/rate"
    for who in ("stranger", "other", "key"):
        yield Sent(who, "PATCH", rate, {"unit": "kHz"})
    for content in ({}, {"unit": 3}, {"fname": "b", "unit": "x"}, {"feature_data": {}}):
        yield Sent("owner", "PATCH", rate, content, headers={"Accept": JSON})
    yield Sent("owner", "PATCH", "buckets/rates/none", {"unit": "kHz"})
    yield Sent("owner", "PATCH", rate, {"unit": "kHz"})
    yield Sent("owner", "PATCH", rate, {"feature_data": cast.region_data(7)})
    yield get(rate)
    yield get(f"{rate}?version=1")
    yield get(f"{rate}/versions")


def _explaining() -> Iterator[Sent]:
    path = "buckets/others/rate/explain"
    for mapping in ("allen", "beryl", "cosmos"):
        for region in ("MOs", "MOs5", "TH", "-382", "root", "fiber%20tracts"):
            yield get(f"{path}?region={region}&mapping={mapping}")
    for query in ("region=MOs", "mapping=allen", "region=mos&mapping=allen", "region=x&mapping=y"):
        yield from both("stranger", "GET", f"{path}?{query}")
    for more in ("version=2", "version=x", "statistic=median"):
        yield from both("stranger", "GET", f"{path}?region=MOs&mapping=allen&{more}")
    yield get("buckets/rates/rate/explain?region=root&mapping=allen")
    yield get("buckets/rates/none/explain?region=root&mapping=allen")
    yield from both("stranger", "GET", "buckets/rates/none/figure.svg")
    yield from both("stranger", "GET", "buckets/rates/rate/figure.svg?mapping=none")
    yield Sent("owner", "POST", path)


def _comparing() -> Iterator[Sent]:
    path = "buckets/rates/rate/compare"
    for query in ("with=others/rate", "sides=left_right", "with=others/rate&mapping=allen"):
        yield get(f"{path}?{query}")
    yield get("buckets/rates/rate/compare.csv?with=others/rate&mapping=cosmos")
    for query in ("", "with=rate", "sides=up", "with=others/none", "with=nobody/rate", "b=1"):
        yield from both("stranger", "GET", f"{path}?{query}")
    yield Sent("owner", "POST", path)


def _region_values() -> Iterator[Sent]:
    path = "buckets/rates/rate/regions"
    yield get(f"{path}?mapping=cosmos")
    yield get("buckets/rates/rate/regions.csv?mapping=cosmos")
    for query in ("mapping=none", "volume=none", "b=1", "version=99"):
        yield from both("stranger", "GET", f"{path}?{query}")
    yield Sent("owner", "POST", path)
    for kind in ("volumes", "points"):
        yield from both("stranger", "POST", f"buckets/rates/{kind}")
        yield from both("owner", "POST", f"buckets/rates/{kind}")


def _deleting() -> Iterator[Sent]:
    rate = "buckets/rates/rate"
    for who in ("stranger", "other", "key"):
        yield Sent(who, "DELETE", rate)
        yield Sent(who, "DELETE", "buckets/rates")
    yield Sent("owner", "DELETE", "buckets/rates/none")
    yield Sent("owner", "DELETE", "buckets/nobody")
    yield Sent("owner", "DELETE", rate)
    yield get(rate)
    yield Sent("owner", "POST", "buckets/rates", _feature("rate"))
    yield get(f"{rate}/versions")
    yield from both("stranger", "GET", f"{rate}?version=1")
    yield Sent("owner", "DELETE", "buckets/others", headers={"Accept": JSON})
    yield get("buckets/others")
    yield get("buckets/others/rate")


def _trying_too_often() -> Iterator[Sent]:
    for _ in range(6):
        yield from both("other", "PATCH", "buckets/rates", {"metadata": {}})
    yield Sent("owner", "PATCH", "buckets/rates", {"metadata": {}})
    yield get("buckets/rates")
