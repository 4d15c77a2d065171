"""The recorded requests that check, preview and publish tables."""

from collections.abc import Iterator
from typing import Any

from tests.site.recorded.sent import JSON, Sent, both, get

LEFT = '{"hemisphere": "left"}'
TABLES = {
    "clean": "acronym,rate (Hz)\nVISp,1.5\nMOs,0\n",
    "messy": "Table S1,\n,\nRegion,rate (Hz)\nvisp,1.5\nMOs,high\nCA1,N/A\nMOp,2\n",
    "sides": "region;left;right\nVISp;1,5;2\nCA1;0;\n",
    "side column": "region\themisphere\trate\nVISp\tL\t1\nVISp\tR\t2\nCA1\tboth\t3\n",
    "repeated": "acronym,rate\nVISp,1\nVISp,2\nCA1,3\n",
    "given both": "acronym,rate\nMOs,1\nMOs5,2\nTH,3\nVAL,4\n",
    "statistics": "acronym,rate mean,rate sd,n\nVISp,1.5,0.2,3\nCA1,2,0.1,4\n",
    "ids": "id,rate\n385,1\n382,2\n99999999,3\n",
    "names": "name,rate\nPrimary visual area,1\nField CA1,2\nField CA4,3\n",
    "no regions": "a,b\nfoo,1\nbar,2\n",
    "totals": "acronym,rate\nVISp,1\nCA1,2\nTotal,3\n",
    "twins": "acronym,rate,Rate\nVISp,1,2\n",
    "animals": "acronym,WT_1,WT_2,WT_3,KO_1,KO_2,KO_3\nVISp,1,2,3,4,5,7\nCA1,0,2,1,1,,3\n",
}
CHOICES = {
    "dropped": '{"hemisphere": "both", "dropped": [4, 5]}',
    "decided": '{"hemisphere": "left", "accepted": {"visp": "VISp"}, "corrections": {"5:B": 3.5}}',
    "mean": '{"hemisphere": "right", "repeated": "mean"}',
    "given wins": '{"hemisphere": "both", "given_wins": true}',
    "nodes": '{"hemisphere": "both", "map_nodes": true}',
}


def _table(path: str, table: str, choices: str = "", who: str = "stranger", **more: Any) -> Sent:
    form = {"text": TABLES[table], "choices": choices, **more}
    return Sent(who, "POST", path, form=form, headers={"Accept": JSON})


def checking_tables() -> Iterator[Sent]:
    for name in TABLES:
        yield _table("tables/check", name)
    for name in ("clean", "given both", "statistics"):
        yield _table("tables/check", name, LEFT)
    yield _table("tables/check", "messy", CHOICES["dropped"])
    yield _table("tables/check", "messy", CHOICES["decided"])
    yield _table("tables/check", "repeated", CHOICES["mean"])
    yield _table("tables/check", "given both", CHOICES["given wins"])
    yield _table("tables/check", "given both", CHOICES["nodes"])
    for choices in ("[", "[]", '{"hemisphere": "up"}', '{"nonsense": 1}', '{"header_row": "x"}'):
        yield _table("tables/check", "clean", choices)
    yield from both("stranger", "POST", "tables/check", form={"text": " "})
    yield from both("stranger", "GET", "tables/check")
    yield _table("tables/preview", "clean", LEFT)
    yield _table("tables/preview", "statistics", LEFT, feature="rate sd")
    yield _table("tables/preview", "clean", LEFT, feature="none")
    yield _table("tables/preview", "messy", LEFT)
    yield _table("tables/preview", "clean")


def publishing_tables() -> Iterator[Sent]:
    path = "buckets/rates/tables"
    for who in ("stranger", "other", "key"):
        yield _table(path, "clean", LEFT, who)
    yield _table("buckets/nobody/tables", "clean", LEFT, "owner")
    yield _table(path, "messy", LEFT, "owner")
    yield _table(path, "clean", "", "owner")
    yield _table(path, "clean", LEFT, "owner")
    yield _table(path, "clean", '{"hemisphere": "left", "existing": "overwrite"}', "owner")
    yield _table(path, "clean", '{"hemisphere": "left", "existing": "skip"}', "owner")
    yield _table(path, "clean", '{"hemisphere": "left", "existing": "replace"}', "owner")
    yield _table("buckets/others/tables", "given both", CHOICES["given wins"], "owner")
    yield _table("buckets/others/tables", "statistics", LEFT, "owner")
    yield _table("buckets/others/tables/", "twins", LEFT, "owner")
    yield get("buckets/others/rate")
    yield get(f"{path}?download=1")
    yield get("buckets/rates/rate")
    yield get("buckets/rates/rate/versions")
    yield get("buckets/others")


def comparing_animals() -> Iterator[Sent]:
    path, decided = "buckets/others/animals", '{"confirmed": true, "name": "cFos"}'
    yield _table("animals/check", "animals")
    yield _table("animals/check", "clean", LEFT, animals=decided)
    yield _table("animals/check", "animals", LEFT, animals=decided)
    yield from both("stranger", "GET", "animals/check")
    yield _table(path, "animals", LEFT, animals=decided)
    yield _table(path, "animals", LEFT, "owner")
    yield _table(path, "animals", LEFT, "owner", animals='{"fewest": 1, "nonsense": 2}')
    yield _table(path, "animals", LEFT, "owner", animals=decided)
    yield _table(path, "animals", LEFT, "owner", animals=decided)
    yield get("buckets/others/cFos KO")
    yield get("buckets/others/cFos KO vs WT")
    yield get("buckets/others/cFos KO/animals")
    yield get("buckets/others/cFos KO vs WT/animals?version=1")
    yield get("buckets/others/cFos KO minus WT/animals.csv")
    yield get("buckets/rates/rate/animals")
    yield get("buckets/others/cFos KO/animals?version=9")
